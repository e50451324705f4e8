package ticketingtest

import (
	"context"
	"slices"
	"sync"

	"wanjia/events"
	"wanjia/ticketing"
)

// Ledgers implements [ticketing.Ledgers] in memory.
type Ledgers struct {
	mu      sync.Mutex
	ledgers map[events.SessionID]ticketing.Ledger
}

// Ledger implements [ticketing.Ledgers].
func (s *Ledgers) Ledger(_ context.Context, session events.SessionID) (ticketing.Ledger, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if l, ok := s.ledgers[session]; ok {
		return l, nil
	}
	return ticketing.Ledger{Session: session}, nil
}

// WriteLedger implements [ticketing.Ledgers].
func (s *Ledgers) WriteLedger(_ context.Context, l ticketing.Ledger) (ticketing.Ledger, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ledgers[l.Session].Version != l.Version {
		return ticketing.Ledger{}, ticketing.ErrMoved
	}
	if s.ledgers == nil {
		s.ledgers = map[events.SessionID]ticketing.Ledger{}
	}
	l.Version++
	l.Cuts, l.Approvals = slices.Clone(l.Cuts), slices.Clone(l.Approvals)
	s.ledgers[l.Session] = l
	return l, nil
}

// Unfinished implements [ticketing.Ledgers].
func (s *Ledgers) Unfinished(context.Context) ([]ticketing.Ledger, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []ticketing.Ledger
	for _, l := range s.ledgers {
		if l.Told != l.Approved || slices.ContainsFunc(l.Cuts, func(c ticketing.Cut) bool { return c.Adding != nil }) {
			out = append(out, l)
		}
	}
	return out, nil
}

// Capacities implements [ticketing.Capacities] for the sessions in it.
type Capacities struct {
	mu       sync.Mutex
	Sessions map[events.SessionID]int // the capacity approved
	Most     int                      // the ceiling of all of them, 0 for none
}

// Approved implements [ticketing.Capacities]; every session is of event "e".
func (s *Capacities) Approved(_ context.Context, session events.SessionID) (events.ID, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, ok := s.Sessions[session]
	if !ok {
		return "", 0, events.ErrNoSession
	}
	return "e", n, nil
}

// Ceiling implements [ticketing.Capacities].
func (s *Capacities) Ceiling(_ context.Context, session events.SessionID) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.Sessions[session]; !ok {
		return 0, events.ErrNoSession
	}
	return s.Most, nil
}

// TellApproved implements [ticketing.Capacities].
func (s *Capacities) TellApproved(_ context.Context, session events.SessionID, capacity int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Sessions[session] = capacity
	return nil
}
