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

// What the options change, and what they leave.
func TestOptionsMatter(t *testing.T) {
	t.Parallel()
	type sums struct{ people, households, old, otherPhones int }
	count := func(opt seed.Options) sums {
		var s sums
		prefix := "154"
		if opt.PhonePrefix != "" {
			prefix = opt.PhonePrefix
		}
		edition := 2027
		if opt.Edition != 0 {
			edition = opt.Edition
		}
		_, err := seed.Generate(t.Context(), opt, func(r seed.Row) error {
			switch r := r.(type) {
			case seed.Person:
				s.people++
				if year, err := strconv.Atoi(string(r.Born[:4])); err == nil && edition-1-year >= 60 {
					s.old++
				}
				if r.Phone != "" && !strings.HasPrefix(r.Phone, prefix) {
					s.otherPhones++
				}
			case seed.Household:
				s.households++
			}
			return nil
		})
		if err != nil {
			t.Errorf("%+v: %v", opt, err)
		}
		return s
	}
	tests := map[string]struct {
		opt  seed.Options
		want sums
	}{
		"usual":           {seed.Options{Size: seed.S}, sums{6000, 2000, 1320, 0}},
		"another chance":  {seed.Options{Size: seed.S, RNG: 7}, sums{6000, 2000, 1320, 0}},
		"another edition": {seed.Options{Size: seed.S, Edition: 2031}, sums{6000, 2000, 1320, 0}},
		"another prefix":  {seed.Options{Size: seed.S, PhonePrefix: "19"}, sums{6000, 2000, 1320, 0}},
		"census":          {seed.Options{Size: seed.S, Profile: seed.Census}, sums{6000, 2000, 1034, 0}},
	}
	for name, tt := range tests {
		if got := count(tt.opt); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
	// 6,000 people by 2.47 are 2,429 households; the old may be a few more or less.
	if got := count(seed.Options{Size: seed.S, MeanHousehold: 2.47}); got.people != 6000 || got.households != 2429 || abs(got.old-1320) > 60 {
		t.Errorf("smaller households: %+v", got)
	}
	if got := count(seed.Options{Size: seed.S, MeanHousehold: 3.5}); got.people != 6000 || got.households != 1714 || abs(got.old-1320) > 60 {
		t.Errorf("larger households: %+v", got)
	}
	for _, opt := range []seed.Options{{Size: seed.S, RNG: 7}, {Size: seed.S, Edition: 2031}} {
		a, b := sumOf(t, seed.Options{Size: seed.S}), sumOf(t, opt)
		if a == b {
			t.Errorf("%+v gives the same people as the usual", opt)
		}
	}
}

// sumOf is a hash of all people.
func sumOf(t *testing.T, opt seed.Options) [32]byte {
	t.Helper()
	h := sha256.New()
	_, err := seed.Generate(t.Context(), opt, func(r seed.Row) error {
		if p, ok := r.(seed.Person); ok {
			h.Write([]byte(p.Name + string(p.Born)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return [32]byte(h.Sum(nil))
}
