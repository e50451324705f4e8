// Package loadtest presses on a server over real connections and says how it bore
// that: in a closed loop, where each connection asks again as soon as it is answered,
// to find how much there is to have; and in an open loop, where requests are due at
// their own times whether the server keeps up or not, to find how long they take. It
// knows bytes and answers and nothing of what they mean, save that it keeps the
// claims it was promised, for [Check] to look for.
package loadtest

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Job is one load.
type Job struct {
	Addr        string // IPv4 host:port
	Connections int
	Sources     int // loopback addresses they come from: 127.0.0.1 and those behind it; 0 means one

	// Warm passes before anything is counted, For is what is counted.
	Warm, For time.Duration

	// Rate is how many requests are due each second, evenly. At, in its place, says
	// when each of them is due, in order. With neither the loop is closed.
	Rate float64
	At   []time.Duration

	// Requests: the first First of them are sent in order, the others only where one
	// before asks for them. Repeat begins again at the end.
	Requests []Request
	First    int
	Repeat   bool

	Linger time.Duration // how long late answers are waited for; 0 means ten seconds
}

// Request is the bytes of one request and what follows on its answer.
type Request struct {
	Kind  string // what the figures call it
	Bytes []byte
	Keep  bool // its 201 is the promise of a claim
	Then  []Follow
}

// Follow sends another request after an answer of that status.
type Follow struct {
	Status  int
	Request int // in [Job.Requests]
	After   time.Duration
}

// Result is what came of a job.
type Result struct {
	Seconds  float64 // that were counted
	Answered int     // in them
	CPU      float64 // share of one core the generator used meanwhile
	Kinds    map[string]*Figures
	Acks     []Ack
	Ran      int    // requests begun, counted or not
	Lost     int    // requests without an answer: the connection broke, or it was too late
	Spent    bool   // the requests ran out before the time did
	Odd      string // the first answer of a status nobody had asked for, whole
}

// Figures are those of one kind of request.
type Figures struct {
	Statuses           map[int]int // all of them, also those not counted
	P50, P90, P99, Max time.Duration

	took []time.Duration
}

// Ack is a claim a server promised.
type Ack struct {
	ID     string `json:"id"`
	Pool   string `json:"pool"`
	Places []int  `json:"places"`
	State  string `json:"state"`
}

// PerSecond is how many were answered each second.
func (r *Result) PerSecond() float64 { return float64(r.Answered) / r.Seconds }

// Status counts the answers of a status over all kinds.
func (r *Result) Status(status int) int {
	n := 0
	for _, f := range r.Kinds {
		n += f.Statuses[status]
	}
	return n
}

func (r *Result) figures(kind string) *Figures {
	f := r.Kinds[kind]
	if f == nil {
		f = &Figures{Statuses: map[int]int{}}
		r.Kinds[kind] = f
	}
	return f
}

// finish makes the quantiles.
func (f *Figures) finish() {
	slices.Sort(f.took)
	f.P50, f.P90, f.P99, f.Max = quantile(f.took, .5), quantile(f.took, .9), quantile(f.took, .99), quantile(f.took, 1)
	f.took = nil
}

// quantile of sorted durations: the least that at least the share q is not above.
func quantile(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[max(0, int(math.Ceil(q*float64(len(sorted))))-1)]
}

// Median of the values; 0 of none.
func Median[T cmp.Ordered](values []T) T {
	var none T
	if len(values) == 0 {
		return none
	}
	s := slices.Clone(values)
	slices.Sort(s)
	return s[len(s)/2]
}
