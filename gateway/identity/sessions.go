package identity

import (
	"context"
	"fmt"
	"time"
)

// Device is what somebody signs in with, as far as it says so itself.
type Device struct {
	Name string // what the browser calls itself
	ID   string // that it chose for itself at random and keeps, "" for none
}

// SessionLife is how long a sign-in lasts.
const SessionLife = 30 * 24 * time.Hour

// SignOut ends a session. Repeating it changes nothing. Other processes may
// honour the token for up to [actorAge] more.
func (s *Service) SignOut(ctx context.Context, id SessionID) error {
	if err := s.Store.EndSession(ctx, id, s.Now()); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	s.actors.forget(id)
	return nil
}

// Sessions lists where an account is signed in, the latest first.
func (s *Service) Sessions(ctx context.Context, id AccountID) ([]Session, error) {
	list, err := s.Store.SessionsOf(ctx, id, s.Now())
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	return list, nil
}

// SignOutOne ends another session of the same account, or returns [ErrNoSignIn].
func (s *Service) SignOutOne(ctx context.Context, by Actor, id SessionID) error {
	list, err := s.Sessions(ctx, by.Account.ID)
	if err != nil {
		return err
	}
	for _, v := range list {
		if v.ID == id {
			return s.SignOut(ctx, id)
		}
	}
	return ErrNoSignIn
}

// SignOutEverywhere ends every session of an account.
func (s *Service) SignOutEverywhere(ctx context.Context, id AccountID) error {
	return s.signOutBut(ctx, id, "")
}

// SignOutOthers ends every session of an account but the one that asks.
func (s *Service) SignOutOthers(ctx context.Context, by Actor) error {
	return s.signOutBut(ctx, by.Account.ID, by.Session)
}

func (s *Service) signOutBut(ctx context.Context, id AccountID, but SessionID) error {
	for { // the list is bounded, what it holds is not
		list, err := s.Sessions(ctx, id)
		if err != nil {
			return err
		}
		ended := 0
		for _, v := range list {
			if v.ID == but {
				continue
			}
			if err := s.SignOut(ctx, v.ID); err != nil {
				return err
			}
			ended++
		}
		if ended == 0 {
			return nil
		}
	}
}
