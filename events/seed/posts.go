package seed

import "fmt"

// postKinds are the six posts of a building.
var postKinds = []struct{ kind, title string }{
	{"leader", "党小组长"}, {"head", "楼栋长"}, {"health", "卫生委员"},
	{"security", "治安委员"}, {"culture", "文体委员"}, {"property", "物业房管员"},
}

const (
	postLeader   = 0
	postHead     = 1
	postProperty = 5
)

type post struct {
	building, kind int
	holder, deputy int32 // nobody for none
	from, until    Day
	vacantSince    Day
	phone          int32
	consent        int32 // index of the holder's, nobody while vacant
}

// nobody stands for no person and no consent.
const nobody = -1

// seat is what one person is elected to: a post, or the posts of the leader of a
// group that owns two buildings.
type seat struct {
	posts   []int
	vacant  bool
	doubled bool // held by who holds another seat of the building
	base    int  // that seat
}

// makePosts fills the six posts of every building: 4,820 people would hold the
// 5,040 posts of the whole community, but eight of a hundred hold two, and outside
// size S six of a hundred posts are vacant. Every head has a deputy, which brings
// the roster back above five thousand.
func (t *town) makePosts() error {
	d := t.dice("posts")
	seats := t.makeSeats()
	t.vacate(d, seats)
	t.double(d, seats)
	used := make([]bool, len(t.people))
	holders := make([]int32, len(seats))
	for i, s := range seats {
		if s.vacant || s.doubled {
			continue
		}
		oldest := 78
		if t.posts[s.posts[0]].kind == postProperty {
			oldest = 59
		}
		holders[i] = t.elect(d, s.posts, oldest, used)
	}
	for i, s := range seats {
		if s.doubled {
			holders[i] = holders[s.base]
		}
		t.seatHolder(d, s, holders[i])
	}
	for i := range t.posts {
		if p := &t.posts[i]; p.kind == postHead {
			p.deputy = t.elect(d, []int{i}, 78, used)
		}
	}
	return nil
}

// makeSeats makes the posts of every building, and the seats they are held in.
func (t *town) makeSeats() []seat {
	var seats []seat
	leaders := make(map[int]int, len(t.groups)) // seat of each group's leader
	for b := range t.buildings {
		for kind := range postKinds {
			t.posts = append(t.posts, post{building: b, kind: kind, holder: nobody, deputy: nobody, consent: nobody})
			at := len(t.posts) - 1
			if kind != postLeader {
				seats = append(seats, seat{posts: []int{at}})
				continue
			}
			g := t.buildings[b].group
			if s, ok := leaders[g]; ok {
				seats[s].posts = append(seats[s].posts, at)
				continue
			}
			leaders[g] = len(seats)
			seats = append(seats, seat{posts: []int{at}})
		}
	}
	return seats
}

func (t *town) vacate(d *dice, seats []seat) {
	if t.opt.Size == S {
		return
	}
	left := (len(t.posts)*6 + 50) / 100
	order := pick(d, indices(len(seats)), len(seats))
	for _, i := range order {
		if n := len(seats[i].posts); n <= left {
			seats[i].vacant = true
			left -= n
		}
	}
}

// double lets eight of a hundred holders hold two seats of their building.
func (t *town) double(d *dice, seats []seat) {
	byBuilding := make([][]int, len(t.buildings))
	filled := 0
	for i, s := range seats {
		if !s.vacant {
			filled++
			b := t.posts[s.posts[0]].building
			byBuilding[b] = append(byBuilding[b], i)
		}
	}
	left := (filled*8 + 54) / 108
	base := make([]bool, len(seats))
	for left > 0 {
		mine := byBuilding[d.n(len(byBuilding))]
		if len(mine) < 2 {
			continue
		}
		a, b := one(d, mine), one(d, mine)
		kind := t.posts[seats[a].posts[0]].kind
		if a == b || kind == postLeader || kind == postHead || kind == postProperty ||
			seats[a].doubled || seats[b].doubled || base[a] || base[b] {
			continue
		}
		if t.posts[seats[b].posts[0]].kind == postProperty {
			continue
		}
		seats[a].doubled, seats[a].base, base[b] = true, b, true
		left--
	}
}

// elect takes someone of the buildings of the posts who is able to hold one.
func (t *town) elect(d *dice, posts []int, oldest int, used []bool) int32 {
	classes := []class{{weight: 6}, {weight: 2}}
	for _, at := range posts {
		b := &t.buildings[t.posts[at].building]
		for h := b.firstHome; h < b.afterHome; h++ {
			for i := t.homes[h].first; i < t.homes[h].after; i++ {
				p := &t.people[i]
				if used[i] || !p.ability.smart() || p.age < 25 || int(p.age) > oldest {
					continue
				}
				c := 1
				if p.age >= 50 && p.age < 72 {
					c = 0
				}
				classes[c].members = append(classes[c].members, i)
			}
		}
	}
	sum := classes[0].weight*len(classes[0].members) + classes[1].weight*len(classes[1].members)
	if sum == 0 {
		return nobody
	}
	c := 1
	if d.in(classes[0].weight*len(classes[0].members), sum) {
		c = 0
	}
	i := one(d, classes[c].members)
	used[i] = true
	return i
}

// seatHolder writes the seat's holder into its posts.
func (t *town) seatHolder(d *dice, s seat, holder int32) {
	year := t.opt.Edition
	from, until := Day(fmt.Sprintf("%d-03-15", year-2)), Day(fmt.Sprintf("%d-03-14", year+1))
	if d.in(1, 5) { // elected in between
		from = t.day(-d.between(20, 600))
	}
	phone := t.newPhone()
	since := t.day(-d.between(5, 250))
	for _, at := range s.posts {
		p := &t.posts[at]
		p.phone = phone
		if s.vacant {
			p.vacantSince = since
			continue
		}
		p.holder, p.from, p.until = holder, from, until
	}
}

func indices(n int) []int32 {
	s := make([]int32, n)
	for i := range s {
		s[i] = int32(i)
	}
	return s
}

// headOf is who answers for a building: its head, or the deputy.
func (t *town) headOf(building int) int32 {
	p := &t.posts[building*len(postKinds)+postHead]
	if p.holder != nobody {
		return p.holder
	}
	return p.deputy
}

func (t *town) postRow(i int) Post {
	p := &t.posts[i]
	row := Post{
		ID: t.buildingCode(p.building) + "-" + postKinds[p.kind].kind, Building: t.buildingCode(p.building),
		Kind: postKinds[p.kind].kind, Title: postKinds[p.kind].title, Holder: personRef(p.holder), Deputy: personRef(p.deputy),
		From: p.from, Until: p.until, VacantSince: p.vacantSince, DutyPhone: t.phone(p.phone), Mark: t.mark(),
	}
	if p.consent != nobody {
		row.Consent = consentID(int(p.consent))
		row.Published = t.consents[p.consent].given && t.consents[p.consent].withdrawn == 0
	}
	return row
}

// personRef is the id of a person, "" for nobody.
func personRef(i int32) string {
	if i == nobody {
		return ""
	}
	return personID(int(i))
}
