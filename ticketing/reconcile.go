package ticketing

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Snapshot is all the stock knows of a pool, read piece by piece: what changes
// meanwhile may show in one piece and not in another.
type Snapshot struct {
	Epoch   int64          // in force; 0 when the stock knows nothing of the pool
	Rev     int64          // of the pool's document, as last told to the stock
	Next    int            // the first place never given out
	Taken   int            // places owned or about to be, as counted
	Freed   []int          // places given back, ascending
	Through map[string]int // of Taken, the places taken through each channel
	Entries map[ClaimID]Entry
	Holders map[HolderID]ClaimID
}

// Entry is what the stock knows of one claim.
type Entry struct {
	Holder  HolderID
	Places  []int
	Channel string
	Settled bool // owned; else pending, or a hold
}

// Fault is one way in which the stock does not say what the documents say.
type Fault string

// The faults.
const (
	FaultUnknown Fault = "unknown" // the stock has lost the pool, or has it under another epoch
	FaultMissing Fault = "missing" // the claim is owned, the stock has no entry of it: its places look free
	FaultExtra   Fault = "extra"   // the stock has an entry nobody owns: its places look taken
	FaultPlaces  Fault = "places"  // the entry has other places than the claim
	FaultHolder  Fault = "holder"  // the hint of who holds what points elsewhere
	FaultTaken   Fault = "taken"   // the counter is not the number of places in the entries
	FaultBlocked Fault = "blocked" // the pool has as many places blocked as its document does not say
	FaultCut     Fault = "cut"     // the session's ledger says another size than the pool
	FaultFree    Fault = "free"    // a place is free and taken at once, or neither
)

// Difference is one disagreement of the stock with the documents. The documents
// are right; [Service.Rebuild] makes the stock say the same.
type Difference struct {
	Pool  PoolID
	Fault Fault
	Claim ClaimID // "" where it is about the pool
	Text  string  // what the documents say and what the stock says
}

// Reconcile compares the stock of every pool with its claims and returns where they
// disagree, by pool. Claims come and go meanwhile, so what differs is looked at
// again after a while, and only what still differs in the same way counts: nothing
// that is on its way takes as long as 2 × [pendingAge].
func (s *Service) Reconcile(ctx context.Context, again time.Duration) ([]Difference, error) {
	pools, err := s.Pools.AllPools(ctx, time.Time{})
	if err != nil {
		return nil, fmt.Errorf("list pools: %w", err)
	}
	return s.differing(ctx, pools, again)
}

// differing is Reconcile for some pools.
func (s *Service) differing(ctx context.Context, pools []Pool, again time.Duration) ([]Difference, error) {
	first := map[PoolID][]Difference{}
	for _, p := range pools {
		found, err := s.compare(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			first[p.ID] = found
		}
	}
	if len(first) == 0 {
		return nil, nil
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-time.After(again):
	}
	var out []Difference
	for _, id := range slices.Sorted(maps.Keys(first)) {
		second, err := s.compare(ctx, id)
		if err != nil {
			return out, err
		}
		out = append(out, slices.DeleteFunc(second, func(d Difference) bool {
			return !slices.ContainsFunc(first[id], func(o Difference) bool { return o.Fault == d.Fault && o.Claim == d.Claim })
		})...)
	}
	return out, nil
}

// Rebuild writes the stock of a pool anew from its claims, under a new epoch. It
// returns [ErrNoPool], and [ErrRebuilding] while somebody else is at it.
func (s *Service) Rebuild(ctx context.Context, id PoolID) error {
	if _, err := s.Pools.Fresh(ctx, id); err != nil {
		return err
	}
	return s.rebuild(ctx, id)
}

// compare reads both sides of one pool once.
func (s *Service) compare(ctx context.Context, id PoolID) ([]Difference, error) {
	pool, err := s.Pools.Fresh(ctx, id)
	if err != nil {
		return nil, err
	}
	// The stock first: a claim that becomes owned between the two reads is then an
	// entry pending, not an owned claim without one.
	have, err := s.Stock.Snapshot(ctx, pool)
	if err != nil {
		return nil, fmt.Errorf("read the stock of pool %s: %w", id, err)
	}
	owned, err := s.Claims.Owned(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read the claims of pool %s: %w", id, err)
	}
	found := differences(pool, have, owned)
	if s.Ledgers == nil || pool.Work != nil { // what is under way is for the next look
		return found, nil
	}
	l, err := s.Ledgers.Ledger(ctx, pool.Session)
	if err != nil {
		return nil, err
	}
	if cut := l.cut(id); cut != nil && cut.Places != pool.Size() && cut.Adding == nil {
		found = append(found, Difference{id, FaultCut, "", fmt.Sprintf("%d places by the ledger, %d by the pool", cut.Places, pool.Size())})
	}
	blocked := 0
	for _, c := range owned {
		if c.State == Blocked {
			blocked += len(c.Places)
		}
	}
	if blocked != pool.Blocked {
		found = append(found, Difference{id, FaultBlocked, "", fmt.Sprintf("%d places are blocked, %d by the pool", blocked, pool.Blocked)})
	}
	return found, nil
}

// differences says where what the stock has is not what is owned, the claims in
// the order of their ids.
func differences(pool Pool, have Snapshot, owned []Claim) []Difference {
	var out []Difference
	note := func(f Fault, claim ClaimID, format string, args ...any) {
		out = append(out, Difference{pool.ID, f, claim, fmt.Sprintf(format, args...)})
	}
	if have.Epoch != pool.Epoch {
		// A pool nobody has ever asked for places is not in the stock.
		if len(owned) > 0 || have.Epoch != 0 {
			note(FaultUnknown, "", "%d claims under epoch %d, the stock is at epoch %d", len(owned), pool.Epoch, have.Epoch)
		}
		return out
	}
	ofID := make(map[ClaimID]Claim, len(owned))
	for _, c := range owned {
		ofID[c.ID] = c
	}
	for _, c := range owned {
		e, ok := have.Entries[c.ID]
		switch {
		case !ok:
			note(FaultMissing, c.ID, "owns places %v, the stock knows nothing of it", c.Places)
		case !slices.Equal(slices.Sorted(slices.Values(e.Places)), slices.Sorted(slices.Values(c.Places))):
			note(FaultPlaces, c.ID, "owns places %v, the stock says %v", c.Places, e.Places)
		}
		if hint := have.Holders[c.Hint()]; ok && c.Hint() != "" && ofID[hint].Hint() != c.Hint() {
			note(FaultHolder, c.ID, "is its holder's, the stock says %q", hint)
		}
	}
	for id, e := range have.Entries {
		if _, ok := ofID[id]; !ok && e.Settled {
			note(FaultExtra, id, "owns nothing, the stock says places %v", e.Places)
		}
	}
	out = append(out, miscounted(pool.ID, have)...)
	slices.SortStableFunc(out, func(a, b Difference) int { return cmp.Compare(a.Claim, b.Claim) })
	return out
}

// miscounted says where the stock disagrees with itself.
func miscounted(pool PoolID, have Snapshot) []Difference {
	var out []Difference
	taken := make(map[int]ClaimID)
	n, through := 0, map[string]int{}
	for id, e := range have.Entries {
		n += len(e.Places)
		through[e.Channel] += len(e.Places)
		for _, place := range e.Places {
			if other, ok := taken[place]; ok {
				out = append(out, Difference{pool, FaultFree, "", fmt.Sprintf("place %d is of %s and of %s", place, min(id, other), max(id, other))})
			}
			taken[place] = id
		}
	}
	if n != have.Taken {
		out = append(out, Difference{pool, FaultTaken, "", fmt.Sprintf("%d places in the entries, %d by the counter", n, have.Taken)})
	}
	for _, channel := range slices.Sorted(maps.Keys(have.Through)) {
		if through[channel] != have.Through[channel] {
			out = append(out, Difference{pool, FaultTaken, "", fmt.Sprintf("%d places through %s in the entries, %d by the counter", through[channel], channel, have.Through[channel])})
		}
	}
	for place := 1; place < have.Next; place++ {
		_, free := slices.BinarySearch(have.Freed, place)
		if id, ok := taken[place]; ok == free {
			out = append(out, Difference{pool, FaultFree, "", fmt.Sprintf("place %d is taken by %q and free: %v", place, id, free)})
		}
	}
	return out
}
