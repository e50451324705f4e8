package streamingtest

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/streaming"
)

// Films is [streaming.FilmStore] in memory. The zero value is empty.
type Films struct {
	mu    sync.Mutex
	films []streaming.VersionedFilm
}

var _ streaming.FilmStore = (*Films)(nil)

func (s *Films) find(id streaming.FilmID) int {
	return slices.IndexFunc(s.films, func(f streaming.VersionedFilm) bool { return f.ID == id })
}

// Film implements [streaming.FilmStore].
func (s *Films) Film(_ context.Context, id streaming.FilmID) (streaming.VersionedFilm, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.find(id); i >= 0 {
		return s.films[i], nil
	}
	return streaming.VersionedFilm{}, streaming.ErrNoFilm
}

// Films implements [streaming.FilmStore].
func (s *Films) Films(context.Context) ([]streaming.VersionedFilm, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := slices.Clone(s.films)
	slices.SortStableFunc(all, func(a, b streaming.VersionedFilm) int { return b.Added.At.Compare(a.Added.At) })
	return all, nil
}

// Put implements [streaming.FilmStore].
func (s *Films) Put(_ context.Context, f streaming.VersionedFilm) (streaming.VersionedFilm, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.find(f.ID)
	if i < 0 && f.Version != 0 || i >= 0 && s.films[i].Version != f.Version {
		return f, streaming.ErrFilmChanged
	}
	f.Version++
	if i < 0 {
		s.films = append(s.films, f)
	} else {
		s.films[i] = f
	}
	return f, nil
}

// Drop implements [streaming.FilmStore].
func (s *Films) Drop(_ context.Context, f streaming.VersionedFilm) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.find(f.ID)
	if i < 0 || s.films[i].Version != f.Version {
		return streaming.ErrFilmChanged
	}
	s.films = slices.Delete(s.films, i, i+1)
	return nil
}

// TestFilms checks that s, which is empty, keeps the promises of [streaming.FilmStore].
func TestFilms(t *testing.T, s streaming.FilmStore) {
	ctx, at := t.Context(), time.Date(2027, 1, 1, 8, 0, 0, 0, time.UTC)
	film := func(id streaming.FilmID, at time.Time) streaming.VersionedFilm {
		return streaming.VersionedFilm{Film: streaming.Film{
			ID: id, Title: "片子", Size: 7, State: streaming.FilmWorking, Added: streaming.Signature{Account: "A1", Name: "导演", At: at}, Done: 0.25, At: at,
			Worker: "w", Why: "entry_no_video", Length: 8 * time.Second, Mute: true, Interlaced: true,
		}}
	}
	if _, err := s.Film(ctx, "a"); err != streaming.ErrNoFilm {
		t.Errorf("one that is not there: %v", err)
	}
	old, err := s.Put(ctx, film("a", at))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(ctx, film("a", at)); err != streaming.ErrFilmChanged {
		t.Errorf("a second one of the name: %v", err)
	}
	young, err := s.Put(ctx, film("b", at.Add(time.Hour)))
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.Films(ctx)
	if diff := cmp.Diff([]streaming.VersionedFilm{young, old}, all); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	next := old
	next.Done = 0.5
	if next, err = s.Put(ctx, next); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(ctx, old); err != streaming.ErrFilmChanged {
		t.Errorf("an older version is written: %v", err)
	}
	if err := s.Drop(ctx, old); err != streaming.ErrFilmChanged {
		t.Errorf("an older version is removed: %v", err)
	}
	if err := s.Drop(ctx, next); err != nil {
		t.Error(err)
	}
	if _, err := s.Put(ctx, next); err != streaming.ErrFilmChanged {
		t.Errorf("one that was removed is written: %v", err)
	}
}
