// Package store is what the catalogue keeps, on the document store. It alone
// knows the shape of the stored documents.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
)

// event is the stored form of [events.Event].
type event struct {
	ID        string      `json:"id"`
	Kind      string      `json:"kind"`
	Edition   int         `json:"edition"`
	Title     events.Text `json:"title"`
	Summary   events.Text `json:"summary"`
	Place     events.Text `json:"place"`
	Starts    time.Time   `json:"starts"`
	Ends      time.Time   `json:"ends"`
	Hotline   string      `json:"hotline,omitempty"`
	Cover     string      `json:"cover,omitempty"`
	Synthetic bool        `json:"synthetic,omitempty"`

	State  string        `json:"state,omitempty"` // "" is published, as all were once
	Note   events.Text   `json:"note,omitzero"`
	Owner  string        `json:"owner,omitempty"`
	Permit events.Permit `json:"permit,omitzero"`
	From   string        `json:"from,omitempty"`
	Moving []session     `json:"moving,omitempty"`

	Moves  []events.Move     `json:"moves,omitempty"`
	Saying []events.Bulletin `json:"saying,omitempty"`
	Said   int               `json:"said,omitempty"`
}

// session is the stored form of [events.Session].
type session struct {
	ID               string      `json:"id"`
	Event            string      `json:"event"`
	Title            events.Text `json:"title"`
	Starts           time.Time   `json:"starts"`
	Ends             time.Time   `json:"ends"`
	ApprovedCapacity int         `json:"approved_capacity"`
	Synthetic        bool        `json:"synthetic,omitempty"`
	Rev              int64       `json:"rev,omitempty"`
}

// Catalogue implements [events.Catalogue] and [events.Drafts].
type Catalogue struct {
	events    docstore.Collection[event]
	sessions  docstore.Collection[session]
	bulletins docstore.Collection[events.Bulletin]
}

var (
	_ events.Catalogue = (*Catalogue)(nil)
	_ events.Drafts    = (*Catalogue)(nil)
)

// NewCatalogue returns the catalogue kept by e.
func NewCatalogue(e docstore.Engine) *Catalogue {
	return &Catalogue{
		events: docstore.Collection[event]{
			Engine: e, Name: "events", Schema: 1,
			ID: func(v event) string { return v.ID },
			Index: func(v event) map[string]string {
				if v.State == string(events.Draft) {
					return nil // the list that goes by it is everybody's
				}
				return map[string]string{"ends": docstore.Stamp(v.Ends)}
			},
		},
		sessions: docstore.Collection[session]{
			Engine: e, Name: "sessions", Schema: 1,
			ID: func(v session) string { return v.ID },
			Index: func(v session) map[string]string {
				return map[string]string{"event": v.Event + "/" + docstore.Stamp(v.Starts)}
			},
		},
		bulletins: bulletins(e),
	}
}

// Event implements [events.Catalogue].
func (c *Catalogue) Event(ctx context.Context, id events.ID) (events.Event, error) {
	v, err := c.events.Get(ctx, string(id))
	if errors.Is(err, docstore.ErrNotFound) {
		return events.Event{}, events.ErrNoEvent
	}
	if err != nil {
		return events.Event{}, fmt.Errorf("read event %s: %w", id, err)
	}
	return v.Value.event(v.Version), nil
}

// Events implements [events.Catalogue].
func (c *Catalogue) Events(ctx context.Context, after time.Time, page events.PageQuery) ([]events.Event, string, error) {
	values, next, err := c.events.List(ctx, docstore.Query{Index: "ends", From: docstore.Stamp(after), After: page.After, Limit: page.Limit})
	if err != nil {
		return nil, "", fmt.Errorf("list events: %w", err)
	}
	out := make([]events.Event, len(values))
	for i, v := range values {
		out[i] = v.Value.event(v.Version)
	}
	return out, next, nil
}

// Session implements [events.Catalogue].
func (c *Catalogue) Session(ctx context.Context, id events.SessionID) (events.Session, error) {
	v, err := c.sessions.Get(ctx, string(id))
	if errors.Is(err, docstore.ErrNotFound) {
		return events.Session{}, events.ErrNoSession
	}
	if err != nil {
		return events.Session{}, fmt.Errorf("read session %s: %w", id, err)
	}
	return v.Value.session(), nil
}

// Sessions implements [events.Catalogue].
func (c *Catalogue) Sessions(ctx context.Context, id events.ID) ([]events.Session, error) {
	out := []events.Session{}
	for v, err := range c.sessions.Each(ctx, docstore.Query{Index: "event", Prefix: string(id) + "/"}) {
		if err != nil {
			return nil, fmt.Errorf("list sessions of event %s: %w", id, err)
		}
		out = append(out, v.Value.session())
	}
	return out, nil
}

// Approve sets the approved capacity of a session, or returns events.ErrNoSession.
func (c *Catalogue) Approve(ctx context.Context, id events.SessionID, capacity int) error {
	_, err := c.sessions.Change(ctx, string(id), func(s *session) error {
		s.ApprovedCapacity = capacity
		return nil
	})
	if errors.Is(err, docstore.ErrNotFound) {
		return events.ErrNoSession
	}
	if err != nil {
		return fmt.Errorf("approve the capacity of session %s: %w", id, err)
	}
	return nil
}

// Add stores events and sessions that are not there yet and leaves those that
// are as they stand, so that loading a dataset twice changes nothing.
func (c *Catalogue) Add(ctx context.Context, evs []events.Event, sessions []events.Session) error {
	stored := make([]event, len(evs))
	for i, e := range evs {
		stored[i] = eventOf(e)
	}
	dated := make([]session, len(sessions))
	for i, s := range sessions {
		dated[i] = sessionOf(s)
	}
	if err := docstore.InsertNew(ctx, c.events, stored); err != nil {
		return fmt.Errorf("add events: %w", err)
	}
	if err := docstore.InsertNew(ctx, c.sessions, dated); err != nil {
		return fmt.Errorf("add sessions: %w", err)
	}
	return nil
}

// Migrate rewrites documents of older schemas and returns how many.
func (c *Catalogue) Migrate(ctx context.Context) (int, error) {
	return docstore.MigrateAll(ctx, c.events, c.sessions, c.bulletins)
}

func (e event) event(version int64) events.Event {
	out := events.Event{
		ID: events.ID(e.ID), Kind: events.Kind(e.Kind), Edition: e.Edition, Title: e.Title, Summary: e.Summary,
		Place: e.Place, Starts: e.Starts, Ends: e.Ends, Hotline: e.Hotline, Cover: e.Cover, Synthetic: e.Synthetic,
		State: events.State(e.State), Note: e.Note, Owner: e.Owner, Permit: e.Permit, From: events.ID(e.From), Rev: version,
		Moves: e.Moves, Saying: e.Saying, Said: e.Said,
	}
	if e.State == "" {
		out.State = events.Published
	}
	for _, s := range e.Moving {
		out.Moving = append(out.Moving, s.session())
	}
	return out
}

func eventOf(e events.Event) event {
	out := event{
		ID: string(e.ID), Kind: string(e.Kind), Edition: e.Edition, Title: e.Title, Summary: e.Summary,
		Place: e.Place, Starts: e.Starts, Ends: e.Ends, Hotline: e.Hotline, Cover: e.Cover, Synthetic: e.Synthetic,
		State: string(e.State), Note: e.Note, Owner: e.Owner, Permit: e.Permit, From: string(e.From),
		Moves: e.Moves, Saying: e.Saying, Said: e.Said,
	}
	for _, s := range e.Moving {
		out.Moving = append(out.Moving, sessionOf(s))
	}
	return out
}

func (s session) session() events.Session {
	return events.Session{
		ID: events.SessionID(s.ID), Event: events.ID(s.Event), Title: s.Title, Starts: s.Starts, Ends: s.Ends,
		ApprovedCapacity: s.ApprovedCapacity, Synthetic: s.Synthetic, Rev: s.Rev,
	}
}

func sessionOf(s events.Session) session {
	return session{string(s.ID), string(s.Event), s.Title, s.Starts, s.Ends, s.ApprovedCapacity, s.Synthetic, s.Rev}
}
