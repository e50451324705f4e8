package docstoretest

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"wanjia/events/docstore"
)

const (
	contenders = 16
	rounds     = 12
)

// contend runs fn for each contender at once and returns the errors.
func contend(fn func(i int) error) []error {
	errs := make([]error, contenders)
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range contenders {
		wg.Go(func() {
			<-start
			errs[i] = fn(i)
		})
	}
	close(start)
	wg.Wait()
	return errs
}

// one inserts one document.
func (p *probe) one(collection string, d docstore.Doc) error {
	answers, err := p.engine.Insert(p, collection, []docstore.Doc{d})
	if err != nil {
		return err
	}
	return answers[0]
}

// winner returns who won, and notes a failure when it is not exactly one or when
// the others were told anything but target.
func (p *probe) winner(what string, errs []error, target error) int {
	won, winners := -1, 0
	for i, err := range errs {
		if err == nil {
			won, winners = i, winners+1
			continue
		}
		p.wants(err, target, "%s: contender %d", what, i)
	}
	if winners != 1 {
		p.fail("%s: %d of %d contenders won", what, winners, len(errs))
	}
	return won
}

func winnerOfID(p *probe) {
	for r := range rounds {
		id := fmt.Sprint("id", r)
		errs := contend(func(i int) error {
			return p.one("contended", doc(id, []string{fmt.Sprintf("%d-%d", r, i)}))
		})
		won := p.winner(id, errs, docstore.ErrDuplicate)
		if won < 0 {
			continue
		}
		p.holds("contended", doc(id, []string{fmt.Sprintf("%d-%d", r, won)}))
	}
}

func winnerOfKey(p *probe) {
	for r := range rounds {
		key := fmt.Sprint("place", r)
		id := func(i int) string { return fmt.Sprintf("%s-%d", key, i) }
		errs := contend(func(i int) error {
			return p.one("contended", doc(id(i), []string{fmt.Sprint("own", r, "-", i), key}))
		})
		won := p.winner(key, errs, docstore.ErrDuplicate)
		if won < 0 {
			continue
		}
		for i, err := range errs {
			if err != nil {
				p.duplicate(err, key, id(won))
				p.gone("contended", id(i))
			}
		}
		p.holds("contended", doc(id(won), []string{fmt.Sprint("own", r, "-", won), key}))
	}
}

// winnerOfAllKeys: each wants two places of a ring, so that neighbours exclude one
// another and others do not. Those who got in must not share a place.
func winnerOfAllKeys(p *probe) {
	for r := range rounds {
		place := func(i int) string { return fmt.Sprintf("%d-%d", r, i%contenders) }
		errs := contend(func(i int) error {
			return p.one("contended", doc(fmt.Sprintf("%d/%d", r, i), []string{place(i), place(i + 1)}))
		})
		for i, err := range errs {
			next := errs[(i+1)%contenders]
			before := errs[(i+contenders-1)%contenders]
			switch {
			case err == nil && next == nil:
				p.fail("round %d: %d and its neighbour both hold place %d", r, i, i+1)
			case err != nil && next != nil && before != nil:
				p.fail("round %d: %d was refused though nobody holds its places", r, i)
			case err != nil:
				p.wants(err, docstore.ErrDuplicate, "round %d: %d", r, i)
			}
		}
	}
}

func winnerOfVersion(p *probe) {
	p.insert("versions", doc("a", nil))
	for v := int64(1); v <= rounds; v++ {
		body := func(i int) docstore.Doc {
			d := doc("a", nil)
			d.Version, d.Body = v, []byte(strconv.Itoa(i))
			return d
		}
		errs := contend(func(i int) error {
			_, err := p.engine.Replace(p, "versions", body(i))
			return err
		})
		won := p.winner(fmt.Sprint("version ", v), errs, docstore.ErrStale)
		if won < 0 {
			return
		}
		want := body(won)
		want.Version++
		p.holds("versions", want)
	}
}

func noChangeLost(p *probe) {
	type counter struct{ N int }
	c := docstore.Collection[counter]{Engine: p.engine, Name: "counters", Schema: 1, ID: func(counter) string { return "c" }}
	p.must(c.InsertOne(p, counter{}), "insert")
	for _, err := range contend(func(int) error {
		for range rounds {
			if _, err := c.Change(p, "c", func(v *counter) error {
				v.N++
				time.Sleep(time.Microsecond) // lets others in between reading and writing
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	}) {
		p.must(err, "change")
	}
	v, err := c.Get(p, "c")
	p.must(err, "get")
	if v.Value.N != contenders*rounds || v.Version != contenders*rounds+1 {
		p.fail("%d changes at version %d, want %d", v.Value.N, v.Version, contenders*rounds)
	}
}

// winnerByReplace: documents that are there move to one free key.
func winnerByReplace(p *probe) {
	for i := range contenders {
		p.insert("moving", doc(fmt.Sprint(i), []string{fmt.Sprint("home", i)}))
	}
	for r := range rounds {
		key := fmt.Sprint("seat", r)
		errs := contend(func(i int) error {
			d, err := p.engine.Get(p, "moving", fmt.Sprint(i))
			if err != nil {
				return err
			}
			d.Unique = append(d.Unique, key)
			_, err = p.engine.Replace(p, "moving", d)
			return err
		})
		won := p.winner(key, errs, docstore.ErrDuplicate)
		d, err := p.engine.Find(p, "moving", key)
		if err != nil || d.ID != fmt.Sprint(won) {
			p.fail("%s is held by %q, %v, want %d", key, d.ID, err, won)
		}
	}
}

// agreesConcurrently: writers who each have documents of their own, and want keys
// that all want. Whatever the order was, what is there in the end must hold
// together: each key leads to its document and each document's keys to it.
func agreesConcurrently(p *probe) {
	errs := contend(func(i int) error {
		for r := range rounds {
			id := fmt.Sprintf("%d-%d", i, r%4) // added, deleted, added
			key := fmt.Sprint("key", (i+r)%5)
			if p.deviates(UniqueKeys) {
				key += "of" + id // nobody else's
			}
			err := p.one("mixed", doc(id, []string{key, "own" + id}, "i", key))
			if errors.Is(err, docstore.ErrDuplicate) {
				if d, gerr := p.engine.Get(p, "mixed", id); gerr == nil {
					err = p.engine.Delete(p, "mixed", id, d.Version)
				} else {
					err = nil
				}
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	p.must(errors.Join(errs...), "write")
	n := 0
	for d, err := range p.engine.All(p, "mixed") {
		p.must(err, "all")
		n++
		for _, key := range d.Unique {
			h, err := p.engine.Find(p, "mixed", key)
			if err != nil || h.ID != d.ID {
				p.fail("key %q of %q leads to %q, %v", key, d.ID, h.ID, err)
			}
		}
	}
	if m, err := p.engine.Count(p, "mixed", "i", ""); err != nil || m != n {
		p.fail("%d index keys, %v, and %d documents", m, err, n)
	}
}
