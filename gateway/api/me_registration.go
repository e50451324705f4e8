package api

import (
	"context"
	"errors"
	"slices"
	"strings"

	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
)

var errHouseholdKnown = fault.New(fault.Conflict, "household_known", "somebody is written down at this address already; say whether it is your household")

// Registration says who somebody is and where they live.
type Registration struct {
	Name     string           `json:"name" minLength:"1" maxLength:"400"`
	Sex      string           `json:"sex,omitempty" enum:",F,M"`
	Born     community.Day    `json:"born,omitempty" maxLength:"16" doc:"A day, only a year, or empty"`
	Building community.NodeID `json:"building" minLength:"1" maxLength:"32" example:"GX-12"`
	Unit     int              `json:"unit" minimum:"1" maximum:"99"`
	Room     string           `json:"room" minLength:"1" maxLength:"24" example:"501"`
	Join     string           `json:"join,omitempty" maxLength:"128" doc:"A household of that address, or new; needed where households are known there"`
	Consent  RegistrationYes  `json:"consent"`
}

// RegistrationYes is the consent to being registered.
type RegistrationYes struct {
	Version string `json:"version" minLength:"1" maxLength:"32" doc:"Of the text that was read" example:"2026-1"`
}

// RegistrationInput is a registration.
type RegistrationInput struct{ Body Registration }

// KnownHousehold is a household at an address, as somebody may know it who says they
// live there.
type KnownHousehold struct {
	ID       community.HouseholdID `json:"id"`
	Surnames []string              `json:"surnames"`
	People   int                   `json:"people"`
}

// postMeRegistration writes down whoever has signed in.
//
//	POST /v1/me/registration   {"name": "邓海燕", "building": "GX-12", "unit": 2, "room": "501", "consent": {"version": "2026-1"}}
//	201 Own | 400 name, born, no_such_address | 403 guardian_needed |
//	404 no_such_building, no_such_household | 409 household_known, has_household,
//	consent_version | 429 too_many_tries
//
// Whoever joins a household sees nobody of it before one of them, or the building
// head, has confirmed it. Sending it twice registers once.
func (a *API) postMeRegistration(ctx context.Context, in *RegistrationInput) (*reply[Own], error) {
	if err := a.tries(ctx, "register", registerTries); err != nil {
		return nil, err
	}
	b := in.Body
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	_, _, room, err := a.Community.FlatOf(tree, b.Building, b.Unit, b.Room)
	if err != nil {
		return nil, err
	}
	b.Room = room
	if b.Name, err = community.CleanName(b.Name); err != nil {
		return nil, err
	}
	if b.Born, err = community.CleanBorn(b.Born, a.Now()); err != nil {
		return nil, err
	}
	if b.Consent.Version != community.ConsentVersion {
		return nil, community.ErrConsentVersion.With("version", community.ConsentVersion)
	}
	if age, known := community.Age(b.Born, a.Now()); known && age < community.ConsentAge {
		return nil, community.ErrGuardian
	}
	return a.registerAt(ctx, b)
}

func (a *API) registerAt(ctx context.Context, b Registration) (*reply[Own], error) {
	code := community.CodeOf(b.Building, b.Unit, b.Room)
	there, err := a.occupied(ctx, code)
	if err != nil {
		return nil, err
	}
	me, err := a.self(ctx)
	switch {
	case err == nil && me.Household != "":
		if there.lives(me.ID) && community.SameName(me.Name, b.Name) {
			return a.replyOwn(ctx, me.ID) // sent twice
		}
		return nil, community.ErrHome
	case err != nil && !errors.Is(err, errNobody):
		return nil, err
	}
	// Somebody wrote them down here already, with the number they have proved.
	if known, ok := there.known(actor(ctx).Account, b.Name); ok && me.ID == "" && a.maySignIn(known) {
		err := a.audited(ctx, "person.bind", "person/"+string(known.ID), scopeOf(known), "", "", nil, func(ctx context.Context) error {
			return a.Identity.BindPerson(ctx, actor(ctx).Account.ID, string(known.ID))
		})
		if err != nil {
			return nil, err
		}
		return a.replyOwn(ctx, known.ID)
	}
	household, err := a.joined(ctx, b, there)
	if err != nil {
		return nil, err
	}
	return a.moveIn(ctx, me, household, b)
}

// flat is the households of an address and who lives in each.
type flat struct {
	households []community.Household
	people     map[community.HouseholdID][]community.Person
}

func (a *API) occupied(ctx context.Context, code string) (flat, error) {
	f := flat{people: map[community.HouseholdID][]community.Person{}}
	var err error
	if f.households, err = a.Community.HouseholdsAt(ctx, code); err != nil {
		return f, err
	}
	for _, h := range f.households {
		if f.people[h.ID], err = a.Community.PeopleOf(ctx, h.ID); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (f flat) lives(id community.PersonID) bool {
	for _, people := range f.people {
		if slices.ContainsFunc(people, func(p community.Person) bool { return p.ID == id }) {
			return true
		}
	}
	return false
}

func (f flat) known(account identity.Account, name string) (community.Person, bool) {
	for _, h := range f.households {
		for _, p := range f.people[h.ID] {
			if account.Phone != "" && p.Phone == account.Phone && community.SameName(p.Name, name) {
				return p, true
			}
		}
	}
	return community.Person{}, false
}

// names says of each household that has people what it is called.
func (f flat) names() []KnownHousehold {
	var list []KnownHousehold
	for _, h := range f.households {
		k := KnownHousehold{ID: h.ID, Surnames: []string{}, People: len(f.people[h.ID])}
		for _, p := range f.people[h.ID] {
			if s := surname(p.Name); s != "" && !slices.Contains(k.Surnames, s) {
				k.Surnames = append(k.Surnames, s)
			}
		}
		if k.People > 0 {
			list = append(list, k)
		}
	}
	return list
}

// joined is the household somebody is to belong to.
func (a *API) joined(ctx context.Context, b Registration, there flat) (community.HouseholdID, error) {
	n := community.NewHousehold{Building: b.Building, Unit: b.Unit, Room: b.Room}
	switch {
	case b.Join == "new":
		n.ID = community.HouseholdID("h-" + a.ownID(ctx, "household", community.CodeOf(b.Building, b.Unit, b.Room)))
		n.Another = true
	case b.Join != "":
		i := slices.IndexFunc(there.households, func(h community.Household) bool { return h.ID == community.HouseholdID(b.Join) })
		if i < 0 {
			return "", community.ErrNoHousehold
		}
		return there.households[i].ID, nil
	case len(there.names()) > 0:
		return "", errHouseholdKnown.With("households", there.names())
	case len(there.households) > 0: // everybody has moved out of it
		return there.households[0].ID, nil
	}
	var h community.Household
	err := a.audited(ctx, "household.add", "household/"+community.CodeOf(b.Building, b.Unit, b.Room), b.Building, "", "", nil,
		func(ctx context.Context) (err error) {
			h, err = a.Community.AddHousehold(ctx, n)
			return err
		})
	if errors.Is(err, community.ErrExists) { // somebody else of the flat was quicker
		there, ferr := a.occupied(ctx, community.CodeOf(b.Building, b.Unit, b.Room))
		if ferr != nil {
			return "", ferr
		}
		return "", errHouseholdKnown.With("households", there.names())
	}
	return h.ID, err
}

// ownID is a name of the account's own making, the same when it asks again.
func (a *API) ownID(ctx context.Context, parts ...string) string {
	id := community.IDFrom("", strings.Join(append([]string{string(actor(ctx).Account.ID)}, parts...), "\x00"))
	return strings.TrimPrefix(string(id), "p-")
}

// moveIn writes somebody down in a household, or their new address.
func (a *API) moveIn(ctx context.Context, me community.Person, household community.HouseholdID, b Registration) (*reply[Own], error) {
	account := actor(ctx).Account
	claim := community.Residency{State: community.Claimed, By: string(account.ID), At: a.Now()}
	id := me.ID
	if id == "" {
		var err error
		if id, err = a.freshID(ctx, household); err != nil {
			return nil, err
		}
	}
	err := a.audited(ctx, "person.register", "person/"+string(id), b.Building, "", "", map[string]string{"household": string(household)},
		func(ctx context.Context) error {
			if me.ID != "" {
				_, err := a.Community.MoveIn(ctx, household, me.ID, claim)
				return err
			}
			// Always a record of their own: one that somebody else wrote under the same
			// name is theirs only if the number says so, or once it has been merged.
			_, err := a.Community.Register(ctx, community.NewPerson{
				ID: id, Household: household, Name: b.Name, Sex: b.Sex, Born: b.Born, Phone: account.Phone, Ability: "daily",
				Channel: "self", Residency: claim, Another: true,
				Agreed: &community.Agreed{Version: b.Consent.Version, How: "app", Account: string(account.ID)},
			})
			if err != nil {
				return err
			}
			return a.Identity.BindPerson(ctx, account.ID, string(id))
		})
	if err != nil {
		return nil, err
	}
	return a.replyOwn(ctx, id)
}

// freshID is the id under which the account writes itself down: the same for a
// repeat, another after the record was removed.
func (a *API) freshID(ctx context.Context, household community.HouseholdID) (community.PersonID, error) {
	for n := ""; ; n += "+" {
		id := community.PersonID("p-" + a.ownID(ctx, "person", string(household), n))
		p, err := a.Community.Store.People.Get(ctx, id)
		switch {
		case errors.Is(err, community.ErrNoPerson):
			return id, nil
		case err != nil:
			return "", err
		case p.Live() && p.Household == household:
			return id, nil
		}
	}
}

// compounds are surnames of two characters; everybody else's is the first.
var compounds = []string{"欧阳", "上官", "司马", "诸葛", "尉迟", "东方", "皇甫", "公孙", "令狐", "慕容", "司徒", "夏侯", "南宫", "端木", "西门", "百里", "呼延", "轩辕", "长孙", "宇文"}

func surname(name string) string {
	runes := []rune(name)
	if len(runes) > 2 && slices.Contains(compounds, string(runes[:2])) {
		return string(runes[:2])
	}
	if len(runes) == 0 {
		return ""
	}
	return string(runes[:1])
}
