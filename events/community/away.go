package community

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Returned is the state of a visit by which a building head takes it back that a
// household moved away; devices do not bring it.
const Returned = "returned"

// settleEnd says by the visits at a door whether the household lives there: what was
// said last of moving counts, whoever brought it first, and nobody in says nothing of
// it. A household that ended for another reason stays so.
func (h *Household) settleEnd() {
	if !h.Ended.IsZero() && h.EndedBy == "" {
		return
	}
	said := slices.IndexFunc(h.visits(), func(v Visit) bool { return v.State != NobodyIn })
	if said < 0 {
		return
	}
	h.Ended, h.EndedBy = time.Time{}, ""
	for _, v := range h.visits()[said:] { // newest first: the first of several who said so
		if v.State == NobodyIn {
			continue
		}
		if v.State != MovedAway {
			return
		}
		h.Ended, h.EndedBy = v.At, v.ID
	}
}

// visits lists what was found at the door, newest first.
func (h *Household) visits() []Visit {
	if h.Visit.ID == "" {
		return nil
	}
	return append([]Visit{h.Visit}, h.Earlier...)
}

// MovedOut says whether somebody found at the door that the household moved away.
func (h Household) MovedOut() bool { return !h.Ended.IsZero() && h.EndedBy != "" }

// noteVisit writes a visit down and what follows from it. Its people go first, so that
// a visit that is written down has had its consequences; they go once more after it,
// for others may have been at the door meanwhile. Repeating it changes nothing.
func (s *Service) noteVisit(ctx context.Context, id HouseholdID, v Visit) (Household, error) {
	h, err := s.Store.Households.Get(ctx, id)
	if err != nil {
		return h, err
	}
	was := h.Ended
	h.Earlier = slices.Clone(h.Earlier)
	if h.visited(v); !h.Ended.Equal(was) {
		if err := s.follow(ctx, h); err != nil {
			return h, err
		}
	}
	h, err = s.Store.Households.Change(ctx, id, func(h *Household) error {
		if !h.Ended.IsZero() && h.EndedBy == "" {
			return ErrNoHousehold
		}
		if h.Visited(v.ID) {
			return errSame
		}
		h.Earlier = slices.Clone(h.Earlier)
		h.visited(v)
		h.Changed = s.Now()
		return nil
	})
	if errors.Is(err, errSame) {
		h, err = s.Store.Households.Get(ctx, id)
	}
	if err != nil {
		return h, err
	}
	return h, s.follow(ctx, h)
}

// follow has the people of a household be away, or at home, as it is.
func (s *Service) follow(ctx context.Context, h Household) error {
	people, err := s.PeopleOf(ctx, h.ID)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.Away.Equal(h.Ended) {
			continue
		}
		_, err := s.Store.People.Change(ctx, p.ID, func(p *Person) error {
			if p.Household != h.ID { // they said meanwhile where they live now
				return errSame
			}
			p.Away, p.Changed = h.Ended, s.Now()
			return nil
		})
		if err != nil && !errors.Is(err, errSame) && !errors.Is(err, ErrNoPerson) {
			return fmt.Errorf("people of household %s: %w", h.ID, err)
		}
	}
	return nil
}

// Return takes it back that a household in the reach moved away: it lives there, and
// so do those of its people who have not said since that they live elsewhere. One that
// did not move away stays as it is. It returns [ErrNoHousehold].
func (s *Service) Return(ctx context.Context, reach Reach, id HouseholdID, account string) (Household, error) {
	h, err := s.DoorIn(ctx, reach, id)
	if err != nil || !h.MovedOut() {
		return h, err
	}
	at := s.Now().UTC().Truncate(time.Millisecond)
	if !at.After(h.Visit.At) { // by the clock of a device that runs ahead
		at = h.Visit.At.Add(time.Millisecond)
	}
	return s.noteVisit(ctx, h.ID, Visit{ID: "return-" + digest(string(h.ID), at.String()), State: Returned, At: at, By: account})
}

// DoorIn returns a household in the reach, also one that moved away, or
// [ErrNoHousehold].
func (s *Service) DoorIn(ctx context.Context, reach Reach, id HouseholdID) (Household, error) {
	tree, err := s.Tree(ctx)
	if err != nil {
		return Household{}, err
	}
	h, err := s.Store.Households.Get(ctx, id)
	if err != nil {
		return Household{}, err
	}
	if !h.Ended.IsZero() && !h.MovedOut() || !tree.Within(h.Building, reach) {
		return Household{}, ErrNoHousehold
	}
	return h, nil
}

// Housed is somebody as they live now: without household and building where they
// moved away.
func (p Person) Housed() Person {
	if !p.Away.IsZero() {
		p.Household, p.Building, p.Role, p.Residency = "", "", "", Residency{}
	}
	return p
}

// VisitsKept is how long what was noted at a door is kept.
const VisitsKept = 180 * 24 * time.Hour

// forgetVisits takes the notes off visits after their time, and the visits themselves
// but for the latest and what says that a household moved away.
func (s *Service) forgetVisits(ctx context.Context) (int, error) {
	n, before := 0, s.Now().Add(-VisitsKept)
	for {
		page, _, err := s.Store.Households.List(ctx, By{Index: "visited", Limit: 200})
		if err != nil {
			return n, fmt.Errorf("visits to forget: %w", err)
		}
		if len(page) == 0 {
			return n, nil
		}
		for _, h := range page {
			if !h.OldestVisit().Before(before) {
				return n, nil
			}
			_, err := s.Store.Households.Change(ctx, h.ID, func(h *Household) error {
				h.forgetVisits(before)
				return nil
			})
			if err != nil && !errors.Is(err, ErrNoHousehold) {
				return n, fmt.Errorf("forget visits at %s: %w", h.ID, err)
			}
			n++
		}
	}
}

func (h *Household) forgetVisits(before time.Time) {
	all := slices.Clone(h.visits())
	kept := all[:0]
	for i, v := range all {
		if v.At.Before(before) {
			if i > 0 && v.ID != h.EndedBy {
				continue
			}
			v.Note, v.By = "", ""
		}
		kept = append(kept, v)
	}
	h.Visit, h.Earlier = kept[0], kept[1:]
}

// OldestVisit is when the oldest visit was of which there is something to forget, the
// zero time for none.
func (h Household) OldestVisit() time.Time {
	for _, v := range slices.Backward(h.visits()) {
		if bare := v.Note == "" && v.By == ""; !bare || v.ID != h.Visit.ID && v.ID != h.EndedBy {
			return v.At
		}
	}
	return time.Time{}
}
