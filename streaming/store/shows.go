// Package store is the durable record of the shows.
package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/streaming"
)

// show is the stored form of [streaming.Show].
type show struct {
	Channel string      `json:"channel"`
	Title   events.Text `json:"title"`
	Starts  time.Time   `json:"starts"`
	Delay   int64       `json:"delay_ms"`
	Quick   bool        `json:"quick,omitzero"`
	Gap     int64       `json:"gap_ms"`
	State   string      `json:"state"`
	Items   []item      `json:"items"`
	Outs    []out       `json:"outs,omitempty"`
	Checks  []check     `json:"checks"`
	Waivers []waiver    `json:"waivers,omitempty"`
	Cutouts []cutout    `json:"cutouts,omitempty"`
	Rescues []rescue    `json:"rescues,omitempty"`
	Test    bool        `json:"test,omitempty"`
	Opened  time.Time   `json:"opened,omitzero"`
	Closed  time.Time   `json:"closed,omitzero"`
}

type item struct {
	ID      string      `json:"id"`
	Title   events.Text `json:"title"`
	Kind    string      `json:"kind"`
	From    string      `json:"from"`
	Length  int64       `json:"length_ms"`
	Feed    string      `json:"feed,omitempty"`
	Standby string      `json:"standby,omitempty"`
	Minors  bool        `json:"minors,omitempty"`
	Fixed   bool        `json:"fixed,omitempty"`
	Cut     bool        `json:"cut,omitempty"`
	Began   time.Time   `json:"began,omitzero"`
	Done    time.Time   `json:"done,omitzero"`
	Agreed  bool        `json:"agreed,omitempty"`

	Performers []performer `json:"performers,omitempty"`
}

type performer struct {
	Person string `json:"person"`
	Group  string `json:"group,omitempty"`
}

type out struct {
	Who string    `json:"who"`
	At  time.Time `json:"at"`
}

type signature struct {
	Account string    `json:"account"`
	Name    string    `json:"name"`
	At      time.Time `json:"at"`
}

type check struct {
	ID    string      `json:"id"`
	Title events.Text `json:"title"`
	Auto  bool        `json:"auto,omitempty"`
	Note  string      `json:"note,omitempty"`
	By    *signature  `json:"by,omitempty"`
}

type waiver struct {
	By  signature `json:"by"`
	Why string    `json:"why"`
}

type cutout struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	By   signature `json:"by"`
}

type rescue struct {
	At   time.Time `json:"at"`
	From string    `json:"from"`
	To   string    `json:"to"`
}

// Shows implements [streaming.ShowStore].
type Shows struct{ shows docstore.Collection[show] }

var _ streaming.ShowStore = (*Shows)(nil)

// NewShows returns the shows kept by e.
func NewShows(e docstore.Engine) *Shows {
	return &Shows{docstore.Collection[show]{Engine: e, Name: "shows", Schema: 1, ID: func(s show) string { return s.Channel }}}
}

// Show implements [streaming.ShowStore].
func (s *Shows) Show(ctx context.Context, c streaming.ChannelID) (streaming.VersionedShow, error) {
	v, err := s.shows.Get(ctx, string(c))
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return streaming.VersionedShow{}, streaming.ErrNoShow
	}
	if err != nil {
		return streaming.VersionedShow{}, fmt.Errorf("read the show of %s: %w", c, err)
	}
	return streaming.VersionedShow{Show: v.Value.show(), Version: v.Version}, nil
}

// Shows implements [streaming.ShowStore].
func (s *Shows) Shows(ctx context.Context) ([]streaming.VersionedShow, error) {
	var all []streaming.VersionedShow
	for v, err := range s.shows.All(ctx) {
		if err != nil {
			return nil, fmt.Errorf("list the shows: %w", err)
		}
		all = append(all, streaming.VersionedShow{Show: v.Value.show(), Version: v.Version})
	}
	slices.SortFunc(all, func(a, b streaming.VersionedShow) int { return strings.Compare(string(a.Channel), string(b.Channel)) })
	return all, nil
}

// Put implements [streaming.ShowStore].
func (s *Shows) Put(ctx context.Context, v streaming.VersionedShow) (streaming.VersionedShow, error) {
	value := stored(v.Show)
	if v.Version == 0 {
		err := s.shows.InsertOne(ctx, value)
		if errors.Is(err, docstore.ErrDuplicate) {
			return v, streaming.ErrShowChanged
		}
		v.Version = 1
		return v, wrap(err, "store", v.Channel)
	}
	version, err := s.shows.Replace(ctx, docstore.Versioned[show]{Value: value, Version: v.Version})
	if errors.Is(err, docstore.ErrStale) || errors.Is(err, docstore.ErrNotFound) {
		return v, streaming.ErrShowChanged
	}
	v.Version = version
	return v, wrap(err, "replace", v.Channel)
}

func wrap(err error, doing string, c streaming.ChannelID) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s the show of %s: %w", doing, c, err)
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Shows) Migrate(ctx context.Context) (int, error) { return s.shows.Migrate(ctx) }

func stored(s streaming.Show) show {
	kept := show{
		Channel: string(s.Channel), Title: s.Title, Starts: s.Starts, Delay: s.Delay.Milliseconds(), Quick: s.Quick, Gap: s.Gap.Milliseconds(),
		State: string(s.State), Items: []item{}, Checks: []check{}, Test: s.Test, Opened: s.Opened, Closed: s.Closed,
	}
	for _, i := range s.Items {
		kept.Items = append(kept.Items, item{
			string(i.ID), i.Title, i.Kind, string(i.From), i.Length.Milliseconds(), string(i.Feed), string(i.Standby), i.Minors, i.Fixed, i.Cut, i.Began, i.Done, i.Agreed, namely(i.Performers),
		})
	}
	for _, o := range s.Outs {
		kept.Outs = append(kept.Outs, out(o))
	}
	for _, c := range s.Checks {
		k := check{string(c.ID), c.Title, c.Auto, c.Note, nil}
		if c.By != nil {
			k.By = new(signature(*c.By))
		}
		kept.Checks = append(kept.Checks, k)
	}
	for _, w := range s.Waivers {
		kept.Waivers = append(kept.Waivers, waiver{signature(w.By), w.Why})
	}
	for _, c := range s.Cutouts {
		kept.Cutouts = append(kept.Cutouts, cutout{c.From, c.To, signature(c.By)})
	}
	for _, r := range s.Rescues {
		kept.Rescues = append(kept.Rescues, rescue{r.At, string(r.From), string(r.To)})
	}
	return kept
}

func (s show) show() streaming.Show {
	v := streaming.Show{
		Channel: streaming.ChannelID(s.Channel), Title: s.Title, Starts: s.Starts, Delay: ms(s.Delay), Quick: s.Quick, Gap: ms(s.Gap),
		State: streaming.ShowState(s.State), Test: s.Test, Opened: s.Opened, Closed: s.Closed,
	}
	for _, i := range s.Items {
		v.Items = append(v.Items, streaming.ShowItem{
			ID: streaming.ItemID(i.ID), Title: i.Title, Kind: i.Kind, From: streaming.ItemOrigin(i.From), Length: ms(i.Length),
			Feed: streaming.SourceID(i.Feed), Standby: streaming.SourceID(i.Standby), Minors: i.Minors, Fixed: i.Fixed, Cut: i.Cut, Began: i.Began, Done: i.Done, Agreed: i.Agreed,
			Performers: performing(i.Performers),
		})
	}
	for _, o := range s.Outs {
		v.Outs = append(v.Outs, streaming.HardOut(o))
	}
	for _, c := range s.Checks {
		k := streaming.Check{ID: streaming.CheckID(c.ID), Title: c.Title, Auto: c.Auto, Note: c.Note}
		if c.By != nil {
			k.By = new(streaming.Signature(*c.By))
		}
		v.Checks = append(v.Checks, k)
	}
	for _, w := range s.Waivers {
		v.Waivers = append(v.Waivers, streaming.Waiver{By: streaming.Signature(w.By), Why: w.Why})
	}
	for _, c := range s.Cutouts {
		v.Cutouts = append(v.Cutouts, streaming.Cutout{From: c.From, To: c.To, By: streaming.Signature(c.By)})
	}
	for _, r := range s.Rescues {
		v.Rescues = append(v.Rescues, streaming.Rescued{At: r.At, From: streaming.SourceID(r.From), To: streaming.SourceID(r.To)})
	}
	return v
}

func namely(all []streaming.Performer) []performer {
	var out []performer
	for _, p := range all {
		out = append(out, performer{string(p.Person), p.Group})
	}
	return out
}

func performing(all []performer) []streaming.Performer {
	var out []streaming.Performer
	for _, p := range all {
		out = append(out, streaming.Performer{Person: streaming.PersonID(p.Person), Group: p.Group})
	}
	return out
}

func ms(n int64) time.Duration { return time.Duration(n) * time.Millisecond }
