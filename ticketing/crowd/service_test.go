package crowd

import (
	"context"
	"fmt"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/slots"
)

// evening is a centre whose orders, sessions and ground a test sets.
type evening struct {
	*centre
	site slots.Site
}

func (p evening) Orders(context.Context, events.ID) ([]checkin.Order, error) {
	return []checkin.Order{
		{ID: "o1", Number: 1, Kind: checkin.Stop, Gates: []string{"g0", "g1"}}, {ID: "o2", Number: 2, Kind: checkin.Open, Gates: []string{"g0"}},
	}, nil
}

func (p evening) Site(context.Context, events.ID) (slots.Site, error) { return p.site, nil }

func (p evening) Sessions(context.Context, events.ID) ([]events.Session, error) {
	return []events.Session{
		{ID: "yesterday", Starts: p.list.From.Add(-time.Hour)}, {ID: "now", Starts: p.list.From.Add(10 * time.Minute)},
		{ID: "tomorrow", Starts: p.list.Until.Add(time.Hour)},
	}, nil
}

func (p evening) PoolsOf(_ context.Context, session events.SessionID) ([]ticketing.Pool, error) {
	places := 500
	if session == "now" {
		places = 5
	}
	return []ticketing.Pool{{Quotas: []ticketing.Quota{{Channel: ticketing.WalkUp, Places: places}, {Channel: ticketing.Online, Places: 1000}}}}, nil
}

// newEvening is the seventieth minute of an evening with two gates. At the first one device
// was just heard and another, set up ten minutes ago, never; at the second one was taken
// out of use, one was just heard, and two were never begun or are of another night.
func newEvening() (evening, *Service) {
	c := &centre{now: at(70), devices: map[checkin.DeviceID]checkin.Device{}, known: map[line]bool{}, seqs: map[checkin.DeviceID][]int64{}}
	c.list = checkin.List{From: opened.Add(GatesOpen), Until: opened.Add(5 * time.Hour)}
	c.list.Codes = []checkin.Code{{Party: 4, Gates: 1}, {Party: 2, Gates: 2}}
	c.book.Gates = []pass.Gate{{ID: "g0", Bit: 0, Lanes: 2}, {ID: "g1", Bit: 1, Lanes: 3}}
	for _, d := range []checkin.Device{
		{ID: "heard", Gate: "g0", Begun: at(-60), Fresh: at(70)},
		{ID: "new", Gate: "g0", Begun: at(60)},
		{ID: "ended", Gate: "g1", Begun: at(-60), Fresh: at(29), Revoked: at(30)},
		{ID: "also heard", Gate: "g1", Begun: at(-60), Fresh: at(70)},
		{ID: "waits", Gate: "g1"},
		{ID: "old", Gate: "g1", Begun: at(-3000), Revoked: at(-1000), Fresh: at(-1000)},
	} {
		c.devices[d.ID] = d
	}
	p := evening{c, slots.Site{
		Approved: 1000, Zones: []slots.Zone{{ID: "Z1", Capacity: 800}},
		Gates: []slots.Gate{{ID: "g0", Lanes: 20, X: 5, Y: 6}, {ID: "g1", Lanes: 30, X: 7, Y: 8}},
	}}
	gates := &checkin.Service{Store: c, Now: func() time.Time { return c.now }}
	s := &Service{Gates: gates, Lists: p, Books: p, Orders: p, Sessions: p, Pools: p, Sites: p, Now: func() time.Time { return c.now }}
	return p, s
}

// came adds a line to what the centre has.
func (c *centre) came(device, gate, kind string, persons int, when time.Time, change func(*checkin.Record)) {
	r := checkin.Record{Device: checkin.DeviceID(device), Gate: gate, Kind: kind, Persons: persons, At: when, Received: when, Nonce: fmt.Sprint("n", len(c.records))}
	if change != nil {
		change(&r)
	}
	c.records = append(c.records, r)
}

// TestPicture: what every gate has counted, what each of its devices may have let in
// since, by its lanes, its time in use and the passes there are, and nothing else.
func TestPicture(t *testing.T) {
	t.Parallel()
	p, s := newEvening()
	for range 6 {
		p.came("heard", "g0", checkin.In, 60, at(41), nil)
	}
	p.records[5].At, p.records[5].Skew = at(22), 9*time.Minute // by a clock that is ahead
	p.came("heard", "g0", checkin.In, 1, at(-10), func(r *checkin.Record) { r.Children = 1 })
	p.came("ended", "g1", checkin.Walk, 3, at(20), nil)
	p.came("also heard", "g1", checkin.Out, 1, at(51), nil)
	p.came("nobody's", "g1", checkin.In, 2, at(5), nil)
	p.came("somewhere", "far", checkin.In, 3, at(5), nil)
	p.came("heard", "g0", checkin.In, 7, at(41), func(r *checkin.Record) { r.Broken = true })
	p.came("heard", "g0", checkin.In, 60, at(41), func(r *checkin.Record) { r.Nonce = "n0" }) // brought twice
	p.came("heard", "g0", checkin.In, 9, at(-61), nil)
	p.came("heard", "g0", checkin.In, 9, p.list.Until.Add(5*time.Hour+time.Second), nil)

	got, err := s.Picture(t.Context(), "lantern")
	if err != nil {
		t.Fatal(err)
	}
	// "new": 10 minutes at one of two lanes, 6 and 11 a minute, but only 4 passes and 5 at
	// the gate; "ended": a minute at three lanes, but only 2 and 5, of which 3 are in.
	want := Count{In: 360 + 2 + 3 + 2 + 3, Out: 1, Counted: 369, Upper: 369 + 9 + 4, Lower: 369 - (6 + 110) - (6 + 33), Heard: at(29), Stale: true}
	if got.Count != want || got.Level != Unknown || got.Approved != 1000 {
		t.Errorf("%+v\nwant %+v", got.Count, want)
	}
	gates := []Count{
		{In: 362, Counted: 362, Upper: 371, Lower: 362 - 116, Heard: at(60), Stale: true},
		{In: 5, Out: 1, Counted: 4, Upper: 8, Heard: at(29)},
	}
	for i, g := range got.Gates {
		if g.Count != gates[i] || g.Lanes != 20+10*i || g.X != 5+2*i || g.Y != 6+2*i || g.Devices != 2+i || (g.Order.ID != "") != (i == 1) {
			t.Errorf("gate %s: %+v, %d devices, at %d %d, %d lanes, order %q\nwant %+v", g.ID, g.Count, g.Devices, g.X, g.Y, g.Lanes, g.Order.ID, gates[i])
		}
	}
	if len(got.Flow) != 15 {
		t.Fatalf("%d times five minutes", len(got.Flow))
	}
	flows := map[int][3]int{0: {2, 0, 0}, 1: {0, 2, 0}, 2: {60, 0, 0}, 4: {0, 3, 0}, 8: {300, 0, 0}, 10: {0, 0, 1}}
	inside := 0
	for i, f := range got.Flow {
		if have := [3]int{f.In[0], f.In[1], f.Out[1]}; have != flows[i] || f.Out[0] != 0 {
			t.Errorf("until %s came %v, want %v", f.At, have, flows[i])
		}
		if inside += flows[i][0] + flows[i][1] - flows[i][2]; f.Inside != inside {
			t.Errorf("until %s %d are inside, want %d", f.At, f.Inside, inside)
		}
	}
	if z := got.Zones; len(z) != 1 || z[0].Persons != got.Upper || z[0].Level != Unknown {
		t.Errorf("zones %+v", z)
	}
}

// TestPictureIsSecondsOld: many are shown the same one for a while, and a clock that
// was set back does not keep it for longer.
func TestPictureIsSecondsOld(t *testing.T) {
	t.Parallel()
	p, s := newEvening()
	look := func(wait time.Duration) time.Time {
		t.Helper()
		p.now = p.now.Add(wait)
		got, err := s.Picture(t.Context(), "lantern")
		if err != nil {
			t.Fatal(err)
		}
		return got.AsOf
	}
	first := look(0)
	if again := look(PictureFor - time.Second); !again.Equal(first) {
		t.Errorf("a second picture after %s", again.Sub(first))
	}
	if next := look(time.Second); !next.Equal(first.Add(PictureFor)) {
		t.Errorf("the next picture is of %s after the first", next.Sub(first))
	}
	if back := look(-time.Minute); !back.Equal(p.now) {
		t.Errorf("the clock was set back, and the picture is of %s", back)
	}
}

// TestNobodyYet: before the gates open nobody can be inside, though a device was set up
// long before and never heard, and there is no flow.
func TestNobodyYet(t *testing.T) {
	t.Parallel()
	p, s := newEvening()
	p.now = at(0)
	delete(p.devices, "new")
	delete(p.devices, "also heard") // then no device of that gate is in use
	d := p.devices["heard"]
	d.Fresh = time.Time{}
	p.devices["heard"] = d
	got, err := s.Picture(t.Context(), "lantern")
	if err != nil || got.Upper != 0 || got.Level != Green || len(got.Flow) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

// Those who went out are where nobody is.
func TestZonesOfThoseInside(t *testing.T) {
	t.Parallel()
	p, s := newEvening()
	p.site = slots.Site{
		Zones:    []slots.Zone{{ID: "A", Capacity: 100, ExitCM: 400}, {ID: "B", Capacity: 300, ExitCM: 400}},
		Gates:    []slots.Gate{{ID: "g0", Lanes: 1, LaneHour: 24, ExitCM: 300}, {ID: "g1", Lanes: 1, LaneHour: 16, ExitCM: 300}},
		Paths:    []slots.Path{{ID: "a", From: "g0", To: "A", Kind: "level", WidthCM: 300, Metres: 50}, {ID: "b", From: "g1", To: "B", Kind: "level", WidthCM: 300, Metres: 50}},
		Routes:   []slots.Route{{Gate: "g0", Share: 1, Zones: []string{"A"}, Stay: []float64{1}, Exit: "g0"}, {Gate: "g1", Share: 1, Zones: []string{"B"}, Stay: []float64{1}, Exit: "g1"}},
		Approved: 400, Stay: 70 * time.Minute, Spread: 25 * time.Minute, Factor: 0.85, EmptyIn: 8 * time.Minute, Wait: 30 * time.Minute, Closes: 210 * time.Minute,
	}
	s.Sites = p
	p.came("heard", "g0", checkin.In, 40, at(60), nil)
	p.came("also heard", "g1", checkin.Out, 30, at(60), nil)
	got, err := s.Picture(t.Context(), "lantern")
	if err != nil {
		t.Fatal(err)
	}
	if z := got.Zones; z[0].Persons != got.Upper || z[1].Persons != 0 {
		t.Errorf("%d of %d in A, %d in B, where nobody went", z[0].Persons, got.Upper, z[1].Persons)
	}
}

// TestEndedLater: a source that is to end later is in use until then, and the oldest
// word counts, in whatever order sources stand.
func TestEndedLater(t *testing.T) {
	t.Parallel()
	s := Source{ID: "a", In: 10, Fresh: at(10), Opened: opened, Ended: at(30), PerMinute: 10, Cap: -1}
	if got := Add([]Source{s}, at(20)); got.Upper != 10+100 {
		t.Errorf("until it ends: %+v", got)
	}
	late := Source{ID: "b", Fresh: at(15), Opened: opened, Cap: -1}
	for _, list := range [][]Source{{s, late}, {late, s}} {
		if got := Add(list, at(20)); !got.Heard.Equal(at(10)) {
			t.Errorf("heard %s, want the tenth minute", got.Heard)
		}
	}
}

// TestCreditOfTheGone: credit of a source that is no longer listed is still out; and who
// lets nobody in gets none.
func TestCreditOfTheGone(t *testing.T) {
	t.Parallel()
	a := Source{ID: "a", Fresh: at(10), Opened: opened, PerMinute: 1000, Burst: 6}
	got := Grant(Credit{"gone": 40}, []Source{a}, 100, at(10))
	if got["gone"] != 40 || got["a"] != 60 {
		t.Errorf("%v: 40 of 100 are out at one nobody hears of", got)
	}
	a.PerMinute = 0
	if got := Grant(Credit{}, []Source{a}, 100, at(10)); got["a"] != 0 {
		t.Errorf("%v: for one who lets nobody in", got)
	}
}
