package search_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wanjia/events/search"
	"wanjia/events/seed"
)

// small is the dataset that is searched, and asked in the year it is of.
var small = seed.Options{Size: "S", Edition: 2027}

// town is the made-up community in the index, with the questions that came with
// it: the answers are the dataset's knowledge, not the index's.
func town(t *testing.T) (*search.Index, []seed.SearchKey) {
	t.Helper()
	var (
		index     search.Index
		keys      []seed.SearchKey
		estates   = map[string]string{}
		buildings = map[string]seed.Building{}
		doors     = map[string]search.Entry{}
	)
	person := func(p seed.Person) {
		e := doors[p.Household]
		e.ID, e.Kind, e.Name, e.Phone, e.Sex = p.ID, search.Person, p.Name, p.Phone, p.Sex
		year, _, _ := strings.Cut(string(p.Born), "-")
		e.Born, _ = strconv.Atoi(year) // 0 where it is not known
		index.Put(e)
	}
	_, err := seed.Generate(context.WithoutCancel(t.Context()), small, func(row seed.Row) error {
		switch r := row.(type) {
		case seed.Estate:
			estates[r.Code] = r.Name
		case seed.Building:
			buildings[r.Code] = r
		case seed.Household:
			b := buildings[r.Building]
			e := search.Entry{ID: r.ID, Kind: search.Household, Scope: b.Estate + "/" + b.Code, Address: search.Address{
				EstateName: estates[b.Estate], EstateCode: b.Estate, Building: strconv.Itoa(b.Number),
				Unit: strconv.Itoa(r.Unit), Room: r.Room, Floor: r.Floor, Aliases: b.Aliases,
			}}
			doors[r.ID] = e
			index.Put(e)
		case seed.Person:
			person(r)
		case seed.SecondRecord:
			person(r.Person)
		case seed.SearchKey:
			keys = append(keys, r)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return &index, keys
}

// scope turns the code of an estate or a building into a path of the index.
func scope(code string) []string {
	if code == "" {
		return []string{search.Everywhere}
	}
	if estate, _, ok := strings.Cut(code, "-"); ok {
		return []string{estate + "/" + code}
	}
	return []string{code}
}

// TestRecallOfTheDataset prints, by kind of dirt, how many of those meant are
// among the first five answers, and fails when the kinds that everything stands
// on get worse.
func TestRecallOfTheDataset(t *testing.T) {
	t.Parallel()
	index, keys := town(t)
	type row struct{ meant, found int }
	table := map[string]*row{}
	missed := map[string]string{}
	for _, k := range keys {
		q := search.Query{Text: k.Query, Scope: scope(k.Scope), Kinds: []search.Kind{search.Person}, Limit: 5, Year: small.Edition}
		want := k.People
		if len(k.Households) > 0 {
			q.Kinds, want = []search.Kind{search.Household}, k.Households
		}
		r := table[k.Kind]
		if r == nil {
			r = &row{}
			table[k.Kind] = r
		}
		hits := index.Search(q)
		for _, id := range want {
			r.meant++
			if slices.ContainsFunc(hits, func(h search.Hit) bool { return h.ID == id }) {
				r.found++
			} else {
				missed[k.Kind] = fmt.Sprintf("%q in %q", k.Query, k.Scope)
			}
		}
	}
	all := row{}
	kinds := slices.SortedFunc(maps.Keys(table), func(a, b string) int {
		x, y := table[a], table[b]
		return cmp.Or(cmp.Compare(x.found*y.meant, y.found*x.meant), cmp.Compare(a, b))
	})
	for _, kind := range kinds {
		r := table[kind]
		all.meant, all.found = all.meant+r.meant, all.found+r.found
		if r.meant >= 100 && float64(r.found) < least*float64(r.meant) {
			t.Errorf("%s: %d of %d meant were found, want %v", kind, r.found, r.meant, least)
		}
		t.Logf("%-24s %6.2f %% of %d  %s", kind, 100*float64(r.found)/float64(r.meant), r.meant, missed[kind])
	}
	t.Logf("%-24s %6.2f %% of %d", "all", 100*float64(all.found)/float64(all.meant), all.meant)
	if all.meant < 5000 || float64(all.found) < floor*float64(all.meant) {
		t.Errorf("%d of %d meant were found, want %v of at least 5000", all.found, all.meant, floor)
	}
}

// floor is a little below what the index finds today, least what it finds of every
// kind of dirt there is much of.
const floor, least = 0.99, 0.95
