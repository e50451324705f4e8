package main

import (
	"context"
	"errors"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/gateway/identity"
	"wanjia/gateway/identity/store"
	"wanjia/ticketing"
)

// people is who can sign in, and the rules of that.
type people struct {
	service *identity.Service
	store   *store.Store
}

func newPeople(e docstore.Engine, sender events.Sender) people {
	s := store.New(e)
	return people{&identity.Service{Store: s, Sender: sender, Now: time.Now}, s}
}

// Phone implements [workers.Contacts]: a holder is an account.
func (p people) Phone(ctx context.Context, holder ticketing.HolderID) (string, error) {
	a, err := p.store.Account(ctx, identity.AccountID(holder))
	if errors.Is(err, identity.ErrNoAccount) {
		return "", nil
	}
	return a.Phone, err
}

// sweep removes what has expired.
func (p people) sweep(ctx context.Context) error {
	_, err := p.service.Sweep(ctx)
	return err
}
