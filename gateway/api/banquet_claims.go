package api

import (
	"context"
	"errors"

	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/ticketing"
)

// errBanquetClaim has detail "event".
var errBanquetClaim = fault.New(fault.Conflict, "banquet_claim", "these places are a household's at the banquet; please change them where it is registered")

// notOfBanquet refuses to change places on their own that a household is registered for:
// who comes is written down person by person, so only the banquet's page can say who
// stays away. Giving back is followed, see [API.settleBanquet].
func (a *API) notOfBanquet(ctx context.Context, claim ticketing.Claim) error {
	r, err := a.registeredBy(ctx, claim)
	if err == nil && r.Claim == string(claim.ID) && r.State.Live() {
		return errBanquetClaim.With("event", claim.Event)
	}
	return err
}

// registeredBy is the registration of the household whose places a claim has, the zero
// one where there is none.
func (a *API) registeredBy(ctx context.Context, claim ticketing.Claim) (banquet.Registration, error) {
	if a.Banquet == nil {
		return banquet.Registration{}, nil
	}
	p, err := a.Community.Store.People.Get(ctx, community.PersonID(claim.Holder))
	if err != nil || p.Household == "" {
		if errors.Is(err, community.ErrNoPerson) {
			err = nil // an account that stands for nobody
		}
		return banquet.Registration{}, err
	}
	r, err := a.Banquet.Store.Registrations.Get(ctx, banquet.NewRegistrationID(claim.Event, p.Household))
	if errors.Is(err, banquet.ErrNoRegistration) {
		err = nil
	}
	return r, err
}

// settleBanquet has a household's registration follow what became of its places on
// another page; what fails here follows when somebody looks at it.
func (a *API) settleBanquet(ctx context.Context, claim ticketing.Claim, failed error) {
	if failed != nil {
		return
	}
	r, err := a.registeredBy(ctx, claim)
	if err == nil && r.ID != "" {
		_, err = a.Banquet.Settle(ctx, r.ID)
	}
	if err != nil && !errors.Is(err, banquet.ErrNoRegistration) {
		a.Log.WarnContext(ctx, "registration does not follow its places yet", "claim", claim.ID, "err", err)
	}
}
