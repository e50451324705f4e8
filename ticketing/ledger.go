package ticketing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// ErrCapacity refuses more places than the approved capacity of a session leaves.
var ErrCapacity = fault.New(fault.Conflict, "capacity", "the approved capacity of this session does not leave so many places")

// ErrCut refuses an approved capacity below what the pools of a session have.
var ErrCut = fault.New(fault.Conflict, "capacity_cut", "the pools of this session have more places than that")

// Ledger is what the approved capacity of a session is cut into. It is one document:
// whoever writes it has read it, so the cuts never come to more than the capacity.
type Ledger struct {
	Session   events.SessionID
	Event     events.ID
	Approved  int // persons
	Told      int // the capacity that the catalogue was last told
	Cuts      []Cut
	Approvals []Approval // oldest first; the first is what the catalogue said
	Version   int64      // of the document; 0 for one that is not there yet
}

// Cut is what one pool has of the capacity.
type Cut struct {
	Pool   PoolID
	Places int
	Work   int64 // the last change of the pool's size that was decided here
	Adding *Pool // a pool that is to be made; nil once it is
}

// Approval is a figure that was approved.
type Approval struct {
	At     time.Time
	Figure int
	By     string
	Why    string
}

// Left is how many places no pool has.
func (l Ledger) Left() int {
	left := l.Approved
	for _, c := range l.Cuts {
		left -= c.Places
	}
	return left
}

// cut returns the pool's, nil when it has none.
func (l *Ledger) cut(pool PoolID) *Cut {
	i := slices.IndexFunc(l.Cuts, func(c Cut) bool { return c.Pool == pool })
	if i < 0 {
		return nil
	}
	return &l.Cuts[i]
}

// Ledgers is the durable record of ledgers.
type Ledgers interface {
	// Ledger returns the ledger of a session, without a Version where there is none.
	Ledger(ctx context.Context, session events.SessionID) (Ledger, error)
	// WriteLedger stores a ledger if the stored one still has its Version, and returns
	// it with the next; else ErrMoved.
	WriteLedger(ctx context.Context, l Ledger) (Ledger, error)
	// Unfinished returns the ledgers with a pool to be made or a capacity to be told.
	Unfinished(ctx context.Context) ([]Ledger, error)
}

// Capacities is the catalogue of sessions, where the approved capacity is shown.
type Capacities interface {
	// Approved returns the event of a session and the capacity approved for it, or
	// events.ErrNoSession.
	Approved(ctx context.Context, session events.SessionID) (events.ID, int, error)
	// Ceiling returns the most persons the permit of a session's event allows, 0 where it
	// names no figure, or events.ErrNoSession.
	Ceiling(ctx context.Context, session events.SessionID) (int, error)
	// TellApproved writes down another capacity.
	TellApproved(ctx context.Context, session events.SessionID, capacity int) error
}

// ledger returns the ledger of a session, the first time with what the catalogue says.
func (s *Service) ledger(ctx context.Context, session events.SessionID) (Ledger, error) {
	l, err := s.Ledgers.Ledger(ctx, session)
	if err != nil || l.Version > 0 {
		return l, err
	}
	event, capacity, err := s.Capacities.Approved(ctx, session)
	if err != nil {
		return l, err
	}
	l.Session, l.Event, l.Approved, l.Told = session, event, capacity, capacity
	l.Approvals = []Approval{{At: s.Now(), Figure: capacity}}
	// Pools of before there were ledgers have been cut already.
	pools, err := s.Pools.PoolsOf(ctx, session)
	for _, p := range pools {
		if p.Removed {
			continue
		}
		decided := p.Works
		if p.Work != nil {
			decided--
		}
		l.Cuts = append(l.Cuts, Cut{Pool: p.ID, Places: p.Size(), Work: decided})
	}
	return l, err
}

// write applies edit to the ledger of a session, again from the start while others
// get in between. edit may run several times; an error from it ends the whole.
func (s *Service) write(ctx context.Context, session events.SessionID, edit func(*Ledger) error) (Ledger, error) {
	for {
		l, err := s.ledger(ctx, session)
		if err != nil {
			return l, err
		}
		l.Cuts, l.Approvals = slices.Clone(l.Cuts), slices.Clone(l.Approvals)
		if err := edit(&l); err != nil {
			return l, err
		}
		written, err := s.Ledgers.WriteLedger(ctx, l)
		if !errors.Is(err, ErrMoved) {
			return written, err
		}
		if err := ctx.Err(); err != nil {
			return l, err
		}
	}
}

// Approve sets the approved capacity of a session.
//
// It returns events.ErrNoSession, [ErrChanged] when the ledger has another version
// than the caller has read, [ErrSize], [ErrCut] with detail "cut" when the pools have
// more, and events.ErrCeiling with detail "ceiling" when the permit allows fewer.
func (s *Service) Approve(ctx context.Context, session events.SessionID, version int64, a Approval) (Ledger, error) {
	if a.Figure < 0 || a.Figure > mostPlaces {
		return Ledger{}, ErrSize.With("most", mostPlaces)
	}
	if ceiling, err := s.Capacities.Ceiling(ctx, session); err != nil {
		return Ledger{}, err
	} else if ceiling > 0 && a.Figure > ceiling {
		return Ledger{}, events.ErrCeiling.With("ceiling", ceiling)
	}
	l, err := s.write(ctx, session, func(l *Ledger) error {
		if l.Version != version {
			return ErrChanged.With("version", l.Version)
		}
		if cut := l.Approved - l.Left(); a.Figure < cut {
			return ErrCut.With("cut", cut)
		}
		a.At = s.Now()
		l.Approved, l.Approvals = a.Figure, append(l.Approvals, a)
		return nil
	})
	if err != nil {
		return l, err
	}
	told, err := s.finishLedger(ctx, l)
	if err != nil {
		s.Log.WarnContext(ctx, "catalogue not told of a capacity yet", "session", session, "err", err)
		return l, nil
	}
	return told, nil
}

// finishLedger makes the pools that are to be made and tells the catalogue of the
// capacity. Safe to repeat.
func (s *Service) finishLedger(ctx context.Context, l Ledger) (Ledger, error) {
	var made []Pool
	for _, c := range l.Cuts {
		if c.Adding != nil {
			made = append(made, *c.Adding)
		}
	}
	if len(made) > 0 {
		if err := s.Pools.Add(ctx, made); err != nil {
			return l, fmt.Errorf("add pools to session %s: %w", l.Session, err)
		}
	}
	if l.Told != l.Approved {
		if err := s.Capacities.TellApproved(ctx, l.Session, l.Approved); err != nil {
			return l, fmt.Errorf("tell the capacity of session %s: %w", l.Session, err)
		}
	}
	if len(made) == 0 && l.Told == l.Approved {
		return l, nil
	}
	approved := l.Approved
	return s.write(ctx, l.Session, func(l *Ledger) error {
		for _, p := range made {
			if c := l.cut(p.ID); c != nil {
				c.Adding = nil
			}
		}
		// One approved meanwhile is told by whoever wrote it, or by the next round.
		l.Told = approved
		return nil
	})
}

// Holding is a pool with its figures and what the house has taken out of it.
type Holding struct {
	Pool   Pool
	Count  Count
	Blocks []Claim // in the order they were made
}

// StockOf returns the ledger of a session and its pools as they are, those given up
// too. It returns events.ErrNoSession.
func (s *Service) StockOf(ctx context.Context, session events.SessionID) (Ledger, []Holding, error) {
	l, err := s.ledger(ctx, session)
	if err != nil {
		return l, nil, err
	}
	pools, err := s.Pools.PoolsOf(ctx, session)
	if err != nil {
		return l, nil, err
	}
	out := make([]Holding, len(pools))
	for i, p := range pools {
		if out[i], err = s.StockOfPool(ctx, p.ID); err != nil {
			return l, nil, err
		}
	}
	return l, out, nil
}

// StockOfPool returns one pool as it is, or [ErrNoPool].
func (s *Service) StockOfPool(ctx context.Context, id PoolID) (Holding, error) {
	p, err := s.Pools.Fresh(ctx, id)
	if err != nil {
		return Holding{}, err
	}
	pools := []Pool{p}
	counts, err := s.counts(ctx, pools)
	if err != nil {
		return Holding{}, err
	}
	h := Holding{Pool: pools[0], Count: counts[0]}
	if h.Count.Blocked() == 0 {
		return h, nil
	}
	owned, err := s.Claims.Owned(ctx, id)
	if err != nil {
		return h, fmt.Errorf("read the claims of pool %s: %w", id, err)
	}
	h.Blocks = slices.DeleteFunc(owned, func(c Claim) bool { return c.State != Blocked })
	slices.SortFunc(h.Blocks, func(a, b Claim) int { return int(a.Seq - b.Seq) })
	return h, nil
}
