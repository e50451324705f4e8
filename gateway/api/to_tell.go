package api

import (
	"context"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// ToTellInput asks for a piece of what is to be told.
type ToTellInput struct {
	PageInput
	Building community.NodeID `query:"building" maxLength:"64" doc:"Only in this building"`
}

// ToTellPage is a piece of what is to be told, oldest first.
type ToTellPage struct {
	Items []ToTell `json:"items" nullable:"false"`
	Next  string   `json:"next" doc:"Cursor for ?after=; empty at the end. A page may be short of its limit and still have one"`
}

// ToTell is something somebody has to be told in person.
type ToTell struct {
	ID          string             `json:"id"`
	Person      community.PersonID `json:"person"`
	Name        string             `json:"name"`
	PhoneMasked string             `json:"phone_masked" doc:"Of the register; nobody has proved that it is theirs"`
	Building    community.NodeID   `json:"building"`
	Address     string             `json:"address"`
	Template    string             `json:"template" doc:"What it is about" example:"claim_confirmed"`
	Text        string             `json:"text" doc:"As a message would have said it"`
	At          time.Time          `json:"at"`
	Told        *Told              `json:"told" doc:"null until somebody told them"`
}

// Told is how and by whom somebody was told.
type Told struct {
	At   time.Time `json:"at"`
	By   string    `json:"by"`
	How  string    `json:"how" enum:"visit,phone,family,paper"`
	Note string    `json:"note,omitempty"`
}

// getToTell answers GET /v1/to-tell?building=: 200 ToTellPage | 404 no_such_building.
func (a *API) getToTell(ctx context.Context, in *ToTellInput) (*reply[ToTellPage], error) {
	list, next, err := a.Community.ToTellIn(ctx, a.reach(ctx, identity.ActForPeople), in.Building, community.By{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, pageFault(err)
	}
	v, err := a.viewer(ctx)
	if err != nil {
		return nil, err
	}
	page := ToTellPage{Items: make([]ToTell, len(list)), Next: next}
	for i, n := range list {
		page.Items[i] = v.toTell(n)
	}
	return &reply[ToTellPage]{page}, nil
}

// toTell shows what is to be told to somebody who may act for people there: they are
// to find the door, so they see name and flat like whoever may change people.
func (v viewer) toTell(n community.ToTell) ToTell {
	w := ToTell{
		ID: n.ID, Person: n.Who.ID, Name: v.name(n.Who), PhoneMasked: community.MaskPhone(n.Who.Phone), Building: n.Who.Building,
		Template: n.Template, Text: n.Text, At: here(n.At),
	}
	if v.in(n.Who.Building).act {
		w.Name = n.Who.Name
	}
	if w.Address = v.tree.BuildingName(n.Who.Building); n.Home.ID != "" {
		w.Address = v.tree.Address(n.Home)
	}
	if t := n.Told; t != nil {
		w.Told = &Told{At: here(t.At), By: t.Name, How: t.How, Note: t.Note}
	}
	return w
}

// ToldInput says that somebody was told.
type ToldInput struct {
	Notice string `path:"notice" maxLength:"160" pattern:"^[A-Za-z0-9._-]+$"`
	Body   struct {
		How  string `json:"how" maxLength:"10" doc:"visit, phone, family or paper"`
		Note string `json:"note,omitempty" maxLength:"200"`
	}
}

// postTold writes down that somebody was told.
//
//	POST /v1/to-tell/{notice}/told   {"how": "visit", "note": "女儿在家"}
//	200 ToTell | 400 told_how | 404 no_such_notice
func (a *API) postTold(ctx context.Context, in *ToldInput) (*reply[ToTell], error) {
	n, p, err := a.Community.NoticeIn(ctx, a.reach(ctx, identity.ActForPeople), in.Notice)
	if err == nil {
		err = community.CheckTold(in.Body.How)
	}
	if err != nil {
		return nil, err
	}
	if n.Told == nil {
		who, detail := actor(ctx).Account, map[string]string{"how": in.Body.How, "template": n.Template}
		err = a.audited(ctx, "person.tell", "notice/"+n.ID, p.Building, p.ID, strings.TrimSpace(in.Body.Note), detail, func(ctx context.Context) (err error) {
			n, err = a.Community.Tell(ctx, n.ID, community.Telling{Account: string(who.ID), Name: who.Name, How: in.Body.How, Note: in.Body.Note})
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if err := a.toldInPerson(ctx, n); err != nil {
		return nil, err
	}
	v, err := a.viewer(ctx)
	if err != nil {
		return nil, err
	}
	homes, err := a.Community.Store.Households.Many(ctx, []community.HouseholdID{p.Household})
	if err != nil {
		return nil, err
	}
	told := community.ToTell{Notice: n, Who: p}
	if len(homes) > 0 {
		told.Home = homes[0]
	}
	return &reply[ToTell]{v.toTell(told)}, nil
}

// toldInPerson has the list of who was told of a bulletin say so too; a notice that is
// about something else is in none.
func (a *API) toldInPerson(ctx context.Context, n community.Notice) error {
	if a.Tellings == nil || n.Told == nil {
		return nil
	}
	return a.Tellings.Turn(ctx, n.ID, events.InPerson, events.Telling{State: events.WasTold, How: n.Told.How, At: n.Told.At})
}
