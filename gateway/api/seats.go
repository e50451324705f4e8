package api

import (
	"slices"

	"wanjia/ticketing"
)

// SeatRequest says which places of a pool of seats a party asks for, on the wire: by
// name, or the best there are. With neither, the best there are for party persons.
type SeatRequest struct {
	Seats         []string       `json:"seats,omitempty" maxItems:"50" doc:"By name, all of them or none"`
	Needs         []string       `json:"needs,omitempty" maxItems:"50" enum:"wheelchair" doc:"With seats: one for each person who sits in a wheelchair"`
	BestAvailable *BestAvailable `json:"best_available,omitempty" doc:"Seats side by side, as near and as central as there are"`
}

// BestAvailable asks for the best seats there are.
type BestAvailable struct {
	Number    int      `json:"number" minimum:"1" maximum:"50" doc:"Persons"`
	Sector    string   `json:"sector,omitempty" maxLength:"64" doc:"Only in this part of the hall"`
	Needs     []string `json:"needs,omitempty" maxItems:"50" enum:"wheelchair" doc:"One for each person who sits in a wheelchair"`
	Scattered bool     `json:"scattered,omitempty" doc:"The party agrees to sit apart, if there is no other way"`
}

// persons is how many come; 0, which no pool takes, where the request says it twice
// and differently.
func (r ClaimRequest) persons() int {
	said := []int{}
	if r.Party != 0 {
		said = append(said, r.Party)
	}
	if len(r.Seats) > 0 {
		said = append(said, len(r.Seats))
	}
	if b := r.BestAvailable; b != nil {
		said = append(said, b.Number)
	}
	if said = slices.Compact(said); len(said) != 1 || r.BestAvailable != nil && len(r.Seats) > 0 {
		return 0
	}
	return said[0]
}

// wish is what they ask for of a pool of seats.
func (r ClaimRequest) wish() ticketing.Wish {
	if b := r.BestAvailable; b != nil {
		return ticketing.Wish{Sector: b.Sector, Wheelchairs: len(b.Needs), Scattered: b.Scattered}
	}
	return ticketing.Wish{Seats: r.Seats, Wheelchairs: len(r.Needs)}
}
