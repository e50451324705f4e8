package api

import (
	"context"
	"time"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// revealRate is how often one account may look at a full value.
var revealRate = Rate{Count: 60, Per: time.Hour, Burst: 60}

// RevealInput asks for one value in full.
type RevealInput struct {
	Person community.PersonID `path:"person" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Body   struct {
		Field string `json:"field" enum:"name,phone,born,address"`
		Why   string `json:"why" maxLength:"200" doc:"At least two characters"`
	}
}

// Revealed is one value in full.
type Revealed struct {
	Field string `json:"field"`
	Value string `json:"value" doc:"Empty where it is not known"`
}

// postReveal shows one value in full, after it was written down who looks and why.
// A look refused for being one too many is written down too.
//
//	POST /v1/people/{person}/reveal   {"field": "phone", "why": "送餐前打电话"}
//	200 Revealed | 400 reason | 404 no_such_person | 429 slow_down
func (a *API) postReveal(ctx context.Context, in *RevealInput) (*reply[Revealed], error) {
	why, err := reason(in.Body.Why)
	if err != nil {
		return nil, err
	}
	p, err := a.Community.PersonIn(ctx, a.reach(ctx, identity.RevealPeople), in.Person)
	if err != nil {
		return nil, err
	}
	out := Revealed{Field: in.Body.Field}
	detail := map[string]string{"field": in.Body.Field}
	err = a.audited(ctx, "person.reveal", "person/"+string(p.ID), p.Building, p.ID, why, detail, func(ctx context.Context) error {
		if err := refusal(a.shared(ctx, "reveal/"+string(actor(ctx).Account.ID), revealRate)); err != nil {
			return err
		}
		out.Value, err = a.Community.Whole(ctx, p, in.Body.Field)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &reply[Revealed]{out}, nil
}
