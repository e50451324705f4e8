package docstoretest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wanjia/events/docstore"
)

func getMany(p *probe) {
	var ids []string
	var docs []docstore.Doc
	for i := range docstore.MaxPage {
		id := fmt.Sprintf("%04d", i)
		docs = append(docs, doc(id, []string{"k" + id}, "i", id))
		ids = append(ids, id)
	}
	p.insert("many", docs...)
	slices.Reverse(ids)
	got, err := p.engine.GetMany(p, "many", ids)
	p.must(err, "get many")
	for i, d := range got {
		if d.ID != ids[i] {
			p.fail("place %d holds %q, want %q", i, d.ID, ids[i])
			return
		}
	}
	if len(got) != len(ids) {
		p.fail("%d documents, want %d", len(got), len(ids))
	}
	got, err = p.engine.GetMany(p, "many", []string{"0007", "no", "", "\x00", "a\xff", "0003", "\ufffd", "0007"})
	p.must(err, "get many")
	if len(got) != 3 || got[0].ID != "0007" || got[1].ID != "0003" || difference(docs[7], got[2]) != "" {
		p.fail("get many: %v", got)
	}
	for _, none := range [][]string{nil, {"no"}, {"\xff"}} {
		if got, err := p.engine.GetMany(p, "many", none); err != nil || len(got) != 0 {
			p.fail("get many %q: %v, %v", none, got, err)
		}
	}
	_, err = p.engine.GetMany(p, "many", append(ids, "one more"))
	p.wants(err, docstore.ErrInvalid, "get more than a page")
}

func impossibleKeys(p *probe) {
	p.insert("there", doc("a", []string{"k"}), doc("\ufffd", []string{"\ufffd"}))
	for _, id := range []string{"", "\x00", "a\x00", "\xff", strings.Repeat("x", docstore.MaxKey+1)} {
		_, err := p.engine.Get(p, "there", id)
		p.wants(err, docstore.ErrNotFound, "get %.9q", id)
		_, err = p.engine.Find(p, "there", id)
		p.wants(err, docstore.ErrNotFound, "find %.9q", id)
		p.wants(p.engine.Delete(p, "there", id, 1), docstore.ErrNotFound, "delete %.9q", id)
	}
	for _, name := range []string{"there", "nowhere"} {
		_, err := p.engine.Get(p, name, "b")
		p.wants(err, docstore.ErrNotFound, "get from %s", name)
		_, err = p.engine.Find(p, name, "b")
		p.wants(err, docstore.ErrNotFound, "find in %s", name)
		p.wants(p.engine.Delete(p, name, "b", 1), docstore.ErrNotFound, "delete from %s", name)
		_, err = p.engine.Replace(p, name, doc("b", nil))
		p.wants(err, docstore.ErrNotFound, "replace in %s", name)
	}
}

func find(p *probe) {
	a, b := doc("a", []string{"k1", "K1", "k1 "}), doc("b", []string{"k", "1", "é", "e\u0301"})
	p.insert("found", a, b)
	for _, want := range []docstore.Doc{a, b} {
		for _, key := range want.Unique {
			got, err := p.engine.Find(p, "found", key)
			p.must(err, "find %q", key)
			if diff := difference(want, got); diff != "" {
				p.fail("found by %q %s", key, diff)
			}
		}
	}
	for _, key := range []string{"a", "k2", "k1  ", "É"} {
		_, err := p.engine.Find(p, "found", key)
		p.wants(err, docstore.ErrNotFound, "find %q", key)
	}
}

// listOrder: order of bytes is neither that of a language nor of UTF-16, where the
// last two change places.
func listOrder(p *probe) {
	values := []string{" ", "0", "10", "2", "A", "B", "_", "a", "a ", "a0", "aa", "b", "é", "ÿ", "Ā", "家", "\ufffd", "🏮"}
	var docs []docstore.Doc
	var want []string
	for i, v := range values {
		for j := range values {
			docs = append(docs, doc(values[j]+"\x01"+v, nil, "v", v))
			want = append(want, values[j]+"\x01"+values[i])
		}
	}
	slices.Reverse(docs)
	p.insert("ordered", docs...)
	p.listed("ordered", docstore.Query{Index: "v", Limit: 50}, want...)
	slices.Reverse(want)
	p.listed("ordered", docstore.Query{Index: "v", Limit: 47, Desc: true}, want...)
}

func listPages(p *probe) {
	var want []string
	for i := range 12 { // three to a value
		id := fmt.Sprintf("%02d", i)
		p.insert("paged", doc(id, nil, "v", fmt.Sprint(i/3), "w", "same"))
		want = append(want, id)
	}
	p.insert("paged", doc("not", nil), doc("other", nil, "x", "1"))
	backwards := slices.Clone(want)
	slices.Reverse(backwards)
	for limit := 1; limit <= 14; limit++ {
		for _, index := range []string{"v", "w"} {
			p.listed("paged", docstore.Query{Index: index, Limit: limit}, want...)
			p.listed("paged", docstore.Query{Index: index, Limit: limit, Desc: true}, backwards...)
		}
	}
	p.listed("paged", docstore.Query{Index: "x", Limit: docstore.MaxPage}, "other")
	p.listed("paged", docstore.Query{Index: "unknown", Limit: 1})
	p.listed("unknown", docstore.Query{Index: "v", Limit: 1})
	page, err := p.engine.List(p, "paged", docstore.Query{Index: "w", Limit: 1})
	p.must(err, "list")
	if diff := difference(doc("00", nil, "v", "0", "w", "same"), page.Docs[0]); diff != "" {
		p.fail("listed document %s", diff)
	}
}

func listPrefix(p *probe) {
	values := []string{
		"a", "a%b", "a*", "a.b", "a[b", "a\\", "a_b", "ab", "abc", "abcd", "abd", "ac", "aÿ", "aÿx", "aĀ", "a\ud7ff", "a\ue000",
		"a\U0010ffff", "a\U0010ffffz", "b", "B", "家", "家和", "\U0010ffff", "\U0010ffff\U0010ffff",
	}
	for _, v := range values {
		p.insert("prefixed", doc(v, nil, "v", v))
	}
	slices.Sort(values)
	prefixes := append([]string{"", "c", "A", "a\U0010ffff\U0010ffff", "家和万", "abcde", "."}, values...)
	for _, prefix := range prefixes {
		var want []string
		for _, v := range values {
			if strings.HasPrefix(v, prefix) {
				want = append(want, v)
			}
		}
		p.listed("prefixed", docstore.Query{Index: "v", Prefix: prefix, Limit: 2}, want...)
		if n, err := p.engine.Count(p, "prefixed", "v", prefix); err != nil || n != len(want) {
			p.fail("count of %q: %d, %v, want %d", prefix, n, err, len(want))
		}
		slices.Reverse(want)
		p.listed("prefixed", docstore.Query{Index: "v", Prefix: prefix, Limit: 3, Desc: true}, want...)
	}
}

func listRange(p *probe) {
	values := []string{"a", "b", "b0", "c", "d", "é"}
	for _, v := range values {
		p.insert("ranged", doc(v+"1", nil, "v", v), doc(v+"2", nil, "v", v))
	}
	bounds := append([]string{"", "0", "bb", "z", "\U0010ffff"}, values...)
	for _, from := range bounds {
		for _, to := range bounds {
			var want []string
			for _, v := range values {
				if v >= from && (to == "" || v < to) {
					want = append(want, v+"1", v+"2")
				}
			}
			p.listed("ranged", docstore.Query{Index: "v", From: from, To: to, Limit: 3}, want...)
			slices.Reverse(want)
			p.listed("ranged", docstore.Query{Index: "v", From: from, To: to, Limit: 2, Desc: true}, want...)
		}
	}
}

// cursorPlace: a cursor goes on meaning the same place when its document has gone,
// when others come, and in queries with other bounds.
func cursorPlace(p *probe) {
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		p.insert("places", doc(id, nil, "v", id))
	}
	page, err := p.engine.List(p, "places", docstore.Query{Index: "v", Limit: 3})
	p.must(err, "list")
	p.must(p.engine.Delete(p, "places", "c", 1), "delete")
	p.insert("places", doc("b2", nil, "v", "b2"), doc("c2", nil, "v", "c2"))
	p.listed("places", docstore.Query{Index: "v", Limit: 9, After: page.Next}, "c2", "d", "e")
	at := docstore.Cursor{Value: "c", ID: "c"}.String()
	for _, q := range []struct {
		query docstore.Query
		want  []string
	}{
		{docstore.Query{Desc: true}, []string{"b2", "b", "a"}},
		{docstore.Query{From: "d"}, []string{"d", "e"}},
		{docstore.Query{To: "d"}, []string{"c2"}},
		{docstore.Query{To: "b"}, nil},
		{docstore.Query{From: "b", Desc: true}, []string{"b2", "b"}},
		{docstore.Query{To: "b2", Desc: true}, []string{"b", "a"}},
		{docstore.Query{From: "d", Desc: true}, nil},
		{docstore.Query{Prefix: "b"}, nil},
		{docstore.Query{Prefix: "c"}, []string{"c2"}},
		{docstore.Query{Prefix: "e"}, []string{"e"}},
		{docstore.Query{Prefix: "b", Desc: true}, []string{"b2", "b"}},
		{docstore.Query{After: docstore.Cursor{Value: "d", ID: "d"}.String()}, []string{"e"}},
		{docstore.Query{After: docstore.Cursor{Value: "d", ID: "d"}.String(), Desc: true}, []string{"c2", "b2", "b", "a"}},
		{docstore.Query{After: docstore.Cursor{Value: "d", ID: "c"}.String()}, []string{"d", "e"}},
		{docstore.Query{After: docstore.Cursor{Value: "d", ID: "e"}.String(), Desc: true}, []string{"d", "c2", "b2", "b", "a"}},
	} {
		q.query.Index, q.query.After, q.query.Limit = "v", cmp.Or(q.query.After, at), 9
		page, err := p.engine.List(p, "places", q.query)
		p.must(err, "list %+v", q.query)
		var got []string
		for _, d := range page.Docs {
			got = append(got, d.ID)
		}
		if !slices.Equal(got, q.want) {
			p.fail("list %+v: %q, want %q", q.query, got, q.want)
		}
	}
}

func impossibleQueries(p *probe) {
	p.insert("asked", doc("a", nil, "v", "v"))
	for why, q := range map[string]docstore.Query{
		"no index":            {Limit: 1},
		"index name":          {Index: "a.b", Limit: 1},
		"no limit":            {Index: "v"},
		"negative limit":      {Index: "v", Limit: -1},
		"high limit":          {Index: "v", Limit: docstore.MaxPage + 1},
		"prefix and range":    {Index: "v", Prefix: "a", From: "a", Limit: 1},
		"prefix and range to": {Index: "v", Prefix: "a", To: "a", Limit: 1},
		"prefix not UTF-8":    {Index: "v", Prefix: "\xe5", Limit: 1},
		"bound not UTF-8":     {Index: "v", From: "\xff", Limit: 1},
		"NUL in bound":        {Index: "v", To: "a\x00", Limit: 1},
		"long bound":          {Index: "v", To: strings.Repeat("a", docstore.MaxKey+1), Limit: 1},
		"cursor":              {Index: "v", After: "no cursor", Limit: 1},
		"empty cursor parts":  {Index: "v", After: "AA", Limit: 1},
	} {
		_, err := p.engine.List(p, "asked", q)
		p.wants(err, docstore.ErrInvalid, "list with %s", why)
	}
	_, err := p.engine.List(p, "No", docstore.Query{Index: "v", Limit: 1})
	p.wants(err, docstore.ErrInvalid, "list of an impossible collection")
	_, err = p.engine.Count(p, "asked", "No", "")
	p.wants(err, docstore.ErrInvalid, "count by an impossible index")
	_, err = p.engine.Count(p, "asked", "v", "\xff")
	p.wants(err, docstore.ErrInvalid, "count by an impossible prefix")
}

func count(p *probe) {
	p.insert("counted", doc("a", nil, "v", "x1"), doc("b", nil, "v", "x2"), doc("c", nil, "v", "y"), doc("d", nil, "w", "x"), doc("e", nil))
	for prefix, want := range map[string]int{"": 3, "x": 2, "x2": 1, "x22": 0, "z": 0} {
		n, err := p.engine.Count(p, "counted", "v", prefix)
		if err != nil || n != want {
			p.fail("count of %q: %d, %v, want %d", prefix, n, err, want)
		}
	}
	p.must(p.engine.Delete(p, "counted", "b", 1), "delete")
	for collection, want := range map[string]int{"counted": 4, "empty": 0} {
		if n, err := p.engine.Size(p, collection); err != nil || n != want {
			p.fail("size of %s: %d, %v, want %d", collection, n, err, want)
		}
	}
	_, err := p.engine.Size(p, "No")
	p.wants(err, docstore.ErrInvalid, "size of an impossible collection")
	_, err = p.engine.Replace(p, "counted", doc("a", nil, "w", "x"))
	p.must(err, "replace")
	for index, want := range map[string]int{"v": 1, "w": 2, "none": 0} {
		n, err := p.engine.Count(p, "counted", index, "")
		if err != nil || n != want {
			p.fail("count by %s: %d, %v, want %d", index, n, err, want)
		}
	}
}
