package store

import (
	"context"
	"errors"
	"fmt"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/ticketing/slots"
)

// site is the stored form of a ground. The fields of [slots.Site] are its names on disk.
type site struct {
	Event  string     `json:"event"`
	Ground slots.Site `json:"ground"`
}

// Sites keeps the grounds of shows.
type Sites struct{ sites docstore.Collection[site] }

// NewSites returns the grounds kept by e.
func NewSites(e docstore.Engine) *Sites {
	return &Sites{docstore.Collection[site]{Engine: e, Name: "sites", Schema: 1, ID: func(s site) string { return s.Event }}}
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Sites) Migrate(ctx context.Context) (int, error) { return docstore.MigrateAll(ctx, s.sites) }

// Open stores the ground of an event; one that is there stays.
func (s *Sites) Open(ctx context.Context, event events.ID, ground slots.Site) error {
	if err := docstore.InsertNew(ctx, s.sites, []site{{string(event), ground}}); err != nil {
		return fmt.Errorf("store the ground of event %s: %w", event, err)
	}
	return nil
}

// Site returns the ground of an event, or [slots.ErrNone].
func (s *Sites) Site(ctx context.Context, event events.ID) (slots.Site, error) {
	v, err := s.sites.Get(ctx, string(event))
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return slots.Site{}, slots.ErrNone
	}
	if err != nil {
		return slots.Site{}, fmt.Errorf("read the ground of event %s: %w", event, err)
	}
	return v.Value.Ground, nil
}

// ChangeSite applies change to the ground of an event as it is, or returns [slots.ErrNone].
func (s *Sites) ChangeSite(ctx context.Context, event events.ID, change func(*slots.Site) error) error {
	_, err := s.sites.Change(ctx, string(event), func(stored *site) error { return change(&stored.Ground) })
	if errors.Is(err, docstore.ErrNotFound) {
		return slots.ErrNone
	}
	return err
}
