// Package docstoretest holds the contract of docstore as a test that every engine
// runs, and an engine in memory that is its model.
package docstoretest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"wanjia/events/docstore"
)

// Deviation names a promise of the contract that a server is known to break.
type Deviation string

// The deviations of FerretDB, which the MongoDB engine's tests run on where no
// MongoDB is at hand.
const (
	// UniqueKeys: two documents can hold one unique key, because its unique
	// indexes compare arrays as a whole.
	UniqueKeys Deviation = "unique keys are not enforced"
	// AtomicReplace: of several replaces of one version more than one can win.
	AtomicReplace Deviation = "a replace is not atomic"
)

// Run checks that what open returns keeps every promise of [docstore.Engine] but
// the deviations. Each check opens an empty engine of its own and closes it.
//
// A deviation that is not listed fails; so does one that is listed and cannot be
// seen any more, for then the list is wrong. Those that show only now and then,
// under contention, are merely reported.
func Run(t *testing.T, open func(*testing.T) docstore.Engine, deviations ...Deviation) {
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, f := range c.judge(c.try(t, open(t), deviations), deviations, t.Logf) {
				t.Error(f)
			}
		})
	}
}

// Notices checks that the contract sees the deviation in what open returns: the
// negative control of an engine that has been broken on purpose.
func Notices(t *testing.T, open func(*testing.T) docstore.Engine, deviation Deviation) {
	for _, c := range checks {
		if c.excuse != deviation || c.chance {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if len(c.try(t, open(t), nil)) == 0 {
				t.Errorf("not noticed: %s", deviation)
			}
		})
	}
}

// judge says which failures count, and logs those that are excused.
func (c check) judge(failures []string, deviations []Deviation, logf func(string, ...any)) []string {
	switch {
	case c.excuse == "" || !slices.Contains(deviations, c.excuse):
		return failures
	case len(failures) > 0:
		logf("known deviation, %s: %s", c.excuse, failures[0])
	case c.chance:
		logf("known deviation not seen this time: %s", c.excuse)
	default:
		return []string{fmt.Sprintf("listed deviation no longer deviates, strike it off: %s", c.excuse)}
	}
	return nil
}

// check is one promise of the contract.
type check struct {
	name   string
	run    func(*probe)
	excuse Deviation // which excuses it, "" for none
	chance bool      // whether breaking the promise shows only now and then
}

// try runs the check on an engine, closes it and returns what went wrong.
func (c check) try(t *testing.T, e docstore.Engine, deviations []Deviation) []string {
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	p := &probe{Context: ctx, engine: e, name: t.Name(), deviations: deviations}
	var wg sync.WaitGroup
	wg.Go(func() {
		defer func() {
			if r := recover(); r != nil && r != errStop {
				panic(r)
			}
		}()
		c.run(p)
	})
	wg.Wait()
	if err := e.Close(); err != nil {
		p.fail("close: %v", err)
	}
	return p.failures
}

var errStop = errors.New("the check cannot go on")

// probe is an engine under test. It notes failures instead of reporting them, so
// that a check can also be shown to fail on an engine that is broken on purpose.
type probe struct {
	context.Context
	engine     docstore.Engine
	name       string
	deviations []Deviation

	mu       sync.Mutex
	failures []string
}

func (p *probe) fail(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.failures = append(p.failures, fmt.Sprintf(format, args...))
}

// must ends the check when err is not nil. Only the check's own goroutine may.
func (p *probe) must(err error, format string, args ...any) {
	if err != nil {
		p.fail("%s: %v", fmt.Sprintf(format, args...), err)
		panic(errStop)
	}
}

// wants notes a failure when err is not target.
func (p *probe) wants(err, target error, format string, args ...any) {
	if !errors.Is(err, target) {
		p.fail("%s: got error %v, want %v", fmt.Sprintf(format, args...), err, target)
	}
}

// insert stores documents that nothing may stand in the way of.
func (p *probe) insert(collection string, docs ...docstore.Doc) {
	answers, err := p.engine.Insert(p, collection, docs)
	p.must(err, "insert into %s", collection)
	p.must(errors.Join(answers...), "insert into %s", collection)
}

// answers stores documents and returns the answers.
func (p *probe) answers(collection string, docs ...docstore.Doc) []error {
	answers, err := p.engine.Insert(p, collection, docs)
	p.must(err, "insert into %s", collection)
	if len(answers) != len(docs) {
		p.must(fmt.Errorf("%d answers to %d documents", len(answers), len(docs)), "insert into %s", collection)
	}
	return answers
}

// duplicate notes a failure when err is not a Duplicate of that key and holder.
func (p *probe) duplicate(err error, key, holder string) {
	d, ok := errors.AsType[*docstore.Duplicate](err)
	if !ok || d.Key != key || d.Holder != holder {
		p.fail("got answer %v, want key %q held by %q", err, key, holder)
	}
	p.wants(err, docstore.ErrDuplicate, "a duplicate")
}

func (p *probe) get(collection, id string) docstore.Doc {
	d, err := p.engine.Get(p, collection, id)
	p.must(err, "get %q", id)
	return d
}

// holds notes a failure when the collection has another document than want.
func (p *probe) holds(collection string, want docstore.Doc) {
	if diff := difference(want, p.get(collection, want.ID)); diff != "" {
		p.fail("stored document %s", diff)
	}
}

// gone notes a failure when the id is there.
func (p *probe) gone(collection, id string) {
	_, err := p.engine.Get(p, collection, id)
	p.wants(err, docstore.ErrNotFound, "get %q", id)
}

// ids lists a query page by page and returns the ids. Every page but the last must
// be full and the last not empty, unless all are.
func (p *probe) ids(collection string, q docstore.Query) []string {
	var all []string
	for {
		page, err := p.engine.List(p, collection, q)
		p.must(err, "list %+v", q)
		for _, d := range page.Docs {
			all = append(all, d.ID)
		}
		if page.Next == "" {
			if q.After != "" && len(page.Docs) == 0 {
				p.fail("list %+v: the page before promised more", q)
			}
			return all
		}
		if len(page.Docs) != q.Limit || len(all) > 10_000 {
			p.must(fmt.Errorf("%d documents, %d in all, and more to come", len(page.Docs), len(all)), "list %+v", q)
		}
		q.After = page.Next
	}
}

func (p *probe) listed(collection string, q docstore.Query, want ...string) {
	got := p.ids(collection, q)
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			p.fail("list %+v: from place %d on %q, want %q; %d in all, want %d", q, i,
				got[min(i, len(got)):min(i+3, len(got))], want[min(i, len(want)):min(i+3, len(want))], len(got), len(want))
			return
		}
	}
}

// difference says in what two documents differ, "" if in nothing.
func difference(want, got docstore.Doc) string {
	w, g := show(want), show(got)
	if w == g {
		return ""
	}
	return fmt.Sprintf("is\n%.2000s\nwant\n%.2000s", g, w)
}

func show(d docstore.Doc) string {
	return fmt.Sprintf("%q v%d s%d unique %#v index %#v body %d %q", d.ID, d.Version, d.Schema, d.Unique, d.Index, len(d.Body), d.Body)
}

// doc makes a document; index is name, value, name, value.
func doc(id string, unique []string, index ...string) docstore.Doc {
	d := docstore.Doc{ID: id, Version: 1, Schema: 1, Body: []byte(`{"id":"` + id + `"}`), Unique: unique}
	for i := 0; i < len(index); i += 2 {
		if d.Index == nil {
			d.Index = map[string]string{}
		}
		d.Index[index[i]] = index[i+1]
	}
	return d
}
