package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"wanjia/streaming"
	"wanjia/streaming/livekitroom"
	"wanjia/streaming/livekitroom/livekittest"
)

// stageMark makes this test binary a LiveKit server: its port, key, secret and address,
// by commas.
const stageMark = "WANJIA_TEST_STAGE"

// beStage is a LiveKit server until it is killed.
func beStage(words []string) {
	port, err := strconv.Atoi(words[0])
	if err == nil {
		_, err = livekitroom.StartBuilt(context.Background(), livekitroom.BuiltConfig{Host: words[3], Port: port, Key: words[1], Secret: words[2], Log: slog.New(slog.DiscardHandler)})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "the test's stage:", err)
		os.Exit(1)
	}
	select {}
}

// stageServer is a LiveKit server that can be killed and started again at its place.
type stageServer struct {
	t                      *testing.T
	port                   int
	host, url, key, secret string
	process                *exec.Cmd
}

func newStageServer(t *testing.T, host string) *stageServer {
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	s := &stageServer{t: t, host: host, port: port, url: fmt.Sprintf("ws://%s:%d", host, port), key: "test", secret: strings.Repeat("secret-of-a-test-", 3)}
	s.start()
	t.Cleanup(s.kill)
	return s
}

func (s *stageServer) start() {
	self, err := os.Executable()
	if err != nil {
		s.t.Fatal(err)
	}
	s.process = exec.Command(self)
	s.process.Env = []string{fmt.Sprintf("%s=%d,%s,%s,%s", stageMark, s.port, s.key, s.secret, s.host), "PATH=" + os.Getenv("PATH")}
	s.process.Stderr = os.Stderr
	if err := s.process.Start(); err != nil {
		s.t.Fatal(err)
	}
	eventually(s.t, "the stage's server", func() error {
		answer, err := http.Head(strings.Replace(s.url, "ws", "http", 1))
		if err != nil {
			return err
		}
		return answer.Body.Close()
	})
}

func (s *stageServer) kill() {
	_ = s.process.Process.Kill()
	_ = s.process.Wait()
}

// settings are those of a house that performs there.
func (s *stageServer) settings() []string {
	return []string{"--livekit-url", s.url, "--livekit-key", s.key, "--livekit-secret", s.secret}
}

// seenCell is a cell of the public playlist as it was fetched.
type seenCell struct {
	number int64
	first  time.Time // when it was there first
	init   string
	gap    bool
	broken bool // a discontinuity is before it
	uri    string
}

// audience fetches the public playlist again and again and remembers every cell.
type audience struct {
	url string // of the channel, with a / at its end

	mu     sync.Mutex
	cells  []seenCell
	faults []string
}

var mapURI = regexp.MustCompile(`^#EXT-X-MAP:URI="([^"]+)"`)

// watch fetches until ctx ends.
func (a *audience) watch(ctx context.Context, track string) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		if text, err := fetched(ctx, a.url+track+"/index.m3u8"); err == nil {
			a.read(text, time.Now())
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func fetched(ctx context.Context, url string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = errors.New(answer.Status)
	}
	return string(body), err
}

// read takes a playlist. Its numbers must be those of before and then one more each.
func (a *audience) read(text string, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	n, init, gap, broken := int64(-1), "", false, false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if first, ok := strings.CutPrefix(line, "#EXT-X-MEDIA-SEQUENCE:"); ok {
			n, _ = strconv.ParseInt(first, 10, 64)
		}
		if m := mapURI.FindStringSubmatch(line); m != nil {
			init = m[1]
		}
		gap = gap || line == "#EXT-X-GAP"
		broken = broken || line == "#EXT-X-DISCONTINUITY"
		if line == "" || line[0] == '#' {
			continue
		}
		a.take(seenCell{n, now, init, gap, broken, line})
		n, gap, broken = n+1, false, false
	}
}

func (a *audience) take(c seenCell) {
	if len(a.cells) == 0 {
		a.cells = append(a.cells, c)
		return
	}
	last := a.cells[len(a.cells)-1].number
	switch at := c.number - a.cells[0].number; {
	case c.number > last+1:
		a.faults = append(a.faults, fmt.Sprintf("%d follows %d", c.number, last))
		a.cells = append(a.cells, c)
	case c.number == last+1:
		a.cells = append(a.cells, c)
	case at >= 0 && at < int64(len(a.cells)) && a.cells[at].uri != c.uri:
		a.faults = append(a.faults, fmt.Sprintf("%d was %s and is %s", c.number, a.cells[at].uri, c.uri))
	}
}

// seen are the cells since a moment.
func (a *audience) seen(since time.Time) []seenCell {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i, c := range a.cells {
		if c.first.After(since) {
			return append([]seenCell(nil), a.cells[i:]...)
		}
	}
	return nil
}

// hiccup is what a viewer noticed since a moment: the longest wait for a new cell
// beyond the cell's own length, and how many cells were not the programme.
func (a *audience) hiccup(since time.Time, slate string) (stall time.Duration, others int) {
	last := since
	for _, c := range a.seen(since) {
		stall = max(stall, c.first.Sub(last)-streaming.Grid)
		last = c.first
		if c.gap || c.init == slate {
			others++
		}
	}
	return max(stall, time.Since(last)-streaming.Grid), others
}

// wait waits until so many cells in a row, seen since a moment, are the programme or
// are not. It returns when the first of them was seen.
func (a *audience) wait(t *testing.T, since time.Time, slate string, programme bool, cells int) time.Time {
	t.Helper()
	var first time.Time
	eventually(t, fmt.Sprintf("%d cells of the programme: %t", cells, programme), func() error {
		row := 0
		for _, c := range a.seen(since) {
			if (c.init != slate && !c.gap) != programme {
				row = 0
				continue
			}
			if row++; row == 1 {
				first = c.first
			}
			if row >= cells {
				return nil
			}
		}
		return fmt.Errorf("%d in a row", row)
	})
	return first
}

// onAirShow is a show on air with its performer and its audience.
type onAirShow struct {
	t        *testing.T
	pictures *audience
	sound    *audience
	slate    string // the init segment by which it is known
	end      func()
	take     func() // puts the performer on air, as the director does
}

// quietStage keeps what the performer's library says out of the test's output.
var quietStage sync.Once

// goOnAir sets everything going and waits until the public sees the performer.
func goOnAir(t *testing.T, front *service) *onAirShow {
	t.Helper()
	film := livekittest.Draw(t, true)
	return goOnAirWith(t, front, func(ctx context.Context, ask func() (streaming.StagePass, error)) { livekittest.Stay(ctx, film, ask) })
}

// goOnAirWith is goOnAir with a performer of the test's own.
func goOnAirWith(t *testing.T, front *service, perform func(context.Context, func() (streaming.StagePass, error))) *onAirShow {
	t.Helper()
	quietStage.Do(func() { livekitroom.Quiet(slog.New(slog.DiscardHandler)) })
	desk, second, performer := front.signIn(director), front.signIn(admin), front.signIn(onStagePhone)
	o := &onAirShow{t: t, pictures: &audience{url: front.url + "/live/kill/"}, sound: &audience{url: front.url + "/live/kill/"}}
	ctx, cancel := context.WithCancel(t.Context())
	var busy sync.WaitGroup
	o.end = func() { cancel(); busy.Wait() }
	type programme struct {
		Version int64
		State   string
		Sources []struct{ Source string }
	}
	var p programme
	desk.must("PUT", "/v1/channels/kill/programme", "", map[string]any{
		"version": 0, "title": map[string]string{"zh": "试播", "en": ""}, "starts": time.Now(), "delay": 2, "gap": 0,
		"items": []map[string]any{{"id": "01", "title": map[string]string{"zh": "开场", "en": ""}, "kind": "dance", "from": "stage", "length": 600}},
	}, &p)
	desk.must("POST", "/v1/channels/kill/state", "", map[string]any{"version": p.Version, "state": "ready"}, &p)
	busy.Go(func() { perform(ctx, entrance(performer)) })
	for _, who := range []*browser{desk, second} {
		desk.must("GET", "/v1/channels/kill/programme", "", nil, &p)
		who.must("POST", "/v1/channels/kill/go-live", "", map[string]any{"version": p.Version, "why": "试播，人都在"}, &p)
	}
	busy.Go(func() { o.pictures.watch(ctx, "v180") })
	busy.Go(func() { o.sound.watch(ctx, streaming.Audio) })
	source := ""
	eventually(t, "a source", func() error {
		desk.must("GET", "/v1/channels/kill/programme", "", nil, &p)
		for _, s := range p.Sources {
			source = s.Source
		}
		if !strings.HasPrefix(source, "camera:") {
			return fmt.Errorf("%+v", p)
		}
		return nil
	})
	eventually(t, "the slate", func() error {
		if cells := o.pictures.seen(time.Time{}); len(cells) > 0 {
			o.slate = cells[0].init
			return nil
		}
		return errors.New("nothing is public")
	})
	o.take = func() {
		desk.must("POST", "/v1/channels/kill/take", "", map[string]any{"source": source, "item": "01"}, nil)
	}
	o.take()
	o.pictures.wait(t, time.Time{}, o.slate, true, 1)
	t.Cleanup(func() {
		if faults := append(o.pictures.faults, o.sound.faults...); len(faults) > 0 {
			t.Errorf("the numbers are not in order: %s", strings.Join(faults, "; "))
		}
	})
	return o
}

// The words by which the ffmpeg of the sound's encoder and that of a voice's decoder are
// known.
const (
	encoderWord = "adts"
	decoderWord = "ogg"
)

// ffmpegOf is the ffmpeg that a process has started for something.
func ffmpegOf(t *testing.T, parent int, word string) int {
	t.Helper()
	pid := 0
	eventually(t, "an ffmpeg for "+word, func() error {
		all, err := filepath.Glob("/proc/[0-9]*/stat")
		if err != nil {
			return err
		}
		for _, path := range all {
			b, err := os.ReadFile(path)
			if err != nil {
				continue // it has ended
			}
			head, rest, _ := strings.Cut(string(b), ") ")
			fields := strings.Fields(rest)
			started, err := os.ReadFile(strings.TrimSuffix(path, "stat") + "cmdline")
			if err == nil && strings.HasSuffix(head, "(ffmpeg") && len(fields) > 1 && fields[1] == strconv.Itoa(parent) && strings.Contains(string(started), "\x00"+word+"\x00") {
				pid, err = strconv.Atoi(strings.Fields(head)[0])
				return err
			}
		}
		return errors.New("none runs")
	})
	return pid
}

// kill ends a process as kill -9 does.
func kill(t *testing.T, pid int) time.Time {
	t.Helper()
	at := time.Now()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	return at
}

// entrance gives passes to the stage of the show.
func entrance(b *browser) func() (streaming.StagePass, error) {
	return func() (streaming.StagePass, error) {
		var p streaming.StagePass
		err := b.do("POST", "/v1/stages/kill-show/tokens", "", map[string]string{"role": "performer"}, &p)
		return p, err
	}
}

// TestKilledEncoder: the sound's encoder is killed as the system does it while a show
// is on air. Viewers get every cell of pictures and of sound.
func TestKilledEncoder(t *testing.T) {
	t.Parallel()
	s := serveChild(t, "--demo", "S", "--data", t.TempDir())
	show := goOnAir(t, s)
	defer show.end()
	show.killFFmpeg(s, encoderWord)
}

// killFFmpeg kills an ffmpeg of a house and checks what viewers notice.
func (o *onAirShow) killFFmpeg(of *service, word string) {
	t := o.t
	t.Helper()
	killed := kill(t, ffmpegOf(t, of.pid, word))
	o.pictures.wait(t, killed, o.slate, true, 2)
	stall, others := o.pictures.hiccup(killed, o.slate)
	quiet, _ := o.sound.hiccup(killed, "")
	t.Logf("ffmpeg of %s killed: pictures waited %v more than a cell, %d cells were not the programme; sound waited %v", word, stall, others, quiet)
	if stall > 2*streaming.Grid || others > 0 || quiet > 2*streaming.Grid {
		t.Error("viewers noticed too much")
	}
	ffmpegOf(t, of.pid, word) // another has taken its place
}

// TestKilledShow kills, one after the other, the sound's encoder, the leading one of
// two packagers and the stage's server, again and again, under a show on air. The
// public playlist, as it is fetched, goes on. It is part of make soak.
func TestKilledShow(t *testing.T) {
	if os.Getenv("WANJIA_TEST_SOAK") == "" {
		t.Skip("make soak runs this: it takes minutes; TestKilledEncoder and the packagers' and the stage's own tests are the short forms")
	}
	const rounds = 5
	stage := newStageServer(t, "127.0.0.1")
	start := houses(t, stage)
	front := start("api")
	packagers := []*service{start("stream"), start("stream")}
	show := goOnAir(t, front)
	defer show.end()
	leading := func() int { return leader(t, packagers) }
	for round := range rounds {
		show.killFFmpeg(packagers[leading()], encoderWord)
		show.killFFmpeg(packagers[leading()], decoderWord)

		at := leading()
		packagers[at].murder()
		killed := time.Now()
		show.pictures.wait(t, killed, show.slate, true, 4)
		stall, others := show.pictures.hiccup(killed, show.slate)
		t.Logf("round %d: packager killed: pictures waited %v more than a cell, %d cells were not the programme", round, stall, others)
		if stall > 2*streaming.Grid || others > 2 {
			t.Error("viewers noticed too much")
		}
		packagers[at] = start("stream")

		stage.kill()
		killed = time.Now()
		slated := show.pictures.wait(t, killed, show.slate, false, 1)
		stage.start()
		started := time.Now()
		back := show.pictures.wait(t, started, show.slate, true, 3)
		stall, _ = show.pictures.hiccup(killed, show.slate)
		// What is public is as old as the delay.
		t.Logf("round %d: stage killed: slate after %v, pictures waited %v more than a cell, back %v after the new start", round, slated.Sub(killed), stall, back.Sub(started))
		if slated.Sub(killed) > 10*time.Second || stall > 2*streaming.Grid {
			t.Error("viewers noticed too much")
		}
	}
}
