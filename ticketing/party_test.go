package ticketing_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// meanwhile runs something just before a claim's document is written, once, and may
// lose the outcome.
type meanwhile struct {
	*ticketingtest.Claims
	do   func()
	lose bool
}

// Turn implements [ticketing.Waits].
func (m *meanwhile) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	if do := m.do; do != nil {
		m.do = nil
		do()
	}
	if m.lose {
		return ticketing.Claim{}, errTorn
	}
	return m.Claims.Turn(ctx, id, from, change)
}

// withMeanwhile is a desk of ten places of which ann has two.
func withMeanwhile(t *testing.T) (desk, *meanwhile, ticketing.Claim) {
	t.Helper()
	m := &meanwhile{Claims: ticketingtest.NewClaims()}
	d := newDesk(10, func(ticketing.Claims) ticketing.Claims { return m.Claims })
	d.Waits = m
	return d, m, d.claim(t, "ann", 2)
}

// agrees fails unless the stock says what the documents say.
func (d desk) agrees(t *testing.T, taken int) {
	t.Helper()
	if differ, err := d.Reconcile(t.Context(), 0); err != nil || len(differ) > 0 {
		t.Errorf("the stock differs: %v, %v", differ, err)
	}
	if a, err := d.Availability(t.Context(), d.pool.Session); err != nil || a[0].Claimed != taken {
		t.Errorf("%d places are taken, %v; want %d", a[0].Claimed, err, taken)
	}
}

func change(party, children int, key string) ticketing.PartyChange {
	return ticketing.PartyChange{Party: party, Children: children, Key: key}
}

func TestChangeParty(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		do    func(d desk)
		to    ticketing.PartyChange
		want  error
		party int // afterwards
	}{
		"fewer":            {nil, change(1, 0, "c"), nil, 1},
		"more":             {nil, change(5, 4, "c"), nil, 5},
		"children only":    {nil, change(2, 1, "c"), nil, 2},
		"nobody":           {nil, change(0, 0, "c"), ticketing.ErrPartySize, 2},
		"too many":         {nil, change(7, 0, "c"), ticketing.ErrPartySize, 2},
		"only children":    {nil, change(3, 3, "c"), ticketing.ErrChildrenAlone, 2},
		"sold out":         {func(d desk) { d.Claim(t.Context(), d.press("bob", 6, "k")) }, change(5, 0, "c"), ticketing.ErrSoldOut, 2},
		"fewer, sold out":  {func(d desk) { d.Claim(t.Context(), d.press("bob", 6, "k")) }, change(1, 0, "c"), nil, 1},
		"others wait":      {func(d desk) { d.stock.SetWaiting(t.Context(), d.epoch2(), 3, 0) }, change(3, 0, "c"), ticketing.ErrQueue, 2},
		"fewer, they wait": {func(d desk) { d.stock.SetWaiting(t.Context(), d.epoch2(), 3, 0) }, change(1, 0, "c"), nil, 1},
		"it has begun":     {func(desk) { time.Sleep(time.Hour) }, change(1, 0, "c"), ticketing.ErrStarted, 2},
		"no more":          {func(desk) { time.Sleep(50 * time.Minute) }, change(3, 0, "c"), ticketing.ErrNoMore, 2},
		"no more, fewer":   {func(desk) { time.Sleep(50 * time.Minute) }, change(1, 0, "c"), nil, 1},
		"given back":       {func(d desk) { d.Release(t.Context(), "ann", d.own("ann")) }, change(1, 0, "c"), ticketing.ErrClaimOver, 2},
		"Redis is emptied": {func(d desk) { d.stock.Forget() }, change(4, 0, "c"), nil, 4},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(8, nil)
				d.pool.MoreUntil = time.Now().Add(45 * time.Minute)
				d.Pools = ticketingtest.NewPools(d.pool)
				c := d.claim(t, "ann", 2)
				if tt.do != nil {
					tt.do(d)
				}
				for range 2 { // a retry is the same change
					got, err := d.ChangeParty(t.Context(), "ann", c.ID, tt.to)
					if !errors.Is(err, tt.want) {
						t.Fatalf("changed: %v, want %v", err, tt.want)
					}
					if err == nil && (got.Party != tt.party || len(got.Places) != tt.party || got.Children != tt.to.Children) {
						t.Errorf("changed to %+v", got)
					}
				}
				if now, err := d.Lookup(t.Context(), c.ID); err != nil || now.Party != tt.party {
					t.Errorf("afterwards a party of %d, %v; want %d", now.Party, err, tt.party)
				}
				if tt.want == nil {
					if _, err := d.ChangeParty(t.Context(), "bob", c.ID, change(1, 0, "b")); !errors.Is(err, ticketing.ErrNoClaim) {
						t.Errorf("somebody else changes it: %v", err)
					}
				}
				if differ, err := d.Reconcile(t.Context(), 0); err != nil || len(differ) > 0 {
					t.Errorf("the stock differs: %v, %v", differ, err)
				}
			})
		})
	}
}

// epoch2 is the pool as it is after the rebuild the first press began with.
func (d desk) epoch2() ticketing.Pool {
	p := d.pool
	p.Epoch = 2
	return p
}

func (d desk) own(holder string) ticketing.ClaimID {
	return ticketing.NewClaimID(d.pool.ID, ticketing.HolderID(holder), "own")
}

// TestChangeKeys: a key is one change, however late it is sent again.
func TestChangeKeys(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(10, nil)
		c := d.claim(t, "ann", 2)
		for _, step := range []struct {
			to    ticketing.PartyChange
			want  error
			party int
		}{
			{change(4, 0, "first"), nil, 4},
			{change(3, 0, "second"), nil, 3},
			{change(4, 0, "first"), nil, 3}, // late: it was done, and then came the second
			{change(5, 0, "first"), ticketing.ErrKeyReused, 3},
		} {
			got, err := d.ChangeParty(t.Context(), "ann", c.ID, step.to)
			if !errors.Is(err, step.want) || err == nil && got.Party != step.party {
				t.Errorf("%+v: a party of %d, %v", step.to, got.Party, err)
			}
		}
		if got, err := d.Claim(t.Context(), d.press("ann", 2, "own")); err != nil || got.Party != 3 {
			t.Errorf("the press of the claim itself, sent again: %+v, %v", got, err)
		}
		if _, err := d.Claim(t.Context(), d.press("ann", 3, "own")); !errors.Is(err, ticketing.ErrKeyReused) {
			t.Errorf("its key for another party: %v", err)
		}
		d.agrees(t, 3)
	})
}

// TestChangeIsMadeAbsent: a press that died after it took more places is found by the
// reaper, which makes sure that it can never be written before the places go back. So
// the writer who was only slow is refused, and nobody has the places twice.
func TestChangeIsMadeAbsent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d, m, c := withMeanwhile(t)
		var bob ticketing.Claim
		m.do = func() {
			time.Sleep(time.Minute)
			if err := d.Reap(t.Context()); err != nil {
				t.Error(err)
			}
			var err error
			if bob, err = d.Claim(t.Context(), d.press("bob", 3, "k")); err != nil {
				t.Error(err)
			}
		}
		for range 2 {
			if _, err := d.ChangeParty(t.Context(), "ann", c.ID, change(4, 0, "slow")); !errors.Is(err, ticketing.ErrLapsed) {
				t.Errorf("the slow writer: %v, want lapsed", err)
			}
		}
		if len(bob.Places) != 3 || bob.Places[0] != 3 {
			t.Errorf("bob has places %v, want those that went back", bob.Places)
		}
		d.agrees(t, 5)
		if got, err := d.ChangeParty(t.Context(), "ann", c.ID, change(4, 0, "again")); err != nil || got.Party != 4 {
			t.Errorf("pressed anew: %+v, %v", got, err)
		}
		d.agrees(t, 7)
	})
}

// TestChangeOfUnknownOutcome: the write is lost on its way, or its answer is. The same
// change sent again, or the reaper, finds out.
func TestChangeOfUnknownOutcome(t *testing.T) {
	t.Parallel()
	for _, written := range []bool{false, true} {
		for _, again := range []bool{false, true} {
			t.Run(fmt.Sprintf("written %v, sent again %v", written, again), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					d, m, c := withMeanwhile(t)
					m.lose = true
					if written {
						m.do = func() { // the write arrives, its answer does not
							m.lose = false
							if _, err := d.ChangeParty(t.Context(), "ann", c.ID, change(5, 0, "k")); err != nil {
								t.Error(err)
							}
							m.lose = true
						}
					}
					if _, err := d.ChangeParty(t.Context(), "ann", c.ID, change(5, 0, "k")); !errors.Is(err, ticketing.ErrPending) {
						t.Fatalf("of unknown outcome: %v", err)
					}
					m.lose = false
					want := 2
					if written || again {
						want = 5
					}
					if again {
						if got, err := d.ChangeParty(t.Context(), "ann", c.ID, change(5, 0, "k")); err != nil || got.Party != 5 {
							t.Errorf("sent again: %+v, %v", got, err)
						}
					}
					time.Sleep(time.Minute)
					if err := d.Reap(t.Context()); err != nil {
						t.Fatal(err)
					}
					if now, err := d.Lookup(t.Context(), c.ID); err != nil || now.Party != want {
						t.Errorf("afterwards a party of %d, %v; want %d", now.Party, err, want)
					}
					d.agrees(t, want)
				})
			})
		}
	}
}

// TestChangesCompete: of two changes at a time one counts, and nothing leaks.
func TestChangesCompete(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		other func(d desk, id ticketing.ClaimID) error
		want  error
		taken int
	}{
		"with another change": {func(d desk, id ticketing.ClaimID) error {
			_, err := d.ChangeParty(t.Context(), "ann", id, change(1, 0, "other"))
			return err
		}, ticketing.ErrClaimChanged, 1},
		"with giving back": {func(d desk, id ticketing.ClaimID) error {
			_, err := d.Release(t.Context(), "ann", id)
			return err
		}, ticketing.ErrClaimOver, 0},
		"with a revocation": {func(d desk, id ticketing.ClaimID) error {
			_, err := d.Revoke(t.Context(), id, "because", true)
			return err
		}, ticketing.ErrClaimOver, 2},
		"with changing hands": {func(d desk, id ticketing.ClaimID) error {
			to := ticketing.Recipient{Holder: "bob"}
			_, err := d.PassOn(t.Context(), "ann", id, to, "k")
			if err == nil {
				_, err = d.TakeOver(t.Context(), id, ticketing.Receiver{Names: []string{to.Name()}, Holder: "bob"})
			}
			return err
		}, ticketing.ErrNoClaim, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d, m, c := withMeanwhile(t)
				m.do = func() {
					if err := tt.other(d, c.ID); err != nil {
						t.Error(err)
					}
				}
				if _, err := d.ChangeParty(t.Context(), "ann", c.ID, change(5, 0, "k")); !errors.Is(err, tt.want) {
					t.Errorf("the change: %v, want %v", err, tt.want)
				}
				d.agrees(t, tt.taken)
			})
		})
	}
}
