package search

import (
	"slices"
	"testing"
)

// TestTitlesOrder: of people of one surname those whom the title fits come first, those
// nobody knows more of next, and nobody is left out.
func TestTitlesOrder(t *testing.T) {
	t.Parallel()
	x := new(Index)
	for id, e := range map[string]Entry{
		"granny": {Name: "王桂兰", Sex: "F", Born: 1948}, "grandpa": {Name: "王德福", Sex: "M", Born: 1950},
		"aunt": {Name: "王秀英", Sex: "F", Born: 1970}, "master": {Name: "王建国", Sex: "M", Born: 1971},
		"girl": {Name: "王小雨", Sex: "F", Born: 2016}, "unknown": {Name: "王某"}, "other": {Name: "李桂兰", Sex: "F", Born: 1948},
	} {
		e.ID, e.Kind, e.Scope = id, Person, "GX/12"
		x.Put(e)
	}
	for title, want := range map[string][]string{
		"王婆婆": {"granny"}, "王奶奶": {"granny"}, "王爹爹": {"grandpa"}, "wang yeye": {"grandpa"}, "王阿姨": {"aunt"}, "王师傅": {"master"}, "王 婆婆": {"granny", "aunt", "unknown"},
	} {
		ids := []string{}
		for _, h := range x.Search(Query{Text: title, Scope: []string{"GX"}, Year: 2027}) {
			ids = append(ids, h.ID)
		}
		if len(ids) != 6 || !slices.Equal(ids[:len(want)], want) || slices.Contains(ids, "other") {
			t.Errorf("%s: %v, want %v first", title, ids, want)
		}
	}
	// Without a year, or where a whole name is typed, nothing of this counts.
	for _, q := range []Query{{Text: "王婆婆"}, {Text: "王小雨", Year: 2027}} {
		q.Scope = []string{"GX"}
		hits := x.Search(q)
		if q.Year > 0 && hits[0].ID != "girl" || q.Year == 0 && (len(hits) != 6 || hits[0].Score != hits[5].Score) {
			t.Errorf("%+v: %+v", q, hits)
		}
	}
}
