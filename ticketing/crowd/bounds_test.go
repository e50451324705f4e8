package crowd

import (
	"testing"
	"time"
)

var opened = time.Date(2027, 2, 19, 18, 0, 0, 0, time.UTC)

func at(minutes float64) time.Time { return opened.Add(time.Duration(minutes * float64(time.Minute))) }

// What is not known is counted as the most it can be, and no more.
func TestAdd(t *testing.T) {
	t.Parallel()
	base := Source{ID: "a", Gate: "w1", In: 100, Out: 30, Fresh: at(10), Opened: opened, PerMinute: 11, Burst: 6, Cap: -1}
	for name, tt := range map[string]struct {
		change  func(*Source)
		minutes float64
		want    Count
	}{
		"heard this moment": {func(*Source) {}, 10, Count{100, 30, 70, 70, 70, at(10), false}},
		"a minute ago":      {func(*Source) {}, 11, Count{100, 30, 53, 70, 87, at(10), false}},
		"ten minutes ago":   {func(*Source) {}, 20, Count{100, 30, 0, 70, 186, at(10), true}},
		"few passes left":   {func(s *Source) { s.Cap = 20 }, 20, Count{100, 30, 0, 70, 90, at(10), true}},
		"taken out of use":  {func(s *Source) { s.Ended = at(11) }, 20, Count{100, 30, 53, 70, 87, at(10), false}},
		"never heard":       {func(s *Source) { s.In, s.Out, s.Fresh = 0, 0, time.Time{} }, 1, Count{0, 0, 0, 0, 17, at(0), false}},
		"not open yet":      {func(s *Source) { s.In, s.Out, s.Fresh = 0, 0, time.Time{} }, -30, Count{0, 0, 0, 0, 0, at(0), false}},
	} {
		s := base
		tt.change(&s)
		if got := Add([]Source{s}, at(tt.minutes)); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

// The levels begin where the commander was told they do, and what is old is not green.
func TestLevelOf(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]Level{0: Green, 599: Green, 600: Yellow, 799: Yellow, 800: Orange, 949: Orange, 950: Red, 2000: Red} {
		if got := LevelOf(n, 1000, false); got != want {
			t.Errorf("%d of 1,000 is %s, want %s", n, got, want)
		}
		if got := LevelOf(n, 1000, true); got != Unknown {
			t.Errorf("%d of 1,000, long ago, is %s", n, got)
		}
	}
	if LevelOf(1, 0, false) != Unknown {
		t.Error("a share of nothing is known")
	}
}

// Credit never exceeds what fits, goes to those who are heard, and never shrinks.
func TestGrant(t *testing.T) {
	t.Parallel()
	a := Source{ID: "a", In: 40, Out: 10, Fresh: at(10), Opened: opened, PerMinute: 20, Burst: 6}
	b := Source{ID: "b", In: 10, Fresh: at(2), Opened: opened, PerMinute: 20, Burst: 6}
	got := Grant(Credit{"a": 50, "b": 30}, []Source{a, b}, 100, at(10))
	if got["b"] != 30 || got["a"] != 80 {
		t.Errorf("%v: what is free, 30, goes to the one that is heard", got)
	}
	again := Grant(got, []Source{a, b}, 20, at(10))
	if again["a"] != 80 || again["b"] != 30 {
		t.Errorf("%v: credit was taken back", again)
	}
	if more := Grant(Credit{}, []Source{a}, 100_000, at(10)); more["a"] != 40+6+45*20 {
		t.Errorf("%v: one source took it all", more)
	}
}
