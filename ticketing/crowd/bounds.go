// Package crowd says how many are inside: a lower and an upper bound from what the gates
// have reported, however long ago. A gate that is silent is taken to let people in as
// fast as it can, so the upper bound is never below the truth; admission goes by it. A
// number that is too old is unknown, never green.
package crowd

import (
	"math"
	"time"
)

// Source is whoever counts: a device at a gate, or an edge for several.
type Source struct {
	ID   string
	Gate string
	In   int // since the gates opened, as far as reported
	Out  int

	Fresh  time.Time // all it did until then is in In and Out; zero for nothing yet
	Opened time.Time // it admits nobody before
	Ended  time.Time // it admits nobody after; zero for still in use

	PerMinute float64 // persons it can let in at most, and out
	Burst     int     // and at once, on top
	Cap       int     // persons it can still let in, whatever the time; -1 for no such bound
}

// silent is for how long nothing is known of the source, in minutes.
func (s Source) silent(now time.Time) float64 {
	from, until := s.Fresh, now
	if from.Before(s.Opened) {
		from = s.Opened
	}
	if !s.Ended.IsZero() && s.Ended.Before(until) {
		until = s.Ended
	}
	return until.Sub(from).Minutes()
}

// hidden is how many the source may have let through one way since it was heard.
func (s Source) hidden(now time.Time) int {
	minutes := s.silent(now)
	if minutes <= 0 {
		return 0
	}
	return s.Burst + int(math.Ceil(s.PerMinute*minutes))
}

// StaleAfter is how old a number may be before it is unknown.
const StaleAfter = 120 * time.Second

// Count is how many are inside as far as anybody can know.
type Count struct {
	In, Out int // reported
	Lower   int
	Counted int // In less Out
	Upper   int
	Heard   time.Time // of the source that has been silent longest; zero for none
	Stale   bool      // some source has been silent for longer than StaleAfter
}

// Add adds up the sources at a moment. Order does not matter, and none is no one.
func Add(sources []Source, now time.Time) Count {
	var c Count
	lower := 0
	for i, s := range sources {
		c.In, c.Out = c.In+s.In, c.Out+s.Out
		in := s.hidden(now)
		if s.Cap >= 0 {
			in = min(in, s.Cap)
		}
		c.Upper += in
		lower -= s.hidden(now)
		heard := s.Fresh
		if !s.Ended.IsZero() && !s.Ended.After(s.Fresh) {
			heard = now // nothing of it can be missing
		}
		if heard.Before(s.Opened) {
			heard = s.Opened
		}
		if i == 0 || heard.Before(c.Heard) {
			c.Heard = heard
		}
		if s.silent(now) > StaleAfter.Minutes() {
			c.Stale = true
		}
	}
	c.Counted = c.In - c.Out
	c.Upper = max(c.Counted+c.Upper, 0)
	c.Lower = max(c.Counted+lower, 0)
	return c
}

// Level is how full something is, as whoever commands is told.
type Level string

// The levels, with the share of what is allowed from which on they hold.
const (
	Unknown Level = "unknown"
	Green   Level = "green"
	Yellow  Level = "yellow" // 60 %
	Orange  Level = "orange" // 80 %
	Red     Level = "red"    // 95 %
)

// LevelOf says how full something is by its upper bound. What is stale is unknown,
// unless it is full by what is known for sure.
func LevelOf(upper, allowed int, stale bool) Level {
	if allowed <= 0 {
		return Unknown
	}
	switch share := float64(upper) / float64(allowed); {
	case stale:
		return Unknown
	case share >= 0.95:
		return Red
	case share >= 0.8:
		return Orange
	case share >= 0.6:
		return Yellow
	}
	return Green
}

// CreditFor is how long a source can go on by its credit, at least, where the ground has
// room for it: as long as a network is likely to be away.
const CreditFor = 45 * time.Minute

// Credit is how many a source may let in all in all, since the gates opened. It only
// grows, so a message that comes late or twice does no harm.
type Credit map[string]int

// Grant raises the credit of sources so that the ground cannot overfill even if none is
// ever heard again: all credit that is out, less those who left, stays within the
// capacity. What is free is shared by the rates of the sources; a source that has been
// silent for long keeps what it has and gets no more.
func Grant(have Credit, sources []Source, capacity int, now time.Time) Credit {
	next := Credit{}
	out, left, rates := 0, 0, 0.0
	for _, s := range sources {
		next[s.ID] = max(have[s.ID], s.In)
		out += next[s.ID]
		left += s.Out
		if s.silent(now) <= StaleAfter.Minutes() {
			rates += s.PerMinute
		}
	}
	for id, n := range have { // of sources that are no longer listed
		if _, ok := next[id]; !ok {
			next[id] = n
			out += n
		}
	}
	free := capacity + left - out
	if free <= 0 || rates == 0 {
		return next
	}
	for _, s := range sources {
		if s.silent(now) > StaleAfter.Minutes() {
			continue
		}
		// No more than it could use while it is away: the rest is for the others.
		most := s.In + s.Burst + int(CreditFor.Minutes()*s.PerMinute) - next[s.ID]
		share := min(int(float64(free)*s.PerMinute/rates), max(most, 0))
		next[s.ID] += share
	}
	return next
}
