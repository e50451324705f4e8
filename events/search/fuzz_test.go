package search

import (
	"slices"
	"strings"
	"testing"
)

// FuzzSearch: no text breaks a search or makes it see beyond its scope, and
// asking twice gives the same answer.
func FuzzSearch(f *testing.F) {
	for _, s := range append([]string{"龚po 12栋", "gx12-2-501", "138****1234", "桂香苑龚海燕", "lü", "李·王", "①②③", "十二栋二单元五楼左边 王", "a1栋b2"}, worstQueries...) {
		f.Add(s)
	}
	x := neighbours()
	f.Fuzz(func(t *testing.T, text string) {
		q := Query{Text: text, Scope: []string{"zz/GX"}, Limit: 10}
		hits := x.Search(q)
		for _, h := range hits {
			if !strings.HasPrefix(x.spots[h.ID].shard.path, "zz/GX/") || h.Score <= 0 || len(h.Why) == 0 || (h.Score <= mostFuzzy) != slices.Contains(h.Why, ByFuzzy) {
				t.Errorf("%q finds %+v", text, h)
			}
		}
		if again := x.Search(q); !slices.Equal(ids(again), ids(hits)) {
			t.Errorf("%q finds %v, then %v", text, hits, again)
		}
	})
}

// FuzzOwnName: whatever a person is called, asking for just that finds the
// person, but for names that are numbers between signs.
func FuzzOwnName(f *testing.F) {
	for _, s := range []string{"龚海燕", "王\U00030edd", "💗", "小王2", "Jean-Pierre Müller", "阿依古丽·买买提", "武汉", "万一楼", "龘靐齉", "\u0e01\u0e34", "한글", "Ἀθηνᾶ", "ｱｲ", "老王家", "R2D2", "桂香", "甲栋"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		text, key := foldText(name), nameKey(name)
		signs := slices.ContainsFunc(text, isSeparator)
		if key == "" || len(text) >= mostRunes || len([]rune(key)) >= mostRunes || !slices.ContainsFunc(text, isNoDigit) || signs && len(findGroups(text, true)) > 0 {
			return
		}
		x := new(Index)
		x.Put(Entry{ID: "p", Kind: Person, Name: name, Scope: "s"})
		if hits := x.Search(Query{Text: name, Scope: []string{"s"}}); len(hits) != 1 {
			t.Errorf("%q, kept as %q, is not found by itself", name, key)
		}
	})
}
