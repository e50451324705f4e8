package search

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestPlanesRuleOutNothing: an entry that a plan fits is let through by the planes, for
// everything a desk asks of a whole community.
func TestPlanesRuleOutNothing(t *testing.T) {
	t.Parallel()
	x := new(Index)
	newCommunity(3).each(400, x.Put)
	for i, name := range []string{"阿依古丽·买买提", "Anna Weber", "吕律", "尉迟敬德", "䶮", "赵Anna", "欧阳娜娜"} {
		x.Put(Entry{
			ID: fmt.Sprint("x-", i), Kind: Person, Name: name, OtherNames: []string{name[:3] + "婆婆"}, Phone: "15400001234, 027-82345678",
			Address: Address{EstateName: "桂香苑", Building: "12", Unit: "乙", Room: "501", Aliases: []string{"老三栋"}},
		})
	}
	texts := append(append(mixedQueries(100), "yuchi", "lv", "lyu", "阿依", "mai mai ti", "anna", "weichi", "那那", "欧阳拉拉", "老三栋乙单元", "82345678", "12栋五楼", "阿依古力"), worstQueries...)
	fitted, passed, looked := 0, 0, 0
	var m matcher
	for _, text := range texts {
		for _, fuzzy := range []bool{false, true} {
			for _, p := range plans(text, x.estates.list, 0, fuzzy) {
				sieve := newSieve(&p)
				for _, s := range x.sorted {
					words := (len(s.sigs) + 63) / 64
					bits := make([]uint64, words)
					for i := range bits {
						bits[i] = ^uint64(0)
					}
					any := sieve.sift(&s.planes, bits, 0, words)
					for i := range s.sigs {
						sig, through := &s.sigs[i], any && bits[i/64]>>(i%64)&1 == 1
						looked++
						if through {
							passed++
						}
						if !p.may(sig) || p.fit(&m, &s.docs[i], sig.kind()).score == 0 {
							continue
						}
						if fitted++; !through {
							t.Fatalf("%q, fuzzy %v: the planes rule out %q %v", text, fuzzy, s.docs[i].keys, s.docs[i].place)
						}
					}
				}
			}
		}
	}
	t.Logf("%d of %d entries were looked at beyond the planes, %d fitted", passed, looked, fitted)
	if fitted == 0 || passed > looked/10 {
		t.Errorf("planes let %d of %d through, %d fitted", passed, looked, fitted)
	}
}

// TestPlanesFollowChanges: after many changes of one scope every slot stands in the rows
// of who is there now, and a vacant one in none.
func TestPlanesFollowChanges(t *testing.T) {
	t.Parallel()
	x, c, r := new(Index), newCommunity(5), rand.New(rand.NewPCG(5, 5))
	var entries []Entry
	c.each(60, func(e Entry) { entries = append(entries, e) })
	for range 3000 {
		e := entries[r.IntN(len(entries))]
		e.Scope = "one"
		if r.IntN(3) == 0 {
			x.Remove(e.ID)
			continue
		}
		e.Name = c.name()
		x.Put(e)
	}
	s := x.sorted[0]
	if len(s.free) == 0 || len(s.docs) < 100 {
		t.Fatalf("%d slots, %d of them free: too little happened", len(s.docs), len(s.free))
	}
	for slot := range len(s.docs) {
		want := map[uint16]bool{}
		if s.docs[slot].id != "" {
			for _, n := range rowsOf(nil, &s.sigs[slot], &s.docs[slot]) {
				want[n] = true
			}
		}
		for n := range uint16(rowCount) {
			if got := s.planes.row(n, 0, s.planes.words)[slot/64]>>(slot%64)&1 == 1; got != want[n] {
				t.Fatalf("slot %d, row %d: %v, want %v", slot, n, got, want[n])
			}
		}
	}
}
