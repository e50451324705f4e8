package tables

import (
	"cmp"
	"slices"
)

// What filling a table avoids, in the same measure.
const (
	costAlone  = 20 // a household without a neighbour
	costApart  = 45 // one seated early without, who has neighbours elsewhere
	costRest   = 12 // one left without, for another table
	costOpen   = 9  // a place nobody has
	costOther  = 1  // one more building at the table
	costFar    = 1  // some buildings further
	reachOut   = 24 // buildings looked at on either side of the own in the order of the map
	mostExtras = 2  // more buildings at one table
	mostRoom   = 31
)

// filler is a table being filled from the units that have none.
type filler struct {
	s     *solver
	table int
	rest  [][]int // units without a table by building
	order []int   // the buildings of the venue along the map
	at    int     // where in the order the table is
	begin bool    // the building at is to sit here
	far   bool    // only who keeps company, whatever their venue is

	stages []stage
}

// stage is a building of which units may come to the table.
type stage struct {
	building int
	here     int // its households at the table
	must     bool
	extra    bool
	away     int // what its place on the map costs
	walk     int // hundredths of metres further for each person
	cost     [mostRoom + 1]int
	count    [mostRoom + 1]int8 // how many units make the sum at that cost
	via      [mostExtras + 1][mostRoom + 1]int8
}

const never = 1 << 40

// draw seats at a table those who fill it best, and says whether anybody came.
func (s *solver) draw(f *filler) bool {
	room := min(s.desks[f.table].room, mostRoom)
	if a := s.plan.Venues[s.desks[f.table].venue].Approved; a != 0 && s.rules.approved {
		room = min(room, a-s.people[s.desks[f.table].venue])
	}
	if room <= 0 {
		return false
	}
	f.stages = s.stages[:0]
	f.plan(room)
	s.stages = f.stages
	best := [mostExtras + 1][mostRoom + 1]int{}
	for e := range best {
		for sum := range best[e] {
			best[e][sum] = never
		}
	}
	best[0][0] = 0
	for i := range f.stages {
		best = f.stages[i].step(best, room)
	}
	extras, sum, least := 0, 0, never
	for e := range best {
		for n := 0; n <= room; n++ {
			if cost := best[e][n] + f.open(room-n); cost < least {
				extras, sum, least = e, n, cost
			}
		}
	}
	if least >= never || sum == 0 {
		return false
	}
	for i := len(f.stages) - 1; i >= 0; i-- {
		x := &f.stages[i]
		n := int(x.via[extras][sum])
		if n == 0 {
			continue
		}
		f.take(x.building, n, int(x.count[n]))
		sum -= n
		if x.extra {
			extras--
		}
	}
	return true
}

// open is what it costs to leave places of a table open.
func (f *filler) open(places int) int {
	if !f.far {
		return costOpen * places
	}
	if places == 1 {
		return costOpen // hardly anybody comes who is alone and wants to be
	}
	return 0
}

// plan lists the buildings of which somebody may come, those at the table first.
func (f *filler) plan(room int) {
	s := f.s
	here := map[int]int{}
	var present []int
	for _, k := range s.desks[f.table].units {
		for _, i := range s.units[k].homes {
			b := s.building[i]
			if here[b] == 0 {
				present = append(present, b)
			}
			here[b]++
		}
	}
	for _, b := range present {
		if len(f.rest[b]) > 0 {
			f.add(stage{building: b, here: here[b]}, room)
		}
	}
	if f.far {
		return
	}
	if f.begin {
		f.add(stage{building: f.order[f.at], must: true}, room)
	}
	for n := 0; n <= reachOut; n++ {
		for _, i := range [2]int{f.at + n, f.at - n} {
			if i < 0 || i >= len(f.order) || n == 0 && (i != f.at || f.begin) || here[f.order[i]] > 0 || len(f.rest[f.order[i]]) == 0 {
				continue
			}
			if n > 0 || i == f.at {
				f.add(stage{building: f.order[i], extra: true, away: costOther + costFar*n/8}, room)
			}
			if n == 0 {
				break
			}
		}
	}
}

// add works out what each number of people of a building costs.
func (f *filler) add(x stage, room int) {
	s := f.s
	list := f.rest[x.building]
	bySize := func(a, b int) int { return cmp.Compare(s.units[a].places, s.units[b].places) }
	if !slices.IsSortedFunc(list, bySize) {
		slices.SortStableFunc(list, bySize)
	}
	reach := s.reach(list, room)
	if f.far {
		v := s.desks[f.table].venue
		x.walk = max(0, s.walkTo(x.building, v)-s.walkTo(x.building, s.nearest(x.building)[0]))
	}
	for n := range x.cost {
		x.cost[n] = never
	}
	if !x.must {
		x.cost[0] = 0
		if x.here == 1 {
			x.cost[0] = costAlone
			if f.far {
				x.cost[0] = costApart
			}
		}
	}
	for count, set := range reach {
		for n := 1; n <= room; n++ {
			if count == 0 || set>>n&1 == 0 {
				continue
			}
			cost := x.away + n*x.walk/worthWalk
			if x.here == 0 && count == 1 {
				cost += costAlone
			}
			if len(list)-count == 1 {
				cost += costRest
			}
			if f.far {
				cost += count // no more than needed
			}
			if cost < x.cost[n] {
				x.cost[n], x.count[n] = cost, int8(count)
			}
		}
	}
	f.stages = append(f.stages, x)
}

// step adds a stage to the cheapest ways to each sum with so many extra buildings.
func (x *stage) step(best [mostExtras + 1][mostRoom + 1]int, room int) [mostExtras + 1][mostRoom + 1]int {
	next := best
	for e := range next {
		for sum := range next[e] {
			x.via[e][sum] = 0
			next[e][sum] += x.cost[0]
		}
	}
	for e := range best {
		to := e
		if x.extra {
			to++
		}
		if to > mostExtras {
			break
		}
		for sum := 0; sum <= room; sum++ {
			if best[e][sum] >= never {
				continue
			}
			for n := 1; sum+n <= room; n++ {
				if cost := best[e][sum] + x.cost[n]; cost < next[to][sum+n] {
					next[to][sum+n], x.via[to][sum+n] = cost, int8(n)
				}
			}
		}
	}
	return next
}

// reach are, for each number of units of the list, the sums of places they can have, as
// bits; they are so until it is asked again.
func (s *solver) reach(list []int, room int) []uint32 {
	most := min(len(list), room)
	s.reached = append(s.reached[:0], make([]uint32, most+1)...)
	s.reached[0] = 1
	for _, k := range list {
		for c := most; c > 0; c-- {
			s.reached[c] |= s.reached[c-1] << s.units[k].places
		}
	}
	return s.reached
}

// sums are, for the first so many units of the list and each number of them, the sums
// of places they can have, as bits.
func sums(s *solver, list []int, room int) [][]uint32 {
	most := min(len(list), room)
	all := make([][]uint32, len(list)+1)
	all[0] = make([]uint32, most+1)
	all[0][0] = 1
	for i, k := range list {
		all[i+1] = slices.Clone(all[i])
		for c := most; c > 0; c-- {
			all[i+1][c] |= all[i][c-1] << s.units[k].places
		}
	}
	return all
}

// take seats count units of a building that have n places together, large ones first.
func (f *filler) take(building, n, count int) {
	s := f.s
	list := f.rest[building]
	all := sums(s, list, n)
	var left []int
	for i := len(list); i > 0; i-- {
		k := list[i-1]
		p := s.units[k].places
		if count > 0 && p <= n && all[i-1][count-1]>>(n-p)&1 == 1 {
			s.sit(k, f.table)
			n, count = n-p, count-1
		} else {
			left = append(left, k)
		}
	}
	slices.Reverse(left)
	f.rest[building] = left
}
