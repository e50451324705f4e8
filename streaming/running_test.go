package streaming_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/streaming"
)

var evening = time.Date(2027, 2, 6, 20, 0, 0, 0, events.Zone)

// programme is a show with items of so many minutes each, ten seconds between them and
// a minute's delay.
func programme(minutes ...int) streaming.Show {
	s := streaming.Show{
		Channel: "gala", Title: events.Text{ZH: "春晚"}, Starts: evening, Delay: time.Minute, Gap: 10 * time.Second,
		State: streaming.ShowDraft, Checks: streaming.Checklist(),
	}
	for i, m := range minutes {
		s.Items = append(s.Items, streaming.ShowItem{
			ID: streaming.ItemID(fmt.Sprintf("%02d", i+1)), Title: events.Text{ZH: "节目"}, From: streaming.FromStage, Length: time.Duration(m) * time.Minute, Feed: "camera:host-1",
		})
	}
	return s
}

// stage is a moment on the stage, after the show's beginning there.
func stage(after time.Duration) time.Time { return evening.Add(-time.Minute + after) }

func TestRunningOrder(t *testing.T) {
	t.Parallel()
	s := programme(3, 5, 4, 2)
	s.Outs = []streaming.HardOut{{Who: "台", At: evening.Add(15 * time.Minute)}}
	s.State = streaming.ShowOnAir

	t.Run("before it begins it is as planned", func(t *testing.T) {
		t.Parallel()
		r := s.Run(stage(-time.Hour))
		if want := evening.Add(14*time.Minute + 30*time.Second); !r.Ends.Equal(want) || r.On != -1 || r.Next != 0 || r.Over != 0 {
			t.Errorf("ends %v, want %v; %+v", r.Ends, want, r)
		}
		if got := r.Lines[2].Starts; !got.Equal(stage(8*time.Minute + 20*time.Second)) {
			t.Errorf("the third begins at %v", got)
		}
		if m := r.Outs[0].Margin; m != 30*time.Second {
			t.Errorf("margin %v", m)
		}
	})
	t.Run("an item that is over pushes what follows, second by second", func(t *testing.T) {
		t.Parallel()
		s := s
		s.Items = slices.Clone(s.Items)
		if err := s.Begin("01", stage(0)); err != nil {
			t.Fatal(err)
		}
		if r := s.Run(stage(2 * time.Minute)); r.Left != time.Minute || r.Over != 0 || r.Lines[1].Late != 0 {
			t.Errorf("in time: %+v", r)
		}
		r := s.Run(stage(4 * time.Minute))
		if r.Left != -time.Minute || r.Over != 30*time.Second || r.Lines[3].Late != time.Minute || r.Lines[0].State != streaming.LineOn || r.Lines[1].State != streaming.LineNext {
			t.Errorf("a minute over: left %v, over %v, last is %v late", r.Left, r.Over, r.Lines[3].Late)
		}
	})
	t.Run("what began late ends late, what is skipped is done, what is dropped takes no time", func(t *testing.T) {
		t.Parallel()
		s := s
		s.Items = slices.Clone(s.Items)
		for _, step := range []struct {
			item streaming.ItemID
			at   time.Duration
		}{{"01", time.Minute}, {"03", 5 * time.Minute}} {
			if err := s.Begin(step.item, stage(step.at)); err != nil {
				t.Fatal(err)
			}
		}
		r := s.Run(stage(6 * time.Minute))
		if r.Lines[0].Late != time.Minute || r.Lines[1].State != streaming.LineDone || r.On != 2 || r.Next != 3 || !r.Lines[3].Starts.Equal(stage(9*time.Minute+10*time.Second)) {
			t.Errorf("%+v", r.Lines)
		}
		s.Items[3].Cut = true
		if r := s.Run(stage(6 * time.Minute)); !r.Ends.Equal(evening.Add(9*time.Minute)) || r.Content != 12*time.Minute || r.Next != -1 {
			t.Errorf("ends %v with %v, next %d", r.Ends, r.Content, r.Next)
		}
	})
	t.Run("a rehearsal is on time whenever it begins, and wherever", func(t *testing.T) {
		t.Parallel()
		s := s
		s.State, s.Items = streaming.ShowRehearsal, slices.Clone(s.Items)
		at := stage(-72 * time.Hour)
		if err := s.Begin("02", at); err != nil {
			t.Fatal(err)
		}
		r := s.Run(at.Add(6 * time.Minute))
		if r.Lines[1].Late != 0 || r.Left != -time.Minute || r.Over != 30*time.Second || r.Lines[3].Late != time.Minute {
			t.Errorf("left %v, over %v: %+v", r.Left, r.Over, r.Lines)
		}
	})
	t.Run("a show that nobody begins is late", func(t *testing.T) {
		t.Parallel()
		r := s.Run(stage(10 * time.Minute))
		if r.Lines[0].Late != 10*time.Minute || r.Over != 9*time.Minute+30*time.Second {
			t.Errorf("first is %v late, %v over", r.Lines[0].Late, r.Over)
		}
	})
}

func TestTrims(t *testing.T) {
	t.Parallel()
	s := programme(3, 5, 4, 2, 7, 3)
	s.State = streaming.ShowOnAir
	s.Items[4].Fixed = true
	if err := s.Begin("01", stage(0)); err != nil {
		t.Fatal(err)
	}
	end := s.Run(stage(0)).Ends
	with := func(over time.Duration) []streaming.Trim {
		s := s
		s.Outs = []streaming.HardOut{{At: end.Add(-over)}}
		return s.Trims(stage(0))
	}
	text := func(trims []streaming.Trim) string {
		var b strings.Builder
		for _, t := range trims {
			fmt.Fprint(&b, t.Items, t.Frees, t.Over, ";")
		}
		return b.String()
	}
	for over, want := range map[time.Duration]string{
		0:                "",
		time.Minute:      "[04] 2m10s 0s;[06] 3m10s 0s;[03] 4m10s 0s;", // not the next, not the fixed
		4 * time.Minute:  "[03] 4m10s 0s;",
		6 * time.Minute:  "[03 04] 6m20s 0s;[03 06] 7m20s 0s;",
		20 * time.Minute: "[03 04 06] 9m30s 10m30s;",
	} {
		got := text(with(over))
		if got != want {
			t.Errorf("%v over: %s, want %s", over, got, want)
		}
	}
	if len(s.Items) != 6 || s.Items[3].Cut {
		t.Error("looking what could be dropped has dropped it")
	}
}

func TestShowStates(t *testing.T) {
	t.Parallel()
	s := programme(3, 5)
	me := streaming.Signature{Account: "a1", Name: "简导", At: stage(0)}
	her := streaming.Signature{Account: "a2", Name: "贺姐", At: stage(0)}
	if err := s.Begin("01", stage(0)); !errors.Is(err, streaming.ErrShowState) {
		t.Errorf("an item of a draft began: %v", err)
	}
	if on, err := s.GoLive(me, "x"); on || !errors.Is(err, streaming.ErrShowState) {
		t.Errorf("a draft went on air: %v", err)
	}
	if err := s.Go(streaming.ShowOnAir, stage(0)); !errors.Is(err, streaming.ErrShowState) {
		t.Errorf("a draft went on air: %v", err)
	}
	for _, to := range []streaming.ShowState{streaming.ShowRehearsal, streaming.ShowReady} {
		if err := s.Go(to, stage(0)); err != nil {
			t.Fatal(err)
		}
		if to == streaming.ShowRehearsal {
			if err := s.Begin("01", stage(0)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if s.At() != -1 {
		t.Error("the rehearsal has left its traces")
	}
	if _, err := s.GoLive(me, ""); !errors.Is(err, streaming.ErrNotReady) {
		t.Errorf("on air with an open checklist: %v", err)
	}
	for range 2 { // one person is one person however often they write
		if on, err := s.GoLive(me, "都在位，表没来得及签"); on || err != nil {
			t.Fatalf("one reason is enough: %v, %v", on, err)
		}
	}
	if on, err := s.GoLive(her, "同意"); !on || err != nil || s.State != streaming.ShowOnAir || len(s.Waivers) != 2 {
		t.Fatalf("two reasons are not enough: %v, %v", on, err)
	}
	if err := s.Sign("slate", me, "", false); !errors.Is(err, streaming.ErrShowState) {
		t.Errorf("signed after the beginning: %v", err)
	}
	if err := s.Go(streaming.ShowDraft, stage(0)); !errors.Is(err, streaming.ErrShowState) {
		t.Errorf("a show on air became a draft: %v", err)
	}
}

func TestChecklist(t *testing.T) {
	t.Parallel()
	s := programme(3, 5)
	me := streaming.Signature{Account: "a1", Name: "简导"}
	if err := s.Sign(streaming.CheckDelay, me, "", false); !errors.Is(err, streaming.ErrNoCheck) {
		t.Errorf("what the house looks after was signed: %v", err)
	}
	for _, c := range s.Checks {
		if !c.Auto {
			if err := s.Sign(c.ID, me, "好", false); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := fmt.Sprint(s.Open()); got != "[standby]" {
		t.Errorf("open is %s", got)
	}
	s.Items[0].Standby, s.Items[1].From = "film", streaming.FromTape
	s.Delay = 10 * time.Second
	if got := fmt.Sprint(s.Open()); got != "[delay]" {
		t.Errorf("open is %s", got)
	}
	s.Delay, s.State = time.Minute, streaming.ShowReady
	if on, err := s.GoLive(me, ""); !on || err != nil {
		t.Errorf("all is signed, and yet: %v", err)
	}
}

func TestChangeItem(t *testing.T) {
	t.Parallel()
	order := func(s streaming.Show) string {
		var ids []string
		for _, i := range s.Items {
			ids = append(ids, string(i.ID))
		}
		return strings.Join(ids, " ")
	}
	s := programme(3, 5, 4)
	s.State = streaming.ShowOnAir
	if err := s.Begin("01", stage(0)); err != nil {
		t.Fatal(err)
	}
	before := s
	if err := s.Change("03", streaming.ItemChange{Before: new(streaming.ItemID("02")), Length: new(time.Minute)}); err != nil || order(s) != "01 03 02" || s.Items[1].Length != time.Minute {
		t.Errorf("%s, %v", order(s), err)
	}
	if order(before) != "01 02 03" {
		t.Error("a change reaches back")
	}
	for name, tt := range map[string]struct {
		item   streaming.ItemID
		change streaming.ItemChange
		want   error
	}{
		"no such":             {"09", streaming.ItemChange{}, streaming.ErrNoItem},
		"dropped while on":    {"01", streaming.ItemChange{Cut: new(true)}, streaming.ErrItemDone},
		"in front of the one": {"02", streaming.ItemChange{Before: new(streaming.ItemID("01"))}, streaming.ErrItemDone},
		"in front of nothing": {"02", streaming.ItemChange{Before: new(streaming.ItemID("77"))}, streaming.ErrNoItem},
		"no length":           {"02", streaming.ItemChange{Length: new(time.Duration(0))}, streaming.ErrBadShow},
		"no title":            {"02", streaming.ItemChange{Title: &events.Text{}}, streaming.ErrBadShow},
		"a source too long":   {"02", streaming.ItemChange{Feed: new(streaming.SourceID(strings.Repeat("x", 121)))}, streaming.ErrBadShow},
	} {
		if err := s.Change(tt.item, tt.change); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}
