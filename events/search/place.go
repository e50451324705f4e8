package search

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"wanjia/events/search/hanzi"
)

// place is an address as numbers, so that comparing is cheap; 0 is not known.
type place struct {
	estate   uint16
	unit     uint16
	building uint32
	room     uint32
}

// labelNumber numbers a label: a number by itself, anything else by its hash.
// Numbers of different labels differ but for one chance in two milliards.
func labelNumber(label string) uint32 {
	if label == "" {
		return 0
	}
	const hashed = 1 << 31
	if n, err := strconv.ParseUint(label, 10, 31); err == nil && n > 0 {
		return uint32(n)
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(label)) // a hash takes everything
	return h.Sum32() | hashed
}

// placeOf numbers an entry's address but for its estate. Labels may be written
// as people do: "12栋", "十二", "甲单元", and a room with its unit, "2-501".
func placeOf(a Address) place {
	building, _ := plainLabel(a.Building, markBuilding)
	unit, n := plainLabel(a.Unit, markUnit)
	if i := strings.LastIndexAny(a.Room, "-－—"); i > 0 {
		if own, m := plainLabel(a.Room[:i], markUnit); unit == "" {
			unit, n = own, m
		}
		a.Room = strings.TrimLeft(a.Room[i:], "-－—")
	}
	room, _ := plainLabel(a.Room, markRoom)
	p := place{building: labelNumber(building), room: labelNumber(room)}
	if unit != "" {
		if n == 0 {
			n = int(labelNumber(unit)%0x8000) | 0x4000
		}
		p.unit = uint16(n)
	}
	return p
}

// plainLabel takes the words off a label, and returns its number if it is one.
func plainLabel(s string, as mark) (string, int) {
	if n, err := strconv.Atoi(s); err == nil && '1' <= s[0] && s[0] <= '9' && (n <= 20 || as != markUnit && n < 100_000) {
		return s, n // nothing to fold or to read, as mostly
	}
	folded := strings.TrimSpace(hanzi.Fold(cutBytes(s)))
	if folded == "" {
		return "", 0
	}
	found := lex([]rune(folded))
	if x := found[0]; len(found) == 1 && x.kind == lexNumber {
		if as == markUnit {
			if label, n, ok := unitLabel(lexeme{label: x.label, mark: markUnit}); ok {
				return label, n
			}
		}
		label := strings.TrimLeft(x.label, "0")
		n, _ := strconv.Atoi(label)
		return label, n
	}
	// A numeral or a letter without its word is one once the word is there.
	if word := map[mark]string{markBuilding: "栋", markUnit: "单元", markRoom: "室"}[as]; !strings.HasSuffix(folded, word) {
		return plainLabel(folded+word, as)
	}
	return strings.ToUpper(folded), 0
}

// where is what a query says of an address.
type where struct {
	estates []estateHit // any of these; none said if empty
	place   place       // without estate
	floor   uint32
	side    Side
	off     int // for a far-fetched reading
}

func newWhere(r reading, hits []estateHit) where {
	return where{
		estates: hits, place: placeOf(r.Address), floor: uint32(r.Floor), side: r.Side,
		off: offOddity * r.oddity,
	}
}

// What an address is worth. The thing the address is of comes before what
// belongs to it.
const (
	basePlace   = 900 // the room's household, the building's entry
	offBelongs  = 20  // a person of the household
	offAbove    = 200 // who lives in the building that was asked for
	baseEstate  = 460 // in the estate, when nothing more was said
	offOddity   = 10
	bonusSide   = 30
	offOnFloor  = 60
	offUnitOnly = 180
)

// fuzzy says whether an estate was only nearly named.
func (w *where) fuzzy() bool {
	return w != nil && slices.ContainsFunc(w.estates, func(h estateHit) bool { return h.fuzzy })
}

// estateOf returns how an entry in the estate numbered n fits.
func (w *where) estateOf(n uint16) (estateHit, bool) {
	if len(w.estates) == 0 {
		return estateHit{}, true
	}
	for _, h := range w.estates {
		if h.number == n {
			return h, true
		}
	}
	return estateHit{}, false
}

// fit scores an entry of a kind that lies at p.
func (w *where) fit(p place, kind Kind) match {
	hit, ok := w.estateOf(p.estate)
	switch {
	case !ok,
		w.place.building != 0 && w.place.building != p.building,
		w.place.unit != 0 && w.place.unit != p.unit,
		w.place.room != 0 && w.place.room != p.room,
		w.floor != 0 && (p.room >= 1<<31 || w.floor != p.room/100):
		return match{}
	}
	m := match{score: basePlace, why: whyAddress}
	exact := false // whether the entry is the very place, not in it
	switch {
	case w.place.room != 0:
		exact = kind == Household
	case w.floor != 0:
		m.score -= offOnFloor
		if door := p.room % 100; w.side != 0 && door == uint32([...]int{0, 1, 2, 2}[w.side&3]) || w.side == Middle && door == 3 {
			m.score += bonusSide
		}
		exact = kind == Household
	case w.place.unit != 0:
		m.score -= offUnitOnly
		exact = kind == Household
	case w.place.building != 0:
		if exact = kind == Building; !exact {
			m.score -= offAbove
		}
	default:
		m.score = baseEstate
		exact = kind == Building
	}
	if kind == Person {
		m.score -= offBelongs / 2
	}
	if !exact {
		m.score -= offBelongs / 2
	}
	m.score -= w.off + hit.off
	if hit.fuzzy {
		m.why |= whyFuzzy
	}
	return m
}
