package community

import (
	"context"

	"wanjia/events/fault"
)

// ErrMaybeKnown: somebody like this is written down already; details.people says
// who. It is for a person to decide, who may register all the same.
var ErrMaybeKnown = fault.New(fault.Conflict, "maybe_known", "somebody like this is on the list already; please look first")

// Likeness is somebody already written down who may be the person asked about.
type Likeness struct {
	Person Person
	Why    string // same_name, like_sounding, same_phone
}

// MaybeKnown lists those who may be the person of that name and number: the same or
// a like-sounding name in the same flat, in whichever of its households, or the
// same name with the same number anywhere. The list may hold people outside a
// caller's reach: what is shown of them is for the caller to decide.
func (s *Service) MaybeKnown(ctx context.Context, flat string, name, phone string) ([]Likeness, error) {
	var found []Likeness
	homes, err := s.HouseholdsAt(ctx, flat)
	if err != nil {
		return nil, err
	}
	for _, h := range homes {
		people, err := s.PeopleOf(ctx, h.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			if why := likeness(p, name); why != "" {
				found = append(found, Likeness{p, why})
			}
		}
	}
	number, err := CleanPhone(phone)
	if err != nil {
		return nil, err
	}
	callers, err := s.PeopleWithPhone(ctx, number)
	if err != nil {
		return nil, err
	}
	for _, p := range callers {
		if named(p, name) && !listed(found, p.ID) {
			found = append(found, Likeness{p, "same_phone"})
		}
	}
	return found, nil
}

func likeness(p Person, name string) string {
	switch {
	case named(p, name):
		return "same_name"
	case SoundAlike(p.Name, name):
		return "like_sounding"
	}
	for _, other := range p.OtherNames {
		if SoundAlike(other, name) {
			return "like_sounding"
		}
	}
	return ""
}

func named(p Person, name string) bool {
	if SameName(p.Name, name) {
		return true
	}
	for _, other := range p.OtherNames {
		if SameName(other, name) {
			return true
		}
	}
	return false
}

func listed(found []Likeness, id PersonID) bool {
	for _, f := range found {
		if f.Person.ID == id {
			return true
		}
	}
	return false
}
