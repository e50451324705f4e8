package api

import (
	"context"
	"slices"

	"wanjia/events/audit"
	"wanjia/events/community"
)

// OwnHousehold is the household the caller belongs to. To somebody who has only said
// that they live there it shows nobody but themselves.
type OwnHousehold struct {
	ID           community.HouseholdID `json:"id"`
	Address      string                `json:"address"`
	Code         string                `json:"code" example:"GX-12-2-501"`
	Building     community.NodeID      `json:"building"`
	BuildingName string                `json:"building_name"`
	Unit         int                   `json:"unit"`
	Room         string                `json:"room"`
	Tenure       string                `json:"tenure" enum:",owner,renter,public"`
	MovedIn      community.Day         `json:"moved_in"`
	People       []Housemate           `json:"people" nullable:"false"`
	Head         *HeadCard             `json:"head"`
	Managed      bool                  `json:"managed" doc:"Whether the caller sees the others and may write down more"`
}

// Housemate is one of a household.
type Housemate struct {
	OwnPerson
	AgeBand     string `json:"age_band"`
	Me          bool   `json:"me"`
	MayAct      bool   `json:"may_act" doc:"The caller may act for them in something"`
	Confirmable bool   `json:"confirmable" doc:"The caller may confirm that they live here"`
}

// Newcomer is somebody to be added to one's household.
type Newcomer struct {
	Name    string        `json:"name" minLength:"1" maxLength:"400"`
	Sex     string        `json:"sex,omitempty" enum:",F,M"`
	Born    community.Day `json:"born,omitempty" maxLength:"16"`
	Role    string        `json:"role,omitempty" maxLength:"32" doc:"wife, husband, child, grandmother, ..."`
	Phone   string        `json:"phone,omitempty" maxLength:"64"`
	Needs   []Need        `json:"needs,omitempty" maxItems:"40"`
	Consent NewcomerYes   `json:"consent"`
}

// NewcomerYes is how somebody agreed to being registered.
type NewcomerYes struct {
	How     string `json:"how" enum:"app,paper,voice" doc:"app only for a child of the caller's, under 18"`
	Witness string `json:"witness,omitempty" maxLength:"240" doc:"Who heard it, or keeps the paper"`
	Version string `json:"version,omitempty" maxLength:"32" doc:"Of the text; empty for the present one"`
}

// NewcomerInput adds somebody.
type NewcomerInput struct{ Body Newcomer }

// HousemateRef names somebody of one's household.
type HousemateRef struct {
	Person community.PersonID `path:"person" maxLength:"128"`
	Why    string             `query:"why" maxLength:"400" doc:"In a few words"`
}

// getMeHousehold answers GET /v1/me/household: 200 OwnHousehold | 404 no_household.
func (a *API) getMeHousehold(ctx context.Context, _ *struct{}) (*reply[OwnHousehold], error) {
	me, err := a.self(ctx)
	if err == nil && me.Household == "" {
		err = errNobody
	}
	if err != nil {
		return nil, err
	}
	w, err := a.ownHousehold(ctx, me)
	if err != nil {
		return nil, err
	}
	return &reply[OwnHousehold]{w}, nil
}

func (a *API) ownHousehold(ctx context.Context, me community.Person) (OwnHousehold, error) {
	h, err := a.Community.Store.Households.Get(ctx, me.Household)
	if err != nil {
		return OwnHousehold{}, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return OwnHousehold{}, err
	}
	w := OwnHousehold{
		ID: h.ID, Address: tree.Address(h), Code: h.Code, Building: h.Building, BuildingName: tree.BuildingName(h.Building),
		Unit: h.Unit, Room: h.Room, Tenure: h.Tenure, MovedIn: h.MovedIn, People: []Housemate{},
	}
	people, err := a.Community.PeopleOf(ctx, h.ID)
	if err != nil {
		return OwnHousehold{}, err
	}
	acts, err := a.Community.ActsFor(ctx, me.ID, a.Now())
	if err != nil {
		return OwnHousehold{}, err
	}
	w.Managed = community.Manages(me, people, string(actor(ctx).Account.ID))
	for _, p := range people {
		acting := slices.ContainsFunc(acts, func(r community.Relation) bool { return r.Person == p.ID })
		if p.ID == me.ID || acting || w.Managed {
			w.People = append(w.People, a.housemate(ctx, me, p, acting))
		}
	}
	w.Head, err = a.head(ctx, h.Building)
	return w, err
}

// housemate is somebody as those they live with see them: of the birth of others only
// the year.
func (a *API) housemate(ctx context.Context, me, p community.Person, acting bool) Housemate {
	w := Housemate{
		OwnPerson: ownPerson(p), AgeBand: community.AgeBand(p.Born, a.Now()), Me: p.ID == me.ID, MayAct: acting,
		Confirmable: p.ID != me.ID && me.Settled() && p.Residency.State == community.Claimed && p.Residency.By != string(actor(ctx).Account.ID),
	}
	if !w.Me && !acting {
		w.Born = community.Day(community.MaskBorn(p.Born))
	}
	return w
}

// housemates are those the caller lives with and looks after. It returns no_household,
// and unconfirmed for somebody who only said they live there.
func (a *API) housemates(ctx context.Context) (community.Person, []community.Person, error) {
	me, err := a.self(ctx)
	if err == nil && me.Household == "" {
		err = errNobody
	}
	if err != nil {
		return me, nil, err
	}
	people, err := a.Community.PeopleOf(ctx, me.Household)
	if err == nil && !community.Manages(me, people, string(actor(ctx).Account.ID)) {
		err = community.ErrUnconfirmed
	}
	return me, people, err
}

// postHousemate adds somebody to the caller's household. Somebody of that name who is
// there already is answered as they are: nobody is counted twice.
//
//	POST /v1/me/household/people   {"name": "龚秀英", "born": "1950", "consent": {"how": "voice", "witness": "邓海燕"}}
//	201 OwnPerson | 400 name, born, person_phone, person_field, need, witness |
//	403 unconfirmed, guardian_needed | 404 no_household
func (a *API) postHousemate(ctx context.Context, in *NewcomerInput) (*reply[OwnPerson], error) {
	me, _, err := a.housemates(ctx)
	if err != nil {
		return nil, err
	}
	b, account := in.Body, actor(ctx).Account
	age, known := community.Age(b.Born, a.Now())
	child := known && age < 18
	if b.Consent.How == "app" && !child { // grown-ups say so themselves, on their own page
		return nil, community.ErrGuardian
	}
	n := community.NewPerson{
		Household: me.Household, Name: b.Name, Sex: b.Sex, Born: b.Born, Role: b.Role, Phone: b.Phone, Needs: domainNeeds(b.Needs), Channel: "family",
		Residency: community.Residency{State: community.Claimed, By: string(account.ID), At: a.Now()},
		Agreed:    &community.Agreed{Version: b.Consent.Version, How: b.Consent.How, Account: string(account.ID), Witness: b.Consent.Witness},
	}
	if child {
		n.Guardian = me.ID
	}
	var p community.Person
	err = a.audited(ctx, "person.register", "household/"+string(me.Household), scopeOf(me), "", "", map[string]string{"name": community.MaskName(b.Name)},
		func(ctx context.Context) (err error) {
			p, err = a.Community.Register(ctx, n)
			return err
		})
	if err != nil {
		return nil, err
	}
	return &reply[OwnPerson]{a.housemate(ctx, me, p, child && p.Created.Equal(p.Changed)).OwnPerson}, nil
}

// postHousemateConfirm says that somebody lives in the caller's household. Confirming twice is
// confirming once.
//
//	POST /v1/me/household/people/{person}/confirm
//	200 OwnHousehold | 403 unconfirmed | 404 no_household, no_such_person | 409 own_word
func (a *API) postHousemateConfirm(ctx context.Context, in *HousemateRef) (*reply[OwnHousehold], error) {
	me, people, err := a.housemates(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(people, func(p community.Person) bool { return p.ID == in.Person })
	if i < 0 {
		return nil, community.ErrNoPerson
	}
	if !me.Settled() { // who founded a household is not yet known to live there either
		return nil, community.ErrUnconfirmed
	}
	if people[i].Residency.State == community.Claimed {
		err = a.audited(ctx, "person.residency", "person/"+string(in.Person), scopeOf(me), other(me, people[i]), "",
			map[string]string{"state": community.Confirmed}, func(ctx context.Context) error {
				_, err := a.Community.Confirm(ctx, me.Household, in.Person, string(actor(ctx).Account.ID))
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	w, err := a.ownHousehold(ctx, me)
	if err != nil {
		return nil, err
	}
	return &reply[OwnHousehold]{w}, nil
}

// deleteHousemate says that somebody lives in the caller's household no more. Who has
// a telephone of their own says so themselves, or the building head does.
//
//	DELETE /v1/me/household/people/{person}?why=
//	204 | 400 reason | 403 unconfirmed, own_say | 404 no_household, no_such_person
func (a *API) deleteHousemate(ctx context.Context, in *HousemateRef) (*struct{}, error) {
	me, err := a.self(ctx)
	if err != nil {
		return nil, err
	}
	p := me
	if in.Person != me.ID {
		var people []community.Person
		if me, people, err = a.housemates(ctx); err != nil {
			return nil, err
		}
		i := slices.IndexFunc(people, func(p community.Person) bool { return p.ID == in.Person })
		if i < 0 {
			return nil, community.ErrNoPerson
		}
		p = people[i]
		_, acts, err := a.Community.MayAct(ctx, me.ID, p.ID, community.ToAll, a.Now())
		if err != nil {
			return nil, err
		}
		if p.Phone != "" && p.Phone != me.Phone && !acts {
			return nil, community.ErrOwnSay
		}
	}
	if in.Why == "" {
		return nil, audit.ErrReason
	}
	return nil, a.audited(ctx, "person.residency", "person/"+string(p.ID), scopeOf(p), other(me, p), in.Why, map[string]string{"state": "moved_out"},
		func(ctx context.Context) error { return a.Community.MoveOut(ctx, p.Household, p.ID) })
}
