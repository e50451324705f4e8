package crowd

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/edge"
	"wanjia/ticketing/pass"
)

// keeping is a disk in memory for what the city said.
type keeping struct {
	copy    *edge.Copy
	granted *edge.Allowance
}

func (k *keeping) KeepCopy(_ context.Context, c edge.Copy) error {
	k.copy = &c
	return nil
}

func (k *keeping) KeptCopy(context.Context) (edge.Copy, bool, error) {
	if k.copy == nil {
		return edge.Copy{}, false, nil
	}
	return *k.copy, true, nil
}

func (k *keeping) KeepCredit(_ context.Context, _ events.ID, a edge.Allowance) error {
	k.granted = &a
	return nil
}

func (k *keeping) KeptCredit(context.Context, events.ID) (edge.Allowance, bool, error) {
	if k.granted == nil {
		return edge.Allowance{}, false, nil
	}
	return *k.granted, true, nil
}

// A server at the gates that was just set up says that it is getting ready until it was
// told how many it may let in alone. It is told with the first exchange, before any phone
// is there, and goes by it after a start without the city; never by another night's.
func TestFreshEdge(t *testing.T) {
	t.Parallel()
	w := newWorld(31)
	w.approved = 60
	newPosts(t, w)
	w.crowd.Credits, w.crowd.Edges = &shared{}, register{w}
	w.credit = w.crowd
	post := w.posts[0]
	post.sure = true
	shelf := &keeping{}
	start := func() {
		t.Helper()
		var err error
		kept := edge.Kept{Gates: memory{post.kept}, Orders: nothing{}, Calls: nothing{}, Shelf: shelf}
		if post.node, err = edge.Open(t.Context(), "lantern", kept, post, func() time.Time { return w.now }, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
	}
	start()
	clear(w.devices) // none was set up yet
	d := w.scanners[0].device
	d.Begun = w.now
	asked := 0
	ask := func() checkin.Answer {
		t.Helper()
		asked++
		r := checkin.Record{
			Device: d.ID, Seq: int64(asked), Nonce: fmt.Sprint("n-", asked), Kind: checkin.In, Serial: pass.Serial{9, byte(asked)}, Persons: 5, Party: 5, At: w.now,
		}
		a, err := post.node.Redeem(t.Context(), d, w.now, r, false)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	post.kept.devices[d.ID] = d
	if a := ask(); a.Verdict != checkin.Wait || a.Reason != checkin.Unready {
		t.Errorf("before it was told: %+v", a)
	}
	shelf.copy = &edge.Copy{Event: "lantern", Number: 1, Gates: w.book.Gates, List: w.list}
	start() // it has the list, and nothing was granted
	if a := ask(); a.Verdict != checkin.Wait || a.Reason != checkin.Unready {
		t.Errorf("before anything was granted: %+v", a)
	}
	delete(post.kept.devices, d.ID)
	if err := post.node.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wan[0] = false
	post.kept.devices[d.ID], w.devices[d.ID] = d, d
	in := 0
	for ask().Verdict == checkin.Admit {
		in += 5
	}
	if most := shelf.granted.Most; in == 0 || in > most || in+5 <= most || in > w.approved {
		t.Errorf("%d came in without asking, granted were %d of %d", in, most, w.approved)
	}
	start()
	if a := ask(); a.Reason != checkin.Full {
		t.Errorf("after a start without the city: %+v", a)
	}
	w.now = w.now.Add(48 * time.Hour)
	if a := ask(); a.Reason != checkin.Unready {
		t.Errorf("by the credit of another night: %+v", a)
	}
}

// An edge has its credit from the moment it was set up, though it was never heard; where
// phones are at its gates, these count and not the lanes.
func TestCreditBeforePhones(t *testing.T) {
	t.Parallel()
	all := []edge.Edge{{ID: "e1", Gates: []string{"g0"}, Begun: at(10)}, {ID: "e2", Gates: []string{"g1"}, Begun: at(0), Heard: at(10)}}
	p := Picture{
		Gates:   []GatePicture{{Gate: pass.Gate{ID: "g0", Lanes: 3}}, {Gate: pass.Gate{ID: "g1", Lanes: 7}}},
		sources: []Source{{ID: "d1", Gate: "g1", PerMinute: 11, Burst: 6, Cap: -1}},
	}
	sources, alone := behind(all, p, at(10))
	if len(sources) != 2 || alone != 0 || sources[0].PerMinute != 3*laneMost || sources[1].PerMinute != 11 {
		t.Fatalf("%+v, alone %d", sources, alone)
	}
	got := Grant(Credit{}, sources, 400, at(10))
	if got["e1"] == 0 || got["e2"] == 0 || got["e1"]+got["e2"] > 400 {
		t.Errorf("granted %v of 400", got)
	}
}
