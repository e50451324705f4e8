package edge

import (
	"context"
	"slices"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// Shelf keeps on disk what the main service said.
type Shelf interface {
	// KeepCopy puts a copy in the place of the one before.
	KeepCopy(ctx context.Context, c Copy) error
	// KeptCopy returns the copy, or false where none was kept.
	KeptCopy(ctx context.Context) (Copy, bool, error)
	// KeepCredit puts what an edge may let in alone in the place of the one before.
	KeepCredit(ctx context.Context, event events.ID, a Allowance) error
	// KeptCredit returns what may be let in alone, or false where nothing was said of it.
	KeptCredit(ctx context.Context, event events.ID) (Allowance, bool, error)
}

// known is the copy as the gates' rules ask for it: it implements [checkin.Passes] and
// [checkin.Lists] with what there is of them away from the main service.
type known struct {
	mu       sync.RWMutex
	copy     Copy
	bySerial map[pass.Serial]checkin.Code
}

func (k *known) set(c Copy) {
	bySerial := make(map[pass.Serial]checkin.Code, len(c.List.Codes))
	for _, code := range c.List.Codes {
		bySerial[code.Serial] = code
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.copy, k.bySerial = c, bySerial
}

func (k *known) version() string {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.copy.List.Version
}

// Book implements [checkin.Passes]; there are no secrets in it.
func (k *known) Book(_ context.Context, event events.ID) (pass.Book, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if event != k.copy.Event || k.copy.Gates == nil {
		return pass.Book{}, pass.ErrNone
	}
	return pass.Book{Event: event, Number: k.copy.Number, Gates: slices.Clone(k.copy.Gates)}, nil
}

// List implements [checkin.Lists].
func (k *known) List(_ context.Context, event events.ID) (checkin.List, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if event != k.copy.Event || k.copy.List.Version == "" {
		return checkin.List{}, checkin.ErrNoNight
	}
	return k.copy.List, nil
}

// SheetOf implements [checkin.Passes] with what the list says of a pass.
func (k *known) SheetOf(_ context.Context, _ uint16, serial pass.Serial) (pass.Sheet, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	c, ok := k.bySerial[serial]
	if !ok {
		return pass.Sheet{}, pass.ErrNone
	}
	return pass.Sheet{Issues: []pass.Issue{{Serial: serial, From: c.From, Lasts: c.Until.Sub(c.From), Party: c.Party, Gates: c.Gates}}}, nil
}

// Pass implements [checkin.Passes]: none is issued here.
func (k *known) Pass(context.Context, ticketing.Claim) (pass.Issued, error) {
	return pass.Issued{}, pass.ErrNone
}

// Sheets implements [checkin.Passes].
func (k *known) Sheets(context.Context, events.SessionID) ([]pass.Sheet, error) {
	return nil, pass.ErrNone
}

// RevokedOf implements [checkin.Passes].
func (k *known) RevokedOf(context.Context, []pass.Sheet) ([]pass.Serial, error) {
	return nil, pass.ErrNone
}

// clock is the main service's time as an edge knows it. A step of it makes what was
// answered before worthless for saying how fresh a device is.
type clock struct {
	mu    sync.Mutex
	now   func() time.Time
	ahead time.Duration // of the machine's clock
	marks []mark

	answered time.Time // the last moment a device was answered with
	floor    time.Time // up to there devices were answered by another reckoning
}

// mark is a moment of the main service that lay before one of ours.
type mark struct{ theirs, ours time.Time }

// Limits of a clock.
const (
	stepAt   = 5 * time.Second // a difference above it is no delay of a network
	marksMax = 4096
)

// Now is the time.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now().Add(-c.ahead)
}

// heard notes an answer of the main service with its moment, asked for at a time of ours.
func (c *clock) heard(theirs, asked time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ours := c.now().Add(-c.ahead)
	// The moment lies between the question and now.
	if d := max(asked.Sub(theirs), theirs.Sub(ours)); d > stepAt {
		c.floor, c.marks = c.answered, nil
		c.ahead += asked.Sub(theirs)
		return
	}
	if n := len(c.marks); n == 0 || theirs.After(c.marks[n-1].theirs) && !ours.Before(c.marks[n-1].ours) {
		c.marks = append(c.marks, mark{theirs, ours})
	}
	if len(c.marks) > marksMax {
		c.marks = slices.Delete(c.marks, 0, marksMax/2)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// before is the last moment of the main service that surely lay before one of ours;
// zero where none is known.
func (c *clock) before(ours time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !ours.After(c.floor) {
		return time.Time{}
	}
	i, _ := slices.BinarySearchFunc(c.marks, ours, func(m mark, at time.Time) int {
		if m.ours.After(at) {
			return 1
		}
		return -1
	})
	if i == 0 {
		return time.Time{}
	}
	return c.marks[i-1].theirs
}

// answer notes a moment that a device was answered with.
func (c *clock) answer(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answered = later(c.answered, at)
}

// restart makes all that was answered so far worthless.
func (c *clock) restart() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.floor = c.answered
}
