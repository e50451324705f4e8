package api

import (
	"context"
	"errors"
	"time"

	"wanjia/events/community"
	"wanjia/events/fault"
)

// Errors of one's own affairs.
var (
	errNobody       = fault.New(fault.NotFound, "no_household", "you have not said yet who you are and where you live")
	errBound        = fault.New(fault.Conflict, "already_bound", "this account stands for somebody else already")
	errNameMismatch = fault.New(fault.Conflict, "name_mismatch", "that is not the full name that was written down")
	errTries        = fault.New(fault.Limited, "too_many_tries", "that was tried too often today; ask your building head, or try tomorrow")
)

// bindTries and registerTries are how often a day one account may say who it is, and
// ask where it lives: names and neighbours are not to be guessed.
var (
	bindTries     = Rate{Count: 5, Per: 24 * time.Hour, Burst: 5}
	registerTries = Rate{Count: 8, Per: 24 * time.Hour, Burst: 8}
)

// Candidate is somebody who gave the account's number.
type Candidate struct {
	Person       community.PersonID `json:"person"`
	NameMasked   string             `json:"name_masked" example:"邓*燕"`
	BuildingName string             `json:"building_name" example:"桂香苑 12栋"`
	Mine         bool               `json:"mine" doc:"This account stands for them"`
}

// CandidateList is everybody who gave the account's number.
type CandidateList struct {
	Items []Candidate `json:"items" nullable:"false"`
}

// BindRequest says who somebody is.
type BindRequest struct {
	Person community.PersonID `json:"person" minLength:"1" maxLength:"128"`
	Name   string             `json:"name" minLength:"1" maxLength:"400" doc:"The full name, as it was written down"`
}

// BindInput is an attempt to say who one is.
type BindInput struct{ Body BindRequest }

// OwnPerson is what is written down about a person, to that person and those who may
// act for them.
type OwnPerson struct {
	ID          community.PersonID `json:"id"`
	Name        string             `json:"name"`
	Sex         string             `json:"sex" enum:",F,M"`
	Born        community.Day      `json:"born" doc:"A day, only a year, or empty"`
	Role        string             `json:"role" doc:"In the household"`
	PhoneMasked string             `json:"phone_masked"`
	Ability     string             `json:"ability" enum:",daily,chat,feature,none" doc:"With a telephone"`
	Language    string             `json:"language" enum:",putonghua,wuhan,other,sign"`
	Needs       []Need             `json:"needs" nullable:"false"`
	Residency   string             `json:"residency" enum:",claimed,confirmed,refused" doc:"Empty for those known all along"`
}

// Own is who the account stands for.
type Own struct {
	Person    OwnPerson             `json:"person"`
	Household community.HouseholdID `json:"household" doc:"Empty for somebody who has moved out"`
	Address   string                `json:"address"`
	Building  community.NodeID      `json:"building"`
	Head      *HeadCard             `json:"head" doc:"Who answers for the building; null where nobody does"`
}

// HeadCard is the building head as everybody may know them.
type HeadCard struct {
	Title     string `json:"title" example:"楼栋长"`
	Name      string `json:"name" doc:"Empty unless they agreed to it"`
	DutyPhone string `json:"duty_phone"`
}

// OwnCorrection is a correction of what is written down; what is left out stays.
type OwnCorrection struct {
	Name     *string            `json:"name,omitempty" maxLength:"400"`
	Born     *community.Day     `json:"born,omitempty" maxLength:"16"`
	Sex      *string            `json:"sex,omitempty" enum:",F,M"`
	Ability  *string            `json:"ability,omitempty" enum:",daily,chat,feature,none"`
	Language *string            `json:"language,omitempty" enum:",putonghua,wuhan,other,sign"`
	Needs    *[]Need            `json:"needs,omitempty" maxItems:"40"`
	For      community.PersonID `json:"for,omitempty" maxLength:"128" doc:"Somebody the caller may act for"`
}

// OwnCorrectionInput is a correction.
type OwnCorrectionInput struct{ Body OwnCorrection }

// getMePeople answers GET /v1/me/people: 200 CandidateList. The number was proved by
// signing in with it; children do not sign in.
func (a *API) getMePeople(ctx context.Context, _ *struct{}) (*reply[CandidateList], error) {
	account := actor(ctx).Account
	people, err := a.Community.PeopleWithPhone(ctx, account.Phone)
	if err != nil {
		return nil, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	list := CandidateList{Items: []Candidate{}}
	for _, p := range people {
		if a.maySignIn(p) {
			list.Items = append(list.Items, Candidate{
				Person: p.ID, NameMasked: community.MaskName(p.Name),
				BuildingName: buildingName(tree, p.Building), Mine: account.Person == string(p.ID),
			})
		}
	}
	return &reply[CandidateList]{list}, nil
}

// maySignIn says whether an account may stand for somebody: not for a small child,
// whose record often has a parent's number.
func (a *API) maySignIn(p community.Person) bool {
	age, known := community.Age(p.Born, a.Now())
	return p.Live() && !(known && age < community.ConsentAge)
}

// postMePerson makes the account stand for somebody who gave its number.
//
//	POST /v1/me/person   {"person": "p-1", "name": "邓海燕"}
//	200 Own | 404 no_such_person | 409 already_bound, name_mismatch, person_bound |
//	429 too_many_tries
func (a *API) postMePerson(ctx context.Context, in *BindInput) (*reply[Own], error) {
	account := actor(ctx).Account
	if account.Person != "" && account.Person != string(in.Body.Person) {
		return nil, errBound
	}
	if account.Person == "" {
		if err := a.bind(ctx, in.Body); err != nil {
			return nil, err
		}
	}
	return a.replyOwn(ctx, in.Body.Person)
}

func (a *API) bind(ctx context.Context, in BindRequest) error {
	account := actor(ctx).Account
	if err := a.tries(ctx, "bind", bindTries); err != nil {
		return err
	}
	p, err := a.Community.Store.People.Get(ctx, in.Person)
	if errors.Is(err, community.ErrNoPerson) || err == nil && (account.Phone == "" || p.Phone != account.Phone || !a.maySignIn(p)) {
		return community.ErrNoPerson
	}
	if err != nil {
		return err
	}
	return a.audited(ctx, "person.bind", "person/"+string(p.ID), scopeOf(p), "", "", nil, func(ctx context.Context) error {
		if !community.SameName(p.Name, in.Name) {
			return errNameMismatch
		}
		return a.Identity.BindPerson(ctx, account.ID, string(p.ID))
	})
}

// tries counts one more of what an account may do only so often a day.
func (a *API) tries(ctx context.Context, what string, rate Rate) error {
	d := a.shared(ctx, what+"/"+string(actor(ctx).Account.ID), rate)
	if d.OK {
		return nil
	}
	return errTries.With("retry_after_s", int(d.RetryAfter.Seconds())+1)
}

// getMePerson answers GET /v1/me/person: 200 Own | 404 no_household.
func (a *API) getMePerson(ctx context.Context, _ *struct{}) (*reply[Own], error) {
	me, err := a.self(ctx)
	if err != nil {
		return nil, err
	}
	return a.replyOwn(ctx, me.ID)
}

// patchMePerson corrects what is written down about the caller, or about somebody
// they may act for in what they correct: needs in needs, how to be reached in
// contact, and who it is in all.
//
//	PATCH /v1/me/person   {"name": "邓海艳", "for": "p-2"}
//	200 Own | 400 name, born, need, person_field | 404 no_household, no_such_person |
//	409 needs_consent
func (a *API) patchMePerson(ctx context.Context, in *OwnCorrectionInput) (*reply[Own], error) {
	me, err := a.self(ctx)
	if err != nil {
		return nil, err
	}
	b := in.Body
	var scopes []string
	if b.Name != nil || b.Born != nil || b.Sex != nil {
		scopes = append(scopes, community.ToAll)
	}
	if b.Ability != nil || b.Language != nil {
		scopes = append(scopes, community.ToContact)
	}
	if b.Needs != nil {
		scopes = append(scopes, community.ToNeeds)
	}
	p, err := a.actingFor(ctx, me, b.For, scopes...)
	if err != nil {
		return nil, err
	}
	c := community.Correction{Name: b.Name, Born: b.Born, Sex: b.Sex, Ability: b.Ability, Language: b.Language}
	if b.Needs != nil {
		c.Needs = new(domainNeeds(*b.Needs))
	}
	if len(c.Fields()) == 0 {
		return a.replyOwn(ctx, p.ID)
	}
	detail := map[string]string{}
	for _, field := range c.Fields() {
		detail[field] = "changed"
	}
	err = a.audited(ctx, "person.change", "person/"+string(p.ID), scopeOf(p), other(me, p), "", detail, func(ctx context.Context) error {
		_, err := a.Community.Correct(ctx, p.ID, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.replyOwn(ctx, p.ID)
}

// self is the person the account stands for, or no_household.
func (a *API) self(ctx context.Context) (community.Person, error) {
	id := community.PersonID(actor(ctx).Account.Person)
	if id == "" {
		return community.Person{}, errNobody
	}
	p, err := a.Community.Survivor(ctx, id)
	if errors.Is(err, community.ErrNoPerson) {
		return community.Person{}, errNobody
	}
	return p.Housed(), err
}

// actingFor returns whom the caller speaks for: themselves for "", else somebody
// they may act for in every one of the scopes. Anybody else does not exist.
func (a *API) actingFor(ctx context.Context, me community.Person, id community.PersonID, scopes ...string) (community.Person, error) {
	if id == "" || id == me.ID {
		return me, nil
	}
	if len(scopes) == 0 {
		return community.Person{}, community.ErrNoPerson
	}
	for _, scope := range scopes {
		_, ok, err := a.Community.MayAct(ctx, me.ID, id, scope, a.Now())
		if err != nil {
			return community.Person{}, err
		}
		if !ok {
			return community.Person{}, community.ErrNoPerson
		}
	}
	return a.Community.Survivor(ctx, id)
}

// other is whom a line of the log is for: nobody, where one acts for oneself.
func other(me, p community.Person) community.PersonID {
	if p.ID == me.ID {
		return ""
	}
	return p.ID
}

// scopeOf is the node somebody's affairs lie in.
func scopeOf(p community.Person) community.NodeID {
	if p.Building == "" {
		return community.Everything
	}
	return p.Building
}

func buildingName(t *community.Tree, id community.NodeID) string {
	if id == "" {
		return ""
	}
	return t.BuildingName(id)
}
