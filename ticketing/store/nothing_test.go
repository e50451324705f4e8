package store_test

import (
	"context"
	"errors"
	"testing"

	"wanjia/events"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/edge"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/seating"
	"wanjia/ticketing/slots"
	"wanjia/ticketing/store"
	"wanjia/ticketing/ticketingtest"
)

// TestNothingThere: what nobody has stored is said not to be there, whatever it is asked
// for by; it is no fault of the store.
func TestNothingThere(t *testing.T) {
	t.Parallel()
	e := testkit.Documents(t)
	claims, pools, plans, sites, passes, orders := store.NewClaims(e), store.NewPools(e), store.NewPlans(e), store.NewSites(e), store.NewPasses(e), store.NewOrders(e)
	t.Cleanup(claims.Close)
	ctx, nothing := t.Context(), func(*ticketing.Pool) error { return nil }
	tests := map[string]struct {
		ask  func(id string) error
		want error
	}{
		"a claim":            {func(id string) error { _, err := claims.Claim(ctx, ticketing.ClaimID(id)); return err }, ticketing.ErrNoClaim},
		"a code":             {func(id string) error { _, err := claims.Coded(ctx, id); return err }, ticketing.ErrNoClaim},
		"a pool":             {func(id string) error { _, err := pools.Fresh(ctx, ticketing.PoolID(id)); return err }, ticketing.ErrNoPool},
		"a pool's epoch":     {func(string) error { _, err := pools.RaiseEpoch(ctx, "nobody"); return err }, ticketing.ErrNoPool},
		"a pool's plan":      {func(string) error { _, err := pools.SetPlan(ctx, "nobody", "p", 1); return err }, ticketing.ErrNoPool},
		"a change of a pool": {func(id string) error { _, err := pools.Change(ctx, ticketing.PoolID(id), nothing); return err }, ticketing.ErrNoPool},
		"a plan":             {func(id string) error { _, err := plans.Plan(ctx, seating.PlanID(id)); return err }, ticketing.ErrNoPlan},
		"a ground":           {func(id string) error { _, err := sites.Site(ctx, events.ID(id)); return err }, slots.ErrNone},
		"a ground's change":  {func(string) error { return sites.ChangeSite(ctx, "nobody", func(*slots.Site) error { return nil }) }, slots.ErrNone},
		"a book of passes":   {func(id string) error { _, err := passes.Book(ctx, events.ID(id)); return err }, pass.ErrNone},
		"a change of a book": {func(id string) error {
			_, err := passes.ChangeBook(ctx, events.ID(id), func(*pass.Book) error { return nil })
			return err
		}, pass.ErrNone},
		"a serial": {func(string) error { _, err := passes.SheetOf(ctx, 7, pass.Serial{1}); return err }, pass.ErrNone},
		"a call for help": {func(id string) error {
			_, err := orders.ChangeCall(ctx, checkin.CallID(id), func(*checkin.Call) error { return nil })
			return err
		}, checkin.ErrNoCall},
		"a claim to turn": {func(id string) error {
			_, err := claims.Turn(ctx, ticketing.ClaimID(id), ticketing.Claimed, nil)
			return err
		}, ticketing.ErrNoClaim},
		"a claim to release":       {func(string) error { _, err := claims.Release(ctx, "ann", "nobody", night); return err }, ticketing.ErrNoClaim},
		"a gate server by its key": {func(string) error { _, err := store.NewEdges(e).EdgeByKey(ctx, "nobody"); return err }, edge.ErrNoEdge},
		"a gate server to change": {func(id string) error {
			_, err := store.NewEdges(e).ChangeEdge(ctx, edge.ID(id), nil)
			return err
		}, edge.ErrNoEdge},
		"a device by its key": {func(id string) error { _, err := store.NewGates(e).DeviceByKey(ctx, id); return err }, checkin.ErrNoDevice},
	}
	for name, tt := range tests {
		for _, id := range []string{"nobody", "no such / name\x00"} {
			if err := tt.ask(id); !errors.Is(err, tt.want) {
				t.Errorf("%s %q: %v, want %v", name, id, err, tt.want)
			}
		}
	}
}

// TestPlanOfAnOlderEpoch: a pool that was rebuilt meanwhile does not get the plan.
func TestPlanOfAnOlderEpoch(t *testing.T) {
	t.Parallel()
	s, p := store.NewPools(&docstoretest.Memory{}), ticketingtest.Pool(4)
	if err := s.Add(t.Context(), []ticketing.Pool{p}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.RaiseEpoch(t.Context(), p.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetPlan(t.Context(), p.ID, "hall", p.Epoch); !errors.Is(err, ticketing.ErrMoved) {
		t.Errorf("by the epoch of before: %v", err)
	}
	if got, err := s.SetPlan(t.Context(), p.ID, "hall", p.Epoch+1); err != nil || got.Plan != "hall" || got.Epoch != p.Epoch+2 {
		t.Errorf("by the one in force: %+v, %v", got, err)
	}
}

// TestOrdersAtOnce: two orders of different people never have one number.
func TestOrdersAtOnce(t *testing.T) {
	t.Parallel()
	s := store.NewOrders(&docstoretest.Memory{})
	o := checkin.Order{ID: "lantern-0001", Event: "lantern", Number: 1, Key: "k1", Kind: checkin.Stop, Gates: []string{"w1"}, Authority: "公安", Reason: "人多"}
	if _, err := s.AddOrder(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	if got, err := s.AddOrder(t.Context(), o); err != nil || got.Key != "k1" {
		t.Errorf("the same again: %+v, %v", got, err)
	}
	o.Key = "k2"
	if _, err := s.AddOrder(t.Context(), o); !errors.Is(err, checkin.ErrOrderBusy) {
		t.Errorf("another at the same moment: %v", err)
	}
}

// lacking is passes whose record has lost the one a serial stands for.
type lacking struct{ *town }

func (l lacking) SheetOf(context.Context, uint16, pass.Serial) (pass.Sheet, error) {
	return pass.Sheet{Claim: "c1"}, nil
}

// TestRedeemWhatIsNot: a line that says another party than the pass, and one of a
// serial that the record no longer has, let nobody in and leave nothing behind.
func TestRedeemWhatIsNot(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	ctx := t.Context()
	w.claims = []ticketing.Claim{family}
	issued, err := w.Pass(ctx, family)
	if err != nil {
		t.Fatal(err)
	}
	w.wait(night.Sub(w.clock()))
	d := renamed(t, s, issued.Gate[0].ID, "a")
	line := sealed(d, issued.Serial)[0]
	line.Persons, line.Party = 4, 5
	line.Seal = line.SealWith(d.LogKey)
	if got, err := s.Redeem(ctx, d, w.clock(), line, false); !errors.Is(err, checkin.ErrRecord) {
		t.Errorf("five with a pass of four: %+v, %v", got, err)
	}
	line.Party = 4
	line.Seal = line.SealWith(d.LogKey)
	s.Passes = lacking{w}
	if got, err := s.Redeem(ctx, d, w.clock(), line, false); err != nil || got.Reason != checkin.NoCode {
		t.Errorf("a serial of no pass: %+v, %v", got, err)
	}
	s.Passes = w
	if got, err := s.Redeem(ctx, d, w.clock(), line, false); err != nil || got.Verdict != checkin.Admit || got.Persons != 4 {
		t.Errorf("as it is: %+v, %v", got, err)
	}
}
