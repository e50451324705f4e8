package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"wanjia/events/testkit"
	"wanjia/streaming"
	"wanjia/streaming/checkplaylist"
	"wanjia/streaming/livekitroom/livekittest"
)

// showFor is the variable that says how long [TestLongShow] is, "30m".
const showFor = "WANJIA_TEST_SHOW"

// TestLongShow is a show of two hours: one camera at the rates of the ladder through a
// real stage and a packager in a process of its own. What is public is fetched, decoded
// and checked minute by minute: sound against picture, the rules of playlists, pictures
// that are not those of their moment; and what the packager takes of the machine. It is
// part of make soak.
func TestLongShow(t *testing.T) {
	if os.Getenv(showFor) == "" {
		t.Skip("make soak runs this: it takes hours; TestShow is the short form")
	}
	length, err := time.ParseDuration(os.Getenv(showFor))
	if err != nil {
		t.Fatal(err)
	}
	l := newLongShow(t)
	defer l.show.end()
	l.warmUp()
	for end := time.Now().Add(length); time.Now().Before(end); {
		time.Sleep(time.Minute) // of the show
		l.minute()
		l.lookAfter()
	}
	l.verdict()
}

// longShow is what was found so far.
type longShow struct {
	t            *testing.T
	show         *onAirShow
	front, pack  *service
	began        time.Time
	slates       map[string]string // init segments of the slate, by track
	lists        map[string]*checkplaylist.List
	seen         map[string]int64 // the newest cell that was looked at, by track
	skews        []skew
	faults       []string
	pictures     int
	memory       []memory
	usedAt       time.Time
	used         map[string]time.Duration // of processors, by what for
	bytesFetched int
	lost         int // times that the camera was off the air
}

// skew is how long after its flash a beep was heard.
type skew struct{ after, late time.Duration }

// memory is what the packager's process held of it.
type memory struct {
	after time.Duration
	bytes int64
}

func newLongShow(t *testing.T) *longShow {
	t.Helper()
	stage := newStageServer(t, "127.0.0.1")
	start := houses(t, stage)
	l := &longShow{t: t, front: start("api"), pack: start("stream"), slates: map[string]string{}, lists: map[string]*checkplaylist.List{}, seen: map[string]int64{}}
	dir := t.TempDir()
	if err := livekittest.DrawIn(t.Context(), dir, livekittest.Look{Busy: true}); err != nil {
		t.Fatal(err)
	}
	film, err := livekittest.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	l.show = goOnAirWith(t, l.front, func(ctx context.Context, ask func() (streaming.StagePass, error)) {
		livekittest.Stay(ctx, film, ask)
	})
	return l
}

// warmUp lets the first half minute go by, in which clocks are learnt, and starts to
// measure.
func (l *longShow) warmUp() {
	time.Sleep(30 * time.Second) // of the show
	for _, track := range l.tracks() {
		l.slates[track] = l.list(track).Segments[0].Init
		l.seen[track] = l.newest(track)
	}
	l.began = time.Now()
	l.usedAt, l.used = l.began, l.processors()
}

func (l *longShow) tracks() []string { return streaming.Channel{Ladder: streaming.Ladder()}.Tracks() }

// list fetches the long playlist of a track and checks it, alone and against the last.
func (l *longShow) list(track string) *checkplaylist.List {
	l.t.Helper()
	p, faults := checkplaylist.Media(mustFetch(l.t, l.show.pictures.url+track+"/dvr.m3u8"))
	if before := l.lists[track]; before != nil {
		faults = append(faults, checkplaylist.Reload(before, p)...)
	}
	l.lists[track] = p
	for _, f := range faults {
		l.faults = append(l.faults, track+": "+f)
	}
	return p
}

func (l *longShow) newest(track string) int64 {
	all := l.lists[track].Segments
	return all[len(all)-1].Sequence
}

// minute looks at what has become public since the last look.
func (l *longShow) minute() {
	l.t.Helper()
	_, _, faults := checkplaylist.Multivariant(mustFetch(l.t, l.show.pictures.url+"index.m3u8"))
	l.faults = append(l.faults, faults...)
	var flashes, beeps []time.Duration
	for _, track := range l.tracks() {
		var cells []seenCell
		for _, s := range l.list(track).Segments {
			if s.Sequence > l.seen[track] {
				cells = append(cells, seenCell{number: s.Sequence, init: s.Init, gap: s.Gap, broken: s.Broken, uri: s.URI})
			}
		}
		l.seen[track] = l.newest(track)
		for _, s := range stretches(l.t, l.show.pictures.url, track, l.slateOf(track), cells) {
			if info, err := os.Stat(s.path); err == nil {
				l.bytesFetched += int(info.Size())
			}
			if track == streaming.Audio {
				on, err := livekittest.Beeps(l.t.Context(), s.path)
				if err != nil {
					l.faults = append(l.faults, err.Error())
				}
				beeps = append(beeps, on...)
			} else if track == "v180" || len(l.memory)%10 == 0 {
				pictures, bad := watched(l.t.Context(), s)
				l.faults, l.pictures = append(l.faults, bad...), l.pictures+len(pictures)
				if track == "v180" {
					flashes = append(flashes, livekittest.Flashes(pictures)...)
				}
			}
			_ = os.Remove(s.path)
		}
	}
	at := time.Since(l.began)
	for _, f := range flashes {
		for _, b := range beeps {
			if late := b - f; late.Abs() < 500*time.Millisecond {
				l.skews = append(l.skews, skew{at, late})
			}
		}
	}
	l.memory = append(l.memory, memory{at, heldBy(l.t, l.pack.pid)})
	if len(l.memory)%10 == 0 {
		l.t.Log(l.report())
	}
}

// lookAfter puts the camera back on air where a machine that was too busy for pictures
// has lost it.
func (l *longShow) lookAfter() {
	cells := l.show.pictures.seen(time.Now().Add(-6 * time.Second))
	if len(cells) > 0 && cells[len(cells)-1].init == l.show.slate {
		l.lost++
		l.show.take()
	}
}

// slateOf is the slate's init segment; the sound's is everybody's.
func (l *longShow) slateOf(track string) string {
	if track == streaming.Audio {
		return ""
	}
	return l.slates[track]
}

// report sums up.
func (l *longShow) report() string {
	now, took := l.processors(), time.Since(l.usedAt)
	share := func(what string) float64 { return 100 * float64(now[what]-l.used[what]) / float64(took) }
	m := l.memory
	return fmt.Sprintf("%v on air: %d MB fetched, %d pictures read, %d faults, %d times off the air; sound against picture: %s; packager %.2f %% of a core, the encoder of its sound %.2f %%, the decoder of the voice %.2f %%; memory %d MB after a minute, %d MB after a quarter, %d MB now, at most %d MB",
		time.Since(l.began).Round(time.Second), l.bytesFetched>>20, l.pictures, len(l.faults), l.lost, l.sync(), share("packager"), share(encoderWord), share(decoderWord),
		m[0].bytes>>20, m[len(m)/4].bytes>>20, m[len(m)-1].bytes>>20, slices.MaxFunc(m, func(a, b memory) int { return int(a.bytes - b.bytes) }).bytes>>20)
}

// sync is the 99th percentile of the distance, and the medians of the first and of the
// last five minutes.
func (l *longShow) sync() string {
	p99, first, last := l.lateness()
	return fmt.Sprintf("%d pairs, p99 %v, median %v in the first five minutes and %v in the last", len(l.skews), p99.Round(time.Millisecond/10), first.Round(time.Millisecond/10), last.Round(time.Millisecond/10))
}

func (l *longShow) lateness() (p99, first, last time.Duration) {
	var all, begin, end []time.Duration
	now := time.Since(l.began)
	for _, s := range l.skews {
		all = append(all, s.late.Abs())
		if s.after < 5*time.Minute {
			begin = append(begin, s.late)
		}
		if s.after > now-5*time.Minute {
			end = append(end, s.late)
		}
	}
	return quantile(all, 99), quantile(begin, 50), quantile(end, 50)
}

// quantile is the value below which so many of 100 are, 0 of none.
func quantile(all []time.Duration, percent int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[min(len(all)-1, len(all)*percent/100)]
}

// verdict says what was found, and fails over what is wrong of it. What the packager
// takes of processors is said, not judged: machines differ.
func (l *longShow) verdict() {
	l.t.Log(l.report())
	for _, f := range l.faults {
		l.t.Error(f)
	}
	p99, first, last := l.lateness()
	if len(l.skews) < 40*len(l.memory) || p99 > 40*time.Millisecond || (last-first).Abs() > 20*time.Millisecond {
		l.t.Errorf("%d beeps were found with their flashes in %d minutes; %s", len(l.skews), len(l.memory), l.sync())
	}
	quarter, end := l.memory[len(l.memory)/4], l.memory[len(l.memory)-1]
	if end.bytes > quarter.bytes+quarter.bytes/4+16<<20 {
		l.t.Errorf("memory grows: %d MB after %v, %d MB after %v", quarter.bytes>>20, quarter.after, end.bytes>>20, end.after)
	}
}

// processors is what the packager's process and those that it started have used.
func (l *longShow) processors() map[string]time.Duration {
	return map[string]time.Duration{
		"packager":  usedBy(fmt.Sprint(l.pack.pid)),
		encoderWord: usedBy(fmt.Sprint(ffmpegOf(l.t, l.pack.pid, encoderWord))),
		decoderWord: usedBy(fmt.Sprint(ffmpegOf(l.t, l.pack.pid, decoderWord))),
	}
}

// heldBy is the memory that a process holds.
func heldBy(t *testing.T, pid int) int64 {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(b), "VmRSS:")
	kb, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kb << 10
}

// houses starts processes of one house with a stage: they share documents in MongoDB,
// Redis, and a folder of objects that stands for the storage they would share.
func houses(t *testing.T, stage *stageServer) (start func(roles string, more ...string) *service) {
	t.Helper()
	host, redis, objects := mongo(t), testkit.RedisURL(t), t.TempDir()
	uri := "mongodb://" + host + "/wanjia"
	small, file := t.TempDir(), filepath.Join(t.TempDir(), "small")
	furnishSmall(t, small)
	prints(t, "backup", "--out", file, "--data", small)
	prints(t, "restore", file, "--data", t.TempDir(), "--mongodb-uri", uri)
	return func(roles string, more ...string) *service {
		data := t.TempDir()
		if err := os.Symlink(objects, filepath.Join(data, objectsName)); err != nil {
			t.Fatal(err)
		}
		return serveChild(t, append([]string{"--data", data, "--mongodb-uri", uri, "--redis-url", redis, "--roles", roles, "--demo", "S"}, append(stage.settings(), more...)...)...)
	}
}
