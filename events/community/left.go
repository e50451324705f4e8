package community

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Left is what somebody moved out of alone, the others of the household staying. It is
// kept while they have not said where they live now, for those who answered for them
// there: they may know, and a word that was wrong can be taken back.
type Left struct {
	Household HouseholdID `json:"household"`
	Building  NodeID      `json:"building"`
	Role      string      `json:"role,omitempty"` // in that household
	At        time.Time   `json:"at"`
}

// LeftKept is how long it is kept where somebody lived who moved out.
const LeftKept = 180 * 24 * time.Hour

// nowhere is in place of the building of those of whom nobody knows where they lived.
const nowhere = "-"

// LeftIn returns a page of the people who live in no household and lived in the reach
// before, by building, within it who left first before who left later, and the cursor of
// the next page, "" at the end. Of whom it is not known, or not any more, where they
// lived, they come last and only in a reach of everything. It returns [ErrCursor].
func (s *Service) LeftIn(ctx context.Context, reach Reach, after string, limit int) ([]Person, string, error) {
	tree, err := s.Tree(ctx)
	if err != nil {
		return nil, "", err
	}
	places := []string{}
	for b := range tree.Below(reach) {
		places = append(places, string(b.Code))
	}
	if tree.Within("", reach) {
		places = append(places, nowhere)
	}
	at, inner, _ := strings.Cut(after, "/")
	list, reached := []Person{}, after == ""
	for _, place := range places {
		if !reached && place != at {
			continue
		}
		reached = true
		if len(list) == limit {
			return list, place + "/", nil
		}
		page, next, err := s.Store.People.List(ctx, By{Index: "left", Prefix: place + "/", After: inner, Limit: limit - len(list)})
		if err != nil {
			return nil, "", fmt.Errorf("people who left %s: %w", place, err)
		}
		list = append(list, page...)
		if next != "" {
			return list, place + "/" + next, nil
		}
		inner = ""
	}
	if !reached {
		return nil, "", ErrCursor
	}
	return list, "", nil
}

// PersonWhoLeft returns somebody who lives in no household, and the household in the
// reach that they left, or [ErrNoPerson]; [ErrNoHousehold] where that one is not lived in
// any more.
func (s *Service) PersonWhoLeft(ctx context.Context, reach Reach, id PersonID) (Person, Household, error) {
	tree, err := s.Tree(ctx)
	if err != nil {
		return Person{}, Household{}, err
	}
	p, err := s.Survivor(ctx, id)
	if err != nil {
		return p, Household{}, err
	}
	if p.Household != "" || p.Left.Household == "" || !tree.Within(p.Left.Building, reach) {
		return Person{}, Household{}, ErrNoPerson
	}
	h, err := s.HouseholdIn(ctx, reach, p.Left.Household)
	return p, h, err
}

// ComeBack takes it back that somebody moved out: they live where they lived before, by
// the word of an account. Who lives there again, or said that they live elsewhere, stays
// as they are. It returns the errors of [Service.PersonWhoLeft].
func (s *Service) ComeBack(ctx context.Context, reach Reach, id PersonID, account string) (Person, error) {
	p, h, err := s.PersonWhoLeft(ctx, reach, id)
	if err != nil {
		return p, err
	}
	return s.Store.People.Change(ctx, p.ID, func(p *Person) error {
		if !p.Live() || p.Household != "" || p.Left.Household != h.ID {
			return ErrNoPerson
		}
		now := s.Now()
		p.Household, p.Building, p.Role = h.ID, h.Building, p.Left.Role
		p.Residency = Residency{State: Confirmed, By: account, At: now}
		p.Left, p.Changed = Left{}, now
		return nil
	})
}

// forgetLeft forgets after their time where those lived who moved out.
func (s *Service) forgetLeft(ctx context.Context) (int, error) {
	n, before := 0, s.Now().Add(-LeftKept)
	for {
		page, _, err := s.Store.People.List(ctx, By{Index: "left_at", Limit: 200})
		if err != nil {
			return n, fmt.Errorf("people who left: %w", err)
		}
		if len(page) == 0 {
			return n, nil
		}
		for _, p := range page {
			if p.Left.At.After(before) {
				return n, nil
			}
			// Who was merged away keeps nothing of it either.
			_, err := s.Store.People.Change(ctx, p.ID, func(p *Person) error {
				if !p.Left.At.After(before) {
					p.Left = Left{}
				}
				return nil
			})
			if err != nil && !errors.Is(err, ErrNoPerson) {
				return n, fmt.Errorf("forget where %s lived: %w", p.ID, err)
			}
			n++
		}
	}
}
