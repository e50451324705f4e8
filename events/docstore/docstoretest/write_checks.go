package docstoretest

import (
	"fmt"
	"strings"

	"wanjia/events/docstore"
)

func insertKeeps(p *probe) {
	d := docstore.Doc{
		ID: "门牌-7 a/b?#%", Version: 41, Schema: 3, Body: []byte(`{"a":1}`),
		Unique: []string{"z", "a", "键", " "},
		Index:  map[string]string{"owner": "王", "at": "2027-01-01"},
	}
	p.insert("claims", d)
	d.Version = 1 // whatever the caller says
	p.holds("claims", d)

	bare := docstore.Doc{ID: "bare", Body: []byte("0"), Unique: []string{}, Index: map[string]string{}}
	p.insert("claims", bare)
	bare.Version, bare.Unique, bare.Index = 1, nil, nil
	p.holds("claims", bare)

	if answers, err := p.engine.Insert(p, "claims", nil); err != nil || len(answers) > 0 {
		p.fail("insert of nothing: %v, %v", answers, err)
	}
}

func bodies(p *probe) {
	for i, body := range []string{
		`null`, `""`, ` { "b" : 1 , "a" : [ ] } ` + "\n", `{"a":1,"a":2}`,
		`{"$set":{"a.b":1},"":0,"_id":7}`, `{"t":"2027-02-03T04:05:06.123456789+08:00"}`,
		`{"n":123456789012345678901234567890.10,"m":1e400,"z":-0.0}`, `{"nul":"\u0000","half":"\ud800"}`,
		`"家和万事兴 🏮 e\u0301 é ` + "\u2028" + `"`, `{"long":"` + strings.Repeat("灯", 200_000) + `"}`,
	} {
		d := docstore.Doc{ID: fmt.Sprintf("b%d", i), Version: 1, Body: []byte(body)}
		p.insert("bodies", d)
		p.holds("bodies", d)
		d.Body = append([]byte(" "), d.Body...)
		_, err := p.engine.Replace(p, "bodies", d)
		p.must(err, "replace body %d", i)
		d.Version++
		p.holds("bodies", d)
	}
}

func limits(p *probe) {
	long := strings.Repeat("长", docstore.MaxKey/3) + "ab" // 512 bytes
	many := make([]string, docstore.MaxUnique)
	for i := range many {
		many[i] = fmt.Sprintf("%s%03d", long[:docstore.MaxKey-5], i)
	}
	var marks string
	for i := range docstore.MaxIndex {
		marks += fmt.Sprintf(" i%d %d", i, i)
	}
	marks = marks[1:]
	big := doc("big", nil)
	big.Body = []byte(`"` + strings.Repeat("x", docstore.MaxBody-2) + `"`)
	for _, d := range []docstore.Doc{
		doc(long, []string{long}, "a", long, strings.Repeat("n", docstore.MaxName), long),
		doc("many", many, strings.Split(marks, " ")...), big,
	} {
		p.insert("limits", d)
		p.holds("limits", d)
	}
	name := "c" + strings.Repeat("_0", (docstore.MaxName-1)/2)
	p.insert(name, doc("a", nil))
	p.holds(name, doc("a", nil))
}

// broken are documents that break one limit each.
func broken() map[string]docstore.Doc {
	long := strings.Repeat("x", docstore.MaxKey+1)
	many := make([]string, docstore.MaxUnique+1)
	for i := range many {
		many[i] = fmt.Sprint(i)
	}
	wide := map[string]string{}
	for i := range docstore.MaxIndex + 1 {
		wide[fmt.Sprint("i", i)] = "v"
	}
	with := func(change func(*docstore.Doc)) docstore.Doc {
		d := doc("broken", nil)
		change(&d)
		return d
	}
	return map[string]docstore.Doc{
		"no id":             with(func(d *docstore.Doc) { d.ID = "" }),
		"long id":           with(func(d *docstore.Doc) { d.ID = long }),
		"NUL in id":         with(func(d *docstore.Doc) { d.ID = "a\x00b" }),
		"id not UTF-8":      with(func(d *docstore.Doc) { d.ID = "a\xff" }),
		"empty key":         with(func(d *docstore.Doc) { d.Unique = []string{""} }),
		"long key":          with(func(d *docstore.Doc) { d.Unique = []string{long} }),
		"NUL in key":        with(func(d *docstore.Doc) { d.Unique = []string{"\x00"} }),
		"key not UTF-8":     with(func(d *docstore.Doc) { d.Unique = []string{"\xc3"} }),
		"key twice":         with(func(d *docstore.Doc) { d.Unique = []string{"k", "l", "k"} }),
		"many keys":         with(func(d *docstore.Doc) { d.Unique = many }),
		"empty value":       with(func(d *docstore.Doc) { d.Index = map[string]string{"a": ""} }),
		"long value":        with(func(d *docstore.Doc) { d.Index = map[string]string{"a": long} }),
		"NUL in value":      with(func(d *docstore.Doc) { d.Index = map[string]string{"a": "b\x00"} }),
		"value not UTF-8":   with(func(d *docstore.Doc) { d.Index = map[string]string{"a": "\xed\xa0\x80"} }),
		"many index keys":   with(func(d *docstore.Doc) { d.Index = wide }),
		"index name":        with(func(d *docstore.Doc) { d.Index = map[string]string{"A": "b"} }),
		"index name dotted": with(func(d *docstore.Doc) { d.Index = map[string]string{"a.b": "b"} }),
		"no body":           with(func(d *docstore.Doc) { d.Body = nil }),
		"big body":          with(func(d *docstore.Doc) { d.Body = make([]byte, docstore.MaxBody+1) }),
		"body not UTF-8":    with(func(d *docstore.Doc) { d.Body = []byte("\"\xff\"") }),
	}
}

func refusedWhole(p *probe) {
	p.insert("refused", doc("broken", nil))
	for why, d := range broken() {
		_, err := p.engine.Insert(p, "refused", []docstore.Doc{doc("before", nil), d, doc("after", nil)})
		p.wants(err, docstore.ErrInvalid, "insert with %s", why)
		_, err = p.engine.Load(p, "refused", []docstore.Doc{doc("before", nil), d})
		p.wants(err, docstore.ErrInvalid, "load with %s", why)
		_, err = p.engine.Replace(p, "refused", d)
		p.wants(err, docstore.ErrInvalid, "replace with %s", why)
	}
	p.gone("refused", "before")
	p.gone("refused", "after")
	p.holds("refused", doc("broken", nil))
	for _, name := range []string{"", "A", "_a", "1a", "a b", "a.b", "a-b", "家", strings.Repeat("a", docstore.MaxName+1), "a\x00"} {
		_, err := p.engine.Insert(p, name, []docstore.Doc{doc("a", nil)})
		p.wants(err, docstore.ErrInvalid, "insert into %q", name)
		_, err = p.engine.Get(p, name, "a")
		p.wants(err, docstore.ErrInvalid, "get from %q", name)
	}
}

func callersOwn(p *probe) {
	d := doc("own", []string{"k", "l"}, "a", "b")
	want := d.Clone()
	p.insert("own", d)
	spoil := func(d docstore.Doc) {
		for i := range d.Body {
			d.Body[i] = 'x'
		}
		d.Unique[0], d.Index["a"] = "spoilt", "spoilt"
	}
	spoil(d)
	p.holds("own", want)
	spoil(p.get("own", "own"))
	p.holds("own", want)
	twice, err := p.engine.GetMany(p, "own", []string{"own", "own"})
	p.must(err, "get many")
	if len(twice) != 2 {
		p.fail("one id asked for twice gave %d documents", len(twice))
		return
	}
	spoil(twice[0])
	if diff := difference(want, twice[1]); diff != "" {
		p.fail("the second of an id asked for twice %s", diff)
	}
}

func takenID(p *probe) {
	p.insert("ids", doc("a", []string{"k"}))
	second := doc("a", []string{"other"}, "i", "v")
	answers := p.answers("ids", doc("b", nil), second, doc("c", nil), doc("c", nil), doc("d", nil))
	for i, taken := range []string{1: "a", 3: "c", 4: ""} {
		if taken != "" {
			p.duplicate(answers[i], "", taken)
		} else if answers[i] != nil {
			p.fail("neighbour %d was refused: %v", i, answers[i])
		}
	}
	p.holds("ids", doc("a", []string{"k"}))
	p.holds("ids", doc("d", nil))
	_, err := p.engine.Find(p, "ids", "other")
	p.wants(err, docstore.ErrNotFound, "find the key of a refused document")
	p.listed("ids", docstore.Query{Index: "i", Limit: 10})
}

func takenKey(p *probe) {
	p.insert("keys", doc("a", []string{"k1", "k2"}))
	answers := p.answers("keys",
		doc("b", []string{"k2"}), doc("c", []string{"k3", "k4"}), doc("d", []string{"k5", "k4"}), doc("e", []string{"k5"}))
	p.duplicate(answers[0], "k2", "a")
	p.duplicate(answers[2], "k4", "c")
	if answers[1] != nil || answers[3] != nil {
		p.fail("neighbours were refused: %v", answers)
	}
	p.gone("keys", "b")
	p.gone("keys", "d")
	p.holds("keys", doc("e", []string{"k5"}))
}

func takenFirst(p *probe) {
	p.insert("first", doc("a", []string{"k1"}), doc("b", []string{"k2"}), doc("c", []string{"k0"}))
	answers := p.answers("first", doc("a", []string{"k2"}), doc("x", []string{"free", "k2", "k1", "k0"}), doc("x", []string{"k1", "k2"}))
	p.duplicate(answers[0], "", "a")
	p.duplicate(answers[1], "k2", "b")
	p.duplicate(answers[2], "k1", "a")
}

func refusedLeavesNothing(p *probe) {
	p.insert("left", doc("a", []string{"k"}))
	p.duplicate(p.answers("left", doc("b", []string{"k1", "k2", "k", "k3"}, "i", "v"))[0], "k", "a")
	p.gone("left", "b")
	p.listed("left", docstore.Query{Index: "i", Limit: 10})
	p.insert("left", doc("c", []string{"k3", "k2", "k1"}, "i", "w"), doc("b", nil))
	p.listed("left", docstore.Query{Index: "i", Limit: 10}, "c")
}

func idIsNoKey(p *probe) {
	p.insert("signs", doc("a", []string{"b", "=b", "+b"}), doc("b", []string{"a", "+a", "=a"}), doc("c", []string{"c"}))
	for key, id := range map[string]string{"a": "b", "b": "a", "c": "c", "+a": "b", "=b": "a"} {
		d, err := p.engine.Find(p, "signs", key)
		p.must(err, "find %q", key)
		if d.ID != id {
			p.fail("key %q found %q, want %q", key, d.ID, id)
		}
	}
}

func collectionsApart(p *probe) {
	one, two := doc("a", []string{"k"}, "i", "v"), doc("a", []string{"k"}, "i", "w")
	p.insert("one", one)
	p.insert("two", two)
	p.must(p.engine.Delete(p, "one", "a", 1), "delete")
	p.gone("one", "a")
	p.holds("two", two)
	p.listed("two", docstore.Query{Index: "i", Limit: 1}, "a")
	p.listed("one", docstore.Query{Index: "i", Limit: 1})
}

func loadKeeps(p *probe) {
	d := doc("a", []string{"k"}, "i", "v")
	d.Version = 7_000_000_000
	e := doc("b", nil)
	answers, err := p.engine.Load(p, "loaded", []docstore.Doc{d, e, d})
	p.must(err, "load")
	if answers[0] != nil || answers[1] != nil {
		p.fail("load: %v", answers)
	}
	p.duplicate(answers[2], "", "a")
	p.holds("loaded", d)
	p.holds("loaded", e)
	for _, version := range []int64{0, -1} {
		d.ID, d.Version = "c", version
		_, err = p.engine.Load(p, "loaded", []docstore.Doc{e, d})
		p.wants(err, docstore.ErrInvalid, "load of version %d", version)
	}
}
