package store_test

import (
	"testing"

	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/ticketing/store"
)

// TestBoardUpgrade: a board of before there was publishing is one of which everybody reads
// what counts, and of which nobody is to be told anew.
func TestBoardUpgrade(t *testing.T) {
	t.Parallel()
	e, ctx := &docstoretest.Memory{}, t.Context()
	body := []byte(`{"event":"feast","rev":3,"versions":{"noon":"v-1"},"run":"s-1","printed":{"noon":{"T1":"x"}}}`)
	if answers, err := e.Insert(ctx, "seating_boards", []docstore.Doc{{ID: "feast", Schema: 1, Body: body}}); err != nil || answers[0] != nil {
		t.Fatal(answers, err)
	}
	b, err := store.NewSeating(e).Board(ctx, "feast")
	if p := b.Public["noon"]; err != nil || p.Version != "v-1" || p.Told != "v-1" || b.Draft("noon") || b.Rev != 3 || b.Printed["noon"]["T1"] != "x" {
		t.Errorf("the board is %+v, %v", b, err)
	}
}
