package community

import (
	"context"
	"crypto/rand"
	"strings"

	"wanjia/events/fault"
)

// ErrSeveralHouseholds: a flat has more than one household and nobody said which.
var ErrSeveralHouseholds = fault.New(fault.Conflict, "which_household", "more than one household lives in this flat; say which one")

// Enrolment is somebody to be written down by others, on their behalf.
type Enrolment struct {
	Person   NewPerson // with the household, or "" to take that of the flat below
	Building NodeID
	Unit     int
	Room     string
	Force    bool // though somebody like this is written down already
	// Written says through which channel people of a building are written down, and
	// what is known of their living there; nil leaves Person as it is.
	Written func(NodeID) (channel string, living Residency)
}

// Enrol registers somebody on their behalf in a household of the reach, each change
// as one line of the record. A flat that had no household gets its first.
//
// It returns [ErrNoHousehold] and [ErrNoBuilding] for what lies outside the reach,
// [ErrNoAddress], [ErrSeveralHouseholds], [ErrMaybeKnown] together with who it may be
// unless it is forced, and the errors of [Service.Register].
func (s *Service) Enrol(ctx context.Context, reach Reach, e Enrolment, record Recorder) (Person, []Likeness, error) {
	flat, home, err := s.flatFor(ctx, reach, e)
	if err != nil {
		return Person{}, nil, err
	}
	if !e.Force {
		likely, err := s.MaybeKnown(ctx, flat.Code, e.Person.Name, e.Person.Phone)
		if err != nil {
			return Person{}, nil, err
		}
		if len(likely) > 0 {
			return Person{}, likely, ErrMaybeKnown
		}
	}
	n := e.Person
	if n.Household = home; home == "" {
		if n.Household, err = s.firstHousehold(ctx, flat, record); err != nil {
			return Person{}, nil, err
		}
	}
	n.ID, n.Another = newPersonID(), e.Force
	if e.Written != nil {
		n.Channel, n.Residency = e.Written(flat.Building)
	}
	act := Act{
		What: "person.register", Object: "person/" + string(n.ID), Scope: flat.Building, For: n.ID,
		Detail: map[string]string{"name": MaskName(n.Name), "how": agreedHow(n.Agreed)},
	}
	var p Person
	err = record(ctx, act, func(ctx context.Context) error {
		p, err = s.Register(ctx, n)
		return err
	})
	return p, nil, err
}

func newPersonID() PersonID { return PersonID("p-" + strings.ToLower(rand.Text()[:20])) }

// flatFor finds the flat somebody is to be registered in, and the household if there
// is one; the flat is a household not yet stored where there is none.
func (s *Service) flatFor(ctx context.Context, reach Reach, e Enrolment) (Household, HouseholdID, error) {
	if e.Person.Household != "" {
		h, err := s.HouseholdIn(ctx, reach, e.Person.Household)
		return h, h.ID, err
	}
	if _, err := s.BuildingIn(ctx, reach, e.Building); err != nil {
		return Household{}, "", err
	}
	tree, err := s.Tree(ctx)
	if err != nil {
		return Household{}, "", err
	}
	_, _, room, err := s.FlatOf(tree, e.Building, e.Unit, e.Room)
	if err != nil {
		return Household{}, "", err
	}
	flat := Household{Code: CodeOf(e.Building, e.Unit, room), Building: e.Building, Unit: e.Unit, Room: room}
	there, err := s.HouseholdsAt(ctx, flat.Code)
	switch {
	case err != nil:
		return Household{}, "", err
	case len(there) > 1:
		return flat, "", ErrSeveralHouseholds.With("code", flat.Code)
	case len(there) == 1:
		return there[0], there[0].ID, nil
	}
	return flat, "", nil
}

func (s *Service) firstHousehold(ctx context.Context, flat Household, record Recorder) (HouseholdID, error) {
	h, err := s.settleIn(ctx, NewHousehold{Building: flat.Building, Unit: flat.Unit, Room: flat.Room, Known: true}, record)
	return h.ID, err
}

// AddHome adds a household in the reach, as one line of the record. It returns
// [ErrNoBuilding] for a building outside the reach and the errors of
// [Service.AddHousehold].
func (s *Service) AddHome(ctx context.Context, reach Reach, n NewHousehold, record Recorder) (Household, error) {
	if _, err := s.BuildingIn(ctx, reach, n.Building); err != nil {
		return Household{}, err
	}
	tree, err := s.Tree(ctx)
	if err != nil {
		return Household{}, err
	}
	if _, _, n.Room, err = s.FlatOf(tree, n.Building, n.Unit, n.Room); err != nil {
		return Household{}, err
	}
	return s.settleIn(ctx, n, record)
}

// settleIn adds a household to a flat that exists. Its line names the flat's own
// id, which a second household of the flat begins with.
func (s *Service) settleIn(ctx context.Context, n NewHousehold, record Recorder) (h Household, err error) {
	code := CodeOf(n.Building, n.Unit, n.Room)
	act := Act{What: "household.add", Object: "household/h-" + code, Scope: n.Building, Detail: map[string]string{"tenure": n.Tenure}}
	err = record(ctx, act, func(ctx context.Context) error {
		h, err = s.AddHousehold(ctx, n)
		return err
	})
	return h, err
}

// The values that may be looked at whole, one at a time.
const (
	WholeName    = "name"
	WholePhone   = "phone"
	WholeBorn    = "born"
	WholeAddress = "address"
)

// Whole is one value of a person in full, "" where it is not known. It is for a
// caller whose looking was written down before.
func (s *Service) Whole(ctx context.Context, p Person, field string) (string, error) {
	switch field {
	case WholeName:
		return p.Name, nil
	case WholePhone:
		return p.Phone, nil
	case WholeBorn:
		return string(p.Born), nil
	case WholeAddress:
		tree, err := s.Tree(ctx)
		if err != nil {
			return "", err
		}
		h, err := s.Store.Households.Get(ctx, p.Household)
		if err != nil {
			return "", err
		}
		return tree.Address(h), nil
	}
	return "", ErrField.With("field", field)
}
