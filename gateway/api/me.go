package api

import "context"

// getMe answers GET /v1/me: 200 Account | 401 sign_in.
func (a *API) getMe(ctx context.Context, _ *struct{}) (*reply[Account], error) {
	return &reply[Account]{wireAccount(actor(ctx).Account)}, nil
}
