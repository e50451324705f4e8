package search

import (
	"fmt"
	"testing"
)

// TestHeadsRuleOutNothing: an entry whose signature a plan lets through is let through
// by its head, for everything a desk asks of a whole community.
func TestHeadsRuleOutNothing(t *testing.T) {
	t.Parallel()
	x := new(Index)
	newCommunity(3).each(400, x.Put)
	for i, name := range []string{"阿依古丽·买买提", "Anna Weber", "吕律", "尉迟敬德", "䶮", "赵Anna", "欧阳娜娜"} {
		x.Put(Entry{ID: fmt.Sprint("x-", i), Kind: Person, Name: name, OtherNames: []string{name[:3] + "婆婆"}, Phone: "15400001234"})
	}
	passed, looked := 0, 0
	for _, text := range append(append(mixedQueries(100), "yuchi", "lv", "lyu", "阿依", "mai mai ti", "anna", "weichi", "那那"), worstQueries...) {
		for _, fuzzy := range []bool{false, true} {
			for _, p := range plans(text, x.estates.list, 0, fuzzy) {
				p.hint = newHint(&p)
				for _, s := range x.sorted {
					for i := range s.sigs {
						sig, hinted := &s.sigs[i], p.hint.may(&s.heads[i])
						if looked++; hinted {
							passed++
						}
						if s.heads[i] != sig.head() {
							t.Fatalf("%s: its head is another's", s.docs[i].id)
						}
						if !hinted && p.may(sig) {
							t.Fatalf("%q, fuzzy %v: the head of %q rules it out", text, fuzzy, s.docs[i].keys)
						}
					}
				}
			}
		}
	}
	t.Logf("%d of %d entries were looked at beyond their heads", passed, looked)
	if passed == 0 || passed > looked/2 {
		t.Errorf("heads let %d of %d through", passed, looked)
	}
}
