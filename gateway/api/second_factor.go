package api

import (
	"context"

	"wanjia/events/community"
)

// FactorInput is a code of the second factor.
type FactorInput struct {
	Body struct {
		Code string `json:"code" minLength:"1" maxLength:"32" doc:"Six digits of the app, or one of the recovery codes"`
	}
}

// FactorSecret is what an app needs to make codes. It is shown this once.
type FactorSecret struct {
	Secret string `json:"secret" doc:"To be typed into an app by hand"`
	URI    string `json:"uri" doc:"otpauth://, what the picture says"`
	QR     string `json:"qr" doc:"The picture, a data: URI of an SVG"`
}

// RecoveryCodes sign in once each when the app is lost. They are shown this once.
type RecoveryCodes struct {
	Codes []string `json:"recovery_codes" nullable:"false"`
}

// postSecondFactor answers POST /v1/auth/second-factor: 200 Account |
// 401 second_factor_wrong | 409 second_factor_off | 429 second_factor_locked.
func (a *API) postSecondFactor(ctx context.Context, in *FactorInput) (*reply[Account], error) {
	if err := a.Identity.PassFactor(ctx, actor(ctx), in.Body.Code); err != nil {
		return nil, err
	}
	return a.meAnew(ctx)
}

// postMyFactor answers POST /v1/me/second-factor: 201 FactorSecret |
// 409 second_factor_on.
func (a *API) postMyFactor(ctx context.Context, _ *struct{}) (*reply[FactorSecret], error) {
	e, err := a.Identity.BeginFactor(ctx, actor(ctx))
	if err != nil {
		return nil, err
	}
	return &reply[FactorSecret]{FactorSecret(e)}, nil
}

// postMyFactorConfirm answers POST /v1/me/second-factor/confirm: 200 RecoveryCodes |
// 401 second_factor_wrong | 409 second_factor_on, second_factor_off.
func (a *API) postMyFactorConfirm(ctx context.Context, in *FactorInput) (*reply[RecoveryCodes], error) {
	var codes []string
	err := a.factorChange(ctx, "on", func(ctx context.Context) (err error) {
		codes, err = a.Identity.ConfirmFactor(ctx, actor(ctx), in.Body.Code)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &reply[RecoveryCodes]{RecoveryCodes{codes}}, nil
}

// deleteMyFactor answers DELETE /v1/me/second-factor: 204 | 401 second_factor_wrong |
// 409 second_factor_off | 429 second_factor_locked.
func (a *API) deleteMyFactor(ctx context.Context, in *FactorInput) (*struct{}, error) {
	return nil, a.factorChange(ctx, "off", func(ctx context.Context) error {
		return a.Identity.DropFactor(ctx, actor(ctx), in.Body.Code)
	})
}

func (a *API) factorChange(ctx context.Context, state string, change func(context.Context) error) error {
	return a.audited(ctx, "account.second_factor", accountObject(actor(ctx).Account.ID), community.Everything, "", "",
		map[string]string{"state": state}, change)
}

// meAnew shows the account as it is after a change of the session itself.
func (a *API) meAnew(ctx context.Context) (*reply[Account], error) {
	who, err := a.Identity.Look(ctx, actor(ctx).Session)
	if err != nil {
		return nil, err
	}
	return a.me(ctx, who)
}
