package proof

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// long are pools that stay open for a month.
func long(n, capacity int) []ticketing.Pool {
	out := poolsOf(n, capacity)
	for i := range out {
		out[i].Closes = time.Now().Add(30 * 24 * time.Hour)
	}
	return out
}

// careless is a record of who waits, and of claims, that shows each claim as see makes
// it to whoever wants to change it, and takes one in any state where anyState is set.
type careless struct {
	ticketing.Waits
	claims   ticketing.Claims
	see      func(*ticketing.Claim)
	anyState bool
}

func (w careless) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	if w.anyState {
		c, err := w.claims.Claim(ctx, id)
		if err != nil {
			return c, err
		}
		from = c.State
	}
	return w.Waits.Turn(ctx, id, from, func(c *ticketing.Claim) (events.Errand, error) {
		if w.see != nil {
			w.see(c)
		}
		return change(c)
	})
}

// jumped is a stock whose clock has jumped.
type jumped struct {
	ticketing.Stock
	by time.Duration
}

func (s jumped) Clock(ctx context.Context) (time.Time, error) {
	now, err := s.Stock.Clock(ctx)
	return now.Add(s.by), err
}

// pass lets time pass for everybody.
func (h *House) pass(by time.Duration) {
	h.Now = func() time.Time { return time.Now().Add(by) }
	h.Stock = jumped{h.Stock, by}
}

func (h *House) claim(t *testing.T, holder string, party int) ticketing.Claim {
	t.Helper()
	c, err := h.Claim(t.Context(), h.press(holder, party, "own"))
	if err != nil {
		t.Fatalf("%s: %v", holder, err)
	}
	return c
}

func (h *House) join(t *testing.T, holder string, party int) ticketing.ClaimID {
	t.Helper()
	st, err := h.Join(t.Context(), h.press(holder, party, "wait"))
	if err != nil {
		t.Fatalf("%s joins: %v", holder, err)
	}
	return st.Claim.ID
}

func (h *House) release(t *testing.T, c ticketing.Claim) {
	t.Helper()
	if _, err := h.Release(t.Context(), c.Holder, c.ID); err != nil {
		t.Fatal(err)
	}
}

func (h *House) serve(t *testing.T) {
	t.Helper()
	if err := h.Serve(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (h *House) stateOf(t *testing.T, id ticketing.ClaimID) ticketing.State {
	t.Helper()
	c, err := h.Lookup(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c.State
}

// believing is a stock that takes every count of those who wait for the latest.
type believing struct{ ticketing.Stock }

func (s believing) SetWaiting(ctx context.Context, p ticketing.Pool, n int, _ int64) (bool, error) {
	counts, err := s.Counts(ctx, []ticketing.Pool{p})
	if err != nil {
		return false, err
	}
	return s.Stock.SetWaiting(ctx, p, n, counts[0].Told)
}

// slowRound does something once, after the list was read so many times.
type slowRound struct {
	ticketing.Waits
	left int
	do   func()
}

func (w *slowRound) OnList(ctx context.Context, p ticketing.PoolID, n int) ([]ticketing.Claim, error) {
	list, err := w.Waits.OnList(ctx, p, n)
	if w.left--; w.left == 0 {
		w.do()
	}
	return list, err
}

// playBehind: ann joins between a worker's reading of an empty list and its saying so;
// a newcomer presses then.
func playBehind(t *testing.T, h *House, off bool) (wrong []string) {
	h.claim(t, "bob", 2)
	// As after somebody has left the list: the worker looks whether anybody is on it.
	pool, err := h.Service.Pools.Fresh(t.Context(), h.Pools[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := h.Stock.SetWaiting(t.Context(), pool, 1, 0); err != nil || !ok {
		t.Fatalf("set waiting = %v, %v", ok, err)
	}
	if off {
		h.Stock = believing{h.Stock}
	}
	h.Waits = &slowRound{Waits: h.Waits, left: 2, do: func() { h.join(t, "ann", 2) }}
	h.serve(t)
	if _, err := h.Claim(t.Context(), h.press("eve", 1, "e")); !errors.Is(err, ticketing.ErrQueue) {
		wrong = append(wrong, fmt.Sprintf("eve, who came after ann, is answered %v", err))
	}
	return wrong
}

// offered has ann wait for two places and be offered them.
func (h *House) offered(t *testing.T) ticketing.ClaimID {
	t.Helper()
	bob := h.claim(t, "bob", 2)
	ann := h.join(t, "ann", 2)
	h.release(t, bob)
	h.serve(t)
	if got := h.stateOf(t, ann); got != ticketing.Offered {
		t.Fatalf("ann is %s", got)
	}
	return ann
}

// playOfferOver: ann accepts when her time is up and nobody has come by to end it.
func playOfferOver(t *testing.T, h *House, off bool) (wrong []string) {
	ann := h.offered(t)
	if !off { // without the guard no clock matters
		h.pass(ticketing.OfferFor)
	}
	if _, err := h.Accept(t.Context(), "ann", ann); !errors.Is(err, ticketing.ErrOfferLapsed) {
		wrong = append(wrong, fmt.Sprintf("accepted after its time: %v", err))
	}
	return wrong
}

// playAcceptEnded: ann accepts what has just been ended, its places free again.
func playAcceptEnded(t *testing.T, h *House, off bool) (wrong []string) {
	ann := h.offered(t)
	h.pass(ticketing.OfferFor)
	h.serve(t)
	h.pass(-ticketing.OfferFor)
	h.Now = time.Now
	if got := h.stateOf(t, ann); got != ticketing.Expired {
		t.Fatalf("ann is %s", got)
	}
	if off {
		h.Waits = careless{Waits: h.Waits, claims: h.Claims, anyState: true, see: func(c *ticketing.Claim) {
			c.Until = time.Now().Add(time.Hour)
		}}
	}
	if c, err := h.Accept(t.Context(), "ann", ann); err == nil {
		wrong = append(wrong, fmt.Sprintf("ann accepts what was ended and owns %v", c.Places))
	}
	return append(wrong, h.owners(t)...)
}

// content is a record of who waits that takes what somebody else did meanwhile for
// what was to be done.
type content struct{ ticketing.Waits }

func (w content) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	c, err := w.Waits.Turn(ctx, id, from, change)
	if errors.Is(err, ticketing.ErrMoved) {
		err = nil
	}
	return c, err
}

// playLeaving: ann leaves the list, and at that moment a worker offers her places.
func playLeaving(t *testing.T, h *House, off bool) (wrong []string) {
	bob := h.claim(t, "bob", 2)
	ann := h.join(t, "ann", 2)
	waits := h.Waits
	if off {
		waits = content{h.Waits}
	}
	h.Waits = &between{Waits: waits, do: func() {
		h.release(t, bob)
		h.serve(t)
	}}
	if err := h.Leave(t.Context(), "ann", ann); err != nil {
		t.Error(err)
	}
	if got := h.stateOf(t, ann); got != ticketing.Left {
		wrong = append(wrong, fmt.Sprintf("ann was told that she has left, and is %s", got))
	}
	if _, err := h.Claim(t.Context(), h.press("eve", 2, "e")); err != nil {
		wrong = append(wrong, fmt.Sprintf("the places nobody waits for: %v", err))
	}
	return wrong
}

// halving offers half a party what there is.
type halving struct{ ticketing.Stock }

func (s halving) Offer(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	g, err := s.Stock.Offer(ctx, p, c)
	if err != nil || g.Verdict != ticketing.NoRoom || g.Free == 0 {
		return g, err
	}
	c.Party = g.Free
	return s.Stock.Offer(ctx, p, c)
}

// playOfferWhole: two places come free, and three wait together.
func playOfferWhole(t *testing.T, h *House, off bool) []string {
	if off {
		h.Stock = halving{h.Stock}
	}
	h.claim(t, "bob", 1)
	ann := h.claim(t, "ann", 2)
	cid := h.join(t, "cid", 3)
	h.release(t, ann)
	h.serve(t)
	if got := h.stateOf(t, cid); got != ticketing.OnList {
		return append(h.owners(t), fmt.Sprintf("a party of 3 is %s with 2 places free", got))
	}
	return h.owners(t)
}

// unaware reads the list as one who has heard nothing of what others did.
type unaware struct{ ticketing.Waits }

func (w unaware) OnList(ctx context.Context, p ticketing.PoolID, n int) ([]ticketing.Claim, error) {
	list, err := w.Waits.OnList(ctx, p, n)
	for i := range list {
		list[i].Skips = 0
	}
	return list, err
}

// playOvertaken: twelve small parties stand behind a large one, which never fits, and
// every worker has read the list before the others' offers.
func playOvertaken(t *testing.T, h *House, off bool) (wrong []string) {
	var claims []ticketing.Claim
	for i := range 3 {
		claims = append(claims, h.claim(t, fmt.Sprint("h", i), 4))
	}
	h.join(t, "large", 6)
	small := make([]ticketing.ClaimID, 12)
	for i := range small {
		small[i] = h.join(t, fmt.Sprint("small", i), 1)
	}
	h.Waits = unaware{h.Waits}
	if off {
		h.Waits = careless{Waits: h.Waits, see: func(c *ticketing.Claim) { c.Skips = 0 }}
	}
	for _, c := range claims {
		h.release(t, c)
		h.serve(t)
	}
	h.serve(t) // by a list in which nobody was overtaken yet
	n := 0
	for _, id := range small {
		if h.stateOf(t, id) == ticketing.Offered {
			n++
		}
	}
	if n > 10 {
		wrong = append(wrong, fmt.Sprintf("a party was overtaken %d times", n))
	}
	return wrong
}

// between does something once before a change of a claim is written.
type between struct {
	ticketing.Waits
	do func()
}

func (w *between) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	if do := w.do; do != nil {
		w.do = nil
		do()
	}
	return w.Waits.Turn(ctx, id, from, change)
}

// playChangeBuried: the places taken for ann's change are taken for abandoned while it
// is on its way, and go to bob.
func playChangeBuried(t *testing.T, h *House, off bool) (wrong []string) {
	ann := h.claim(t, "ann", 2)
	waits := h.Waits
	if off {
		waits = careless{Waits: h.Waits, see: func(c *ticketing.Claim) { c.Changes = nil }}
	}
	h.Waits = &between{Waits: waits, do: func() {
		time.Sleep(20 * time.Millisecond) // by the clock of Redis: what is taken counts as abandoned after 5
		if err := h.Reap(t.Context()); err != nil {
			t.Error(err)
		}
		h.claim(t, "bob", 2)
	}}
	c, err := h.ChangeParty(t.Context(), "ann", ann.ID, ticketing.PartyChange{Party: 4, Key: "more"})
	if !errors.Is(err, ticketing.ErrLapsed) {
		wrong = append(wrong, fmt.Sprintf("a change whose places were given back is answered %v, %v", c.Places, err))
	}
	return append(wrong, h.owners(t)...)
}

// playChangeRead: ann asks for four instead of two, and before that is written, from
// another telephone, for three.
func playChangeRead(t *testing.T, h *House, off bool) (wrong []string) {
	ann := h.claim(t, "ann", 2)
	waits := h.Waits
	if off {
		waits = careless{Waits: h.Waits, see: func(c *ticketing.Claim) { c.Rev = 0 }}
	}
	h.Waits = &between{Waits: waits, do: func() {
		if _, err := h.ChangeParty(t.Context(), "ann", ann.ID, ticketing.PartyChange{Party: 3, Key: "three"}); err != nil {
			t.Error(err)
		}
	}}
	_, err := h.ChangeParty(t.Context(), "ann", ann.ID, ticketing.PartyChange{Party: 4, Key: "four"})
	if !errors.Is(err, ticketing.ErrClaimChanged) {
		wrong = append(wrong, fmt.Sprintf("a change of what is no more is answered %v", err))
	}
	return append(wrong, h.owners(t)...)
}

// passedOn has ann offer a claim of two to bob.
func (h *House) passedOn(t *testing.T) ticketing.Claim {
	t.Helper()
	c := h.claim(t, "ann", 2)
	if _, err := h.PassOn(t.Context(), "ann", c.ID, ticketing.Recipient{Holder: "bob"}, "pass"); err != nil {
		t.Fatal(err)
	}
	return c
}

func receiver(name ticketing.HolderID) ticketing.Receiver {
	return ticketing.Receiver{Names: []string{"holder/" + string(name)}, Holder: name}
}

// playConsent: eve takes over what was offered to bob.
func playConsent(t *testing.T, h *House, off bool) (wrong []string) {
	c := h.passedOn(t)
	if off {
		h.Waits = careless{Waits: h.Waits, see: func(c *ticketing.Claim) { c.Passing.To.Holder = "eve" }}
	}
	got, err := h.TakeOver(t.Context(), c.ID, receiver("eve"))
	if !errors.Is(err, ticketing.ErrNoClaim) {
		wrong = append(wrong, fmt.Sprintf("eve takes over what was offered to bob: %s, %v", got.Holder, err))
	}
	return wrong
}

// playReceiverLimit: bob has places for the session already.
func playReceiverLimit(t *testing.T, h *House, _ bool) (wrong []string) {
	c := h.passedOn(t)
	r := h.press("bob", 1, "own")
	r.Pool = h.Pools[1].ID
	if _, err := h.Claim(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if _, err := h.TakeOver(t.Context(), c.ID, receiver("bob")); !errors.Is(err, ticketing.ErrAlreadyClaimed) {
		wrong = append(wrong, fmt.Sprintf("bob takes over a second claim: %v", err))
	}
	return wrong
}

// playPassingOver: bob says yes after two days.
func playPassingOver(t *testing.T, h *House, off bool) (wrong []string) {
	c := h.passedOn(t)
	h.pass(ticketing.PassFor)
	if off {
		h.Waits = careless{Waits: h.Waits, see: func(c *ticketing.Claim) { c.Passing.Until = time.Now().Add(99 * time.Hour) }}
	}
	if _, err := h.TakeOver(t.Context(), c.ID, receiver("bob")); !errors.Is(err, ticketing.ErrOfferLapsed) {
		wrong = append(wrong, fmt.Sprintf("taken over after its time: %v", err))
	}
	return wrong
}

// playGiverRelease: ann asks for fewer while bob takes the claim over.
func playGiverRelease(t *testing.T, h *House, off bool) (wrong []string) {
	c := h.passedOn(t)
	waits := h.Waits
	if off {
		waits = careless{Waits: h.Waits, see: func(c *ticketing.Claim) {
			if c.From == "ann" {
				c.Holder, c.Rev = "ann", c.Rev-1
			}
		}}
	}
	h.Waits = &between{Waits: waits, do: func() {
		if _, err := h.TakeOver(t.Context(), c.ID, receiver("bob")); err != nil {
			t.Error(err)
		}
	}}
	if _, err := h.ChangeParty(t.Context(), "ann", c.ID, ticketing.PartyChange{Party: 1, Key: "one"}); !errors.Is(err, ticketing.ErrNoClaim) {
		wrong = append(wrong, fmt.Sprintf("ann changes what is bob's: %v", err))
	}
	return wrong
}

// playRevokedOver: ann asks for fewer while her claim is revoked.
func playRevokedOver(t *testing.T, h *House, off bool) (wrong []string) {
	c := h.claim(t, "ann", 2)
	waits := h.Waits
	if off {
		waits = careless{Waits: h.Waits, claims: h.Claims, anyState: true, see: func(c *ticketing.Claim) {
			if c.State == ticketing.Revoked {
				c.State, c.Rev = ticketing.Claimed, c.Rev-1
			}
		}}
	}
	h.Waits = &between{Waits: waits, do: func() {
		if _, err := h.Revoke(t.Context(), c.ID, "twice in one night", false); err != nil {
			t.Error(err)
		}
	}}
	if _, err := h.ChangeParty(t.Context(), "ann", c.ID, ticketing.PartyChange{Party: 1, Key: "one"}); !errors.Is(err, ticketing.ErrClaimOver) {
		wrong = append(wrong, fmt.Sprintf("ann changes what was revoked: %v, it is %s", err, h.stateOf(t, c.ID)))
	}
	return wrong
}

// playKept: ann's claim is revoked and its places kept, while bob, of a stock that has
// not heard of either, is granted them.
func playKept(t *testing.T, h *House, _ bool) (wrong []string) {
	h.Claims = &meantime{Claims: h.Claims, holder: "bob", voids: true, do: func() {
		if err := h.Rebuild(t.Context(), h.Pools[0].ID); err != nil {
			t.Error(err)
		}
		ann := h.claim(t, "ann", 2)
		if _, err := h.Revoke(t.Context(), ann.ID, "twice in one night", true); err != nil {
			t.Error(err)
		}
	}}
	c, err := h.Claim(t.Context(), h.press("bob", 2, "b"))
	if err == nil {
		wrong = append(wrong, fmt.Sprintf("bob owns %v, which are kept out of the stock", c.Places))
	} else if !errors.Is(err, ticketing.ErrRebuilding) {
		t.Error(err)
	}
	return wrong
}
