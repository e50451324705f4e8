package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/streaming"
)

// tape is the stored form of [streaming.Tape].
type tape struct {
	Channel string      `json:"channel"`
	Opened  int64       `json:"opened"`
	Title   events.Text `json:"title"`
	Test    bool        `json:"test,omitempty"`
	First   int64       `json:"first"`
	Next    int64       `json:"next"`
	Done    time.Time   `json:"done,omitzero"`
	Items   []playedBy  `json:"items"`
}

type playedBy struct {
	Item  string      `json:"item"`
	Title events.Text `json:"title"`
	From  int64       `json:"from"`
	To    int64       `json:"to,omitempty"`
	Held  bool        `json:"held,omitempty"`
	Cast  []string    `json:"cast,omitempty"`
}

// reel is a minute of a tape: cells are written one by one, and a document that grew
// with the whole show would be written as a whole each time.
type reel struct {
	Channel string            `json:"channel"`
	Opened  int64             `json:"opened"`
	Number  int64             `json:"number"` // cells divided by reelCells
	Cells   []json.RawMessage `json:"cells"`  // kept records
}

// reelCells is how many cells a reel holds at most.
const reelCells = 30

// kept is [streaming.Record]; its names are short because thousands are read at once.
type kept struct {
	Cell     int64  `json:"n"`
	Run      string `json:"r"`
	Break    bool   `json:"b,omitzero"`
	Sequence int64  `json:"d"`
	Pieces   []part `json:"p"`
}

type part struct {
	Name     string `json:"u,omitzero"`
	Init     string `json:"i,omitzero"`
	Codec    string `json:"c,omitzero"`
	Start    int64  `json:"t"` // nanoseconds
	Duration int64  `json:"l"` // nanoseconds
	Size     int64  `json:"s,omitzero"`
}

// Tapes implements [streaming.TapeStore].
type Tapes struct {
	tapes docstore.Collection[tape]
	reels docstore.Collection[reel]
}

var _ streaming.TapeStore = (*Tapes)(nil)

// NewTapes returns the tapes kept by e.
func NewTapes(e docstore.Engine) *Tapes {
	return &Tapes{
		docstore.Collection[tape]{Engine: e, Name: "tapes", Schema: 1, ID: func(t tape) string { return tapeID(t.Channel, t.Opened) }},
		docstore.Collection[reel]{Engine: e, Name: "tape_reels", Schema: 1, ID: func(r reel) string { return reelID(tapeID(r.Channel, r.Opened), r.Number) }},
	}
}

func tapeID(channel string, opened int64) string {
	return channel + "." + strconv.FormatInt(opened, 10)
}

func reelID(tape string, number int64) string { return tape + "." + strconv.FormatInt(number, 10) }

// Tapes implements [streaming.TapeStore].
func (s *Tapes) Tapes(ctx context.Context) ([]streaming.VersionedTape, error) {
	var all []streaming.VersionedTape
	for v, err := range s.tapes.All(ctx) {
		if err != nil {
			return nil, fmt.Errorf("list the tapes: %w", err)
		}
		t := v.Value
		out := streaming.VersionedTape{Version: v.Version, Tape: streaming.Tape{
			TapeKey: streaming.TapeKey{Channel: streaming.ChannelID(t.Channel), Opened: t.Opened}, Title: t.Title, Test: t.Test, First: t.First, Next: t.Next, Done: t.Done,
		}}
		for _, p := range t.Items {
			out.Items = append(out.Items, streaming.Played{Item: streaming.ItemID(p.Item), Title: p.Title, From: p.From, To: p.To, Held: p.Held, Cast: texts[streaming.PersonID](p.Cast)})
		}
		all = append(all, out)
	}
	slices.SortStableFunc(all, func(a, b streaming.VersionedTape) int { return cmp.Compare(b.Opened, a.Opened) })
	return all, nil
}

// Put implements [streaming.TapeStore].
func (s *Tapes) Put(ctx context.Context, v streaming.VersionedTape) (streaming.VersionedTape, error) {
	value := tape{Channel: string(v.Channel), Opened: v.Opened, Title: v.Title, Test: v.Test, First: v.First, Next: v.Next, Done: v.Done, Items: []playedBy{}}
	for _, p := range v.Items {
		value.Items = append(value.Items, playedBy{string(p.Item), p.Title, p.From, p.To, p.Held, texts[string](p.Cast)})
	}
	var err error
	if v.Version == 0 {
		err = s.tapes.InsertOne(ctx, value)
		v.Version = 1
	} else {
		v.Version, err = s.tapes.Replace(ctx, docstore.Versioned[tape]{Value: value, Version: v.Version})
	}
	if errors.Is(err, docstore.ErrDuplicate) || errors.Is(err, docstore.ErrStale) || errors.Is(err, docstore.ErrNotFound) {
		return v, streaming.ErrTapeChanged
	}
	if err != nil {
		return v, fmt.Errorf("store the tape of %s: %w", v.Channel, err)
	}
	return v, nil
}

// Keep implements [streaming.TapeStore].
func (s *Tapes) Keep(ctx context.Context, k streaming.TapeKey, records []streaming.Record) error {
	for len(records) > 0 {
		number := records[0].Cell / reelCells
		n := slices.IndexFunc(records, func(r streaming.Record) bool { return r.Cell/reelCells != number })
		if n < 0 {
			n = len(records)
		}
		if err := s.keep(ctx, k, number, records[:n]); err != nil {
			return fmt.Errorf("keep cells of the tape of %s: %w", k.Channel, err)
		}
		records = records[n:]
	}
	return nil
}

// keep adds cells to one reel.
func (s *Tapes) keep(ctx context.Context, k streaming.TapeKey, number int64, records []streaming.Record) error {
	add := func(r *reel) error {
		last := int64(-1)
		if n := len(r.Cells); n > 0 {
			record, err := wound(r.Cells[n-1])
			if err != nil {
				return err
			}
			last = record.Cell
		}
		for _, record := range records {
			if record.Cell <= last {
				continue
			}
			b, err := wind(record)
			if err != nil {
				return err
			}
			r.Cells = append(r.Cells, b)
		}
		return nil
	}
	fresh := reel{Channel: string(k.Channel), Opened: k.Opened, Number: number}
	_, err := s.reels.Change(ctx, reelID(tapeID(fresh.Channel, k.Opened), number), add)
	if !errors.Is(err, docstore.ErrNotFound) {
		return err
	}
	if err := add(&fresh); err != nil {
		return err
	}
	err = s.reels.InsertOne(ctx, fresh)
	if errors.Is(err, docstore.ErrDuplicate) { // another one was faster; what it lacks is added at the next call
		_, err = s.reels.Change(ctx, reelID(tapeID(fresh.Channel, k.Opened), number), add)
	}
	return err
}

// Records implements [streaming.TapeStore].
func (s *Tapes) Records(ctx context.Context, k streaming.TapeKey, from, to int64) ([]streaming.Record, error) {
	var ids []string
	for n := from / reelCells; n*reelCells < to; n++ {
		ids = append(ids, reelID(tapeID(string(k.Channel), k.Opened), n))
	}
	var all []streaming.Record
	for page := range slices.Chunk(ids, 50) {
		reels, err := s.reels.GetMany(ctx, page)
		if err != nil {
			return nil, fmt.Errorf("read the tape of %s: %w", k.Channel, err)
		}
		for _, r := range reels {
			for _, b := range r.Value.Cells {
				record, err := wound(b)
				if err != nil {
					return nil, err
				}
				if record.Cell >= from && record.Cell < to {
					all = append(all, record)
				}
			}
		}
	}
	return all, nil
}

// Drop implements [streaming.TapeStore].
func (s *Tapes) Drop(ctx context.Context, k streaming.TapeKey) error {
	id := tapeID(string(k.Channel), k.Opened)
	t, err := s.tapes.Get(ctx, id)
	if errors.Is(err, docstore.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the tape %s: %w", id, err)
	}
	// The tape last: cut short, all of it is tried again.
	for n := t.Value.First / reelCells; n*reelCells < t.Value.Next; n++ {
		r, err := s.reels.Get(ctx, reelID(id, n))
		if err == nil {
			err = s.reels.Delete(ctx, reelID(id, n), r.Version)
		}
		if err != nil && !errors.Is(err, docstore.ErrNotFound) {
			return fmt.Errorf("remove a reel of the tape %s: %w", id, err)
		}
	}
	if err := s.tapes.Delete(ctx, id, t.Version); err != nil && !errors.Is(err, docstore.ErrNotFound) {
		return fmt.Errorf("remove the tape %s: %w", id, err)
	}
	return nil
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Tapes) Migrate(ctx context.Context) (int, error) {
	tapes, err := s.tapes.Migrate(ctx)
	reels, err2 := s.reels.Migrate(ctx)
	return tapes + reels, errors.Join(err, err2)
}

// texts makes names of one kind of those of another.
func texts[To, From ~string](all []From) []To {
	var out []To
	for _, one := range all {
		out = append(out, To(one))
	}
	return out
}

func wind(r streaming.Record) (json.RawMessage, error) {
	k := kept{Cell: r.Cell, Run: r.Run, Break: r.Break, Sequence: r.Sequence, Pieces: make([]part, len(r.Pieces))}
	for i, p := range r.Pieces {
		k.Pieces[i] = part{p.Name, p.Init, p.Codec, int64(p.Start), int64(p.Duration), p.Size}
	}
	return json.Marshal(k)
}

func wound(b json.RawMessage) (streaming.Record, error) {
	var k kept
	if err := json.Unmarshal(b, &k); err != nil {
		return streaming.Record{}, fmt.Errorf("read a kept record: %w", err)
	}
	r := streaming.Record{Cell: k.Cell, Run: k.Run, Break: k.Break, Sequence: k.Sequence, Pieces: make([]streaming.Piece, len(k.Pieces))}
	for i, p := range k.Pieces {
		r.Pieces[i] = streaming.Piece{Name: p.Name, Init: p.Init, Codec: p.Codec, Start: time.Duration(p.Start), Duration: time.Duration(p.Duration), Size: p.Size}
	}
	return r, nil
}
