package api

import (
	"context"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// SessionBody is what a session says of itself.
type SessionBody struct {
	Title  events.Text `json:"title"`
	Starts time.Time   `json:"starts"`
	Ends   time.Time   `json:"ends"`
	Rev    int64       `json:"rev" doc:"Of the edition as it was read"`
	Why    string      `json:"why" maxLength:"200"`

	Authority string `json:"authority,omitempty" maxLength:"80" doc:"On whose word, for those who are told of other hours"`
}

// NewSessionInput adds a session to an edition.
type NewSessionInput struct {
	EventInput
	Body SessionBody
}

// postSession answers POST /v1/editions/{event}/sessions: 201 Edition |
// 400 edition_title, edition_dates | 404 no_such_event | 409 edition_changed, edition_over.
func (a *API) postEditionSession(ctx context.Context, in *NewSessionInput) (*reply[Edition], error) {
	return a.putOneSession(ctx, in.Event, "", in.Body)
}

// EditionSessionInput changes a session of an edition.
type EditionSessionInput struct {
	EventInput
	SessionPath
	Body SessionBody
}

// putEditionSession answers PUT /v1/editions/{event}/sessions/{session}; 404
// no_such_session too.
func (a *API) putEditionSession(ctx context.Context, in *EditionSessionInput) (*reply[Edition], error) {
	return a.putOneSession(ctx, in.Event, in.Session, in.Body)
}

func (a *API) putOneSession(ctx context.Context, event events.ID, session events.SessionID, b SessionBody) (*reply[Edition], error) {
	return a.editionChange(ctx, "edition.session", event, b.Why, map[string]string{"session": string(session)}, func(ctx context.Context, why string) (events.Event, error) {
		return a.Events.PutSession(ctx, act(ctx, event, b.Rev, b.Authority, why), events.Session{ID: session, Title: b.Title, Starts: b.Starts, Ends: b.Ends})
	})
}

// DropSessionInput takes a session out of a draft.
type DropSessionInput struct {
	EventInput
	SessionPath
	Body struct {
		Rev int64  `json:"rev"`
		Why string `json:"why" maxLength:"200"`
	}
}

// postSessionRemoval answers POST /v1/editions/{event}/sessions/{session}/removal:
// 200 Edition | 404 no_such_event, no_such_session | 409 edition_changed, edition_over,
// pool_in_use.
func (a *API) postSessionRemoval(ctx context.Context, in *DropSessionInput) (*reply[Edition], error) {
	return a.editionChange(ctx, "edition.session_drop", in.Event, in.Body.Why, map[string]string{"session": string(in.Session)}, func(ctx context.Context, why string) (events.Event, error) {
		e, err := a.draft(ctx, in.Event, in.Body.Rev)
		if err == nil {
			err = a.emptySession(ctx, in.Session, why)
		}
		if err != nil {
			return e, err
		}
		return a.Events.DropSession(ctx, in.Event, in.Body.Rev, in.Session)
	})
}

// draft is an edition that may be taken apart.
func (a *API) draft(ctx context.Context, id events.ID, rev int64) (events.Event, error) {
	e, _, err := a.Events.Edition(ctx, id)
	switch {
	case err != nil:
		return e, err
	case e.State != events.Draft:
		return e, events.ErrEditionEnd
	case e.Rev != rev:
		return e, events.ErrChanged
	}
	return e, nil
}

// emptySession gives up the pools of a session.
func (a *API) emptySession(ctx context.Context, session events.SessionID, why string) error {
	_, pools, err := a.Tickets.StockOf(ctx, session)
	if err != nil {
		return err
	}
	for _, p := range pools {
		if p.Pool.Removed {
			continue
		}
		if err := a.Tickets.RemovePool(ctx, ticketing.Resize{Pool: p.Pool.ID, Rev: p.Pool.Rev, By: byOf(ctx), Why: why}); err != nil {
			return err
		}
	}
	return nil
}

// postEditionRemoval answers POST /v1/editions/{event}/removal: 204 | 404 no_such_event |
// 409 edition_changed, edition_over, pool_in_use.
func (a *API) postEditionRemoval(ctx context.Context, in *EditionStepInput) (*struct{}, error) {
	err := a.changed(ctx, "edition.drop", "event/"+string(in.Event), in.Body.Why, nil, func(ctx context.Context, why string) error {
		if _, err := a.draft(ctx, in.Event, in.Body.Rev); err != nil {
			return err
		}
		_, sessions, err := a.Events.Edition(ctx, in.Event)
		if err != nil {
			return err
		}
		for _, s := range sessions {
			if err := a.emptySession(ctx, s.ID, why); err != nil {
				return err
			}
		}
		return a.Events.Drop(ctx, in.Event, in.Body.Rev)
	})
	return nil, err
}

// eventOf is the edition that a session belongs to, a draft too.
func (a *API) eventOf(ctx context.Context, session events.SessionID) (events.Event, error) {
	s, err := a.Events.Session(ctx, session)
	if err != nil {
		return events.Event{}, err
	}
	e, _, err := a.Events.Edition(ctx, s.Event)
	return e, err
}
