package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"wanjia/events"
)

// What is done to an edition in public is said to its guests, once, and with what they
// need to know; what is done to a draft is not.
func TestBulletins(t *testing.T) {
	t.Parallel()
	s, on := office(t)
	ctx := t.Context()
	e := begun(t, s, events.Permit{})
	step := func(change func() (events.Event, error)) {
		t.Helper()
		var err error
		on(time.Minute)
		if e, err = change(); err != nil {
			t.Fatal(err)
		}
		if len(e.Moving)+len(e.Saying) != 0 {
			t.Errorf("left undone: %+v", e)
		}
	}
	hour := func(by time.Duration) func() (events.Event, error) {
		return func() (events.Event, error) {
			_, sessions, err := s.Edition(ctx, e.ID)
			if err != nil {
				return e, err
			}
			sessions[0].Starts = sessions[0].Starts.Add(by)
			return s.PutSession(ctx, act(e), sessions[0])
		}
	}
	step(hour(time.Minute)) // nobody knows of it yet
	step(func() (events.Event, error) { return s.Publish(ctx, e.ID, e.Rev, "") })
	step(hour(time.Hour))
	step(hour(0)) // its title, and nothing else
	step(func() (events.Event, error) {
		p := plan()
		p.Place.ZH = "湖边"
		return s.Revise(ctx, act(e), p)
	})
	step(func() (events.Event, error) { return s.Stop(ctx, order(e, events.Text{ZH: "大风"})) })
	if e.Issuing() {
		t.Error("a stopped edition gives places")
	}
	step(func() (events.Event, error) { return s.Resume(ctx, order(e, events.Text{}), e.Starts) })
	if !e.Issuing() || e.Note != (events.Text{}) || len(e.Moves) != 0 {
		t.Errorf("gone on = %+v", e)
	}
	step(func() (events.Event, error) { return s.Postpone(ctx, order(e, events.Text{ZH: "大雪"})) })
	if _, err := s.Stop(ctx, order(e, events.Text{ZH: "大风"})); !errors.Is(err, events.ErrEditionEnd) {
		t.Errorf("stopping what is postponed = %v", err)
	}
	step(hour(time.Hour)) // these dates do not count
	step(func() (events.Event, error) { return s.Resume(ctx, order(e, events.Text{}), e.Starts.AddDate(0, 0, 7)) })
	if len(e.Moves) != 1 || e.Moves[0].By != 7*24*time.Hour {
		t.Errorf("moves = %+v", e.Moves)
	}
	step(func() (events.Event, error) { return s.Cancel(ctx, order(e, events.Text{ZH: "不办了"})) })

	list, err := s.Drafts.Bulletins(ctx, e.ID)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(list)
	var turns []events.Turn
	for _, b := range list {
		turns = append(turns, b.Turn)
		if b.By != "尚姐" || b.Why == "" || len(b.Sessions) != 1 || b.Stops() && b.Authority == "" {
			t.Errorf("bulletin = %+v", b)
		}
	}
	want := []events.Turn{events.OtherHours, events.ElsewhereNow, events.HeldUp, events.GoesOn, events.PutOff, events.OtherDates, events.CalledOff}
	if !slices.Equal(turns, want) {
		t.Fatalf("said %v, want %v", turns, want)
	}
	if b := list[0].Sessions[0]; b.Now.Sub(b.Was) != time.Hour {
		t.Errorf("an hour later is said as %+v", b)
	}
	if b := list[5].Sessions[0]; b.Now.Sub(b.Was) != 7*24*time.Hour {
		t.Errorf("a week later is said as %+v", b)
	}
	if list[1].Place.ZH != "湖边" {
		t.Errorf("the place is said to be %s", list[1].Place.ZH)
	}
	session := list[0].Sessions[0].Session
	for i, overtaken := range map[int]bool{0: true, 1: false, 2: true, 5: false, 6: false} {
		if got := slices.ContainsFunc(list[:6], func(b events.Bulletin) bool { return b.Overtakes(list[i], session) }); got != overtaken {
			t.Errorf("%s overtaken before it was cancelled: %v", list[i].Turn, got)
		}
		if i < 6 && !list[6].Overtakes(list[i], session) {
			t.Errorf("%s is still news of what was cancelled", list[i].Turn)
		}
	}
}

// On whose word: without it nothing is stopped, and nothing goes on.
func TestCommandsNameTheirAuthority(t *testing.T) {
	t.Parallel()
	s, _ := office(t)
	ctx := t.Context()
	e := begun(t, s, events.Permit{})
	e, err := s.Publish(ctx, e.ID, e.Rev, "")
	if err != nil {
		t.Fatal(err)
	}
	a := act(e)
	a.Note.ZH = "大雪"
	for what, err := range map[string]error{
		"postponed": second(s.Postpone(ctx, a)), "stopped": second(s.Stop(ctx, a)), "cancelled": second(s.Cancel(ctx, a)),
		"resumed": second(s.Resume(ctx, a, e.Starts)),
	} {
		if !errors.Is(err, events.ErrAuthority) {
			t.Errorf("%s on nobody's word = %v, want ErrAuthority", what, err)
		}
	}
}

// A session that somebody slow writes late stays as whoever came after has left it.
func TestLateWriterOfASession(t *testing.T) {
	t.Parallel()
	s, _ := office(t)
	e := begun(t, s, events.Permit{})
	kept := s.Catalogue.(*Catalogue)
	_, sessions, err := s.Edition(t.Context(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	late := sessions[0]
	late.Rev, late.Title.ZH = late.Rev-1, "旧的"
	if err := kept.PutSession(t.Context(), late); err != nil {
		t.Fatal(err)
	}
	if _, now, _ := s.Edition(t.Context(), e.ID); now[0].Title.ZH == "旧的" {
		t.Error("the older word stands")
	}
}

// TestTellings: whom a bulletin is for is written down once, and moves on once.
func TestTellings(t *testing.T) {
	t.Parallel()
	s, ctx := NewTellings(memory()), t.Context()
	b := events.Bulletin{ID: "lantern-2027.b1"}
	list := []events.Telling{events.NewTelling(b, "c1", "s", noon), events.NewTelling(b, "c2", "s", noon)}
	for range 2 {
		if err := s.Add(ctx, list); err != nil {
			t.Fatal(err)
		}
	}
	other := events.NewTelling(events.Bulletin{ID: "lantern-2027.b10"}, "c1", "s", noon)
	if err := s.Add(ctx, []events.Telling{other}); err != nil {
		t.Fatal(err)
	}
	for _, how := range []string{"sms", "visit"} { // whoever comes second changes nothing
		if err := s.Turn(ctx, list[0].ID, events.NotYet, events.Telling{State: events.WasTold, How: how, At: noon}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Turn(ctx, "nobody", events.NotYet, events.Telling{State: events.WasTold, At: noon}); err != nil {
		t.Error(err)
	}
	if err := s.Add(ctx, list); err != nil { // listed once more: who was told stays told
		t.Fatal(err)
	}
	counts, err := s.Counts(ctx, b.ID)
	if err != nil || counts[events.WasTold] != 1 || counts[events.NotYet] != 1 || counts[events.InPerson] != 0 {
		t.Errorf("counts = %v, %v", counts, err)
	}
	told, _, err := s.Of(ctx, b.ID, events.WasTold, events.PageQuery{Limit: 10})
	if err != nil || len(told) != 1 || told[0].How != "sms" || told[0].Claim != "c1" {
		t.Errorf("told = %+v, %v", told, err)
	}
	all, next, err := s.Of(ctx, b.ID, "", events.PageQuery{Limit: 1})
	if err != nil || len(all) != 1 || next == "" {
		t.Errorf("all = %+v, %q, %v", all, next, err)
	}
	if n, err := s.Sweep(ctx, noon.Add(time.Second)); err != nil || n != 3 {
		t.Errorf("swept %d, %v", n, err)
	}
}
