package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
)

// hall is the stored form of [floor.Drawn].
type hall struct {
	Event   string                 `json:"event"`
	Hall    floor.Hall             `json:"hall"`
	Rev     int                    `json:"rev"`
	Drawing string                 `json:"drawing"`
	Touched map[string]floor.Touch `json:"touched,omitempty"`

	Outdated time.Time `json:"outdated,omitzero"`
}

// drawing is a hall as it was drawn once, under its hash.
type drawing struct {
	Hash   string `json:"hash"`
	Packed string `json:"packed"` // gzip, then base64
}

// version is the stored form of [runs.Version], whose fields are its names in the pack.
type version struct {
	ID      string    `json:"id"`
	Event   string    `json:"event"`
	Sitting string    `json:"sitting"`
	At      time.Time `json:"at"`
	Packed  string    `json:"packed"`
}

// board is the stored form of [runs.Board].
type board struct {
	Event    string                       `json:"event"`
	Rev      int64                        `json:"rev"`
	Versions map[string]string            `json:"versions"`
	Public   map[string]runs.Public       `json:"public,omitempty"`
	Run      string                       `json:"run,omitempty"`
	Printed  map[string]map[string]string `json:"printed,omitempty"`
}

// Seating implements [runs.Store], and [runs.Guests] from lists that were brought in.
type Seating struct {
	halls    docstore.Collection[hall]
	drawings docstore.Collection[drawing]
	runs     docstore.Collection[runs.Run]
	versions docstore.Collection[version]
	boards   docstore.Collection[board]
	guests   docstore.Collection[guests]
}

var (
	_ runs.Store  = (*Seating)(nil)
	_ runs.Guests = (*Seating)(nil)
)

// NewSeating returns the seating kept by e.
func NewSeating(e docstore.Engine) *Seating {
	return &Seating{
		halls: docstore.Collection[hall]{Engine: e, Name: "seating_halls", Schema: 1,
			ID: func(h hall) string { return hallID(h.Event, h.Hall.ID) }, Index: func(h hall) map[string]string { return map[string]string{"event": hallID(h.Event, h.Hall.ID)} }},
		drawings: docstore.Collection[drawing]{Engine: e, Name: "seating_drawings", Schema: 1, ID: func(d drawing) string { return d.Hash }},
		runs: docstore.Collection[runs.Run]{Engine: e, Name: "seating_runs", Schema: 1, ID: func(r runs.Run) string { return r.ID },
			Index: func(r runs.Run) map[string]string {
				if len(r.Errands) == 0 {
					return nil
				}
				return map[string]string{"errand": docstore.Stamp(r.Errands[0].At)}
			}},
		versions: docstore.Collection[version]{Engine: e, Name: "seating_versions", Schema: 1, ID: func(v version) string { return v.ID }},
		boards:   docstore.Collection[board]{Engine: e, Name: "seating_boards", Schema: 2, ID: func(b board) string { return b.Event }, Upgrade: published},
		guests: docstore.Collection[guests]{Engine: e, Name: "seating_guests", Schema: 1,
			ID: func(g guests) string { return hallID(g.Event, g.Sitting) }, Index: func(g guests) map[string]string { return map[string]string{"event": hallID(g.Event, g.Sitting)} }},
	}
}

func hallID(event, id string) string { return event + "/" + id }

// Migrate rewrites documents of older schemas and returns how many.
func (s *Seating) Migrate(ctx context.Context) (int, error) {
	return docstore.MigrateAll(ctx, s.halls, s.drawings, s.runs, s.versions, s.boards, s.guests)
}

// AddHalls stores halls of an event; those that are there stay.
func (s *Seating) AddHalls(ctx context.Context, event events.ID, list []floor.Hall) error {
	var new []hall
	for _, h := range list {
		new = append(new, hall{Event: string(event), Hall: h, Rev: 1, Drawing: h.Hash()})
		if err := s.KeepDrawing(ctx, &h); err != nil {
			return err
		}
	}
	if err := docstore.InsertNew(ctx, s.halls, new); err != nil {
		return fmt.Errorf("store the halls of %s: %w", event, err)
	}
	return nil
}

// Halls implements [runs.Store].
func (s *Seating) Halls(ctx context.Context, event events.ID) ([]floor.Drawn, error) {
	var all []floor.Drawn
	for v, err := range s.halls.Each(ctx, docstore.Query{Index: "event", Prefix: string(event) + "/"}) {
		if err != nil {
			return nil, fmt.Errorf("read the halls of %s: %w", event, err)
		}
		all = append(all, v.Value.drawn())
	}
	return all, nil
}

func (h hall) drawn() floor.Drawn {
	return floor.Drawn{Hall: h.Hall, Rev: h.Rev, Drawing: h.Drawing, Touched: h.Touched, Outdated: h.Outdated}
}

// ChangeHall implements [runs.Store].
func (s *Seating) ChangeHall(ctx context.Context, event events.ID, id string, change func(*floor.Drawn) error) (floor.Drawn, error) {
	v, err := s.halls.Change(ctx, hallID(string(event), id), func(h *hall) error {
		d := h.drawn()
		if err := change(&d); err != nil {
			return err
		}
		h.Hall, h.Rev, h.Drawing, h.Touched, h.Outdated = d.Hall, d.Rev, d.Hall.Hash(), d.Touched, d.Outdated
		return nil
	})
	if missing(err) {
		return floor.Drawn{}, floor.ErrNoHall
	}
	return v.Value.drawn(), err
}

// missing says that a document is not there, or cannot be by its name.
func missing(err error) bool {
	return errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid)
}

// KeepDrawing implements [runs.Store].
func (s *Seating) KeepDrawing(ctx context.Context, h *floor.Hall) error {
	packed, err := pack(h.JSON())
	if err != nil {
		return fmt.Errorf("pack the drawing of %s: %w", h.ID, err)
	}
	if err := docstore.InsertNew(ctx, s.drawings, []drawing{{h.Hash(), packed}}); err != nil {
		return fmt.Errorf("keep the drawing of %s: %w", h.ID, err)
	}
	return nil
}

// Drawing implements [runs.Store].
func (s *Seating) Drawing(ctx context.Context, hash string) ([]byte, error) {
	v, err := s.drawings.Get(ctx, hash)
	if missing(err) {
		return nil, floor.ErrNoHall
	}
	if err != nil {
		return nil, fmt.Errorf("read drawing %s: %w", hash, err)
	}
	return unpack(v.Value.Packed)
}

// AddRun implements [runs.Store].
func (s *Seating) AddRun(ctx context.Context, r runs.Run) error { return s.runs.InsertOne(ctx, r) }

// Run implements [runs.Store].
func (s *Seating) Run(ctx context.Context, id string) (runs.Run, error) {
	v, err := s.runs.Get(ctx, id)
	if missing(err) {
		return runs.Run{}, runs.ErrNoRun
	}
	return v.Value, err
}

// ChangeRun implements [runs.Store].
func (s *Seating) ChangeRun(ctx context.Context, id string, change func(*runs.Run) error) (runs.Run, error) {
	v, err := s.runs.Change(ctx, id, change)
	if missing(err) {
		return runs.Run{}, runs.ErrNoRun
	}
	return v.Value, err
}

// PendingRuns implements [runs.Store].
func (s *Seating) PendingRuns(ctx context.Context, before time.Time) iter.Seq2[events.Errand, error] {
	return func(yield func(events.Errand, error) bool) {
		for v, err := range s.runs.Each(ctx, docstore.Query{Index: "errand", To: docstore.Stamp(before)}) {
			if err != nil {
				yield(events.Errand{}, err)
				return
			}
			for _, e := range v.Value.Errands {
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}

// AddVersion implements [runs.Store].
func (s *Seating) AddVersion(ctx context.Context, v *runs.Version) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode seating %s: %w", v.ID, err)
	}
	packed, err := pack(body)
	if err != nil {
		return fmt.Errorf("pack seating %s: %w", v.ID, err)
	}
	if err := docstore.InsertNew(ctx, s.versions, []version{{v.ID, string(v.Event), string(v.Sitting), v.At, packed}}); err != nil {
		return fmt.Errorf("store seating %s: %w", v.ID, err)
	}
	return nil
}

// Version implements [runs.Store].
func (s *Seating) Version(ctx context.Context, id string) (*runs.Version, error) {
	stored, err := s.versions.Get(ctx, id)
	if missing(err) {
		return nil, runs.ErrNoVersion
	}
	if err != nil {
		return nil, fmt.Errorf("read seating %s: %w", id, err)
	}
	return unpacked[*runs.Version](stored.Value.Packed)
}

// unpacked reads what was packed as JSON.
func unpacked[T any](packed string) (v T, err error) {
	body, err := unpack(packed)
	if err == nil {
		err = json.Unmarshal(body, &v)
	}
	if err != nil {
		return v, fmt.Errorf("unpack a seating: %w: %w", err, docstore.ErrDamaged)
	}
	return v, nil
}

// Board implements [runs.Store].
func (s *Seating) Board(ctx context.Context, event events.ID) (runs.Board, error) {
	v, err := s.boards.Get(ctx, string(event))
	if missing(err) {
		return (&runs.Board{Event: event}).Clone(), nil
	}
	if err != nil {
		return runs.Board{}, fmt.Errorf("read the seating of %s: %w", event, err)
	}
	return v.Value.board(), nil
}

func (b board) board() runs.Board {
	return (&runs.Board{Event: events.ID(b.Event), Rev: b.Rev, Versions: b.Versions, Public: b.Public, Run: b.Run, Printed: b.Printed}).Clone()
}

// published upgrades a board of before there was publishing: everybody could read what
// counted then, and was to look for themselves.
func published(_ int, body []byte) ([]byte, error) {
	var b board
	if err := json.Unmarshal(body, &b); err != nil {
		return nil, err
	}
	b.Public = map[string]runs.Public{}
	for sitting, version := range b.Versions {
		b.Public[sitting] = runs.Public{Version: version, Told: version}
	}
	return json.Marshal(b)
}

// ChangeBoard implements [runs.Store].
func (s *Seating) ChangeBoard(ctx context.Context, event events.ID, change func(*runs.Board) error) (runs.Board, error) {
	if err := docstore.InsertNew(ctx, s.boards, []board{{Event: string(event)}}); err != nil {
		return runs.Board{}, fmt.Errorf("open the seating of %s: %w", event, err)
	}
	v, err := s.boards.Change(ctx, string(event), func(stored *board) error {
		b := stored.board()
		if err := change(&b); err != nil {
			return err
		}
		stored.Versions, stored.Public, stored.Run, stored.Printed = b.Versions, b.Public, b.Run, b.Printed
		stored.Rev++
		return nil
	})
	return v.Value.board(), err
}
