package proof

import (
	"context"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
)

// TestLinearControl breaks the engine in one way at a time and wants the checker of
// [TestLinear] to reject what comes of it.
func TestLinearControl(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*House){
		"a party is torn apart":           func(h *House) { h.Stock = tearing{h.Stock} },
		"acknowledged before it is there": func(h *House) { h.Claims = &hopeful{Claims: h.Claims} },
		"what is given back stays away":   func(h *House) { h.Stock = miserly{h.Stock} },
		"holds outlast their time":        func(h *House) { h.Stock = lenient{h.Stock} },
		"a press is new each time":        func(h *House) { h.Claims = &amnesiac{Claims: h.Claims} },
	}
	for name, breaks := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for range 10 {
				h := newHouse(t, &redisstore.Stock{Redis: testkit.Redis(t)}, poolsOf(1, 18))
				breaks(h)
				c := crowd{history: h.History, do: func(ctx context.Context, op *Op) { op.Do(ctx, h.Service) }, pool: h.Pools[0], clients: 8, presses: 30, seed: rand.Uint64()}
				c.run(t)
				if wrong := h.History.Check(t, h.Pools, stored(t, h.engine), plain); wrong != "" {
					t.Log(wrong)
					return
				}
			}
			t.Error("10 histories of a broken engine were accepted")
		})
	}
}

// tearing takes what there is for a part of the party.
type tearing struct{ ticketing.Stock }

func (s tearing) Take(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	g, err := s.Stock.Take(ctx, p, c)
	if err != nil || g.Verdict != ticketing.NoRoom || g.Free == 0 {
		return g, err
	}
	c.Party = g.Free
	return s.Stock.Take(ctx, p, c)
}

// hopeful says of some claims that they are stored before they are, and they never are.
type hopeful struct {
	ticketing.Claims
	n atomic.Int32
}

func (s *hopeful) Insert(ctx context.Context, c ticketing.Claim) error {
	if c.State == ticketing.Claimed && s.n.Add(1)%10 == 0 {
		return nil
	}
	return s.Claims.Insert(ctx, c)
}

// miserly says that places are back and keeps them.
type miserly struct{ ticketing.Stock }

func (s miserly) Give(context.Context, ticketing.Pool, ticketing.ClaimID) (bool, error) {
	return true, nil
}

// lenient holds twice as long as it says.
type lenient struct{ ticketing.Stock }

func (s lenient) Hold(ctx context.Context, p ticketing.Pool, c ticketing.Claim, f, longest time.Duration) (ticketing.Grant, error) {
	g, err := s.Stock.Hold(ctx, p, c, f, longest)
	if !g.Until.IsZero() {
		g.Until = g.Until.Add(-holdFor * 9 / 10)
	}
	return g, err
}

// amnesiac stores a press that is repeated under an id of its own.
type amnesiac struct {
	ticketing.Claims
	n atomic.Int32
}

func (s *amnesiac) Insert(ctx context.Context, c ticketing.Claim) error {
	if s.n.Add(1)%3 == 0 {
		c.ID += "x"
	}
	return s.Claims.Insert(ctx, c)
}
