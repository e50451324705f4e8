// Package store keeps accounts, sign-in codes and sessions on the document
// store. It alone knows their stored shape.
package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events/docstore"
	"wanjia/gateway/identity"
)

// Store implements [identity.Store].
type Store struct {
	accounts   docstore.Collection[account]
	challenges docstore.Collection[challenge]
	devices    docstore.Collection[device]
	sessions   docstore.Collection[session]
	secrets    docstore.Collection[secret]
}

var _ identity.Store = (*Store)(nil)

// New returns what e keeps.
func New(e docstore.Engine) *Store {
	return &Store{
		accounts: docstore.Collection[account]{
			Engine: e, Name: "accounts", Schema: accountSchema, Upgrade: upgradeAccount,
			ID: func(a account) string { return a.ID }, Unique: accountKeys, Index: accountIndex,
		},
		challenges: docstore.Collection[challenge]{
			Engine: e, Name: "sign_in_codes", Schema: 1,
			ID:    func(c challenge) string { return c.ID },
			Index: func(c challenge) map[string]string { return map[string]string{"expires": docstore.Stamp(c.Expires)} },
		},
		devices: docstore.Collection[device]{
			Engine: e, Name: "known_devices", Schema: 1,
			ID:    func(d device) string { return d.ID },
			Index: func(d device) map[string]string { return map[string]string{"expires": docstore.Stamp(d.Expires)} },
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
		s.accounts.Migrate, s.challenges.Migrate, s.devices.Migrate, s.sessions.Migrate, s.secrets.Migrate,
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

// ChangeChallenge implements [identity.Challenges].
func (s *Store) ChangeChallenge(ctx context.Context, slot string, change func(*identity.Challenge) error) error {
	for {
		_, err := s.challenges.Change(ctx, slot, func(stored *challenge) error {
			c := identity.Challenge(*stored)
			err := change(&c)
			*stored = challenge(c)
			return err
		})
		if !errors.Is(err, docstore.ErrNotFound) {
			return err
		}
		c := identity.Challenge{ID: slot}
		if err := change(&c); err != nil {
			return err
		}
		if err := s.challenges.InsertOne(ctx, challenge(c)); !errors.Is(err, docstore.ErrDuplicate) {
			return err
		}
		// Another request inserted the slot's first challenge meanwhile.
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// SweepChallenges implements [identity.Challenges].
func (s *Store) SweepChallenges(ctx context.Context, before time.Time) (int, error) {
	return sweep(ctx, s.challenges, "expires", before, func(c challenge) string { return c.ID })
}

// KnowDevice implements [identity.Devices].
func (s *Store) KnowDevice(ctx context.Context, id string, until time.Time) error {
	err := s.devices.InsertOne(ctx, device{id, until})
	if errors.Is(err, docstore.ErrDuplicate) {
		_, err = s.devices.Change(ctx, id, func(d *device) error { d.Expires = until; return nil })
	}
	if errors.Is(err, docstore.ErrNotFound) { // swept in between; it is known after the next sign-in
		return nil
	}
	return err
}

// DeviceKnown implements [identity.Devices].
func (s *Store) DeviceKnown(ctx context.Context, id string, at time.Time) (bool, error) {
	v, err := s.devices.Get(ctx, id)
	if errors.Is(err, docstore.ErrNotFound) {
		return false, nil
	}
	return err == nil && at.Before(v.Value.Expires), err
}

// SweepDevices implements [identity.Devices].
func (s *Store) SweepDevices(ctx context.Context, before time.Time) (int, error) {
	return sweep(ctx, s.devices, "expires", before, func(d device) string { return d.ID })
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

// SessionsOf implements [identity.Sessions].
func (s *Store) SessionsOf(ctx context.Context, id identity.AccountID, at time.Time) ([]identity.Session, error) {
	list := []identity.Session{}
	for v, err := range s.sessions.Each(ctx, docstore.Query{Index: "account", Prefix: string(id)}) {
		if err != nil {
			return nil, err
		}
		if d := v.Value.domain(); d.Account == id && d.Ended.IsZero() && at.Before(d.Expires) {
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(a, b identity.Session) int {
		return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(a.ID, b.ID))
	})
	return list[:min(len(list), 200)], nil
}

// EndSession implements [identity.Sessions].
func (s *Store) EndSession(ctx context.Context, id identity.SessionID, at time.Time) error {
	return s.changeSession(ctx, id, func(stored *session) {
		if stored.Ended.IsZero() {
			stored.Ended = at
		}
	})
}

// StrengthenSession implements [identity.Sessions].
func (s *Store) StrengthenSession(ctx context.Context, id identity.SessionID, at time.Time) error {
	return s.changeSession(ctx, id, func(stored *session) { stored.Strong = at })
}

// changeSession changes a session; one that is gone it leaves alone.
func (s *Store) changeSession(ctx context.Context, id identity.SessionID, change func(*session)) error {
	_, err := s.sessions.Change(ctx, string(id), func(stored *session) error { change(stored); return nil })
	if errors.Is(err, docstore.ErrNotFound) {
		return nil
	}
	return err
}

// SweepSessions implements [identity.Sessions].
func (s *Store) SweepSessions(ctx context.Context, before time.Time) (int, error) {
	return sweep(ctx, s.sessions, "expires", before, func(v session) string { return v.ID })
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

// sweep removes what by an index of moments came before one, a page at a time. One
// that is changed meanwhile is left for the next time.
func sweep[T any](ctx context.Context, c docstore.Collection[T], index string, before time.Time, id func(T) string) (int, error) {
	n, after := 0, ""
	for {
		values, next, err := c.List(ctx, docstore.Query{Index: index, To: docstore.Stamp(before), After: after, Limit: docstore.MaxPage})
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

// absent turns the store's "not found" into the domain's.
func absent(err, instead error) error {
	if errors.Is(err, docstore.ErrNotFound) {
		return instead
	}
	return err
}
