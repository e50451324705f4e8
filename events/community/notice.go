package community

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"wanjia/events/fault"
)

// Errors of telling people in person.
var (
	ErrNoNotice = fault.New(fault.NotFound, "no_such_notice", "there is nothing to tell there")
	ErrToldHow  = fault.New(fault.Invalid, "told_how", "say how they were told: at the door, by telephone, through family, or on paper")
)

// NoticeKept is how long what somebody was to be told is kept: the text says what
// they booked, which is nobody's business once the event is over.
const NoticeKept = 90 * 24 * time.Hour

// ToldHow is how somebody can be told in person.
var ToldHow = []string{"visit", "phone", "family", "paper"}

// Notice is something somebody has to be told in person, because no message reaches
// them.
//
// Indexes: "open" building/moment and "open_at" moment, until it is told; "person"
// person/id; "at" moment.
type Notice struct {
	ID       string    `json:"id"` // the same for the same cause: noted once
	Person   PersonID  `json:"person"`
	Building NodeID    `json:"building"` // where they lived then
	Template string    `json:"template"` // "claim_confirmed"
	Text     string    `json:"text"`
	At       time.Time `json:"at"`
	Told     *Telling  `json:"told,omitempty"`
}

// Telling is by whom, when and how somebody was told.
type Telling struct {
	Account string    `json:"account"`
	Name    string    `json:"name"`
	How     string    `json:"how"` // see ToldHow
	Note    string    `json:"note,omitempty"`
	At      time.Time `json:"at"`
}

// NoteToTell notes that n.Person has to be told in person; the building is filled in.
// Repeating it changes nothing. It returns [ErrNoPerson] for somebody who is not on
// the register.
func (s *Service) NoteToTell(ctx context.Context, n Notice) error {
	p, err := s.Survivor(ctx, n.Person)
	if err != nil {
		return err
	}
	n.Person, n.Building = p.ID, p.Building
	answers, err := s.Store.Notices.Add(ctx, n)
	if err == nil && !errors.Is(answers[0], ErrExists) {
		err = answers[0]
	}
	if err != nil {
		return fmt.Errorf("note what to tell in person: %w", err)
	}
	return nil
}

// ToTell is something still to be told and who is to hear it.
type ToTell struct {
	Notice
	Who  Person
	Home Household // the zero one where it is gone
}

// ToTellIn lists what is still to be told to people in the reach, oldest first: those
// of one building, or "" for all. A page may be short, or empty, and still have a
// next. It returns [ErrNoBuilding] for a building outside the reach, and [ErrCursor].
func (s *Service) ToTellIn(ctx context.Context, reach Reach, building NodeID, by By) ([]ToTell, string, error) {
	by.Index = "open_at"
	if building != "" {
		if _, err := s.BuildingIn(ctx, reach, building); err != nil {
			return nil, "", err
		}
		by.Index, by.Prefix = "open", string(building)+"/"
	}
	notices, next, err := s.Store.Notices.List(ctx, by)
	if err != nil {
		return nil, "", fmt.Errorf("what is to be told: %w", err)
	}
	people := make([]PersonID, len(notices))
	for i, n := range notices {
		people[i] = n.Person
	}
	list := []ToTell{}
	for i, n := range notices {
		p, err := s.PersonIn(ctx, reach, people[i])
		if errors.Is(err, ErrNoPerson) { // moved out of the reach, or gone
			continue
		}
		if err != nil {
			return nil, "", err
		}
		t := ToTell{Notice: n, Who: p}
		if homes, err := s.Store.Households.Many(ctx, []HouseholdID{p.Household}); err != nil {
			return nil, "", err
		} else if len(homes) > 0 {
			t.Home = homes[0]
		}
		list = append(list, t)
	}
	return list, next, nil
}

// NoticeIn returns a notice for somebody in the reach, and who that is, or
// [ErrNoNotice].
func (s *Service) NoticeIn(ctx context.Context, reach Reach, id string) (Notice, Person, error) {
	n, err := s.Store.Notices.Get(ctx, id)
	if err != nil {
		return Notice{}, Person{}, err
	}
	p, err := s.PersonIn(ctx, reach, n.Person)
	if errors.Is(err, ErrNoPerson) {
		err = ErrNoNotice
	}
	return n, p, err
}

// Tell writes down that somebody was told. Whoever told them first stays written
// down. It returns [ErrNoNotice] and [ErrToldHow].
func (s *Service) Tell(ctx context.Context, id string, t Telling) (Notice, error) {
	if err := CheckTold(t.How); err != nil {
		return Notice{}, err
	}
	t.At, t.Note = s.Now(), strings.TrimSpace(t.Note)
	return s.Store.Notices.Change(ctx, id, func(n *Notice) error {
		if n.Told == nil {
			n.Told = &t
		}
		return nil
	})
}

// CheckTold returns [ErrToldHow] for what is no way of telling somebody.
func CheckTold(how string) error {
	for _, known := range ToldHow {
		if how == known {
			return nil
		}
	}
	return ErrToldHow
}

// NoticesFor lists what somebody was to be told, in one record of theirs.
func (s *Service) NoticesFor(ctx context.Context, person PersonID) ([]Notice, error) {
	notices, _, err := s.Store.Notices.List(ctx, By{Index: "person", Prefix: string(person) + "/", Limit: 1000})
	if err != nil {
		return nil, fmt.Errorf("what somebody was to be told: %w", err)
	}
	return notices, nil
}

func (s *Service) dropNotices(ctx context.Context, person PersonID) error {
	for {
		notices, err := s.NoticesFor(ctx, person)
		if err != nil || len(notices) == 0 {
			return err
		}
		for _, n := range notices {
			if err := s.Store.Notices.Remove(ctx, n.ID); err != nil {
				return err
			}
		}
	}
}
