package api

import (
	"time"

	"wanjia/events/community"
)

// HouseholdView is a household as somebody who works with people may see it.
type HouseholdView struct {
	ID       community.HouseholdID `json:"id"`
	Code     string                `json:"code" doc:"Empty where the address is cut, and so are unit, floor, flat and room"`
	Address  string                `json:"address"`
	Building community.NodeID      `json:"building"`
	Unit     int                   `json:"unit"`
	Floor    int                   `json:"floor"`
	Flat     int                   `json:"flat"`
	Room     string                `json:"room"`
	Tenure   string                `json:"tenure"`
	MovedIn  community.Day         `json:"moved_in"`
	Known    bool                  `json:"known" doc:"To the building head"`
	People   []HouseholdMember     `json:"people" nullable:"false"`
	Away     *time.Time            `json:"moved_away,omitempty" doc:"Since when they live there no more"`
	Visit    *DoorVisit            `json:"visit" doc:"The latest; null before the first, and for those who may not change people there"`
}

// HouseholdMember is somebody of a household.
type HouseholdMember struct {
	ID        community.PersonID `json:"id"`
	Name      string             `json:"name"`
	AgeBand   string             `json:"age_band"`
	Role      string             `json:"role"`
	Residency string             `json:"residency"`
}

// DoorVisit is what was found at a door.
type DoorVisit struct {
	ID    string    `json:"id" doc:"Made by the device"`
	State string    `json:"state" enum:"spoken,nobody_in,moved_away"`
	Note  string    `json:"note"`
	At    time.Time `json:"at" doc:"By the device's clock"`
}

func (v viewer) household(h community.Household, people []community.Person) HouseholdView {
	w := HouseholdView{ID: h.ID, Building: h.Building, Tenure: h.Tenure, MovedIn: h.MovedIn, Known: h.Known, People: []HouseholdMember{}}
	w.Address, w.Code = v.address(h, h.Building)
	if v.in(h.Building).change {
		w.Unit, w.Floor, w.Flat, w.Room, w.Visit = h.Unit, h.Floor, h.Flat, h.Room, wireVisit(h.Visit)
	}
	if h.MovedOut() {
		w.Away = new(here(h.Ended))
	}
	for _, p := range people {
		w.People = append(w.People, HouseholdMember{p.ID, v.name(p), community.AgeBand(p.Born, v.now), p.Role, p.Residency.State})
	}
	return w
}

func wireVisit(v community.Visit) *DoorVisit {
	if v.ID == "" || v.State == community.Returned { // nobody has called there since
		return nil
	}
	return &DoorVisit{v.ID, v.State, v.Note, here(v.At)}
}
