package streaming

import "time"

// DeadAfter is how long a source may show nothing before another takes its place.
const DeadAfter = 1200 * time.Millisecond

// Rescued is a source that died on air and what took its place.
type Rescued struct {
	At       time.Time
	From, To SourceID
}

// keptRescues is how many of them a show remembers; the audit log has all.
const keptRescues = 20

// Rescue notes that a source died on air.
func (s *Show) Rescue(r Rescued) {
	s.Rescues = append(s.Rescues, r)
	s.Rescues = s.Rescues[max(0, len(s.Rescues)-keptRescues):]
}

// Rescue is the order that takes a dead source off the programme at now, the
// programme time of the stage: the standby, or the slate where that is dead too. newest
// is when the source's last picture was. It holds from the cell in which that lies, so
// that the public sees no picture that stands still. There is none while the source
// lives, has just been taken, or is about to be left anyway. Nothing puts it back:
// that is for a person.
func (c Channel) Rescue(p Plan, now, newest time.Duration, standby SourceID) (Order, bool) {
	o := p.At(c.Clock.Cell(now))
	if o.Source == Slate || len(p) == 0 || p[len(p)-1] != o {
		return Order{}, false
	}
	since := max(newest, c.Clock.Start(o.From))
	if now-since < DeadAfter {
		return Order{}, false
	}
	if standby == "" || standby == o.Source {
		standby = Slate
	}
	from := max(c.Clock.Cell(since), o.From)
	return Order{From: from, Source: standby, Begin: from}, true
}
