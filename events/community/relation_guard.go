package community

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// mayGuard checks that somebody can answer for a child: a grown-up of its household.
func (s *Service) mayGuard(ctx context.Context, guardian PersonID, child Person) error {
	if guardian == "" {
		return nil
	}
	g, err := s.Store.People.Get(ctx, guardian)
	if err != nil || !g.Live() || g.Household != child.Household || g.ID == child.ID {
		return ErrGuardian
	}
	if age, known := Age(g.Born, s.Now()); known && age < 18 {
		return ErrGuardian
	}
	return nil
}

// guard makes a guardian that of a child, until it is 18. For grown-ups, and for
// those whose age nobody knows, it does nothing.
func (s *Service) guard(ctx context.Context, child Person, guardian PersonID) error {
	age, known := Age(child.Born, s.Now())
	if guardian == "" || !known || age >= 18 {
		return nil
	}
	_, err := s.relate(ctx, Relation{
		Person: child.ID, Agent: guardian, Kind: KindGuardian, Scope: []string{ToAll}, Until: grownUp(child.Born),
	})
	return err
}

// grownUp is the last day before somebody is 18.
func grownUp(born Day) Day {
	day, err := time.Parse(time.DateOnly, string(born))
	if err != nil { // only the year: they are taken to be born on its first day
		if day, err = time.Parse("2006", string(born)); err != nil {
			return ""
		}
	}
	return Day(day.AddDate(18, 0, -1).Format(time.DateOnly))
}

// relate keeps a relation, unless the same two have one of that kind which has not
// ended: then that one is returned.
func (s *Service) relate(ctx context.Context, r Relation) (Relation, error) {
	r.From = DayOf(s.Now())
	for try := 0; ; try++ {
		there, err := s.RelationsTo(ctx, r.Person)
		if err != nil {
			return Relation{}, err
		}
		open := 0
		for _, o := range there {
			if !o.Ended.IsZero() {
				continue
			}
			if o.Kind == r.Kind && o.Agent == r.Agent && o.Asked == r.Asked && (o.Until == "" || o.Until >= r.From) {
				return o, nil
			}
			open++
		}
		if open >= maxActing {
			return Relation{}, ErrTooManyActed
		}
		// One of that number may be somebody else's now: undoing a merge moves relations.
		r.ID = RelationID("r-" + digest(string(r.Person), strconv.Itoa(len(there)+try)))
		answers, err := s.Store.Relations.Add(ctx, r)
		if err != nil {
			return Relation{}, fmt.Errorf("add relation: %w", err)
		}
		if answers[0] == nil {
			return r, nil
		}
		if err := ctx.Err(); err != nil {
			return Relation{}, err
		}
	}
}

// maxActing is how many may act for one person at a time.
const maxActing = 10
