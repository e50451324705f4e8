// Package slots computes how many passes each gate and entry window of a night can be
// given, from lanes, widths of ways, room in the zones, how long people stay and the
// ways out: a linear program, and then simulated evenings with people who come early,
// late and stay as they like, until no evening breaks a limit. It knows no clock, no
// store and no network; the same site and seeds give the same plan.
package slots

import (
	"math"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// Errors of a site.
var (
	ErrSite = fault.New(fault.Invalid, "site", "the ground of the show is not whole")
	ErrNone = fault.New(fault.NotFound, "no_site", "this event has no ground with gates and zones")
	ErrPlan = fault.New(fault.Unavailable, "slot_plan", "no plan was found for this ground")
)

// Zone is a part of the ground.
type Zone struct {
	ID       string
	Title    events.Text
	Capacity int // persons at once
	ExitCM   int // of all ways out, for an emergency

	X, Y, Width, Height int // on the plan, metres
}

// Gate is a gate with its lanes.
type Gate struct {
	ID       string
	Title    events.Text
	Lanes    int
	LaneHour int // persons one lane passes in an hour
	ExitCM   int // beside the lanes
	StepFree bool
	X, Y     int // on the plan, metres
}

// Path is a way between a gate and a zone or between two zones.
type Path struct {
	ID       string
	From, To string
	Kind     string // level, ramp, stairs
	WidthCM  int
	Metres   int
	OneWay   bool
}

// Route is how a share of those who come through a gate walk.
type Route struct {
	Gate  string
	Share float64   // of them; those of a gate add up to 1
	Zones []string  // in their order
	Stay  []float64 // share of the stay in each; they add up to 1
	Exit  string    // gate
}

// Post is where helpers wait who are not at a gate.
type Post struct {
	ID    string
	Title events.Text
	X, Y  int // on the plan, metres
}

// Nearest is the post with the shortest way, as the crow flies, to a point of the plan;
// false where there is none.
func (s Site) Nearest(x, y int) (Post, int, bool) {
	best, at := 0, -1
	for i, p := range s.Posts {
		if d := int(math.Hypot(float64(p.X-x), float64(p.Y-y))); at < 0 || d < best {
			best, at = d, i
		}
	}
	if at < 0 {
		return Post{}, 0, false
	}
	return s.Posts[at], best, true
}

// Site is the ground of a show with its limits.
type Site struct {
	Posts  []Post
	Zones  []Zone
	Gates  []Gate
	Paths  []Path
	Routes []Route

	Approved int           // persons at the same time, as the permit says
	Stay     time.Duration // on average
	Spread   time.Duration // standard deviation
	Factor   float64       // of the flow of a free way, 0 to 1
	EmptyIn  time.Duration // a zone has to empty in an emergency
	Wait     time.Duration // nobody is to wait longer in front of a gate
	Closes   time.Duration // of the evening, after the first window begins
}

// Window is an entry window, by its beginning after that of the first.
type Window struct {
	ID     string
	Starts time.Duration
	Length time.Duration
	Most   int // places it may have in all; 0 for no limit but the others
}

// flow is persons a metre of way passes in a minute.
func flow(kind string) float64 {
	if kind == "level" {
		return 60
	}
	return 48 // stairs, and a ramp is no better
}

// pace is how people walk in a crowd, metres a minute.
const pace = 50.0

// leg is a part of a route: a way, then a zone.
type leg struct {
	path, zone int
	walk       float64 // minutes on the way
	stay       float64 // share of the stay
}

// walked is a route with everything found.
type walked struct {
	gate, exit int
	share      float64
	legs       []leg
	leave      int // the way out, a path
	out        float64
}

// find resolves the routes, or says ErrSite.
func (s Site) find() ([]walked, error) {
	if s.Stay <= 0 || s.Factor <= 0 || s.Approved < 1 || len(s.Zones) == 0 || len(s.Gates) == 0 || s.EmptyIn <= 0 {
		return nil, ErrSite
	}
	zones, gates := map[string]int{}, map[string]int{}
	for i, z := range s.Zones {
		zones[z.ID] = i
	}
	for i, g := range s.Gates {
		if gates[g.ID] = i; g.Lanes < 0 || g.LaneHour < 1 {
			return nil, ErrSite.With("gate", g.ID)
		}
	}
	way := func(from, to string) int {
		for i, p := range s.Paths {
			if p.From == from && p.To == to || !p.OneWay && p.From == to && p.To == from {
				return i
			}
		}
		return -1
	}
	var out []walked
	shares := make([]float64, len(s.Gates))
	for _, r := range s.Routes {
		g, known := gates[r.Gate]
		exit, leaves := gates[r.Exit]
		if !known || !leaves || len(r.Zones) == 0 || len(r.Stay) != len(r.Zones) {
			return nil, ErrSite.With("route", r.Gate)
		}
		w := walked{gate: g, exit: exit, share: r.Share}
		from := r.Gate
		for i, id := range r.Zones {
			z, ok := zones[id]
			p := way(from, id)
			if !ok || p < 0 {
				return nil, ErrSite.With("way", from+"-"+id)
			}
			w.legs = append(w.legs, leg{p, z, float64(s.Paths[p].Metres) / pace, r.Stay[i]})
			from = id
		}
		if w.leave = way(from, r.Exit); w.leave < 0 {
			return nil, ErrSite.With("way", from+"-"+r.Exit)
		}
		w.out = float64(s.Paths[w.leave].Metres) / pace
		shares[g] += r.Share
		out = append(out, w)
	}
	for i, sum := range shares {
		if sum < 0.999 || sum > 1.001 {
			return nil, ErrSite.With("gate", s.Gates[i].ID)
		}
	}
	return out, nil
}
