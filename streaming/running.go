package streaming

import "time"

// Line is an item of the running order as it stands at a moment.
type Line struct {
	Item    ItemID
	Planned time.Time // when it was to begin on the stage
	Starts  time.Time // when it begins there as things stand, or began
	Ends    time.Time // when it ends there as things stand, or ended
	Late    time.Duration
	State   LineState
}

// LineState says how far an item is.
type LineState string

// The states of an item.
const (
	LineDone   LineState = "done"
	LineOn     LineState = "on"
	LineNext   LineState = "next"
	LineComing LineState = "coming"
	LineCut    LineState = "cut"
)

// Out is a hard-out as things stand.
type Out struct {
	HardOut
	Margin time.Duration // from the end of the show; negative for how much will be cut off
}

// Running is a show's clock at a moment: computed, never stored.
type Running struct {
	Now     time.Time
	Lines   []Line        // one per item, in their order
	On      int           // the item being played, -1 for none
	Next    int           // the one after it, -1 for none
	Left    time.Duration // of the one being played; negative for how far it is over
	Content time.Duration // of all items that are shown
	Ends    time.Time     // of the show, as the public sees it
	Over    time.Duration // how much has to go for every hard-out to be met; 0 for nothing
	Outs    []Out
}

// Run is the show's clock at now. Nothing is earlier than now that has not begun;
// what has begun lasts its length, or longer if it is over already. All is pure.
func (s Show) Run(now time.Time) Running {
	r := Running{Now: now, On: s.At(), Next: -1, Lines: make([]Line, len(s.Items))}
	shift := s.shift()
	planned, expected := s.Stage().Add(shift), s.Stage()
	if s.begun() {
		expected = time.Time{} // what has begun says when
	}
	last := s.lastBegun()
	for i, item := range s.Items {
		l := Line{Item: item.ID, Planned: planned}
		if item.Cut {
			l.State = LineCut
			l.Starts, l.Ends = planned, planned
			r.Lines[i] = l
			continue
		}
		r.Content += item.Length
		planned = planned.Add(item.Length + s.Gap)
		switch {
		case !item.Began.IsZero():
			l.State, l.Starts, l.Ends = LineDone, item.Began, item.Done
			if i == r.On {
				l.State, l.Ends = LineOn, later(item.Began.Add(item.Length), now)
				r.Left = item.Began.Add(item.Length).Sub(now)
			}
		case i < last: // passed over
			l.State, l.Starts, l.Ends = LineDone, l.Planned, l.Planned
		default:
			l.State = LineComing
			if r.Next < 0 {
				l.State, r.Next = LineNext, i
			}
			l.Starts = later(expected, s.soonest(now))
			l.Ends = l.Starts.Add(item.Length)
		}
		if i >= last && !l.Ends.IsZero() {
			expected = l.Ends.Add(s.Gap)
			r.Ends = l.Ends.Add(s.Delay)
		}
		l.Late = l.Starts.Sub(l.Planned)
		r.Lines[i] = l
	}
	for _, o := range s.Outs {
		o.At = o.At.Add(shift)
		out := Out{o, o.At.Sub(r.Ends)}
		if len(s.Items) > 0 && s.State != ShowEnded {
			r.Over = max(r.Over, -out.Margin)
		}
		r.Outs = append(r.Outs, out)
	}
	return r
}

// shift is how much later than planned everything is meant: a rehearsal, or a made-up
// show, is on time whenever its first item begins.
func (s Show) shift() time.Duration {
	if s.State != ShowRehearsal && !s.Test {
		return 0
	}
	planned, first, shift := s.Stage(), time.Time{}, time.Duration(0)
	for _, item := range s.Items {
		if !item.Began.IsZero() && (first.IsZero() || item.Began.Before(first)) {
			first, shift = item.Began, item.Began.Sub(planned)
		}
		if !item.Cut {
			planned = planned.Add(item.Length + s.Gap)
		}
	}
	return shift
}

// soonest is the earliest that something can begin which has not: before the show
// that is its own beginning.
func (s Show) soonest(now time.Time) time.Time {
	if s.State == ShowOnAir || s.State == ShowRehearsal && s.begun() {
		return now
	}
	return s.Stage()
}

func (s Show) begun() bool { return s.lastBegun() >= 0 }

// lastBegun is the furthest item that has begun, -1 for none.
func (s Show) lastBegun() int {
	last := -1
	var at time.Time
	for i, item := range s.Items {
		if item.Began.After(at) {
			last, at = i, item.Began
		}
	}
	return last
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
