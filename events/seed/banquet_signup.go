package seed

import (
	"cmp"
	"slices"
)

// How a household takes part.
const (
	modeDish uint8 = iota // only its dish comes
	modeMeal
	modeWalk
	modeDelivery
)

var modeNames = []string{"dish", "meal", "walk", "delivery"}

// The channels, and of how many of a thousand seats each disposes.
const (
	online uint8 = iota
	offline
	accessible
	theme
	reserve
)

var (
	quotaChannels = []string{"online", "offline", "accessible", "theme", "reserve"}
	channelShares = []int{695, 250, 30, 5, 20}
)

// The sittings: two meals, then four walk-through windows.
const meals, windows = 2, 4

// signup is a household's registration.
type signup struct {
	home    int32
	mode    uint8
	sitting uint8 // 0 and 1 are meals, 2 to 5 windows
	channel uint8
	come    uint8 // how many of its people
	order   int32
	minute  int32 // since the opening
}

// signUp registers the households: by channel and window exactly as many seats as
// the plan has, each building mostly at one of the meals, as neighbours agree.
func (t *town) signUp() {
	d := t.dice("registrations")
	n := t.part(banquetHomes)
	order := make([]int32, len(t.homes))
	for i := range order {
		order[i] = int32(i)
	}
	shuffle(d, order)
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(t.first(a), t.first(b)) })
	order = order[:n]
	slices.Sort(order)
	all := make([]signup, n)
	for i, h := range order {
		all[i] = signup{home: h}
		if t.homes[h].delivery {
			all[i].mode = modeDelivery
		}
	}
	t.banquet.signed = all
	seats := t.channelSeats()
	t.seatAccessible(d, seats[accessible])
	t.seatOthers(d, seats)
	t.walk(d)
	t.confirm(d)
}

// channelSeats are the seats of both meals by channel.
func (t *town) channelSeats() []int {
	return apportion(t.banquet.tables*placesAtTable*meals, channelShares)
}

// first says which households register before all others: those that want the meal
// brought, and those with somebody in a wheelchair, for whom the banquet keeps room.
func (t *town) first(h int32) int {
	if t.homes[h].delivery || t.wheels(h) > 0 {
		return 0
	}
	return 1
}

// wheels are the people of a household who need a wheelchair place.
func (t *town) wheels(h int32) int {
	n := 0
	for _, p := range t.people[t.homes[h].first:t.homes[h].after] {
		if p.needs&needWheelchair != 0 {
			n++
		}
	}
	return n
}

func (t *town) sizeOf(h int32) int { return int(t.homes[h].after - t.homes[h].first) }

// seatAccessible gives the accessible seats to households with a wheelchair, at the
// meals in turn.
func (t *town) seatAccessible(d *dice, seats int) {
	var with []int32
	for i, s := range t.banquet.signed {
		if s.mode == modeDish && t.wheels(s.home) > 0 && t.sizeOf(s.home) > t.wheels(s.home) {
			with = append(with, int32(i))
		}
	}
	shuffle(d, with)
	ends := [meals]int{}
	for _, i := range with {
		s := &t.banquet.signed[i]
		come := min(t.sizeOf(s.home), seats)
		if wheels := t.wheels(s.home); come > wheels && come > 0 {
			sitting := uint8(0)
			if ends[1] < ends[0] {
				sitting = 1
			}
			ends[sitting] += wheels
			seats -= come
			*s = signup{home: s.home, mode: modeMeal, sitting: sitting, channel: accessible, come: uint8(come)}
		}
	}
	t.banquet.left = seats // none, where enough have asked
}

// seatOthers gives the seats of the other channels to buildings by their households.
func (t *town) seatOthers(d *dice, seats []int) {
	byBuilding := make([][]int32, len(t.buildings))
	weights := make([]int, len(t.buildings))
	for i := range t.buildings {
		weights[i] = t.buildings[i].households
	}
	for i, s := range t.banquet.signed {
		if s.mode == modeDish && t.wheels(s.home) == 0 {
			b := t.homes[s.home].building
			byBuilding[b] = append(byBuilding[b], int32(i))
		}
	}
	total := seats[online] + seats[offline] + seats[theme] + t.banquet.left
	short := 0
	for b, n := range apportion(total, weights) {
		shuffle(d, byBuilding[b])
		n += short
		for _, i := range byBuilding[b] {
			s := &t.banquet.signed[i]
			come := t.sizeOf(s.home)
			if come > 1 && d.in(22, 100) { // somebody stays at home
				come -= d.between(1, come-1)
			}
			if come = min(come, n); come == 0 {
				break
			}
			n -= come
			s.mode, s.come, s.sitting = modeMeal, uint8(come), uint8((b/2+b)%2)
			if d.in(1, 5) {
				s.sitting = 1 - s.sitting
			}
		}
		short = n
	}
	t.level()
	t.channels(d, seats)
}

// level has neighbours change the meal until both have the same number of guests.
func (t *town) level() {
	guests := [meals]int{}
	for _, s := range t.banquet.signed {
		if s.mode == modeMeal {
			guests[s.sitting] += int(s.come)
		}
	}
	more := uint8(0)
	if guests[1] > guests[0] {
		more = 1
	}
	over := (guests[more] - guests[1-more]) / 2
	for i := range t.banquet.signed {
		s := &t.banquet.signed[i]
		if s.mode == modeMeal && s.channel != accessible && s.sitting == more && int(s.come) <= over {
			s.sitting = 1 - more
			over -= int(s.come)
		}
	}
}

// channels says by which way each came, so that the seats of a channel are exactly
// given: the guests of themes at the second meal, then the building heads' and the
// hotline's, a household's seats where need be from two.
func (t *town) channels(d *dice, seats []int) {
	var evening, rest []int32
	for i, s := range t.banquet.signed {
		if s.mode == modeMeal && s.channel != accessible {
			if s.sitting == 1 {
				evening = append(evening, int32(i))
			} else {
				rest = append(rest, int32(i))
			}
		}
	}
	shuffle(d, evening)
	take := func(from []int32, channel uint8, n int) (left []int32) {
		for _, i := range from {
			s := &t.banquet.signed[i]
			halal := t.people[t.homes[s.home].first].needs&needHalal != 0
			if int(s.come) <= n && (channel != theme || !halal) {
				s.channel = channel
				n -= int(s.come)
			} else {
				left = append(left, i)
			}
		}
		return left
	}
	evening = take(evening, theme, seats[theme])
	all := append(rest, evening...)
	shuffle(d, all)
	take(all, offline, seats[offline])
}

// walk gives the passes of the windows, a quarter each, to households that have no
// seat.
func (t *town) walk(d *dice) {
	var free []int32
	for i, s := range t.banquet.signed {
		if s.mode == modeDish {
			free = append(free, int32(i))
		}
	}
	shuffle(d, free)
	for w, n := range apportion(t.part(walkPlaces), slices.Repeat([]int{1}, windows)) {
		for len(free) > 0 && n > 0 {
			s := &t.banquet.signed[free[0]]
			free = free[1:]
			come := min(t.sizeOf(s.home), n)
			n -= come
			s.mode, s.sitting, s.come = modeWalk, uint8(meals+w), uint8(come)
		}
	}
}

// confirm says when each registered and in which order: six of ten within three
// minutes of the opening, the rest over a week.
func (t *town) confirm(d *dice) {
	order := make([]int32, len(t.banquet.signed))
	for i := range t.banquet.signed {
		s := &t.banquet.signed[i]
		order[i] = int32(i)
		switch {
		case s.mode == modeMeal && s.channel == online && d.in(62, 100):
			s.minute = int32(d.n(3))
		case d.in(4, 10):
			s.minute = int32(d.n(60))
		default:
			s.minute = int32(d.n(7 * 24 * 60))
		}
	}
	shuffle(d, order)
	slices.SortStableFunc(order, func(a, b int32) int {
		return cmp.Compare(t.banquet.signed[a].minute, t.banquet.signed[b].minute)
	})
	for k, i := range order {
		t.banquet.signed[i].order = int32(k + 1)
	}
}
