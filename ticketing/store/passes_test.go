package store_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/docstore/docstoretest"
	"wanjia/ticketing"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/store"
)

// town is one event of one session with two gates, and the claims a test gives it.
type town struct {
	*pass.Service
	mu     sync.Mutex
	now    time.Time
	claims []ticketing.Claim
}

var night = time.Date(2027, 2, 19, 19, 30, 0, 0, events.Zone)

func (w *town) Owned(context.Context, ticketing.PoolID) ([]ticketing.Claim, error) {
	return slices.Clone(w.claims), nil
}

func (w *town) Session(_ context.Context, id events.SessionID) (events.Session, error) {
	return events.Session{ID: id, Starts: night, Ends: night.Add(30 * time.Minute)}, nil
}

func (w *town) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *town) wait(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func newTown(t *testing.T, s pass.Store) *town {
	t.Helper()
	w := &town{now: night.Add(-48 * time.Hour)}
	w.Service = &pass.Service{Store: s, Claims: w, Sessions: w, Now: w.clock}
	_, err := w.Open(t.Context(), "lantern", []pass.Gate{{ID: "w1", Bit: 0, Lanes: 9}, {ID: "n5", Bit: 4, Lanes: 1, StepFree: true}})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *town) ring(t *testing.T) pass.Ring {
	t.Helper()
	b, err := w.Book(t.Context(), "lantern")
	if err != nil {
		t.Fatal(err)
	}
	return b.Ring()
}

// revoked says whether a serial is on the list.
func (w *town) revoked(t *testing.T, s pass.Serial) bool {
	t.Helper()
	list, err := w.Revoked(t.Context(), "n1")
	if err != nil {
		t.Fatal(err)
	}
	return slices.Contains(list, s)
}

var family = ticketing.Claim{ID: "c1", Pool: "p", Session: "n1", Event: "lantern", Party: 4, Children: 1, State: ticketing.Claimed}

// TestPassOfClaim follows a pass through what may happen to its claim.
func TestPassOfClaim(t *testing.T) {
	t.Parallel()
	w := newTown(t, store.NewPasses(&docstoretest.Memory{}))
	ctx := t.Context()
	w.claims = []ticketing.Claim{family}
	first, err := w.Pass(ctx, family)
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.ring(t).Read(first.Text)
	if err != nil || p.Party != 4 || !p.From.Equal(night) || p.Lasts != 30*time.Minute || p.Serial != first.Serial || p.Gates != first.Gates {
		t.Fatalf("the pass says %+v, %v", p, err)
	}
	if again, err := w.Pass(ctx, family); err != nil || again.Text != first.Text {
		t.Errorf("asked again it is another: %v", err)
	}
	if w.revoked(t, first.Serial) {
		t.Error("a good pass is on the list of revoked ones")
	}

	smaller := family
	smaller.Party, smaller.Rev = 3, 1
	w.claims[0] = smaller
	if !w.revoked(t, first.Serial) {
		t.Error("the pass of a party of four is good for a party of three")
	}
	second, err := w.Pass(ctx, smaller)
	if err != nil || second.Serial == first.Serial || second.Party != 3 {
		t.Errorf("after the change: %+v, %v", second, err)
	}
	if late, err := w.Pass(ctx, family); err != nil || late.Serial != second.Serial {
		t.Errorf("whoever read the claim before it changed gets %v, %v", late.Serial, err)
	}
	if w.revoked(t, second.Serial) || !w.revoked(t, first.Serial) {
		t.Error("of two passes the later is good and the earlier is not")
	}

	w.claims = nil // given back
	if !w.revoked(t, second.Serial) {
		t.Error("the pass of a claim that was given back is good")
	}
	over := smaller
	over.State = ticketing.Released
	if _, err := w.Pass(ctx, over); !errors.Is(err, pass.ErrClaimOver) {
		t.Errorf("a pass for what was given back: %v", err)
	}
	other := family
	other.Event = "gala"
	if _, err := w.Pass(ctx, other); !errors.Is(err, pass.ErrNone) {
		t.Errorf("a pass for an event without gates: %v", err)
	}
	chair := family
	chair.ID, chair.Wish.Wheelchairs = "c2", 1
	if way, err := w.Pass(ctx, chair); err != nil || len(way.Gate) != 1 || way.Gate[0].ID != "n5" {
		t.Errorf("who needs a way without steps is sent to %v, %v", way.Gate, err)
	}
}

// TestKeys: a new key is known before it signs, an old one's passes stay good, those of
// a withdrawn one do not.
func TestKeys(t *testing.T) {
	t.Parallel()
	engine := &docstoretest.Memory{}
	w := newTown(t, store.NewPasses(engine))
	ctx := t.Context()
	old, err := w.Pass(ctx, family)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Withdraw(ctx, "lantern", 0); !errors.Is(err, pass.ErrLastKey) {
		t.Errorf("withdrawing the only key: %v", err)
	}
	if _, err := w.Rotate(ctx, "lantern"); err != nil {
		t.Fatal(err)
	}
	second := family
	second.ID = "c2"
	early, err := w.Pass(ctx, second)
	if err != nil || early.Key != 0 || len(w.ring(t).Keys) != 2 {
		t.Errorf("before its time key %d signs, %d keys are known, %v", early.Key, len(w.ring(t).Keys), err)
	}
	w.wait(pass.Overlap)
	third := family
	third.ID = "c3"
	late, err := w.Pass(ctx, third)
	if err != nil || late.Key != 1 {
		t.Errorf("after its time key %d signs, %v", late.Key, err)
	}
	// Another process, or this one after all its memory and Redis are gone.
	w2 := newTown(t, store.NewPasses(engine))
	for _, text := range []string{old.Text, late.Text} {
		if _, err := w2.ring(t).Read(text); err != nil {
			t.Errorf("a pass from before: %v", err)
		}
	}
	if _, err := w.Withdraw(ctx, "lantern", 0); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ring(t).Read(old.Text); !errors.Is(err, pass.ErrUnknownKey) {
		t.Errorf("a pass by a withdrawn key: %v", err)
	}
	if fresh, err := w.Pass(ctx, family); err != nil || fresh.Key != 1 || fresh.Serial == old.Serial {
		t.Errorf("whoever asks again gets key %d, %v", fresh.Key, err)
	}
	if _, err := w.Withdraw(ctx, "lantern", 9); !errors.Is(err, pass.ErrNoKey) {
		t.Errorf("withdrawing no key: %v", err)
	}
}

// TestOnePass has many ask for the same pass at once, and many events for a number.
func TestOnePass(t *testing.T) {
	t.Parallel()
	w := newTown(t, store.NewPasses(&docstoretest.Memory{}))
	var wg sync.WaitGroup
	texts, numbers := make([]string, 16), make([]uint16, 16)
	for i := range texts {
		wg.Go(func() {
			p, err := w.Pass(t.Context(), family)
			if err != nil {
				t.Error(err)
			}
			texts[i] = p.Text
			b, err := w.Open(t.Context(), events.ID("show-"+string(rune('a'+i))), []pass.Gate{{ID: "w1", Lanes: 1}})
			if err != nil {
				t.Error(err)
			}
			numbers[i] = b.Number
		})
	}
	wg.Wait()
	slices.Sort(numbers)
	if len(slices.Compact(texts)) != 1 {
		t.Error("the same claim has several passes")
	}
	if len(slices.Compact(numbers)) != 16 {
		t.Errorf("two events have one number: %v", numbers)
	}
	for _, bad := range [][]pass.Gate{nil, {{ID: "a", Lanes: 1}, {ID: "b", Lanes: 1}}, {{ID: "a", Bit: 16, Lanes: 1}}, {{ID: "a"}}} {
		if _, err := w.Open(t.Context(), "bad", bad); !errors.Is(err, pass.ErrGates) {
			t.Errorf("Open(%v) = %v", bad, err)
		}
	}
}

// drawn makes every serial drawn first the same.
type drawn struct {
	pass.Store
	clash int
}

func (d *drawn) ChangeSheet(ctx context.Context, empty pass.Sheet, change func(*pass.Sheet) (bool, error)) (pass.Sheet, error) {
	d.clash++
	return d.Store.ChangeSheet(ctx, empty, func(s *pass.Sheet) (bool, error) {
		ok, err := change(s)
		if d.clash <= 2 && len(s.Issues) > 0 {
			s.Issues[len(s.Issues)-1].Serial = pass.Serial{1}
		}
		return ok, err
	})
}

// TestSerialTaken: a serial another pass has is drawn anew.
func TestSerialTaken(t *testing.T) {
	t.Parallel()
	w := newTown(t, &drawn{Store: store.NewPasses(&docstoretest.Memory{})})
	first, err := w.Pass(t.Context(), family)
	if err != nil || first.Serial != (pass.Serial{1}) {
		t.Fatalf("%v, %v", first.Serial, err)
	}
	other := family
	other.ID = "c2"
	second, err := w.Pass(t.Context(), other)
	if err != nil || second.Serial == first.Serial {
		t.Errorf("two passes have the serial %v, %v", second.Serial, err)
	}
}

// TestChosenGate: whoever chooses a gate gets a pass for it, once; the one before opens
// none any more.
func TestChosenGate(t *testing.T) {
	t.Parallel()
	w := newTown(t, store.NewPasses(&docstoretest.Memory{}))
	ctx := t.Context()
	w.claims = []ticketing.Claim{family}
	before, err := w.Pass(ctx, family)
	if err != nil {
		t.Fatal(err)
	}
	other := "n5"
	if before.Gate[0].ID == other {
		other = "w1"
	}
	if err := w.Choose(ctx, family, "x9"); !errors.Is(err, pass.ErrNoGate) {
		t.Errorf("no such gate: %v", err)
	}
	for range 2 {
		if err := w.Choose(ctx, family, other); err != nil {
			t.Fatal(err)
		}
		after, err := w.Pass(ctx, family)
		if err != nil || len(after.Gate) != 1 || after.Gate[0].ID != other || after.Serial == before.Serial {
			t.Fatalf("chosen: %+v, %v", after, err)
		}
		if again, err := w.Pass(ctx, family); err != nil || again.Serial != after.Serial {
			t.Errorf("asked again it is another: %v", err)
		}
		if !w.revoked(t, before.Serial) || w.revoked(t, after.Serial) {
			t.Error("the list of revoked passes does not follow")
		}
	}
	over := family
	over.State = ticketing.Released
	if err := w.Choose(ctx, over, other); !errors.Is(err, pass.ErrClaimOver) {
		t.Errorf("given back: %v", err)
	}
}
