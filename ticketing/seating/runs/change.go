package runs

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"wanjia/events"
	"wanjia/ticketing/checkseating"
	"wanjia/ticketing/seating/tables"
)

// Change is what somebody wants changed of a seating that counts.
type Change struct {
	Event   events.ID
	Sitting events.SessionID
	Base    string // the version they saw
	Why     string
	Try     bool // only say what it would cost

	inHall bool // it is made on what people read, whatever draft lies beside that
}

// Proposal is a seating before a change and after.
type Proposal struct {
	Before, After *Version
}

// Move seats a household, with its group, at a table somebody chose. It returns
// [ErrUnfit], [ErrNotHere], and [ErrSeatMoved] where somebody else moved the household since
// the version they saw.
func (s *Service) Move(ctx context.Context, who Who, c Change, household, table string) (Proposal, error) {
	return s.change(ctx, who, c, ByMove, household, func(now *Version, p *tables.Plan, x tables.Change) (tables.Amended, error) {
		if !slices.ContainsFunc(p.Households, func(h tables.Household) bool { return h.ID == household }) {
			return tables.Amended{}, ErrNotHere
		}
		a, why := tables.MoveTo(p, now.Result, household, table, x)
		if why != "" {
			return a, ErrUnfit.With("why", why)
		}
		return a, nil
	})
}

// Update brings a seating up to date with who comes now, moving as few as can be.
func (s *Service) Update(ctx context.Context, who Who, c Change) (Proposal, error) {
	return s.change(ctx, who, c, ByUpdate, "", func(now *Version, p *tables.Plan, x tables.Change) (tables.Amended, error) {
		return tables.Amend(p, now.Result, x), nil
	})
}

// Undo takes the last change by hand back; repeated, the one before it. It returns
// [ErrNoUndo] for the outcome of a run and for what came of other people coming, and
// [ErrShut] where people would sit in a venue that is closed again.
func (s *Service) Undo(ctx context.Context, who Who, c Change) (Proposal, error) {
	var like *Version
	return s.change(ctx, who, c, ByUndo, "", func(now *Version, p *tables.Plan, x tables.Change) (tables.Amended, error) {
		last := now
		for last.Kind == ByUndo {
			var err error
			if last, err = s.version(ctx, last.As); err != nil {
				return tables.Amended{}, err
			}
		}
		if last.Kind != ByMove && last.Kind != ByClose {
			return tables.Amended{}, ErrNoUndo
		}
		var err error
		if like, err = s.version(ctx, last.Before); err != nil {
			return tables.Amended{}, err
		}
		if err := s.mayOpen(ctx, now, like); err != nil {
			return tables.Amended{}, err
		}
		a := tables.Amended{Result: like.Result}
		a.Moved, a.Cards = tables.Diff(now.Result, like.Result, x.Printed)
		*p = *like.Plan
		return a, nil
	}, func(v *Version) { v.As, v.Closed = like.ID, like.Closed })
}

// mostTries is how often a change is made anew because another one came in between.
const mostTries = 5

var errBetween = errors.New("another change came in between")

// change makes a version out of the one that counts, and lets it count.
func (s *Service) change(ctx context.Context, who Who, c Change, kind Kind, household string,
	amend func(now *Version, p *tables.Plan, x tables.Change) (tables.Amended, error), more ...func(*Version),
) (Proposal, error) {
	for range mostTries {
		p, b, err := s.propose(ctx, who, c, kind, household, amend)
		if err != nil {
			return p, err
		}
		for _, f := range more {
			f(p.After)
		}
		if c.Try {
			return p, nil
		}
		if err := checkAmended(p); err != nil {
			return p, err
		}
		if err := s.Store.AddVersion(ctx, p.After); err != nil {
			return p, err
		}
		if err := s.count(ctx, b, p); !errors.Is(err, errBetween) {
			return p, err
		}
	}
	return Proposal{}, ErrNewer
}

// propose works a change out on what counts now.
func (s *Service) propose(ctx context.Context, who Who, c Change, kind Kind, household string,
	amend func(now *Version, p *tables.Plan, x tables.Change) (tables.Amended, error),
) (Proposal, Board, error) {
	sitting, err := s.Sitting(ctx, c.Event, c.Sitting)
	if err != nil {
		return Proposal{}, Board{}, err
	}
	b, err := s.Store.Board(ctx, c.Event)
	if err != nil {
		return Proposal{}, b, err
	}
	if b.Versions[string(c.Sitting)] == "" {
		return Proposal{}, b, ErrNoSeating
	}
	now, err := s.version(ctx, b.Versions[string(c.Sitting)])
	if err != nil {
		return Proposal{}, b, err
	}
	if stands := b.forAll(c.Sitting); c.inHall && stands != now.ID {
		if c.Base == now.ID {
			c.Base = stands
		}
		if now, err = s.version(ctx, stands); err != nil {
			return Proposal{}, b, err
		}
	}
	if err := s.inBetween(ctx, now, c.Base, household); err != nil {
		return Proposal{}, b, err
	}
	halls, err := s.Store.Halls(ctx, c.Event)
	if err != nil {
		return Proposal{}, b, err
	}
	var p *tables.Plan
	if kind == ByUpdate {
		p, err = s.plan(ctx, c.Event, halls, sitting, now.Plan.Seed)
	} else {
		p = planOf(halls, sitting, now.Plan.Seed)
		p.Households, p.Dishes = now.Plan.Households, now.Plan.Dishes
	}
	if err != nil {
		return Proposal{}, b, err
	}
	a, err := amend(now, p, tables.Change{Closed: now.Closed, Printed: b.printedHomes(now)})
	if err != nil {
		return Proposal{}, b, err
	}
	v := &Version{
		ID: "v-" + strings.ToLower(rand.Text()[:16]), Event: c.Event, Sitting: c.Sitting, Kind: kind, Before: now.ID,
		By: who.Account, ByName: who.Name, Why: c.Why, At: s.Now(), Closed: now.Closed, Moved: a.Moved, Cards: a.Cards,
		Plan: p, Result: a.Result, Figures: Figures{Got: tables.Measure(p, a.Result), Bound: now.Figures.Bound, First: now.Figures.First},
	}
	v.Left = v.Figures.Got.Left
	return Proposal{now, v}, b, nil
}

// inBetween says whether a change made on version base may be made on now. For one that
// concerns one household only what moved that household stands in its way.
func (s *Service) inBetween(ctx context.Context, now *Version, base, household string) error {
	for v := now; v.ID != base; {
		newer := ErrNewer.With("by", v.ByName).With("at", v.At)
		if household == "" || v.Before == "" || v.Kind == ByRun {
			return newer
		}
		for _, m := range v.Moved {
			if m.Household == household {
				return ErrSeatMoved.With("by", v.ByName).With("at", v.At).With("table", m.To)
			}
		}
		var err error
		if v, err = s.version(ctx, v.Before); err != nil {
			return err
		}
	}
	return nil
}

// count lets a version count, and people read it where they read the one it was made
// from, if that still counts, no run is under way
// and every table it seats anybody at is still there.
func (s *Service) count(ctx context.Context, was Board, p Proposal) error {
	at := string(p.After.Sitting)
	_, err := s.Store.ChangeBoard(ctx, p.After.Event, func(b *Board) error {
		if b.Versions[at] != was.Versions[at] || b.Public[at].Version != was.Public[at].Version {
			return errBetween
		}
		if _, err := s.occupied(ctx, b); err != nil { // a run is under way
			return err
		}
		halls, err := s.Store.Halls(ctx, p.After.Event)
		if err != nil {
			return err
		}
		seats := map[string]int{}
		for _, h := range halls {
			for _, t := range h.Tables {
				seats[t.ID] = t.Seats
			}
		}
		for _, seat := range p.After.Result.Seats {
			if n, ok := seats[seat.Table]; !ok || len(seat.Places) > 0 && slices.Max(seat.Places) > n {
				return ErrUnfit.With("why", tables.RefusedUnknown)
			}
		}
		if public := b.Public[at]; public.Version != "" && public.Version == p.Before.ID {
			if b.Versions[at] != public.Version {
				public.Dropped = b.Versions[at]
			}
			public.Version = p.After.ID
			b.Public[at] = public
		}
		b.Versions[at] = p.After.ID
		return nil
	})
	return err
}

// checkAmended has a change read by the checker: every rule for what came of it, and what
// a change may move where nobody chose by hand who moves.
func checkAmended(p Proposal) error {
	var wrong []string
	if p.After.Kind == ByMove || p.After.Kind == ByUndo {
		return check(p.After.Plan, p.After.Result, 0)
	}
	plan, err := json.Marshal(p.After.Plan)
	if err != nil {
		return err
	}
	before, err := json.Marshal(p.Before.Result)
	if err != nil {
		return err
	}
	after, err := json.Marshal(tables.Amended{Result: p.After.Result, Moved: p.After.Moved, Cards: p.After.Cards})
	if err != nil {
		return err
	}
	var printed []string
	for _, m := range p.After.Moved {
		if m.Reprint {
			printed = append(printed, m.Household)
		}
	}
	if wrong = checkseating.CheckAmended(plan, before, after, p.After.Closed, printed); len(wrong) > 0 {
		return fmt.Errorf("%d rules are broken, the first: %s: %w", len(wrong), wrong[0], ErrBroken)
	}
	return nil
}
