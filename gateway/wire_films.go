package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"wanjia/events/docstore"
	"wanjia/events/objects"
	"wanjia/streaming"
	"wanjia/streaming/hls"
	"wanjia/streaming/store"
)

// filmMigrator is what migrate knows of films.
func filmMigrator(e docstore.Engine) docstore.Migrator { return store.NewFilms(e) }

// newFilms is the recorded films, which a worker conforms in the data folder, or where
// the system keeps what is passing.
func newFilms(h *house, shows streaming.ShowStore) *streaming.Films {
	files := filmFiles{objects: h.objects}
	if h.folder != nil {
		files.work = h.folder.in("")
	}
	return &streaming.Films{Store: store.NewFilms(h.documents), Files: files, Maker: files, Shows: shows, Worker: rand.Text(), Now: time.Now}
}

// filmFiles keeps the bytes of films as objects: parts as they came below raw, what was
// made of them below ready.
type filmFiles struct {
	objects objectStore
	work    string // a folder to work in
}

var (
	_ streaming.FilmFiles = filmFiles{}
	_ streaming.FilmMaker = filmFiles{}
)

func rawKey(id streaming.FilmID, n int) string {
	return "films/" + string(id) + "/raw/" + strconv.Itoa(n)
}

func readyKey(id streaming.FilmID, name string) string {
	return "films/" + string(id) + "/ready/" + name
}

// PutPart implements [streaming.FilmFiles].
func (f filmFiles) PutPart(ctx context.Context, id streaming.FilmID, n int, part []byte) error {
	_, err := f.objects.Put(ctx, rawKey(id, n), bytes.NewReader(part), int64(len(part)), "application/octet-stream")
	return err
}

// Parts implements [streaming.FilmFiles].
func (f filmFiles) Parts(ctx context.Context, id streaming.FilmID) (int64, error) {
	there := int64(0)
	for n := 0; ; n++ {
		r, info, err := f.objects.Get(ctx, rawKey(id, n))
		if errors.Is(err, objects.ErrNotFound) {
			return there, nil
		}
		if err != nil {
			return 0, err
		}
		if err := r.Close(); err != nil {
			return 0, err
		}
		if there += info.Size; info.Size < streaming.FilmPart {
			return there, nil
		}
	}
}

// Raw implements [streaming.FilmFiles].
func (f filmFiles) Raw(ctx context.Context, id streaming.FilmID) (io.ReadCloser, error) {
	return &rawFilm{ctx: ctx, files: f, id: id}, nil
}

// rawFilm reads the parts of a file one after the other.
type rawFilm struct {
	ctx   context.Context // of whoever reads
	files filmFiles
	id    streaming.FilmID
	n     int
	part  io.ReadCloser
}

// Read implements io.Reader.
func (r *rawFilm) Read(p []byte) (int, error) {
	for {
		if r.part == nil {
			part, _, err := r.files.objects.Get(r.ctx, rawKey(r.id, r.n))
			if errors.Is(err, objects.ErrNotFound) {
				return 0, io.EOF
			}
			if err != nil {
				return 0, err
			}
			r.part, r.n = part, r.n+1
		}
		n, err := r.part.Read(p)
		if !errors.Is(err, io.EOF) {
			return n, err
		}
		err = r.part.Close()
		if r.part = nil; n > 0 || err != nil {
			return n, err
		}
	}
}

// Close implements io.Closer.
func (r *rawFilm) Close() error {
	if r.part == nil {
		return nil
	}
	return r.part.Close()
}

// Remove implements [streaming.FilmFiles].
func (f filmFiles) Remove(ctx context.Context, id streaming.FilmID, onlyRaw bool) error {
	for n := 0; ; n++ {
		r, _, err := f.objects.Get(ctx, rawKey(id, n))
		if errors.Is(err, objects.ErrNotFound) {
			break
		}
		if err == nil {
			err = errors.Join(r.Close(), f.objects.Delete(ctx, rawKey(id, n)))
		}
		if err != nil {
			return err
		}
	}
	if onlyRaw {
		return nil
	}
	for _, name := range hls.EntryFiles(streaming.Ladder()) {
		if err := f.objects.Delete(ctx, readyKey(id, name)); err != nil {
			return err
		}
	}
	return nil
}

// Make implements [streaming.FilmMaker]: the file goes into a folder of its own, ffmpeg
// makes the channel's sizes of it, and what came out becomes objects.
func (f filmFiles) Make(ctx context.Context, id streaming.FilmID, raw io.Reader, progress func(float64)) (streaming.Film, error) {
	dir, err := os.MkdirTemp(f.work, "film-")
	if err != nil {
		return streaming.Film{}, fmt.Errorf("make a place to work: %w", err)
	}
	defer os.RemoveAll(dir)
	path, out := filepath.Join(dir, "file"), filepath.Join(dir, "out")
	file, err := os.Create(path)
	if err != nil {
		return streaming.Film{}, err
	}
	_, err = io.Copy(file, raw)
	if err = errors.Join(err, file.Close()); err != nil {
		return streaming.Film{}, err
	}
	probe, err := hls.Examine(ctx, path)
	if err != nil {
		return streaming.Film{}, err
	}
	channel := channelOf(streaming.Show{})
	if err := (&hls.Conformer{Ladder: channel.Ladder, Clock: channel.Clock}).Conform(ctx, path, out, progress); err != nil {
		return streaming.Film{}, err
	}
	e, err := hls.OpenEntry(id.Source(), channel, out)
	if err != nil {
		return streaming.Film{}, err
	}
	length := time.Duration(e.Cells()) * channel.Clock.Every()
	if err := e.Close(); err != nil {
		return streaming.Film{}, err
	}
	for _, name := range hls.EntryFiles(channel.Ladder) {
		if err := f.keep(ctx, filepath.Join(out, name), readyKey(id, name)); err != nil {
			return streaming.Film{}, fmt.Errorf("keep the film %s: %w", id, err)
		}
	}
	return streaming.Film{Length: length, Mute: !probe.Sound, Interlaced: probe.Interlaced}, nil
}

func (f filmFiles) keep(ctx context.Context, path, key string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	_, err = f.objects.Put(ctx, key, file, info.Size(), "video/mp4")
	return err
}

// Open opens a film that is ready, for a channel.
func (f filmFiles) Open(id streaming.FilmID, c streaming.Channel) (*hls.Entry, error) {
	return hls.OpenShelf(id.Source(), c, filmShelf{f, id})
}

// filmShelf is the files of one film.
type filmShelf struct {
	filmFiles
	id streaming.FilmID
}

// Open implements [hls.Shelf].
func (s filmShelf) Open(ctx context.Context, name string) (io.ReadSeekCloser, error) {
	r, _, err := s.objects.Get(ctx, readyKey(s.id, name))
	return r, err
}

// Close implements [hls.Shelf].
func (s filmShelf) Close() error { return nil }

// spool opens films of a broadcast when they are asked for first.
type spool struct {
	open func(streaming.FilmID) (*hls.Entry, error)
	now  func() time.Time

	mu    sync.Mutex
	films map[streaming.FilmID]opened
}

type opened struct {
	entry *hls.Entry
	tried time.Time
}

// openAgain is how long one that could not be opened is left alone.
const openAgain = 3 * time.Second

// film is a film as a source.
func (s *spool) film(id streaming.FilmID) (hls.Source, bool) {
	if s.open == nil {
		return nil, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f, known := s.films[id]
	if f.entry == nil && (!known || s.now().Sub(f.tried) >= openAgain) {
		entry, err := s.open(id)
		if err != nil {
			entry = nil // the slate stands in, and a standby takes its place
		}
		f = opened{entry, s.now()}
		if s.films == nil {
			s.films = map[streaming.FilmID]opened{}
		}
		s.films[id] = f
	}
	return f.entry, f.entry != nil
}
