package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/streaming"
	"wanjia/streaming/livekitroom/livekittest"
)

// glance is what a viewer in a browser saw at a moment.
type glance struct {
	At     int64  // by the browser's clock, in milliseconds, which is ours
	Number int    // of the picture; -1 for one that has none
	Shown  string // programme time, as the page says it
	Loads  int    // how often the player began anew
	Jumps  int
	Rate   float64
}

// witness is a viewer in a real browser.
type witness struct {
	mu   sync.Mutex
	seen []glance
}

// sit opens the page of what is on air in a browser, which is looked at until the test ends.
func sit(t *testing.T, url string) *witness {
	t.Helper()
	if _, err := os.Stat("web/dist/index.html"); err != nil {
		t.Fatal("a viewer needs the pages: run make web first")
	}
	node := exec.Command("node", "web/e2e/witness.js", url)
	node.Stderr = os.Stderr
	in, err := node.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatalf("start a viewer: %v (apt-get install nodejs chromium)", err)
	}
	w := &witness{}
	var reading sync.WaitGroup
	reading.Go(func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var g glance
			if json.Unmarshal(lines.Bytes(), &g) == nil {
				w.mu.Lock()
				w.seen = append(w.seen, g)
				w.mu.Unlock()
			}
		}
	})
	t.Cleanup(func() {
		_ = in.Close() // it closes its browser then
		reading.Wait()
		_ = node.Wait()
	})
	return w
}

// since are the glances since a moment.
func (w *witness) since(at time.Time) []glance {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, g := range w.seen {
		if g.At >= at.UnixMilli() {
			return append([]glance(nil), w.seen[i:]...)
		}
	}
	return nil
}

// until waits until the page shows what was on the stage after a moment, and a picture of
// the film that moves.
func (w *witness) until(t *testing.T, moment time.Time) {
	t.Helper()
	clock := moment.In(events.Zone).Format(time.TimeOnly)
	eventually(t, "a viewer sees "+clock, func() error {
		all := w.since(moment)
		if len(all) < 2 {
			return errors.New("nobody looks")
		}
		last, before := all[len(all)-1], all[len(all)-2]
		if last.Number < 0 || last.Number == before.Number || last.Shown < clock {
			return fmt.Errorf("%+v", last)
		}
		return nil
	})
}

// stood is for how long at most the picture did not change, and how many glances saw none
// of the film's.
func stood(all []glance) (longest time.Duration, without int) {
	last := 0
	for i, g := range all {
		if g.Number < 0 {
			without++
		}
		if g.Number >= 0 && g.Number != all[last].Number {
			last = i
		}
		longest = max(longest, time.Duration(g.At-all[last].At)*time.Millisecond)
	}
	return longest, without
}

// TestKilledInABrowser kills the leading one of two packagers, again and again, while
// somebody watches in a real browser, who reads the pictures' numbers back. It is a
// hiccup of two segments at most, and the player does not begin anew. It is part of make
// soak.
func TestKilledInABrowser(t *testing.T) {
	if os.Getenv("WANJIA_TEST_SOAK") == "" {
		t.Skip("make soak runs this: it takes minutes; TestKilledShow reads the playlists instead, the packagers' own tests are the short forms")
	}
	dir := t.TempDir()
	if err := livekittest.DrawIn(t.Context(), dir, livekittest.Look{Always: true, Busy: true}); err != nil {
		t.Fatal(err)
	}
	film, err := livekittest.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	start := houses(t, newStageServer(t, "127.0.0.1"))
	front := start("api")
	packagers := []*service{start("stream"), start("stream")}
	show := goOnAirWith(t, front, func(ctx context.Context, ask func() (streaming.StagePass, error)) { livekittest.Stay(ctx, film, ask) })
	defer show.end()
	viewer := sit(t, front.url)
	for round := range 3 {
		viewer.until(t, time.Now())
		at := leader(t, packagers)
		packagers[at].murder()
		killed := time.Now()
		viewer.until(t, killed.Add(10*time.Second))
		all := viewer.since(killed)
		longest, without := stood(all)
		jumps, loads := all[len(all)-1].Jumps-all[0].Jumps, all[len(all)-1].Loads-all[0].Loads
		t.Logf("round %d: leading packager killed: of %d glances %d saw no picture of the film, it stood still for %v at most, the player jumped %d times and began anew %d times", round, len(all), without, longest, jumps, loads)
		if longest > 2*streaming.Grid || loads > 0 {
			t.Error("viewers noticed too much")
		}
		packagers[at] = start("stream")
	}
}

// leader is the place of the packager that leads.
func leader(t *testing.T, packagers []*service) int {
	t.Helper()
	at := -1
	eventually(t, "a leader", func() error {
		for i, p := range packagers {
			if last := strings.LastIndex(p.log.String(), `"leads":`); last >= 0 && strings.HasPrefix(p.log.String()[last:], `"leads":true`) {
				at = i
				return nil
			}
		}
		return errors.New("none leads")
	})
	return at
}
