package edge

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// Main is the main service as an edge asks it. What does not answer is ErrAway or any
// other fault of the kind Unavailable.
type Main interface {
	// Exchange brings what the edge has and returns what it is to know.
	Exchange(ctx context.Context, up Up) (Down, error)
	// Copy returns what gates need of the main service when it is away.
	Copy(ctx context.Context) (Copy, error)
	// Begin sets a device of the edge's gates up with its code.
	Begin(ctx context.Context, token string) (checkin.Device, string, error)
	// Lease lends a device places for people without a booking.
	Lease(ctx context.Context, id checkin.DeviceID, key string, want int) (checkin.Lease, error)
	// Redeem decides for all gates at once.
	Redeem(ctx context.Context, id checkin.DeviceID, at time.Time, r checkin.Record) (checkin.Answer, error)
}

// Kept is what an edge has on its own disk.
type Kept struct {
	Gates  checkin.Store
	Orders checkin.OrderStore
	Calls  checkin.CallStore
	Shelf  Shelf

	// SweepLines removes the lines of an event's logs that came before a moment and gone
	// says yes to, SweepCalls the calls for help. Both return how many; nil removes none.
	SweepLines func(ctx context.Context, event events.ID, before time.Time, gone func(checkin.Record) bool) (int, error)
	SweepCalls func(ctx context.Context, event events.ID, before time.Time, gone func(checkin.Call) bool) (int, error)
}

// How often an edge and the main service talk, and how long whoever stands at a gate
// waits for the main service before the edge decides.
const (
	every      = 2 * time.Second
	longest    = 5 * time.Second
	soon       = 150 * time.Millisecond // after an admission, so that one message has several
	askWithin  = 500 * time.Millisecond
	restFor    = 5 * time.Second // after a question that was not answered in time
	batch      = 120             // lines; a request may not be larger than 64 KiB
	copyAnyway = 10 * time.Minute
)

// Node is the program at the gates. It serves devices as the main service does: what
// its own log says is decided here, what others may have done is asked of the main
// service while that answers.
type Node struct {
	*checkin.Service
	Orders *checkin.Orders
	Calls  *checkin.Calls
	Keep   time.Duration // how long what the main service has stays on this disk; 0 for ever
	// Program is the version of this program, for those who look whether the gates run
	// another one than the city.
	Program string

	event events.ID
	kept  Kept
	main  Main
	log   *slog.Logger
	known *known
	clock *clock
	kick  chan struct{}

	lanes [64]sync.Mutex // by serial: one pass at a time
	door  sync.Mutex     // over the counting and letting in by credit

	meeting sync.Mutex // over taking over what is said of a device

	mu     sync.Mutex
	near   bool      // the last exchange went well
	rest   time.Time // until then the main service is not asked for a verdict
	copied time.Time
	swept  time.Time
	credit *Allowance // nil before the first was granted
	next   string
	up     map[checkin.DeviceID]int64     // the main service has their logs up to here
	sent   map[checkin.DeviceID]sentLines // and these beyond it
	heard  map[checkin.DeviceID]time.Time // what of them it has been told
	told   map[string]bool                // receipts, and whether acknowledged
	called map[checkin.CallID]bool        // calls for help that are there
}

type sentLines map[string]bool

// Open returns the node of an event on what is kept on disk. now is the machine's clock.
func Open(ctx context.Context, event events.ID, kept Kept, main Main, now func() time.Time, log *slog.Logger) (*Node, error) {
	n := &Node{
		event: event, kept: kept, main: main, log: log, known: &known{}, clock: &clock{now: now}, kick: make(chan struct{}, 1),
		up: map[checkin.DeviceID]int64{}, sent: map[checkin.DeviceID]sentLines{}, heard: map[checkin.DeviceID]time.Time{},
		told: map[string]bool{}, called: map[checkin.CallID]bool{},
	}
	n.Service = &checkin.Service{Store: kept.Gates, Entrance: &Memory{}, Passes: n.known, Lists: n.known, Rules: checkin.Usual, Now: n.clock.Now, Alone: true}
	n.Orders = &checkin.Orders{Store: kept.Orders, Devices: kept.Gates, Passes: n.known, Now: n.clock.Now}
	n.Calls = &checkin.Calls{Store: kept.Calls, Now: n.clock.Now}
	copy, found, err := kept.Shelf.KeptCopy(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what was kept of the main service: %w", err)
	}
	if found {
		n.known.set(copy)
	}
	if a, found, err := kept.Shelf.KeptCredit(ctx, event); err != nil {
		return nil, fmt.Errorf("read what may be let in alone: %w", err)
	} else if found {
		n.credit = &a
	}
	devices, err := kept.Gates.Devices(ctx, event)
	if err != nil {
		return nil, err
	}
	// What was answered before this start was by the clock of another run.
	for _, d := range devices {
		n.clock.answer(d.Heard)
	}
	n.clock.restart()
	return n, nil
}

// Now is the main service's time as well as it is known here.
func (n *Node) Now() time.Time { return n.clock.Now() }

// Near says whether the main service answered last time, and how many lines it has not
// been brought.
func (n *Node) Near(ctx context.Context) (near bool, unsent int, err error) {
	records, err := n.Records(ctx, n.event)
	if err != nil {
		return false, 0, err
	}
	own, err := n.own(ctx)
	if err != nil {
		return false, 0, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, r := range records {
		if _, ok := own[r.Device]; ok && !n.there(r) {
			unsent++
		}
	}
	return n.near, unsent, nil
}

// there says whether the main service has a line, with mu held.
func (n *Node) there(r checkin.Record) bool {
	return r.Seq <= n.up[r.Device] || n.sent[r.Device][r.Nonce]
}

func (n *Node) own(ctx context.Context) (map[checkin.DeviceID]checkin.Device, error) {
	devices, err := n.kept.Gates.Devices(ctx, n.event)
	if err != nil {
		return nil, err
	}
	own := make(map[checkin.DeviceID]checkin.Device, len(devices))
	for _, d := range devices {
		own[d.ID] = d
	}
	return own, nil
}

// Begin sets a device up, which needs the main service once. It returns
// checkin.ErrToken, [ErrOther] and [ErrAway].
func (n *Node) Begin(ctx context.Context, token string) (checkin.Device, string, error) {
	d, secret, err := n.main.Begin(ctx, token)
	if err != nil {
		return d, "", err
	}
	if err := n.meet(ctx, d); err != nil {
		return d, "", err
	}
	n.hurry()
	return d, secret, nil
}

// meet takes over what the main service says of a device.
func (n *Node) meet(ctx context.Context, theirs checkin.Device) error {
	change := func(d *checkin.Device) error {
		if theirs.Begun.Before(d.Begun) {
			return nil // said before it was set up here: the answer of a round that was under way
		}
		d.Name, d.Gate, d.Key, d.LogKey, d.Begun, d.Revoked = theirs.Name, theirs.Gate, theirs.Key, theirs.LogKey, theirs.Begun, theirs.Revoked
		d.Until = theirs.Until
		// Of a log that another disk has had, before this one took its place.
		d.Seq, d.Last = max(d.Seq, theirs.Seq), max(d.Last, theirs.Seq)
		return nil
	}
	n.meeting.Lock() // a round and whoever sets it up may both meet it for the first time
	defer n.meeting.Unlock()
	_, err := n.kept.Gates.ChangeDevice(ctx, theirs.ID, change)
	if errors.Is(err, checkin.ErrNoDevice) {
		d := checkin.Device{ID: theirs.ID, Event: n.event, Made: theirs.Made}
		_ = change(&d) // it has no way to fail
		return n.kept.Gates.AddDevice(ctx, d)
	}
	return err
}

// Sync is checkin's, and lets the main service know soon.
func (n *Node) Sync(ctx context.Context, d checkin.Device, said checkin.Said, records []checkin.Record) (checkin.Device, error) {
	d, err := n.Service.Sync(ctx, d, said, records)
	if err != nil {
		return d, err
	}
	n.clock.answer(d.Heard)
	if len(records) > 0 {
		n.hurry()
	}
	return d, nil
}

// Redeem lets the holders of a pass in: refused by what is known here, else decided by
// the main service for all gates while it answers in time, else here for the edge's own.
func (n *Node) Redeem(ctx context.Context, d checkin.Device, at time.Time, r checkin.Record, closed bool) (checkin.Answer, error) {
	lane := &n.lanes[laneOf(r.Serial)]
	lane.Lock()
	defer lane.Unlock()
	defer n.hurry()
	if _, err := n.known.Book(ctx, n.event); err != nil {
		return checkin.Answer{Verdict: checkin.Wait, Reason: checkin.Unready}, nil // no pass can be judged yet
	}
	look, err := n.Service.Redeem(ctx, d, at, r, true)
	if err != nil || closed || look.Reason != checkin.Closed {
		return look, err
	}
	if a, ok := n.ask(ctx, d, at, r); ok {
		if a.Verdict != checkin.Admit {
			return a, nil
		}
		// The main service has the line. That it is here too is for the lane beside.
		if _, err := n.Service.Redeem(ctx, d, at, r, false); err != nil {
			n.log.WarnContext(ctx, "admission of the main service not kept here", "err", err)
		}
		return a, nil
	}
	n.door.Lock() // the last places of the credit go to one lane
	defer n.door.Unlock()
	if reason, err := n.bound(ctx, r); err != nil || reason != checkin.OK {
		return checkin.Answer{Verdict: checkin.Wait, Reason: reason, Left: look.Left, First: look.First}, err
	}
	return n.Service.Redeem(ctx, d, at, r, false)
}

// Ask lends a device places for people without a booking, which only the main service
// can: [ErrAway] while it does not answer. What was lent is good without it.
func (n *Node) Ask(ctx context.Context, d checkin.Device, key string, want int) (checkin.Lease, error) {
	return n.main.Lease(ctx, d.ID, key, want)
}

// Board is what was lent, which the main service knows.
func (n *Node) Board(context.Context, events.ID) ([]checkin.LeaseState, error) { return nil, nil }

// bound says why a line may not be let in here without asking: before the first credit of
// the night was granted, or where it would go beyond it. Lanes that ask at the same
// moment are told one after the other.
func (n *Node) bound(ctx context.Context, r checkin.Record) (checkin.Reason, error) {
	n.mu.Lock()
	credit := n.credit
	n.mu.Unlock()
	now := n.clock.Now()
	switch {
	case credit == nil:
		return checkin.Unready, nil
	case credit.Free:
		return checkin.OK, nil
	case now.Before(credit.From) || now.After(credit.Until):
		return checkin.Unready, nil // it was for another night
	}
	in, err := n.inside(ctx, *credit)
	if in+r.Heads() > credit.Most {
		return checkin.Full, err
	}
	return checkin.OK, err
}

// inside is how many the edge's devices have let in.
func (n *Node) inside(ctx context.Context, a Allowance) (int, error) {
	own, err := n.own(ctx)
	if err != nil {
		return 0, err
	}
	records, err := n.Records(ctx, n.event)
	if err != nil {
		return 0, err
	}
	in := 0
	for _, r := range records {
		at := r.At.Add(-r.Skew)
		if _, ours := own[r.Device]; ours && r.Kind != checkin.Out && !r.Broken && !at.Before(a.From) && !at.After(a.Until) {
			in += r.Heads()
		}
	}
	return in, nil
}

func laneOf(s pass.Serial) int { return int(s[4]) % 64 }

// ask asks the main service for a verdict; false where there is none in time.
func (n *Node) ask(ctx context.Context, d checkin.Device, at time.Time, r checkin.Record) (checkin.Answer, bool) {
	n.mu.Lock()
	quiet := !n.near || n.clock.Now().Before(n.rest)
	n.mu.Unlock()
	if quiet {
		return checkin.Answer{}, false
	}
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	a, err := n.main.Redeem(ctx, d.ID, at, r)
	if err != nil {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.rest = n.clock.Now().Add(restFor)
		return checkin.Answer{}, false
	}
	return a, true
}

// Missing names what is not there yet for the gates to work alone; "" for nothing.
func (n *Node) Missing(ctx context.Context) string {
	var missing []string
	if _, err := n.known.Book(ctx, n.event); err != nil {
		missing = append(missing, "the gates")
	}
	if _, err := n.known.List(ctx, n.event); err != nil {
		missing = append(missing, "the list of a night")
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.credit == nil {
		missing = append(missing, "how many may be let in without asking")
	}
	return strings.Join(missing, ", ")
}
