package streaming_test

import (
	"testing"
	"time"

	"wanjia/streaming"
)

// TestRescue: a source that has died is off the programme in under a segment, from the
// cell its last picture lies in; nothing else is touched.
func TestRescue(t *testing.T) {
	t.Parallel()
	c := streaming.Channel{ID: "gala", Delay: time.Minute}
	plan := streaming.Plan{{From: 10, Begin: 10, Source: "camera:a"}}
	at := func(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
	for name, tt := range map[string]struct {
		plan        streaming.Plan
		now, newest float64
		standby     streaming.SourceID
		want        streaming.Order
	}{
		"alive":                        {plan, 101, 100.9, "film", streaming.Order{}},
		"a moment without":             {plan, 101, 100, "film", streaming.Order{}},
		"dead":                         {plan, 101.3, 100, "film", streaming.Order{From: 50, Begin: 50, Source: "film"}},
		"dead without a standby":       {plan, 101.3, 99.9, "", streaming.Order{From: 49, Begin: 49, Source: streaming.Slate}},
		"the standby itself":           {plan, 101.3, 99.9, "camera:a", streaming.Order{From: 49, Begin: 49, Source: streaming.Slate}},
		"just taken, never seen":       {plan, 20.5, 0, "film", streaming.Order{}},
		"taken and never seen":         {plan, 21.3, 0, "film", streaming.Order{From: 10, Begin: 10, Source: "film"}},
		"left in a moment anyway":      {append(plan[:1:1], streaming.Order{From: 51, Source: "camera:b"}), 101.3, 100, "film", streaming.Order{}},
		"the slate":                    {streaming.Plan{{From: 10, Source: streaming.Slate}}, 200, 0, "film", streaming.Order{}},
		"nothing was ever put on air":  {nil, 200, 0, "film", streaming.Order{}},
		"dead in the cell it began in": {plan, 23, 21, "film", streaming.Order{From: 10, Begin: 10, Source: "film"}},
	} {
		got, ok := c.Rescue(tt.plan, at(tt.now), at(tt.newest), tt.standby)
		if got != tt.want || ok != (tt.want != streaming.Order{}) {
			t.Errorf("%s: %+v, %v, want %+v", name, got, ok, tt.want)
		}
	}
	if streaming.DeadAfter+200*time.Millisecond >= streaming.Grid {
		t.Error("a rescue takes longer than a segment")
	}
}
