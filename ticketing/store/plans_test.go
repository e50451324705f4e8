package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/ticketing"
	"wanjia/ticketing/store"
	"wanjia/ticketing/ticketingtest"
)

// The list of plans is read from what is stored beside them; one from before there was
// a list is read whole.
func TestPlanList(t *testing.T) {
	t.Parallel()
	e := &docstoretest.Memory{}
	hall := ticketingtest.Plan(t, ticketingtest.RowOf{Sector: "stalls", Name: "1", Order: 1, Seats: "...wc"}, ticketingtest.RowOf{Sector: "balcony", Name: "9", Order: 2, Seats: "..."})
	if err := store.NewPlans(e).AddPlan(t.Context(), hall); err != nil {
		t.Fatal(err)
	}
	want := []ticketing.PlanOutline{{ID: hall.ID, Name: "hall", Sectors: []string{"stalls", "balcony"}, Seats: 8, Rows: 2, Wheelchairs: 1}}
	for _, name := range []string{"as stored now", "as stored before"} {
		got, err := store.NewPlans(e).List(t.Context())
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %s, %v", name, diff, err)
		}
		type old struct {
			ID     string `json:"id"`
			Packed string `json:"packed"`
		}
		plans := docstore.Collection[old]{Engine: e, Name: "plans", Schema: 1, ID: func(p old) string { return p.ID }}
		if _, err := plans.Change(t.Context(), string(hall.ID), func(*old) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
}
