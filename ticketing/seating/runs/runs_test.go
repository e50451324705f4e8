package runs_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/fault"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
	"wanjia/ticketing/seating/tables"
	"wanjia/ticketing/store"
)

const (
	event   = events.ID("banquet-2027")
	noon    = events.SessionID("banquet-2027-noon")
	evening = events.SessionID("banquet-2027-evening")
)

var (
	shang = runs.Who{Account: "a1", Name: "尚姐"}
	mei   = runs.Who{Account: "a2", Name: "老梅"}
)

// queue is what was to be done.
type queue struct {
	mu   sync.Mutex
	list []events.Errand
}

func (q *queue) Enqueue(_ context.Context, e events.Errand) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.list = append(q.list, e)
	return nil
}

// guests is who comes, which a test may change; failing says at which sitting it breaks.
type guests struct {
	homes   map[events.SessionID][]tables.Household
	failing events.SessionID
	before  func(events.SessionID) // called before anybody is read
}

var errBroken = errors.New("the power is off")

func (g *guests) Sittings(_ context.Context, e events.ID) ([]runs.Sitting, error) {
	if e != event {
		return nil, nil
	}
	return []runs.Sitting{{ID: noon, Title: events.Text{ZH: "第一席"}}, {ID: evening, Title: events.Text{ZH: "第二席"}, Themed: true}}, nil
}

func (g *guests) Households(_ context.Context, _ events.ID, s events.SessionID) iter.Seq2[tables.Household, error] {
	return func(yield func(tables.Household, error) bool) {
		if g.before != nil {
			g.before(s)
		}
		if s == g.failing {
			yield(tables.Household{}, errBroken)
			return
		}
		for _, h := range g.homes[s] {
			if !yield(h, nil) {
				return
			}
		}
	}
}

func (g *guests) Dishes(context.Context, events.ID, events.SessionID) iter.Seq2[tables.Dish, error] {
	return func(func(tables.Dish, error) bool) {}
}

// world is two halls of six tables and fifteen households at each sitting.
type world struct {
	*runs.Service
	guests *guests
	queue  *queue
	clock  time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	kept := store.NewSeating(&docstoretest.Memory{})
	w := &world{guests: &guests{homes: map[events.SessionID][]tables.Household{}}, queue: &queue{}, clock: time.Date(2027, 1, 21, 9, 0, 0, 0, time.UTC)}
	var halls []floor.Hall
	for v := range 2 {
		h := floor.Hall{ID: fmt.Sprintf("V%d", v), Name: fmt.Sprintf("会场%d", v), X: 400 * v, Width: 3_000, Height: 2_000, AreaM2: 140}
		for i := range 6 {
			h.Tables = append(h.Tables, floor.Table{
				ID: fmt.Sprintf("V%d-%d", v, i+1), Number: i + 1, Shape: floor.Round, Seats: 10, X: 300 + 400*(i%3), Y: 400 + 400*(i/3), AisleCM: 140, StepFree: true, ToiletM: 20,
			})
		}
		h.Tables[0].Ends, h.Tables[5].Theme = []int{1}, true
		halls = append(halls, h)
	}
	if err := kept.AddHalls(t.Context(), event, halls); err != nil {
		t.Fatal(err)
	}
	for _, s := range []events.SessionID{noon, evening} {
		for i := range 15 {
			w.guests.homes[s] = append(w.guests.homes[s], tables.Household{ID: fmt.Sprintf("h%02d", i), Building: fmt.Sprintf("B%d", i/4), X: 100 * (i / 4), People: 2 + i%3, Order: i})
		}
	}
	w.Service = &runs.Service{Store: kept, Guests: w.guests, Queue: w.queue, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { w.clock = w.clock.Add(time.Millisecond); return w.clock }}
	return w
}

// seated is a world in which everybody was seated.
func seated(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.run(t)
	return w
}

func (w *world) run(t *testing.T) runs.Run {
	t.Helper()
	r, err := w.Start(t.Context(), shang, event, 1, "十天前")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Work(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	if r, err = w.Run(t.Context(), event, r.ID); err != nil || r.State != runs.Done || r.Percent != 100 {
		t.Fatalf("the run is %+v, %v", r, err)
	}
	return r
}

func (w *world) current(t *testing.T, s events.SessionID) *runs.Version {
	t.Helper()
	v, err := w.Current(t.Context(), event, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (w *world) change(s events.SessionID, base string) runs.Change {
	return runs.Change{Event: event, Sitting: s, Base: base, Why: "试"}
}

// elsewhere is a table the household is not at.
func elsewhere(v *runs.Version, household string) string {
	seat, _ := v.Seat(household)
	for _, t := range v.Plan.Tables {
		if t.ID != seat.Table && t.Only == "" {
			return t.ID
		}
	}
	return ""
}

// A run seats both sittings, with bound and first come, first served beside it; the same
// seed gives the same again.
func TestRun(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if _, err := w.Current(t.Context(), event, noon); !errors.Is(err, runs.ErrNoSeating) {
		t.Errorf("before the first run: %v", err)
	}
	r := w.run(t)
	if len(r.Outcome) != 2 || len(w.queue.list) != 1 || w.queue.list[0].Name != runs.ErrandRun {
		t.Errorf("the run came to %+v with errands %v", r.Outcome, w.queue.list)
	}
	v := w.current(t, noon)
	if f := v.Figures; f.Got.Households != 15 || f.Bound < 5 || f.Got.Tables < f.Bound || f.First.Households != 15 || f.First.Tables == 0 {
		t.Errorf("figures %+v", f)
	}
	for _, seat := range v.Result.Seats {
		if len(seat.Reasons) == 0 {
			t.Errorf("%s is not told why", seat.Household)
		}
	}
	w.run(t)
	if again := w.current(t, noon); again.ID == v.ID || !cmp.Equal(again.Result, v.Result) {
		t.Error("the same seed seats otherwise")
	}
	if _, err := w.Start(t.Context(), shang, "gala-2027", 1, "x"); !errors.Is(err, runs.ErrNoSitting) {
		t.Errorf("an event without tables: %v", err)
	}
}

// A run that dies halfway has published nothing; the next worker goes on, and what was
// kept is not made again.
func TestRunDies(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r, err := w.Start(t.Context(), shang, event, 1, "x")
	if err != nil {
		t.Fatal(err)
	}
	dying, kill := context.WithCancel(t.Context())
	read := map[events.SessionID]int{}
	w.guests.before = func(s events.SessionID) {
		if read[s]++; s == evening && read[s] == 1 {
			kill()
		}
	}
	if err := w.Work(dying, r.ID); err == nil {
		t.Fatal("a worker that was killed says it is done")
	}
	if _, err := w.Current(t.Context(), event, noon); !errors.Is(err, runs.ErrNoSeating) {
		t.Errorf("half a run is published: %v", err)
	}
	found := 0
	for e, err := range w.Pending(t.Context(), w.clock.Add(time.Hour)) {
		if err != nil || e.Subject != r.ID {
			t.Errorf("pending %v, %v", e, err)
		}
		found++
	}
	if found != 1 {
		t.Errorf("%d errands are found for a run that died", found)
	}
	w.clock = w.clock.Add(time.Minute) // it counts as lost
	if err := w.Work(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	w.current(t, noon)
	w.current(t, evening)
	if read[noon] != 1 || read[evening] != 2 {
		t.Errorf("sittings were read %v", read)
	}
	for e := range w.Pending(t.Context(), w.clock.Add(time.Hour)) {
		t.Errorf("a run that is over still has %v", e)
	}
}

// Two workers do not work on one run at once; one that is stopped publishes nothing; one
// that cannot be read fails and says so.
func TestRunIsOneWorkers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r, err := w.Start(t.Context(), shang, event, 1, "x")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Start(t.Context(), mei, event, 2, "x"); !errors.Is(err, runs.ErrRunning) {
		t.Errorf("a second run: %v", err)
	}
	reads := 0
	w.guests.before = func(s events.SessionID) {
		reads++
		if s == noon {
			if err := w.Work(t.Context(), r.ID); err != nil {
				t.Errorf("another worker meanwhile: %v", err)
			}
		} else if _, err := w.Cancel(t.Context(), event, r.ID); err != nil {
			t.Errorf("stop: %v", err)
		}
	}
	if err := w.Work(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Current(t.Context(), event, noon); !errors.Is(err, runs.ErrNoSeating) || reads != 2 {
		t.Errorf("a stopped run, read %d times: %v", reads, err)
	}
	if _, err := w.Cancel(t.Context(), event, r.ID); !errors.Is(err, runs.ErrOver) {
		t.Errorf("stopped twice: %v", err)
	}
	w.guests.before, w.guests.failing = nil, evening
	if r, err = w.Start(t.Context(), shang, event, 1, "x"); err != nil {
		t.Fatal(err)
	}
	if err := w.Work(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	if r, err = w.Run(t.Context(), event, r.ID); err != nil || r.State != runs.Failed || r.Fault != "internal" {
		t.Errorf("the run is %+v, %v", r, err)
	}
}

// A household is moved: tried, nothing changes; done, it sits there; two who move the
// same one hear of each other, two who move different ones do not; undone, all is back.
func TestMoves(t *testing.T) {
	t.Parallel()
	w := seated(t)
	first := w.current(t, noon)
	to := elsewhere(first, "h03")
	c := w.change(noon, first.ID)
	c.Try = true
	tried, err := w.Move(t.Context(), shang, c, "h03", to)
	if err != nil || len(tried.After.Moved) == 0 {
		t.Fatalf("tried: %+v, %v", tried.After, err)
	}
	if now := w.current(t, noon); now.ID != first.ID {
		t.Fatal("trying it changed it")
	}
	done, err := w.Move(t.Context(), shang, w.change(noon, first.ID), "h03", to)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tried.After.Moved, done.After.Moved); diff != "" {
		t.Errorf("it cost other than was said\n%s", diff)
	}
	if seat, _ := w.current(t, noon).Seat("h03"); seat.Table != to {
		t.Errorf("h03 sits at %s", seat.Table)
	}
	_, err = w.Move(t.Context(), mei, w.change(noon, first.ID), "h03", first.Plan.Tables[1].ID)
	if got := fault.Of(err).Details; !errors.Is(err, runs.ErrSeatMoved) || got["by"] != "尚姐" || got["table"] != to {
		t.Errorf("the second hears %v, %v", err, got)
	}
	other := ""
	for _, h := range w.guests.homes[noon] {
		if !slices.ContainsFunc(done.After.Moved, func(m tables.Move) bool { return m.Household == h.ID }) {
			other = h.ID
		}
	}
	if _, err := w.Move(t.Context(), mei, w.change(noon, first.ID), other, elsewhere(w.current(t, noon), other)); err != nil {
		t.Errorf("another household, from the version before: %v", err)
	}
	if _, err := w.Close(t.Context(), mei, w.change(noon, first.ID), "V1"); !errors.Is(err, runs.ErrNewer) {
		t.Errorf("a hall closed by who has not seen the moves: %v", err)
	}
	for range 2 {
		if _, err := w.Undo(t.Context(), shang, w.change(noon, w.current(t, noon).ID)); err != nil {
			t.Fatal(err)
		}
	}
	if !cmp.Equal(w.current(t, noon).Result, first.Result) {
		t.Error("two changes taken back, and it is not what it was")
	}
	if _, err := w.Undo(t.Context(), shang, w.change(noon, w.current(t, noon).ID)); !errors.Is(err, runs.ErrNoUndo) {
		t.Errorf("a run taken back: %v", err)
	}
	if _, err := w.Move(t.Context(), shang, w.change(noon, w.current(t, noon).ID), "nobody", to); !errors.Is(err, runs.ErrNotHere) {
		t.Errorf("nobody moved: %v", err)
	}
	if _, err := w.Move(t.Context(), shang, w.change(evening, w.current(t, evening).ID), "h03", "V0-6"); fault.Of(err).Details["why"] != tables.RefusedOnly {
		t.Errorf("to a table of a theme: %v", err)
	}
}

// A hall is closed: nobody sits there, wheelchairs are placed first, and it can be undone.
func TestClose(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.guests.homes[noon][2].Wheelchairs = 1
	for i := range w.guests.homes[noon] {
		w.guests.homes[noon][i].People += 2
	}
	w.run(t)
	first := w.current(t, noon)
	p, err := w.Close(t.Context(), shang, w.change(noon, first.ID), "V0")
	if err != nil {
		t.Fatal(err)
	}
	brought := 0
	for _, l := range p.After.Result.Left {
		if l.Code == tables.ByDelivery {
			brought++
		}
	}
	if brought == 0 || p.After.Left != 0 || len(p.After.Moved) == 0 {
		t.Errorf("%d get the meal brought, %d for a person, %d moved: half the places are gone", brought, p.After.Left, len(p.After.Moved))
	}
	if seat, ok := p.After.Seat("h02"); !ok || seat.Table != "V1-1" {
		t.Errorf("the wheelchair is at %q", seat.Table)
	}
	for _, seat := range p.After.Result.Seats {
		if seat.Table[:2] == "V0" {
			t.Errorf("%s sits in the closed hall", seat.Household)
		}
	}
	if _, err := w.Close(t.Context(), shang, w.change(noon, p.After.ID), "V0"); !errors.Is(err, runs.ErrClosed) {
		t.Errorf("closed twice: %v", err)
	}
	if _, err := w.Move(t.Context(), shang, w.change(noon, p.After.ID), "h02", "V0-1"); fault.Of(err).Details["why"] != tables.RefusedClosed {
		t.Errorf("into the closed hall: %v", err)
	}
	back, err := w.Undo(t.Context(), shang, w.change(noon, p.After.ID))
	if err != nil || len(back.After.Closed) > 0 || !cmp.Equal(back.After.Result, first.Result) {
		t.Errorf("opened again: %v, closed %v", err, back.After.Closed)
	}
}

// Who comes changes: who is not concerned stays, and cards that are printed are known to
// be wrong.
func TestUpdateAndCards(t *testing.T) {
	t.Parallel()
	w := seated(t)
	first := w.current(t, noon)
	var all []string
	for _, c := range first.TableCards() {
		all = append(all, c.Table)
	}
	w.publish(t, noon)
	if err := w.NotePrinted(t.Context(), event, noon, all); err != nil {
		t.Fatal(err)
	}
	w.guests.homes[noon] = append(slices.Clone(w.guests.homes[noon][1:]), tables.Household{ID: "late", Building: "B0", People: 2, Order: 99})
	p, err := w.Update(t.Context(), shang, w.change(noon, first.ID))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range p.After.Moved {
		if m.Household != "h00" && m.Household != "late" {
			t.Errorf("%+v moved", m)
		}
	}
	again, gone, err := w.Reprint(t.Context(), event, noon)
	was, _ := first.Seat("h00")
	late, _ := p.After.Seat("late")
	want := []string{was.Table, late.Table}
	slices.Sort(want)
	if got := append(again, gone...); err != nil || !slices.Equal(slices.Compact(slices.Sorted(slices.Values(got))), slices.Compact(want)) {
		t.Errorf("to be printed again %v and %v, want %v; %v", again, gone, want, err)
	}
	w.run(t)
	after := w.current(t, noon)
	if _, cards := tables.Diff(p.After.Result, after.Result, nil); len(cards) > 0 {
		t.Errorf("a run changed the printed cards %v", cards)
	}
	if _, err := w.Undo(t.Context(), shang, w.change(noon, after.ID)); !errors.Is(err, runs.ErrNoUndo) {
		t.Errorf("taken back: %v", err)
	}
}

// A table people sit at cannot go, neither by an edit nor with another drawing; an empty
// one can, and then nobody is moved there. While a run is under way nothing is edited.
func TestHalls(t *testing.T) {
	t.Parallel()
	w := seated(t)
	v := w.current(t, noon)
	used, empty := v.Result.Seats[0].Table, ""
	busy := map[string]bool{}
	for _, s := range []events.SessionID{noon, evening} {
		for _, seat := range w.current(t, s).Result.Seats {
			busy[seat.Table] = true
		}
	}
	for _, x := range v.Plan.Tables {
		if !busy[x.ID] && x.Only == "" && x.ID[3:] != "6" {
			empty = x.ID
		}
	}
	edit := func(table string) error {
		d, err := w.Hall(t.Context(), event, table[:2])
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.EditHall(t.Context(), shang, event, table[:2], floor.Edit{Base: d.Rev, Drop: []string{table}})
		return err
	}
	if err := edit(used); !errors.Is(err, floor.ErrInUse) {
		t.Errorf("a table with people: %v", err)
	}
	d, err := w.Hall(t.Context(), event, used[:2])
	if err != nil {
		t.Fatal(err)
	}
	smaller := d.Hall
	smaller.Tables = slices.DeleteFunc(slices.Clone(d.Tables), func(x floor.Table) bool { return x.ID == used })
	if _, err := w.ReplaceHall(t.Context(), shang, event, d.ID, d.Rev, smaller.JSON()); !errors.Is(err, floor.ErrInUse) {
		t.Errorf("a drawing without it: %v", err)
	}
	if _, err := w.ReplaceHall(t.Context(), shang, event, d.ID, d.Rev-1, d.JSON()); !errors.Is(err, floor.ErrMoved) {
		t.Errorf("a drawing over one that was not seen: %v", err)
	}
	if err := edit(empty); err != nil {
		t.Errorf("an empty table: %v", err)
	}
	if _, err := w.Move(t.Context(), shang, w.change(noon, v.ID), "h03", empty); !errors.Is(err, runs.ErrUnfit) {
		t.Errorf("to a table that is gone: %v", err)
	}
	if now, err := w.Hall(t.Context(), event, empty[:2]); err != nil {
		t.Fatal(err)
	} else if document, err := w.Store.Drawing(t.Context(), now.Drawing); err != nil || string(document) != string(now.JSON()) {
		t.Errorf("the drawing is not kept under its hash: %v", err)
	}
	if _, err := w.Start(t.Context(), shang, event, 1, "x"); err != nil {
		t.Fatal(err)
	}
	if err := edit(used); !errors.Is(err, runs.ErrRunning) {
		t.Errorf("edited under a run: %v", err)
	}
	if _, err := w.Move(t.Context(), shang, w.change(noon, v.ID), "h03", elsewhere(v, "h03")); !errors.Is(err, runs.ErrRunning) {
		t.Errorf("moved under a run: %v", err)
	}
}
