package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"wanjia/events/community"
	"wanjia/events/search/hanzi"
)

// known is who lives in a flat as far as we know, those the batch is about to add
// included.
type known struct {
	homes  []community.Household
	people []community.Person
	fresh  bool // the only household is one this batch makes
}

// readers is how many flats are looked up at once.
const readers = 8

// decide says what is to be done with each row. It changes nothing.
func (r *runner) decide(ctx context.Context, rows []Row, entries []entry, codes []string) ([]Step, error) {
	flats, err := r.lookUp(ctx, entries, codes)
	if err != nil {
		return nil, err
	}
	plan := make([]Step, len(rows))
	for i, row := range rows {
		plan[i] = Step{Row: row.Number, Do: stepRefuse, Code: codes[i]}
		if codes[i] == "" {
			plan[i] = r.place(row, entries[i], flats[entries[i].door])
		}
	}
	return plan, nil
}

// place finds the person of a row in the flat, or a place for them.
func (r *runner) place(row Row, e entry, flat *known) Step {
	for i, p := range flat.people {
		if !p.Live() || !same(p, e) {
			continue
		}
		step := Step{Row: row.Number, Do: stepSame, Person: p.ID}
		if fill(&flat.people[i], e) != nil {
			step.Do = stepChange
		}
		return step
	}
	id := personID(r.job.ID, row.Number)
	home, fresh := flat.home(e), flat.fresh
	if home == "" {
		home, fresh = flat.newHome(r.job.ID, e.door), true
		flat.homes, flat.fresh = append(flat.homes, community.Household{ID: home}), true
	}
	flat.people = append(flat.people, community.Person{ID: id, Household: home, Name: e.name, Sex: e.sex, Born: e.born, Phone: e.phone, Role: e.role})
	return Step{Row: row.Number, Do: stepAdd, Person: id, Household: home, New: fresh}
}

// home is the household of the flat that a new person belongs to: the one where
// somebody bears the same surname, else the first; "" where there is none.
func (k *known) home(e entry) community.HouseholdID {
	var first community.HouseholdID
	surname, _ := utf8.DecodeRuneInString(e.name)
	for _, h := range k.homes {
		if !h.Ended.IsZero() {
			continue
		}
		if first == "" {
			first = h.ID
		}
		for _, p := range k.people {
			if p.Household == h.ID && strings.HasPrefix(p.Name, string(surname)) {
				return h.ID
			}
		}
	}
	return first
}

// personID follows from the row, so that a row done twice is one person.
func personID(job string, row int) community.PersonID {
	return community.PersonID(fmt.Sprintf("p-%s-%06d", job, row))
}

// newHome is the id of the first household of a flat: the one everybody gives it
// who makes it, so that two at once make one, unless such a one lived there before.
func (k *known) newHome(job string, d door) community.HouseholdID {
	id := community.HouseholdID("h-" + d.code())
	if slices.ContainsFunc(k.homes, func(h community.Household) bool { return h.ID == id }) {
		return community.HouseholdID("h-" + job + "-" + d.code())
	}
	return id
}

// nameKey is a name without what is often left out or written otherwise.
func nameKey(name string) string {
	return strings.Map(func(r rune) rune {
		if hanzi.IsDot(r) || r == ' ' {
			return -1
		}
		return r
	}, hanzi.Fold(name))
}

// same says whether a row of the flat is of a person known there: the same name,
// and nothing that speaks against it.
func same(p community.Person, e entry) bool {
	if nameKey(p.Name) != nameKey(e.name) {
		return false
	}
	if p.Phone != "" && e.phone != "" && p.Phone != e.phone || p.Sex != "" && e.sex != "" && p.Sex != e.sex {
		return false
	}
	a, b := string(p.Born), string(e.born)
	return a == "" || b == "" || a == b || (len(a) == 4 || len(b) == 4) && a[:4] == b[:4]
}

// fill puts what the row says where the record says nothing, and names what it
// put; nil for nothing. What somebody wrote before stays.
func fill(p *community.Person, e entry) []string {
	var filled []string
	for _, f := range []struct {
		name string
		into *string
		from string
	}{
		{"sex", &p.Sex, e.sex}, {"born", (*string)(&p.Born), string(e.born)}, {"phone", &p.Phone, e.phone}, {"role", &p.Role, e.role},
	} {
		if *f.into == "" && f.from != "" {
			*f.into = f.from
			filled = append(filled, f.name)
		}
	}
	return filled
}

// lookUp reads who is known in the flats of a batch.
func (r *runner) lookUp(ctx context.Context, entries []entry, codes []string) (map[door]*known, error) {
	flats := map[door]*known{}
	for i, e := range entries {
		if codes[i] == "" {
			flats[e.door] = nil
		}
	}
	doors := make(chan door, len(flats))
	for d := range flats {
		doors <- d
	}
	close(doors)
	var (
		mu   sync.Mutex
		wg   sync.WaitGroup
		errs []error
	)
	for range min(readers, len(flats)) {
		wg.Go(func() {
			for d := range doors {
				k, err := r.flat(ctx, d)
				mu.Lock()
				flats[d] = k
				if err != nil {
					errs = append(errs, err)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return flats, errors.Join(errs...)
}

// flat reads who is known behind one door. A flat has a handful of households and
// a household a handful of people, so one page of each is all.
func (r *runner) flat(ctx context.Context, d door) (*known, error) {
	const page = 200
	homes, _, err := r.Community.Store.Households.List(ctx, community.By{Index: "code", Value: d.code(), Limit: page})
	if err != nil {
		return nil, err
	}
	k := &known{homes: homes}
	for _, h := range homes {
		people, _, err := r.Community.Store.People.List(ctx, community.By{Index: "household", Prefix: string(h.ID) + "/", Limit: page})
		if err != nil {
			return nil, err
		}
		k.people = append(k.people, people...)
	}
	return k, nil
}
