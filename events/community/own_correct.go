package community

import (
	"context"
	"errors"
	"slices"
)

// Correction changes what is written down about a person; what is nil stays.
type Correction struct {
	Name       *string
	OtherNames *[]string
	Sex        *string
	Born       *Day
	Role       *string
	Phone      *string
	Ability    *string
	Language   *string
	Needs      *[]Need
}

// Fields names what a correction speaks of, sorted, for the record of changes.
func (c Correction) Fields() []string {
	var names []string
	for name, there := range map[string]bool{
		"name": c.Name != nil, "other_names": c.OtherNames != nil, "sex": c.Sex != nil, "born": c.Born != nil,
		"role": c.Role != nil, "phone": c.Phone != nil, "ability": c.Ability != nil, "language": c.Language != nil,
		"needs": c.Needs != nil,
	} {
		if there {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Correct changes a person's record. Repeating it changes nothing more. It returns
// [ErrNoPerson], also for one merged away or removed, the errors of the fields as
// [Service.Register], and [ErrNeedsConsent] for needs nobody agreed to.
func (s *Service) Correct(ctx context.Context, id PersonID, c Correction) (Person, error) {
	if c.Needs != nil && len(*c.Needs) > 0 {
		agreed, err := s.Agreed(ctx, id, ForNeeds)
		if err != nil {
			return Person{}, err
		}
		if !agreed {
			return Person{}, ErrNeedsConsent
		}
	}
	return s.Store.People.Change(ctx, id, func(p *Person) error {
		if !p.Live() {
			return ErrNoPerson
		}
		set(&p.Name, c.Name)
		set(&p.OtherNames, c.OtherNames)
		set(&p.Sex, c.Sex)
		set(&p.Born, c.Born)
		set(&p.Role, c.Role)
		set(&p.Phone, c.Phone)
		set(&p.Ability, c.Ability)
		set(&p.Language, c.Language)
		set(&p.Needs, c.Needs)
		p.OtherNames, p.Changed = slices.Clone(p.OtherNames), s.Now()
		return p.clean(p.Changed)
	})
}

// NewNumber follows the account that stands for somebody to another number. The number
// of an account is proved; that of a record is what somebody said. So the record has
// the new one where it had the old one, else whoever is given the old one next would
// be asked whether they are them; a record with a number of its own keeps it. It goes
// by the record that counts, and for nobody, or somebody who was removed, does
// nothing. Repeating it changes nothing.
func (s *Service) NewNumber(ctx context.Context, person PersonID, old, number string) error {
	if person == "" || old == "" {
		return nil
	}
	p, err := s.Survivor(ctx, person)
	if errors.Is(err, ErrNoPerson) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = s.Store.People.Change(ctx, p.ID, func(p *Person) error {
		if !p.Live() || p.Phone != old {
			return errSame
		}
		p.Phone, p.Changed = number, s.Now()
		return p.clean(p.Changed)
	})
	if errors.Is(err, errSame) {
		return nil
	}
	return err
}
