package docstoretest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"wanjia/events/docstore"
)

func (p *probe) deviates(d Deviation) bool { return slices.Contains(p.deviations, d) }

// agreesWithModel does the same random calls on the engine and on [Memory], and
// wants the same answers.
func agreesWithModel(p *probe) {
	seed := rand.Uint64()
	w := walk{probe: p, rand: rand.New(rand.NewPCG(seed, 1)), model: new(Memory)}
	for step := range 400 {
		if diff := w.step(); diff != "" {
			p.fail("seed %d, step %d: %s", seed, step, diff)
			return
		}
	}
	if diff := w.whole(); diff != "" {
		p.fail("seed %d, in the end: %s", seed, diff)
	}
}

type walk struct {
	*probe
	rand  *rand.Rand
	model *Memory
}

var words = []string{"a", "b", "ab", "B", "é", "家", "家和", "🏮", "a ", "0"}

func (w walk) word() string { return words[w.rand.IntN(len(words))] }

func (w walk) collection() string { return []string{"one", "two"}[w.rand.IntN(2)] }

// doc makes a document that likely collides with another.
func (w walk) doc() docstore.Doc {
	d := docstore.Doc{ID: w.word() + w.word(), Schema: w.rand.IntN(3), Version: int64(1 + w.rand.IntN(3))}
	d.Body = fmt.Appendf(nil, `{"n":%d}`, w.rand.Uint64())
	for range w.rand.IntN(4) {
		key := fmt.Sprint(w.rand.IntN(60))
		if w.deviates(UniqueKeys) {
			key = d.ID + key // nobody else's
		}
		if !slices.Contains(d.Unique, key) {
			d.Unique = append(d.Unique, key)
		}
	}
	for range w.rand.IntN(3) {
		if d.Index == nil {
			d.Index = map[string]string{}
		}
		d.Index[[]string{"v", "w"}[w.rand.IntN(2)]] = w.word() + w.word()
	}
	return d
}

// step does one call on both and says how the answers differ, "" if not at all.
func (w walk) step() string {
	switch w.rand.IntN(9) {
	case 0, 1, 2:
		docs := make([]docstore.Doc, 1+w.rand.IntN(6))
		for i := range docs {
			docs[i] = w.doc()
		}
		return w.insert(docs)
	case 3, 4:
		return w.replace(w.doc())
	case 5:
		c, id, version := w.collection(), w.word()+w.word(), int64(1+w.rand.IntN(2))
		return differ("delete "+id, w.model.Delete(w, c, id, version), w.engine.Delete(w, c, id, version))
	case 6:
		return w.read()
	default:
		return w.list()
	}
}

func (w walk) insert(docs []docstore.Doc) string {
	c := w.collection()
	insert := docstore.Engine.Insert
	if w.rand.IntN(2) == 0 {
		insert = docstore.Engine.Load
	}
	want, werr := insert(w.model, w, c, docs)
	got, gerr := insert(w.engine, w, c, docs)
	if diff := differ("insert", werr, gerr); diff != "" {
		return diff
	}
	for i := range docs {
		if diff := differ("insert "+show(docs[i]), want[i], got[i]); diff != "" {
			return diff
		}
	}
	return ""
}

func (w walk) replace(d docstore.Doc) string {
	c := w.collection()
	if was, err := w.model.Get(w, c, d.ID); err == nil && w.rand.IntN(4) > 0 {
		d.Version = was.Version
	}
	want, werr := w.model.Replace(w, c, d)
	got, gerr := w.engine.Replace(w, c, d)
	if diff := differ("replace "+show(d), werr, gerr); diff != "" || want == got {
		return diff
	}
	return fmt.Sprintf("replace %s: version %d, want %d", show(d), got, want)
}

func (w walk) read() string {
	c, id, key := w.collection(), w.word()+w.word(), fmt.Sprint(w.rand.IntN(60))
	want, werr := w.model.Get(w, c, id)
	got, gerr := w.engine.Get(w, c, id)
	if diff := differ("get "+id, werr, gerr) + difference(want, got); diff != "" {
		return diff
	}
	want, werr = w.model.Find(w, c, key)
	got, gerr = w.engine.Find(w, c, key)
	return differ("find "+key, werr, gerr) + difference(want, got)
}

func (w walk) list() string {
	c := w.collection()
	q := docstore.Query{Index: []string{"v", "w"}[w.rand.IntN(2)], Limit: 1 + w.rand.IntN(8), Desc: w.rand.IntN(2) == 0}
	switch w.rand.IntN(3) {
	case 0:
		q.Prefix = w.word()
	case 1:
		q.From, q.To = w.word(), w.word()
	}
	if w.rand.IntN(2) == 0 {
		q.After = docstore.Cursor{Value: w.word() + w.word(), ID: w.word() + w.word()}.String()
	}
	want, werr := w.model.List(w, c, q)
	got, gerr := w.engine.List(w, c, q)
	if diff := differ("list", werr, gerr) + differences(want.Docs, got.Docs); diff != "" {
		return fmt.Sprintf("list %+v: %s", q, diff)
	}
	if want.Next != got.Next {
		return fmt.Sprintf("list %+v: next %q, want %q", q, got.Next, want.Next)
	}
	wn, werr := w.model.Count(w, c, q.Index, q.Prefix)
	gn, gerr := w.engine.Count(w, c, q.Index, q.Prefix)
	if diff := differ("count", werr, gerr); diff != "" || wn == gn {
		return diff
	}
	return fmt.Sprintf("count by %s of %q: %d, want %d", q.Index, q.Prefix, gn, wn)
}

// whole compares all there is.
func (w walk) whole() string {
	for _, c := range []string{"one", "two"} {
		var want, got []docstore.Doc
		for d := range w.model.All(w, c) {
			want = append(want, d)
		}
		for d, err := range w.engine.All(w, c) {
			if err != nil {
				return err.Error()
			}
			got = append(got, d)
		}
		if diff := differences(want, got); diff != "" {
			return diff
		}
	}
	return ""
}

func differences(want, got []docstore.Doc) string {
	if len(want) != len(got) {
		return fmt.Sprintf("%d documents, want %d", len(got), len(want))
	}
	for i := range want {
		if diff := difference(want[i], got[i]); diff != "" {
			return diff
		}
	}
	return ""
}

// differ says in what two answers differ, "" if in nothing that the contract tells.
func differ(call string, want, got error) string {
	kinds := []error{docstore.ErrNotFound, docstore.ErrStale, docstore.ErrDuplicate, docstore.ErrInvalid}
	for _, k := range kinds {
		if errors.Is(want, k) != errors.Is(got, k) {
			return fmt.Sprintf("%s: answer %v, want %v", call, got, want)
		}
	}
	if (want == nil) != (got == nil) {
		return fmt.Sprintf("%s: answer %v, want %v", call, got, want)
	}
	w, ok := errors.AsType[*docstore.Duplicate](want)
	if g, _ := errors.AsType[*docstore.Duplicate](got); ok && *w != *g {
		return fmt.Sprintf("%s: answer %v, want %v", call, got, want)
	}
	return ""
}
