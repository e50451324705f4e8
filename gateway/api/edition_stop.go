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
		Rev       int64       `json:"rev"`
		Note      events.Text `json:"note" doc:"What everybody is told"`
		Authority string      `json:"authority" maxLength:"80" doc:"On whose word"`
		Why       string      `json:"why" maxLength:"200"`
	}
}

// command is one press of whoever commands: everybody who has places is told of it.
func (a *API) command(ctx context.Context, what string, in *StopInput, do func(context.Context, events.Act) (events.Event, error)) (*reply[Edition], error) {
	b := in.Body
	return a.editionChange(ctx, what, in.Event, b.Why, map[string]string{"authority": b.Authority}, func(ctx context.Context, why string) (events.Event, error) {
		order := act(ctx, in.Event, b.Rev, b.Authority, why)
		order.Note = b.Note
		return do(ctx, order)
	})
}

// postPostponement answers POST /v1/editions/{event}/postponement: 200 Edition |
// 400 edition_note, edition_authority | 404 no_such_event | 409 edition_changed, edition_over.
func (a *API) postPostponement(ctx context.Context, in *StopInput) (*reply[Edition], error) {
	return a.command(ctx, "edition.postpone", in, a.Events.Postpone)
}

// postStop answers POST /v1/editions/{event}/stop; see postPostponement.
func (a *API) postStop(ctx context.Context, in *StopInput) (*reply[Edition], error) {
	return a.command(ctx, "edition.stop", in, a.Events.Stop)
}

// postCancellation answers POST /v1/editions/{event}/cancellation; see postPostponement.
func (a *API) postCancellation(ctx context.Context, in *StopInput) (*reply[Edition], error) {
	return a.command(ctx, "edition.cancel", in, a.Events.Cancel)
}

// ResumeInput has a postponed or stopped edition go on.
type ResumeInput struct {
	EventInput
	Body struct {
		Rev       int64       `json:"rev"`
		Starts    time.Time   `json:"starts" doc:"Of one that was stopped: its own start to go on as planned"`
		Note      events.Text `json:"note,omitempty" doc:"What everybody is told besides"`
		Authority string      `json:"authority" maxLength:"80" doc:"On whose word"`
		Why       string      `json:"why" maxLength:"200"`
	}
}

// postResumption answers POST /v1/editions/{event}/resumption: 200 Edition |
// 400 edition_past, edition_authority | 404 no_such_event | 409 edition_changed, edition_over.
func (a *API) postResumption(ctx context.Context, in *ResumeInput) (*reply[Edition], error) {
	b := in.Body
	return a.editionChange(ctx, "edition.resume", in.Event, b.Why, map[string]string{"authority": b.Authority}, func(ctx context.Context, why string) (events.Event, error) {
		order := act(ctx, in.Event, b.Rev, b.Authority, why)
		order.Note = b.Note
		return a.Events.Resume(ctx, order, b.Starts)
	})
}
