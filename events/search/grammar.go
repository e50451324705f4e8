package search

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// group is a stretch of a text that is numbers and their words only.
type group struct {
	at, end int // runes, signs before it and 第 included
	parts   []lexeme
	bare    bool // no word and no sign, only digits and spaces: it may be a telephone
}

// findGroups finds the stretches of numbers in a folded text. Spaces join
// numbers without a word of their own to what stands before them if join is set.
func findGroups(text []rune, join bool) []group {
	var (
		groups []group
		g      *group
		sep    lexeme
	)
	for _, x := range lex(text) {
		switch x.kind {
		case lexText:
			g = nil
		case lexSep:
			sep = x
		default:
			apart := g != nil && g.end < x.at && sep.spaces && x.mark == unmarked && x.kind == lexNumber
			if g == nil || apart && !join {
				groups = append(groups, group{at: x.at, bare: true})
				if sep.end == x.at {
					groups[len(groups)-1].at = sep.at
				}
				g = &groups[len(groups)-1]
			}
			dashed := g.end > 0 && g.end < x.at && !sep.spaces
			g.bare = g.bare && x.mark == unmarked && x.kind == lexNumber && !dashed && x.width > 0
			g.parts = append(g.parts, x)
			g.end = x.end
		}
	}
	return groups
}

// slot is what a number of an address counts.
type slot uint8

const (
	slotBuilding slot = iota
	slotUnit
	slotFloor
	slotRoom
)

// slotsOf are what a number with a mark may count.
var slotsOf = map[mark][]slot{
	unmarked:     {slotBuilding, slotUnit, slotFloor, slotRoom},
	markBuilding: {slotBuilding},
	markUnit:     {slotUnit},
	markGate:     {slotUnit, slotBuilding},
	markFloor:    {slotFloor, slotBuilding},
	markRoom:     {slotRoom},
	markOrdinal:  {slotBuilding, slotRoom},
}

// reading is one way to understand an address and how far-fetched it is.
type reading struct {
	Address
	oddity int
}

// assemble finds what the numbers of a group may mean, the likeliest first:
// every way to give them slots in the order building, unit, floor, room that
// no number speaks against; where there is none, two neighbours may have changed
// places.
func assemble(parts []lexeme, hasEstate bool) []reading {
	var (
		numbers []lexeme
		side    Side
	)
	for _, p := range parts {
		if p.kind == lexSide {
			side = p.side
			continue
		}
		numbers = append(numbers, p)
	}
	if len(numbers) == 0 || len(numbers) > 4 {
		return nil
	}
	out := arrange(numbers, side, hasEstate)
	// 2单元12栋501: the words say which is which, whatever the order.
	for i := 0; i+1 < len(numbers) && len(out) == 0; i++ {
		if numbers[i].mark == unmarked || numbers[i+1].mark == unmarked {
			continue
		}
		swapped := slices.Clone(numbers)
		swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
		for _, r := range arrange(swapped, side, hasEstate) {
			r.oddity += 2
			out = append(out, r)
		}
	}
	out = append(out, unitInRoom(out)...)
	slices.SortStableFunc(out, func(a, b reading) int { return cmp.Compare(a.oddity, b.oddity) })
	return out
}

// arrange is assemble for numbers in that order, as they come.
func arrange(numbers []lexeme, side Side, hasEstate bool) []reading {
	var out []reading
	var place func(taken []slot)
	place = func(taken []slot) {
		if len(taken) == len(numbers) {
			if r, ok := understand(numbers, taken, hasEstate); ok {
				if r.Floor > 0 {
					r.Side = side
				}
				out = append(out, r)
			}
			return
		}
		for _, s := range slotsOf[numbers[len(taken)].mark] {
			if len(taken) == 0 || s > taken[len(taken)-1] {
				place(append(taken[:len(taken):len(taken)], s))
			}
		}
	}
	place(nil)
	return out
}

// understand reads numbers as the slots given, or refuses.
func understand(numbers []lexeme, slots []slot, hasEstate bool) (reading, bool) {
	var r reading
	bare := true // no number has a word
	for _, x := range numbers {
		bare = bare && x.mark == unmarked
	}
	if bare && len(numbers) == 1 && !hasEstate && numbers[0].width < 3 {
		r.oddity++
	}
	floor := lexeme{}
	for i, x := range numbers {
		n, ok := 0, true
		switch slots[i] {
		case slotBuilding:
			r.Building, ok = buildingLabel(x, len(numbers))
			if x.mark == markFloor || x.mark == markGate {
				r.oddity += 2
			}
			if x.mark == markOrdinal && x.width > 2 {
				r.oddity += 2
			}
		case slotUnit:
			r.Unit, n, ok = unitLabel(x)
			// 2-501 is on a door; 桂香苑2-501 is in a letter.
			if r.Building == "" && bare && hasEstate {
				r.oddity += 2
			}
			if x.mark == markGate && n > 9 && r.Building == "" {
				r.oddity += 3
			}
		case slotFloor:
			floor = x
			r.Floor, ok = number(x, 60)
			if x.mark == unmarked {
				r.oddity += 3
				// A floor without its word is believed only before its door.
				ok = ok && i+1 < len(numbers) && numbers[i+1].width <= 2
			}
		case slotRoom:
			r.Room, ok = roomLabel(x, r.Floor)
			if x.mark == markOrdinal && x.width < 3 && r.Floor == 0 {
				r.oddity++
			}
		}
		if !ok {
			return reading{}, false
		}
	}
	if r.Building != "" && r.Unit == "" && bare && !hasEstate && len(numbers) == 2 && len(r.Building) == 1 {
		r.oddity++ // 2-501 again, the second choice
	}
	if floor.kind == lexNumber && r.Room != "" {
		r.Floor = 0 // the room says it
	}
	return r, true
}

// unitInRoom adds 二五零一 after a building as unit 2, room 501.
func unitInRoom(read []reading) []reading {
	var out []reading
	for _, r := range read {
		if r.Building == "" || r.Unit != "" || len(r.Room) != 4 || r.Room[1] == '0' || r.Room[2:] == "00" {
			continue
		}
		r.Unit, r.Room = r.Room[:1], r.Room[1:]
		r.oddity += 3
		out = append(out, r)
	}
	return out
}

func number(x lexeme, most int) (int, bool) {
	n, err := strconv.Atoi(x.label)
	return n, err == nil && 0 < n && n <= most
}

// buildingLabel takes up to three digits with a word and two without, since
// three digits alone are a room.
func buildingLabel(x lexeme, parts int) (string, bool) {
	most := 3
	if x.mark == unmarked && parts < 3 {
		most = 2
	}
	if x.mark == unmarked && x.width == 0 || x.width > most {
		return "", false
	}
	label := strings.TrimLeft(x.label, "0")
	return label, label != ""
}

func unitLabel(x lexeme) (string, int, bool) {
	if len(x.label) == 1 && 'A' <= x.label[0] && x.label[0] <= 'H' {
		x.label = string(rune('1' + x.label[0] - 'A'))
	}
	most := 20
	if x.mark == unmarked {
		most = 9
	}
	n, ok := number(x, most)
	if !ok || x.mark == unmarked && x.width > 1 {
		return "", 0, false
	}
	return strconv.Itoa(n), n, true
}

// roomLabel reads a door's number, which begins with its floor: 501 by itself,
// or 1 after the fifth floor.
func roomLabel(x lexeme, floor int) (string, bool) {
	digits := strings.TrimRight(x.label, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	n, err := strconv.Atoi(digits)
	if err != nil || n == 0 || x.width == 0 {
		return "", false
	}
	letter := x.label[len(digits):]
	if x.width <= 2 {
		if floor == 0 {
			return strconv.Itoa(n) + letter, x.mark != unmarked
		}
		return strconv.Itoa(floor*100+n) + letter, true
	}
	own := n / 100
	if x.width > 4 || own == 0 || own > 60 || n%100 == 0 || x.label[0] == '0' || floor > 0 && floor != own {
		return "", false
	}
	return strconv.Itoa(n) + letter, true
}
