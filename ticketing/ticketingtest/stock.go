package ticketingtest

import (
	"context"
	"hash/fnv"
	"slices"
	"sync"
	"time"

	"wanjia/ticketing"
	"wanjia/ticketing/seating"
)

// Stock implements [ticketing.Stock] in memory, by the clock of time.Now, so that
// synctest can move it.
type Stock struct {
	Plans ticketing.Plans // of the seated pools; nil where there are none

	mu     sync.Mutex
	pools  map[ticketing.PoolID]*epoch
	locked map[ticketing.PoolID]bool
}

type epoch struct {
	number  int64
	rev     int64
	seq     int64
	next    int
	freed   []int
	waiting int
	told    int64
	entries map[ticketing.ClaimID]*entered

	plan    *seating.Plan // of a seated pool: freed holds every free seat
	changes int64
}

type entered struct {
	claim   ticketing.Claim
	at      time.Time
	settled bool
	until   time.Time // of a hold; zero for what is none
	last    time.Time // how far the hold may be extended; zero once it was
	was     time.Time // until of the hold it was, of a claim about to be written down
}

// keep makes a hold a claim about to be written down.
func (e *entered) keep(now time.Time) { e.was, e.until, e.at = e.until, time.Time{}, now }

// grant is the answer for what is entered.
func (e *entered) grant() ticketing.Grant {
	return ticketing.Grant{Verdict: ticketing.Granted, Places: e.claim.Places, Channel: e.claim.Channel, Seq: e.claim.Seq, Until: e.until}
}

// ended says whether it is a hold that has ended by now.
func (e *entered) ended(now time.Time) bool { return !e.until.IsZero() && !now.Before(e.until) }

var _ ticketing.Stock = (*Stock)(nil)

// Forget loses everything, as an emptied Redis does.
func (s *Stock) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pools, s.locked = nil, nil
}

// rank is who asks for places.
type rank int

const (
	newcomer rank = iota
	waited        // one from the waiting list
	house
)

// Take implements [ticketing.Stock].
func (s *Stock) Take(_ context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	return s.take(p, c, 0, 0, newcomer), nil
}

// Offer implements [ticketing.Stock].
func (s *Stock) Offer(_ context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	return s.take(p, c, 0, 0, waited), nil
}

// Block implements [ticketing.Stock].
func (s *Stock) Block(_ context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	c.Channel = ticketing.Blocking
	return s.take(p, c, 0, 0, house), nil
}

// Fence implements [ticketing.Stock].
func (s *Stock) Fence(_ context.Context, p ticketing.Pool, most map[string]int) (ticketing.Grant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, verdict := s.inForce(p)
	switch {
	case e == nil:
		return ticketing.Grant{Verdict: verdict}, nil
	case e.rev >= p.Rev:
		return ticketing.Grant{Verdict: ticketing.StaleCaller}, nil
	}
	e.lapse(time.Now())
	through := e.through()
	for channel, n := range most {
		if through[channel] > n {
			return ticketing.Grant{Verdict: ticketing.TooMany, Channel: channel, Taken: through[channel]}, nil
		}
	}
	e.rev = p.Rev
	return ticketing.Grant{Verdict: ticketing.Granted}, nil
}

// Clock implements [ticketing.Stock].
func (s *Stock) Clock(context.Context) (time.Time, error) { return time.Now(), nil }

// SetWaiting implements [ticketing.Stock].
func (s *Stock) SetWaiting(_ context.Context, p ticketing.Pool, n int, told int64) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, _ := s.inForce(p)
	if e == nil || n == 0 && e.told != told {
		return false, nil
	}
	e.waiting = n
	if n > 0 {
		e.told++
	}
	return true, nil
}

// Hold implements [ticketing.Stock].
func (s *Stock) Hold(_ context.Context, p ticketing.Pool, c ticketing.Claim, f, longest time.Duration) (ticketing.Grant, error) {
	return s.take(p, c, max(f, time.Millisecond), longest, newcomer), nil
}

func (s *Stock) take(p ticketing.Pool, c ticketing.Claim, f, longest time.Duration, who rank) ticketing.Grant {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	e, verdict := s.upToDate(p)
	if e == nil {
		return ticketing.Grant{Verdict: verdict}
	}
	if have, ok := e.entries[c.ID]; ok {
		if !have.ended(now) {
			if f == 0 && !have.until.IsZero() {
				have.keep(now)
				e.changes++
			}
			return have.grant()
		}
		e.drop(c.ID)
	}
	switch {
	case now.Before(p.Opens) && who != house:
		return ticketing.Grant{Verdict: ticketing.Early}
	case !now.Before(p.Until()) && who != house:
		return ticketing.Grant{Verdict: ticketing.Late}
	}
	e.lapse(now)
	for id, have := range e.entries {
		if have.claim.Holder == c.Holder && c.Holder != "" {
			return ticketing.Grant{Verdict: ticketing.HeldAlready, Holder: id}
		}
	}
	if e.waiting > 0 && who == newcomer {
		return ticketing.Grant{Verdict: ticketing.Queue, Free: e.waiting}
	}
	free := p.Capacity - e.taken()
	if share := p.Share(c.Channel); share >= 0 && who != house {
		free = min(free, share-e.through()[c.Channel])
	}
	if c.Party > free {
		return ticketing.Grant{Verdict: ticketing.NoRoom, Free: max(0, free)}
	}
	slices.Sort(e.freed)
	if e.plan != nil {
		if refused := e.seat(&c); refused != nil {
			return *refused
		}
	}
	for len(c.Places) < c.Party {
		if len(e.freed) > 0 {
			c.Places, e.freed = append(c.Places, e.freed[0]), e.freed[1:]
		} else {
			c.Places, e.next = append(c.Places, e.next), e.next+1
		}
	}
	e.seq++
	c.Seq = e.seq
	have := &entered{claim: c, at: now}
	if f > 0 {
		have.until, have.last = now.Add(min(f, longest)), now.Add(longest)
	}
	e.entries[c.ID] = have
	return have.grant()
}

// seat gives a claim of a seated pool its places, or says why not.
func (e *epoch) seat(c *ticketing.Claim) *ticketing.Grant {
	h := hall{e.plan, map[int]bool{}}
	for _, n := range e.freed {
		h.free[n] = true
	}
	if len(c.Wish.Seats) > 0 {
		var taken []int
		for _, name := range c.Wish.Seats {
			n, _ := e.plan.Place(name)
			if c.Places = append(c.Places, n); !h.free[n] {
				taken = append(taken, n)
			}
		}
		if taken != nil {
			return &ticketing.Grant{Verdict: ticketing.SeatsTaken, Places: taken}
		}
	} else {
		seed := fnv.New32a()
		seed.Write([]byte(c.ID))
		places, could := h.choose(c.Party, c.Wish, seed.Sum32())
		if places == nil {
			return &ticketing.Grant{Verdict: ticketing.NoBlock, Could: could}
		}
		c.Places = places
	}
	e.freed = slices.DeleteFunc(e.freed, func(n int) bool { return slices.Contains(c.Places, n) })
	e.changes++
	return nil
}

// Seats implements [ticketing.Stock].
func (s *Stock) Seats(_ context.Context, p ticketing.Pool) (ticketing.Seats, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, _ := s.inForce(p)
	if e == nil || e.plan == nil {
		return ticketing.Seats{}, nil
	}
	out := ticketing.Seats{Known: true, Rev: e.changes, States: make([]ticketing.SeatState, len(e.plan.Seats))}
	for _, have := range e.entries {
		state := ticketing.SeatTaken
		if !have.until.IsZero() {
			state = ticketing.SeatHeld
		}
		for _, n := range have.claim.Places {
			out.States[n-1] = state
		}
	}
	return out, nil
}

// accessible counts the free seats that are kept for wheelchairs and those beside them.
func (e *epoch) accessible() int {
	n := 0
	if e.plan != nil {
		for _, place := range e.freed {
			n += otherwise(e.plan.Seats[place-1].Kind != seating.Normal)
		}
	}
	return n
}

// inForce returns what is known of the pool if it is of p's epoch, else why not.
func (s *Stock) inForce(p ticketing.Pool) (*epoch, ticketing.Verdict) {
	e := s.pools[p.ID]
	switch {
	case e == nil || e.number < p.Epoch:
		return nil, ticketing.StaleStock
	case e.number > p.Epoch:
		return nil, ticketing.StaleCaller
	}
	return e, ""
}

// upToDate is inForce for whoever goes by the pool's document, which must not be
// older than one the stock has been told of.
func (s *Stock) upToDate(p ticketing.Pool) (*epoch, ticketing.Verdict) {
	e, verdict := s.inForce(p)
	if e != nil && e.rev > p.Rev {
		return nil, ticketing.StaleCaller
	}
	if e != nil {
		e.rev = p.Rev
	}
	return e, verdict
}

// Keep implements [ticketing.Stock].
func (s *Stock) Keep(_ context.Context, p ticketing.Pool, c ticketing.Claim, by time.Duration) (ticketing.Grant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	e, verdict := s.upToDate(p)
	if e == nil {
		return ticketing.Grant{Verdict: verdict}, nil
	}
	have := e.entries[c.ID]
	switch {
	case have == nil || have.claim.Holder != c.Holder:
		return ticketing.Grant{Verdict: ticketing.Lapsed}, nil
	case have.until.IsZero():
		return have.grant(), nil
	case have.ended(now):
		e.drop(c.ID)
		return ticketing.Grant{Verdict: ticketing.Lapsed}, nil
	case by == 0:
		have.keep(now)
		e.changes++
	case have.last.IsZero():
		return ticketing.Grant{Verdict: ticketing.KeptAlready}, nil
	default:
		until := now.Add(by)
		if have.last.Before(until) {
			until = have.last
		}
		if have.until.Before(until) {
			have.until = until
		}
		have.last = time.Time{}
	}
	return have.grant(), nil
}

// Drop implements [ticketing.Stock].
func (s *Stock) Drop(_ context.Context, p ticketing.Pool, c ticketing.Claim) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, have := s.entry(p, c.ID)
	if have != nil && have.claim.Holder == c.Holder {
		if have.was = (time.Time{}); !have.until.IsZero() {
			e.drop(c.ID)
		}
	}
	return e != nil, nil
}

// Resume implements [ticketing.Stock].
func (s *Stock) Resume(_ context.Context, p ticketing.Pool, id ticketing.ClaimID) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, have := s.entry(p, id)
	if have == nil || have.settled || !have.until.IsZero() {
		return true, nil
	}
	if !time.Now().Before(have.was) {
		return false, nil
	}
	have.until, have.was = have.was, time.Time{}
	e.changes++
	return true, nil
}

// Lapse implements [ticketing.Stock].
func (s *Stock) Lapse(_ context.Context, p ticketing.Pool) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, _ := s.inForce(p)
	if e == nil {
		return 0, nil
	}
	return e.lapse(time.Now()), nil
}

// drop returns the places of what is entered.
func (e *epoch) drop(id ticketing.ClaimID) {
	e.changes++
	e.freed = append(e.freed, e.entries[id].claim.Places...)
	delete(e.entries, id)
}

func (e *epoch) lapse(now time.Time) int {
	n := 0
	for id, have := range e.entries {
		if have.ended(now) {
			e.drop(id)
			n++
		}
	}
	return n
}

// through counts the places by channel.
func (e *epoch) through() map[string]int {
	out := map[string]int{}
	for _, have := range e.entries {
		out[have.claim.Channel] += len(have.claim.Places)
	}
	return out
}

func (e *epoch) taken() int { return e.next - 1 - len(e.freed) }

func (s *Stock) entry(p ticketing.Pool, id ticketing.ClaimID) (*epoch, *entered) {
	e := s.pools[p.ID]
	if e == nil || e.number != p.Epoch {
		return nil, nil
	}
	return e, e.entries[id]
}

// Settle implements [ticketing.Stock].
func (s *Stock) Settle(_ context.Context, p ticketing.Pool, id ticketing.ClaimID) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, have := s.entry(p, id)
	if have == nil || !have.until.IsZero() {
		return false, nil
	}
	have.settled = true
	return true, nil
}

// Give implements [ticketing.Stock].
func (s *Stock) Give(_ context.Context, p ticketing.Pool, id ticketing.ClaimID) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, have := s.entry(p, id)
	if have != nil {
		e.drop(id)
	}
	return e != nil, nil
}

// Pending implements [ticketing.Stock].
func (s *Stock) Pending(_ context.Context, p ticketing.Pool, age time.Duration) ([]ticketing.Claim, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.pools[p.ID]
	if e == nil || e.number != p.Epoch {
		return nil, nil
	}
	var out []ticketing.Claim
	for _, have := range e.entries {
		if !have.settled && have.until.IsZero() && time.Since(have.at) >= age {
			c := have.claim
			c.Held = !have.was.IsZero()
			out = append(out, c)
		}
	}
	return out, nil
}

// Counts implements [ticketing.Stock].
func (s *Stock) Counts(_ context.Context, pools []ticketing.Pool) ([]ticketing.Count, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]ticketing.Count, len(pools))
	for i, p := range pools {
		if e := s.pools[p.ID]; e != nil && e.number == p.Epoch {
			out[i] = ticketing.Count{Known: true, Rev: e.rev, Taken: e.taken(), ByChannel: e.through(), Waiting: e.waiting, Told: e.told, Accessible: e.accessible()}
		}
	}
	return out, nil
}

// Snapshot implements [ticketing.Stock].
func (s *Stock) Snapshot(_ context.Context, p ticketing.Pool) (ticketing.Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.pools[p.ID]
	if e == nil {
		return ticketing.Snapshot{}, nil
	}
	out := ticketing.Snapshot{
		Epoch: e.number, Rev: e.rev, Next: e.next, Taken: e.taken(), Through: e.through(), Freed: slices.Sorted(slices.Values(e.freed)),
		Entries: map[ticketing.ClaimID]ticketing.Entry{}, Holders: map[ticketing.HolderID]ticketing.ClaimID{},
	}
	for id, have := range e.entries {
		out.Entries[id] = ticketing.Entry{Holder: have.claim.Holder, Places: slices.Clone(have.claim.Places), Channel: have.claim.Channel, Settled: have.settled}
		if have.claim.Holder != "" {
			out.Holders[have.claim.Holder] = id
		}
	}
	return out, nil
}

// Lock implements [ticketing.Stock].
func (s *Stock) Lock(_ context.Context, id ticketing.PoolID) (func(), bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.locked[id] {
		return nil, false, nil
	}
	if s.locked == nil {
		s.locked = map[ticketing.PoolID]bool{}
	}
	s.locked[id] = true
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.locked, id)
	}, true, nil
}

// Rebuild implements [ticketing.Stock].
func (s *Stock) Rebuild(ctx context.Context, p ticketing.Pool, owned []ticketing.Claim, waiting int) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if have := s.pools[p.ID]; !s.locked[p.ID] || have != nil && have.number >= p.Epoch {
		return false, nil
	}
	e := &epoch{number: p.Epoch, rev: p.Rev, seq: p.Epoch * 1_000_000_000, next: 1, waiting: waiting, changes: p.Epoch * 1_000_000_000, entries: map[ticketing.ClaimID]*entered{}}
	if have := s.pools[p.ID]; have != nil {
		e.rev = max(e.rev, have.rev)
	}
	if p.Seated() {
		plan, err := s.Plans.Plan(ctx, p.Plan)
		if err != nil {
			return false, err
		}
		e.plan, e.next = plan, len(plan.Seats)+1
	}
	used := map[int]bool{}
	for _, c := range owned {
		c.Holder = c.Hint()
		e.entries[c.ID] = &entered{claim: c, settled: true}
		for _, n := range c.Places {
			used[n] = true
			e.next = max(e.next, n+1)
		}
	}
	for n := 1; n < e.next; n++ {
		if !used[n] {
			e.freed = append(e.freed, n)
		}
	}
	if s.pools == nil {
		s.pools = map[ticketing.PoolID]*epoch{}
	}
	s.pools[p.ID] = e
	return true, nil
}
