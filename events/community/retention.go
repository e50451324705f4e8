package community

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// How long things are kept.
const (
	RemovedKept  = 30 * 24 * time.Hour // the empty record of somebody who was removed
	ConsentYears = 3                   // a consent, once it is withdrawn or the person is gone
)

// Forgotten counts what a round of [Service.Forget] took away.
type Forgotten struct {
	People, Consents, Cards, Visits, Portraits, Notices, Left int
}

// Forget takes away what has been kept for its time: records of the removed, cards
// of care pairs that have ended, notes of visits at doors, photos of those who hold no
// post any more, what people were to be told in person, where somebody lived once, and
// old consents. It is safe to
// repeat and to run beside others, and goes on where an error stopped it.
func (s *Service) Forget(ctx context.Context) (Forgotten, error) {
	var f Forgotten
	now := s.Now()
	var err, perr, cerr error
	f.Cards, err = s.forgetCards(ctx)
	var verr error
	f.Visits, verr = s.forgetVisits(ctx)
	var oerr error
	f.Portraits, oerr = s.forgetPortraits(ctx)
	f.People, perr = overdue(ctx, s.Store.People, "removed", func(p Person) (PersonID, bool) {
		return p.ID, !p.Removed.IsZero() && !p.Removed.Add(RemovedKept).After(now)
	})
	f.Consents, cerr = overdue(ctx, s.Store.Consents, "withdrawn", func(c Consent) (ConsentID, bool) {
		return c.ID, !c.Withdrawn.IsZero() && !c.Withdrawn.AddDate(ConsentYears, 0, 0).After(now)
	})
	var nerr error
	f.Notices, nerr = overdue(ctx, s.Store.Notices, "at", func(n Notice) (string, bool) {
		return n.ID, !n.At.Add(NoticeKept).After(now)
	})
	var lerr error
	f.Left, lerr = s.forgetLeft(ctx)
	return f, errors.Join(err, perr, cerr, verr, oerr, nerr, lerr)
}

// overdue removes the records of an index in order of time, up to the first that is
// to be kept still.
func overdue[ID ~string, T any](ctx context.Context, r Records[ID, T], index string, due func(T) (ID, bool)) (int, error) {
	n, by := 0, By{Index: index, Limit: 200}
	for {
		page, next, err := r.List(ctx, by)
		if err != nil {
			return n, fmt.Errorf("records to forget: %w", err)
		}
		for _, v := range page {
			id, yes := due(v)
			if !yes {
				return n, nil
			}
			if err := r.Remove(ctx, id); err != nil {
				return n, fmt.Errorf("forget %s: %w", id, err)
			}
			n++
		}
		if next == "" {
			return n, nil
		}
		by.After = next
	}
}

// forgetCards empties the cards of pairs that have ended: a card is for while the
// pair is active, and not a day longer.
func (s *Service) forgetCards(ctx context.Context) (int, error) {
	n := 0
	for {
		// Those emptied leave the index, so the first page is always the rest.
		page, _, err := s.Store.CarePairs.List(ctx, By{Index: "sealed", Limit: 200})
		if err != nil {
			return n, fmt.Errorf("cards to forget: %w", err)
		}
		if len(page) == 0 {
			return n, nil
		}
		for _, c := range page {
			_, err := s.Store.CarePairs.Change(ctx, c.ID, func(c *CarePair) error {
				if !c.Ended.IsZero() {
					c.Card = nil
				}
				return nil
			})
			if err != nil {
				return n, fmt.Errorf("forget card of %s: %w", c.ID, err)
			}
			n++
		}
	}
}
