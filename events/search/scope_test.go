package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
)

// below says what a scope means, without the index.
func below(path string, scope []string) bool {
	for _, root := range scope {
		if root == Everywhere || path == root || strings.HasPrefix(path, root+"/") {
			return true
		}
	}
	return false
}

// asWanted compares every entry in full, one by one, with none of what the
// index does to look at fewer, and keeps what is in scope.
func asWanted(entries []Entry, docs []doc, list []estate, q Query) []string {
	var sorted [2][]found // strict, fuzzy
	understood := [2][]plan{plans(q.Text, list, q.Year, false), plans(q.Text, list, q.Year, true)}
	for i, e := range entries {
		if !below(e.Scope, q.Scope) || len(q.Kinds) > 0 && !slices.Contains(q.Kinds, e.Kind) {
			continue
		}
		for pass := range sorted {
			score := 0
			for _, p := range understood[pass] {
				score = max(score, p.fit(new(matcher), &docs[i], e.Kind).score)
			}
			if score > 0 {
				sorted[pass] = append(sorted[pass], found{id: e.ID, match: match{score: score}})
				break
			}
		}
	}
	var out []string
	for _, pass := range sorted {
		slices.SortFunc(pass, found.compare)
		for _, f := range pass {
			out = append(out, fmt.Sprint(f.id, " ", f.score))
		}
	}
	return out[:min(len(out), q.Limit)]
}

// docsOf makes what the index keeps of entries, with its numbers of estates.
func docsOf(entries []Entry, list []estate) []doc {
	own := estates{numbers: map[estate]uint16{}, list: list, uses: make([]int, len(list))}
	for n, x := range list {
		own.numbers[x] = uint16(n)
	}
	var out []doc
	for _, e := range entries {
		b := prepare(e)
		b.settle(&own)
		out = append(out, b.doc)
	}
	return out
}

// Whatever is asked, by whomever: what the index finds is what comparing every
// entry finds, and nothing out of scope is among it. The brute force ranks only
// what is in scope, so a hit outside, or one crowded out by hits outside, shows.
func TestSearchIsBruteForceWithinScope(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 5))
	x := new(Index)
	var entries []Entry
	keep := func(e Entry) {
		if e.Kind == Person {
			e.Sex, e.Born = []string{"M", "F", ""}[r.IntN(3)], []int{0, 1930, 1950, 1970, 1990, 2015}[r.IntN(6)]
		}
		e.Scope = []string{e.Scope, e.Scope, "zz00", "zz0", "zz00/zb00-b", ""}[r.IntN(6)]
		entries = append(entries, e)
		x.Put(e)
	}
	newCommunity(11).each(400, keep)
	for i, e := range exampleEntries() {
		e.ID = fmt.Sprint("x", i)
		keep(e)
	}
	for range len(entries) / 10 { // some go, some change and move
		i := r.IntN(len(entries))
		if r.IntN(2) == 0 {
			x.Remove(entries[i].ID)
			entries = slices.Delete(entries, i, i+1)
			continue
		}
		entries[i].Name, entries[i].Scope = entries[r.IntN(len(entries))].Name, entries[r.IntN(len(entries))].Scope
		x.Put(entries[i])
	}
	scopes := []string{Everywhere, "zz00", "zz0", "zz00/zb00", "zz00/zb00-b", "zz", "", "/", "nowhere"}
	for _, e := range entries {
		if r.IntN(100) == 0 {
			scopes = append(scopes, e.Scope)
		}
	}
	texts := append(mixedQueries(60), worstQueries...)
	texts = append(texts, "12栋", "1-2-501", "安居苑", "aj", "anjv", "余婆婆", "qwang", "n", "nl", "zheng", "jon", "muller", "hang", "fang", "张王红", "王海燕红",
		"安居苑1栋1单元1o1", "安居苑1单元1栋101", "安居苑1动1单元101", "1栋1单l02", "王师傅", "李婆婆", "老王", "刘 阿姨")
	found, docs := 0, docsOf(entries, x.estates.list)
	for _, text := range texts {
		q := Query{Text: text, Limit: 1 + r.IntN(30), Year: []int{0, 2027}[r.IntN(2)]}
		for range 1 + r.IntN(3) {
			if s := scopes[r.IntN(len(scopes))]; s != "" && s != "/" {
				q.Scope = append(q.Scope, s)
			}
		}
		if r.IntN(4) == 0 {
			q.Kinds = []Kind{Person}
		}
		var got []string
		for _, h := range x.Search(q) {
			got = append(got, fmt.Sprint(h.ID, " ", h.Score))
			i := slices.IndexFunc(entries, func(e Entry) bool { return e.ID == h.ID })
			if i < 0 || !below(entries[i].Scope, q.Scope) {
				t.Fatalf("%+v finds %v, which is out of scope or gone", q, h)
			}
			found++
		}
		if want := asWanted(entries, docs, x.estates.list, q); !slices.Equal(got, want) {
			t.Errorf("%+v\n got %v\nwant %v", q, got, want)
		}
	}
	if found < 300 {
		t.Errorf("only %d hits in all: this shows little", found)
	}
}

// exampleEntries are the neighbours as entries.
func exampleEntries() []Entry {
	var out []Entry
	for _, name := range []string{"单田芳", "尉迟敬德", "吕绿", "聂兰", "Jean-Pierre Müller", "Jon", "阿依古丽·买买提", "刘䶮", "💗", "曾国藩", "黄方", "王", "乐乐"} {
		out = append(out, Entry{Kind: Person, Name: name, Phone: "15400001234,027-82345678", Address: Address{EstateName: "桂香苑", EstateCode: "GX", Building: "12", Aliases: []string{"老三栋", "丹桂苑5栋"}}})
	}
	return append(out, Entry{Kind: Household, Address: Address{Building: "A", Room: "B座"}}, Entry{Name: "王红"})
}

// Nobody's scope is nobody's sight.
func TestNoScopeNoHits(t *testing.T) {
	t.Parallel()
	x := neighbours()
	x.Put(Entry{ID: "nowhere", Kind: Person, Name: "龚海燕"})
	for _, scope := range [][]string{nil, {}, {""}, {"/"}, {"//"}, {"z"}, {"zz/G"}, {"zz/GX/1"}, {"zz/GX/12/"[:7] + "0"}, {" "}, {"**"}, {"zz/*"}} {
		if hits := x.Search(Query{Text: "龚海燕", Scope: scope}); len(hits) > 0 {
			t.Errorf("scope %q sees %v", scope, hits)
		}
	}
	for _, scope := range [][]string{{"zz"}, {"zz/GX"}, {"zz/GX/12"}, {"/zz/GX/12/"}, {"zz", "zz/GX", "zz/GX/12", "zz"}, {"nowhere", "zz/GX"}} {
		if hits := x.Search(Query{Text: "龚海燕", Scope: scope}); len(hits) != 1 || hits[0].ID != "gong" {
			t.Errorf("scope %q sees %v, want gong once", scope, hits)
		}
	}
	if hits := x.Search(Query{Text: "龚海燕", Scope: everywhere}); len(hits) != 2 {
		t.Errorf("everywhere sees %v, want both", hits)
	}
}

// Changes and searches at the same time: what never changes is always found,
// what is never in scope never is, and in the end the index holds the last
// state. The race detector watches.
func TestChangesDuringSearches(t *testing.T) {
	t.Parallel()
	x := new(Index)
	newCommunity(13).each(500, x.Put)
	x.Put(Entry{ID: "still", Kind: Person, Name: "诸葛孔明", Address: Address{EstateName: "桂香苑", EstateCode: "GX", Building: "77"}, Scope: "a/b"})
	x.Put(Entry{ID: "secret", Kind: Person, Name: "诸葛孔明", Scope: "a/c"})
	const writers, rounds = 4, 150
	var changing, asking sync.WaitGroup
	done := make(chan struct{})
	for w := range writers {
		changing.Go(func() {
			c := newCommunity(uint64(w))
			for i := range rounds {
				id := fmt.Sprintf("m-%d-%d", w, i%20)
				scope := []string{"a/b", "a/b/x", "zz00/zb00", "a/c"}[i%4]
				x.Put(Entry{ID: id, Kind: Person, Name: c.name(), Scope: scope, Address: Address{EstateName: fmt.Sprint("苑", i%30, "苑"), Building: "1"}})
				if i%3 == 0 {
					x.Remove(fmt.Sprintf("m-%d-%d", w, (i+7)%20))
				}
			}
		})
	}
	for range 3 {
		asking.Go(func() {
			for {
				for _, text := range []string{"诸葛孔明", "zhugekongming", "zgkm", "桂香苑77栋", "w"} {
					hits := x.Search(Query{Text: text, Scope: []string{"a/b"}, Limit: 100})
					if text != "w" && (len(hits) != 1 || hits[0].ID != "still") {
						t.Errorf("%q finds %v in a/b", text, hits)
					}
					for i, h := range hits {
						if h.ID == "secret" || slices.ContainsFunc(hits[:i], func(o Hit) bool { return o.ID == h.ID }) {
							t.Errorf("%q finds %v", text, hits)
						}
					}
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	changing.Wait()
	close(done)
	asking.Wait()
	live := 0
	for w := range writers {
		for i := range 20 {
			if _, ok := x.spots[fmt.Sprintf("m-%d-%d", w, i)]; ok {
				live++
			}
		}
	}
	slots := 0
	for _, s := range x.shards {
		slots += len(s.docs) - len(s.free)
	}
	if x.Len() != slots || live == 0 {
		t.Errorf("%d entries in %d slots, %d of them written at the same time", x.Len(), slots, live)
	}
}
