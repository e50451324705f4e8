package docstoretest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events/docstore"
)

func replace(p *probe) {
	d := doc("a", []string{"k"}, "i", "v")
	p.insert("replaced", d)
	d.Schema, d.Body = 2, []byte(`{"new":true}`)
	for range 3 {
		next, err := p.engine.Replace(p, "replaced", d)
		p.must(err, "replace")
		if next != d.Version+1 {
			p.fail("version %d after %d", next, d.Version)
		}
		d.Version = next
		p.holds("replaced", d)
	}
	for _, version := range []int64{0, 1, 3, 5, -1} {
		old := d
		old.Version, old.Body = version, []byte(`"stale"`)
		_, err := p.engine.Replace(p, "replaced", old)
		p.wants(err, docstore.ErrStale, "replace version %d", version)
	}
	p.holds("replaced", d)
	_, err := p.engine.Replace(p, "replaced", doc("b", nil))
	p.wants(err, docstore.ErrNotFound, "replace what is not there")
	p.gone("replaced", "b")
}

func replaceMovesKeys(p *probe) {
	d := doc("a", []string{"k1", "k2", "k3"}, "i", "v", "j", "w")
	p.insert("moved", d)
	d.Unique, d.Index = []string{"k3", "k4", "k1"}, map[string]string{"i": "v2", "l": "x"}
	_, err := p.engine.Replace(p, "moved", d)
	p.must(err, "replace")
	d.Version++
	p.holds("moved", d)
	_, err = p.engine.Find(p, "moved", "k2")
	p.wants(err, docstore.ErrNotFound, "find a key given up")
	p.insert("moved", doc("b", []string{"k2"}, "j", "w"))
	for index, want := range map[string]string{"i": "a", "j": "b", "l": "a"} {
		p.listed("moved", docstore.Query{Index: index, Limit: 5}, want)
	}
	p.listed("moved", docstore.Query{Index: "i", Prefix: "v2", Limit: 5}, "a")
	d.Unique, d.Index = nil, nil
	_, err = p.engine.Replace(p, "moved", d)
	p.must(err, "replace without keys")
	d.Version++
	p.holds("moved", d)
	p.listed("moved", docstore.Query{Index: "i", Limit: 5})
	p.insert("moved", doc("c", []string{"k1", "k3", "k4"}))
}

func replaceTaken(p *probe) {
	a, b := doc("a", []string{"k1", "k2"}, "i", "v"), doc("b", []string{"k3", "k4"})
	p.insert("taken", a, b)
	try := a.Clone()
	try.Unique, try.Index, try.Body = []string{"k5", "k4", "k3", "k1"}, map[string]string{"i": "w"}, []byte("1")
	_, err := p.engine.Replace(p, "taken", try)
	p.duplicate(err, "k4", "b")
	p.holds("taken", a)
	p.listed("taken", docstore.Query{Index: "i", Prefix: "v", Limit: 5}, "a")
	p.insert("taken", doc("c", []string{"k5"})) // the refused replace kept nothing
	try.Version = 9
	_, err = p.engine.Replace(p, "taken", try)
	p.wants(err, docstore.ErrStale, "a stale replace into a taken key")
}

func remove(p *probe) {
	d := doc("a", []string{"k"}, "i", "v")
	p.insert("deleted", d, doc("b", []string{"l"}, "i", "v"))
	p.wants(p.engine.Delete(p, "deleted", "a", 2), docstore.ErrStale, "delete another version")
	p.holds("deleted", d)
	p.must(p.engine.Delete(p, "deleted", "a", 1), "delete")
	p.gone("deleted", "a")
	_, err := p.engine.Find(p, "deleted", "k")
	p.wants(err, docstore.ErrNotFound, "find the key of a deleted document")
	p.listed("deleted", docstore.Query{Index: "i", Limit: 5}, "b")
	p.wants(p.engine.Delete(p, "deleted", "a", 1), docstore.ErrNotFound, "delete again")
	d.Unique = []string{"k", "m"}
	p.insert("deleted", d)
	p.holds("deleted", d) // from version 1 again
}

func allByID(p *probe) {
	const n = 1203 // more than a page of any engine
	var docs []docstore.Doc
	var want []string
	for i := range n {
		id := fmt.Sprintf("%x", i*7919%n)
		docs = append(docs, doc(id, []string{"k" + id}, "i", "v"))
		want = append(want, id)
	}
	p.insert("whole", docs...)
	slices.Sort(want)
	var got []string
	for d, err := range p.engine.All(p, "whole") {
		p.must(err, "all")
		if diff := difference(doc(d.ID, []string{"k" + d.ID}, "i", "v"), d); diff != "" {
			p.fail("yielded document %s", diff)
		}
		got = append(got, d.ID)
	}
	if !slices.Equal(got, want) {
		p.fail("all yielded %d documents, want %d in order of id", len(got), n)
	}
	for range p.engine.All(p, "whole") {
		break
	}
	for d, err := range p.engine.All(p, "nothing") {
		p.fail("all of nothing yielded %v, %v", d, err)
	}
	var last error
	for _, last = range p.engine.All(p, "No") {
	}
	p.wants(last, docstore.ErrInvalid, "all of an impossible collection")
}

func allWhileWriting(p *probe) {
	for i := range 20 {
		p.insert("busy", doc(fmt.Sprintf("%02d", i), nil, "i", "v"))
	}
	seen := map[string]bool{}
	for d, err := range p.engine.All(p, "busy") {
		p.must(err, "all")
		if seen[d.ID] {
			p.fail("%s was yielded twice", d.ID)
		}
		seen[d.ID] = true
		_, err := p.engine.Replace(p, "busy", d)
		p.must(err, "replace while iterating")
	}
	if len(seen) != 20 {
		p.fail("%d documents were seen, want 20", len(seen))
	}
}

func collections(p *probe) {
	is := func(want ...string) {
		got, err := p.engine.Collections(p)
		p.must(err, "collections")
		if !slices.Equal(got, want) {
			p.fail("collections %q, want %q", got, want)
		}
	}
	is()
	p.insert("zebra", doc("a", nil))
	p.insert("ant", doc("a", nil))
	p.insert("a_1", doc("a", nil))
	is("a_1", "ant", "zebra")
	_, err := p.engine.Check(p)
	p.must(err, "check")
	p.must(p.engine.Delete(p, "ant", "a", 1), "delete")
	_, _ = p.engine.Get(p, "read_only", "a")
	is("a_1", "zebra")
}

func health(p *probe) {
	for range 2 {
		h, err := p.engine.Check(p)
		p.must(err, "check")
		if h.Engine == "" {
			p.fail("the engine has no name")
		}
	}
}

func contextEnded(p *probe) {
	p.insert("ended", doc("a", []string{"k"}, "i", "v"))
	past, cancel := context.WithDeadline(p, time.Now().Add(-time.Second))
	defer cancel()
	left, leave := context.WithCancel(p)
	leave()
	for why, ctx := range map[string]context.Context{"deadline": past, "caller left": left} {
		for call, err := range everyCall(ctx, p.engine, "ended") {
			p.wants(err, docstore.ErrUnavailable, "%s: %s", why, call)
			p.wants(err, ctx.Err(), "%s: %s", why, call)
		}
	}
	p.holds("ended", doc("a", []string{"k"}, "i", "v"))
}

func closed(p *probe) {
	p.insert("shut", doc("a", []string{"k"}, "i", "v"))
	p.must(p.engine.Close(), "close")
	p.must(p.engine.Close(), "close again")
	for call, err := range everyCall(p, p.engine, "shut") {
		p.wants(err, docstore.ErrUnavailable, "closed: %s", call)
	}
}

// everyCall makes each call of an engine once, on a collection that holds "a" with
// the key "k", and returns the errors.
func everyCall(ctx context.Context, e docstore.Engine, collection string) map[string]error {
	errs := map[string]error{}
	_, errs["insert"] = e.Insert(ctx, collection, []docstore.Doc{doc("b", nil)})
	_, errs["load"] = e.Load(ctx, collection, []docstore.Doc{doc("b", nil)})
	_, errs["get"] = e.Get(ctx, collection, "a")
	_, errs["get many"] = e.GetMany(ctx, collection, []string{"a"})
	_, errs["find"] = e.Find(ctx, collection, "k")
	_, errs["replace"] = e.Replace(ctx, collection, doc("a", nil))
	errs["delete"] = e.Delete(ctx, collection, "a", 1)
	_, errs["list"] = e.List(ctx, collection, docstore.Query{Index: "i", Limit: 1})
	_, errs["count"] = e.Count(ctx, collection, "i", "")
	_, errs["size"] = e.Size(ctx, collection)
	_, errs["collections"] = e.Collections(ctx)
	_, errs["check"] = e.Check(ctx)
	errs["all"] = errors.New("all yielded nothing")
	for _, err := range e.All(ctx, collection) {
		errs["all"] = err
	}
	return errs
}
