package store_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/store"
	"wanjia/ticketing/ticketingtest"
)

const walkUps = 50

// lent is a house with places for people without a booking, on a store of its own.
type lent struct {
	pool   ticketing.Pool
	pools  *store.Pools
	stock  *ticketing.Service
	leases *checkin.Leases
	gates  *checkin.Service
	now    time.Time
	mu     sync.Mutex
}

func (l *lent) clock() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now
}

// Sessions implements [checkin.Sessions]: one window, on now.
func (l *lent) Sessions(context.Context, events.ID) ([]events.Session, error) {
	return []events.Session{{ID: l.pool.Session, Event: "e", Starts: l.pool.Opens, Ends: l.pool.Closes}}, nil
}

func newLent(t *testing.T, e docstore.Engine) *lent {
	t.Helper()
	l := &lent{pool: ticketingtest.Pool(200), pools: store.NewPools(e), now: time.Now()}
	l.pool.Quotas = []ticketing.Quota{{Channel: ticketing.Online, Places: 150}, {Channel: ticketing.WalkUp, Places: walkUps}}
	l.pool.Limits = []ticketing.Limit{{Rule: "holder", Per: ticketing.PerHolder, Max: 1}}
	if err := l.pools.Add(t.Context(), []ticketing.Pool{l.pool}); err != nil {
		t.Fatal(err)
	}
	claims := store.NewClaims(e)
	t.Cleanup(claims.Close)
	l.stock = &ticketing.Service{
		Pools: l.pools, Claims: claims, Waits: claims, Stock: &ticketingtest.Stock{}, Queue: &ticketingtest.Queue{}, Ledgers: &ticketingtest.Ledgers{},
		Capacities: &ticketingtest.Capacities{Sessions: map[events.SessionID]int{l.pool.Session: 500}}, Log: slog.New(slog.DiscardHandler), Now: time.Now,
	}
	l.gates = &checkin.Service{Store: store.NewGates(e), Pools: l.pools, Sessions: l, Rules: checkin.Usual, Now: l.clock}
	l.leases = &checkin.Leases{Store: store.NewLeases(e), Gates: l.gates, Stock: l.stock, Pools: l.pools, Now: l.clock}
	return l
}

// device adds one to the gate.
func (l *lent) device(t *testing.T, n int) checkin.Device {
	t.Helper()
	d := checkin.Device{ID: checkin.DeviceID(fmt.Sprintf("g-%02d", n)), Event: "e", Gate: "w1", Key: fmt.Sprint("key", n), Made: l.now, Begun: l.now}
	if err := l.gates.Store.AddDevice(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	return d
}

// rush has devices ask and a desk give out places, all at once, and returns how many
// places were given in all.
func (l *lent) rush(t *testing.T) int {
	t.Helper()
	var wg sync.WaitGroup
	var mu sync.Mutex
	lentOut := map[checkin.LeaseID]int{}
	desk := 0
	for n := range 10 {
		d := l.device(t, n)
		for range 2 { // the answer was lost, say, and the press is sent again
			wg.Go(func() {
				got, err := l.leases.Ask(t.Context(), d, "press-0001", 8)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					lentOut[got.ID] = got.Places
				case !errors.Is(err, checkin.ErrNoWalkUp) && !errors.Is(err, ticketing.ErrBusy) && !errors.Is(err, ticketing.ErrChanged):
					t.Errorf("device %d: %v", n, err)
				}
			})
		}
		wg.Go(func() {
			_, err := l.stock.Claim(t.Context(), ticketing.Request{
				Pool: l.pool.ID, Holder: ticketing.HolderID(fmt.Sprint("h", n)), Party: 2, Key: "desk", Channel: ticketing.WalkUp,
			})
			if err == nil {
				mu.Lock()
				desk += 2
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	sum := desk
	for _, n := range lentOut {
		sum += n
	}
	if len(lentOut) == 0 || desk == 0 {
		t.Errorf("%d leases and %d places at the desk prove nothing", len(lentOut), desk)
	}
	return sum
}

// Ten devices and a desk that want more than there is get no more than there is.
func TestLeasesNeverExceedTheirShare(t *testing.T) {
	t.Parallel()
	l := newLent(t, testkit.Documents(t))
	if sum := l.rush(t); sum > walkUps {
		t.Errorf("%d places are given out of %d", sum, walkUps)
	}
}

// careless moves places in the log and leaves them in the share: what a change of the
// pool without its guard would do.
type careless struct{ pools *store.Pools }

func (c careless) Shift(ctx context.Context, m ticketing.Shift) (ticketing.Pool, error) {
	return c.pools.Change(ctx, m.Pool, func(p *ticketing.Pool) error {
		p.Moves = append(p.Moves, ticketing.Move{Places: m.Places, Why: m.Why})
		return nil
	})
}

// The test above can fail.
func TestLeasesCanExceed(t *testing.T) {
	t.Parallel()
	l := newLent(t, testkit.Documents(t))
	l.leases.Stock = careless{l.pools}
	if sum := l.rush(t); sum <= walkUps {
		t.Errorf("%d places are given out of %d although nothing guards them", sum, walkUps)
	}
}

// forgetful fails to write that a lease was cut.
type forgetful struct {
	checkin.LeaseStore
	once sync.Once
}

func (f *forgetful) ChangeLease(ctx context.Context, id checkin.LeaseID, change func(*checkin.Lease)) (checkin.Lease, error) {
	var err error
	f.once.Do(func() { err = errors.New("the disk is full") })
	if err != nil {
		return checkin.Lease{}, err
	}
	return f.LeaseStore.ChangeLease(ctx, id, change)
}

// desk is a stock whose walk-up places are all given out at a desk.
type desk struct{}

func (desk) Shift(context.Context, ticketing.Shift) (ticketing.Pool, error) {
	return ticketing.Pool{}, ticketing.ErrShareTaken.With("taken", walkUps)
}

// Where a desk has given out every place there is nothing to lend, and that is said.
func TestNothingLeftToLend(t *testing.T) {
	t.Parallel()
	l := newLent(t, testkit.Documents(t))
	l.leases.Stock = desk{}
	if got, err := l.leases.Ask(t.Context(), l.device(t, 1), "press-0001", 5); !errors.Is(err, checkin.ErrNoWalkUp) {
		t.Errorf("%+v, %v", got, err)
	}
}

// A press that broke off between its two writes is finished by the next one, once. What
// is left when the window is over goes back, once, from a device that has brought all it
// did, and not from a silent one.
func TestLeaseLife(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	l := newLent(t, testkit.Documents(t))
	l.leases.Store = &forgetful{LeaseStore: l.leases.Store}
	a, b := l.device(t, 1), l.device(t, 2)
	if _, err := l.leases.Ask(ctx, a, "press-0001", 61); !errors.Is(err, checkin.ErrLeaseSize) {
		t.Errorf("too many: %v", err)
	}
	if _, err := l.leases.Ask(ctx, a, "press-0001", 20); err == nil {
		t.Fatal("a lease that was not written was given")
	}
	share := func() int {
		p, err := l.pools.Fresh(ctx, l.pool.ID)
		if err != nil {
			t.Fatal(err)
		}
		return p.Share(ticketing.WalkUp)
	}
	got, err := l.leases.Ask(ctx, a, "press-0001", 20)
	if err != nil || got.Places != 20 || got.Number != 1 || share() != 30 {
		t.Fatalf("%+v, %v, and %d are left", got, err, share())
	}
	if _, err := l.leases.Ask(ctx, a, "press-0002", 5); !errors.Is(err, checkin.ErrLeased) {
		t.Errorf("more while there are some left: %v", err)
	}
	if got, err := l.leases.Ask(ctx, b, "press-0001", 40); err != nil || got.Places != 30 || share() != 0 {
		t.Fatalf("what is left: %+v, %v", got, err)
	}
	at := l.now
	lines := []checkin.Record{
		{Seq: 1, Nonce: "n-000001", Kind: checkin.Walk, Serial: checkin.Ticket(1, 1), Persons: 3, At: at},
		{Seq: 2, Nonce: "n-000002", Kind: checkin.Walk, Serial: checkin.Ticket(1, 4), Persons: 4, Children: 1, At: at},
	}
	if _, err := l.gates.Sync(ctx, a, checkin.Said{At: at, Last: 2}, lines); err != nil {
		t.Fatal(err)
	}
	if n, err := l.leases.Settle(ctx, "e"); err != nil || n != 0 {
		t.Errorf("%d closed while the window is on, %v", n, err)
	}
	l.mu.Lock()
	l.now = l.pool.Closes.Add(time.Minute)
	l.mu.Unlock()
	if n, err := l.leases.Settle(ctx, "e"); err != nil || n != 0 {
		t.Errorf("%d closed of devices that were not heard, %v", n, err)
	}
	if _, err := l.gates.Sync(ctx, a, checkin.Said{At: l.now, Echo: l.now, Last: 2}, nil); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := l.leases.Settle(ctx, "e"); err != nil || share() != 13 {
			t.Fatalf("%d are back, %v", share(), err)
		}
	}
	board, err := l.leases.Board(ctx, "e")
	if err != nil || len(board) != 2 || board[0].Sold != 7 || board[0].Back != 13 || board[0].Closed.IsZero() || !board[1].Closed.IsZero() || board[0].Beyond {
		t.Errorf("%+v, %v", board, err)
	}
	gap := checkin.Record{Device: b.ID, Seq: 1, Nonce: "n-000001", Kind: checkin.Walk, Serial: checkin.Ticket(1, 2), Persons: 1, At: at}
	if _, err := l.gates.Sync(ctx, b, checkin.Said{At: l.now, Last: 1}, []checkin.Record{gap}); err != nil {
		t.Fatal(err)
	}
	if board, err := l.leases.Board(ctx, "e"); err != nil || !board[1].Beyond {
		t.Errorf("numbers with a gap are not noticed: %+v, %v", board, err)
	}
	if pass.Serial(checkin.Ticket(300, 7)) != (pass.Serial{0xff, 1, 44, 0, 7}) {
		t.Error("the ticket of a line is written another way")
	}
}
