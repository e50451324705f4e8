package api

import (
	"context"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// FactorResetInput names the account of somebody who cannot give their second factor
// any more.
type FactorResetInput struct {
	Body struct {
		Account identity.AccountID `json:"account,omitempty" maxLength:"64" doc:"The account, as lists of roles name it; or"`
		Phone   string             `json:"phone,omitempty" maxLength:"64" doc:"the number it signs in with"`
		Why     string             `json:"why" maxLength:"200" doc:"How it is known that it is they who ask"`
	}
}

// postFactorReset takes away a second factor that was lost with its recovery codes.
//
//	POST /v1/second-factors/reset   {"phone": "15400000001", "why": "came in person"}
//	204 | 400 reason, phone | 403 own_factor | 404 no_such_account |
//	409 second_factor_off
func (a *API) postFactorReset(ctx context.Context, in *FactorResetInput) (*struct{}, error) {
	why, err := reason(in.Body.Why)
	if err != nil {
		return nil, err
	}
	account, err := a.accountNamed(ctx, in.Body.Account, in.Body.Phone)
	if err != nil {
		return nil, err
	}
	return nil, a.audited(ctx, "account.factor_reset", accountObject(account.ID), community.Everything,
		community.PersonID(account.Person), why, nil, func(ctx context.Context) error {
			return a.Identity.ResetFactor(ctx, actor(ctx), account.ID)
		})
}

// accountNamed finds an account by its id, or else by its number.
func (a *API) accountNamed(ctx context.Context, id identity.AccountID, phone string) (identity.Account, error) {
	if id != "" {
		return a.Identity.Account(ctx, id)
	}
	return a.Identity.AccountOf(ctx, phone)
}
