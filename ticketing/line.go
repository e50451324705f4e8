package ticketing

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// A long waiting list is read at most so often: hundreds who join in one second are
// told where they stand from one reading.
const (
	longLine  = 200 // parties
	linePause = 100 * time.Millisecond
)

// lines shares the readings of waiting lists among those who ask for one at the same
// time. Everybody gets a reading that began after they asked, so that whoever has
// joined is on it.
type lines struct {
	mu    sync.Mutex
	pools map[PoolID]*line
}

// line is the readings of one pool's list.
type line struct {
	next  *lineReading  // that those who ask now will get; nil until somebody asks
	under bool          // a reading is under way
	turn  chan struct{} // closed when it has ended
	asked int           // who has not been answered; the line goes with the last
	began time.Time     // the last reading
	long  bool          // what it found
}

type lineReading struct {
	done chan struct{} // closed once list and errors are set
	tell *Pool         // the stock of this pool is to be told; nil for nothing to tell
	list []Claim
	err  error // of the reading
	told error // of telling
}

// inLine returns who waits for the pool, at most [mostWaiting]; with tell the stock is
// told how many. The list is shared: it is not to be written to.
func (s *Service) inLine(ctx context.Context, id PoolID, tell *Pool) (*lineReading, error) {
	s.lines.mu.Lock()
	if s.lines.pools == nil {
		s.lines.pools = map[PoolID]*line{}
	}
	l := s.lines.pools[id]
	if l == nil {
		l = &line{}
		s.lines.pools[id] = l
	}
	if l.next == nil {
		l.next = &lineReading{done: make(chan struct{})}
	}
	mine := l.next
	if tell != nil {
		mine.tell = tell
	}
	l.asked++
	defer func() {
		s.lines.mu.Lock()
		if l.asked--; l.asked == 0 && !l.long {
			delete(s.lines.pools, id)
		}
		s.lines.mu.Unlock()
	}()
	for {
		if !l.under && l.next == mine { // nobody reads: it falls to this caller, for all who wait with it
			l.under, l.turn = true, make(chan struct{})
			s.lines.mu.Unlock()
			s.readLine(ctx, id, l, mine)
			return mine, mine.err
		}
		turn := l.turn
		s.lines.mu.Unlock()
		select {
		case <-mine.done:
			return mine, mine.err
		case <-turn:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		select {
		case <-mine.done:
			return mine, mine.err
		default:
		}
		s.lines.mu.Lock()
	}
}

// lineWithin bounds one reading, for which more than its caller wait.
const lineWithin = 5 * time.Second

func (s *Service) readLine(ctx context.Context, id PoolID, l *line, r *lineReading) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lineWithin)
	defer cancel()
	defer func() { // also when it panics: nobody may wait for ever
		s.lines.mu.Lock()
		l.under, l.long = false, len(r.list) >= longLine
		if l.next == r {
			l.next = nil
		}
		close(r.done)
		close(l.turn)
		s.lines.mu.Unlock()
	}()
	if wait := linePause - time.Since(l.began); l.long && wait > 0 {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
		}
	}
	s.lines.mu.Lock()
	l.next, l.began = nil, time.Now() // who asks from here on may have joined too late for this one
	tell := r.tell
	s.lines.mu.Unlock()
	if r.list, r.err = s.Waits.OnList(ctx, id, mostWaiting); r.err != nil {
		r.err = fmt.Errorf("read the waiting list of %s: %w", id, r.err)
	} else if tell != nil {
		r.told = s.tell(ctx, *tell, len(r.list))
	}
}

// tell has the stock know that somebody waits, and comes back only when it does: who
// has joined and is answered is not passed by newcomers. A pool that is written anew
// meanwhile may have been read before they joined: then it is told under the new epoch.
func (s *Service) tell(ctx context.Context, pool Pool, n int) error {
	if n == 0 { // whoever joined is off the list again; the next round of the workers says so
		return nil
	}
	for range settleTries {
		ok, err := s.Stock.SetWaiting(ctx, pool, n, 0)
		if err != nil || ok {
			return err
		}
		at := pool.Epoch
		if pool, err = s.Pools.Fresh(ctx, pool.ID); err != nil {
			return err
		}
		if pool.Epoch != at {
			continue
		}
		if err := s.rebuildOrWait(ctx, pool.ID); err != nil {
			return err
		}
		if pool, err = s.Pools.Fresh(ctx, pool.ID); err != nil {
			return err
		}
	}
	return ErrRebuilding
}
