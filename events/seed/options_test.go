package seed_test

import (
	"crypto/sha256"
	"errors"
	"strconv"
	"strings"
	"testing"

	"wanjia/events/seed"
)

func TestOptions(t *testing.T) {
	t.Parallel()
	for name, opt := range map[string]seed.Options{
		"no size":        {},
		"another size":   {Size: "XL"},
		"edition":        {Size: seed.S, Edition: 1999},
		"mean":           {Size: seed.S, MeanHousehold: 1},
		"profile":        {Size: seed.S, Profile: "young"},
		"prefix":         {Size: seed.S, PhonePrefix: "15400"},
		"prefix letters": {Size: seed.S, PhonePrefix: "1a"},
	} {
		if _, err := seed.Generate(t.Context(), opt, func(seed.Row) error { return nil }); !errors.Is(err, seed.ErrOptions) {
			t.Errorf("%s: %v", name, err)
		}
	}
	boom := errors.New("boom")
	if _, err := seed.Generate(t.Context(), seed.Options{Size: seed.S}, func(seed.Row) error { return boom }); !errors.Is(err, boom) {
		t.Errorf("a failing yield: %v", err)
	}
}

// seen is what of a community the options should change or leave.
type seen struct{ people, households, old, otherPhones int }

func look(all []seed.Row, edition int, prefix string) (s seen, sum [32]byte) {
	h := sha256.New()
	for _, r := range all {
		switch r := r.(type) {
		case seed.Person:
			s.people++
			if year, err := strconv.Atoi(string(r.Born[:4])); err == nil && edition-1-year >= 60 {
				s.old++
			}
			if r.Phone != "" && !strings.HasPrefix(r.Phone, prefix) {
				s.otherPhones++
			}
			h.Write([]byte(r.Name + string(r.Born)))
		case seed.Household:
			s.households++
		}
	}
	return s, [32]byte(h.Sum(nil))
}

// What the options change, and what they leave.
func TestOptionsMatter(t *testing.T) {
	t.Parallel()
	got, usual := look(smallRows(t), 2027, "1540000")
	if want := (seen{6000, 2000, 1320, 0}); got != want {
		t.Errorf("usual: %+v, want %+v", got, want)
	}
	tests := map[string]struct {
		opt     seed.Options
		edition int
		prefix  string
		want    seen
		spare   int // how far the number of old people may be off
	}{
		"other chance, other prefix": {seed.Options{Size: seed.S, RNG: 7, PhonePrefix: "19"}, 2027, "1900000", seen{6000, 2000, 1320, 0}, 0},
		"another edition":            {seed.Options{Size: seed.S, Edition: 2031}, 2031, "154", seen{6000, 2000, 1320, 0}, 0},
		"census":                     {seed.Options{Size: seed.S, Profile: seed.Census}, 2027, "154", seen{6000, 2000, 1034, 0}, 0},
		"smaller households":         {seed.Options{Size: seed.S, MeanHousehold: 2.47}, 2027, "154", seen{6000, 2429, 1320, 0}, 60},
		"larger households":          {seed.Options{Size: seed.S, MeanHousehold: 3.5}, 2027, "154", seen{6000, 1714, 1320, 0}, 60},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var all []seed.Row
			if _, err := seed.Generate(t.Context(), tt.opt, func(r seed.Row) error { all = append(all, r); return nil }); err != nil {
				t.Fatal(err)
			}
			got, sum := look(all, tt.edition, tt.prefix)
			if abs(got.old-tt.want.old) <= tt.spare {
				got.old = tt.want.old
			}
			if got != tt.want || sum == usual {
				t.Errorf("%+v, want %+v; the usual people %v", got, tt.want, sum == usual)
			}
		})
	}
}
