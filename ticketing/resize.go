package ticketing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// ErrPlacesTaken refuses to make a pool smaller than what is held or owned of it.
var ErrPlacesTaken = fault.New(fault.Conflict, "places_taken", "so many places are not free; nothing was changed")

// ErrSeatsFixed refuses to add seats that no plan has.
var ErrSeatsFixed = fault.New(fault.Conflict, "seats_fixed", "these places are the seats of a plan: no more can be added than were taken out")

// House is the holder of places that the house itself has taken out of a pool, "house/"
// and a number.
const House HolderID = "house/"

// blockOf is how many places one blocking claim takes at most. Small ones are given
// back more to the point when the pool grows again.
const blockOf = 20

// Resize asks for another size of a pool.
type Resize struct {
	Pool PoolID
	Rev  int64 // of the pool as the caller has read it
	Size int   // places for people, from 0
	// Channel is whose share grows or shrinks with the pool, KeptBack for nobody's;
	// "" for a pool without shares.
	Channel string
	By, Why string

	emptying bool // to be removed: whatever the shares are
}

// Work is a change of size under way. It lies in the pool's document and is carried
// out in steps that any process may repeat, until the document says it is done.
type Work struct {
	ID       int64
	From, To int // sizes
	Channel  string
	Places   int      // when it shrinks: those to be blocked
	Back     []string // when it grows: blocking claims that end
	Capacity int      // the pool's afterwards
	Blocked  int      // the pool's afterwards
	By, Why  string
	At       time.Time
}

// Resize changes the size of a pool. It grows by giving back what the house has
// blocked and by new places behind the last; it shrinks by blocking places that are
// free, whether or not booking is open and whoever waits.
//
// It returns [ErrNoPool], [ErrChanged], [ErrSize], [ErrNoChannel], [ErrShares] with
// detail "left", [ErrCapacity] with detail "left", [ErrPlacesTaken] with detail "free"
// and [ErrShareTaken]; nothing is changed then.
func (s *Service) Resize(ctx context.Context, r Resize) (Pool, error) {
	if r.Size < 0 || r.Size > mostPlaces {
		return Pool{}, ErrSize.With("most", mostPlaces)
	}
	owned, err := s.Claims.Owned(ctx, r.Pool)
	if err != nil {
		return Pool{}, fmt.Errorf("read the claims of pool %s: %w", r.Pool, err)
	}
	var free int
	read, err := s.Pools.Fresh(ctx, r.Pool)
	if err != nil {
		return Pool{}, err
	}
	if read.Removed {
		return Pool{}, ErrNoPool
	}
	if r.Size < read.Size() {
		counts, err := s.counts(ctx, []Pool{read})
		if err != nil {
			return Pool{}, err
		}
		free = max(0, read.Capacity-counts[0].Taken)
	}
	started, err := s.change(ctx, r.Pool, r.Rev, func(p *Pool) (map[string]int, error) {
		switch {
		case r.Size == p.Size():
			return nil, ErrSize.With("size", r.Size)
		case r.Size < p.Size() && p.Size()-r.Size > free:
			return nil, r.taken(free)
		}
		return s.begun(p, r, owned)
	})
	if err != nil {
		return Pool{}, err
	}
	pool, err := s.finish(ctx, started)
	if errors.Is(err, ErrPlacesTaken) {
		err = r.taken(detail(err, "free"))
	}
	return pool, err
}

func (r Resize) taken(free int) error {
	if r.emptying {
		return ErrPoolInUse
	}
	return ErrPlacesTaken.With("free", free)
}

func detail(err error, name string) int {
	n, _ := fault.Of(err).Details[name].(int)
	return n
}

// begun writes the work into the pool and lowers the share that shrinks with it.
func (s *Service) begun(p *Pool, r Resize, owned []Claim) (map[string]int, error) {
	p.Works++
	w := &Work{
		ID: p.Works, From: p.Size(), To: r.Size, Channel: r.Channel, By: r.By, Why: r.Why, At: s.Now(),
		Capacity: p.Capacity, Blocked: p.Blocked,
	}
	p.Work = w
	by := r.Size - p.Size()
	if by < 0 {
		w.Places = -by
		w.Blocked += w.Places
		return p.lower(w, r.emptying)
	}
	if _, err := p.shareFor(w.Channel); err != nil {
		return nil, err
	}
	slices.SortFunc(owned, func(a, b Claim) int { return len(b.Places) - len(a.Places) })
	for _, c := range owned {
		if c.State == Blocked && len(c.Places) <= by {
			w.Back = append(w.Back, string(c.ID))
			w.Blocked -= len(c.Places)
			by -= len(c.Places)
		}
	}
	if by > 0 && p.Seated() {
		return nil, ErrSeatsFixed
	}
	w.Capacity += by
	return nil, nil
}

// shareFor says which quota a change of size goes with, -1 for none, or what is wrong
// with the channel.
func (p *Pool) shareFor(channel string) (int, error) {
	i := p.share(channel)
	switch {
	case len(p.Quotas) == 0 && channel != "":
		return -1, ErrNoShares
	case len(p.Quotas) > 0 && i < 0 && channel != KeptBack:
		return -1, ErrNoChannel.With("channel", channel)
	}
	return i, nil
}

// lower takes the places of a pool that shrinks out of its shares.
func (p *Pool) lower(w *Work, all bool) (map[string]int, error) {
	if all {
		w.Channel = ""
		return nil, nil
	}
	i, err := p.shareFor(w.Channel)
	if err != nil {
		return nil, err
	}
	if i >= 0 {
		return p.move(Move{At: w.At, From: w.Channel, To: OfSession, Places: w.Places, By: w.By, Why: w.Why})
	}
	if left := p.Kept(); len(p.Quotas) > 0 && left < w.Places {
		return nil, ErrShares.With("left", left)
	}
	return nil, nil
}

// settledPool returns a pool as it is, after the work in it, if any, is done.
func (s *Service) settledPool(ctx context.Context, id PoolID) (Pool, error) {
	pool, err := s.Pools.Fresh(ctx, id)
	if err != nil || pool.Work == nil {
		return pool, err
	}
	pool, err = s.finish(ctx, pool)
	if errors.Is(err, ErrPlacesTaken) || errors.Is(err, ErrCapacity) {
		return pool, nil // it came to nothing, which is somebody else's news
	}
	return pool, err
}

// finish carries a pool's work out and returns the pool without it. Any process may
// do so at any time and as often as it likes: what was decided is written down in
// the blocking claims and in the ledger, each by one write that one of them wins.
func (s *Service) finish(ctx context.Context, pool Pool) (Pool, error) {
	w := pool.Work
	var refused error
	var err error
	if w.To < w.From {
		refused, err = s.shrink(ctx, pool)
	} else {
		refused, err = s.grow(ctx, pool)
	}
	if err != nil {
		return pool, err
	}
	done, err := s.Pools.Change(ctx, pool.ID, func(p *Pool) error {
		if p.Work == nil || p.Work.ID != w.ID {
			return ErrMoved
		}
		p.close(refused != nil, s.Now())
		return nil
	})
	if errors.Is(err, ErrMoved) { // somebody else has finished it
		done, err = s.Pools.Fresh(ctx, pool.ID)
	}
	if err != nil {
		return pool, err
	}
	s.tellRev(ctx, done)
	return done, refused
}

// close writes the outcome of the pool's work into the pool.
func (p *Pool) close(failed bool, now time.Time) {
	w := p.Work
	p.Work = nil
	p.Rev++
	if !failed {
		p.Capacity, p.Blocked = w.Capacity, w.Blocked
	}
	if !failed && w.To == 0 && w.Channel == "" {
		p.Quotas = nil
	}
	m := Move{At: now, From: OfSession, To: KeptBack, Places: max(w.Places, w.To-w.From), By: w.By, Why: w.Why}
	i := p.share(w.Channel)
	if i >= 0 {
		m.To = w.Channel
	}
	switch shrinks := w.To < w.From; {
	case failed && (i < 0 || !shrinks):
		return // nothing has moved
	case shrinks && !failed && i >= 0:
		return // it was entered when the share was lowered
	case shrinks && !failed:
		m.From, m.To = KeptBack, OfSession
	case i >= 0: // it grows, or gets back what it gave
		p.Quotas[i].Places += m.Places
	}
	// A full log must not keep what has happened from being written.
	p.Moves = append(p.Moves, m)
}

// blockSize is how many places one blocking claim of the pool takes: seats are given
// back one by one, for no others can be added.
func (p Pool) blockSize() int {
	if p.Seated() {
		return 1
	}
	return blockOf
}

// block is a claim of the house, the nth of a pool's work.
func (p Pool) block(w *Work, n int) Claim {
	each := p.blockSize()
	holder := House + HolderID(strconv.FormatInt(w.ID, 10)+"/"+strconv.Itoa(n))
	return Claim{
		ID: NewClaimID(p.ID, holder, "block"), Pool: p.ID, Session: p.Session, Event: p.Event, Holder: holder,
		Party: min(each, w.Places-n*each), State: Blocked, Channel: Blocking, At: w.At, Wish: Wish{Scattered: true},
	}
}

// shrink blocks as many places as the work says, all or none, and lowers the cut. The
// first block that finds no room is buried, which decides that the work has failed.
func (s *Service) shrink(ctx context.Context, pool Pool) (refused, err error) {
	each := pool.blockSize()
	blocks := (pool.Work.Places + each - 1) / each
	for n := range blocks {
		refused, err := s.blockPlaces(ctx, pool, pool.block(pool.Work, n))
		if err != nil {
			return nil, err
		}
		if refused != nil {
			for ; n >= 0; n-- {
				if err := s.unblock(ctx, pool.block(pool.Work, n).ID); err != nil {
					return nil, err
				}
			}
			return refused, nil
		}
	}
	_, err = s.decide(ctx, pool)
	return nil, err
}

// blockPlaces makes one block durable, or says why it never will be.
func (s *Service) blockPlaces(ctx context.Context, pool Pool, c Claim) (refused, err error) {
	pool, grant, err := s.ask(ctx, pool, func(p Pool) (Grant, error) { return s.Stock.Block(ctx, p, c) })
	if err != nil {
		return nil, err
	}
	if grant.Verdict != Granted {
		c.State, c.Ended = Void, s.Now()
	}
	c.Places, c.Seq = grant.Places, grant.Seq
	err = s.insert(ctx, pool, &c)
	taken, ok := errors.AsType[*Taken](err)
	switch {
	case err != nil && !ok:
		return nil, fmt.Errorf("write block %s: %w", c.ID, err)
	case ok && taken.Place:
		return nil, errors.Join(s.rebuild(ctx, pool.ID), ErrRebuilding)
	case ok: // another process was here before
		if c, err = s.Claims.Claim(ctx, c.ID); err != nil {
			return nil, err
		}
	}
	switch c.State {
	case Blocked:
		return nil, s.settle(ctx, pool, c.ID)
	case Released: // the work was finished long ago, and this block has ended since
		return nil, s.GiveBack(ctx, c.ID)
	}
	return ErrPlacesTaken.With("free", grant.Free), s.GiveBack(ctx, c.ID)
}

// unblock ends a block. Safe to repeat.
func (s *Service) unblock(ctx context.Context, id ClaimID) error {
	_, err := s.Waits.Turn(ctx, id, Blocked, func(c *Claim) (events.Errand, error) {
		c.State, c.Ended = Released, s.Now()
		return GiveErrand(*c), nil
	})
	if err != nil && !errors.Is(err, ErrMoved) {
		return fmt.Errorf("end block %s: %w", id, err)
	}
	return s.GiveBack(ctx, id)
}

// grow takes the places from the session, if it has so many, and ends the blocks the
// work names. New places are there as soon as the pool says so.
func (s *Service) grow(ctx context.Context, pool Pool) (refused, err error) {
	refused, err = s.decide(ctx, pool)
	if err != nil || refused != nil {
		return refused, err
	}
	for _, id := range pool.Work.Back {
		if err := s.unblock(ctx, ClaimID(id)); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// decide writes the pool's new size into the ledger, or that it was refused: once for
// each work, whoever comes again reads what was decided.
func (s *Service) decide(ctx context.Context, pool Pool) (refused, err error) {
	w := pool.Work
	l, err := s.write(ctx, pool.Session, func(l *Ledger) error {
		c := l.cut(pool.ID)
		if c == nil {
			l.Cuts = append(l.Cuts, Cut{Pool: pool.ID, Places: w.From})
			c = &l.Cuts[len(l.Cuts)-1]
		}
		if c.Work >= w.ID {
			return errDecided
		}
		c.Work = w.ID
		if w.To < w.From || w.To-w.From <= l.Left() {
			c.Places = w.To
		}
		return nil
	})
	if err != nil && !errors.Is(err, errDecided) {
		return nil, fmt.Errorf("write the ledger of session %s: %w", pool.Session, err)
	}
	// A later work has begun: then this one is finished, and nothing depends on it.
	if c := l.cut(pool.ID); c.Work == w.ID && c.Places != w.To {
		return ErrCapacity.With("left", l.Left()), nil
	}
	return nil, nil
}

// errDecided ends a writing of the ledger that has nothing to decide.
var errDecided = errors.New("it is decided already")
