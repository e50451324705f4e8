package events

import (
	"context"
	"time"
)

// Service is the rules of the catalogue.
type Service struct {
	Catalogue Catalogue
	Drafts    Drafts           // nil where nothing is organised
	Now       func() time.Time // time.Now
}

// Events returns the events that are not over, soonest first.
func (s *Service) Events(ctx context.Context, page PageQuery) ([]Event, string, error) {
	return s.Catalogue.Events(ctx, s.Now(), page)
}

// Event returns one event that is in public, or [ErrNoEvent].
func (s *Service) Event(ctx context.Context, id ID) (Event, error) {
	e, err := s.Catalogue.Event(ctx, id)
	if err == nil && e.State == Draft {
		return Event{}, ErrNoEvent
	}
	return e, err
}

// Session returns one session, or [ErrNoSession].
func (s *Service) Session(ctx context.Context, id SessionID) (Session, error) {
	return s.Catalogue.Session(ctx, id)
}

// Sessions returns the sessions of an event, soonest first, or [ErrNoEvent].
func (s *Service) Sessions(ctx context.Context, event ID) ([]Session, error) {
	if _, err := s.Event(ctx, event); err != nil {
		return nil, err
	}
	return s.Catalogue.Sessions(ctx, event)
}
