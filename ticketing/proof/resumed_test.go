package proof

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events/docstore"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/store"
	"wanjia/ticketing/ticketingtest"
)

// dying are the claims of an engine that dies before it writes one.
type dying struct{ ticketing.Claims }

func (dying) Insert(context.Context, ticketing.Claim) error { return errors.New("the engine died") }

// impatient is a stock of which every press counts as abandoned at once.
type impatient struct{ ticketing.Stock }

func (s impatient) Pending(ctx context.Context, p ticketing.Pool, _ time.Duration) ([]ticketing.Claim, error) {
	return s.Stock.Pending(ctx, p, 0)
}

// engines are three of one house: one that dies before it writes, a worker that is quick
// to take a press for abandoned, and one that lives.
type engines struct {
	dies, worker, lives *ticketing.Service
	pool                ticketing.Pool
}

func newEngines(t *testing.T, client redis.UniversalClient, documents docstore.Engine) engines {
	t.Helper()
	claims, pools := store.NewClaims(documents), store.NewPools(documents)
	t.Cleanup(claims.Close)
	e := engines{pool: ticketingtest.Pool(4)}
	if err := pools.Add(t.Context(), []ticketing.Pool{e.pool}); err != nil {
		t.Fatal(err)
	}
	one := func(c ticketing.Claims) *ticketing.Service {
		return &ticketing.Service{
			Pools: pools, Claims: c, Waits: claims, Stock: impatient{&redisstore.Stock{Redis: client}}, Queue: &ticketingtest.Queue{},
			Log: slog.New(slog.DiscardHandler), Now: time.Now,
		}
	}
	e.dies, e.worker, e.lives = one(dying{claims}), one(claims), one(claims)
	return e
}

func (e engines) press(holder string, party int) ticketing.Request {
	return ticketing.Request{Pool: e.pool.ID, Holder: ticketing.HolderID(holder), Party: party, Key: "k", Channel: ticketing.Online}
}

// half has ann hold two places and confirm them with the engine that dies; the worker
// comes by then.
func (e engines) half(t *testing.T) ticketing.Hold {
	t.Helper()
	held, err := e.lives.Hold(t.Context(), e.press("ann", 2))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.dies.Confirm(t.Context(), held.ID, e.press("ann", 2)); !errors.Is(err, ticketing.ErrPending) {
		t.Fatalf("confirmed by an engine that dies: %v", err)
	}
	time.Sleep(5 * time.Millisecond) // by the clock of Redis: a press of this very moment is not old yet
	if err := e.worker.Reap(t.Context()); err != nil {
		t.Fatal(err)
	}
	return held
}

// TestConfirmAfterDeath: an engine dies between making a hold a claim and writing it
// down, and a worker finds that. Until its time is up it is a hold, for its holder and for
// everybody else, and can be confirmed, extended and let go of.
func TestConfirmAfterDeath(t *testing.T) {
	t.Parallel()
	clients := map[string]func(testing.TB) redis.UniversalClient{"redis-server": testkit.Redis, "miniredis": testkit.Miniredis}
	plays := map[string]func(*testing.T, engines, ticketing.Hold){
		"confirmed": func(t *testing.T, e engines, held ticketing.Hold) {
			again, err := e.lives.Hold(t.Context(), e.press("ann", 2))
			if err != nil || !again.Until.Equal(held.Until) {
				t.Errorf("held again: %+v, %v; want it until %v", again, err, held.Until)
			}
			if _, err := e.lives.Claim(t.Context(), e.press("bob", 3)); !errors.Is(err, ticketing.ErrSoldOut) {
				t.Errorf("three of four places, of which two are held: %v", err)
			}
			c, err := e.lives.Confirm(t.Context(), held.ID, e.press("ann", 2))
			if err != nil || len(c.Places) != 2 {
				t.Errorf("confirmed again: %+v, %v", c, err)
			}
		},
		"extended": func(t *testing.T, e engines, held ticketing.Hold) {
			longer, err := e.lives.Extend(t.Context(), e.pool.ID, "ann", held.ID)
			if err != nil || !longer.Until.After(held.Until) {
				t.Errorf("extended: %+v, %v", longer, err)
			}
			if _, err := e.lives.Extend(t.Context(), e.pool.ID, "ann", held.ID); !errors.Is(err, ticketing.ErrHoldExtended) {
				t.Errorf("extended twice: %v", err)
			}
		},
		"let go": func(t *testing.T, e engines, held ticketing.Hold) {
			if err := e.lives.LetGo(t.Context(), e.pool.ID, "ann", held.ID); err != nil {
				t.Error(err)
			}
			if c, err := e.lives.Claim(t.Context(), e.press("bob", 4)); err != nil {
				t.Errorf("all places, of which none is held: %+v, %v", c, err)
			}
		},
	}
	for name, client := range clients {
		for what, play := range plays {
			t.Run(name+", "+what, func(t *testing.T) {
				t.Parallel()
				e := newEngines(t, client(t), testkit.Documents(t))
				play(t, e, e.half(t))
			})
		}
	}
}
