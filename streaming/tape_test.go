package streaming_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/streaming"
	"wanjia/streaming/streamingtest"
)

// TestRecorder: what became public of a show is kept as it becomes so, whoever records;
// items are clips when the public has seen their ends, the whole when all is over; the
// cells of another show on the channel are not among them.
func TestRecorder(t *testing.T) {
	t.Parallel()
	c := streaming.Channel{ID: "gala", Clock: streaming.Clock{Epoch: time.Date(2027, 2, 6, 0, 0, 0, 0, time.UTC)}, Delay: 10 * time.Second, Ladder: streaming.Ladder()}
	opened := c.Clock.Moment(time.Hour)
	now := opened
	ledger := &streamingtest.Ledger{Now: func() time.Time { return now }}
	tapes := &streamingtest.Tapes{}
	s := streaming.Show{Channel: c.ID, Title: events.Text{ZH: "春晚"}, State: streaming.ShowOnAir, Opened: opened, Items: []streaming.ShowItem{{ID: "01"}, {ID: "02"}, {ID: "03"}}}
	cell := c.Clock.Cell(c.Clock.At(opened)-c.Delay) - 5 // five are of what was before
	publish := func(until time.Time, run string) {
		t.Helper()
		now = until
		state, err := ledger.Lead(t.Context(), c.ID, streaming.Bid{Holder: "a", For: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		for ; c.Clock.Moment(c.Clock.Start(cell + 1)).Add(c.Delay).Before(until); cell++ {
			if err := ledger.Publish(t.Context(), c.ID, state.Term, streaming.Record{Cell: cell, Run: run, Pieces: make([]streaming.Piece, 4)}, 0); err != nil {
				t.Fatal(err)
			}
		}
	}
	follow := func(who streaming.Recorder) streaming.VersionedTape {
		t.Helper()
		tape, err := who.Follow(t.Context(), c, s, 0)
		if err != nil {
			t.Fatal(err)
		}
		return tape
	}
	one := streaming.Recorder{Listings: ledger, Tapes: tapes, Now: func() time.Time { return now }}
	other := one

	publish(opened.Add(20*time.Second), string(streaming.Slate))
	s.Items[0].Began = opened.Add(20 * time.Second)
	tape := follow(one)
	if tape.First != c.Clock.Cell(c.Clock.At(opened)-c.Delay) || len(tape.Items) != 1 {
		t.Fatalf("%+v", tape)
	}
	publish(opened.Add(40*time.Second), "stage")
	s.Items[0].Done, s.Items[1].Began = opened.Add(40*time.Second), opened.Add(40*time.Second)
	tape = follow(other)
	if _, _, ok := tape.Clip("01"); ok {
		t.Error("a clip is there before the public has seen the end of its item")
	}
	publish(opened.Add(56*time.Second), "stage")
	tape = follow(one)
	from, to, ok := tape.Clip("01")
	if !ok || c.Clock.Start(to-from) != 20*time.Second {
		t.Errorf("the clip is %d to %d, %t", from, to, ok)
	}
	if _, _, ok := tape.Clip("02"); ok {
		t.Error("an item that is being played is a clip")
	}
	if _, _, ok := tape.Whole(); ok {
		t.Error("the whole is there while the show is on air")
	}
	s.State, s.Closed, s.Items[1].Done = streaming.ShowEnded, opened.Add(60*time.Second), opened.Add(60*time.Second)
	publish(opened.Add(70*time.Second), "stage")
	if tape = follow(one); !tape.Done.IsZero() {
		t.Error("the tape ends before the public has seen the end of the show")
	}
	publish(s.Closed.Add(c.Delay+40*time.Second), "slate")
	tape = follow(other)
	from, to, ok = tape.Whole()
	if !ok {
		t.Fatalf("%+v", tape)
	}
	if _, _, ok := tape.Clip("02"); !ok {
		t.Error("the last item is no clip")
	}
	records, err := tapes.Records(t.Context(), tape.TapeKey, from, to)
	if err != nil || int64(len(records)) != to-from {
		t.Fatalf("%d cells of %d, %v", len(records), to-from, err)
	}
	if shown := streaming.Shown(records); len(shown) == 0 || len(shown) == len(records) || slices.ContainsFunc(shown, func(r streaming.Record) bool { return r.Run == "slate" }) {
		t.Errorf("%d of %d cells are shown again", len(shown), len(records))
	}
	publish(now.Add(time.Minute), "stage")
	if later := follow(one); later.Next != tape.Next {
		t.Error("a tape that is done grows")
	}
	// It is planned anew and goes on air before the tape of that was finished.
	open := tape
	open.Done = time.Time{}
	if _, err := tapes.Put(t.Context(), open); err != nil {
		t.Fatal(err)
	}
	shows := func(opened time.Time) func(streaming.ChannelID) (streaming.Show, bool) {
		return func(streaming.ChannelID) (streaming.Show, bool) { return streaming.Show{Opened: opened}, true }
	}
	if err := one.Finish(t.Context(), shows(opened)); err != nil {
		t.Fatal(err)
	}
	if all, _ := tapes.Tapes(t.Context()); !all[0].Done.IsZero() {
		t.Error("the tape of a show that goes on is finished")
	}
	if err := one.Finish(t.Context(), shows(time.Time{})); err != nil {
		t.Fatal(err)
	}
	if all, _ := tapes.Tapes(t.Context()); all[0].Done.IsZero() {
		t.Error("the tape of a show that is planned anew is not finished")
	}
	// For want of room the beginning is gone.
	s2 := s
	s2.Opened, s2.State = now, streaming.ShowOnAir
	publish(now.Add(time.Minute), "stage")
	if cut, err := one.Follow(t.Context(), c, s2, cell-3); err != nil || cut.First != cell-3 {
		t.Errorf("from %d, %v", cut.First, err)
	}
}

// TestRecorderFails: what could not be kept is kept at the next call.
func TestRecorderFails(t *testing.T) {
	t.Parallel()
	c := streaming.Channel{ID: "gala", Clock: streaming.Clock{Epoch: time.Unix(0, 0)}}
	ledger := &streamingtest.Ledger{}
	state, err := ledger.Lead(t.Context(), c.ID, streaming.Bid{Holder: "a", For: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	if err := ledger.Publish(t.Context(), c.ID, state.Term, streaming.Record{Cell: 100, Run: "stage"}, 0); err != nil {
		t.Fatal(err)
	}
	tapes := &streamingtest.Tapes{}
	r := streaming.Recorder{Listings: ledger, Tapes: brokenTapes{tapes}, Now: time.Now}
	s := streaming.Show{Channel: c.ID, State: streaming.ShowOnAir, Opened: time.Unix(150, 0)}
	if _, err := r.Follow(t.Context(), c, s, 0); err == nil {
		t.Fatal("it says that it has kept what it has not")
	}
	r.Tapes = tapes
	tape, err := r.Follow(t.Context(), c, s, 0)
	if err != nil || tape.Next != 101 {
		t.Fatalf("%+v, %v", tape, err)
	}
}

type brokenTapes struct{ streaming.TapeStore }

func (brokenTapes) Keep(context.Context, streaming.TapeKey, []streaming.Record) error {
	return errors.New("broken")
}

// TestHeldBack: what children take part in is in no clip and no replay until their
// guardians have agreed, and then it is, also when the show is over.
func TestHeldBack(t *testing.T) {
	t.Parallel()
	tape := streaming.Tape{First: 0, Next: 30, Done: time.Now(), Items: []streaming.Played{{Item: "01", From: 0, To: 10}, {Item: "02", From: 10, To: 20, Held: true}}}
	records := make([]streaming.Record, 30)
	for n := range records {
		records[n].Cell = int64(n)
	}
	if _, _, ok := tape.Clip("02"); ok {
		t.Error("a clip that is held back is to be had")
	}
	if _, _, ok := tape.Clip("01"); !ok {
		t.Error("the clip of grown people is not to be had")
	}
	free := tape.Free(records)
	if len(free) != 20 || len(records) != 30 {
		t.Fatalf("%d of %d records are free", len(free), len(records))
	}
	for _, r := range free {
		if r.Cell >= 10 && r.Cell < 20 {
			t.Errorf("cell %d is in the replay", r.Cell)
		}
	}
	s := streaming.Show{State: streaming.ShowEnded, Items: []streaming.ShowItem{{ID: "02", Title: events.Text{ZH: "童声"}, From: streaming.FromStage, Length: time.Minute, Minors: true}}}
	yes := true
	if err := s.Change("02", streaming.ItemChange{Agreed: &yes, Cut: &yes}); !errors.Is(err, streaming.ErrShowState) {
		t.Errorf("more than an agreement was changed of a show that is over: %v", err)
	}
	if err := s.Change("02", streaming.ItemChange{Agreed: &yes}); err != nil || !s.Items[0].Agreed {
		t.Errorf("%v, %+v", err, s.Items[0])
	}
}
