package main

import (
	"testing"
	"time"

	"wanjia/events"
)

// TestDemoShow: the made-up evening is the one that was designed: 28 items, 114
// minutes, over at 21:58:30 before the partner leaves at 22:00.
func TestDemoShow(t *testing.T) {
	t.Parallel()
	evening := time.Date(2027, 2, 6, 20, 0, 0, 0, events.Zone)
	s := galaOf(evening)
	if err := s.Valid(); err != nil {
		t.Fatal(err)
	}
	r := s.Run(evening.Add(-time.Hour))
	if len(s.Items) != 28 || r.Content != 114*time.Minute || !r.Ends.Equal(evening.Add(118*time.Minute+30*time.Second)) {
		t.Errorf("%d items, %v, until %v", len(s.Items), r.Content, r.Ends)
	}
	if r.Over != 0 || r.Outs[0].Margin != 90*time.Second || r.Lines[13].Starts.Add(s.Delay).Format("15:04:05") != "20:52:10" {
		t.Errorf("%+v", r.Outs)
	}
}
