package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/ticketing"
)

// ledger is the stored form of [ticketing.Ledger].
type ledger struct {
	Session   string     `json:"session"`
	Event     string     `json:"event"`
	Approved  int        `json:"approved"`
	Told      int        `json:"told"`
	Cuts      []cut      `json:"cuts,omitempty"`
	Approvals []approval `json:"approvals,omitempty"`
}

// cut is the stored form of [ticketing.Cut].
type cut struct {
	Pool   string `json:"pool"`
	Places int    `json:"places"`
	Work   int64  `json:"work,omitempty"`
	Adding *pool  `json:"adding,omitempty"`
}

// approval is the stored form of [ticketing.Approval].
type approval struct {
	At     time.Time `json:"at"`
	Figure int       `json:"figure"`
	By     string    `json:"by,omitempty"`
	Why    string    `json:"why,omitempty"`
}

// Ledgers implements [ticketing.Ledgers]: one document a session.
type Ledgers struct {
	ledgers docstore.Collection[ledger]
}

var _ ticketing.Ledgers = (*Ledgers)(nil)

// NewLedgers returns the ledgers kept by e.
func NewLedgers(e docstore.Engine) *Ledgers {
	return &Ledgers{docstore.Collection[ledger]{
		Engine: e, Name: "ledgers", Schema: 1,
		ID: func(l ledger) string { return l.Session },
		Index: func(l ledger) map[string]string {
			if l.unfinished() {
				return map[string]string{"unfinished": l.Session}
			}
			return nil
		},
	}}
}

func (l ledger) unfinished() bool {
	for _, c := range l.Cuts {
		if c.Adding != nil {
			return true
		}
	}
	return l.Told != l.Approved
}

// Ledger implements [ticketing.Ledgers].
func (s *Ledgers) Ledger(ctx context.Context, session events.SessionID) (ticketing.Ledger, error) {
	v, err := s.ledgers.Get(ctx, string(session))
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return ticketing.Ledger{Session: session}, nil
	}
	if err != nil {
		return ticketing.Ledger{}, fmt.Errorf("read the ledger of session %s: %w", session, err)
	}
	return v.Value.ledger(v.Version), nil
}

// WriteLedger implements [ticketing.Ledgers].
func (s *Ledgers) WriteLedger(ctx context.Context, l ticketing.Ledger) (ticketing.Ledger, error) {
	var err error
	if l.Version == 0 {
		err = s.ledgers.InsertOne(ctx, storedLedger(l))
		l.Version = 1
	} else {
		l.Version, err = s.ledgers.Replace(ctx, docstore.Versioned[ledger]{Value: storedLedger(l), Version: l.Version})
	}
	if errors.Is(err, docstore.ErrStale) || errors.Is(err, docstore.ErrDuplicate) {
		return ticketing.Ledger{}, ticketing.ErrMoved
	}
	if err != nil {
		return ticketing.Ledger{}, fmt.Errorf("write the ledger of session %s: %w", l.Session, err)
	}
	return l, nil
}

// Unfinished implements [ticketing.Ledgers].
func (s *Ledgers) Unfinished(ctx context.Context) ([]ticketing.Ledger, error) {
	var out []ticketing.Ledger
	for v, err := range s.ledgers.Each(ctx, docstore.Query{Index: "unfinished"}) {
		if err != nil {
			return nil, fmt.Errorf("list unfinished ledgers: %w", err)
		}
		out = append(out, v.Value.ledger(v.Version))
	}
	return out, nil
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Ledgers) Migrate(ctx context.Context) (int, error) { return s.ledgers.Migrate(ctx) }

func storedLedger(l ticketing.Ledger) ledger {
	s := ledger{Session: string(l.Session), Event: string(l.Event), Approved: l.Approved, Told: l.Told}
	for _, c := range l.Cuts {
		k := cut{Pool: string(c.Pool), Places: c.Places, Work: c.Work}
		if c.Adding != nil {
			k.Adding = new(storedPool(*c.Adding))
		}
		s.Cuts = append(s.Cuts, k)
	}
	for _, a := range l.Approvals {
		s.Approvals = append(s.Approvals, approval(a))
	}
	return s
}

func (l ledger) ledger(version int64) ticketing.Ledger {
	out := ticketing.Ledger{
		Session: events.SessionID(l.Session), Event: events.ID(l.Event), Approved: l.Approved, Told: l.Told, Version: version,
	}
	for _, c := range l.Cuts {
		k := ticketing.Cut{Pool: ticketing.PoolID(c.Pool), Places: c.Places, Work: c.Work}
		if c.Adding != nil {
			k.Adding = new(c.Adding.pool())
		}
		out.Cuts = append(out.Cuts, k)
	}
	for _, a := range l.Approvals {
		out.Approvals = append(out.Approvals, ticketing.Approval(a))
	}
	return out
}
