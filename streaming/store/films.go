package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events/docstore"
	"wanjia/streaming"
)

// film is the stored form of [streaming.Film].
type film struct {
	ID         string    `json:"id"`
	Title      string    `json:"title"`
	Size       int64     `json:"size"`
	State      string    `json:"state"`
	Added      signature `json:"added"`
	Done       float64   `json:"done,omitempty"`
	At         time.Time `json:"at"`
	Worker     string    `json:"worker,omitempty"`
	Why        string    `json:"why,omitempty"`
	Length     int64     `json:"length_ms,omitempty"`
	Mute       bool      `json:"mute,omitempty"`
	Interlaced bool      `json:"interlaced,omitempty"`
}

// Films implements [streaming.FilmStore].
type Films struct{ films docstore.Collection[film] }

var _ streaming.FilmStore = (*Films)(nil)

// NewFilms returns the films kept by e.
func NewFilms(e docstore.Engine) *Films {
	return &Films{docstore.Collection[film]{Engine: e, Name: "films", Schema: 1, ID: func(f film) string { return f.ID }}}
}

// Film implements [streaming.FilmStore].
func (s *Films) Film(ctx context.Context, id streaming.FilmID) (streaming.VersionedFilm, error) {
	v, err := s.films.Get(ctx, string(id))
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return streaming.VersionedFilm{}, streaming.ErrNoFilm
	}
	if err != nil {
		return streaming.VersionedFilm{}, fmt.Errorf("read the film %s: %w", id, err)
	}
	return streaming.VersionedFilm{Film: v.Value.film(), Version: v.Version}, nil
}

// Films implements [streaming.FilmStore].
func (s *Films) Films(ctx context.Context) ([]streaming.VersionedFilm, error) {
	var all []streaming.VersionedFilm
	for v, err := range s.films.All(ctx) {
		if err != nil {
			return nil, fmt.Errorf("list the films: %w", err)
		}
		all = append(all, streaming.VersionedFilm{Film: v.Value.film(), Version: v.Version})
	}
	slices.SortStableFunc(all, func(a, b streaming.VersionedFilm) int { return b.Added.At.Compare(a.Added.At) })
	return all, nil
}

// Put implements [streaming.FilmStore].
func (s *Films) Put(ctx context.Context, v streaming.VersionedFilm) (streaming.VersionedFilm, error) {
	f := v.Film
	value := film{string(f.ID), f.Title, f.Size, string(f.State), signature(f.Added), f.Done, f.At, f.Worker, f.Why, f.Length.Milliseconds(), f.Mute, f.Interlaced}
	var err error
	if v.Version == 0 {
		err = s.films.InsertOne(ctx, value)
		v.Version = 1
	} else {
		v.Version, err = s.films.Replace(ctx, docstore.Versioned[film]{Value: value, Version: v.Version})
	}
	return v, filmError(err, "store", f.ID)
}

// Drop implements [streaming.FilmStore].
func (s *Films) Drop(ctx context.Context, f streaming.VersionedFilm) error {
	return filmError(s.films.Delete(ctx, string(f.ID), f.Version), "remove", f.ID)
}

func filmError(err error, doing string, id streaming.FilmID) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, docstore.ErrDuplicate), errors.Is(err, docstore.ErrStale), errors.Is(err, docstore.ErrNotFound):
		return streaming.ErrFilmChanged
	}
	return fmt.Errorf("%s the film %s: %w", doing, id, err)
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Films) Migrate(ctx context.Context) (int, error) { return s.films.Migrate(ctx) }

func (f film) film() streaming.Film {
	return streaming.Film{
		ID: streaming.FilmID(f.ID), Title: f.Title, Size: f.Size, State: streaming.FilmState(f.State), Added: streaming.Signature(f.Added), Done: f.Done, At: f.At,
		Worker: f.Worker, Why: f.Why, Length: ms(f.Length), Mute: f.Mute, Interlaced: f.Interlaced,
	}
}
