package store

import (
	"errors"
	"testing"
	"time"

	"wanjia/events"
)

// The reason for which an edition was published without a permit holds until the
// authorities have decided and for what was planned then; it never comes back.
func TestOverrideIsSpent(t *testing.T) {
	t.Parallel()
	set := func(p events.Permit) func(*testing.T, *events.Service, events.Event) events.Event {
		return func(t *testing.T, s *events.Service, e events.Event) events.Event {
			p.Public, p.Expected = true, 2000
			out, err := s.SetPermit(t.Context(), e.ID, e.Rev, p)
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
	}
	granted := events.Permit{State: events.PermitGranted, Number: "7", Ceiling: 5000}
	later := func(t *testing.T, s *events.Service, e events.Event) events.Event {
		_, sessions, err := s.Edition(t.Context(), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		sessions[0].Starts = sessions[0].Starts.Add(time.Minute)
		out, err := s.PutSession(t.Context(), act(e), sessions[0])
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	type step = func(*testing.T, *events.Service, events.Event) events.Event
	tests := map[string]struct {
		steps []step
		want  bool
	}{
		"nothing decided":              {nil, true},
		"applied for since":            {[]step{set(events.Permit{State: events.PermitApplied})}, true},
		"refused":                      {[]step{set(events.Permit{State: events.PermitRefused})}, false},
		"refused, applied for again":   {[]step{set(events.Permit{State: events.PermitRefused}), set(events.Permit{State: events.PermitApplied})}, false},
		"refused, forgotten":           {[]step{set(events.Permit{State: events.PermitRefused}), set(events.Permit{})}, false},
		"granted":                      {[]step{set(granted)}, true},
		"granted, another hour":        {[]step{set(granted), later}, false},
		"granted, another hour, none":  {[]step{set(granted), later, set(events.Permit{})}, false},
		"granted, another hour, asked": {[]step{set(granted), later, set(events.Permit{State: events.PermitApplied})}, false},
		"granted, lifted":              {[]step{set(granted), set(events.Permit{})}, false},
		"another hour":                 {[]step{later}, false},
		"another hour, granted":        {[]step{later, set(granted)}, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := office(t)
			e := begun(t, s, events.Permit{Public: true, Expected: 2000})
			e, err := s.Publish(t.Context(), e.ID, e.Rev, "区里口头同意")
			if err != nil {
				t.Fatal(err)
			}
			for _, step := range test.steps {
				e = step(t, s, e)
			}
			if e.Issuing() != test.want || e.Permit.Override == "" {
				t.Errorf("issuing = %v, want %v; permit %+v", e.Issuing(), test.want, e.Permit)
			}
		})
	}
}

// A ceiling stands until another is granted: lifting the permit does not lift it.
func TestCeilingStays(t *testing.T) {
	t.Parallel()
	s, _ := office(t)
	ctx := t.Context()
	e := begun(t, s, events.Permit{Public: true, Expected: 6000})
	e, err := s.SetPermit(ctx, e.ID, e.Rev, events.Permit{Public: true, Expected: 6000, State: events.PermitGranted, Number: "7", Ceiling: 5000})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetPermit(ctx, e.ID, e.Rev, events.Permit{Public: true, Expected: 6000, State: events.PermitGranted, Number: "7"}); !errors.Is(err, events.ErrPermitData) {
		t.Errorf("granted for nobody = %v, want ErrPermitData", err)
	}
	for _, state := range []events.PermitState{events.PermitRefused, events.PermitApplied, events.PermitNone} {
		if e, err = s.SetPermit(ctx, e.ID, e.Rev, events.Permit{Public: true, Expected: 6000, State: state}); err != nil || e.Permit.Ceiling != 5000 {
			t.Fatalf("%q: ceiling %d, %v, want the 5,000 that were granted", state, e.Permit.Ceiling, err)
		}
	}
	if _, err := s.SetPermit(ctx, e.ID, e.Rev, events.Permit{Public: true, Expected: 6000, State: events.PermitApplied, Ceiling: 3000}); !errors.Is(err, events.ErrCeiling) {
		t.Errorf("a ceiling below what is approved = %v, want ErrCeiling", err)
	}
	if e, err = s.SetPermit(ctx, e.ID, e.Rev, events.Permit{Expected: 300}); err != nil || e.Permit.Ceiling != 0 {
		t.Errorf("closed to the public: %+v, %v", e.Permit, err)
	}
}
