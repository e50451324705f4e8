package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/docstore/docstoretest"
)

var noon = time.Date(2027, 1, 10, 12, 0, 0, 0, events.Zone)

// office is an organiser's desk on a day of their own.
func office(t *testing.T) (*events.Service, func(time.Duration)) {
	t.Helper()
	now := noon
	kept := NewCatalogue(&docstoretest.Memory{})
	return &events.Service{Catalogue: kept, Drafts: kept, Now: func() time.Time { return now }},
		func(by time.Duration) { now = now.Add(by) }
}

// act is somebody who has just read an edition, order is a command to it.
func act(e events.Event) events.Act {
	return events.Act{Event: e.ID, Rev: e.Rev, By: "尚姐", Why: "as was decided"}
}

func order(e events.Event, note events.Text) events.Act {
	a := act(e)
	a.Authority, a.Note = "区公安分局", note
	return a
}

func plan() events.Plan {
	starts, ends, _ := events.Usual(events.Lantern, noon)
	return events.Plan{
		Edition: 27, Title: events.Text{ZH: "元宵灯展", EN: "Lantern Show"}, Summary: events.Text{ZH: "看灯"}, Place: events.Text{ZH: "志愿者广场"},
		Starts: starts, Ends: ends, Hotline: "027-0000-0000", Owner: "灯展总负责",
	}
}

func begun(t *testing.T, s *events.Service, permit events.Permit) events.Event {
	t.Helper()
	e, _, err := s.Begin(t.Context(), events.Lantern, "", plan(), permit)
	if err != nil {
		t.Fatal(err)
	}
	e, err = s.PutSession(t.Context(), act(e), events.Session{
		Title: events.Text{ZH: "第一夜"}, Starts: e.Starts, Ends: e.Starts.Add(4 * time.Hour), ApprovedCapacity: 4000,
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestUsualDates(t *testing.T) {
	t.Parallel()
	for kind, want := range map[events.Kind]string{events.Banquet: "2027-01-31 12:00", events.Lantern: "2027-02-19 18:30", events.Gala: "2027-02-06 20:00"} {
		starts, ends, err := events.Usual(kind, noon)
		if got := starts.In(events.Zone).Format("2006-01-02 15:04"); err != nil || got != want || !ends.After(starts) {
			t.Errorf("%s is usually at %s (%v), want %s", kind, got, err, want)
		}
	}
	if _, _, err := events.Usual("fair", noon); !errors.Is(err, events.ErrKind) {
		t.Errorf("a fair = %v, want ErrKind", err)
	}
}

// A draft is seen by nobody but who organises it, and published only when it is whole
// and permitted.
func TestPublish(t *testing.T) {
	t.Parallel()
	s, _ := office(t)
	ctx := t.Context()
	e := begun(t, s, events.Permit{Public: true, Expected: 6000})
	if _, err := s.Event(ctx, e.ID); !errors.Is(err, events.ErrNoEvent) {
		t.Errorf("a draft in public = %v", err)
	}
	if list, _, err := s.Events(ctx, events.PageQuery{Limit: 10}); err != nil || len(list) != 0 {
		t.Errorf("drafts in the list of everybody: %+v, %v", list, err)
	}
	if list, err := s.Editions(ctx); err != nil || len(list) != 1 {
		t.Errorf("organisers see %+v, %v", list, err)
	}
	if e.Permit.Level() != events.CityPolice || e.Issuing() || !e.ApplyBy().Equal(e.Starts.Add(-20*24*time.Hour)) {
		t.Errorf("a draft for 6,000 = %+v", e)
	}
	if _, err := s.Publish(ctx, e.ID, e.Rev, ""); !errors.Is(err, events.ErrPermit) {
		t.Errorf("without a permit = %v", err)
	}
	for name, p := range map[string]events.Permit{
		"no number": {State: events.PermitGranted, Ceiling: 5}, "no ceiling": {State: events.PermitGranted, Number: "1"},
		"made up": {State: "perhaps"}, "fewer than nobody": {Expected: -1},
	} {
		if _, err := s.SetPermit(ctx, e.ID, e.Rev, p); !errors.Is(err, events.ErrPermitData) {
			t.Errorf("%s = %v, want ErrPermitData", name, err)
		}
	}
	if _, err := s.SetPermit(ctx, e.ID, e.Rev, events.Permit{Public: true, Expected: 6000, State: events.PermitGranted, Number: "1", Ceiling: 3000}); !errors.Is(err, events.ErrCeiling) {
		t.Errorf("a permit below what is approved = %v", err)
	}
	applied, err := s.SetPermit(ctx, e.ID, e.Rev, events.Permit{Public: true, Expected: 6000, State: events.PermitApplied})
	if err != nil || !applied.Permit.Applied.Equal(noon) || !applied.Permit.DecidedBy().Equal(noon.Add(7*24*time.Hour)) {
		t.Fatalf("applied = %+v, %v", applied.Permit, err)
	}
	if _, err := s.SetPermit(ctx, e.ID, e.Rev, events.Permit{}); !errors.Is(err, events.ErrChanged) {
		t.Errorf("by what was read before = %v", err)
	}
	granted, err := s.SetPermit(ctx, e.ID, applied.Rev, events.Permit{Public: true, Expected: 6000, State: events.PermitGranted, Number: "武公安 7", Ceiling: 8000})
	if err != nil || !granted.Permit.Applied.Equal(noon) || !granted.Permit.Decided.Equal(noon) {
		t.Fatalf("granted = %+v, %v", granted.Permit, err)
	}
	public, err := s.Publish(ctx, e.ID, granted.Rev, "")
	if err != nil || !public.Issuing() {
		t.Fatalf("published = %+v, %v", public, err)
	}
	if seen, err := s.Event(ctx, e.ID); err != nil || seen.Title != e.Title {
		t.Errorf("in public = %+v, %v", seen, err)
	}
	if err := s.Drop(ctx, e.ID, public.Rev); !errors.Is(err, events.ErrEditionEnd) {
		t.Errorf("throwing away what is public = %v", err)
	}

	// Another hour is another permit, and until then no places are given.
	p := plan()
	p.Summary.ZH = "看灯，猜谜"
	same, err := s.Revise(ctx, act(public), p)
	if err != nil || !same.Issuing() {
		t.Fatalf("other words = %+v, %v", same.Permit, err)
	}
	p.Place.ZH = "湖边"
	moved, err := s.Revise(ctx, act(same), p)
	if err != nil || moved.Issuing() || moved.Permit.State != events.PermitOutdated {
		t.Fatalf("another place = %+v, %v", moved.Permit, err)
	}
	again, err := s.SetPermit(ctx, e.ID, moved.Rev, granted.Permit)
	if err != nil || !again.Issuing() {
		t.Fatalf("granted again = %+v, %v", again.Permit, err)
	}
	_, sessions, err := s.Edition(ctx, e.ID)
	if err != nil {
		t.Fatal(err)
	}
	sessions[0].Starts = sessions[0].Starts.Add(time.Hour)
	if later, err := s.PutSession(ctx, act(again), sessions[0]); err != nil || later.Issuing() {
		t.Errorf("a session an hour later = %+v, %v", later.Permit, err)
	}
}

func TestPublishIncomplete(t *testing.T) {
	t.Parallel()
	s, on := office(t)
	p := plan()
	p.Owner, p.Hotline = " ", ""
	e, _, err := s.Begin(t.Context(), events.Lantern, "", p, events.Permit{Public: true})
	if err != nil {
		t.Fatal(err)
	}
	if missing := events.Lacks(e, nil); !slices.Equal(missing, []string{"owner", "hotline", "sessions", "expected"}) {
		t.Errorf("missing = %v", missing)
	}
	if _, err := s.Publish(t.Context(), e.ID, e.Rev, "why not"); !errors.Is(err, events.ErrIncomplete) {
		t.Errorf("published with nothing there = %v", err)
	}
	whole := begun(t, s, events.Permit{Public: true, Expected: 2000})
	if public, err := s.Publish(t.Context(), whole.ID, whole.Rev, "区里口头同意"); err != nil || public.Permit.Override == "" || !public.Issuing() {
		t.Errorf("with a reason = %+v, %v", public.Permit, err)
	}
	late := begun(t, s, events.Permit{})
	on(60 * 24 * time.Hour)
	if _, err := s.Publish(t.Context(), late.ID, late.Rev, ""); !errors.Is(err, events.ErrDatesPast) {
		t.Errorf("published after it was over = %v", err)
	}
}

func TestBeginBadly(t *testing.T) {
	t.Parallel()
	s, _ := office(t)
	tests := map[string]struct {
		kind   events.Kind
		from   events.ID
		change func(*events.Plan)
		want   error
	}{
		"a kind there is not":   {"fair", "", func(*events.Plan) {}, events.ErrKind},
		"no title":              {events.Lantern, "", func(p *events.Plan) { p.Title.ZH = "  " }, events.ErrTitle},
		"ends before it starts": {events.Lantern, "", func(p *events.Plan) { p.Ends = p.Starts }, events.ErrDates},
		"a year long":           {events.Lantern, "", func(p *events.Plan) { p.Ends = p.Starts.AddDate(1, 0, 0) }, events.ErrDates},
		"yesterday":             {events.Lantern, "", func(p *events.Plan) { p.Starts = noon.AddDate(0, 0, -1) }, events.ErrDatesPast},
		"a copy of what is not": {"", "lantern-1999", func(*events.Plan) {}, events.ErrNoEvent},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := plan()
			test.change(&p)
			if _, _, err := s.Begin(t.Context(), test.kind, test.from, p, events.Permit{}); !errors.Is(err, test.want) {
				t.Errorf("Begin = %v, want %v", err, test.want)
			}
		})
	}
}

// Last year's edition, with what hangs on its dates a year later.
func TestCopy(t *testing.T) {
	t.Parallel()
	s, _ := office(t)
	old := begun(t, s, events.Permit{Public: true, Expected: 6000, State: events.PermitGranted, Number: "1"})
	starts, _, _ := events.Usual(events.Lantern, old.Ends)
	e, made, err := s.Begin(t.Context(), "", old.ID, events.Plan{Starts: starts}, events.Permit{})
	if err != nil {
		t.Fatal(err)
	}
	if e.ID == old.ID || e.State != events.Draft || e.Edition != 28 || e.Title != old.Title || e.Permit != (events.Permit{Public: true, Expected: 6000}) ||
		e.From != old.ID || e.Ends.Sub(e.Starts) != old.Ends.Sub(old.Starts) || len(e.Moving) != 0 {
		t.Errorf("copy = %+v", e)
	}
	_, was, _ := s.Edition(t.Context(), old.ID)
	_, now, _ := s.Edition(t.Context(), e.ID)
	if len(now) != 1 || now[0].ID != "lantern-2028-s1" || now[0].Starts.Sub(e.Starts) != was[0].Starts.Sub(old.Starts) ||
		now[0].ApprovedCapacity != 4000 || made[was[0].ID].ID != now[0].ID {
		t.Errorf("sessions = %+v, made %+v", now, made)
	}
	twin, _, err := s.Begin(t.Context(), "", old.ID, events.Plan{Starts: starts}, events.Permit{})
	if err != nil || twin.ID != "lantern-2028-2" {
		t.Errorf("a second one = %s, %v", twin.ID, err)
	}
	if err := s.Drop(t.Context(), twin.ID, twin.Rev); err != nil {
		t.Error(err)
	}
	if _, left, err := s.Edition(t.Context(), twin.ID); !errors.Is(err, events.ErrNoEvent) || len(left) != 0 {
		t.Errorf("thrown away, and still %+v, %v", left, err)
	}
}

func TestPostponeAndResume(t *testing.T) {
	t.Parallel()
	s, _ := office(t)
	ctx := t.Context()
	e := begun(t, s, events.Permit{Expected: 300})
	if _, err := s.Postpone(ctx, order(e, events.Text{ZH: "大雪"})); !errors.Is(err, events.ErrEditionEnd) {
		t.Errorf("a draft postponed = %v", err)
	}
	e, err := s.Publish(ctx, e.ID, e.Rev, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Postpone(ctx, order(e, events.Text{EN: "Snow"})); !errors.Is(err, events.ErrNote) {
		t.Errorf("without a word in Chinese = %v", err)
	}
	off, err := s.Postpone(ctx, order(e, events.Text{ZH: "大雪", EN: "Snow"}))
	if err != nil || off.Issuing() || off.Note.EN != "Snow" {
		t.Fatalf("postponed = %+v, %v", off, err)
	}
	if _, err := s.Resume(ctx, order(off, events.Text{}), noon.Add(-time.Hour)); !errors.Is(err, events.ErrDatesPast) {
		t.Errorf("resumed in the past = %v", err)
	}
	// A day later: less than the show lasts, so where a session lies says nothing.
	on, err := s.Resume(ctx, order(off, events.Text{}), e.Starts.AddDate(0, 0, 1))
	if err != nil || !on.Issuing() || len(on.Moving) != 0 {
		t.Fatalf("resumed = %+v, %v", on, err)
	}
	if _, sessions, _ := s.Edition(ctx, e.ID); !sessions[0].Starts.Equal(e.Starts.AddDate(0, 0, 1)) || sessions[0].ApprovedCapacity != 4000 {
		t.Errorf("sessions = %+v", sessions)
	}
	gone, err := s.Cancel(ctx, order(on, events.Text{ZH: "不办了"}))
	if err != nil || gone.Issuing() {
		t.Fatalf("cancelled = %+v, %v", gone, err)
	}
	for what, err := range map[string]error{
		"revised":  second(s.Revise(ctx, act(gone), plan())),
		"resumed":  second(s.Resume(ctx, order(gone, events.Text{}), e.Starts)),
		"permit":   second(s.SetPermit(ctx, e.ID, gone.Rev, events.Permit{})),
		"again":    second(s.Cancel(ctx, order(gone, events.Text{ZH: "不办了"}))),
		"sessions": second(s.PutSession(ctx, act(gone), events.Session{Title: events.Text{ZH: "又一夜"}, Starts: e.Starts, Ends: e.Ends})),
	} {
		if !errors.Is(err, events.ErrEditionEnd) {
			t.Errorf("cancelled, then %s = %v, want ErrEditionEnd", what, err)
		}
	}
}

// What stopped between the edition and its sessions is finished by whoever comes by.
func TestMovesAreFinished(t *testing.T) {
	t.Parallel()
	s, _ := office(t)
	kept := s.Catalogue.(*Catalogue)
	e := begun(t, s, events.Permit{})
	_, sessions, _ := s.Edition(t.Context(), e.ID)
	later := sessions[0]
	later.Starts, later.Ends = later.Starts.AddDate(0, 0, 3), later.Ends.AddDate(0, 0, 3)
	stopped, err := kept.Change(t.Context(), e.ID, e.Rev, func(e *events.Event) error {
		e.Moving = []events.Session{later}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if stopped, err = s.Finish(t.Context(), stopped); err != nil || len(stopped.Moving) != 0 {
			t.Fatalf("finished = %+v, %v", stopped, err)
		}
	}
	if _, now, _ := s.Edition(t.Context(), e.ID); !now[0].Starts.Equal(later.Starts) {
		t.Errorf("sessions = %+v", now)
	}
}

func second[T any](_ T, err error) error { return err }

func memory() *docstoretest.Memory { return new(docstoretest.Memory) }
