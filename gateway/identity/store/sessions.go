package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"wanjia/events/docstore"
	"wanjia/gateway/identity"
)

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
