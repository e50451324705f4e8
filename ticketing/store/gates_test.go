package store_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/docstore/docstoretest"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/store"
)

func (w *town) PoolsOf(context.Context, events.SessionID) ([]ticketing.Pool, error) {
	return []ticketing.Pool{{ID: "p"}}, nil
}

func (w *town) Sessions(context.Context, events.ID) ([]events.Session, error) {
	return []events.Session{{ID: "n1", Starts: night, Ends: night.Add(30 * time.Minute)}, {ID: "n2", Starts: night.AddDate(0, 0, 1), Ends: night.AddDate(0, 0, 1).Add(time.Hour)}}, nil
}

func newGate(t *testing.T) (*town, *checkin.Service) {
	t.Helper()
	engine := &docstoretest.Memory{}
	w := newTown(t, store.NewPasses(engine))
	return w, &checkin.Service{Store: store.NewGates(engine), Passes: w, Pools: w, Claims: w, Sessions: sessionsOf{w}, Rules: checkin.Usual, Now: w.clock}
}

type sessionsOf struct{ *town }

func (s sessionsOf) Sessions(ctx context.Context, e events.ID) ([]events.Session, error) {
	return s.town.Sessions(ctx, e)
}

func begin(t *testing.T, s *checkin.Service, gate string) (checkin.Device, string) {
	t.Helper()
	_, token, err := s.Provision(t.Context(), "lantern", gate, "手机")
	if err != nil {
		t.Fatal(err)
	}
	d, secret, err := s.Begin(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	return d, secret
}

// TestDevices: a code sets one device up, once and for a day; a revoked one is nobody.
func TestDevices(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	ctx := t.Context()
	if _, _, err := s.Provision(ctx, "lantern", "z9", "x"); !errors.Is(err, checkin.ErrNoGate) {
		t.Errorf("a gate that is not there: %v", err)
	}
	_, token, err := s.Provision(ctx, "lantern", "w1", "x")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Authenticate(ctx, token); !errors.Is(err, checkin.ErrDevice) {
		t.Errorf("its code opens it: %v", err)
	}
	d, secret, err := s.Begin(ctx, token)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Begin(ctx, token); !errors.Is(err, checkin.ErrToken) {
		t.Errorf("the code a second time: %v", err)
	}
	if _, _, err := s.Begin(ctx, secret); !errors.Is(err, checkin.ErrToken) {
		t.Errorf("the secret as a code: %v", err)
	}
	if got, err := s.Authenticate(ctx, secret); err != nil || got.ID != d.ID || got.Gate != "w1" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := s.Revoke(ctx, d.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Authenticate(ctx, secret); !errors.Is(err, checkin.ErrDevice) {
		t.Errorf("after it was taken out of use: %v", err)
	}
	if _, err := s.Revoke(ctx, "nobody"); !errors.Is(err, checkin.ErrNoDevice) {
		t.Errorf("revoking none: %v", err)
	}
	_, old, err := s.Provision(ctx, "lantern", "w1", "x")
	if err != nil {
		t.Fatal(err)
	}
	w.wait(checkin.TokenFor)
	if _, _, err := s.Begin(ctx, old); !errors.Is(err, checkin.ErrToken) {
		t.Errorf("a code of yesterday: %v", err)
	}
}

// TestSync brings two devices' logs in pieces, backwards and twice, and wants the same
// totals, gap-free numbers and the one double admission.
func TestSync(t *testing.T) {
	t.Parallel()
	var want checkin.Tally
	for _, backwards := range []bool{false, true} {
		w, s := newGate(t)
		ctx := t.Context()
		a, _ := begin(t, s, "w1")
		b, _ := begin(t, s, "n5")
		a.ID, b.ID = renamed(t, s, a, "a"), renamed(t, s, b, "b")
		log := func(from, to int, serial byte) (list []checkin.Record) {
			for i := from; i <= to; i++ {
				list = append(list, checkin.Record{Seq: int64(i), Nonce: fmt.Sprint("nonce-", i), Kind: checkin.In, Serial: pass.Serial{serial, byte(i)}, Persons: 2, Party: 2, At: night.Add(time.Duration(i) * time.Minute)})
			}
			return list
		}
		pieces := [][]checkin.Record{log(1, 3, 1), log(4, 6, 1), log(4, 6, 1)}
		if backwards {
			pieces[0], pieces[1] = pieces[1], pieces[0]
		}
		for i, piece := range pieces {
			d, err := s.Sync(ctx, a, checkin.Said{At: w.clock().Add(9 * time.Minute)}, piece)
			if err != nil {
				t.Fatal(err)
			}
			if a = d; backwards && i == 0 && d.Seq != 0 || i == 2 && (d.Seq != 6 || d.Skew != 9*time.Minute) {
				t.Errorf("after piece %d the log is here up to %d, clock away %s", i, d.Seq, d.Skew)
			}
		}
		if _, err := s.Sync(ctx, b, checkin.Said{At: w.clock()}, log(3, 3, 1)[:1]); err != nil { // shown at both gates
			t.Fatal(err)
		}
		gates, tally, err := s.Totals(ctx, "lantern")
		if err != nil {
			t.Fatal(err)
		}
		if len(gates) != 2 || gates[0].In != 12 || gates[1].In != 2 || tally.In != 14 || len(tally.Conflicts) != 1 || tally.Conflicts[0].Excess != 2 {
			t.Errorf("%+v, %+v", gates, tally)
		}
		for i := range tally.Conflicts {
			tally.Conflicts[i].Record.Received, tally.Conflicts[i].First.Received = time.Time{}, time.Time{}
		}
		if backwards && !reflect.DeepEqual(tally, want) {
			t.Errorf("backwards %+v, forwards %+v", tally, want)
		}
		want = tally
		if _, err := s.Sync(ctx, a, checkin.Said{At: w.clock()}, []checkin.Record{{Seq: 7, Nonce: "x", Kind: checkin.In, At: night}}); !errors.Is(err, checkin.ErrRecord) {
			t.Errorf("nobody came in: %v", err)
		}
	}
}

// renamed gives a device a name that sorts the same in each run.
func renamed(t *testing.T, s *checkin.Service, d checkin.Device, id checkin.DeviceID) checkin.DeviceID {
	t.Helper()
	gate := d.Gate
	d.ID, d.Key = id, "key-"+string(id)
	if err := s.Store.AddDevice(t.Context(), d); err != nil || gate == "" {
		t.Fatal(err)
	}
	if _, err := s.Sync(t.Context(), d, checkin.Said{At: night}, nil); err != nil {
		t.Fatal(err)
	}
	return id
}

// TestList: a gate knows the codes of passes that nobody has opened, and what is revoked.
func TestList(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	ctx := t.Context()
	mine := family
	mine.Code = "abcd2345"
	w.claims = []ticketing.Claim{mine}
	list, err := s.List(ctx, "lantern")
	if err != nil || len(list.Codes) != 1 || list.Codes[0].Hash != checkin.CodeHash(list.Salt, "abcd2345") || list.Codes[0].Party != 4 || len(list.Revoked) != 0 {
		t.Fatalf("%+v, %v", list, err)
	}
	w.claims = nil
	w.wait(time.Minute)
	list, err = s.List(ctx, "lantern")
	if err != nil || len(list.Codes) != 0 || len(list.Revoked) != 1 {
		t.Errorf("after it was given back: %+v, %v", list, err)
	}
	w.wait(30 * 24 * time.Hour)
	if _, err := s.List(ctx, "lantern"); !errors.Is(err, checkin.ErrNoNight) {
		t.Errorf("a month later: %v", err)
	}
}
