package slots

import (
	"math/rand/v2"
	"reflect"
	"testing"
	"time"
)

// small is a ground of two gates and two zones whose limits a test sets.
func small() Site {
	return Site{
		Zones:    []Zone{{ID: "A", Capacity: 60, ExitCM: 400}, {ID: "B", Capacity: 40, ExitCM: 400}},
		Gates:    []Gate{{ID: "w", Lanes: 1, LaneHour: 24, ExitCM: 300}, {ID: "e", Lanes: 1, LaneHour: 16, ExitCM: 300}},
		Paths:    []Path{{"w-A", "w", "A", "level", 300, 50, false}, {"A-B", "A", "B", "ramp", 100, 50, false}, {"e-B", "e", "B", "level", 300, 50, false}},
		Routes:   []Route{{"w", 1, []string{"A", "B"}, []float64{0.5, 0.5}, "e"}, {"e", 1, []string{"B", "A"}, []float64{0.5, 0.5}, "w"}},
		Approved: 80, Stay: 70 * time.Minute, Spread: 25 * time.Minute, Factor: 0.85, EmptyIn: 8 * time.Minute, Wait: 30 * time.Minute, Closes: 210 * time.Minute,
	}
}

func evenWindows(n int) []Window {
	var out []Window
	for i := range n {
		out = append(out, Window{ID: string(rune('a' + i)), Starts: time.Duration(i) * 30 * time.Minute, Length: 30 * time.Minute})
	}
	return out
}

// On small grounds of chance the program is as good as trying every number, and keeps
// every limit.
func TestAgainstEveryNumber(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 9))
	bound := map[string]bool{}
	for range 60 {
		s := small()
		s.Approved = 5 + random.IntN(30)
		s.Zones[0].Capacity, s.Zones[1].Capacity = 3+random.IntN(20), 3+random.IntN(20)
		s.Paths[1].WidthCM = 1 + random.IntN(30)
		s.Gates[0].ExitCM, s.Factor = 1+random.IntN(2), 0.1+0.6*random.Float64()
		windows := evenWindows(2)
		p, err := s.Plan(windows, Options{Preferred: 0})
		if err != nil {
			t.Fatal(err)
		}
		routes, err := s.find()
		if err != nil {
			t.Fatal(err)
		}
		limits, gain := s.limits(routes, windows), s.gains(windows, 0)
		kept := func(x []float64) bool {
			for _, l := range limits {
				if l.use(x) > l.most+1e-6 {
					return false
				}
			}
			return true
		}
		best, got := 0.0, 0.0
		x := make([]float64, 4)
		for a := range 13 {
			for b := range 13 {
				for c := range 9 {
					for d := range 9 {
						x[0], x[1], x[2], x[3] = float64(a), float64(b), float64(c), float64(d)
						value := gain[0]*x[0] + gain[1]*x[1] + gain[2]*x[2] + gain[3]*x[3]
						if value > best && kept(x) {
							best = value
						}
					}
				}
			}
		}
		for g := range 2 {
			for k := range 2 {
				n := p.Numbers[g][k]
				x[cell(g, k, 2)] = float64(n.Places)
				got += gain[cell(g, k, 2)] * float64(n.Places)
				bound[n.Binds.Kind] = true
			}
		}
		if !kept(x) || got < best-4 {
			t.Errorf("%v is worth %.1f, the best %.1f; all limits kept %v", x, got, best, kept(x))
		}
	}
	for _, kind := range []string{Lanes, Way, WayOut, Room, Permit} {
		if !bound[kind] {
			t.Errorf("nothing was ever bound by %s", kind)
		}
	}
}

// A plan is the same each time, a lane more gives no fewer places, and half the room
// gives fewer.
func TestPlanChanges(t *testing.T) {
	t.Parallel()
	s := small()
	windows := evenWindows(3)
	opt := Options{Preferred: 30 * time.Minute, Seeds: 4, Seed: 5}
	first, err := s.Plan(windows, opt)
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Plan(windows, opt)
	if err != nil || !reflect.DeepEqual(first, again) {
		t.Errorf("planned twice: %+v and %+v, %v", first, again, err)
	}
	s.Approved /= 2
	if less, err := s.Plan(windows, opt); err != nil || less.Places >= first.Places {
		t.Errorf("with half the permit %d places instead of %d, %v", less.Places, first.Places, err)
	}
	s.Routes[0].Zones = []string{"B"}
	s.Routes[0].Stay = []float64{1}
	if _, err := s.Plan(windows, opt); err == nil {
		t.Error("a route without a way was planned")
	}
}
