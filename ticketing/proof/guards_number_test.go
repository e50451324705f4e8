package proof

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
)

// photograph returns what brings the keys of a pool back to what they are now, as a
// fail-over to a replica that was behind does.
func photograph(t *testing.T, client redisClient, pool ticketing.PoolID) (lose func()) {
	t.Helper()
	ctx, was := t.Context(), map[string]string{}
	keys := func() []string {
		all, err := client.Keys(ctx, "*{"+string(pool)+"}*").Result()
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	for _, key := range keys() {
		was[key] = client.Dump(ctx, key).Val()
	}
	return func() {
		for _, key := range keys() {
			client.Del(ctx, key)
		}
		for key, text := range was {
			if err := client.Restore(ctx, key, 0, text).Err(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// playNumber: a fail-over loses what ann's claim wrote to Redis, and another process,
// which never heard of it, takes the same number for bob, with other places.
func playNumber(t *testing.T, h *House, _ bool) (wrong []string) {
	client := testkit.Redis(t)
	held, err := h.Hold(t.Context(), h.press("hal", 1, "h"))
	if err != nil {
		t.Fatal(err)
	}
	lose := photograph(t, client, h.Pools[0].ID)
	ann := h.claim(t, "ann", 1)
	lose()
	other := &ticketing.Service{
		Pools: h.Service.Pools, Claims: h.Claims, Waits: h.Waits, Queue: h.Queue, Log: h.Log, Now: h.Now,
		Stock: &hasty{&redisstore.Stock{Redis: client}, h.History, abandonedAfter},
	}
	if err := other.LetGo(t.Context(), h.Pools[0].ID, "hal", held.ID); err != nil {
		t.Fatal(err)
	}
	bob, err := other.Claim(t.Context(), h.press("bob", 1, "b"))
	if errors.Is(err, ticketing.ErrRebuilding) {
		bob, err = other.Claim(t.Context(), h.press("bob", 1, "b"))
	}
	if err != nil {
		t.Fatal(err)
	}
	if bob.Seq <= ann.Seq {
		wrong = append(wrong, fmt.Sprintf("bob, who came later, has number %d after ann's %d", bob.Seq, ann.Seq))
	}
	return append(wrong, h.owners(t)...)
}

// agreeing is a stock that says of the time what it is told.
type agreeing struct {
	ticketing.Stock
	house *House
}

func (s agreeing) Clock(context.Context) (time.Time, error) { return s.house.Now(), nil }

// playClocks: the clock of a worker jumps by a day while ann has an offer.
func playClocks(t *testing.T, h *House, off bool) (wrong []string) {
	ann := h.offered(t)
	if off {
		h.Stock = agreeing{h.Stock, h}
	}
	h.Now = func() time.Time { return time.Now().Add(24 * time.Hour) }
	h.serve(t)
	if got := h.stateOf(t, ann); got != ticketing.Offered {
		wrong = append(wrong, fmt.Sprintf("an offer of two hours, made a moment ago, is %s", got))
	}
	if _, err := h.Accept(t.Context(), "ann", ann); err != nil {
		wrong = append(wrong, fmt.Sprintf("accepted a moment after it was made: %v", err))
	}
	return wrong
}
