package community

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"wanjia/events/fault"
)

// ErrResidency: the question was not answered.
var ErrResidency = fault.New(fault.Invalid, "residency", "somebody lives here or does not: confirmed or refused")

// Differences says what a correction would change of a person, as "before → after"
// in masked values, for the record of changes: names, numbers and days of birth
// masked, needs as how many. What stays as it is is left out.
func (c Correction) Differences(p Person) map[string]string {
	out := map[string]string{}
	note := func(field, before, after string) {
		if before == "" {
			before = "-"
		}
		if after == "" {
			after = "-"
		}
		out[field] = before + " → " + after
	}
	if c.Name != nil && *c.Name != p.Name {
		note("name", MaskName(p.Name), MaskName(*c.Name))
	}
	if c.OtherNames != nil && !slices.Equal(*c.OtherNames, p.OtherNames) {
		note("other_names", maskNames(p.OtherNames), maskNames(*c.OtherNames))
	}
	if c.Phone != nil {
		// What is no number is refused later; until then it may be anything.
		if number, err := CleanPhone(*c.Phone); err == nil && number != p.Phone {
			note("phone", MaskPhone(p.Phone), MaskPhone(number))
		}
	}
	if c.Born != nil && *c.Born != p.Born {
		note("born", MaskBorn(p.Born), MaskBorn(*c.Born))
	}
	if c.Needs != nil && !slices.Equal(*c.Needs, p.Needs) {
		note("needs", fmt.Sprint(len(p.Needs)), fmt.Sprint(len(*c.Needs)))
	}
	for _, f := range []struct {
		name   string
		before string
		after  *string
	}{{"sex", p.Sex, c.Sex}, {"role", p.Role, c.Role}, {"ability", p.Ability, c.Ability}, {"language", p.Language, c.Language}} {
		if f.after != nil && *f.after != f.before {
			note(f.name, f.before, *f.after)
		}
	}
	return out
}

func maskNames(names []string) string {
	masked := make([]string, len(names))
	for i, n := range names {
		masked[i] = MaskName(n)
	}
	return strings.Join(masked, ", ")
}

// SettleResidency writes down that somebody is known to live here, or not to.
// Repeating it changes nothing. It returns [ErrNoPerson] and [ErrResidency].
func (s *Service) SettleResidency(ctx context.Context, id PersonID, state, account string) (Person, error) {
	if state != "confirmed" && state != "refused" {
		return Person{}, ErrResidency
	}
	p, err := s.Store.People.Change(ctx, id, func(p *Person) error {
		if !p.Live() {
			return ErrNoPerson
		}
		if p.Residency.State == state {
			return errSame
		}
		now := s.Now()
		p.Residency, p.Changed = Residency{State: state, By: account, At: now}, now
		return nil
	})
	if errors.Is(err, errSame) {
		return p, nil
	}
	return p, err
}

// MoveWithin puts a person into another household. Repeating it changes nothing. It
// returns [ErrNoPerson], and [ErrNoHousehold] also for one that moved away.
func (s *Service) MoveWithin(ctx context.Context, id PersonID, to HouseholdID) (Person, error) {
	h, err := s.Store.Households.Get(ctx, to)
	if err == nil && !h.Ended.IsZero() {
		err = ErrNoHousehold
	}
	if err != nil {
		return Person{}, err
	}
	p, err := s.Store.People.Change(ctx, id, func(p *Person) error {
		if !p.Live() {
			return ErrNoPerson
		}
		if p.Household == h.ID && p.Building == h.Building {
			return errSame
		}
		p.Household, p.Building, p.Away, p.Left, p.Changed = h.ID, h.Building, time.Time{}, Left{}, s.Now()
		return nil
	})
	if errors.Is(err, errSame) {
		return p, nil
	}
	return p, err
}

// Amendment is a correction made by those who work with people.
type Amendment struct {
	Correction
	Household   *HouseholdID // where they live now, nil where that stays
	NeedsAgreed *Agreed      // to their needs being kept, where nobody had asked; nil for nothing
}

// Amend corrects a person and, if said so, puts them into another household of the
// reach: one line of the record with masked values before and after. It returns the
// errors of [Service.Correct], [ErrNoHousehold] for a household outside the reach,
// and those of [Service.GiveConsent].
func (s *Service) Amend(ctx context.Context, reach Reach, p Person, m Amendment, record Recorder) (Person, error) {
	act := Act{What: "person.change", Object: "person/" + string(p.ID), Scope: p.Building, For: p.ID, Detail: m.Differences(p)}
	if m.Household != nil && *m.Household != p.Household {
		h, err := s.HouseholdIn(ctx, reach, *m.Household)
		if err != nil {
			return Person{}, err
		}
		act.Detail["building"] = string(p.Building) + " → " + string(h.Building)
	}
	err := record(ctx, act, func(ctx context.Context) (err error) {
		if g := m.NeedsAgreed; g != nil && m.Needs != nil && len(*m.Needs) > 0 {
			_, err = s.GiveConsent(ctx, Consent{
				Person: p.ID, Purpose: ForNeeds, Given: true, How: g.How, Account: g.Account, Witness: g.Witness,
			})
			if err != nil {
				return err
			}
		}
		if p, err = s.Correct(ctx, p.ID, m.Correction); err != nil || m.Household == nil {
			return err
		}
		p, err = s.MoveWithin(ctx, p.ID, *m.Household)
		return err
	})
	return p, err
}
