package ticketing_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/ticketing"
)

var toBob = ticketing.Recipient{Mark: "bob's", Phone: "15400000002"}

func bob(names ...string) ticketing.Receiver {
	return ticketing.Receiver{Names: append(names, toBob.Name()), Holder: "bob", Subjects: map[string]string{ticketing.PerHousehold: "bobs"}}
}

func (d desk) passOn(t *testing.T, id ticketing.ClaimID, key string) ticketing.Claim {
	t.Helper()
	c, err := d.PassOn(t.Context(), "ann", id, toBob, key)
	if err != nil {
		t.Fatalf("pass on: %v", err)
	}
	return c
}

// TestPassOn: nothing changes hands before the receiver says yes; then all of it does,
// limits and code too.
func TestPassOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(10)
		c := d.claim(t, "ann", 3)
		if _, err := d.PassOn(t.Context(), "eve", c.ID, toBob, "k"); !errors.Is(err, ticketing.ErrNoClaim) {
			t.Errorf("somebody else's: %v", err)
		}
		if _, err := d.PassOn(t.Context(), "ann", c.ID, ticketing.Recipient{Holder: "ann"}, "k"); !errors.Is(err, ticketing.ErrPassSelf) {
			t.Errorf("to oneself: %v", err)
		}
		offered := d.passOn(t, c.ID, "k")
		for _, key := range []string{"k", "on another page"} {
			time.Sleep(time.Minute)
			if again := d.passOn(t, c.ID, key); *again.Passing != *offered.Passing || offered.Holder != "ann" {
				t.Errorf("offered again with key %q: %+v, want %+v", key, again.Passing, offered.Passing)
			}
		}
		if _, err := d.PassOn(t.Context(), "ann", c.ID, ticketing.Recipient{Holder: "eve"}, "k2"); !errors.Is(err, ticketing.ErrPassing) {
			t.Errorf("to two: %v", err)
		}
		if _, err := d.PassOn(t.Context(), "ann", c.ID, ticketing.Recipient{Holder: "eve"}, "k"); !errors.Is(err, ticketing.ErrKeyReused) {
			t.Errorf("the key for somebody else: %v", err)
		}
		if list, err := d.PassedTo(t.Context(), []string{toBob.Name(), "holder/bob"}); err != nil || len(list) != 1 || list[0].ID != c.ID {
			t.Errorf("what bob is offered: %+v, %v", list, err)
		}
		if _, err := d.TakeOver(t.Context(), c.ID, ticketing.Receiver{Names: []string{"mark/eve's"}, Holder: "eve"}); !errors.Is(err, ticketing.ErrNoClaim) {
			t.Errorf("eve takes it over: %v", err)
		}
		for range 2 {
			got, err := d.TakeOver(t.Context(), c.ID, bob())
			if err != nil || got.Holder != "bob" || got.From != "ann" || got.Passing != nil || !slices.Equal(got.Places, c.Places) || got.Code == c.Code {
				t.Errorf("taken over: %+v, %v", got, err)
			}
		}
		if _, err := d.Release(t.Context(), "ann", c.ID); !errors.Is(err, ticketing.ErrNoClaim) {
			t.Errorf("ann gives back what is bob's: %v", err)
		}
		if _, err := d.KeepBack(t.Context(), "ann", c.ID); !errors.Is(err, ticketing.ErrNoClaim) {
			t.Errorf("ann takes back what is bob's: %v", err)
		}
		if _, err := d.Claim(t.Context(), d.press("bob", 1, "k")); !errors.Is(err, ticketing.ErrAlreadyClaimed) {
			t.Errorf("bob books beside it: %v", err)
		}
		if _, err := d.Claim(t.Context(), d.press("ann", 3, "own")); !errors.Is(err, ticketing.ErrLapsed) {
			t.Errorf("ann's first press, sent again: %v", err)
		}
		if _, err := d.Claim(t.Context(), d.press("ann", 2, "anew")); err != nil { // she has none any more
			t.Error(err)
		}
		d.agrees(t, 5)
	})
}

// TestPassOnEnds: an offer ends in one way only, and the claim stays the giver's.
func TestPassOnEnds(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		do   func(t *testing.T, d desk, id ticketing.ClaimID)
		want error // of taking it over then
	}{
		"taken back": {func(t *testing.T, d desk, id ticketing.ClaimID) {
			for range 2 {
				if _, err := d.KeepBack(t.Context(), "ann", id); err != nil {
					t.Error(err)
				}
			}
		}, ticketing.ErrNoClaim},
		"declined": {func(t *testing.T, d desk, id ticketing.ClaimID) {
			if err := d.Decline(t.Context(), id, []string{"mark/eve's"}); !errors.Is(err, ticketing.ErrNoClaim) {
				t.Errorf("eve declines: %v", err)
			}
			if err := d.Decline(t.Context(), id, bob().Names); err != nil {
				t.Error(err)
			}
		}, ticketing.ErrNoClaim},
		"two days later": {func(*testing.T, desk, ticketing.ClaimID) { time.Sleep(ticketing.PassFor) }, ticketing.ErrOfferLapsed},
		"swept": {func(t *testing.T, d desk, id ticketing.ClaimID) {
			time.Sleep(ticketing.PassFor)
			if err := d.Lapse(t.Context()); err != nil {
				t.Error(err)
			}
			d.passOn(t, id, "another")
			if _, err := d.KeepBack(t.Context(), "ann", id); err != nil {
				t.Error(err)
			}
		}, ticketing.ErrNoClaim},
		"changed": {func(t *testing.T, d desk, id ticketing.ClaimID) {
			if _, err := d.ChangeParty(t.Context(), "ann", id, change(1, 0, "k")); err != nil {
				t.Error(err)
			}
		}, ticketing.ErrNoClaim},
		"given back": {func(t *testing.T, d desk, id ticketing.ClaimID) {
			if _, err := d.Release(t.Context(), "ann", id); err != nil {
				t.Error(err)
			}
		}, ticketing.ErrNoClaim},
		"revoked": {func(t *testing.T, d desk, id ticketing.ClaimID) {
			if _, err := d.Revoke(t.Context(), id, "because", false); err != nil {
				t.Error(err)
			}
		}, ticketing.ErrNoClaim},
		"bob has places": {func(t *testing.T, d desk, _ ticketing.ClaimID) { d.claim(t, "bob", 1) }, ticketing.ErrAlreadyClaimed},
		"it has begun":   {func(*testing.T, desk, ticketing.ClaimID) { time.Sleep(60 * 24 * time.Hour) }, ticketing.ErrStarted},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := listDesk(10)
				c := d.claim(t, "ann", 2)
				d.passOn(t, c.ID, "k")
				tt.do(t, d, c.ID)
				if _, err := d.TakeOver(t.Context(), c.ID, bob()); !errors.Is(err, tt.want) {
					t.Errorf("taken over: %v, want %v", err, tt.want)
				}
				if now, err := d.Lookup(t.Context(), c.ID); err != nil || now.Holder != "ann" {
					t.Errorf("it is %s's, %v", now.Holder, err)
				}
				if list, err := d.PassedTo(t.Context(), bob().Names); err != nil || len(list) > 0 && !errors.Is(tt.want, ticketing.ErrAlreadyClaimed) {
					t.Errorf("bob is still offered %+v, %v", list, err)
				}
			})
		})
	}
}

// TestPassOnCompetes: taking back and taking over at once, one of them counts.
func TestPassOnCompetes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, over := range []bool{true, false} {
			d, m, c := withMeanwhile(t)
			d.passOn(t, c.ID, "k")
			if over {
				m.do = func() {
					if _, err := d.KeepBack(t.Context(), "ann", c.ID); err != nil {
						t.Error(err)
					}
				}
				if _, err := d.TakeOver(t.Context(), c.ID, bob()); !errors.Is(err, ticketing.ErrNoClaim) {
					t.Errorf("taken over after it was taken back: %v", err)
				}
				continue
			}
			m.do = func() {
				if _, err := d.TakeOver(t.Context(), c.ID, bob()); err != nil {
					t.Error(err)
				}
			}
			if _, err := d.KeepBack(t.Context(), "ann", c.ID); !errors.Is(err, ticketing.ErrNoClaim) {
				t.Errorf("taken back after it was taken over: %v", err)
			}
			d.agrees(t, 2)
		}
	})
}

func TestRevoke(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(10)
		c, kept := d.claim(t, "ann", 3), d.claim(t, "bob", 2)
		for range 2 {
			got, err := d.Revoke(t.Context(), c.ID, "the hall floods", false)
			if err != nil || got.State != ticketing.Revoked || got.Reason != "the hall floods" {
				t.Errorf("revoked: %+v, %v", got, err)
			}
		}
		d.agrees(t, 2)
		if _, err := d.Revoke(t.Context(), kept.ID, "row 1 is closed", true); err != nil {
			t.Fatal(err)
		}
		d.agrees(t, 2)
		if _, err := d.Claim(t.Context(), d.press("bob", 4, "anew")); err != nil { // who was revoked may book again
			t.Error(err)
		}
		d.agrees(t, 6)
		d.stock.Forget()
		if _, err := d.Claim(t.Context(), d.press("eve", 5, "k")); !errors.Is(err, ticketing.ErrSoldOut) {
			t.Errorf("five of the four that are left: %v", err)
		}
		if got, err := d.Revoke(t.Context(), kept.ID, "another", false); err != nil || got.Reason != "row 1 is closed" || got.Kept {
			t.Errorf("let go: %+v, %v", got, err)
		}
		d.agrees(t, 4)
		if seen, err := d.ClaimOf(t.Context(), "ann", c.ID); err != nil || seen.State != ticketing.Revoked {
			t.Errorf("who was revoked sees %+v, %v", seen, err)
		}
		eve := d.claim(t, "eve", 1)
		if _, err := d.Release(t.Context(), "eve", eve.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Revoke(t.Context(), eve.ID, "because", false); !errors.Is(err, ticketing.ErrClaimOver) {
			t.Errorf("revoking what was given back: %v", err)
		}
		if _, err := d.Revoke(t.Context(), "none", "because", false); !errors.Is(err, ticketing.ErrNoClaim) {
			t.Errorf("revoking nothing: %v", err)
		}
	})
}

// overtaken has somebody take a claim over just before it is written that it is given
// back.
type overtaken struct {
	ticketing.Claims
	do func()
}

func (o overtaken) Release(ctx context.Context, holder ticketing.HolderID, id ticketing.ClaimID, at time.Time) (ticketing.Claim, error) {
	o.do()
	return o.Claims.Release(ctx, holder, id, at)
}

// TestReleaseWhatWasTakenOver: who passed a claim on does not give it back for the
// receiver, who has just said yes.
func TestReleaseWhatWasTakenOver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(10)
		c := d.claim(t, "ann", 3)
		d.passOn(t, c.ID, "k")
		d.Claims = overtaken{d.Claims, func() {
			if _, err := d.TakeOver(t.Context(), c.ID, bob()); err != nil {
				t.Error(err)
			}
		}}
		if _, err := d.Release(t.Context(), "ann", c.ID); !errors.Is(err, ticketing.ErrNoClaim) {
			t.Errorf("released: %v, want ErrNoClaim", err)
		}
		if got, err := d.Lookup(t.Context(), c.ID); err != nil || got.Holder != "bob" || got.State != ticketing.Claimed {
			t.Errorf("bob's claim is %+v, %v", got, err)
		}
	})
}
