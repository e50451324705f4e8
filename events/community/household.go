package community

import (
	"context"
	"time"

	"wanjia/events/fault"
)

// Errors of living together.
var (
	// ErrUnconfirmed: somebody has said that they live in a household, and nobody
	// who is known to has confirmed it.
	ErrUnconfirmed = fault.New(fault.Forbidden, "unconfirmed", "somebody of the household or the building head has to confirm first that you live here")
	ErrOwnWord     = fault.New(fault.Conflict, "own_word", "somebody else has to confirm it")
	// ErrOwnSay: who can be reached says it themselves.
	ErrOwnSay = fault.New(fault.Forbidden, "own_say", "who has a telephone says so themselves, or the building head does")
	ErrHome   = fault.New(fault.Conflict, "has_household", "you belong to a household already; move out of it first")
)

// The states of a [Residency].
const (
	Claimed   = "claimed"   // they said so
	Confirmed = "confirmed" // and somebody who knows confirmed it
	Refused   = "refused"
)

// Settled says whether somebody is known to live where they are written down.
func (p Person) Settled() bool {
	return p.Live() && p.Household != "" && p.Away.IsZero() && p.Residency.State != Claimed && p.Residency.State != Refused
}

// Confirm says, by the word of an account, that somebody lives in a household.
// Only what was claimed is confirmed: repeating it, or confirming who was known all
// along, changes nothing. The account that claimed it cannot confirm it: [ErrOwnWord].
// It returns [ErrNoPerson] for whoever is not of the household.
func (s *Service) Confirm(ctx context.Context, household HouseholdID, person PersonID, account string) (Person, error) {
	return s.Store.People.Change(ctx, person, func(p *Person) error {
		switch {
		case !p.Live() || household == "" || p.Household != household:
			return ErrNoPerson
		case p.Residency.State != Claimed:
			return nil
		case p.Residency.By == account:
			return ErrOwnWord
		}
		p.Residency = Residency{State: Confirmed, By: account, At: s.Now()}
		p.Changed = s.Now()
		return nil
	})
}

// MoveOut says that somebody lives in a household no more. They stay who they are,
// without an address, until they say where they live now; [Service.LeftIn] lists them
// meanwhile. It returns [ErrNoPerson] for whoever is not of the household.
func (s *Service) MoveOut(ctx context.Context, household HouseholdID, person PersonID) error {
	_, err := s.Store.People.Change(ctx, person, func(p *Person) error {
		if !p.Live() || household == "" || p.Household != household {
			return ErrNoPerson
		}
		p.Left = Left{Household: p.Household, Building: p.Building, Role: p.Role, At: s.Now()}
		p.Household, p.Building, p.Residency, p.Role, p.Away = "", "", Residency{}, "", time.Time{}
		p.Changed = s.Now()
		return nil
	})
	return err
}

// MoveIn says that somebody without an address lives in a household now. Repeating
// it changes nothing. It returns [ErrNoHousehold], [ErrNoPerson], and [ErrHome] for
// whoever lives elsewhere.
func (s *Service) MoveIn(ctx context.Context, household HouseholdID, person PersonID, r Residency) (Person, error) {
	h, err := s.Store.Households.Get(ctx, household)
	if err == nil && !h.Ended.IsZero() {
		err = ErrNoHousehold
	}
	if err != nil {
		return Person{}, err
	}
	return s.Store.People.Change(ctx, person, func(p *Person) error {
		switch {
		case !p.Live():
			return ErrNoPerson
		case p.Household == h.ID:
			return nil
		case p.Household != "" && p.Away.IsZero():
			return ErrHome
		}
		p.Household, p.Building, p.Residency, p.Away, p.Left, p.Changed = h.ID, h.Building, r, time.Time{}, Left{}, s.Now()
		return nil
	})
}

// Manages says whether somebody may look after the household they belong to: see who
// lives there and write others down. Who is known to live there may. Who only said so
// may while nobody else could be looked at who was there first and whom they did not
// write down themselves, by their account: whoever founds a household is not kept from
// it until the building head comes, and nobody sees into one by saying they live there.
func Manages(me Person, people []Person, account string) bool {
	if me.Settled() {
		return true
	}
	if !me.Live() || me.Household == "" || !me.Away.IsZero() || me.Residency.State != Claimed {
		return false
	}
	for _, o := range people {
		mine := o.Residency.State == Claimed && o.Residency.By == account
		later := o.Residency.State == Claimed && o.Residency.At.After(me.Residency.At)
		if o.ID != me.ID && !mine && !later {
			return false
		}
	}
	return true
}
