package api

import (
	"context"
	"slices"
	"time"

	"wanjia/events/community"
)

// OwnConsent is what somebody said last on one purpose.
type OwnConsent struct {
	Purpose  community.Purpose `json:"purpose" enum:"service,needs,agent,duty_roster,duty_photo,photos,care_card,replay"`
	Version  string            `json:"version" doc:"Of the text they read or heard; empty where nobody asked"`
	State    string            `json:"state" enum:"given,refused,withdrawn,never"`
	Required bool              `json:"required" doc:"Without it nothing can be kept"`
	At       *time.Time        `json:"at,omitempty" doc:"When it was said, or taken back"`
	How      string            `json:"how,omitempty" enum:"app,paper,voice,head"`
	ByName   string            `json:"by_name,omitempty" doc:"Who said it, where it was a guardian"`
}

// OwnConsents is what somebody agreed to, purpose by purpose.
type OwnConsents struct {
	Items   []OwnConsent `json:"items" nullable:"false"`
	Version string       `json:"version" doc:"Of the texts there are now"`
}

// ForInput names whom a request is about.
type ForInput struct {
	For community.PersonID `query:"for" maxLength:"128" doc:"Somebody the caller may act for; empty for oneself"`
}

// Agree is a yes or a no.
type Agree struct {
	Given   bool               `json:"given"`
	Version string             `json:"version" minLength:"1" maxLength:"32" doc:"Of the text that was read"`
	For     community.PersonID `json:"for,omitempty" maxLength:"128" doc:"A child, or somebody the caller may speak for in their needs"`
	Witness string             `json:"witness,omitempty" maxLength:"240" doc:"Who else heard a grown-up say it; empty for nobody"`
}

// AgreeInput is an answer to one purpose.
type AgreeInput struct {
	Purpose community.Purpose `path:"purpose" maxLength:"32"`
	Body    Agree
}

// getMeConsents answers GET /v1/me/consents?for=: 200 OwnConsents | 404 no_household,
// no_such_person.
func (a *API) getMeConsents(ctx context.Context, in *ForInput) (*reply[OwnConsents], error) {
	me, err := a.self(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.actingInAnything(ctx, me, in.For)
	if err != nil {
		return nil, err
	}
	return a.replyConsents(ctx, p)
}

// actingInAnything returns whom the caller speaks for in whatever scope.
func (a *API) actingInAnything(ctx context.Context, me community.Person, id community.PersonID) (community.Person, error) {
	if id == "" || id == me.ID {
		return me, nil
	}
	acts, err := a.Community.ActsFor(ctx, me.ID, a.Now())
	if err != nil {
		return community.Person{}, err
	}
	p, err := a.Community.Survivor(ctx, id)
	if err == nil && !slices.ContainsFunc(acts, func(r community.Relation) bool { return r.Person == p.ID }) {
		err = community.ErrNoPerson
	}
	if err != nil {
		return community.Person{}, err
	}
	return p, nil
}

func (a *API) replyConsents(ctx context.Context, p community.Person) (*reply[OwnConsents], error) {
	standings, err := a.Community.Consents(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	list := OwnConsents{Items: make([]OwnConsent, len(standings)), Version: community.ConsentVersion}
	for i, s := range standings {
		w := OwnConsent{Purpose: s.Purpose, State: s.State, Required: s.Purpose == community.ForService, Version: s.Consent.Version, How: s.Consent.How}
		if s.Consent.ID != "" {
			at := s.Consent.At
			if !s.Consent.Withdrawn.IsZero() {
				at = s.Consent.Withdrawn
			}
			w.At = new(here(at))
		}
		if by := s.Consent.By; by != "" && by != p.ID {
			who, err := a.Community.Store.People.Many(ctx, []community.PersonID{by})
			if err != nil {
				return nil, err
			}
			if len(who) == 1 {
				w.ByName = who[0].Name
			}
		}
		list.Items[i] = w
	}
	return &reply[OwnConsents]{list}, nil
}

// putMeConsent says yes or no to one purpose: for oneself; for a child, as the one who
// answers for it; and for a grown-up who lets the caller speak for them in their needs,
// their word to those needs being kept, written down as heard by the caller.
//
//	PUT /v1/me/consents/{purpose}   {"given": true, "version": "2026-1"}
//	200 OwnConsents | 400 consent_purpose | 403 guardian_needed |
//	404 no_household, no_such_person | 409 consent_version, delete_instead
func (a *API) putMeConsent(ctx context.Context, in *AgreeInput) (*reply[OwnConsents], error) {
	me, err := a.self(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.actingInAnything(ctx, me, in.Body.For)
	if err != nil {
		return nil, err
	}
	c := community.Consent{
		Person: p.ID, Purpose: in.Purpose, Version: in.Body.Version, Given: in.Body.Given, By: me.ID, How: "app",
		Account: string(actor(ctx).Account.ID),
	}
	if err := a.heard(ctx, me, p, in.Body.Witness, &c); err != nil {
		return nil, err
	}
	what := "consent.give"
	if !c.Given {
		what = "consent.withdraw"
	}
	err = a.audited(ctx, what, "person/"+string(p.ID), scopeOf(p), other(me, p), "",
		map[string]string{"purpose": string(c.Purpose), "version": c.Version}, func(ctx context.Context) error {
			_, err := a.Community.GiveConsent(ctx, c)
			return err
		})
	if err != nil {
		return nil, err
	}
	return a.replyConsents(ctx, p)
}

// heard makes c the word of a grown-up that the caller passes on, where they may.
func (a *API) heard(ctx context.Context, me, p community.Person, witness string, c *community.Consent) error {
	age, known := community.Age(p.Born, a.Now())
	if p.ID == me.ID || known && age < 18 {
		return nil
	}
	_, ok, err := a.Community.MayAct(ctx, me.ID, p.ID, community.ToNeeds, a.Now())
	if err != nil {
		return err
	}
	if !ok || c.Purpose != community.ForNeeds {
		return community.ErrGuardian
	}
	if witness == "" {
		witness = me.Name
	}
	c.By, c.How, c.Witness = p.ID, "voice", witness
	return nil
}
