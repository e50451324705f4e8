package tables

import (
	"slices"
)

// repair has tables exchange dishes where one then has more of what it is to have and
// the other no less, in one venue first.
func (d *serving) repair() {
	for v, tables := range d.used {
		for _, t := range tables {
			for lacks := d.wanted &^ d.has(t); lacks != 0; lacks &= lacks - 1 {
				if d.exchange(t, lacks&-lacks, d.used[v]) {
					continue
				}
				for _, others := range d.used {
					if d.exchange(t, lacks&-lacks, others) {
						break
					}
				}
			}
		}
	}
}

// exchange gets table t what it lacks from one of the others.
func (d *serving) exchange(t int, lack uint32, others []int) bool {
	for _, o := range others {
		if o == t {
			continue
		}
		for _, j := range d.on[o] {
			if d.plates[j].fills&lack == 0 || !d.may(j, t) {
				continue
			}
			if d.room(t) > 0 && d.better(-1, t, j, o) {
				d.lift(j)
				d.put(j, t)
				return true
			}
			for _, i := range d.on[t] {
				if d.may(i, o) && d.better(i, t, j, o) {
					d.lift(i)
					d.lift(j)
					d.put(i, o)
					d.put(j, t)
					return true
				}
			}
		}
	}
	return false
}

// better says whether tables a and b lack less together when i of a (none, if
// negative) and j of b change.
func (d *serving) better(i, a, j, b int) bool {
	lack := func(t, without, with int) int {
		has, n := uint32(0), 0
		for _, k := range d.on[t] {
			if k != without {
				has |= d.plates[k].fills
				if with >= 0 && d.plates[k].library == d.plates[with].library {
					n++ // the same twice is no better than something lacking
				}
			}
		}
		if with >= 0 {
			has |= d.plates[with].fills
		}
		return n + count(d.wanted&^has)
	}
	own := 0 // a dish is not taken from its cooks
	if slices.Contains(d.plates[j].own, b) {
		own++
	}
	if i >= 0 && slices.Contains(d.plates[i].own, a) {
		own++
	}
	return own == 0 && lack(a, i, j)+lack(b, j, i) < lack(a, -1, -1)+lack(b, -1, -1)
}
