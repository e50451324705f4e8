package seed

import (
	"fmt"
	"slices"
)

// teamKind is a kind of team: how many there are at full size, how large they are
// and who joins.
type teamKind struct {
	kind, noun string
	teams      int
	least      int
	most       int
	use        string // at events; props of a cultural team
	from, to   int    // age
	sex        string // F or M where nearly all are, "" else
	wide       bool   // of the whole community, not of one estate
}

// volunteerKinds are the 214 service teams.
var volunteerKinds = []teamKind{
	{"neighbours", "邻里守望队", 44, 60, 300, "delivery and escort", 16, 84, "", false},
	{"disabled", "助残服务队", 18, 20, 80, "accessible route", 18, 70, "", false},
	{"order", "文明劝导队", 24, 50, 200, "gates and flow", 18, 69, "", false},
	{"first_aid", "应急救护队", 9, 12, 40, "first aid", 18, 60, "", true},
	{"youth", "青少年志愿队", 20, 30, 150, "children's corner", 16, 24, "", false},
	{"arts", "文艺服务队", 36, 20, 60, "stage", 25, 75, "", false},
	{"environment", "环保清洁队", 18, 40, 120, "weighing of waste", 25, 75, "", false},
	{"repairs", "维修服务队", 12, 8, 30, "power and lanterns", 25, 69, "M", true},
	{"media", "摄影宣传队", 10, 10, 40, "pictures and evidence", 18, 70, "", true},
	{"counsel", "谈心服务队", 8, 8, 25, "lost and upset people", 30, 70, "", true},
	{"illness", "抱抱团", 4, 10, 30, "none", 30, 75, "", true},
	{"other", "志愿服务队", 11, 10, 80, "where needed", 16, 84, "", false},
}

// culturalKinds are the 108 teams of culture and sport, of 12 to 60.
var culturalKinds = []teamKind{
	{"waist_drum", "腰鼓队", 9, 16, 48, "drums and ribbons", 50, 74, "F", false},
	{"taiji", "太极拳队", 12, 16, 60, "swords and fans", 50, 79, "", false},
	{"square_dance", "广场舞队", 22, 20, 60, "loudspeaker", 45, 74, "F", false},
	{"choir", "合唱团", 11, 24, 60, "scores and risers", 45, 78, "", false},
	{"folk_music", "民乐团", 6, 12, 30, "erhu, pipa, dizi", 45, 79, "", false},
	{"wind", "口琴管乐队", 4, 12, 30, "harmonicas and horns", 40, 75, "", false},
	{"opera", "戏曲票友社", 7, 12, 36, "costumes and gongs", 50, 82, "", false},
	{"qipao", "旗袍模特队", 6, 16, 40, "qipaos and fans", 48, 72, "F", false},
	{"basketball", "篮球队", 5, 12, 24, "balls", 16, 45, "M", false},
	{"racket", "乒乓羽毛球队", 6, 14, 40, "tables and nets", 18, 72, "", false},
	{"chess", "棋牌社", 4, 12, 40, "boards", 45, 84, "M", false},
	{"calligraphy", "书画社", 5, 12, 36, "brushes and paper", 35, 84, "", false},
	{"recital", "诗文朗诵社", 4, 12, 30, "microphones", 30, 78, "", false},
	{"crafts", "剪纸泥塑坊", 3, 12, 24, "scissors and clay", 40, 80, "F", false},
	{"dragon_lion", "舞龙采莲船队", 4, 18, 48, "dragon, lions, boats", 25, 62, "M", false},
}

// teamPrefixes make the names of the cultural teams of a kind differ.
var teamPrefixes = []string{
	"江畔", "晨曦", "夕阳红", "春风", "百合", "银铃", "彩云", "翠竹", "长青", "金秋", "霞光",
	"同心", "和韵", "雅韵", "飞扬", "欢乐", "山茶", "紫荆", "知音", "楚韵", "秋实", "荷塘",
}

type team struct {
	kind    uint8
	name    string
	estate  int // nobody for the whole community
	members []int32
	since   int32
	weekday uint8
	minute  int16
}

// makeTeams makes both sorts of teams. A kind has one team at least, so small sizes
// have a few more than their share.
func (t *town) makeTeams() error {
	d := t.dice("teams")
	volunteers := make([]int32, len(t.volunteers))
	for i, v := range t.volunteers {
		volunteers[i] = v.person
	}
	t.teams = t.makeKinds(d, volunteerKinds, volunteers)
	nameTeams(d, volunteerKinds, t.teams)
	t.cultural = t.makeKinds(d, culturalKinds, indices(len(t.people)))
	for i := range t.cultural {
		t.cultural[i].name = ""
	}
	nameTeams(d, culturalKinds, t.cultural)
	for i := range t.cultural {
		x := &t.cultural[i]
		x.weekday, x.minute = uint8(d.between(1, 7)), int16(one(d, []int{7 * 60, 9 * 60, 9*60 + 30, 15 * 60, 15*60 + 30, 19 * 60, 19*60 + 30}))
	}
	return nil
}

// nameTeams gives those without a name one that no other of the kind has.
func nameTeams(d *dice, kinds []teamKind, teams []team) {
	prefixes := slices.Clone(teamPrefixes)
	used, kind := 0, -1
	for i := range teams {
		x := &teams[i]
		if int(x.kind) != kind {
			used, kind = 0, int(x.kind)
			shuffle(d, prefixes)
		}
		if x.name == "" {
			x.name = prefixes[used] + kinds[kind].noun
			used++
		}
	}
}

// makeKinds makes the teams of every kind out of a pool of people.
func (t *town) makeKinds(d *dice, kinds []teamKind, pool []int32) []team {
	weights, total := make([]int, len(kinds)), 0
	for i, k := range kinds {
		weights[i] = k.teams
		total += k.teams
	}
	households := make([]int, len(t.estates))
	for i, e := range t.estates {
		households[i] = e.households
	}
	var all []team
	for i, n := range apportionEach(t.part(total), weights) {
		k := &kinds[i]
		able := make([][]int32, len(t.estates)) // by estate
		for _, x := range pool {
			if p := &t.people[x]; int(p.age) >= k.from && int(p.age) <= k.to && (k.sex == "" || p.male == (k.sex == "M") || d.in(1, 12)) {
				e := t.buildings[t.homes[p.home].building].estate
				able[e] = append(able[e], x)
			}
		}
		for e, m := range apportion(n, households) {
			for number := range m {
				all = append(all, t.makeTeam(d, i, k, e, number, able))
			}
		}
	}
	return all
}

// makeTeam makes the number-th team of a kind in estate e. Where too few of the
// estate are able, others of the community join.
func (t *town) makeTeam(d *dice, kind int, k *teamKind, e, number int, able [][]int32) team {
	x := team{kind: uint8(kind), estate: e, since: -int32(d.between(100, 4000))}
	size := d.between(k.least, k.most)
	mine := able[e]
	if k.wide || len(mine) < k.least*2 {
		mine = slices.Concat(able...)
	}
	size = min(size, max(k.least, len(mine)*2/3))
	x.members = slices.Clone(pick(d, mine, size))
	for i, m := range x.members { // children do not lead
		if t.people[m].age >= 18 {
			x.members[0], x.members[i] = x.members[i], x.members[0]
			break
		}
	}
	x.name = t.estates[e].name + k.noun
	if number > 0 {
		x.name = fmt.Sprintf("%s第%s%s", t.estates[e].name, numeral(number+1), k.noun)
	}
	if k.wide {
		x.estate, x.name = nobody, "" // named beside the others of its kind
	}
	return x
}

func teamID(i int) string { return fmt.Sprintf("T%03d", i+1) }

func culturalID(i int) string { return fmt.Sprintf("A%03d", i+1) }

// emitTeams yields volunteers, teams, who is in them, clubs and shifts.
func (t *town) emitTeams(yield func(Row) error) error {
	for i := range t.volunteers {
		if err := yield(t.volunteerRow(i)); err != nil {
			return err
		}
	}
	for i, x := range t.teams {
		k := volunteerKinds[x.kind]
		row := VolunteerTeam{
			ID: teamID(i), Kind: k.kind, Name: x.name, Use: k.use, Members: len(x.members),
			Leader: personID(int(x.members[0])), Public: k.kind != "illness", Since: t.day(int(x.since)), Mark: t.mark(),
		}
		if x.estate != nobody {
			row.Estate = t.estates[x.estate].code
		}
		if err := yield(row); err != nil {
			return err
		}
	}
	for i, x := range t.cultural {
		k := culturalKinds[x.kind]
		row := CulturalTeam{
			ID: culturalID(i), Kind: k.kind, Name: x.name, Estate: t.estates[x.estate].code, Members: len(x.members),
			Leader: personID(int(x.members[0])), Weekday: int(x.weekday), Starts: clock(int(x.minute)), Minutes: 90,
			Props: k.use, Since: t.day(int(x.since)), Mark: t.mark(),
		}
		if err := yield(row); err != nil {
			return err
		}
	}
	if err := t.emitMembers(yield, t.teams, teamID); err != nil {
		return err
	}
	if err := t.emitMembers(yield, t.cultural, culturalID); err != nil {
		return err
	}
	for _, c := range t.clubs() {
		if err := yield(c); err != nil {
			return err
		}
	}
	return t.emitShifts(yield)
}

func (t *town) emitMembers(yield func(Row) error, teams []team, id func(int) string) error {
	d := t.dice("members")
	for i, x := range teams {
		for k, m := range x.members {
			role := "member"
			switch {
			case k == 0:
				role = "leader"
			case k == 1 && t.people[m].age >= 18:
				role = "deputy"
			}
			row := Membership{Team: id(i), Person: personID(int(m)), Role: role, Since: t.day(-d.between(1, int(-x.since))), Mark: t.mark()}
			if err := yield(row); err != nil {
				return err
			}
		}
	}
	return nil
}

// clock is minutes of the day as 15:30.
func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
