package proof

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"time"

	"wanjia/events/docstore"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/store"
	"wanjia/ticketing/ticketingtest"
)

func TestMain(m *testing.M) {
	if text := os.Getenv(childMark); text != "" {
		if err := childMain(text); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	testkit.Main(m)
}

// How long holds last here: so short that many end while others press.
const (
	holdFor     = 60 * time.Millisecond
	holdLongest = 150 * time.Millisecond
)

// abandonedAfter is when a press counts as abandoned here.
const abandonedAfter = 5 * time.Millisecond

// House is the engine on real stores, with what a test wants to reach into.
type House struct {
	*ticketing.Service
	History *History
	Pools   []ticketing.Pool

	engine docstore.Engine
	claims *store.Claims
}

// notes hears what a history has to know besides the answers.
type notes interface {
	Forgetting(pool ticketing.PoolID, call int64)
	Forgotten(pool ticketing.PoolID, call, ret int64)
	Gave(id ticketing.ClaimID, call, ret int64, ok bool)
}

// open returns a house on the engine and the stock, with these pools.
func open(ctx context.Context, engine docstore.Engine, stock ticketing.Stock, pools []ticketing.Pool, n notes) (*House, error) {
	h := &House{engine: engine, claims: store.NewClaims(engine), Pools: pools}
	kept := store.NewPools(engine)
	if err := kept.Add(ctx, pools); err != nil {
		return nil, err
	}
	h.Service = &ticketing.Service{
		Pools: kept, Claims: h.claims, Waits: h.claims, Stock: &hasty{stock, n, abandonedAfter}, Queue: &ticketingtest.Queue{},
		Log: slog.New(slog.DiscardHandler), Now: time.Now,
	}
	return h, nil
}

func newHouse(t *testing.T, stock ticketing.Stock, pools []ticketing.Pool) *House {
	t.Helper()
	history := &History{}
	h, err := open(t.Context(), testkit.Documents(t), stock, pools, history)
	if err != nil {
		t.Fatal(err)
	}
	h.History = history
	t.Cleanup(h.claims.Close)
	h.warm(t)
	return h
}

// warm lets the stock know the pools, which else the first press does.
func (h *House) warm(t testing.TB) {
	t.Helper()
	for _, p := range h.Pools {
		if _, err := h.Availability(t.Context(), p.Session); err != nil {
			t.Fatal(err)
		}
	}
}

func poolsOf(n, capacity int) []ticketing.Pool {
	out := make([]ticketing.Pool, n)
	for i := range out {
		out[i] = ticketingtest.Pool(capacity)
	}
	return out
}

// stored reads every claim there is, as a new process would.
func stored(t testing.TB, engine docstore.Engine) []ticketing.Claim {
	t.Helper()
	claims := store.NewClaims(engine)
	defer claims.Close()
	var out []ticketing.Claim
	for d, err := range engine.All(t.Context(), "claims") {
		if err != nil {
			t.Fatal(err)
		}
		c, err := claims.Claim(t.Context(), ticketing.ClaimID(d.ID))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// hasty is a stock whose holds are short and whose pending presses count as
// abandoned at once, so that both are met with often. It notes when a stock was
// written anew.
type hasty struct {
	ticketing.Stock
	history notes
	after   time.Duration // which a press counts as abandoned
}

func (s *hasty) Hold(ctx context.Context, p ticketing.Pool, c ticketing.Claim, _, _ time.Duration) (ticketing.Grant, error) {
	return s.Stock.Hold(ctx, p, c, holdFor, holdLongest)
}

func (s *hasty) Keep(ctx context.Context, p ticketing.Pool, c ticketing.Claim, by time.Duration) (ticketing.Grant, error) {
	if by > 0 {
		by = holdFor
	}
	return s.Stock.Keep(ctx, p, c, by)
}

func (s *hasty) Pending(ctx context.Context, p ticketing.Pool, _ time.Duration) ([]ticketing.Claim, error) {
	return s.Stock.Pending(ctx, p, s.after)
}

func (s *hasty) Rebuild(ctx context.Context, p ticketing.Pool, owned []ticketing.Claim, waiting int) (bool, error) {
	call := time.Now().UnixNano()
	s.history.Forgetting(p.ID, call)
	ok, err := s.Stock.Rebuild(ctx, p, owned, waiting)
	if ok || err != nil {
		s.history.Forgotten(p.ID, call, time.Now().UnixNano())
	}
	return ok, err
}

func (s *hasty) Give(ctx context.Context, p ticketing.Pool, id ticketing.ClaimID) (bool, error) {
	call := time.Now().UnixNano()
	ok, err := s.Stock.Give(ctx, p, id)
	s.history.Gave(id, call, time.Now().UnixNano(), ok && err == nil)
	return ok, err
}
