package community

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"wanjia/events/fault"
)

// ErrTenure: by what right a household lives somewhere is not in the list.
var ErrTenure = fault.New(fault.Invalid, "tenure", "a flat is owned, rented, or let by the public")

// FlatOf finds a flat by its building, unit and what is on its door: the floor as the
// lift calls it, the flat on its landing, and the room as it is written, "501". It
// returns [ErrNoBuilding], or [ErrNoAddress] for a flat the building does not have.
func (s *Service) FlatOf(t *Tree, building NodeID, unit int, room string) (floor, flat int, clean string, err error) {
	b, ok := t.Building(building)
	if !ok {
		return 0, 0, "", ErrNoBuilding
	}
	number, ok := roomNumber(room)
	if !ok || unit < 1 || unit > b.Units {
		return 0, 0, "", ErrNoAddress
	}
	floor, flat = number/100, number%100
	clean = fmt.Sprintf("%d%02d", floor, flat)
	if !slices.Contains(b.Rooms(), clean) {
		return 0, 0, "", ErrNoAddress
	}
	return floor, flat, clean, nil
}

// roomNumber reads "501", "0501", "５０１室".
func roomNumber(text string) (int, bool) {
	text = strings.TrimRight(strings.TrimSpace(text), "室号房")
	if text == "" || len(text) > 24 {
		return 0, false
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return '0' + r - '０'
		}
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	n, err := strconv.Atoi(digits)
	return n, err == nil && n > 0 && n < 100_000 && digits[0] != '+'
}

// CodeOf is the code of a flat: GX-12-2-501.
func CodeOf(building NodeID, unit int, room string) string {
	return fmt.Sprintf("%s-%d-%s", building, unit, room)
}

// HouseholdsAt lists the households that live in a flat now, by its code.
func (s *Service) HouseholdsAt(ctx context.Context, code string) ([]Household, error) {
	var list []Household
	by := By{Index: "code", Value: code, Limit: 100}
	for {
		page, next, err := s.Store.Households.List(ctx, by)
		if err != nil {
			return nil, fmt.Errorf("households at %s: %w", code, err)
		}
		for _, h := range page {
			if h.Ended.IsZero() {
				list = append(list, h)
			}
		}
		if next == "" {
			return list, nil
		}
		by.After = next
	}
}

// NewHousehold is a household to be written down.
type NewHousehold struct {
	// ID, where the caller wants to repeat the adding: the same id is the same
	// household. "" for the only household of its flat.
	ID       HouseholdID
	Building NodeID
	Unit     int
	Room     string
	Tenure   string // owner, renter, public, ""
	MovedIn  Day
	Another  bool // beside those that live in the flat already
	Known    bool // to the building head
}

// AddHousehold writes a household down. It returns [ErrNoBuilding], [ErrNoAddress],
// [ErrTenure], [ErrBorn] for a day that is none, and [ErrExists] where one lives in
// the flat already and this is not Another. Of several that add the first household
// of a flat at once, one does.
func (s *Service) AddHousehold(ctx context.Context, n NewHousehold) (Household, error) {
	tree, err := s.Tree(ctx)
	if err != nil {
		return Household{}, err
	}
	floor, flat, room, err := s.FlatOf(tree, n.Building, n.Unit, n.Room)
	if err != nil {
		return Household{}, err
	}
	if !slices.Contains([]string{"", "owner", "renter", "public"}, n.Tenure) {
		return Household{}, ErrTenure
	}
	moved, err := CleanBorn(n.MovedIn, s.Now())
	if err != nil {
		return Household{}, err
	}
	b, _ := tree.Building(n.Building)
	h := Household{
		ID: n.ID, Code: CodeOf(n.Building, n.Unit, room), Building: n.Building, Unit: n.Unit, Floor: floor, Flat: flat,
		Room: room, Tenure: n.Tenure, MovedIn: moved, Known: n.Known, Changed: s.Now(), Synthetic: b.Synthetic,
	}
	there, err := s.HouseholdsAt(ctx, h.Code)
	if err != nil {
		return Household{}, err
	}
	if i := slices.IndexFunc(there, func(o Household) bool { return o.ID == n.ID && n.ID != "" }); i >= 0 {
		return there[i], nil
	}
	if len(there) > 0 && !n.Another {
		return Household{}, ErrExists
	}
	return s.insertHousehold(ctx, h, n)
}

func (s *Service) insertHousehold(ctx context.Context, h Household, n NewHousehold) (Household, error) {
	if h.ID == "" {
		h.ID = HouseholdID("h-" + h.Code)
	}
	for {
		answers, err := s.Store.Households.Add(ctx, h)
		if err != nil {
			return Household{}, fmt.Errorf("add household: %w", err)
		}
		if answers[0] == nil {
			return h, nil
		}
		was, err := s.Store.Households.Get(ctx, h.ID)
		switch {
		case errors.Is(err, ErrNoHousehold):
		case err != nil:
			return Household{}, fmt.Errorf("read household: %w", err)
		case n.ID != "" && was.Code == h.Code && was.Ended.IsZero():
			return was, nil
		case n.ID != "", was.Ended.IsZero() && !n.Another:
			return Household{}, ErrExists
		}
		// The flat's own id is taken by one that moved away, or stands beside.
		h.ID = HouseholdID("h-" + h.Code + "-" + rand.Text()[:8])
	}
}
