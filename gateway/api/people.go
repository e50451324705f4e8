package api

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
)

// Directory finds people, households and buildings by what somebody has in hand.
type Directory interface {
	// Search returns what answers the text within the reach, the best first, and
	// the moment up to which changes are in the answer. No kinds means all.
	Search(ctx context.Context, text string, reach community.Reach, kinds []string, limit int) ([]Found, time.Time, error)
}

// Found is an answer of the [Directory].
type Found struct {
	Kind  string // person, household, building
	ID    string
	Why   []string
	Score int
}

var errSearch = fault.New(fault.Unavailable, "search_unavailable", "searching is not ready yet; please try again shortly")

// PeopleQuery is a search.
type PeopleQuery struct {
	Q        string               `query:"q" maxLength:"200" doc:"A name, its pinyin or initials, an address, the end of a number, or some of each"`
	Kind     string               `query:"kind" enum:"person,household,building" doc:"Only these; empty for all"`
	Building community.NodeID     `query:"building" maxLength:"64" doc:"Only in this building"`
	Estate   community.EstateCode `query:"estate" maxLength:"16" doc:"Only in this estate, as far as the caller's reach goes"`
	Node     community.NodeID     `query:"node" maxLength:"64" doc:"Only in this part of the organisation"`
	Limit    int                  `query:"limit" minimum:"1" maximum:"50" default:"20"`
}

// FoundList is the answer to a search, the best first.
type FoundList struct {
	Items []FoundItem `json:"items" nullable:"false"`
	AsOf  time.Time   `json:"as_of" doc:"Changes up to then are in the answer"`
}

// PersonRef names a person.
type PersonRef struct {
	Person community.PersonID `path:"person" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
}

// getPeople answers GET /v1/people?q=: 200 FoundList | 404 no_such_building,
// no_such_estate, no_such_node | 503 search_unavailable.
func (a *API) getPeople(ctx context.Context, in *PeopleQuery) (*reply[FoundList], error) {
	reach := a.reach(ctx, identity.FindPeople)
	reach, err := a.Community.Narrow(ctx, reach, community.Narrowing{Node: in.Node, Estate: in.Estate, Building: in.Building})
	if err != nil {
		return nil, err
	}
	var kinds []string
	if in.Kind != "" {
		kinds = []string{in.Kind}
	}
	return a.search(ctx, reach, in.Q, kinds, in.Limit)
}

// search asks the directory.
func (a *API) search(ctx context.Context, reach community.Reach, q string, kinds []string, limit int) (*reply[FoundList], error) {
	if a.Directory == nil {
		return nil, errSearch
	}
	found, asOf, err := a.Directory.Search(ctx, q, reach, kinds, limit)
	if err != nil {
		return nil, err
	}
	items, err := a.showFound(ctx, reach, found)
	if err != nil {
		return nil, err
	}
	return &reply[FoundList]{FoundList{items, here(asOf)}}, nil
}

// showFound reads what was found from the store, which knows better than the index
// who is still there and in reach.
func (a *API) showFound(ctx context.Context, reach community.Reach, found []Found) ([]FoundItem, error) {
	var people []community.PersonID
	var homes []community.HouseholdID
	for _, f := range found {
		switch f.Kind {
		case "person":
			people = append(people, community.PersonID(f.ID))
		case "household":
			homes = append(homes, community.HouseholdID(f.ID))
		}
	}
	g, err := a.Community.Gather(ctx, reach, people, homes)
	if err != nil {
		return nil, err
	}
	v, err := a.viewer(ctx)
	if err != nil {
		return nil, err
	}
	items := []FoundItem{}
	for _, f := range found {
		if f.Why == nil {
			f.Why = []string{}
		}
		if item, ok := v.found(f, g, reach); ok {
			items = append(items, item)
		}
	}
	return items, nil
}

// getCallers answers GET /v1/callers?phone=: 200 PersonList | 400 person_phone.
func (a *API) getCallers(ctx context.Context, in *struct {
	Phone string `query:"phone" required:"true" maxLength:"32"`
}) (*reply[PersonList], error) {
	reach := a.reach(ctx, identity.ActForPeople)
	people, err := a.Community.WithPhoneIn(ctx, reach, in.Phone)
	if err != nil {
		return nil, err
	}
	if people, err = a.withSignedIn(ctx, reach, people, in.Phone); err != nil {
		return nil, err
	}
	out := PersonList{Items: []PersonView{}}
	for _, p := range people {
		view, err := a.showPerson(ctx, p, p.ID)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, view)
	}
	return &reply[PersonList]{out}, nil
}

// withSignedIn adds whoever signs in with a number, where that is not the one they gave
// for being called.
func (a *API) withSignedIn(ctx context.Context, reach community.Reach, people []community.Person, phone string) ([]community.Person, error) {
	account, err := a.Identity.AccountOf(ctx, phone)
	if errors.Is(err, identity.ErrNoAccount) || errors.Is(err, identity.ErrPhone) || err == nil && account.Person == "" {
		return people, nil // landlines have no account
	}
	if err != nil {
		return nil, err
	}
	p, err := a.Community.PersonIn(ctx, reach, community.PersonID(account.Person))
	if errors.Is(err, community.ErrNoPerson) || err == nil && slices.ContainsFunc(people, func(o community.Person) bool { return o.ID == p.ID }) {
		return people, nil
	}
	return append(people, p), err
}

// PersonList is people, whole.
type PersonList struct {
	Items []PersonView `json:"items" nullable:"false"`
	Next  string       `json:"next" doc:"Always empty: the list is whole"`
}

// getPerson answers GET /v1/people/{person}: 200 PersonView | 404 no_such_person.
func (a *API) getPerson(ctx context.Context, in *PersonRef) (*reply[PersonView], error) {
	p, err := a.Community.PersonIn(ctx, a.reach(ctx, identity.FindPeople), in.Person)
	if err != nil {
		return nil, err
	}
	return a.replyPerson(ctx, p, in.Person)
}

func (a *API) replyPerson(ctx context.Context, p community.Person, asked community.PersonID) (*reply[PersonView], error) {
	view, err := a.showPerson(ctx, p, asked)
	if err != nil {
		return nil, err
	}
	return &reply[PersonView]{view}, nil
}

func (a *API) showPerson(ctx context.Context, p community.Person, asked community.PersonID) (PersonView, error) {
	v, err := a.viewer(ctx)
	if err != nil {
		return PersonView{}, err
	}
	card, err := a.Community.CardOf(ctx, p)
	if err != nil {
		return PersonView{}, err
	}
	return v.person(card, asked), nil
}

// Agreement is how somebody agreed on whose behalf others write.
type Agreement struct {
	How     string `json:"how" enum:"paper,voice,head" doc:"On paper, by word, to the building head"`
	Witness string `json:"witness,omitempty" maxLength:"60" doc:"Who heard it; needed unless it is on paper"`
}

func (a *API) agreed(ctx context.Context, g *Agreement) *community.Agreed {
	if g == nil {
		return nil
	}
	return &community.Agreed{How: g.How, Witness: strings.TrimSpace(g.Witness), Account: string(actor(ctx).Account.ID)}
}

// RegisterInput is somebody to be registered on their behalf.
type RegisterInput struct {
	Body struct {
		Household community.HouseholdID `json:"household,omitempty" maxLength:"128" doc:"Or building, unit and room"`
		Building  community.NodeID      `json:"building,omitempty" maxLength:"64"`
		Unit      int                   `json:"unit,omitempty" minimum:"0" maximum:"99"`
		Room      string                `json:"room,omitempty" maxLength:"24"`
		Name      string                `json:"name" maxLength:"400"`
		Sex       string                `json:"sex,omitempty" enum:",M,F"`
		Born      community.Day         `json:"born,omitempty" maxLength:"10" example:"1950"`
		Role      string                `json:"role,omitempty" maxLength:"30"`
		Phone     string                `json:"phone,omitempty" maxLength:"32"`
		Ability   string                `json:"ability,omitempty" enum:",daily,chat,feature,none"`
		Language  string                `json:"language,omitempty" enum:",putonghua,wuhan,other,sign"`
		Needs     []Need                `json:"needs,omitempty" maxItems:"30"`
		Guardian  community.PersonID    `json:"guardian,omitempty" maxLength:"128" doc:"Of a child under 14: a grown-up of the household who agrees for it"`
		Consent   Agreement             `json:"consent"`
		Force     bool                  `json:"force,omitempty" doc:"Though somebody like this is on the list already"`
	}
}

// postPerson registers somebody on their behalf.
//
//	POST /v1/people   {"household": "h-1", "name": "龚秀英", "consent": {"how": "voice", "witness": "童爱华"}}
//	201 PersonView | 400 name, born, person_phone, person_field, need, witness,
//	no_such_address | 403 guardian_needed | 404 no_such_household,
//	no_such_building | 409 maybe_known, which_household
func (a *API) postPerson(ctx context.Context, in *RegisterInput) (*reply[PersonView], error) {
	b := in.Body
	n := community.NewPerson{
		Household: b.Household, Name: b.Name, Sex: b.Sex, Born: b.Born, Role: b.Role, Phone: b.Phone, Ability: b.Ability,
		Language: b.Language, Needs: domainNeeds(b.Needs), Guardian: b.Guardian, Agreed: a.agreed(ctx, &b.Consent),
	}
	reach := a.reach(ctx, identity.ChangePeople)
	p, likely, err := a.Community.Enrol(ctx, reach, community.Enrolment{
		Written: a.writtenBy(ctx),
		Person:  n, Building: b.Building, Unit: b.Unit, Room: b.Room, Force: b.Force,
	}, a.recorder(""))
	switch {
	case errors.Is(err, community.ErrMaybeKnown):
		return nil, a.maybeKnown(ctx, likely)
	case errors.Is(err, community.ErrSeveralHouseholds):
		return nil, a.whichHousehold(ctx, reach, err)
	case err != nil:
		return nil, err
	}
	return a.replyPerson(ctx, p, p.ID)
}

// whichHousehold adds to the question which households there are to choose from.
func (a *API) whichHousehold(ctx context.Context, reach community.Reach, asked error) error {
	f := fault.Of(asked)
	code, _ := f.Details["code"].(string)
	homes, _, err := a.Community.HouseholdsIn(ctx, reach, community.Homes{Code: code})
	if err != nil {
		return err
	}
	views := make([]HouseholdView, len(homes))
	for i, h := range homes {
		if views[i], err = a.showHousehold(ctx, h); err != nil {
			return err
		}
	}
	return f.With("households", views)
}

// writtenBy says as what the caller writes people of a building down: its head knows
// who lives there, a desk or a telephone only hears it.
func (a *API) writtenBy(ctx context.Context) func(community.NodeID) (string, community.Residency) {
	return func(building community.NodeID) (string, community.Residency) {
		if a.capacity(ctx, building) == identity.BuildingHead {
			return "head", community.Residency{State: "confirmed", By: string(actor(ctx).Account.ID), At: a.Now()}
		}
		return "desk", community.Residency{State: "claimed", By: string(actor(ctx).Account.ID), At: a.Now()}
	}
}

func (a *API) maybeKnown(ctx context.Context, likely []community.Likeness) error {
	v, err := a.viewer(ctx)
	if err != nil {
		return err
	}
	return community.ErrMaybeKnown.With("people", v.likes(likely))
}

// recorder writes the changes of one request into the log.
func (a *API) recorder(why string) community.Recorder {
	return func(ctx context.Context, act community.Act, change func(context.Context) error) error {
		return a.audited(ctx, act.What, act.Object, act.Scope, act.For, why, act.Detail, change)
	}
}

func domainNeeds(needs []Need) []community.Need {
	out := make([]community.Need, len(needs))
	for i, n := range needs {
		out[i] = community.Need{Kind: n.Kind, Code: n.Code}
	}
	return out
}
