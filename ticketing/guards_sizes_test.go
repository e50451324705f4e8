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
	"wanjia/ticketing/seating"
	"wanjia/ticketing/ticketingtest"
)

// TestWishesRefused: what is asked of a hall, or of places without numbers, that cannot
// be, is refused before anything is taken.
func TestWishesRefused(t *testing.T) {
	t.Parallel()
	hall := ticketingtest.Plan(t, ticketingtest.Block(10, 12)...)
	tests := map[string]struct {
		seated bool
		party  int
		wish   ticketing.Wish
		want   error
	}{
		"a seat of places without numbers": {false, 1, ticketing.Wish{Seats: []string{"1-1"}}, ticketing.ErrNotSeated},
		"a part of no hall":                {false, 1, ticketing.Wish{Sector: "main"}, ticketing.ErrNotSeated},
		"two in wheelchairs, of one":       {false, 1, ticketing.Wish{Wheelchairs: 2}, ticketing.ErrNeeds},
		"fewer than none in a wheelchair":  {false, 1, ticketing.Wish{Wheelchairs: -1}, ticketing.ErrNeeds},
		"the same in a hall":               {true, 1, ticketing.Wish{Wheelchairs: 2}, ticketing.ErrNeeds},
		"more than can sit together":       {true, ticketing.MaxSeatedParty + 1, ticketing.Wish{}, ticketing.ErrPartySize},
		"two seats for three":              {true, 3, ticketing.Wish{Seats: []string{"1-1", "1-2"}}, ticketing.ErrPartySize},
		"a part that is not there":         {true, 1, ticketing.Wish{Sector: "balcony"}, ticketing.ErrNoSector},
		"a seat that is not there":         {true, 1, ticketing.Wish{Seats: []string{"99-1"}}, ticketing.ErrNoSeat},
		"one seat twice":                   {true, 2, ticketing.Wish{Seats: []string{"1-1", "1-1"}}, ticketing.ErrNoSeat},
	}
	for name, tt := range tests {
		d := newDesk(120, nil)
		d.pool.MaxParty = 100
		if tt.seated {
			d.pool.Plan = hall.ID
			d.Plans = ticketingtest.NewPlans(hall)
			d.stock.Plans = d.Plans
		}
		d.Pools = ticketingtest.NewPools(d.pool)
		r := d.press("ann", tt.party, "k")
		r.Wish = tt.wish
		if c, err := d.Service.Claim(t.Context(), r); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, %v, want %v", name, c.Places, err, tt.want)
		}
		d.agrees(t, 0)
	}
}

// TestSizesRefused: what cannot be made larger or smaller stays as it is.
func TestSizesRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(4, nil)
	hall := ticketingtest.Plan(t, ticketingtest.Block(1, 4)...)
	d.pool.Plan = hall.ID
	d.Plans = ticketingtest.NewPlans(hall)
	d.stock.Plans, d.Pools = d.Plans, ticketingtest.NewPools(d.pool)
	if err := d.resize(t, 2, ""); err != nil {
		t.Fatal(err)
	}
	if err := d.resize(t, 5, ""); !errors.Is(err, ticketing.ErrSeatsFixed) {
		t.Errorf("a fifth seat of a plan of four: %v", err)
	}
	if p := d.read(t); p.Size() != 2 || p.Work != nil {
		t.Errorf("it is %+v", p)
	}
	if err := d.resize(t, 4, ""); err != nil {
		t.Errorf("the seats taken out: %v", err)
	}
	if err := d.RemovePool(t.Context(), ticketing.Resize{Pool: d.pool.ID, Rev: d.read(t).Rev, By: "org", Why: "rain"}); err != nil {
		t.Fatal(err)
	}
	if err := d.resize(t, 3, ""); !errors.Is(err, ticketing.ErrNoPool) {
		t.Errorf("one that was given up: %v", err)
	}
	d.Capacities = &ticketingtest.Capacities{Sessions: map[events.SessionID]int{d.pool.Session: 14}, Most: 100}
	l, err := d.Ledgers.Ledger(t.Context(), d.pool.Session)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Approve(t.Context(), d.pool.Session, l.Version, ticketing.Approval{Figure: 101, By: "org", Why: "more"}); !errors.Is(err, events.ErrCeiling) {
		t.Errorf("above what the permit says: %v", err)
	}
}

// TestFitBelowWhatIsBooked: a plan that gives fewer places than are booked is refused,
// and one made by an older reading; all is as it was, and what fits goes on.
func TestFitBelowWhatIsBooked(t *testing.T) {
	t.Parallel()
	d := newDesk(20, nil)
	for i := range 3 {
		d.claim(t, fmt.Sprint("family", i), 4)
	}
	l, _, err := d.StockOf(t.Context(), d.pool.Session)
	if err != nil {
		t.Fatal(err)
	}
	if l.Version == 0 { // nobody has written it yet
		if l, err = d.Approve(t.Context(), d.pool.Session, 0, ticketing.Approval{Figure: 30, By: "org", Why: "permit"}); err != nil {
			t.Fatal(err)
		}
	}
	fit := func(version int64, figure int) error {
		_, err := d.Fit(t.Context(), d.pool.Session, version, ticketing.Approval{Figure: figure, By: "org", Why: "lanes"})
		return err
	}
	err = fit(l.Version, 11)
	if f := fmt.Sprint(err); !errors.Is(err, ticketing.ErrPlacesTaken) {
		t.Errorf("eleven places for twelve: %s", f)
	}
	if err := fit(l.Version-1, 15); !errors.Is(err, ticketing.ErrChanged) {
		t.Errorf("by an older reading: %v", err)
	}
	if p := d.read(t); p.Size() != 20 || p.Blocked != 0 || len(p.Moves) != 0 {
		t.Errorf("after it was refused: %+v", p)
	}
	d.sound(t, "after it was refused")
	if err := fit(l.Version, 12); err != nil {
		t.Errorf("as many as are booked: %v", err)
	}
	d.sound(t, "in the end")
	if p := d.read(t); p.Size() != 12 {
		t.Errorf("it has %d places, want 12", p.Size())
	}
}

// TestMoveLogIsFull: a pool whose log has no room is not changed without an entry.
func TestMoveLogIsFull(t *testing.T) {
	t.Parallel()
	d := newDesk(10, nil)
	d.pool.Quotas = []ticketing.Quota{{Channel: "online", Places: 6}, {Channel: "hotline", Places: 4}}
	d.pool.Moves = make([]ticketing.Move, 1000)
	d.Pools = ticketingtest.NewPools(d.pool)
	_, err := d.Shift(t.Context(), ticketing.Shift{Pool: d.pool.ID, From: "online", To: "hotline", Places: 1, By: "org", Why: "few come"})
	if !errors.Is(err, ticketing.ErrMoveLog) {
		t.Errorf("a move more: %v", err)
	}
	if p := d.read(t); p.Share("online") != 6 || len(p.Moves) != 1000 {
		t.Errorf("shares %+v with %d moves", p.Quotas, len(p.Moves))
	}
}

// TestReleasePutOff: the date of a share is put off while a worker is about to release it.
func TestReleasePutOff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(10, nil)
		d.pool.Quotas = []ticketing.Quota{{Channel: "online", Places: 6}, {Channel: "hotline", Places: 4, Release: time.Now().Add(time.Minute), Into: "online"}}
		d.Pools = ticketingtest.NewPools(d.pool)
		d.claim(t, "ann", 1)
		time.Sleep(2 * time.Minute)
		d.meddled().do = func() {
			if _, err := d.ReleaseOn(t.Context(), d.pool.ID, d.read(t).Rev, "hotline", time.Now().Add(time.Hour), "online"); err != nil {
				t.Error(err)
			}
		}
		if err := d.ReleaseShares(t.Context()); err != nil {
			t.Error(err)
		}
		if p := d.read(t); p.Share("hotline") != 4 || p.Quotas[1].Release.IsZero() || len(p.Moves) != 0 {
			t.Errorf("released though it was put off: %+v", p)
		}
	})
}

// planning lets something happen before a pool gets its plan.
type planning struct {
	ticketing.Pools
	*once
}

func (s planning) SetPlan(ctx context.Context, id ticketing.PoolID, plan seating.PlanID, epoch int64) (ticketing.Pool, error) {
	s.now()
	return s.Pools.SetPlan(ctx, id, plan, epoch)
}

// TestSeatPoolWhileRebuilt: places were booked by the old plan while the new one was
// being compared with what is booked.
func TestSeatPoolWhileRebuilt(t *testing.T) {
	t.Parallel()
	d := newDesk(4, nil)
	hall := ticketingtest.Plan(t, ticketingtest.Block(1, 4)...)
	d.Plans = ticketingtest.NewPlans(hall)
	d.stock.Plans = d.Plans
	kept := d.Pools
	d.Pools = planning{kept, &once{do: func() {
		if _, err := kept.RaiseEpoch(t.Context(), d.pool.ID); err != nil {
			t.Error(err)
		}
	}}}
	if _, err := d.SeatPool(t.Context(), d.pool.ID, hall.ID); !errors.Is(err, ticketing.ErrRebuilding) {
		t.Errorf("while it was rebuilt: %v", err)
	}
	if p := d.read(t); p.Seated() {
		t.Error("it has the plan")
	}
	if p, err := d.SeatPool(t.Context(), d.pool.ID, hall.ID); err != nil || !p.Seated() {
		t.Errorf("once more: %+v, %v", p, err)
	}
}

// TestAddPoolsWritesNothingTwice: to load a dataset again leaves the ledger alone.
func TestAddPoolsWritesNothingTwice(t *testing.T) {
	t.Parallel()
	d := newDesk(4, nil)
	p := another(d, "another", 3)
	var versions []int64
	for range 3 {
		if err := d.AddPools(t.Context(), []ticketing.Pool{p}); err != nil {
			t.Fatal(err)
		}
		l, err := d.Ledgers.Ledger(t.Context(), p.Session)
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, l.Version)
	}
	if versions[0] != versions[1] || versions[1] != versions[2] {
		t.Errorf("versions of the ledger %v, want the same", versions)
	}
}
