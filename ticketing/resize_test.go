package ticketing_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// read returns the pool of a desk as it is.
func (d desk) read(t *testing.T) ticketing.Pool {
	t.Helper()
	p, err := d.Pools.Fresh(t.Context(), d.pool.ID)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// resize asks for another size by what the pool is now.
func (d desk) resize(t *testing.T, size int, channel string) error {
	t.Helper()
	_, err := d.Resize(t.Context(), ticketing.Resize{Pool: d.pool.ID, Rev: d.read(t).Rev, Size: size, Channel: channel, By: "org", Why: "permit"})
	return err
}

// sound checks that pool, ledger, claims and stock tell the same story.
func (d desk) sound(t *testing.T, when string) {
	t.Helper()
	p := d.read(t)
	if p.Work != nil {
		t.Errorf("%s: the work %+v is not done", when, *p.Work)
	}
	owned, err := d.Claims.Owned(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	blocked, sold := 0, 0
	for _, c := range owned {
		if c.State == ticketing.Blocked {
			blocked += len(c.Places)
		} else {
			sold += len(c.Places)
		}
	}
	if blocked != p.Blocked {
		t.Errorf("%s: %d places are blocked, the pool says %d", when, blocked, p.Blocked)
	}
	l, err := d.Ledgers.Ledger(t.Context(), p.Session)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range l.Cuts {
		if c.Pool == p.ID && c.Places != p.Size() {
			t.Errorf("%s: the ledger says %d, the pool's size is %d", when, c.Places, p.Size())
		}
	}
	if l.Left() < 0 {
		t.Errorf("%s: the cuts are %d more than is approved", when, -l.Left())
	}
	a, err := d.Availability(t.Context(), p.Session)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range a {
		if a.Pool == p.ID && (a.Blocked != blocked || a.Claimed != sold || len(p.Quotas) == 0 && a.Free+a.Claimed+a.Blocked != p.Capacity) {
			t.Errorf("%s: availability %+v; %d sold, %d blocked of %d", when, a, sold, blocked, p.Capacity)
		}
	}
	if p.Kept() < 0 {
		t.Errorf("%s: the shares are %d more than the pool", when, -p.Kept())
	}
}

func TestResize(t *testing.T) {
	t.Parallel()
	d := newDesk(300, nil)
	d.claim(t, "ann", 4)
	for _, step := range []struct {
		name    string
		size    int
		want    error
		blocked int
		cap     int
	}{
		{"below what is taken", 3, ticketing.ErrPlacesTaken, 0, 300},
		{"to what it is", 300, ticketing.ErrSize, 0, 300},
		{"to what is taken", 4, nil, 296, 300},
		{"again", 3, ticketing.ErrPlacesTaken, 296, 300},
		{"by twelve blocks and some more", 250, nil, 56, 306},
		{"by new places", 310, nil, 0, 310},
		{"beyond what is approved", 311, ticketing.ErrCapacity, 0, 310},
		{"to less than nothing", -1, ticketing.ErrSize, 0, 310},
		{"by a little", 309, nil, 1, 310},
	} {
		err := d.resize(t, step.size, "")
		if !errors.Is(err, step.want) || (err == nil) != (step.want == nil) {
			t.Errorf("%s: %v, want %v", step.name, err, step.want)
		}
		if p := d.read(t); p.Blocked != step.blocked || p.Capacity != step.cap {
			t.Errorf("%s: %d of %d blocked, want %d of %d", step.name, p.Blocked, p.Capacity, step.blocked, step.cap)
		}
		d.sound(t, step.name)
	}
	p := d.read(t)
	if n := len(p.Moves); n != 4 || p.Moves[0].From != ticketing.KeptBack || p.Moves[0].To != ticketing.OfSession || p.Moves[0].Places != 296 || p.Moves[0].By != "org" {
		t.Errorf("log = %+v, want four changes of size, the first of 296", p.Moves)
	}
	if _, err := d.Resize(t.Context(), ticketing.Resize{Pool: p.ID, Rev: p.Rev - 1, Size: 20}); !errors.Is(err, ticketing.ErrChanged) {
		t.Errorf("by an older reading: %v, want ErrChanged", err)
	}
	d.stock.Forget()
	d.sound(t, "rebuilt")
	if found, err := d.Reconcile(t.Context(), 0); err != nil || len(found) != 0 {
		t.Errorf("reconcile = %+v, %v", found, err)
	}
}

// A block is made outside the window, too, and past those who wait.
func TestShrinkWhateverWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(6)
		d.claim(t, "ann", 4)
		d.join(t, "bob", 3)
		if err := d.resize(t, 5, ""); err != nil {
			t.Errorf("while bob waits for three: %v", err)
		}
		if err := d.resize(t, 3, ""); !errors.Is(err, ticketing.ErrPlacesTaken) {
			t.Errorf("below what ann has: %v", err)
		}
		if err := d.resize(t, 8, ""); err != nil {
			t.Fatal(err)
		}
		d.serve(t)
		if got := d.state(t, "bob"); got != "offered" {
			t.Errorf("bob after the pool has grown: %s", got)
		}
		time.Sleep(40 * 24 * time.Hour)
		if err := d.resize(t, 7, ""); err != nil {
			t.Errorf("after the close: %v", err)
		}
	})
}

// mortal lets a process die at the nth of its writes: before it, or after it but
// without an answer. Everything it tries later fails.
type mortal struct {
	mu    sync.Mutex
	left  int
	after bool
	dead  bool
}

var errDead = errors.New("the process is gone")

func (m *mortal) step(write func() error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.dead {
		return errDead
	}
	if m.left--; m.left > 0 {
		return write()
	}
	m.dead = true
	if m.after {
		_ = write()
	}
	return errDead
}

type mortalPools struct {
	ticketing.Pools
	*mortal
}

func (m mortalPools) Change(ctx context.Context, id ticketing.PoolID, f func(*ticketing.Pool) error) (p ticketing.Pool, err error) {
	err = m.step(func() error { p, err = m.Pools.Change(ctx, id, f); return err })
	return p, err
}

func (m mortalPools) Add(ctx context.Context, pools []ticketing.Pool) error {
	return m.step(func() error { return m.Pools.Add(ctx, pools) })
}

type mortalLedgers struct {
	ticketing.Ledgers
	*mortal
}

func (m mortalLedgers) WriteLedger(ctx context.Context, l ticketing.Ledger) (out ticketing.Ledger, err error) {
	err = m.step(func() error { out, err = m.Ledgers.WriteLedger(ctx, l); return err })
	return out, err
}

type mortalClaims struct {
	ticketing.Claims
	*mortal
}

func (m mortalClaims) Insert(ctx context.Context, c ticketing.Claim) error {
	return m.step(func() error { return m.Claims.Insert(ctx, c) })
}

type mortalWaits struct {
	ticketing.Waits
	*mortal
}

func (m mortalWaits) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, f func(*ticketing.Claim) (events.Errand, error)) (c ticketing.Claim, err error) {
	err = m.step(func() error { c, err = m.Waits.Turn(ctx, id, from, f); return err })
	return c, err
}

type mortalStock struct {
	ticketing.Stock
	*mortal
}

func (m mortalStock) Fence(ctx context.Context, p ticketing.Pool, most map[string]int) (g ticketing.Grant, err error) {
	err = m.step(func() error { g, err = m.Stock.Fence(ctx, p, most); return err })
	return g, err
}

func (m mortalStock) Block(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (g ticketing.Grant, err error) {
	err = m.step(func() error { g, err = m.Stock.Block(ctx, p, c); return err })
	return g, err
}

func (m mortalStock) Give(ctx context.Context, p ticketing.Pool, id ticketing.ClaimID) (ok bool, err error) {
	err = m.step(func() error { ok, err = m.Stock.Give(ctx, p, id); return err })
	return ok, err
}

// dying is the same house seen by a process that dies at its nth write.
func (d desk) dying(n int, after bool) (*ticketing.Service, *mortal) {
	m := &mortal{left: n, after: after}
	return &ticketing.Service{
		Pools: mortalPools{d.Pools, m}, Claims: mortalClaims{d.Claims, m}, Waits: mortalWaits{d.Waits, m},
		Stock: mortalStock{d.Stock, m}, Ledgers: mortalLedgers{d.Ledgers, m}, Capacities: d.Capacities,
		Queue: d.queue, Log: d.Log, Now: d.Now,
	}, m
}

// TestChangesSurviveTheirProcess lets a process die at each of its writes in turn.
// The next round of any other leaves everything as if it had been done, or had not.
func TestChangesSurviveTheirProcess(t *testing.T) {
	t.Parallel()
	changes := map[string]func(context.Context, *ticketing.Service, desk, int64) error{
		"shrinks": func(ctx context.Context, s *ticketing.Service, d desk, rev int64) error {
			_, err := s.Resize(ctx, ticketing.Resize{Pool: d.pool.ID, Rev: rev, Size: 60, Channel: "hotline"})
			return err
		},
		"grows": func(ctx context.Context, s *ticketing.Service, d desk, rev int64) error {
			_, err := s.Resize(ctx, ticketing.Resize{Pool: d.pool.ID, Rev: rev, Size: 254, Channel: "online"})
			return err
		},
		"grows too far": func(ctx context.Context, s *ticketing.Service, d desk, rev int64) error {
			_, err := s.Resize(ctx, ticketing.Resize{Pool: d.pool.ID, Rev: rev, Size: 999, Channel: "online"})
			return err
		},
		"moves": func(ctx context.Context, s *ticketing.Service, d desk, rev int64) error {
			_, err := s.Shift(ctx, ticketing.Shift{Pool: d.pool.ID, Rev: rev, From: "hotline", To: "online", Places: 3})
			return err
		},
		"closes": func(ctx context.Context, s *ticketing.Service, d desk, rev int64) error {
			_, err := s.Edit(ctx, ticketing.Edit{Pool: d.pool.ID, Rev: rev, CloseNow: true})
			return err
		},
		"another pool": func(ctx context.Context, s *ticketing.Service, d desk, rev int64) error {
			_, err := s.AddPool(ctx, another(d, "another", 7))
			return err
		},
	}
	for name, change := range changes {
		for _, after := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, dies after: %v", name, after), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					for n := 1; ; n++ {
						d := sharedDesk(t)
						s, m := d.dying(n, after)
						_ = change(t.Context(), s, d, d.read(t).Rev)
						if !m.dead {
							if n < 3 {
								t.Errorf("it has only %d writes: nothing was tried", n-1)
							}
							return
						}
						for range 2 { // the rounds of two other processes
							if err := d.Tend(t.Context()); err != nil {
								t.Fatalf("dead at write %d: tend: %v", n, err)
							}
							d.sound(t, fmt.Sprint("dead at write ", n))
						}
						if _, err := d.Service.Claim(t.Context(), d.press("late", 1, "k")); err != nil && !errors.Is(err, ticketing.ErrClosed) {
							t.Errorf("dead at write %d: nobody gets in any more: %v", n, err)
						}
						if l, err := d.Ledgers.Unfinished(t.Context()); err != nil || len(l) != 0 {
							t.Errorf("dead at write %d: unfinished = %+v, %v", n, l, err)
						}
					}
				})
			})
		}
	}
}

// sharedDesk is a pool of 190, four of which ann has, all given to two channels; 60
// more are blocked.
func sharedDesk(t *testing.T) desk {
	t.Helper()
	d := newDesk(250, nil)
	d.claim(t, "ann", 4)
	if _, err := d.ShareOut(t.Context(), d.pool.ID, 0, []ticketing.Quota{{Channel: "online", Places: 50}, {Channel: "hotline", Places: 200}}, "org", "start"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ReleaseOn(t.Context(), d.pool.ID, 1, "hotline", time.Now().Add(time.Hour), "online"); err != nil {
		t.Fatal(err)
	}
	if err := d.resize(t, 190, "hotline"); err != nil {
		t.Fatal(err)
	}
	return d
}

// another is a pool of the desk's session beside the first.
func another(d desk, id string, places int) ticketing.Pool {
	return ticketing.Pool{
		ID: ticketing.PoolID(id), Session: d.pool.Session, Title: events.Text{ZH: "另一批"}, Capacity: places, MaxParty: 4,
		Opens: time.Now().Add(time.Hour), Closes: time.Now().Add(2 * time.Hour),
	}
}

// A fence of a process that died before it wrote keeps everybody out until the round
// has raised the document to it, and what comes to write late finds it changed.
func TestFenceOfTheDead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(5, nil)
		d.claim(t, "ann", 1)
		fenced := d.read(t)
		fenced.Rev++
		if g, err := d.stock.Fence(t.Context(), fenced, nil); err != nil || g.Verdict != ticketing.Granted {
			t.Fatalf("fence = %+v, %v", g, err)
		}
		if _, err := d.Service.Claim(t.Context(), d.press("bob", 1, "k")); !errors.Is(err, ticketing.ErrRebuilding) {
			t.Errorf("behind the fence: %v, want ErrRebuilding", err)
		}
		if err := d.Tend(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Service.Claim(t.Context(), d.press("bob", 1, "k")); err != nil {
			t.Errorf("after the round: %v", err)
		}
		if p := d.read(t); p.Rev != fenced.Rev {
			t.Errorf("revision %d, want %d", p.Rev, fenced.Rev)
		}
	})
}
