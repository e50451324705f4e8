package streaming_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events/fault"
	"wanjia/streaming"
	"wanjia/streaming/streamingtest"
)

// reels keeps the bytes of films in memory.
type reels struct {
	mu    sync.Mutex
	parts map[streaming.FilmID]map[int][]byte
}

func (r *reels) PutPart(_ context.Context, id streaming.FilmID, n int, part []byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.parts == nil {
		r.parts = map[streaming.FilmID]map[int][]byte{}
	}
	if r.parts[id] == nil {
		r.parts[id] = map[int][]byte{}
	}
	r.parts[id][n] = bytes.Clone(part)
	return nil
}

func (r *reels) Parts(_ context.Context, id streaming.FilmID) (int64, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	there := int64(0)
	for n := 0; r.parts[id][n] != nil; n++ {
		there += int64(len(r.parts[id][n]))
	}
	return there, nil
}

func (r *reels) Raw(_ context.Context, id streaming.FilmID) (io.ReadCloser, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []byte
	for n := 0; r.parts[id][n] != nil; n++ {
		all = append(all, r.parts[id][n]...)
	}
	return io.NopCloser(bytes.NewReader(all)), nil
}

func (r *reels) Remove(_ context.Context, id streaming.FilmID, _ bool) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.parts, id)
	return nil
}

// maker conforms by looking at the first bytes.
type maker func(ctx context.Context, raw string, progress func(float64)) (streaming.Film, error)

func (m maker) Make(ctx context.Context, _ streaming.FilmID, raw io.Reader, progress func(float64)) (streaming.Film, error) {
	b, err := io.ReadAll(raw)
	if err != nil {
		return streaming.Film{}, err
	}
	return m(ctx, string(b), progress)
}

type filmDesk struct {
	*streaming.Films
	now   time.Time
	files *reels
}

func newFilmDesk(m maker) *filmDesk {
	d := &filmDesk{now: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), files: &reels{}}
	d.Films = &streaming.Films{Store: &streamingtest.Films{}, Files: d.files, Maker: m, Shows: &streamingtest.Shows{}, Worker: "a", Now: func() time.Time { return d.now }}
	return d
}

// bring announces a film and sends all of it.
func (d *filmDesk) bring(t *testing.T, content string) streaming.FilmID {
	t.Helper()
	f, err := d.Announce(t.Context(), "片子", int64(len(content)), streaming.Signature{Name: "导演", At: d.now})
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n*streaming.FilmPart < len(content); n++ {
		if err := d.PutPart(t.Context(), f.ID, n, []byte(content[n*streaming.FilmPart:min(len(content), (n+1)*streaming.FilmPart)])); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Finish(t.Context(), f.ID); err != nil {
		t.Fatal(err)
	}
	return f.ID
}

func (d *filmDesk) state(t *testing.T, id streaming.FilmID) streaming.Film {
	t.Helper()
	f, err := d.Store.Film(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return f.Film
}

// TestFilm: a file comes in parts, is conformed once, tells how far it is and what was
// wrong with it; only whole files are taken, and only films that no show needs go.
func TestFilm(t *testing.T) {
	t.Parallel()
	bad := fault.New(fault.Invalid, "entry_no_video", "no picture")
	var d *filmDesk
	d = newFilmDesk(func(_ context.Context, raw string, progress func(float64)) (streaming.Film, error) {
		if strings.HasPrefix(raw, "#EXTM3U") {
			return streaming.Film{}, bad
		}
		d.now = d.now.Add(3 * time.Second)
		progress(0.5)
		return streaming.Film{Length: 8 * time.Second, Mute: true}, nil
	})
	for title, size := range map[string]int64{"": 1, strings.Repeat("长", 81): 1, "空": 0, "大": 5 << 30} {
		if _, err := d.Announce(t.Context(), title, size, streaming.Signature{}); !errors.Is(err, streaming.ErrBadFilm) {
			t.Errorf("%.10s of %d bytes: %v", title, size, err)
		}
	}
	content := strings.Repeat("x", streaming.FilmPart+10)
	f, err := d.Announce(t.Context(), "片子", int64(len(content)), streaming.Signature{})
	if err != nil {
		t.Fatal(err)
	}
	for n, part := range map[int]string{-1: "x", 0: "x", 1: "xx", 2: "x"} {
		if err := d.PutPart(t.Context(), f.ID, n, []byte(part)); !errors.Is(err, streaming.ErrFilmPart) {
			t.Errorf("part %d: %v", n, err)
		}
	}
	if _, err := d.Finish(t.Context(), f.ID); !errors.Is(err, streaming.ErrFilmMissing) {
		t.Errorf("half a file: %v", err)
	}
	if err := d.PutPart(t.Context(), "nobody", 0, nil); !errors.Is(err, streaming.ErrNoFilm) {
		t.Error(err)
	}
	good, wrong := d.bring(t, content), d.bring(t, "#EXTM3U\nfile:///etc/passwd\n")
	if err := d.PutPart(t.Context(), good, 1, []byte("0123456789")); !errors.Is(err, streaming.ErrFilmState) {
		t.Errorf("a part of a film that waits: %v", err)
	}
	for range 3 {
		if err := d.Work(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if f := d.state(t, good); f.State != streaming.FilmReady || f.Length != 8*time.Second || !f.Mute || f.Done != 1 {
		t.Errorf("%+v", f)
	}
	if f := d.state(t, wrong); f.State != streaming.FilmRefused || f.Why != "entry_no_video" {
		t.Errorf("%+v", f)
	}
	if n, _ := d.files.Parts(t.Context(), good); n != 0 {
		t.Error("the file as it came is kept")
	}
	show := streaming.Show{Channel: "gala", Items: []streaming.ShowItem{{ID: "01", Standby: good.Source()}}}
	v, err := d.Shows.Put(t.Context(), streaming.VersionedShow{Show: show})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Remove(t.Context(), good); !errors.Is(err, streaming.ErrFilmUsed) {
		t.Errorf("a film that a show needs goes: %v", err)
	}
	v.State = streaming.ShowEnded
	if _, err := d.Shows.Put(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(d.Remove(t.Context(), good), d.Remove(t.Context(), wrong)); err != nil {
		t.Error(err)
	}
	if _, err := d.Store.Film(t.Context(), good); !errors.Is(err, streaming.ErrNoFilm) {
		t.Error(err)
	}
}

// TestFilmWorkers: a film is conformed by one worker, by another when that one says
// nothing for long, and the first one's work counts for nothing then.
func TestFilmWorkers(t *testing.T) {
	t.Parallel()
	var d *filmDesk
	inside := 0
	d = newFilmDesk(func(ctx context.Context, _ string, progress func(float64)) (streaming.Film, error) {
		inside++
		if inside > 1 {
			return streaming.Film{Length: 4 * time.Second}, nil
		}
		other := *d.Films
		other.Worker = "b"
		if err := other.Work(ctx); err != nil || inside != 1 {
			t.Errorf("another works on the same: %v", err)
		}
		d.now = d.now.Add(3 * time.Minute) // this one has hung
		if err := other.Work(ctx); err != nil || inside != 2 {
			t.Errorf("nobody goes on: %v", err)
		}
		d.now = d.now.Add(time.Minute)
		progress(0.9)
		if ctx.Err() == nil {
			t.Error("whoever has lost the film works on")
		}
		return streaming.Film{Length: time.Hour}, nil
	})
	id := d.bring(t, "film")
	if err := d.Work(t.Context()); !errors.Is(err, streaming.ErrFilmChanged) {
		t.Errorf("the first one: %v", err)
	}
	if f := d.state(t, id); f.State != streaming.FilmReady || f.Length != 4*time.Second || f.Worker != "b" {
		t.Errorf("%+v", f)
	}
}

// TestFilmAgain: what fails for want of something may be tried again.
func TestFilmAgain(t *testing.T) {
	t.Parallel()
	fails := true
	d := newFilmDesk(func(context.Context, string, func(float64)) (streaming.Film, error) {
		if fails {
			return streaming.Film{}, errors.New("the disk is full")
		}
		return streaming.Film{Length: time.Second}, nil
	})
	id := d.bring(t, "film")
	if err := d.Work(t.Context()); err == nil {
		t.Fatal("it says nothing")
	}
	fails = false
	if err := d.Work(t.Context()); err != nil || d.state(t, id).State != streaming.FilmWorking {
		t.Errorf("it is tried again at once: %v", err)
	}
	d.now = d.now.Add(3 * time.Minute)
	if err := d.Work(t.Context()); err != nil || d.state(t, id).State != streaming.FilmReady {
		t.Errorf("%v, %+v", err, d.state(t, id))
	}
}
