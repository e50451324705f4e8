// Package store keeps accounts, sign-in codes and sessions on the document
// store. It alone knows their stored shape.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events/docstore"
	"wanjia/gateway/identity"
)

// Store implements [identity.Store].
type Store struct {
	accounts   docstore.Collection[account]
	challenges docstore.Collection[challenge]
	sessions   docstore.Collection[session]
	secrets    docstore.Collection[secret]
}

var _ identity.Store = (*Store)(nil)

// New returns what e keeps.
func New(e docstore.Engine) *Store {
	return &Store{
		accounts: docstore.Collection[account]{
			Engine: e, Name: "accounts", Schema: 1,
			ID:     func(a account) string { return a.ID },
			Unique: accountKeys,
		},
		challenges: docstore.Collection[challenge]{
			Engine: e, Name: "sign_in_codes", Schema: 1,
			ID:    func(c challenge) string { return c.Phone },
			Index: func(c challenge) map[string]string { return map[string]string{"expires": docstore.Stamp(c.Expires)} },
		},
		sessions: docstore.Collection[session]{
			Engine: e, Name: "sign_ins", Schema: 1,
			ID: func(s session) string { return s.ID },
			Index: func(s session) map[string]string {
				return map[string]string{"account": s.Account, "expires": docstore.Stamp(s.Expires)}
			},
		},
		secrets: docstore.Collection[secret]{
			Engine: e, Name: "secrets", Schema: 1,
			ID: func(s secret) string { return s.Name },
		},
	}
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Store) Migrate(ctx context.Context) (int, error) {
	total := 0
	for _, migrate := range []func(context.Context) (int, error){
		s.accounts.Migrate, s.challenges.Migrate, s.sessions.Migrate, s.secrets.Migrate,
	} {
		n, err := migrate(ctx)
		total += n
		if err != nil {
			return total, err
		}
	}
	return total, nil
}

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
	if d, ok := errors.AsType[*docstore.Duplicate](err); ok && d.Key != phoneKey(v.Value.Phone) {
		return identity.Account{}, identity.ErrPerson
	}
	if err != nil {
		return identity.Account{}, absent(err, identity.ErrNoAccount)
	}
	return v.Value.domain(), nil
}

// ChangeChallenge implements [identity.Challenges].
func (s *Store) ChangeChallenge(ctx context.Context, phone string, change func(*identity.Challenge) error) error {
	for {
		_, err := s.challenges.Change(ctx, phone, func(stored *challenge) error {
			c := identity.Challenge(*stored)
			err := change(&c)
			*stored = challenge(c)
			return err
		})
		if !errors.Is(err, docstore.ErrNotFound) {
			return err
		}
		c := identity.Challenge{Phone: phone}
		if err := change(&c); err != nil {
			return err
		}
		if err := s.challenges.InsertOne(ctx, challenge(c)); !errors.Is(err, docstore.ErrDuplicate) {
			return err
		}
		// Another request inserted the number's first challenge meanwhile.
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// SweepChallenges implements [identity.Challenges].
func (s *Store) SweepChallenges(ctx context.Context, before time.Time) (int, error) {
	return sweep(ctx, s.challenges, before, func(c challenge) string { return c.Phone })
}

// AddSession implements [identity.Sessions].
func (s *Store) AddSession(ctx context.Context, v identity.Session) error {
	return s.sessions.InsertOne(ctx, storedSession(v))
}

// Session implements [identity.Sessions].
func (s *Store) Session(ctx context.Context, id identity.SessionID) (identity.Session, error) {
	v, err := s.sessions.Get(ctx, string(id))
	if err != nil {
		return identity.Session{}, absent(err, identity.ErrSignIn)
	}
	return v.Value.domain(), nil
}

// EndSession implements [identity.Sessions].
func (s *Store) EndSession(ctx context.Context, id identity.SessionID, at time.Time) error {
	_, err := s.sessions.Change(ctx, string(id), func(stored *session) error {
		if stored.Ended.IsZero() {
			stored.Ended = at
		}
		return nil
	})
	if errors.Is(err, docstore.ErrNotFound) {
		return nil
	}
	return err
}

// SweepSessions implements [identity.Sessions].
func (s *Store) SweepSessions(ctx context.Context, before time.Time) (int, error) {
	return sweep(ctx, s.sessions, before, func(v session) string { return v.ID })
}

// Secret implements [identity.Secrets].
func (s *Store) Secret(ctx context.Context, name string, fresh []byte) ([]byte, error) {
	v, err := s.secrets.Get(ctx, name)
	if errors.Is(err, docstore.ErrNotFound) {
		err = s.secrets.InsertOne(ctx, secret{name, fresh})
		if err == nil {
			return fresh, nil
		}
		if errors.Is(err, docstore.ErrDuplicate) { // another process was first
			v, err = s.secrets.Get(ctx, name)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("secret %s: %w", name, err)
	}
	return v.Value.Value, nil
}

// sweep removes what expired before the moment, a page at a time. One that is
// changed meanwhile is left for the next time.
func sweep[T any](ctx context.Context, c docstore.Collection[T], before time.Time, id func(T) string) (int, error) {
	n, after := 0, ""
	for {
		values, next, err := c.List(ctx, docstore.Query{Index: "expires", To: docstore.Stamp(before), After: after, Limit: docstore.MaxPage})
		if err != nil {
			return n, err
		}
		for _, v := range values {
			switch err := c.Delete(ctx, id(v.Value), v.Version); {
			case err == nil:
				n++
			case errors.Is(err, docstore.ErrStale), errors.Is(err, docstore.ErrNotFound):
			default:
				return n, err
			}
		}
		if next == "" {
			return n, nil
		}
		after = next
	}
}

// accountKeys are what only one account may have.
func accountKeys(a account) []string {
	keys := []string{phoneKey(a.Phone)}
	if a.Person != "" {
		keys = append(keys, "person/"+a.Person)
	}
	return keys
}

func phoneKey(phone string) string { return "phone/" + phone }

// absent turns the store's "not found" into the domain's.
func absent(err, instead error) error {
	if errors.Is(err, docstore.ErrNotFound) {
		return instead
	}
	return err
}
