package store

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"wanjia/events/community"
	"wanjia/events/docstore"
)

// NewCommunity returns what the community keeps in e.
func NewCommunity(e docstore.Engine) community.Store {
	return community.Store{
		Nodes: kept(e, "nodes", community.ErrNoNode, func(v community.Node) (community.NodeID, index) {
			return v.ID, index{"parent": under(string(v.Parent), v.ID)}
		}),
		Estates: kept(e, "estates", community.ErrNoEstate, func(v community.Estate) (community.EstateCode, index) {
			return v.Code, index{"code": string(v.Code)}
		}),
		Buildings: kept(e, "buildings", community.ErrNoBuilding, func(v community.Building) (community.NodeID, index) {
			return v.Code, index{
				"group":  under(string(v.Group), v.Code),
				"estate": under(string(v.Estate), fmt.Sprintf("%05d", v.Number)), "changed": stamp(v.Changed),
			}
		}),
		Households: kept(e, "households", community.ErrNoHousehold, func(v community.Household) (community.HouseholdID, index) {
			door := fmt.Sprintf("%s/%03d/%03d/%03d/%s", v.Building, v.Unit, v.Floor, v.Flat, v.ID)
			x := index{"building": door, "code": v.Code, "changed": stamp(v.Changed), "visited": stamp(v.OldestVisit())}
			if v.Ended.IsZero() {
				x["living"] = under(string(v.Building), v.ID)
			}
			if v.MovedOut() {
				x["away"] = door
			}
			return v.ID, x
		}),
		People: kept(e, "people", community.ErrNoPerson, func(v community.Person) (community.PersonID, index) {
			x := index{
				"household": under(string(v.Household), v.ID),
				"building":  under(string(v.Building), string(v.Household)+"/"+string(v.ID)),
				"phone":     under(v.Phone, v.ID), "name": under(v.Name, v.ID), "changed": stamp(v.Changed),
				"merged": under(string(v.MergedInto), v.ID), "removed": stamp(v.Removed),
			}
			if v.Live() && v.Away.IsZero() {
				x["living"] = under(string(v.Building), v.ID)
			}
			if v.Live() && v.Household == "" {
				x["left"] = cmp.Or(string(v.Left.Building), "-") + "/" + docstore.Stamp(v.Left.At) + "/" + string(v.ID)
			}
			x["left_at"] = stamp(v.Left.At)
			return v.ID, x
		}),
		Consents: kept(e, "consents", community.ErrNoConsent, func(v community.Consent) (community.ConsentID, index) {
			return v.ID, index{
				"person": under(string(v.Person), string(v.Purpose)+"/"+docstore.Stamp(v.At)), "withdrawn": stamp(v.Withdrawn),
			}
		}),
		Relations: kept(e, "relations", community.ErrNoRelation, func(v community.Relation) (community.RelationID, index) {
			return v.ID, index{
				"person": under(string(v.Person), v.ID), "agent": under(string(v.Agent), v.ID), "asked": under(v.Asked, v.ID),
			}
		}),
		Posts: kept(e, "posts", community.ErrNoPost, func(v community.Post) (community.PostID, index) {
			rank := slices.Index(community.PostKinds, v.Kind)
			x := index{
				"building": under(string(v.Building), fmt.Sprintf("%02d", rank)),
				"holder":   under(string(v.Holder), v.ID), "deputy": under(string(v.Deputy), v.ID),
			}
			if v.Holder == "" {
				x["vacant"] = under(string(v.Building), v.ID)
			}
			return v.ID, x
		}),
		Seats: kept(e, "post_seats", community.ErrNoPerson, func(v community.Seats) (community.PersonID, index) {
			return v.Person, nil
		}),
		Teams: kept(e, "teams", community.ErrNoTeam, func(v community.Team) (community.TeamID, index) {
			estate := string(v.Estate)
			if estate == "" {
				estate = "-"
			}
			return v.ID, index{"estate": under(estate, v.ID), "leader": under(string(v.Leader), v.ID)}
		}),
		Members: kept(e, "members", community.ErrNoTeam, func(v community.Membership) (string, index) {
			rank := slices.Index([]string{"leader", "deputy"}, v.Role)
			if rank < 0 {
				rank = 2
			}
			return v.ID, index{
				"team":   under(string(v.Team), fmt.Sprintf("%d/%s", rank, v.Person)),
				"person": under(string(v.Person), v.Team),
			}
		}),
		Volunteers: kept(e, "volunteers", community.ErrNoPerson, func(v community.Volunteer) (community.PersonID, index) {
			return v.Person, index{"number": v.Number}
		}),
		CarePairs: kept(e, "care_pairs", community.ErrNoPerson, func(v community.CarePair) (string, index) {
			x := index{"person": under(string(v.Person), v.ID)}
			if len(v.Card) > 0 {
				x["sealed"] = stamp(v.Ended)
			}
			return v.ID, x
		}),
		Portraits: kept(e, "portraits", community.ErrNoPortrait, func(v community.Portrait) (community.PersonID, index) {
			return v.Person, nil
		}),
		Changes: reorganisations(e),
		Notices: kept(e, "tell_in_person", community.ErrNoNotice, func(v community.Notice) (string, index) {
			x := index{"person": under(string(v.Person), v.ID), "at": stamp(v.At)}
			if v.Told == nil {
				x["open"], x["open_at"] = under(string(v.Building), stamp(v.At)), stamp(v.At)
			}
			return v.ID, x
		}),
	}
}

// reorganisations are held to what they are about until they are done.
func reorganisations(e docstore.Engine) community.Records[string, community.Reorganisation] {
	r := kept(e, "reorganisations", community.ErrNoNode, func(v community.Reorganisation) (string, index) {
		x := index{"at": docstore.Stamp(v.At)}
		if v.Done.IsZero() {
			x["open"] = docstore.Stamp(v.At)
		}
		return v.ID, x
	})
	r.kept.Unique = community.Reorganisation.Holds
	return r
}

type index = map[string]string

// kept is one kind of record: its collection, what it answers for one that is not
// there, and how its id and its index keys are made.
func kept[ID ~string, T any](e docstore.Engine, name string, absent error, keys func(T) (ID, index)) records[ID, T] {
	return records[ID, T]{absent: absent, kept: docstore.Collection[T]{
		Engine: e, Name: name, Schema: 1,
		ID: func(v T) string {
			id, _ := keys(v)
			return string(id)
		},
		Index: func(v T) map[string]string {
			_, x := keys(v)
			return x
		},
	}}
}

// under is an index value below another, "" where there is none: the record is not
// in the index then.
func under[S ~string](above string, id S) string {
	if above == "" {
		return ""
	}
	return above + "/" + string(id)
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return docstore.Stamp(t)
}
