package community

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// UndoKept is how long a merge can be undone: so long the two records are kept as
// they were.
const UndoKept = 90 * 24 * time.Hour

// Empty takes away the copies of records that merges of somebody keep for undoing
// them. Merges that are being carried out keep theirs until [Merger.Forget]. It may be
// repeated.
func (g *Merger) Empty(ctx context.Context, records []PersonID) error {
	_, err := g.each(ctx, func(m PersonMerge) bool {
		return slices.Contains(records, m.Kept) || slices.Contains(records, m.Gone)
	}, (*PersonMerge).empty)
	return err
}

// Forget empties the merges that cannot be undone any more: those past their time,
// and those of people who were removed. It returns how many. Safe to repeat and to run
// beside others.
func (g *Merger) Forget(ctx context.Context) (int, error) {
	now := g.Service.Now()
	due := func(m PersonMerge) bool {
		if len(m.Steps) == 0 || len(m.Holds()) > 0 {
			return false
		}
		if !m.At.Add(UndoKept).After(now) {
			return true
		}
		found, err := g.Service.Store.People.Many(ctx, []PersonID{m.Kept})
		return err == nil && (len(found) == 0 || !found[0].Removed.IsZero())
	}
	return g.each(ctx, due, (*PersonMerge).empty)
}

// Unname takes the name of an account out of the merges it made.
func (g *Merger) Unname(ctx context.Context, account string) error {
	_, err := g.each(ctx, func(m PersonMerge) bool { return m.By == account && m.ByName != "" },
		func(m *PersonMerge) { m.ByName = "" })
	return err
}

// each changes the merges that are meant and counts them; nothing lists them by whom
// they are about, and they are few.
func (g *Merger) each(ctx context.Context, meant func(PersonMerge) bool, change func(*PersonMerge)) (int, error) {
	n := 0
	for m, err := range g.Merges.All(ctx) {
		if err != nil {
			return n, fmt.Errorf("merges: %w", err)
		}
		if !meant(m) {
			continue
		}
		_, err := g.Merges.Change(ctx, m.ID, func(m *PersonMerge) error { change(m); return nil })
		if err != nil && !errors.Is(err, ErrNoMerge) { // given up meanwhile
			return n, fmt.Errorf("forget of merge %s: %w", m.ID, err)
		}
		n++
	}
	return n, nil
}

// empty leaves of a merge who became whom, when and by whom. One that is open needs
// its steps still.
func (m *PersonMerge) empty() {
	if len(m.Holds()) == 0 {
		m.Steps, m.Take, m.Tell = nil, nil, nil
	}
}

// Unname takes the name of an account out of the history of the organisation, which
// keeps its id.
func (s *Service) Unname(ctx context.Context, account string) error {
	for r, err := range s.Store.Changes.All(ctx) {
		if err != nil {
			return fmt.Errorf("history of the organisation: %w", err)
		}
		if r.By != account || r.ByName == "" {
			continue
		}
		if _, err := s.Store.Changes.Change(ctx, r.ID, func(r *Reorganisation) error { r.ByName = ""; return nil }); err != nil {
			return fmt.Errorf("history of the organisation: %w", err)
		}
	}
	return nil
}
