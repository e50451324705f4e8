package redisstore_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/events/testkit"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/redisstore"
)

func scan(n, persons int) checkin.Record {
	return checkin.Record{
		Device: "g-1", Nonce: fmt.Sprint("scan-", n), Event: "lantern", Gate: "w1", Serial: pass.Serial{1}, Persons: persons, Party: 6, At: time.UnixMilli(int64(1000 * n)),
	}
}

// TestEntrance: nobody comes in before everything was told; of many at once as many as
// the pass is for; the same scan counts once, told or asked.
func TestEntrance(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	e := &redisstore.Entrance{Redis: testkit.Redis(t)}
	if _, _, err := e.Enter(ctx, scan(1, 2), true, true); !errors.Is(err, checkin.ErrCold) {
		t.Fatalf("before it knows anything: %v", err)
	}
	told := make([]checkin.Record, 1201) // several pieces
	for i := range told {
		told[i] = scan(i, 1)
		told[i].Serial = pass.Serial{9, byte(i >> 8), byte(i)}
	}
	if err := e.Tell(ctx, "lantern", append(told, scan(1, 2)), true); err != nil {
		t.Fatal(err)
	}
	if known, in, err := e.Enter(ctx, scan(1, 2), true, true); err != nil || !in || len(known) != 1 || known[0].Name != "g-1/scan-1" || known[0].Gate != "w1" || !known[0].At.Equal(time.UnixMilli(1000)) {
		t.Errorf("what it was told, asked for: %+v, %t, %v", known, in, err)
	}
	if _, in, err := e.Enter(ctx, scan(2, 1), true, false); err != nil || in {
		t.Errorf("the rest, where none may come any more: %t, %v", in, err)
	}
	if known, in, err := e.Enter(ctx, scan(3, 5), true, true); err != nil || in || len(known) != 1 {
		t.Errorf("more than are left: %+v, %t, %v", known, in, err)
	}
	var wg sync.WaitGroup
	var admitted atomic.Int32
	for n := range 20 {
		wg.Go(func() {
			_, in, err := e.Enter(ctx, scan(10+n, 1), true, true)
			if err != nil {
				t.Error(err)
			}
			if in {
				admitted.Add(1)
			}
		})
	}
	wg.Wait()
	if admitted.Load() != 4 {
		t.Errorf("%d of 20 came in with the 4 places that were left", admitted.Load())
	}
	if err := e.Tell(ctx, "lantern", []checkin.Record{scan(1, 2)}, false); err != nil {
		t.Fatal(err)
	}
	if known, _, err := e.Enter(ctx, scan(99, 1), true, true); err != nil || len(known) != 5 {
		t.Errorf("%d admissions after one was told twice, %v", len(known), err)
	}
	if err := e.Forget(ctx, "lantern"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := e.Enter(ctx, scan(1, 2), true, true); !errors.Is(err, checkin.ErrCold) {
		t.Errorf("after it forgot: %v", err)
	}
}
