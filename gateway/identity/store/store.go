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

// Watch has changed called with the id of each account and session that changes.
func (s *Store) Watch(e docstore.Watcher, changed func(id string)) {
	for _, collection := range []string{s.accounts.Name, s.sessions.Name} {
		e.Watch(collection, changed)
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

// absent turns the store's "not found" into the domain's.
func absent(err, instead error) error {
	if errors.Is(err, docstore.ErrNotFound) {
		return instead
	}
	return err
}
