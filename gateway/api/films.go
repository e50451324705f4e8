package api

import (
	"context"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/streaming"
)

// FilmList is the recorded films, newest first.
type FilmList struct {
	Items []Film `json:"items" nullable:"false"`
}

// Film is a recorded film on its way to being a source of the running order.
type Film struct {
	ID         streaming.FilmID    `json:"id"`
	Source     streaming.SourceID  `json:"source" doc:"What it is called in a running order"`
	Title      string              `json:"title"`
	Size       int64               `json:"size" doc:"Bytes of the file as it came"`
	State      streaming.FilmState `json:"state" enum:"uploading,waiting,working,ready,refused"`
	Done       int                 `json:"done" doc:"Percent of the conforming"`
	Why        string              `json:"why,omitempty" doc:"Code of what it was refused for"`
	Length     int                 `json:"length" doc:"Seconds, of a ready one"`
	Mute       bool                `json:"mute" doc:"The file had no sound"`
	Interlaced bool                `json:"interlaced" doc:"The file was interlaced and has been made progressive"`
	Name       string              `json:"name" doc:"Who brought it"`
	At         time.Time           `json:"at"`
}

// NewFilm announces a film.
type NewFilm struct {
	Body struct {
		Title string `json:"title" minLength:"1" maxLength:"80"`
		Size  int64  `json:"size" minimum:"1" maximum:"4294967296" doc:"Bytes of the file"`
	}
}

// FilmRef names a film.
type FilmRef struct {
	Film streaming.FilmID `path:"film" maxLength:"40"`
}

// getFilms answers GET /v1/films: 200 FilmList.
func (a *API) getFilms(ctx context.Context, _ *struct{}) (*reply[FilmList], error) {
	out := FilmList{Items: []Film{}}
	if a.Films == nil {
		return &reply[FilmList]{Body: out}, nil
	}
	all, err := a.Films.Store.Films(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range all {
		out.Items = append(out.Items, wireFilm(f.Film))
	}
	return &reply[FilmList]{Body: out}, nil
}

// postFilm answers POST /v1/films: 201 Film | 422 bad_film.
func (a *API) postFilm(ctx context.Context, in *NewFilm) (*reply[Film], error) {
	if a.Films == nil {
		return nil, streaming.ErrNoFilm
	}
	var f streaming.VersionedFilm
	err := a.audited(ctx, "show.entry", "film/"+in.Body.Title, "*", "", "", map[string]string{"entry": in.Body.Title}, func(ctx context.Context) (err error) {
		f, err = a.Films.Announce(ctx, in.Body.Title, in.Body.Size, a.signature(ctx))
		return err
	})
	return &reply[Film]{Body: wireFilm(f.Film)}, err
}

// putFilmPart answers PUT /v1/films/{film}/parts/{n}: 204 | 404 no_film | 409 film_state
// | 422 film_part. The body is the bytes of the file as they are.
func (a *API) putFilmPart(c *fiber.Ctx) error {
	if a.Films == nil {
		return streaming.ErrNoFilm
	}
	n, err := strconv.Atoi(c.Params("n"))
	if err != nil {
		return streaming.ErrFilmPart
	}
	if err := a.Films.PutPart(c.UserContext(), streaming.FilmID(c.Params("film")), n, c.Body()); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// postFilmDone answers POST /v1/films/{film}/finish: 202 Film | 404 no_film | 409
// film_missing, film_changed.
func (a *API) postFilmDone(ctx context.Context, in *FilmRef) (*reply[Film], error) {
	if a.Films == nil {
		return nil, streaming.ErrNoFilm
	}
	f, err := a.Films.Finish(ctx, in.Film)
	return &reply[Film]{Body: wireFilm(f.Film)}, err
}

// deleteFilm answers DELETE /v1/films/{film}: 204 | 404 no_film | 409 film_used,
// film_changed.
func (a *API) deleteFilm(ctx context.Context, in *FilmRef) (*struct{}, error) {
	if a.Films == nil {
		return nil, streaming.ErrNoFilm
	}
	return nil, a.audited(ctx, "show.entry_remove", "film/"+string(in.Film), "*", "", "", map[string]string{"entry": string(in.Film)}, func(ctx context.Context) error {
		return a.Films.Remove(ctx, in.Film)
	})
}

func wireFilm(f streaming.Film) Film {
	return Film{
		ID: f.ID, Source: f.ID.Source(), Title: f.Title, Size: f.Size, State: f.State, Done: int(f.Done * 100), Why: f.Why, Length: seconds(f.Length),
		Mute: f.Mute, Interlaced: f.Interlaced, Name: f.Added.Name, At: here(f.Added.At),
	}
}
