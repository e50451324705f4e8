package api

import (
	"slices"
	"time"

	"wanjia/events/community"
)

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
	Kind         string           `json:"kind"`
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
		w.Posts = append(w.Posts, PostOf{post.ID, post.Kind, post.Title, v.tree.BuildingName(post.Building), post.Holder != p.ID})
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
