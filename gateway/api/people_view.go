package api

import (
	"context"
	"strings"
	"time"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// viewer is what one caller may see of people. It is the one place where that is
// decided; every route that shows people to others goes through it.
//
// Who may find people in a building sees masked names, the building as the address
// and needs as a number. Who may change people there sees names and addresses in
// full; needs are spelled out for them and for those who act for people. Telephone
// numbers are masked and days of birth cut to the year for everybody: one full value
// at a time is what POST …/reveal is for. Care cards are never shown here.
type viewer struct {
	tree                                    *community.Tree
	find, change, act, reveal, merge, teams community.Reach
	now                                     time.Time
}

// sight is what a caller may see and do in one building.
type sight struct{ change, act, reveal, merge bool }

func (a *API) viewer(ctx context.Context) (viewer, error) {
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return viewer{}, err
	}
	return viewer{
		tree: tree, now: a.Now(), find: a.reach(ctx, identity.FindPeople),
		change: a.reach(ctx, identity.ChangePeople), act: a.reach(ctx, identity.ActForPeople),
		reveal: a.reach(ctx, identity.RevealPeople), merge: a.reach(ctx, identity.MergePeople),
		teams: a.reach(ctx, identity.ChangeTeams),
	}, nil
}

func (v viewer) in(building community.NodeID) sight {
	return sight{
		change: v.tree.Within(building, v.change), act: v.tree.Within(building, v.act),
		reveal: v.tree.Within(building, v.reveal), merge: v.tree.Within(building, v.merge),
	}
}

// name is somebody's name, whole where the caller may change people.
func (v viewer) name(p community.Person) string {
	if v.in(p.Building).change {
		return p.Name
	}
	return community.MaskName(p.Name)
}

// Need is something somebody needs of an event, never why.
type Need struct {
	Kind string `json:"kind" enum:"access,mobility,contact,diet,allergen"`
	Code string `json:"code" example:"wheelchair_place"`
}

func wireNeeds(needs []community.Need) []Need {
	out := make([]Need, len(needs))
	for i, n := range needs {
		out[i] = Need{n.Kind, n.Code}
	}
	return out
}

// needs are the codes for those who have to do with them, none for all others.
func (v viewer) needs(p community.Person) []Need {
	if s := v.in(p.Building); s.change || s.act {
		return wireNeeds(p.Needs)
	}
	return []Need{}
}

// address is where a household lives: the flat for those who may change people
// there, for all others the building.
func (v viewer) address(h community.Household, building community.NodeID) (address, code string) {
	if h.ID != "" && v.in(building).change {
		return v.tree.Address(h), h.Code
	}
	return v.tree.BuildingName(building), ""
}

// FoundItem is an answer of a search on the wire.
type FoundItem struct {
	ID          string           `json:"id"`
	Kind        string           `json:"kind" enum:"person,household,building"`
	Name        string           `json:"name" doc:"Masked unless the caller may change people there; of a household, who lives in it"`
	PhoneMasked string           `json:"phone_masked"`
	Address     string           `json:"address" doc:"Down to the building only, unless the caller may change people there"`
	Code        string           `json:"code" doc:"Of the flat or the building; empty where the address is cut"`
	AgeBand     string           `json:"age_band"`
	Household   string           `json:"household"`
	Building    community.NodeID `json:"building"`
	Why         []string         `json:"why" nullable:"false" doc:"What fitted: name, pinyin, initials, fuzzy, address, phone_tail"`
	NeedsCount  int              `json:"needs_count"`
}

func (v viewer) foundPerson(p community.Person, h community.Household, why []string) FoundItem {
	f := FoundItem{
		ID: string(p.ID), Kind: "person", Name: v.name(p), PhoneMasked: community.MaskPhone(p.Phone),
		AgeBand: community.AgeBand(p.Born, v.now), Household: string(p.Household), Building: p.Building,
		Why: why, NeedsCount: len(p.Needs),
	}
	f.Address, f.Code = v.address(h, p.Building)
	return f
}

// found shows an answer of the directory, if it still is there and in reach.
func (v viewer) found(f Found, g community.Gathered, reach community.Reach) (FoundItem, bool) {
	switch f.Kind {
	case "person":
		p, ok := g.People[community.PersonID(f.ID)]
		return v.foundPerson(p, g.Households[p.Household], f.Why), ok
	case "household":
		h, ok := g.Households[community.HouseholdID(f.ID)]
		return v.foundHousehold(h, g.Members[h.ID], f.Why), ok
	}
	b, ok := v.tree.Building(community.NodeID(f.ID))
	name := v.tree.BuildingName(b.Code)
	return FoundItem{
		ID: f.ID, Kind: "building", Name: name, Address: name, Code: string(b.Code), Building: b.Code, Why: f.Why,
	}, ok && v.tree.Within(b.Code, reach)
}

func (v viewer) foundHousehold(h community.Household, people []community.Person, why []string) FoundItem {
	f := FoundItem{ID: string(h.ID), Kind: "household", Household: string(h.ID), Building: h.Building, Why: why}
	f.Address, f.Code = v.address(h, h.Building)
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = v.name(p)
		f.NeedsCount += len(p.Needs)
	}
	f.Name = strings.Join(names, "、")
	return f
}

// Like is somebody who may be the person being registered. It shows no more than
// any other list: of people outside the caller's reach only that there is one.
type Like struct {
	ID          community.PersonID `json:"id" doc:"This and all but why empty for somebody the caller may not look up"`
	Name        string             `json:"name"`
	Born        string             `json:"born"`
	PhoneMasked string             `json:"phone_masked"`
	Address     string             `json:"address"`
	Why         string             `json:"why" enum:"same_name,like_sounding,same_phone"`
}

func (v viewer) likes(list []community.Likeness) []Like {
	out := make([]Like, len(list))
	for i, l := range list {
		p := l.Person
		if !v.tree.Within(p.Building, v.find) {
			out[i].Why = l.Why
			continue
		}
		out[i] = Like{
			ID: p.ID, Name: v.name(p), Born: community.MaskBorn(p.Born), PhoneMasked: community.MaskPhone(p.Phone),
			Address: v.tree.BuildingName(p.Building), Why: l.Why,
		}
	}
	return out
}
