package api

import (
	"context"
	"slices"
	"strings"
	"time"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// viewer is what one caller may see of people. This file is the one place where it
// is decided; every route that shows people to others goes through it.
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

// May is what the caller may do to a person, for a page to know what to offer.
type May struct {
	Change bool `json:"change"`
	Reveal bool `json:"reveal"`
	Act    bool `json:"act"`
	Merge  bool `json:"merge"`
}

// PersonView is a person as somebody who works with people may see them.
type PersonView struct {
	ID          community.PersonID    `json:"id" doc:"Of who the record stands for now; differs from the one asked for after a merge"`
	Name        string                `json:"name"`
	OtherNames  []string              `json:"other_names" nullable:"false"`
	Sex         string                `json:"sex"`
	AgeBand     string                `json:"age_band"`
	Born        string                `json:"born" doc:"The year"`
	PhoneMasked string                `json:"phone_masked"`
	Address     string                `json:"address"`
	Code        string                `json:"code" doc:"Of the flat; empty where the address is cut"`
	Household   community.HouseholdID `json:"household"`
	Building    community.NodeID      `json:"building"`
	Role        string                `json:"role" doc:"In the household"`
	Needs       []Need                `json:"needs" nullable:"false" doc:"Empty for those who have nothing to do with them; see needs_count"`
	NeedsCount  int                   `json:"needs_count"`
	Ability     string                `json:"ability"`
	Language    string                `json:"language"`
	Residency   string                `json:"residency" enum:",claimed,confirmed,refused"`
	Channel     string                `json:"channel" doc:"Who wrote the record: self, head, family, import, desk"`
	Created     time.Time             `json:"created"`
	Changed     time.Time             `json:"changed"`
	MergedInto  community.PersonID    `json:"merged_into,omitempty" doc:"Where another id was asked for that was merged into this one: this one"`
	Away        *time.Time            `json:"moved_away,omitempty" doc:"Since when they live there no more"`
	Synthetic   bool                  `json:"synthetic"`
	May         May                   `json:"may"`
	Consents    []ConsentView         `json:"consents" nullable:"false"`
	Relations   RelationsView         `json:"relations"`
	Posts       []PostOf              `json:"posts" nullable:"false"`
	Teams       []TeamOf              `json:"teams" nullable:"false"`
}

// ConsentView is what somebody said last on one purpose.
type ConsentView struct {
	Purpose community.Purpose `json:"purpose"`
	State   string            `json:"state" enum:"given,refused,withdrawn,never"`
	Version string            `json:"version"`
	How     string            `json:"how"`
	Witness string            `json:"witness" doc:"Only for those who may change people or act for them"`
	At      *time.Time        `json:"at,omitempty"`
}

// RelationsView is who may act for whom.
type RelationsView struct {
	ActsForThem []RelationView `json:"acts_for_them" nullable:"false"`
	TheyActFor  []RelationView `json:"they_act_for" nullable:"false"`
}

// RelationView is one of them, from the person's side: the other one is named.
type RelationView struct {
	ID      community.RelationID `json:"id"`
	Other   community.PersonID   `json:"other" doc:"Empty while the number asked has not said yes"`
	Name    string               `json:"name"`
	Kind    string               `json:"kind"`
	Scope   []string             `json:"scope" nullable:"false"`
	From    community.Day        `json:"from"`
	Until   community.Day        `json:"until,omitempty"`
	Default bool                 `json:"default"`
}

// PostOf is a post somebody holds or is the deputy of.
type PostOf struct {
	ID           community.PostID `json:"id"`
	Title        string           `json:"title"`
	BuildingName string           `json:"building_name"`
	Deputy       bool             `json:"deputy"`
}

// TeamOf is a team somebody is in.
type TeamOf struct {
	ID   community.TeamID `json:"id"`
	Name string           `json:"name"`
	Role string           `json:"role"`
}

// person shows a card. asked is the id the caller used.
func (v viewer) person(c community.Card, asked community.PersonID) PersonView {
	p, s := c.Person, v.in(c.Person.Building)
	w := PersonView{
		ID: p.ID, Name: v.name(p), OtherNames: []string{}, Sex: p.Sex, AgeBand: community.AgeBand(p.Born, v.now),
		Born: community.MaskBorn(p.Born), PhoneMasked: community.MaskPhone(p.Phone), Household: p.Household,
		Building: p.Building, Role: p.Role, Needs: v.needs(p), NeedsCount: len(p.Needs), Ability: p.Ability,
		Language: p.Language, Residency: p.Residency.State, Channel: p.Channel, Created: here(p.Created),
		Changed: here(p.Changed), Synthetic: p.Synthetic, May: May{s.change, s.reveal, s.act, s.merge},
		Consents: []ConsentView{}, Posts: []PostOf{}, Teams: []TeamOf{},
		Relations: RelationsView{[]RelationView{}, []RelationView{}},
	}
	if asked != p.ID {
		w.MergedInto = p.ID
	}
	if w.Address, w.Code = v.address(c.Household, p.Building); !p.Away.IsZero() {
		w.Away = new(here(p.Away)) // the address is where they lived
	}
	for _, other := range p.OtherNames {
		if !s.change {
			other = community.MaskName(other)
		}
		w.OtherNames = append(w.OtherNames, other)
	}
	for _, st := range c.Consents {
		w.Consents = append(w.Consents, consentView(st, s))
	}
	for _, r := range c.ActFor {
		w.Relations.ActsForThem = append(w.Relations.ActsForThem, v.relation(r, c.Others[r.Agent]))
	}
	for _, r := range c.ActsFor {
		w.Relations.TheyActFor = append(w.Relations.TheyActFor, v.relation(r, c.Others[r.Person]))
	}
	for _, post := range c.Posts {
		w.Posts = append(w.Posts, PostOf{post.ID, post.Title, v.tree.BuildingName(post.Building), post.Holder != p.ID})
	}
	for _, team := range c.Teams {
		if !team.Hidden || len(v.teams) > 0 && slices.Contains(v.teams, community.Everything) {
			w.Teams = append(w.Teams, TeamOf{team.ID, team.Name, team.Role})
		}
	}
	return w
}

func consentView(st community.Standing, s sight) ConsentView {
	c := st.Consent
	w := ConsentView{Purpose: st.Purpose, State: st.State, Version: c.Version, How: c.How}
	if s.change || s.act {
		w.Witness = c.Witness
	}
	if !c.At.IsZero() {
		w.At = new(here(c.At))
	}
	return w
}

func (v viewer) relation(r community.Relation, other community.Person) RelationView {
	w := RelationView{
		ID: r.ID, Other: other.ID, Name: v.name(other), Kind: r.Kind, Scope: r.Scope, From: r.From,
		Until: r.Until, Default: r.Default,
	}
	if w.Scope == nil {
		w.Scope = []string{}
	}
	return w
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
