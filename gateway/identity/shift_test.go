package identity

import (
	"errors"
	"testing"
	"time"
)

func TestAtGate(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 2, 19, 18, 0, 0, 0, time.UTC)
	at := func(hours int) time.Time { return now.Add(time.Duration(hours) * time.Hour) }
	staff := func(gate string, from, until time.Time) Grant {
		return Grant{Role: GateStaff, Node: Everywhere, Gate: gate, From: from, Until: until}
	}
	tests := map[string]struct {
		grants []Grant
		until  time.Time
		want   error
	}{
		"theirs":                  {[]Grant{staff("e/w1", at(-1), at(3))}, at(3), nil},
		"another":                 {[]Grant{staff("e/e4", at(-1), at(3))}, time.Time{}, ErrOtherGate},
		"of another event":        {[]Grant{staff("f/w1", at(-1), at(3))}, time.Time{}, ErrOtherGate},
		"not yet":                 {[]Grant{staff("e/w1", at(1), at(3))}, time.Time{}, ErrShiftEarly},
		"over":                    {[]Grant{staff("e/w1", at(-3), at(-1))}, time.Time{}, ErrOtherGate},
		"to the minute":           {[]Grant{staff("e/w1", now, at(3))}, at(3), nil},
		"one early, one now":      {[]Grant{staff("e/w1", at(1), at(3)), staff("e/w1", at(-1), at(2))}, at(2), nil},
		"one now, one early":      {[]Grant{staff("e/w1", at(-1), at(2)), staff("e/w1", at(1), at(3))}, at(2), nil},
		"two shifts":              {[]Grant{staff("e/w1", at(-1), at(2)), staff("e/w1", at(-1), at(4))}, at(4), nil},
		"any gate, no end":        {[]Grant{staff("e/w1", at(-1), at(2)), staff("", time.Time{}, time.Time{})}, time.Time{}, nil},
		"no end, then one":        {[]Grant{staff("", time.Time{}, time.Time{}), staff("e/w1", at(-1), at(2))}, time.Time{}, nil},
		"an organiser":            {[]Grant{{Role: Organiser, Node: Everywhere}}, time.Time{}, nil},
		"of a part of it":         {[]Grant{{Role: GateStaff, Node: "GX"}}, time.Time{}, ErrOtherGate},
		"who works at no gate":    {[]Grant{{Role: Judge, Node: Everywhere}}, time.Time{}, ErrOtherGate},
		"nobody":                  {nil, time.Time{}, ErrOtherGate},
		"another, and early here": {[]Grant{staff("e/e4", at(-1), at(3)), staff("e/w1", at(1), at(3))}, time.Time{}, ErrShiftEarly},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			until, err := AtGate(test.grants, "e/w1", now)
			if !errors.Is(err, test.want) || err == nil && !until.Equal(test.until) {
				t.Errorf("AtGate = %s, %v, want %s, %v", until, err, test.until, test.want)
			}
		})
	}
}
