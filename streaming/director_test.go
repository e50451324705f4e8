package streaming_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"wanjia/streaming"
	"wanjia/streaming/streamingtest"
)

// TestDirector: a take shows nothing from before it was asked for; a cut to the slate
// takes all of the delay that is not settled yet; and of two directors the later one
// counts.
func TestDirector(t *testing.T) {
	t.Parallel()
	epoch := time.Date(2027, 2, 6, 12, 0, 0, 0, time.UTC)
	now := epoch.Add(time.Hour)
	clock := func() time.Time { return now }
	c := streaming.Channel{ID: "gala", Clock: streaming.Clock{Epoch: epoch}, Delay: time.Minute}
	ledger := &streamingtest.Ledger{Now: clock}
	one, other := streaming.Director{Desk: ledger, Now: clock}, streaming.Director{Desk: ledger, Now: clock}
	plan := func() streaming.Plan {
		s, err := ledger.Lead(t.Context(), c.ID, streaming.Bid{Holder: "p", For: time.Minute})
		if err != nil || !s.Leads {
			t.Fatal(err)
		}
		return s.Plan
	}
	o, err := one.Take(t.Context(), c, streaming.Shot{Source: "camera:a"})
	if err != nil || c.Clock.Start(o.From) < c.Clock.At(now) || c.Clock.Start(o.From) > c.Clock.At(now)+2*streaming.Grid {
		t.Fatalf("%+v, %v", o, err)
	}
	if _, err := other.Take(t.Context(), c, streaming.Shot{Source: "camera:b"}); err != nil {
		t.Fatal(err)
	}
	if got := plan().At(o.From).Source; got != "camera:b" {
		t.Errorf("on air is %s", got)
	}

	due := c.Clock.Cell(c.Clock.At(now) - c.Delay)
	s, err := ledger.Lead(t.Context(), c.ID, streaming.Bid{Holder: "p", For: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	if err := ledger.Reserve(t.Context(), c.ID, s.Term, s.Version, due); err != nil { // it is being published
		t.Fatal(err)
	}
	now = now.Add(time.Second / 2)
	cut, err := one.Slate(t.Context(), c, streaming.Signature{})
	if err != nil || cut.From != due+1 {
		t.Fatalf("cut from %+v, %v, want %d", cut, err, due+1)
	}
	for n := cut.From; n < o.From+100; n++ {
		if got := plan().At(n).Source; got != streaming.Slate {
			t.Fatalf("cell %d shows %s", n, got)
		}
	}
	for _, bad := range []streaming.SourceID{"", streaming.SourceID(strings.Repeat("x", 121))} {
		if _, err := one.Take(t.Context(), c, streaming.Shot{Source: bad}); !errors.Is(err, streaming.ErrNoSource) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
