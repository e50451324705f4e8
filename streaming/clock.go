package streaming

import "time"

// Grid is the length of a cell: everything public is cut at its multiples.
const Grid = 2 * time.Second

// Clock is programme time: how long ago a channel's epoch was. Cell n of the grid
// covers programme time from n*Grid to (n+1)*Grid; n is the media sequence number
// wherever and by whomever the cell is made.
type Clock struct {
	Epoch time.Time
	Grid  time.Duration // 0 means [Grid]; tests take a shorter one
}

func (c Clock) grid() time.Duration {
	if c.Grid > 0 {
		return c.Grid
	}
	return Grid
}

// Every is the length of a cell.
func (c Clock) Every() time.Duration { return c.grid() }

// At is the programme time of a moment.
func (c Clock) At(moment time.Time) time.Duration { return moment.Sub(c.Epoch) }

// Moment is when a programme time is.
func (c Clock) Moment(t time.Duration) time.Time { return c.Epoch.Add(t) }

// Cell is the cell that a programme time falls into.
func (c Clock) Cell(t time.Duration) int64 {
	g := c.grid()
	n := int64(t / g)
	if t < 0 && t%g != 0 {
		n--
	}
	return n
}

// Start is the programme time at which cell n begins.
func (c Clock) Start(n int64) time.Duration { return time.Duration(n) * c.grid() }

// PartTarget is the most that a part of a cell lasts, constant for the life of a
// playlist.
func (c Clock) PartTarget() time.Duration { return c.grid() / 4 }

// Slack says how far from a boundary of the grid a cut may lie: a picture that can
// be begun with rarely stands on it exactly.
func (c Clock) Slack() (early, late time.Duration) {
	return c.grid() / 8, c.grid() * 62 / 100
}

// Target is the most that the length of a cell rounds to, in whole seconds: one
// that begins as early and ends as late as [Clock.Slack] lets it. It is constant
// for the life of a playlist, as its readers demand.
func (c Clock) Target() int {
	early, late := c.Slack()
	longest := c.grid() + early + late
	return max(1, int((longest+time.Second/2-1).Truncate(time.Second)/time.Second))
}
