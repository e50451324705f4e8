package api

import (
	"context"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// CorrectInput corrects a person; what is left out stays as it is.
type CorrectInput struct {
	Person community.PersonID `path:"person" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Body   struct {
		Name       *string                `json:"name,omitempty" maxLength:"400"`
		OtherNames *[]string              `json:"other_names,omitempty" maxItems:"10"`
		Sex        *string                `json:"sex,omitempty" enum:",M,F"`
		Born       *community.Day         `json:"born,omitempty" maxLength:"10"`
		Role       *string                `json:"role,omitempty" maxLength:"30"`
		Phone      *string                `json:"phone,omitempty" maxLength:"32" doc:"Empty takes it away"`
		Ability    *string                `json:"ability,omitempty" enum:",daily,chat,feature,none"`
		Language   *string                `json:"language,omitempty" enum:",putonghua,wuhan,other,sign"`
		Needs      *[]Need                `json:"needs,omitempty" maxItems:"30" doc:"All of them; needs the consent to the purpose needs"`
		Household  *community.HouseholdID `json:"household,omitempty" maxLength:"128" doc:"Moves to another household within the caller's reach"`
		Consent    *Agreement             `json:"consent,omitempty" doc:"How they agreed to their needs being kept, where nobody had asked"`
		Why        string                 `json:"why" maxLength:"200"`
	}
}

// patchPerson answers PATCH /v1/people/{person}: 200 PersonView | 400 reason, name,
// born, person_phone, person_field, need | 404 no_such_person, no_such_household |
// 409 needs_consent.
func (a *API) patchPerson(ctx context.Context, in *CorrectInput) (*reply[PersonView], error) {
	b := in.Body
	why, err := reason(b.Why)
	if err != nil {
		return nil, err
	}
	reach := a.reach(ctx, identity.ChangePeople)
	p, err := a.Community.PersonIn(ctx, reach, in.Person)
	if err != nil {
		return nil, err
	}
	c := community.Correction{
		Name: b.Name, OtherNames: b.OtherNames, Sex: b.Sex, Born: b.Born, Role: b.Role, Phone: b.Phone,
		Ability: b.Ability, Language: b.Language,
	}
	if b.Needs != nil {
		c.Needs = new(domainNeeds(*b.Needs))
	}
	p, err = a.Community.Amend(ctx, reach, p, community.Amendment{
		Correction: c, Household: b.Household, NeedsAgreed: a.agreed(ctx, b.Consent),
	}, a.recorder(why))
	if err != nil {
		return nil, err
	}
	return a.replyPerson(ctx, p, in.Person)
}

// ResidencyInput says whether somebody lives here.
type ResidencyInput struct {
	Person community.PersonID `path:"person" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Body   struct {
		State string `json:"state" enum:"confirmed,refused"`
		Why   string `json:"why,omitempty" maxLength:"200" doc:"Needed to refuse"`
	}
}

// postResidency answers POST /v1/people/{person}/residency: 200 PersonView |
// 400 reason | 404 no_such_person.
func (a *API) postResidency(ctx context.Context, in *ResidencyInput) (*reply[PersonView], error) {
	why := in.Body.Why
	if in.Body.State == "refused" {
		var err error
		if why, err = reason(why); err != nil {
			return nil, err
		}
	}
	p, err := a.Community.PersonIn(ctx, a.reach(ctx, identity.ChangePeople), in.Person)
	if err != nil {
		return nil, err
	}
	detail := map[string]string{"residency": p.Residency.State + " → " + in.Body.State}
	err = a.audited(ctx, "person.residency", "person/"+string(p.ID), p.Building, p.ID, why, detail, func(ctx context.Context) error {
		p, err = a.Community.SettleResidency(ctx, p.ID, in.Body.State, string(actor(ctx).Account.ID))
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.replyPerson(ctx, p, in.Person)
}

// OnBehalfConsent is what somebody said to the person who writes it down.
type OnBehalfConsent struct {
	Person community.PersonID `path:"person" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Body   struct {
		Purpose community.Purpose `json:"purpose" enum:"service,needs,agent,duty_roster,duty_photo,photos,care_card,replay"`
		Given   bool              `json:"given" doc:"false refuses, or takes back what was given"`
		How     string            `json:"how" enum:"paper,voice,head"`
		Witness string            `json:"witness,omitempty" maxLength:"60"`
	}
}

// ConsentList is what somebody said last, purpose by purpose.
type ConsentList struct {
	Items []ConsentView `json:"items" nullable:"false"`
	Next  string        `json:"next" doc:"Always empty: the list is whole"`
}

// postConsent answers POST /v1/people/{person}/consents: 201 ConsentList |
// 400 witness | 403 guardian_needed | 404 no_such_person | 409 delete_instead.
func (a *API) postConsent(ctx context.Context, in *OnBehalfConsent) (*reply[ConsentList], error) {
	p, err := a.Community.PersonIn(ctx, a.reach(ctx, identity.ActForPeople), in.Person)
	if err != nil {
		return nil, err
	}
	what := "consent.give"
	if !in.Body.Given {
		what = "consent.withdraw"
	}
	detail := map[string]string{"purpose": string(in.Body.Purpose), "how": in.Body.How}
	err = a.audited(ctx, what, "person/"+string(p.ID), p.Building, p.ID, "", detail, func(ctx context.Context) error {
		_, err := a.Community.GiveConsent(ctx, community.Consent{
			Person: p.ID, Purpose: in.Body.Purpose, Given: in.Body.Given, How: in.Body.How,
			Witness: in.Body.Witness, Account: string(actor(ctx).Account.ID),
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	view, err := a.showPerson(ctx, p, p.ID)
	if err != nil {
		return nil, err
	}
	return &reply[ConsentList]{ConsentList{Items: view.Consents}}, nil
}
