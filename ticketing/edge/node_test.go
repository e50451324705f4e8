package edge

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing/checkin"
)

var errTwice = errors.New("there is a device of that id already")

// shelf is a disk in memory with devices and nothing else on it, that can be watched.
type shelf struct {
	checkin.OrderStore
	checkin.CallStore
	Shelf
	checkin.Store

	mu      sync.Mutex
	devices map[checkin.DeviceID]checkin.Device
	missed  func(nth int) // somebody found no device, the nth time
	stored  func()        // a device is about to be added
	misses  int
}

func (s *shelf) AddDevice(_ context.Context, d checkin.Device) error {
	if s.stored != nil {
		s.stored()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.devices[d.ID]; ok {
		return errTwice
	}
	s.devices[d.ID] = d
	return nil
}

func (s *shelf) ChangeDevice(_ context.Context, id checkin.DeviceID, change func(*checkin.Device) error) (checkin.Device, error) {
	s.mu.Lock()
	d, ok := s.devices[id]
	if !ok {
		s.misses++
		nth := s.misses
		s.mu.Unlock()
		if s.missed != nil {
			s.missed(nth)
		}
		return d, checkin.ErrNoDevice
	}
	defer s.mu.Unlock()
	err := change(&d)
	s.devices[id] = d
	return d, err
}

func (s *shelf) Devices(context.Context, events.ID) ([]checkin.Device, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []checkin.Device
	for _, d := range s.devices {
		all = append(all, d)
	}
	return all, nil
}

func (s *shelf) RecordsSince(context.Context, events.ID, time.Time) ([]checkin.Record, error) {
	return nil, nil
}
func (s *shelf) AddRecords(context.Context, []checkin.Record) error { return nil }
func (s *shelf) SeqsAfter(context.Context, checkin.DeviceID, int64) ([]int64, error) {
	return nil, nil
}
func (s *shelf) Receipts(context.Context, events.ID) ([]checkin.Receipt, error) { return nil, nil }
func (s *shelf) Calls(context.Context, events.ID) ([]checkin.Call, error)       { return nil, nil }
func (s *shelf) KeepCredit(context.Context, events.ID, Allowance) error         { return nil }
func (s *shelf) KeptCredit(context.Context, events.ID) (Allowance, bool, error) {
	return Allowance{}, false, nil
}
func (s *shelf) KeptCopy(context.Context) (Copy, bool, error) { return Copy{}, false, nil }

func (s *shelf) device(id checkin.DeviceID) checkin.Device {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.devices[id]
}

// city is a main service with one device, whose answer to a round can be held.
type city struct {
	Main

	mu     sync.Mutex
	device checkin.Device
	told   []Up
	held   chan struct{} // an answer was put together and is on its way; nil for none held
	onward chan struct{}
}

func (c *city) Exchange(ctx context.Context, up Up) (Down, error) {
	c.mu.Lock()
	c.told = append(c.told, up)
	down := Down{AsOf: time.Now(), Devices: []checkin.Device{c.device}}
	held := c.held
	c.held = nil
	c.mu.Unlock()
	if held != nil {
		close(held)
		select {
		case <-c.onward:
		case <-ctx.Done():
			return Down{}, ctx.Err()
		}
	}
	return down, nil
}

func (c *city) Begin(context.Context, string) (checkin.Device, string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.device.Key, c.device.Begun = "key of its own", c.device.Made.Add(time.Minute)
	return c.device, "secret", nil
}

func (c *city) revoke() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.device.Revoked = c.device.Made.Add(time.Hour)
}

func newCity() *city {
	made := time.Date(2027, 2, 19, 17, 0, 0, 0, time.UTC)
	return &city{device: checkin.Device{ID: "g-1", Event: "lantern", Gate: "west-1", Key: "hash of the code", Made: made}, onward: make(chan struct{})}
}

func openNode(t *testing.T, s *shelf, c *city) *Node {
	t.Helper()
	s.devices = map[checkin.DeviceID]checkin.Device{}
	n, err := Open(t.Context(), "lantern", Kept{Gates: s, Orders: s, Calls: s, Shelf: s}, c, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The answer of a round that was asked before a device was set up comes after it: the
// device keeps what it proves itself with. What is said later is taken over.
func TestStaleAnswerChangesNothing(t *testing.T) {
	t.Parallel()
	s, c := &shelf{}, newCity()
	n := openNode(t, s, c)
	held := make(chan struct{})
	c.held = held
	round := make(chan error, 1)
	go func() { round <- n.Round(t.Context()) }()
	<-held
	if _, _, err := n.Begin(t.Context(), "code"); err != nil {
		t.Fatal(err)
	}
	close(c.onward)
	if err := <-round; err != nil {
		t.Fatal(err)
	}
	if d := s.device("g-1"); d.Key != "key of its own" || !d.Working() {
		t.Errorf("after the answer of an earlier round the device has %q, working %t", d.Key, d.Working())
	}
	c.revoke()
	if err := n.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d := s.device("g-1"); d.Working() {
		t.Error("that it was taken out of use was not heard of")
	}
}

// A round is about to note a device it never heard of when somebody sets the device up:
// neither fails, and the device can prove itself.
func TestMetTwiceAtOnce(t *testing.T) {
	t.Parallel()
	s, c := &shelf{}, newCity()
	n := openNode(t, s, c)
	begun, beside, later := make(chan error, 1), make(chan struct{}), atomic.Bool{}
	s.missed = func(nth int) {
		if nth == 2 {
			close(beside) // both found none
		}
	}
	s.stored = func() {
		if later.Swap(true) {
			return
		}
		go func() {
			_, _, err := n.Begin(t.Context(), "code")
			begun <- err
		}()
		// Whoever sets it up waits for the round to be through. Where it does not, it is
		// through before us, well within this time.
		select {
		case <-beside:
			begun <- <-begun
		case <-time.After(100 * time.Millisecond):
		}
	}
	if err := n.Round(t.Context()); err != nil {
		t.Errorf("the round: %v", err)
	}
	if err := <-begun; err != nil {
		t.Errorf("setting it up: %v", err)
	}
	if d := s.device("g-1"); d.Key != "key of its own" || !d.Working() {
		t.Errorf("the device has %q, working %t", d.Key, d.Working())
	}
}

// A device that says to the server at the gates that its log is shorter than it was: the
// city hears of it, also when it did not answer just then.
func TestShorterLogIsToldUpward(t *testing.T) {
	t.Parallel()
	s, c := &shelf{}, newCity()
	n := openNode(t, s, c)
	d, _, err := n.Begin(t.Context(), "code")
	if err != nil {
		t.Fatal(err)
	}
	for _, last := range []int64{7, 3, 8} {
		if d, err = n.Sync(t.Context(), s.device(d.ID), checkin.Said{At: time.Now(), Last: last}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := n.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	last := c.told[len(c.told)-1]
	if len(last.Devices) != 1 || last.Devices[0].Said.Rewound.IsZero() || !last.Devices[0].Said.Rewound.Equal(d.Rewound) || last.Devices[0].Said.Last != 8 {
		t.Errorf("the city was told %+v", last.Devices)
	}
}
