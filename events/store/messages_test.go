package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events"
	"wanjia/events/docstore/docstoretest"
)

// TestReceipts: a message sent twice is one, and what is reported of it later only
// ever leads further.
func TestReceipts(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), NewMessages(&docstoretest.Memory{})
	at := time.Date(2027, 1, 31, 9, 0, 0, 0, time.UTC)
	m := events.Message{ID: "m", To: "15400000001", Kind: "voice", Template: "auth_code", Params: map[string]string{"code": "123456"}, Text: "1", At: at}
	var first events.Receipt
	for i := range 2 {
		r, err := s.Send(ctx, m)
		if err != nil || r.State != events.Sent || r.ID == "" || i > 0 && r != first {
			t.Fatalf("Send = %+v, %v", r, err)
		}
		first = r
	}
	for _, step := range []struct{ said, want events.Delivery }{
		{events.Queued, events.Sent}, {"lost", events.Sent}, {events.Delivered, events.Delivered}, {events.Failed, events.Delivered},
		{events.Sent, events.Delivered},
	} {
		if err := s.Report(ctx, "m", events.Receipt{ID: "provider", State: step.said, At: at}); err != nil {
			t.Fatal(err)
		}
		got, err := s.To(ctx, m.To, 10)
		if err != nil || len(got) != 1 || got[0].Receipt.State != step.want {
			t.Errorf("after %q: %+v, %v, want %s", step.said, got, err, step.want)
		}
		if diff := cmp.Diff(m, got[0].Message); diff != "" {
			t.Error(diff)
		}
	}
	if err := s.Report(ctx, "unknown", events.Receipt{State: events.Delivered}); err != nil {
		t.Errorf("a report of what is not kept: %v", err)
	}
}
