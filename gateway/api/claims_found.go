package api

import (
	"context"
	"errors"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

var errWhichClaim = fault.New(fault.Invalid, "which_claim", "say the code of a booking, or whose it is")

// FoundClaim is a booking as whoever may take it away sees it.
type FoundClaim struct {
	Claim
	Person     community.PersonID `json:"person,omitempty" doc:"Whose it is; empty for an account that stands for nobody"`
	NameMasked string             `json:"name_masked"`
	Address    string             `json:"address,omitempty" doc:"Down to the building"`
	Kept       bool               `json:"kept,omitempty" doc:"It was taken away and its places stay out of the stock"`
}

// FoundClaimPage is a piece of a list of bookings.
type FoundClaimPage struct {
	Items []FoundClaim `json:"items" nullable:"false"`
	Next  string       `json:"next" doc:"Cursor for ?after=; empty at the end"`
}

// FindClaimsInput says which bookings: one by its code, or all of a person.
type FindClaimsInput struct {
	Code   string             `query:"code" maxLength:"32" doc:"For reading aloud; however it is spaced and written"`
	Person community.PersonID `query:"person" maxLength:"128"`
	After  string             `query:"after" maxLength:"512"`
	Limit  int                `query:"limit" minimum:"1" maximum:"100" default:"20"`
}

// getClaims finds bookings for whoever may take them away. One whose holder lies outside
// their reach is not there.
//
//	GET /v1/claims?code= or ?person=&after=&limit=
//	200 FoundClaimPage | 400 which_claim, cursor | 404 no_such_person
func (a *API) getClaims(ctx context.Context, in *FindClaimsInput) (*reply[FoundClaimPage], error) {
	reach := a.reach(ctx, identity.RevokeClaims)
	var claims []ticketing.Claim
	out := FoundClaimPage{Items: []FoundClaim{}}
	switch {
	case (in.Code == "") == (in.Person == ""):
		return nil, errWhichClaim
	case in.Code != "":
		c, err := a.Tickets.Coded(ctx, in.Code)
		if err != nil && !errors.Is(err, ticketing.ErrNoClaim) {
			return nil, err
		}
		if err == nil {
			claims = append(claims, c)
		}
	default:
		holders, err := a.holdersIn(ctx, reach, in.Person)
		if err != nil {
			return nil, err
		}
		if claims, out.Next, err = a.claimsOfAll(ctx, holders, events.PageQuery{After: in.After, Limit: in.Limit}); err != nil {
			return nil, err
		}
	}
	for _, c := range claims {
		found, err := a.foundClaim(ctx, reach, c)
		if errors.Is(err, ticketing.ErrNoClaim) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, found)
	}
	return &reply[FoundClaimPage]{out}, nil
}

// holdersIn is under which names somebody within reach has places.
func (a *API) holdersIn(ctx context.Context, reach community.Reach, id community.PersonID) ([]ticketing.HolderID, error) {
	p, err := a.Community.PersonIn(ctx, reach, id)
	if err != nil {
		return nil, err
	}
	holders, err := a.records(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	account, err := a.Identity.AccountOfPerson(ctx, string(p.ID))
	if errors.Is(err, identity.ErrNoAccount) {
		return holders, nil
	}
	return append(holders, ticketing.HolderID(account.ID)), err
}

// foundClaim is a booking of somebody within reach; any other, and what never was one,
// is no_such_claim.
func (a *API) foundClaim(ctx context.Context, reach community.Reach, c ticketing.Claim) (FoundClaim, error) {
	switch c.State {
	case ticketing.Claimed, ticketing.Released, ticketing.Revoked:
	default:
		return FoundClaim{}, ticketing.ErrNoClaim
	}
	p, err := a.holderIn(ctx, reach, c.Holder)
	if err != nil && !errors.Is(err, errNotForThem) {
		return FoundClaim{}, err
	}
	w, err := a.wireClaim(ctx, c)
	if err != nil {
		return FoundClaim{}, err
	}
	found := FoundClaim{Claim: w, Person: p.ID, NameMasked: community.MaskName(p.Name), Kept: c.Kept}
	if p.Building != "" {
		tree, err := a.Community.Tree(ctx)
		if err != nil {
			return FoundClaim{}, err
		}
		found.Address = tree.BuildingName(p.Building)
	}
	return found, nil
}
