package api

import (
	"context"
	"strings"
	"time"

	"wanjia/events/audit"
	"wanjia/ticketing/seating/runs"
)

// PublicSeating is what everybody reads of a sitting.
type PublicSeating struct {
	Version string    `json:"version"`
	At      time.Time `json:"at" doc:"When it was published; what was changed by hand since shows without another publication"`
	By      string    `json:"by" doc:"Empty for one of before there was publishing"`
	Told    bool      `json:"told" doc:"Everybody whose seat it changes was told"`
}

func wirePublic(p runs.Public) *PublicSeating {
	if p.Version == "" {
		return nil
	}
	return &PublicSeating{p.Version, here(p.At), p.By, p.Told == p.Version}
}

// postSeatsPublic answers POST /v1/events/{event}/seating/{session}/publication: 200
// SeatingCost, before and after being what everybody reads | 400 reason | 404
// no_such_sitting, no_seating | 409 seating_newer.
func (a *API) postSeatsPublic(ctx context.Context, in *SeatingChangeInput) (*reply[SeatingCost], error) {
	return a.seatingChange(ctx, "seating.publish", in.SittingPath, in.Body, map[string]string{"version": in.Body.Base}, func(ctx context.Context, c runs.Change) (runs.Proposal, error) {
		return a.Seating.Publish(ctx, who(ctx), c)
	})
}

// postDiscard answers POST /v1/events/{event}/seating/{session}/discard: 204 | 400 reason |
// 404 no_such_sitting | 409 seating_no_draft, seating_newer, seating_running.
func (a *API) postDiscard(ctx context.Context, in *SeatingChangeInput) (*struct{}, error) {
	why := strings.TrimSpace(in.Body.Why)
	switch {
	case a.Seating == nil:
		return nil, runs.ErrNoSitting
	case why == "":
		return nil, audit.ErrReason
	}
	at := in.SittingPath
	return nil, a.audited(ctx, "seating.discard", "seating/"+string(at.Event)+"/"+string(at.Session), "*", "", why, map[string]string{"version": in.Body.Base}, func(ctx context.Context) error {
		return a.Seating.Discard(ctx, runs.Change{Event: at.Event, Sitting: at.Session, Base: in.Body.Base, Why: why})
	})
}
