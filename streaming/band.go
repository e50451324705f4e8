package streaming

import "time"

// Stretch is a time in which one source is on air.
type Stretch struct {
	Source   SourceID
	From, To time.Time // on the stage
}

// Band is what is between the stage and the public at a moment: from what the public
// sees now to what the stage does now, oldest first. An order for later is not in it.
func (c Channel) Band(p Plan, now time.Time) []Stretch {
	g := c.Clock.Every()
	from, to := now.Add(-c.Delay), now
	var band []Stretch
	for n := c.Clock.Cell(c.Clock.At(from)); n <= c.Clock.Cell(c.Clock.At(to)); n++ {
		start := c.Clock.Moment(c.Clock.Start(n))
		source := p.At(n).Source
		if k := len(band); k > 0 && band[k-1].Source == source {
			band[k-1].To = start.Add(g)
			continue
		}
		band = append(band, Stretch{source, later(start, from), start.Add(g)})
	}
	if k := len(band); k > 0 && band[k-1].To.After(to) {
		band[k-1].To = to
	}
	return band
}

// SourceState is how something that can be put on air does.
type SourceState struct {
	Source     SourceID
	Name       string
	Role       StageRole // "" for what is not somebody on the stage
	Camera     bool
	Microphone bool
	Codec      string
	Layers     int           // sizes that the camera sends
	Silent     time.Duration // since its last picture; less than 0 where nobody has looked
	Length     time.Duration // of a recorded one; 0 for no end
	Rate       int           // bits a second of its best layer, of what was heard lately
}
