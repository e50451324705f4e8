package streaming

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"wanjia/events/fault"
)

// Errors of recorded films.
var (
	// ErrNoFilm: there is no such film.
	ErrNoFilm = fault.New(fault.NotFound, "no_film", "there is no such film")
	// ErrFilmPart: the part is not one of the film, or not as long as it has to be.
	ErrFilmPart = fault.New(fault.Invalid, "film_part", "this is no part of the file that was announced")
	// ErrFilmMissing: parts of the file have not come yet.
	ErrFilmMissing = fault.New(fault.Conflict, "film_missing", "parts of the file have not come yet")
	// ErrFilmState: the film is past or before that.
	ErrFilmState = fault.New(fault.Conflict, "film_state", "that cannot be done with the film as it is now")
	// ErrFilmUsed: a show needs the film.
	ErrFilmUsed = fault.New(fault.Conflict, "film_used", "a show has this film in its running order")
	// ErrFilmChanged: somebody else has changed the film since it was read.
	ErrFilmChanged = fault.New(fault.Conflict, "film_changed", "somebody else has changed this film meanwhile; look again")
	// ErrBadFilm: a name or a size that a film cannot have.
	ErrBadFilm = fault.New(fault.Invalid, "bad_film", "a film needs a name, and its file may have 4 GB at most")
)

// FilmID names a recorded film.
type FilmID string

// FilmPrefix begins the name of a source that is a recorded film.
const FilmPrefix = "entry:"

// Source is the film as something that can be on air.
func (id FilmID) Source() SourceID { return SourceID(FilmPrefix + string(id)) }

// FilmOf is the film that a source is; false for one that is none.
func FilmOf(s SourceID) (FilmID, bool) {
	id, ok := strings.CutPrefix(string(s), FilmPrefix)
	return FilmID(id), ok && id != ""
}

// FilmState says how far a film is.
type FilmState string

// The states.
const (
	FilmUploading FilmState = "uploading"
	FilmWaiting   FilmState = "waiting" // for a worker
	FilmWorking   FilmState = "working" // a worker conforms it
	FilmReady     FilmState = "ready"   // it can be on air
	FilmRefused   FilmState = "refused" // it cannot; Why says why
)

// Film is a file that somebody has recorded, on its way to being a source.
type Film struct {
	ID         FilmID
	Title      string
	Size       int64 // bytes of the file as it comes
	State      FilmState
	Added      Signature
	Done       float64       // of the conforming, 0 to 1
	At         time.Time     // of the worker's last word
	Worker     string        // who conforms it
	Why        string        // code of the fault it was refused for
	Length     time.Duration // of a ready one, in whole cells
	Mute       bool          // the file had no sound; it is silent
	Interlaced bool          // the file was interlaced; it was made progressive
}

// VersionedFilm is a film as it was read.
type VersionedFilm struct {
	Film
	Version int64 // 0 for one that is not stored yet
}

// FilmStore keeps films.
type FilmStore interface {
	// Film returns a film, or ErrNoFilm.
	Film(ctx context.Context, id FilmID) (VersionedFilm, error)
	// Films are all of them, newest first.
	Films(ctx context.Context) ([]VersionedFilm, error)
	// Put stores a film if the stored one still is of the version given. Errors:
	// ErrFilmChanged.
	Put(ctx context.Context, f VersionedFilm) (VersionedFilm, error)
	// Drop removes a film that is still of the version given. Errors: ErrFilmChanged.
	Drop(ctx context.Context, f VersionedFilm) error
}

// FilmFiles keeps the bytes of films.
type FilmFiles interface {
	// PutPart keeps a part of a file; one that comes twice is the same part.
	PutPart(ctx context.Context, id FilmID, n int, part []byte) error
	// Parts is how many bytes of the file are there, in whole parts without a hole
	// from the first on.
	Parts(ctx context.Context, id FilmID) (int64, error)
	// Raw is the whole file.
	Raw(ctx context.Context, id FilmID) (io.ReadCloser, error)
	// Remove removes everything of a film, or only the file as it came. It is safe to
	// repeat.
	Remove(ctx context.Context, id FilmID, onlyRaw bool) error
}

// FilmMaker conforms a film. progress hears how much is done. What the file is refused
// for is a fault of the kind Invalid; everything else may be tried again.
type FilmMaker interface {
	Make(ctx context.Context, id FilmID, raw io.Reader, progress func(float64)) (Film, error)
}

// Bounds of a film's file.
const (
	FilmPart    = 1 << 20 // bytes of one part; the last may be shorter
	maxFilmSize = 4 << 30
	maxFilmName = 80 // characters
)

// Films takes in recorded films and has them conformed.
type Films struct {
	Store  FilmStore
	Files  FilmFiles
	Maker  FilmMaker // nil where films are only listed
	Shows  ShowStore
	Worker string // names this process among the workers
	Now    func() time.Time
}

// Announce begins a film. Errors: ErrBadFilm.
func (s *Films) Announce(ctx context.Context, title string, size int64, by Signature) (VersionedFilm, error) {
	title = strings.TrimSpace(title)
	if title == "" || utf8.RuneCountInString(title) > maxFilmName || size <= 0 || size > maxFilmSize {
		return VersionedFilm{}, ErrBadFilm
	}
	id := FilmID(strings.ToLower(rand.Text()[:16]))
	return s.Store.Put(ctx, VersionedFilm{Film: Film{ID: id, Title: title, Size: size, State: FilmUploading, Added: by, At: s.Now()}})
}

// PutPart takes part n of a film's file, from 0. Errors: ErrNoFilm, ErrFilmPart,
// ErrFilmState.
func (s *Films) PutPart(ctx context.Context, id FilmID, n int, part []byte) error {
	f, err := s.Store.Film(ctx, id)
	switch {
	case err != nil:
		return err
	case f.State != FilmUploading:
		return ErrFilmState.With("state", string(f.State))
	}
	from := int64(n) * FilmPart
	if n < 0 || from >= f.Size || int64(len(part)) != min(FilmPart, f.Size-from) {
		return ErrFilmPart
	}
	return s.Files.PutPart(ctx, id, n, part)
}

// Finish says that all of a film's file is there: it waits for a worker. Repeating it
// changes nothing. Errors: ErrNoFilm, ErrFilmMissing, ErrFilmChanged.
func (s *Films) Finish(ctx context.Context, id FilmID) (VersionedFilm, error) {
	f, err := s.Store.Film(ctx, id)
	if err != nil || f.State != FilmUploading {
		return f, err
	}
	there, err := s.Files.Parts(ctx, id)
	if err != nil {
		return f, err
	}
	if there != f.Size {
		return f, ErrFilmMissing.With("bytes", there)
	}
	f.State, f.At = FilmWaiting, s.Now()
	return s.Store.Put(ctx, f)
}

// Remove removes a film that no show which is not over has in its running order.
// Errors: ErrNoFilm, ErrFilmUsed, ErrFilmChanged.
func (s *Films) Remove(ctx context.Context, id FilmID) error {
	f, err := s.Store.Film(ctx, id)
	if err != nil {
		return err
	}
	shows, err := s.Shows.Shows(ctx)
	if err != nil {
		return err
	}
	for _, show := range shows {
		for _, i := range show.Items {
			if show.State != ShowEnded && (i.Feed == id.Source() || i.Standby == id.Source()) {
				return ErrFilmUsed.With("channel", string(show.Channel)).With("item", string(i.ID))
			}
		}
	}
	if err := s.Store.Drop(ctx, f); err != nil {
		return err
	}
	return s.Files.Remove(ctx, id, false)
}

// givenUp is after how long without a word a worker is held to be dead.
const givenUp = 2 * time.Minute

// Work conforms one film that waits, or whose worker is dead. Any number of workers may
// run it: one film is conformed by one of them.
func (s *Films) Work(ctx context.Context) error {
	all, err := s.Store.Films(ctx)
	if err != nil {
		return err
	}
	for i := len(all) - 1; i >= 0; i-- { // the oldest first
		f := all[i]
		if f.State != FilmWaiting && (f.State != FilmWorking || s.Now().Sub(f.At) < givenUp) {
			continue
		}
		f.State, f.Worker, f.At, f.Done = FilmWorking, s.Worker, s.Now(), 0
		f, err := s.Store.Put(ctx, f)
		if errors.Is(err, ErrFilmChanged) {
			continue // another one has it
		}
		if err != nil {
			return err
		}
		return s.make(ctx, f)
	}
	return nil
}

// sayEvery is how often a worker says how far it is.
const sayEvery = 2 * time.Second

// make conforms a film that this worker has. Whoever takes the film away from it ends
// the work.
func (s *Films) make(ctx context.Context, f VersionedFilm) error {
	raw, err := s.Files.Raw(ctx, f.ID)
	if err != nil {
		return fmt.Errorf("read the film %s: %w", f.ID, err)
	}
	defer raw.Close()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	made, err := s.Maker.Make(ctx, f.ID, raw, func(done float64) {
		if now := s.Now(); now.Sub(f.At) >= sayEvery {
			f.Done, f.At = done, now
			kept, err := s.Store.Put(ctx, f)
			if err != nil {
				cancel(err) // it is somebody else's, or gone
				return
			}
			f = kept
		}
	})
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	refused, ok := errors.AsType[*fault.Error](err)
	switch {
	case err == nil:
		f.State, f.Done, f.Length, f.Mute, f.Interlaced = FilmReady, 1, made.Length, made.Mute, made.Interlaced
	case ok && refused.Kind == fault.Invalid:
		f.State, f.Why = FilmRefused, refused.Code
	default:
		return fmt.Errorf("conform the film %s: %w", f.ID, err)
	}
	f.At = s.Now()
	if _, err := s.Store.Put(ctx, f); err != nil {
		return err
	}
	return s.Files.Remove(ctx, f.ID, true)
}
