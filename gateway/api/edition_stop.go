package api

import (
	"context"
	"time"

	"wanjia/events"
)

// StopInput stops an edition.
type StopInput struct {
	EventInput
	Body struct {
		Rev  int64       `json:"rev"`
		Note events.Text `json:"note" doc:"What everybody is told"`
		Why  string      `json:"why" maxLength:"200"`
	}
}

// postPostponement answers POST /v1/editions/{event}/postponement: 200 Edition |
// 400 edition_note | 404 no_such_event | 409 edition_changed, edition_over.
func (a *API) postPostponement(ctx context.Context, in *StopInput) (*reply[Edition], error) {
	return a.editionChange(ctx, "edition.postpone", in.Event, in.Body.Why, nil, func(ctx context.Context, _ string) (events.Event, error) {
		return a.Events.Postpone(ctx, in.Event, in.Body.Rev, in.Body.Note)
	})
}

// postCancellation answers POST /v1/editions/{event}/cancellation; see postPostponement.
func (a *API) postCancellation(ctx context.Context, in *StopInput) (*reply[Edition], error) {
	return a.editionChange(ctx, "edition.cancel", in.Event, in.Body.Why, nil, func(ctx context.Context, _ string) (events.Event, error) {
		return a.Events.Cancel(ctx, in.Event, in.Body.Rev, in.Body.Note)
	})
}

// ResumeInput gives a postponed edition new dates.
type ResumeInput struct {
	EventInput
	Body struct {
		Rev    int64     `json:"rev"`
		Starts time.Time `json:"starts"`
		Why    string    `json:"why" maxLength:"200"`
	}
}

// postResumption answers POST /v1/editions/{event}/resumption: 200 Edition |
// 400 edition_past | 404 no_such_event | 409 edition_changed, edition_over.
func (a *API) postResumption(ctx context.Context, in *ResumeInput) (*reply[Edition], error) {
	return a.editionChange(ctx, "edition.resume", in.Event, in.Body.Why, nil, func(ctx context.Context, _ string) (events.Event, error) {
		return a.Events.Resume(ctx, in.Event, in.Body.Rev, in.Body.Starts)
	})
}
