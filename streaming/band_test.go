package streaming_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"wanjia/streaming"
)

// TestBand: what waits in the delay is drawn without a hole, from what the public sees
// to what the stage does, and nothing of what is ordered for later.
func TestBand(t *testing.T) {
	t.Parallel()
	epoch := time.Date(2027, 2, 6, 12, 0, 0, 0, time.UTC)
	c := streaming.Channel{ID: "gala", Delay: 20 * time.Second, Clock: streaming.Clock{Epoch: epoch}}
	plan := streaming.Plan{{From: 0, Source: "a"}, {From: 15, Source: "b"}, {From: 18, Source: streaming.Slate}, {From: 40, Source: "c"}}
	var b strings.Builder
	for _, s := range c.Band(plan, epoch.Add(41*time.Second)) {
		fmt.Fprintf(&b, "%s %g-%g ", s.Source, s.From.Sub(epoch).Seconds(), s.To.Sub(epoch).Seconds())
	}
	if got, want := b.String(), "a 21-30 b 30-36 slate 36-41 "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
