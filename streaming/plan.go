package streaming

import (
	"slices"
	"time"
)

// SourceID names something that can be on air: a live stage, a recorded entry.
type SourceID string

// Slate is the source that is always there: a still picture and silence.
const Slate SourceID = "slate"

// Order puts a source on air from a cell on, until the next order.
type Order struct {
	From   int64 // cell
	Source SourceID
	Begin  int64 // the cell at which the source's own beginning lies; for recorded entries
}

// Plan is the orders in force, by cell.
type Plan []Order

// At is what is on air in cell n: the slate where nobody has ordered anything.
func (p Plan) At(n int64) Order {
	for _, o := range slices.Backward(p) {
		if o.From <= n {
			return o
		}
	}
	return Order{From: n, Source: Slate}
}

// With is the plan with one more order, which takes the place of all that begin
// with it or later.
func (p Plan) With(o Order) Plan {
	kept := slices.DeleteFunc(slices.Clone(p), func(old Order) bool { return old.From >= o.From })
	return append(kept, o)
}

// CutFrom is the first cell in which nothing from programme time t on can be seen.
func (c Clock) CutFrom(t time.Duration) int64 { return c.Cell(t) }

// ResumeFrom is the first cell that shows nothing from before programme time t,
// though a cut may lie a little before its boundary.
func (c Clock) ResumeFrom(t time.Duration) int64 {
	early, _ := c.Slack()
	n := c.Cell(t + early)
	if c.Start(n) < t+early {
		n++
	}
	return n
}
