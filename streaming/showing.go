package streaming

import (
	"time"

	"wanjia/events"
)

// Phase says how far a channel is.
type Phase string

// The phases.
const (
	PhaseOff       Phase = "off"       // nothing is published
	PhasePreparing Phase = "preparing" // it will be on in a moment
	PhaseOn        Phase = "on"
)

// Item is one entry of a programme that viewers may know of.
type Item struct {
	ID     ItemID // "" where it has no name
	Title  events.Text
	Starts time.Time // on the stage; the public sees it after the delay
	Length time.Duration
	Clip   *Recording // once the public has seen its end
}

// Showing is what everybody may know of a channel.
type Showing struct {
	Channel Channel
	Title   events.Text
	Phase   Phase
	Replay  *Recording // of the newest show that is over; nil for none
	Items   []Item     // soonest first: those of the window and what follows
}
