package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
)

// lease is the stored form of [checkin.Lease].
type lease struct {
	ID     string    `json:"id"`
	Event  string    `json:"event"`
	Pool   string    `json:"pool"`
	Gate   string    `json:"gate"`
	Device string    `json:"device"`
	Number int       `json:"number"`
	Places int       `json:"places"`
	Made   time.Time `json:"made"`
	Until  time.Time `json:"until"`
	Cut    bool      `json:"cut,omitempty"`
	Back   int       `json:"back,omitempty"`
	Closed time.Time `json:"closed,omitzero"`
}

func storedLease(l checkin.Lease) lease {
	return lease{string(l.ID), string(l.Event), string(l.Pool), l.Gate, string(l.Device), l.Number, l.Places, l.Made, l.Until, l.Cut, l.Back, l.Closed}
}

func (l lease) lease() checkin.Lease {
	return checkin.Lease{
		ID: checkin.LeaseID(l.ID), Event: events.ID(l.Event), Pool: ticketing.PoolID(l.Pool), Gate: l.Gate, Device: checkin.DeviceID(l.Device),
		Number: l.Number, Places: l.Places, Made: l.Made, Until: l.Until, Cut: l.Cut, Back: l.Back, Closed: l.Closed,
	}
}

// Leases implements [checkin.LeaseStore].
type Leases struct {
	leases docstore.Collection[lease]
}

var _ checkin.LeaseStore = (*Leases)(nil)

// NewLeases returns the leases kept by e.
func NewLeases(e docstore.Engine) *Leases {
	return &Leases{docstore.Collection[lease]{
		Engine: e, Name: "gate_leases", Schema: 1,
		ID: func(l lease) string { return l.ID },
		// Two presses at one moment: one of them gets the number, the other asks again.
		Unique: func(l lease) []string { return []string{"number/" + l.Device + "/" + seqStamp(int64(l.Number))} },
		Index: func(l lease) map[string]string {
			return map[string]string{"event": l.Event + "/" + l.Device + "/" + seqStamp(int64(l.Number))}
		},
	}}
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Leases) Migrate(ctx context.Context) (int, error) { return s.leases.Migrate(ctx) }

// AddLease implements [checkin.LeaseStore].
func (s *Leases) AddLease(ctx context.Context, l checkin.Lease) (checkin.Lease, error) {
	err := s.leases.InsertOne(ctx, storedLease(l))
	if !errors.Is(err, docstore.ErrDuplicate) {
		return l, err
	}
	have, err := s.leases.Get(ctx, string(l.ID))
	if errors.Is(err, docstore.ErrNotFound) {
		return l, ticketing.ErrBusy
	}
	return have.Value.lease(), err
}

// ChangeLease implements [checkin.LeaseStore].
func (s *Leases) ChangeLease(ctx context.Context, id checkin.LeaseID, change func(*checkin.Lease)) (checkin.Lease, error) {
	v, err := s.leases.Change(ctx, string(id), func(stored *lease) error {
		l := stored.lease()
		change(&l)
		*stored = storedLease(l)
		return nil
	})
	if err != nil {
		return checkin.Lease{}, fmt.Errorf("write lease %s: %w", id, err)
	}
	return v.Value.lease(), nil
}

// Leases implements [checkin.LeaseStore].
func (s *Leases) Leases(ctx context.Context, event events.ID) ([]checkin.Lease, error) {
	var out []checkin.Lease
	for v, err := range s.leases.Each(ctx, docstore.Query{Index: "event", Prefix: string(event) + "/"}) {
		if err != nil {
			return nil, fmt.Errorf("list the leases of event %s: %w", event, err)
		}
		out = append(out, v.Value.lease())
	}
	return out, nil
}
