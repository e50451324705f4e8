package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events"
	"wanjia/events/docstore/sqlitedoc"
	"wanjia/streaming"
	"wanjia/streaming/store"
	"wanjia/streaming/streamingtest"
)

func newShows(t *testing.T) *streaming.Shows {
	t.Helper()
	e, err := sqlitedoc.Open(t.Context(), filepath.Join(t.TempDir(), "documents.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return &streaming.Shows{Store: store.NewShows(e), Consents: streamingtest.Consents{"p-1": true, "p-2": false}, Now: time.Now}
}

func planned() streaming.Show {
	at := time.Date(2027, 2, 6, 12, 0, 0, 0, time.UTC)
	return streaming.Show{
		Channel: "gala", Title: events.Text{ZH: "春晚", EN: "Gala"}, Starts: at, Delay: time.Minute, Gap: 10 * time.Second, State: streaming.ShowDraft,
		Items: []streaming.ShowItem{
			{ID: "01", Title: events.Text{ZH: "片头"}, Kind: "film", From: streaming.FromTape, Length: 90 * time.Second, Feed: "film", Fixed: true},
			{ID: "02", Title: events.Text{ZH: "小品"}, Kind: "sketch", From: streaming.FromStage, Length: 5 * time.Minute, Feed: "camera:host-a", Standby: "film", Minors: true, Performers: []streaming.Performer{{Person: "p-1"}, {Person: "p-2", Group: "腰鼓队"}}},
		},
		Outs:   []streaming.HardOut{{Who: "合作平台", At: at.Add(2 * time.Hour)}},
		Checks: streaming.Checklist(),
	}
}

// TestShowsAreKept: what is stored comes back, field by field, through everything that
// happens to a show.
func TestShowsAreKept(t *testing.T) {
	t.Parallel()
	shows, now := newShows(t), time.Date(2027, 2, 6, 12, 0, 0, 0, time.UTC)
	if _, err := shows.Show(t.Context(), "gala"); !errors.Is(err, streaming.ErrNoShow) {
		t.Fatalf("a show nobody planned: %v", err)
	}
	v, err := shows.Plan(t.Context(), planned(), 0)
	if err != nil {
		t.Fatal(err)
	}
	me := streaming.Signature{Account: "a1", Name: "简导", At: now}
	v, err = shows.Edit(t.Context(), "gala", v.Version, func(s *streaming.Show) error {
		s.Waivers = []streaming.Waiver{{By: me, Why: "x"}}
		s.Cutouts = []streaming.Cutout{{From: now, To: now, By: me}}
		s.Rescue(streaming.Rescued{At: now, From: "camera:a", To: "film"})
		s.Opened, s.Items[0].Began, s.Items[0].Done, s.Items[1].Cut = now, now, now, true
		return s.Sign("slate", me, "看过", false)
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := shows.Show(t.Context(), "gala")
	if diff := cmp.Diff(v, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := shows.Plan(t.Context(), planned(), 0); !errors.Is(err, streaming.ErrShowChanged) {
		t.Errorf("a second show was planned over the first: %v", err)
	}
}

// TestDirectorsAgree: of two who change what they have seen one has to look again; and
// presses that cannot wait all count.
func TestDirectorsAgree(t *testing.T) {
	t.Parallel()
	shows := newShows(t)
	v, err := shows.Plan(t.Context(), planned(), 0)
	if err != nil {
		t.Fatal(err)
	}
	cut := func(s *streaming.Show) error { return s.Change("02", streaming.ItemChange{Cut: new(true)}) }
	if _, err := shows.Edit(t.Context(), "gala", v.Version, cut); err != nil {
		t.Fatal(err)
	}
	if _, err := shows.Edit(t.Context(), "gala", v.Version, cut); !errors.Is(err, streaming.ErrShowChanged) {
		t.Errorf("the later one wrote over the earlier one's: %v", err)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for i := range 4 {
		wg.Go(func() {
			_, err := shows.Note(t.Context(), "gala", func(s *streaming.Show) error {
				s.Waivers = append(s.Waivers, streaming.Waiver{Why: fmt.Sprint(i)})
				return nil
			})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				done++
			} else if !errors.Is(err, streaming.ErrShowChanged) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got, err := shows.Show(t.Context(), "gala"); err != nil || len(got.Waivers) != done || done < 2 {
		t.Errorf("%d of %d are there, %v", len(got.Waivers), done, err)
	}
}

// orders counts what reaches the ledger.
type orders struct {
	streamingtest.Ledger
	given int
}

func (o *orders) Order(ctx context.Context, c streaming.ChannelID, order streaming.Order) (streaming.Order, error) {
	o.given++
	return o.Ledger.Order(ctx, c, order)
}

// TestRehearsalStaysInside: no take of a rehearsal, or of a show that is not on air,
// reaches the ledger; those of a show on air do.
func TestRehearsalStaysInside(t *testing.T) {
	t.Parallel()
	shows, desk := newShows(t), &orders{}
	c := streaming.Channel{ID: "gala", Clock: streaming.Clock{Epoch: time.Now().Add(-time.Hour)}, Delay: time.Minute}
	d := streaming.Director{Desk: desk, Shows: shows, Now: time.Now}
	v, err := shows.Plan(t.Context(), planned(), 0)
	if err != nil {
		t.Fatal(err)
	}
	step := func(to streaming.ShowState) {
		t.Helper()
		if v, err = shows.Edit(t.Context(), "gala", v.Version, func(s *streaming.Show) error { return s.Go(to, time.Now()) }); err != nil {
			t.Fatal(err)
		}
	}
	for _, shot := range []streaming.Shot{{Item: "01"}, {Source: "camera:host-a"}} {
		if _, err := d.Take(t.Context(), c, shot); !errors.Is(err, streaming.ErrShowState) {
			t.Errorf("a draft was put on air: %v", err)
		}
	}
	step(streaming.ShowRehearsal)
	got, err := d.Take(t.Context(), c, streaming.Shot{Item: "02"})
	if err != nil || !got.Private || got.Source != "camera:host-a" || desk.given != 0 {
		t.Errorf("the rehearsal: %+v, %v, %d orders", got, err, desk.given)
	}
	if v, err = shows.Show(t.Context(), "gala"); err != nil || v.At() != 1 {
		t.Errorf("what is rehearsed is item %d, %v", v.At(), err)
	}
	step(streaming.ShowReady)
	for i := range 2 {
		who := streaming.Signature{Account: fmt.Sprint(i)}
		if v, err = d.GoLive(t.Context(), c, v.Version, who, "排练"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.GoLive(t.Context(), c, v.Version, streaming.Signature{}, "再来"); !errors.Is(err, streaming.ErrShowState) {
		t.Errorf("went on air twice: %v", err)
	}
	before := desk.given
	if got, err := d.Take(t.Context(), c, streaming.Shot{Item: "02"}); err != nil || got.Private || desk.given != before+1 {
		t.Errorf("on air: %+v, %v", got, err)
	}
	if v, err = shows.Show(t.Context(), "gala"); err != nil {
		t.Fatal(err)
	}
	if v, err = d.End(t.Context(), c, v.Version); err != nil || v.State != streaming.ShowEnded {
		t.Fatal(v.State, err)
	}
	state, err := desk.Lead(t.Context(), "gala", streaming.Bid{Holder: "p", For: time.Minute})
	if err != nil || state.Plan.At(1<<40).Source != streaming.Slate {
		t.Errorf("after the end: %+v, %v", state.Plan, err)
	}
}
