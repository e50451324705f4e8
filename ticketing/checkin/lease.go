package checkin

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/ticketing"
	"wanjia/ticketing/pass"
)

// Errors of leases.
var (
	ErrNoWalkUp  = fault.New(fault.Conflict, "no_walk_up", "no places are left for people without a booking in the window that is on")
	ErrLeaseSize = fault.New(fault.Invalid, "lease_size", "a device takes between 1 and 60 places at a time")
	ErrLeased    = fault.New(fault.Conflict, "lease_left", "this device has places left; it gets more when it has given them out")
)

// LeaseMost is how many places a device takes at a time: what lies at a gate that loses
// its network is of no use at the others.
const LeaseMost = 60

// LeaseID names a lease: the device's id and the key of the press.
type LeaseID string

// Lease is places for people without a booking that one device may give out, with a
// network or without. They are out of the pool's share from the moment it is cut until
// what is left of them goes back, so no two devices ever have the same place.
type Lease struct {
	ID     LeaseID
	Event  events.ID
	Pool   ticketing.PoolID
	Gate   string
	Device DeviceID
	Number int // 1, 2, 3 … of the device; stands in the lines
	Places int
	Made   time.Time
	Until  time.Time // nobody is let in with it from then on
	Cut    bool      // the places are out of the pool's share
	Back   int       // places that went back
	Closed time.Time // when what was left went back; zero while it is out
}

// Ticket is what stands in the serial of a line without a pass: the lease and the number
// of the first of its persons. Numbers of a lease have no gap, as lines have none.
func Ticket(lease, first int) pass.Serial {
	return pass.Serial{0xff, byte(lease >> 8), byte(lease), byte(first >> 8), byte(first)}
}

// ticketOf reads what [Ticket] wrote; false for a line of no lease.
func ticketOf(r Record) (lease, first int, ok bool) {
	s := r.Serial
	return int(s[1])<<8 | int(s[2]), int(s[3])<<8 | int(s[4]), r.Kind == Walk && s[0] == 0xff
}

// LeaseStore is the durable record of leases; collection gate_leases.
type LeaseStore interface {
	// AddLease stores a lease, or returns the one that has its id.
	AddLease(ctx context.Context, l Lease) (Lease, error)
	// ChangeLease applies change to the lease as it is.
	ChangeLease(ctx context.Context, id LeaseID, change func(*Lease)) (Lease, error)
	// Leases returns the leases of an event, by device and number.
	Leases(ctx context.Context, event events.ID) ([]Lease, error)
}

// Stock is what is asked of the inventory.
type Stock interface {
	Shift(ctx context.Context, m ticketing.Shift) (ticketing.Pool, error)
}

// FreshPools reads a pool as it is stored now.
type FreshPools interface {
	Fresh(ctx context.Context, id ticketing.PoolID) (ticketing.Pool, error)
}

// Leases lends places to the gates. Its fields are set once, before use.
type Leases struct {
	Store LeaseStore
	Gates *Service
	Stock Stock
	Pools FreshPools
	Now   func() time.Time
}

// LeaseState is a lease with what became of it.
type LeaseState struct {
	Lease
	Sold   int  // persons let in with it, as far as was heard
	Beyond bool // more than it has, or numbers with a gap: a device that does not keep the rules
	Known  bool // all of its lines are here
}

// Ask lends a device at most want places of the window that is on, fewer where fewer are
// left; the same key is the same lease. It returns [ErrLeaseSize], [ErrNoWalkUp], and
// [ErrLeased] for a device that still has some.
func (s *Leases) Ask(ctx context.Context, d Device, key string, want int) (Lease, error) {
	if want < 1 || want > LeaseMost || key == "" {
		return Lease{}, ErrLeaseSize
	}
	states, err := s.Board(ctx, d.Event)
	if err != nil {
		return Lease{}, err
	}
	id, number := LeaseID(string(d.ID)+"-"+key), 1
	for _, l := range states {
		if l.Device != d.ID {
			continue
		}
		number = max(number, l.Number+1)
		switch {
		case l.ID == id && l.Cut:
			return l.Lease, nil
		case l.ID == id:
			return s.cut(ctx, l.Lease)
		case l.Closed.IsZero() && l.Cut && l.Sold < l.Places && s.Now().Before(l.Until):
			return Lease{}, ErrLeased
		}
	}
	pool, until, err := s.open(ctx, d.Event)
	if err != nil {
		return Lease{}, err
	}
	l, err := s.Store.AddLease(ctx, Lease{
		ID: id, Event: d.Event, Pool: pool.ID, Gate: d.Gate, Device: d.ID, Number: number, Places: min(want, pool.Share(ticketing.WalkUp)), Made: s.Now(), Until: until,
	})
	if err != nil || l.Cut {
		return l, err
	}
	return s.cut(ctx, l)
}

// open is the pool for people without a booking of the window that is on, and when that
// ends for the gates.
func (s *Leases) open(ctx context.Context, event events.ID) (ticketing.Pool, time.Time, error) {
	now := s.Now()
	sessions, err := s.Gates.Sessions.Sessions(ctx, event)
	if err != nil {
		return ticketing.Pool{}, time.Time{}, err
	}
	for _, x := range slices.Backward(sessions) { // of two that overlap the later has longer
		if now.Before(x.Starts.Add(-s.Gates.Rules.Early)) || !now.Before(x.Ends) {
			continue
		}
		pools, err := s.Gates.Pools.PoolsOf(ctx, x.ID)
		if err != nil {
			return ticketing.Pool{}, time.Time{}, err
		}
		for _, p := range pools {
			if p.Share(ticketing.WalkUp) > 0 && !p.Paused && !p.Removed {
				return p, x.Ends, nil
			}
		}
	}
	return ticketing.Pool{}, time.Time{}, ErrNoWalkUp
}

// shiftTries is how often a change is tried that others were quicker with.
const shiftTries = 8

// cut takes the places of a lease out of the pool's share, once: the pool's own log says
// whether they are. Who was told of the lease may count on them.
func (s *Leases) cut(ctx context.Context, l Lease) (Lease, error) {
	for range shiftTries {
		pool, err := s.Pools.Fresh(ctx, l.Pool)
		if err != nil {
			return Lease{}, err
		}
		if i := slices.IndexFunc(pool.Moves, func(m ticketing.Move) bool { return m.Why == l.why() }); i >= 0 {
			return s.Store.ChangeLease(ctx, l.ID, func(l *Lease) { l.Places, l.Cut = pool.Moves[i].Places, true })
		}
		places := min(l.Places, pool.Share(ticketing.WalkUp))
		if places < 1 {
			return Lease{}, ErrNoWalkUp
		}
		_, err = s.Stock.Shift(ctx, ticketing.Shift{Pool: l.Pool, Rev: pool.Rev, From: ticketing.WalkUp, To: ticketing.KeptBack, Places: places, By: string(l.Device), Why: l.why()})
		switch f := fault.Of(err); {
		case err == nil || errors.Is(err, ticketing.ErrChanged):
		case errors.Is(err, ticketing.ErrShareTaken):
			taken, _ := f.Details["taken"].(int)
			l.Places = pool.Share(ticketing.WalkUp) - taken // some are given out at a desk: what those leave
		default:
			return Lease{}, fmt.Errorf("cut lease %s: %w", l.ID, err)
		}
	}
	return Lease{}, ticketing.ErrBusy
}

func (l Lease) why() string  { return "lease " + string(l.ID) }
func (l Lease) back() string { return "back " + string(l.ID) }

// Board returns the leases of an event with what was given out of them, by device and
// number.
func (s *Leases) Board(ctx context.Context, event events.ID) ([]LeaseState, error) {
	leases, err := s.Store.Leases(ctx, event)
	if err != nil || len(leases) == 0 {
		return nil, err
	}
	devices, err := s.Gates.Devices(ctx, event)
	if err != nil {
		return nil, err
	}
	records, err := s.Gates.Records(ctx, event)
	if err != nil {
		return nil, err
	}
	lines := map[LeaseID][]Record{}
	for _, l := range leases {
		lines[l.ID] = nil
	}
	type place struct {
		device DeviceID
		number int
	}
	at := map[place]LeaseID{}
	for _, l := range leases {
		at[place{l.Device, l.Number}] = l.ID
	}
	for _, r := range records {
		if number, _, ok := ticketOf(r); ok && !r.Broken {
			if id, ok := at[place{r.Device, number}]; ok {
				lines[id] = append(lines[id], r)
			}
		}
	}
	out := make([]LeaseState, len(leases))
	for i, l := range leases {
		out[i] = l.state(lines[l.ID])
		out[i].Known = slices.ContainsFunc(devices, func(d Device) bool { return d.ID == l.Device && !d.Fresh.Before(l.Until) })
	}
	return out, nil
}

// state adds up the lines of a lease.
func (l Lease) state(lines []Record) LeaseState {
	st := LeaseState{Lease: l}
	slices.SortFunc(lines, func(a, b Record) int { return int(a.Seq - b.Seq) })
	for _, r := range lines {
		_, first, _ := ticketOf(r)
		st.Beyond = st.Beyond || first != st.Sold+1
		st.Sold += r.Persons
	}
	st.Beyond = st.Beyond || st.Sold > l.Places
	return st
}

// Settle lets what is left of leases that are over go back to their pools: of those
// whose device has brought all it did until the end. What a silent device may have given
// out stays out. Repeating it changes nothing. It returns how many were closed.
func (s *Leases) Settle(ctx context.Context, event events.ID) (int, error) {
	board, err := s.Board(ctx, event)
	if err != nil {
		return 0, err
	}
	closed := 0
	for _, l := range board {
		if !l.Closed.IsZero() || s.Now().Before(l.Until) {
			continue
		}
		if !l.Cut {
			// Nobody was told of it; whether the places are out is in the pool's log.
			cut, err := s.uncut(ctx, l.Lease)
			if err != nil {
				return closed, err
			}
			l.Lease, l.Known = cut, true
		}
		if !l.Known {
			continue
		}
		left := max(l.Places-l.Sold, 0)
		if !l.Cut {
			left = 0
		}
		if err := s.giveBack(ctx, l.Lease, left); err != nil {
			return closed, err
		}
		if _, err := s.Store.ChangeLease(ctx, l.ID, func(l *Lease) { l.Back, l.Closed = left, s.Now() }); err != nil {
			return closed, err
		}
		closed++
	}
	return closed, nil
}

// uncut is a lease whose asking broke off, with what the pool's log says of it.
func (s *Leases) uncut(ctx context.Context, l Lease) (Lease, error) {
	pool, err := s.Pools.Fresh(ctx, l.Pool)
	if err != nil {
		return l, err
	}
	i := slices.IndexFunc(pool.Moves, func(m ticketing.Move) bool { return m.Why == l.why() })
	if l.Cut = i >= 0; l.Cut {
		l.Places = pool.Moves[i].Places
	}
	return l, nil
}

// giveBack puts places of a lease into the share again, once.
func (s *Leases) giveBack(ctx context.Context, l Lease, places int) error {
	for range shiftTries {
		pool, err := s.Pools.Fresh(ctx, l.Pool)
		if err != nil {
			return err
		}
		if places == 0 || slices.ContainsFunc(pool.Moves, func(m ticketing.Move) bool { return m.Why == l.back() }) {
			return nil
		}
		_, err = s.Stock.Shift(ctx, ticketing.Shift{Pool: l.Pool, Rev: pool.Rev, From: ticketing.KeptBack, To: ticketing.WalkUp, Places: places, By: "", Why: l.back()})
		if err != nil && !errors.Is(err, ticketing.ErrChanged) {
			return fmt.Errorf("take back what is left of lease %s: %w", l.ID, err)
		}
	}
	return ticketing.ErrBusy
}
