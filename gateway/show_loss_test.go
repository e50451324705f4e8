package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"wanjia/streaming"
	"wanjia/streaming/livekitroom/livekittest"
)

// performerMark makes this test binary a performer: the folder of its film, the address
// of the stage and a token, by bars.
const performerMark = "WANJIA_TEST_PERFORMER"

// bePerformer performs until it is killed.
func bePerformer(words []string) {
	film, err := livekittest.Load(words[0])
	if err != nil {
		fmt.Fprintln(os.Stderr, "the test's performer:", err)
		os.Exit(1)
	}
	livekittest.Stay(context.Background(), film, func() (streaming.StagePass, error) {
		return streaming.StagePass{URL: words[1], Token: words[2]}, nil
	})
}

// TestLoss: a performer behind a network that loses packets. No picture in the public
// stream is broken; what the loss costs is counted. It is part of make soak.
func TestLoss(t *testing.T) {
	if os.Getenv("WANJIA_TEST_SOAK") == "" {
		t.Skip("make soak runs this: it takes minutes")
	}
	n := newLossyNet(t)
	stage := newStageServer(t, n.host)
	front := serveChild(t, append([]string{"--demo", "S", "--data", t.TempDir()}, stage.settings()...)...)
	dir := t.TempDir()
	if err := livekittest.DrawIn(t.Context(), dir, livekittest.Look{Always: true, Busy: true}); err != nil {
		t.Fatal(err)
	}
	show := goOnAirWith(t, front, func(ctx context.Context, ask func() (streaming.StagePass, error)) {
		for ctx.Err() == nil {
			pass, err := ask()
			if err != nil {
				continue // asked again
			}
			c := n.inside(fmt.Sprintf("%s=%s|%s|%s", performerMark, dir, pass.URL, pass.Token))
			if err := c.Start(); err != nil {
				t.Error(err)
				return
			}
			stop := context.AfterFunc(ctx, func() { _ = c.Process.Kill() })
			_ = c.Wait() // it is killed
			stop()
		}
	})
	defer show.end()
	for _, percent := range []int{0, 1, 3, 5} {
		before, since := figuresOf(t, front), time.Now()
		n.lose(percent)
		time.Sleep(40 * time.Second) // of the loss itself
		dropped := n.dropped()
		after := figuresOf(t, front)
		stall, others := show.pictures.hiccup(since, show.slate)
		n.lose(0)
		cells := show.pictures.seen(since)
		first, last := cells[0].number, cells[len(cells)-1].number
		shown, faults := 0, []string(nil)
		for _, r := range streaming.Ladder() {
			track := &audience{url: show.pictures.url}
			track.read(mustFetch(t, track.url+r.Name+"/dvr.m3u8"), time.Now())
			slate := track.cells[0].init
			for _, s := range stretches(t, track.url, r.Name, slate, between(track.cells, first, last)) {
				pictures, bad := watched(t.Context(), s)
				shown, faults = shown+len(pictures), append(faults, bad...)
			}
		}
		more := func(what string) float64 { return after[what] - before[what] }
		t.Logf("%d %% lost (%d packets) and %v of jitter: %d segments, %d of them not the programme, waited %v more than a segment; packets that never came %v, pictures kept out %v, gaps %v; %d pictures seen in three sizes, %d broken",
			percent, dropped, jitter, len(cells), others, stall.Round(time.Millisecond), more("lost_packets"), more("dropped"), more("gaps"), shown, len(faults))
		if len(faults) > 0 {
			t.Errorf("what is public is broken: %.2000s", strings.Join(faults, "; "))
		}
		if len(cells) < 15 || shown < 3*30*5 {
			t.Error("the show has stood still")
		}
		if percent > 0 && dropped < 100 {
			t.Error("nothing was lost")
		}
	}
}

// between are the cells with numbers from one to another.
func between(all []seenCell, first, last int64) (some []seenCell) {
	for _, c := range all {
		if c.number >= first && c.number <= last {
			some = append(some, c)
		}
	}
	return some
}

// figuresOf sums what a house counts of its channels.
func figuresOf(t *testing.T, s *service) map[string]float64 {
	t.Helper()
	sums := map[string]float64{}
	for line := range strings.Lines(get(t, s.url+"/metrics")) {
		name, ok := strings.CutPrefix(line, "wanjia_live_")
		if !ok {
			continue
		}
		var v float64
		if _, err := fmt.Sscan(name[strings.LastIndexByte(name, ' ')+1:], &v); err != nil {
			t.Fatal(err)
		}
		name, _, _ = strings.Cut(name, "{")
		sums[strings.TrimSuffix(name, "_total")] += v
	}
	return sums
}
