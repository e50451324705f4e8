package hls_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events/embedded"
	"wanjia/events/objects"
	"wanjia/events/testkit"
	"wanjia/streaming"
	"wanjia/streaming/checkplaylist"
	"wanjia/streaming/hls"
	"wanjia/streaming/redisstore"
)

// packagerEnv makes this binary, started again by a test, a packager: the channel,
// the address of Redis, the folder of objects and its own name, by commas.
const packagerEnv = "WANJIA_TEST_PACKAGER"

func TestMain(m *testing.M) {
	if words := os.Getenv(packagerEnv); words != "" {
		bePackager(strings.Split(words, ","))
	}
	testkit.Main(m)
}

// quickChannel runs five times as fast as a real one.
func quickChannel(id string) streaming.Channel {
	return streaming.Channel{
		ID: streaming.ChannelID(id), Clock: streaming.Clock{Epoch: epoch.AddDate(-2, 0, 0), Grid: 400 * time.Millisecond},
		Delay: 2 * time.Second, Window: time.Minute, Ladder: streaming.Ladder(),
	}
}

// unsynced keeps objects as files without waiting for the disk: a killed process
// loses nothing by that, and the test does not measure disks.
type unsynced string

func (u unsynced) path(key string) string {
	return filepath.Join(string(u), strings.ReplaceAll(key, "/", "+"))
}

func (u unsynced) Put(_ context.Context, key string, r io.Reader, size int64, _ string) (objects.Info, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return objects.Info{}, err
	}
	unfinished := u.path(key) + rand.Text()
	return objects.Info{Key: key, Size: size}, errors.Join(os.WriteFile(unfinished, b, 0o600), os.Rename(unfinished, u.path(key)))
}

func (u unsynced) Delete(_ context.Context, key string) error { return os.Remove(u.path(key)) }

func (u unsynced) Get(_ context.Context, key string) (io.ReadSeekCloser, objects.Info, error) {
	b, err := os.ReadFile(u.path(key))
	return closable{bytes.NewReader(b)}, objects.Info{Key: key, Size: int64(len(b))}, err
}

// quickLease is how long the lead lasts.
const quickLease = 600 * time.Millisecond

// bePackager performs the same programme as every other packager and publishes it
// when it leads, until it is killed.
func bePackager(words []string) {
	must := func(err error) {
		if err != nil {
			slog.Error("packager of the test", "err", err)
			os.Exit(1)
		}
	}
	ctx := context.Background()
	redis, err := embedded.OpenRedis(ctx, words[1])
	must(err)
	c := quickChannel(words[0])
	live := hls.NewLive("stage", c, words[3], time.Now)
	slate, err := hls.NewSlate(c)
	must(err)
	s := &stage{live: live, every: 100 * time.Millisecond, grid: c.Clock.Grid}
	for _, size := range []string{"1280x720", "640x360", "320x180"} {
		h, err := readHeads(size)
		must(err)
		s.heads = append(s.heads, h)
	}
	// Both begin on the same boundary, a little back, so that there is something to show.
	s.begin(c.Clock.Start(c.Clock.Cell(c.Clock.At(time.Now())) - 8))
	go func() {
		for range time.Tick(50 * time.Millisecond) {
			s.until(c.Clock.At(time.Now()))
		}
	}()
	must((&hls.Packager{
		Channel: c, Ledger: &redisstore.Ledger{Redis: redis}, Objects: unsynced(words[2]), Slate: slate, Holder: words[3], Lease: quickLease,
		Sources: func(id streaming.SourceID) (hls.Source, bool) { return live, id == "stage" },
		Log:     slog.New(slog.DiscardHandler), Now: time.Now,
	}).Run(ctx))
}

// TestKilledPackager kills the leading one of two packagers. The other goes on
// with the numbering; viewers see every cell of the programme and one
// discontinuity.
func TestKilledPackager(t *testing.T) {
	t.Parallel()
	dir, url := t.TempDir(), testkit.RedisURL(t)
	c := quickChannel("k" + strings.ToLower(rand.Text()))
	ledger := &redisstore.Ledger{Redis: testkit.Redis(t)}
	if _, err := ledger.Order(t.Context(), c.ID, streaming.Order{Source: "stage"}); err != nil {
		t.Fatal(err)
	}
	packagers := map[string]*exec.Cmd{}
	for _, name := range []string{"a", "b"} {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), packagerEnv+"="+strings.Join([]string{string(c.ID), url, dir, name}, ","))
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		packagers[name] = cmd
		defer sync.OnceFunc(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })()
	}
	r := &rig{t: t, channel: c, origin: &hls.Origin{
		Channels: func(streaming.ChannelID) (streaming.Channel, bool) { return c, true }, Listings: ledger, Stored: unsynced(dir), Now: time.Now,
	}}
	before := follow(t, r, nil, 5)
	leader := leaderOf(t, ledger, c)
	if err := packagers[leader].Process.Kill(); err != nil {
		t.Fatal(err)
	}
	after := follow(t, r, before, 9)

	breaks, seen := 0, before.Segments[len(before.Segments)-1].Sequence
	for _, s := range after.Segments {
		if s.Sequence <= seen {
			continue
		}
		if s.Broken {
			breaks++
		}
		if s.Gap || !strings.Contains(r.mustFetch("v720/"+s.URI), "MARK") {
			t.Errorf("segment %d shows something else than the programme", s.Sequence)
		}
	}
	if now := leaderOf(t, ledger, c); now == leader || breaks != 1 {
		t.Errorf("%s leads after %s was killed; %d discontinuities", now, leader, breaks)
	}
}

// follow reloads the playlists until some cells more are public, and checks each
// reading against the one before. It returns the last.
func follow(t *testing.T, r *rig, last *checkplaylist.List, cells int64) *checkplaylist.List {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	tick := time.NewTicker(r.channel.Clock.Every() / 2)
	defer tick.Stop()
	goal := int64(-1)
	for {
		if _, err := r.fetch("v720/index.m3u8"); err == nil {
			p := r.playlist("v720")
			if last != nil {
				if faults := checkplaylist.Reload(last, p); len(faults) > 0 {
					t.Fatal(strings.Join(faults, "; "))
				}
			}
			last = p
			newest := p.Segments[len(p.Segments)-1].Sequence
			if goal < 0 {
				goal = newest + cells
			}
			if newest >= goal {
				return p
			}
		}
		select {
		case <-ctx.Done():
			t.Fatalf("the programme does not go on: %+v", last)
		case <-tick.C:
		}
	}
}

// leaderOf is who published the newest cell.
func leaderOf(t *testing.T, l *redisstore.Ledger, c streaming.Channel) string {
	t.Helper()
	list, err := l.Listing(t.Context(), c.ID, -1)
	if err != nil || len(list.Records) == 0 {
		t.Fatal(err)
	}
	parts := strings.Split(list.Records[len(list.Records)-1].Run, "/")
	if len(parts) < 2 {
		t.Fatalf("the newest cell is of %s", parts)
	}
	return parts[1]
}
