package community

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// NewPerson is somebody to be written down.
type NewPerson struct {
	// ID, where the caller wants to repeat the registering: the same id is the same
	// person. "" for a random one. See [IDFrom] for ids made by devices.
	ID         PersonID
	Household  HouseholdID
	Name       string
	OtherNames []string
	Sex        string
	Born       Day
	Role       string
	Phone      string
	Ability    string
	Language   string
	Needs      []Need
	Channel    string // self, head, family, import, desk
	Residency  Residency
	Guardian   PersonID // an adult of the household who answers for a child, "" for none
	Agreed     *Agreed  // how they agreed to be registered; nil where nobody was asked
	Another    bool     // even where somebody of that name lives in the household

	atDoor bool // met at a door, perhaps of a household said to have moved away meanwhile
}

// Agreed is how somebody agreed to something.
type Agreed struct {
	Version string // of the text, "" for the present one
	How     string // app, paper, voice, head
	By      PersonID
	Account string
	Witness string
}

// IDFrom is the id of what a device calls by a name of its own making: the same
// name in the same household is the same id, and never one of elsewhere.
func IDFrom(household HouseholdID, name string) PersonID {
	sum := sha256.Sum256([]byte(string(household) + "\x00" + name))
	return PersonID("p-" + strings.ToLower(base32.StdEncoding.EncodeToString(sum[:15])))
}

// Register writes a person down, with their consents to being registered and to
// their needs being kept and, for a child, who answers for it. Repeating it with the
// same id changes nothing, and neither does registering somebody whose name and
// birth fit a person who lives in the household already: that person is returned,
// unchanged. So two who write down the same grandmother at once write down one.
//
// It returns [ErrNoHousehold], [ErrName], [ErrNumber], [ErrBorn], [ErrNeed] and
// [ErrField]; [ErrNeedsConsent] for needs nobody agreed to; [ErrGuardian] for a
// Guardian who cannot be one, and for the consent of a child under 14 without one.
func (s *Service) Register(ctx context.Context, n NewPerson) (Person, error) {
	h, err := s.Store.Households.Get(ctx, n.Household)
	if err == nil && !h.Ended.IsZero() && !(n.atDoor && h.MovedOut()) {
		err = ErrNoHousehold
	}
	if err != nil {
		return Person{}, err
	}
	now := s.Now()
	p := Person{
		ID: n.ID, Household: h.ID, Building: h.Building, Name: n.Name, OtherNames: slices.Clone(n.OtherNames),
		Sex: n.Sex, Born: n.Born, Role: n.Role, Phone: n.Phone, Ability: n.Ability, Language: n.Language,
		Channel: n.Channel, Needs: n.Needs, Residency: n.Residency, Away: h.Ended, Created: now, Changed: now, Synthetic: h.Synthetic,
	}
	if err := p.clean(now); err != nil {
		return Person{}, err
	}
	if len(p.Needs) > 0 && n.Agreed == nil {
		return Person{}, ErrNeedsConsent
	}
	if err := s.mayGuard(ctx, n.Guardian, p); err != nil {
		return Person{}, err
	}
	if n.ID != "" {
		switch was, err := s.Store.People.Get(ctx, n.ID); {
		case err == nil && was.Live() && was.Household == h.ID && SameName(was.Name, p.Name):
			return was, nil // what came with it was settled before it was kept
		case err == nil:
			return Person{}, ErrExists
		case !errors.Is(err, ErrNoPerson):
			return Person{}, fmt.Errorf("read person: %w", err)
		}
	}
	return s.writeDown(ctx, p, n)
}

// writeDown reserves a place in the household, so that of several who write down
// the same name at once all go on with the same id.
func (s *Service) writeDown(ctx context.Context, p Person, n NewPerson) (Person, error) {
	mine := p.ID
	if mine == "" {
		mine = PersonID("p-" + strings.ToLower(rand.Text()[:20]))
	}
	p.ID = mine
	if !n.Another {
		id, err := s.expect(ctx, p)
		if err != nil {
			return Person{}, err
		}
		p.ID = id
	}
	if !n.Another {
		known, err := s.knownAs(ctx, p)
		if err != nil {
			return Person{}, err
		}
		if known.ID != "" {
			return known, errors.Join(s.expected(ctx, p), s.settleKnown(ctx, known, n))
		}
	}
	// The consents and the guardian come first: nobody is kept who did not agree.
	if err := s.settle(ctx, p, n); err != nil {
		return Person{}, err
	}
	answers, err := s.Store.People.Add(ctx, p)
	if err != nil {
		return Person{}, fmt.Errorf("add person: %w", err)
	}
	if answers[0] != nil {
		was, err := s.Store.People.Get(ctx, p.ID)
		if err != nil {
			return Person{}, fmt.Errorf("read person: %w", err)
		}
		if !was.Live() || was.Household != p.Household || !SameName(was.Name, p.Name) {
			return Person{}, ErrExists
		}
		p = was
	}
	if n.Another {
		return p, nil
	}
	return p, s.expected(ctx, p)
}

// expectFor is how long a reservation that nobody came back to is kept.
const expectFor = 24 * time.Hour

// expect notes in the household that a person is being written down and returns the
// id to do it under: that of whoever is already at it.
func (s *Service) expect(ctx context.Context, p Person) (PersonID, error) {
	var id PersonID
	_, err := s.Store.Households.Change(ctx, p.Household, func(h *Household) error {
		id = p.ID
		now := s.Now()
		h.Expected = slices.DeleteFunc(slices.Clone(h.Expected), func(e Expected) bool { return now.Sub(e.At) > expectFor })
		for _, e := range h.Expected {
			if SameName(e.Name, p.Name) && sameBirth(e.Born, p.Born) {
				id = e.Person
				return nil
			}
		}
		h.Expected = append(h.Expected, Expected{Person: id, Name: p.Name, Born: p.Born, At: now})
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("reserve in household: %w", err)
	}
	return id, nil
}

// expected takes the note back.
func (s *Service) expected(ctx context.Context, p Person) error {
	_, err := s.Store.Households.Change(ctx, p.Household, func(h *Household) error {
		h.Expected = slices.DeleteFunc(slices.Clone(h.Expected), func(e Expected) bool { return e.Person == p.ID })
		return nil
	})
	if err != nil {
		return fmt.Errorf("end reservation in household: %w", err)
	}
	return nil
}

// knownAs finds who lives in the household under that name, the zero person for
// nobody.
func (s *Service) knownAs(ctx context.Context, p Person) (Person, error) {
	people, err := s.PeopleOf(ctx, p.Household)
	if err != nil {
		return Person{}, err
	}
	for _, o := range people {
		if o.ID != p.ID && SameName(o.Name, p.Name) && sameBirth(o.Born, p.Born) {
			return o, nil
		}
	}
	return Person{}, nil
}

// settle writes down what came with a person: who answers for it, and that it agreed.
func (s *Service) settle(ctx context.Context, p Person, n NewPerson) error {
	if err := s.guard(ctx, p, n.Guardian); err != nil {
		return err
	}
	if n.Agreed == nil {
		return nil
	}
	purposes := []Purpose{ForService}
	if len(p.Needs) > 0 {
		purposes = append(purposes, ForNeeds)
	}
	by := n.Agreed.By
	if by == "" && n.Guardian != "" {
		by = n.Guardian
	}
	for _, purpose := range purposes {
		c := Consent{
			Person: p.ID, Purpose: purpose, Version: n.Agreed.Version, Given: true, By: by,
			How: n.Agreed.How, Account: n.Agreed.Account, Witness: n.Agreed.Witness,
		}
		if _, err := s.consent(ctx, p, c); err != nil {
			return err
		}
	}
	return nil
}

// settleKnown is settle for somebody who was written down before: what they said
// then stands, and only who was never asked can be said to have agreed.
func (s *Service) settleKnown(ctx context.Context, p Person, n NewPerson) error {
	latest, err := s.latest(ctx, p.ID, ForService)
	if err != nil || latest.ID != "" {
		return err
	}
	return s.settle(ctx, p, n)
}

// PeopleOf lists who lives in a household: not those merged away or removed.
func (s *Service) PeopleOf(ctx context.Context, household HouseholdID) ([]Person, error) {
	return s.people(ctx, "household", string(household)+"/")
}

// PeopleWithPhone lists everybody who gave a number, in digits alone.
func (s *Service) PeopleWithPhone(ctx context.Context, phone string) ([]Person, error) {
	if phone == "" {
		return nil, nil
	}
	return s.people(ctx, "phone", phone+"/")
}

func (s *Service) people(ctx context.Context, index, prefix string) ([]Person, error) {
	var list []Person
	by := By{Index: index, Prefix: prefix, Limit: 200}
	for {
		page, next, err := s.Store.People.List(ctx, by)
		if err != nil {
			return nil, fmt.Errorf("people by %s: %w", index, err)
		}
		for _, p := range page {
			if p.Live() {
				list = append(list, p)
			}
		}
		if next == "" {
			return list, nil
		}
		by.After = next
	}
}
