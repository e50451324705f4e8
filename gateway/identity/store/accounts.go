package store

import (
	"context"
	"errors"
	"time"

	"wanjia/events/docstore"
	"wanjia/gateway/identity"
)

// Account implements [identity.Accounts].
func (s *Store) Account(ctx context.Context, id identity.AccountID) (identity.Account, error) {
	v, err := s.accounts.Get(ctx, string(id))
	if err != nil {
		return identity.Account{}, absent(err, identity.ErrNoAccount)
	}
	return v.Value.domain(), nil
}

// AccountOf implements [identity.Accounts].
func (s *Store) AccountOf(ctx context.Context, phone string) (identity.Account, error) {
	v, err := s.accounts.Find(ctx, phoneKey(phone))
	if err != nil {
		return identity.Account{}, absent(err, identity.ErrNoAccount)
	}
	return v.Value.domain(), nil
}

// AccountOfGrant implements [identity.Accounts].
func (s *Store) AccountOfGrant(ctx context.Context, grant string) (identity.Account, error) {
	v, err := s.accounts.Find(ctx, grantKey(grant))
	if err != nil {
		return identity.Account{}, absent(err, identity.ErrNoGrant)
	}
	return v.Value.domain(), nil
}

// Granted implements [identity.Accounts].
func (s *Store) Granted(ctx context.Context, from identity.AccountID, limit int) ([]identity.Account, error) {
	return s.listed(ctx, docstore.Query{Index: "granted", From: string(from), Limit: limit})
}

// Owed implements [identity.Accounts].
func (s *Store) Owed(ctx context.Context) ([]identity.Account, error) {
	return s.listed(ctx, docstore.Query{Index: "owed", Limit: docstore.MaxPage})
}

func (s *Store) listed(ctx context.Context, q docstore.Query) ([]identity.Account, error) {
	found, _, err := s.accounts.List(ctx, q)
	if err != nil {
		return nil, err
	}
	list := make([]identity.Account, len(found))
	for i, v := range found {
		list[i] = v.Value.domain()
	}
	return list, nil
}

// personKey begins the unique key of an account that stands for a person.
const personKey = "person/"

// AccountOfPerson implements [identity.Accounts].
func (s *Store) AccountOfPerson(ctx context.Context, person string) (identity.Account, error) {
	v, err := s.accounts.Find(ctx, personKey+person)
	if err != nil {
		return identity.Account{}, absent(err, identity.ErrNoAccount)
	}
	return v.Value.domain(), nil
}

// AddAccount implements [identity.Accounts].
func (s *Store) AddAccount(ctx context.Context, a identity.Account) (identity.Account, error) {
	err := s.accounts.InsertOne(ctx, storedAccount(a))
	if errors.Is(err, docstore.ErrDuplicate) {
		return s.AccountOf(ctx, a.Phone)
	}
	return a, err
}

// ChangeAccount implements [identity.Accounts].
func (s *Store) ChangeAccount(ctx context.Context, id identity.AccountID, change func(*identity.Account) error) (identity.Account, error) {
	v, err := s.accounts.Change(ctx, string(id), func(stored *account) error {
		a := stored.domain()
		err := change(&a)
		*stored = storedAccount(a)
		return err
	})
	if d, ok := errors.AsType[*docstore.Duplicate](err); ok {
		if d.Key == phoneKey(v.Value.Phone) {
			return identity.Account{}, identity.ErrPhoneTaken
		}
		return identity.Account{}, identity.ErrPerson
	}
	if err != nil {
		return identity.Account{}, absent(err, identity.ErrNoAccount)
	}
	return v.Value.domain(), nil
}

// SweepAccounts implements [identity.Accounts].
func (s *Store) SweepAccounts(ctx context.Context, before time.Time) (int, error) {
	return sweep(ctx, s.accounts, "closed", before, func(a account) string { return a.ID })
}

// accountKeys are what only one account may have.
func accountKeys(a account) []string {
	var keys []string
	if a.Phone != "" {
		keys = append(keys, phoneKey(a.Phone))
	}
	if a.Person != "" {
		keys = append(keys, personKey+a.Person)
	}
	for _, g := range a.Grants {
		keys = append(keys, grantKey(g.ID))
	}
	return keys
}

// accountIndex finds the few accounts that hold roles, are owed a message or were closed.
func accountIndex(a account) map[string]string {
	x := map[string]string{}
	if len(a.Grants) > 0 {
		x["granted"] = a.ID
	}
	if len(a.Owed) > 0 {
		x["owed"] = a.ID
	}
	if !a.Closed.IsZero() {
		x["closed"] = docstore.Stamp(a.Closed)
	}
	return x
}

func grantKey(id string) string { return "grant/" + id }

func phoneKey(phone string) string { return "phone/" + phone }
