package community

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"wanjia/events/fault"
)

// What somebody may have found at a door.
const (
	Spoken    = "spoken"
	NobodyIn  = "nobody_in"
	MovedAway = "moved_away"
)

// Errors of the doors.
var (
	ErrVisit     = fault.New(fault.Invalid, "visit", "at a door one spoke to somebody, found nobody in, or heard that they moved away")
	ErrDevice    = fault.New(fault.Invalid, "device_id", "each entry needs an id made by the device, of 8 to 64 letters, digits and hyphens")
	ErrDoorsMany = fault.New(fault.Invalid, "doors_too_many", "at most 50 entries at a time")
)

// Door is one household of a building, as whoever goes from door to door needs it.
type Door struct {
	Household Household
	People    []Lodger
}

// Lodger is somebody behind a door.
type Lodger struct {
	Person
	Consented bool // to being registered, and it stands
}

// Doors returns every door of a building in the reach, by unit, floor and flat,
// whole, so that it can be kept where there is no network. It returns
// [ErrNoBuilding] for one outside the reach.
func (s *Service) Doors(ctx context.Context, reach Reach, building NodeID) ([]Door, error) {
	if _, err := s.BuildingIn(ctx, reach, building); err != nil {
		return nil, err
	}
	doors := []Door{}
	by := By{Index: "building", Prefix: string(building) + "/", Limit: 1000}
	for {
		page, next, err := s.Store.Households.List(ctx, by)
		if err != nil {
			return nil, fmt.Errorf("doors of %s: %w", building, err)
		}
		for _, h := range page {
			if h.Ended.IsZero() {
				doors = append(doors, Door{Household: h})
			}
		}
		if next == "" {
			break
		}
		by.After = next
	}
	behind, err := s.lodgers(ctx, building)
	if err != nil {
		return nil, err
	}
	for i := range doors {
		doors[i].People = behind[doors[i].Household.ID]
	}
	return doors, nil
}

// lodgers reads everybody of a building, by household.
func (s *Service) lodgers(ctx context.Context, building NodeID) (map[HouseholdID][]Lodger, error) {
	people, err := s.people(ctx, "building", string(building)+"/")
	if err != nil {
		return nil, err
	}
	behind := map[HouseholdID][]Lodger{}
	for _, p := range people {
		agreed, err := s.Agreed(ctx, p.ID, ForService)
		if err != nil {
			return nil, err
		}
		behind[p.Household] = append(behind[p.Household], Lodger{p, agreed})
	}
	return behind, nil
}

// mostVisits is how many visits at one door are kept, the latest and those before.
const mostVisits = 8

// Visited says whether a visit of that id is written down at the door.
func (h Household) Visited(id string) bool {
	same := func(v Visit) bool { return v.ID == id }
	return h.Visit.ID != "" && same(h.Visit) || slices.ContainsFunc(h.Earlier, same)
}

// visited writes a visit down, whichever came before it: the latest by the devices'
// clocks stands as the visit, the others behind it, newest first.
func (h *Household) visited(v Visit) {
	all := append([]Visit{v}, h.Earlier...)
	if h.Visit.ID != "" {
		all = append(all, h.Visit)
	}
	slices.SortFunc(all, func(a, b Visit) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.ID, a.ID)) })
	all = all[:min(len(all), mostVisits)]
	h.Visit, h.Earlier = all[0], all[1:]
	h.Known = h.Known || v.State == Spoken
	h.settleEnd()
}

// maxNote is how many characters a note at a door may have.
const maxNote = 200

// clean checks a visit.
func (v *Visit) clean() error {
	v.Note = strings.TrimSpace(v.Note)
	switch {
	case !deviceID(v.ID):
		return ErrDevice
	case !slices.Contains([]string{Spoken, NobodyIn, MovedAway}, v.State), len([]rune(v.Note)) > maxNote, v.At.IsZero():
		return ErrVisit
	}
	v.At = v.At.UTC().Truncate(time.Millisecond)
	return nil
}

// deviceID says whether a device may call an entry so.
func deviceID(id string) bool {
	if len(id) < 8 || len(id) > 64 {
		return false
	}
	return !strings.ContainsFunc(id, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-'
	})
}
