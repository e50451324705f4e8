package ticketing_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// stalling is a record of ledgers whose first write waits until it is let go.
type stalling struct {
	ticketing.Ledgers
	once    sync.Once
	reached chan struct{}
	let     chan struct{}
}

func (s *stalling) WriteLedger(ctx context.Context, l ticketing.Ledger) (ticketing.Ledger, error) {
	s.once.Do(func() { close(s.reached); <-s.let })
	return s.Ledgers.WriteLedger(ctx, l)
}

// A process that falls asleep over a change of size and wakes when others have
// finished it and made the next must not bring the old size back.
func TestLedgerKeepsWhatWasDecidedLast(t *testing.T) {
	t.Parallel()
	d := newDesk(30, nil)
	slow := &stalling{Ledgers: d.Ledgers, reached: make(chan struct{}), let: make(chan struct{})}
	sleeper, _ := d.dying(1000, false)
	sleeper.Ledgers = slow
	var wg sync.WaitGroup
	wg.Go(func() {
		_, _ = sleeper.Resize(t.Context(), ticketing.Resize{Pool: d.pool.ID, Rev: 0, Size: 20})
	})
	<-slow.reached
	if err := d.Tend(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := d.resize(t, 25, ""); err != nil {
		t.Fatal(err)
	}
	close(slow.let)
	wg.Wait()
	d.sound(t, "after the sleeper woke")
	if p := d.read(t); p.Size() != 25 {
		t.Errorf("size = %d, want 25", p.Size())
	}
}

// careless is a record of ledgers that does not look at versions: the control which
// shows that the test below can fail.
type careless struct{ *ticketingtest.Ledgers }

func (c careless) WriteLedger(ctx context.Context, l ticketing.Ledger) (ticketing.Ledger, error) {
	time.Sleep(time.Millisecond)
	have, err := c.Ledgers.Ledger(ctx, l.Session)
	if err != nil {
		return l, err
	}
	l.Version = have.Version
	return c.Ledgers.WriteLedger(ctx, l)
}

// cutByMany lets many organisers cut pools of 7 from a session of 100 at once and
// returns how many places they got.
func cutByMany(t *testing.T, ledgers ticketing.Ledgers) int {
	d := newDesk(1, nil)
	d.Ledgers = ledgers
	d.Capacities = &ticketingtest.Capacities{Sessions: map[events.SessionID]int{"s": 100}}
	var wg sync.WaitGroup
	var got atomic.Int32
	for i := range 20 {
		wg.Go(func() {
			p := another(d, fmt.Sprint("pool-", i), 7)
			p.Session = "s"
			_, err := d.AddPool(t.Context(), p)
			switch {
			case err == nil:
				got.Add(7)
			case !errors.Is(err, ticketing.ErrCapacity):
				t.Errorf("pool %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	return int(got.Load())
}

func TestCutsNeverExceedWhatIsApproved(t *testing.T) {
	t.Parallel()
	if got := cutByMany(t, &ticketingtest.Ledgers{}); got != 98 {
		t.Errorf("%d places were cut from 100, want 98", got)
	}
	for range 20 {
		if cutByMany(t, careless{&ticketingtest.Ledgers{}}) > 100 {
			return
		}
	}
	t.Error("without versions no more than 100 were cut in 20 runs: the check above proves nothing")
}

// Two organisers resize, move and approve at once; whatever comes of it is sound.
func TestOrganisersAtOnce(t *testing.T) {
	t.Parallel()
	d := sharedDesk(t)
	if _, err := d.AddPool(t.Context(), another(d, "other", 40)); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var done atomic.Int32
	for i := range 8 {
		wg.Go(func() {
			for n := range 12 {
				p, err := d.Pools.Fresh(t.Context(), d.pool.ID)
				if err != nil {
					t.Error(err)
					return
				}
				switch (i + n) % 4 {
				case 0:
					_, err = d.Resize(t.Context(), ticketing.Resize{Pool: p.ID, Rev: p.Rev, Size: p.Size() + 9, Channel: "online"})
				case 1:
					_, err = d.Resize(t.Context(), ticketing.Resize{Pool: p.ID, Rev: p.Rev, Size: p.Size() - 7, Channel: "hotline"})
				case 2:
					_, err = d.Shift(t.Context(), ticketing.Shift{Pool: p.ID, Rev: p.Rev, From: "online", To: "hotline", Places: 2})
				case 3:
					var l ticketing.Ledger
					if l, err = d.Ledgers.Ledger(t.Context(), p.Session); err == nil {
						_, err = d.Approve(t.Context(), p.Session, l.Version, ticketing.Approval{Figure: l.Approved - l.Left() + 10})
					}
				}
				if err == nil {
					done.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if done.Load() == 0 {
		t.Error("nobody got anything done")
	}
	if err := d.Tend(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.sound(t, "after all")
}

func TestApprove(t *testing.T) {
	t.Parallel()
	d := newDesk(20, nil) // of 30 approved
	session := d.pool.Session
	if _, err := d.AddPool(t.Context(), another(d, "other", 8)); err != nil {
		t.Fatal(err)
	}
	version := func() int64 {
		l, err := d.Ledgers.Ledger(t.Context(), session)
		if err != nil {
			t.Fatal(err)
		}
		return l.Version
	}
	approve := func(n int, version int64) error {
		_, err := d.Approve(t.Context(), session, version, ticketing.Approval{Figure: n, By: "org", Why: "the permit"})
		return err
	}
	if err := approve(27, version()); !errors.Is(err, ticketing.ErrCut) {
		t.Errorf("below what is cut: %v, want ErrCut", err)
	}
	if err := approve(28, version()-1); !errors.Is(err, ticketing.ErrChanged) {
		t.Errorf("by an older reading: %v, want ErrChanged", err)
	}
	if err := approve(-1, version()); !errors.Is(err, ticketing.ErrSize) {
		t.Errorf("less than nobody: %v, want ErrSize", err)
	}
	if err := approve(28, version()); err != nil {
		t.Fatal(err)
	}
	if _, n, err := d.Capacities.Approved(t.Context(), session); err != nil || n != 28 {
		t.Errorf("the catalogue says %d, %v; want 28", n, err)
	}
	l, err := d.Ledgers.Ledger(t.Context(), session)
	if err != nil || len(l.Approvals) != 2 || l.Approvals[0].Figure != 30 || l.Approvals[1].Why != "the permit" {
		t.Errorf("approvals = %+v, %v", l.Approvals, err)
	}
	if _, err := d.AddPool(t.Context(), another(d, "third", 1)); !errors.Is(err, ticketing.ErrCapacity) {
		t.Errorf("one more than is approved: %v, want ErrCapacity", err)
	}
}

func TestAddPool(t *testing.T) {
	t.Parallel()
	d := newDesk(20, nil) // of 30 approved
	tests := map[string]struct {
		change func(*ticketing.Pool)
		want   error
	}{
		"as it should be":            {func(*ticketing.Pool) {}, nil},
		"no session":                 {func(p *ticketing.Pool) { p.Session = "none" }, events.ErrNoSession},
		"no name":                    {func(p *ticketing.Pool) { p.ID = "" }, ticketing.ErrPoolName},
		"a name of two hash tags":    {func(p *ticketing.Pool) { p.ID = "a}{b" }, ticketing.ErrPoolName},
		"a name that is there":       {func(p *ticketing.Pool) { p.ID = "taken" }, ticketing.ErrPoolExists},
		"no title":                   {func(p *ticketing.Pool) { p.Title.ZH = " " }, ticketing.ErrPoolTitle},
		"no places":                  {func(p *ticketing.Pool) { p.Capacity = 0 }, ticketing.ErrSize},
		"too many places":            {func(p *ticketing.Pool) { p.Capacity = 11 }, ticketing.ErrCapacity},
		"nobody in a party":          {func(p *ticketing.Pool) { p.MaxParty = 0 }, ticketing.ErrMaxParty},
		"it opens in the past":       {func(p *ticketing.Pool) { p.Opens = time.Now().Add(-time.Minute) }, ticketing.ErrWindowPast},
		"closes before it opens":     {func(p *ticketing.Pool) { p.Closes = p.Opens }, ticketing.ErrWindow},
		"shares of more than it has": {func(p *ticketing.Pool) { p.Quotas = []ticketing.Quota{{Channel: "online", Places: 4}} }, ticketing.ErrShares},
		"a share of no channel":      {func(p *ticketing.Pool) { p.Quotas = []ticketing.Quota{{Channel: "blocked", Places: 1}} }, ticketing.ErrNoChannel},
		"a channel twice":            {func(p *ticketing.Pool) { p.Quotas = []ticketing.Quota{{Channel: "online"}, {Channel: "online"}} }, ticketing.ErrNoChannel},
		"a share of less than none":  {func(p *ticketing.Pool) { p.Quotas = []ticketing.Quota{{Channel: "online", Places: -1}} }, ticketing.ErrSize},
		"a release in the past": {func(p *ticketing.Pool) {
			p.Quotas = []ticketing.Quota{{Channel: "hotline", Release: time.Now().Add(-time.Hour), Into: "online"}}
		}, ticketing.ErrWindowPast},
		"a release into itself": {func(p *ticketing.Pool) {
			p.Quotas = []ticketing.Quota{{Channel: "hotline", Release: time.Now().Add(time.Hour), Into: "hotline"}}
		}, ticketing.ErrNoChannel},
		"a limit of none":  {func(p *ticketing.Pool) { p.Limits = []ticketing.Limit{{Rule: "night", Per: "holder"}} }, ticketing.ErrLimitRule},
		"a limit of whom?": {func(p *ticketing.Pool) { p.Limits = []ticketing.Limit{{Rule: "night", Per: "dog", Max: 1}} }, ticketing.ErrLimitRule},
		"a limit whose name ends its key": {func(p *ticketing.Pool) {
			p.Limits = []ticketing.Limit{{Rule: "a/b", Per: "holder", Max: 1}}
		}, ticketing.ErrLimitRule},
	}
	if _, err := d.AddPool(t.Context(), another(d, "taken", 6)); err != nil {
		t.Fatal(err)
	}
	n := 0
	for name, tt := range tests {
		n++
		p := another(d, fmt.Sprint("new-", n), 3)
		tt.change(&p)
		if _, err := d.AddPool(t.Context(), p); !errors.Is(err, tt.want) || (err == nil) != (tt.want == nil) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	l, err := d.Ledgers.Ledger(t.Context(), d.pool.Session)
	if err != nil || l.Left() != 1 {
		t.Errorf("%d places are left, %v; want 1: what was refused was cut", l.Left(), err)
	}
	// Loading the same again changes nothing, whatever it says by then.
	again := another(d, "taken", 9)
	if err := d.AddPools(t.Context(), []ticketing.Pool{again}); err != nil {
		t.Error(err)
	}
	if p, err := d.Pools.Fresh(t.Context(), "taken"); err != nil || p.Capacity != 6 {
		t.Errorf("loaded again: %+v, %v", p, err)
	}
}

func TestRemovePool(t *testing.T) {
	t.Parallel()
	d := newDesk(3, nil)
	remove := func() error {
		return d.RemovePool(t.Context(), ticketing.Resize{Pool: d.pool.ID, Rev: d.read(t).Rev, By: "org", Why: "no need"})
	}
	h, err := d.Hold(t.Context(), d.press("hal", 1, "h"))
	if err != nil {
		t.Fatal(err)
	}
	if err := remove(); !errors.Is(err, ticketing.ErrPoolInUse) {
		t.Errorf("while hal holds a place: %v, want ErrPoolInUse", err)
	}
	if err := d.LetGo(t.Context(), d.pool.ID, "hal", h.ID); err != nil {
		t.Fatal(err)
	}
	c := d.claim(t, "ann", 3)
	if _, err := d.Join(t.Context(), d.press("bob", 1, "w")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Release(t.Context(), "ann", c.ID); err != nil {
		t.Fatal(err)
	}
	if err := remove(); !errors.Is(err, ticketing.ErrPoolInUse) {
		t.Errorf("while bob waits: %v, want ErrPoolInUse", err)
	}
	if err := d.Leave(t.Context(), "bob", ticketing.NewClaimID(d.pool.ID, "bob", "w")); err != nil {
		t.Fatal(err)
	}
	d.serve(t)
	for range 2 {
		if err := remove(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Service.Claim(t.Context(), d.press("cid", 1, "k")); !errors.Is(err, ticketing.ErrNoPool) {
		t.Errorf("a place of what is gone: %v, want ErrNoPool", err)
	}
	if _, err := d.Join(t.Context(), d.press("cid", 1, "k")); !errors.Is(err, ticketing.ErrNoPool) {
		t.Errorf("waiting for what is gone: %v, want ErrNoPool", err)
	}
	if a, err := d.Availability(t.Context(), d.pool.Session); err != nil || len(a) != 0 {
		t.Errorf("availability = %+v, %v; want none", a, err)
	}
	l, err := d.Ledgers.Ledger(t.Context(), d.pool.Session)
	if err != nil || l.Left() != 13 {
		t.Errorf("%d left of the session, %v; want all 13", l.Left(), err)
	}
	p := another(d, string(d.pool.ID), 3)
	if _, err := d.AddPool(t.Context(), p); err == nil {
		t.Error("the name of a pool that is gone was used again")
	}
}
