package hls_test

import (
	"testing"
	"time"

	"wanjia/streaming"
)

// TestHandOver: a leading packager that has lost the stage hands over to one that has
// it. Viewers get every cell of the programme in its turn, without the slate.
func TestHandOver(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	blind, sees := false, false
	other := r.packager("b")
	other.Sees = func(bool) bool { return sees }
	lead := r.pack
	lead.Sees = func(bool) bool { return !blind }
	if _, err := r.ledger.Order(t.Context(), r.channel.ID, streaming.Order{Source: "stage"}); err != nil {
		t.Fatal(err)
	}
	pass := func(d time.Duration) {
		t.Helper()
		for range d / (200 * time.Millisecond) {
			r.pass(200 * time.Millisecond)
			if _, err := other.Step(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	pass(20 * time.Second)
	if !lead.Leads() || other.Leads() {
		t.Fatal("the first does not lead")
	}
	blind = true
	pass(6 * time.Second)
	if !lead.Leads() || other.Leads() {
		t.Fatal("the lead went to one that does not see the stage")
	}
	sees = true
	pass(6 * time.Second)
	if lead.Leads() || !other.Leads() {
		t.Fatal("the lead stays with one that does not see the stage")
	}
	blind = false
	pass(6 * time.Second)
	if lead.Leads() || !other.Leads() {
		t.Error("it took the lead back")
	}
	list, err := r.ledger.Listing(t.Context(), r.channel.ID, -1)
	if err != nil || len(list.Records) < 10 {
		t.Fatalf("%d cells, %v", len(list.Records), err)
	}
	for i, c := range list.Records {
		if i > 0 && c.Cell != list.Records[i-1].Cell+1 {
			t.Errorf("cell %d follows %d", c.Cell, list.Records[i-1].Cell)
		}
		if i > 3 && c.Run[:5] != "stage" {
			t.Errorf("cell %d is %s", c.Cell, c.Run)
		}
	}
}
