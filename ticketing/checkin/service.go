package checkin

import (
	"context"
	"slices"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/ticketing"
	"wanjia/ticketing/pass"
)

// Errors of devices and their logs.
var (
	ErrDevice   = fault.New(fault.Unauthenticated, "device", "this device is not registered for a gate, or was taken out of use")
	ErrNoDevice = fault.New(fault.NotFound, "no_such_device", "there is no such device")
	ErrNoGate   = pass.ErrNoGate
	ErrToken    = fault.New(fault.Invalid, "device_token", "this setting-up code is not known, was used already or is too old")
	ErrRecord   = fault.New(fault.Invalid, "scan_record", "a line of the log says what cannot be")
	ErrNoNight  = fault.New(fault.NotFound, "no_night", "no night of this event is near")
)

// Store is the durable record of devices and their logs.
type Store interface {
	// AddDevice stores a new device.
	AddDevice(ctx context.Context, d Device) error
	// ChangeDevice applies change to the device as it is, or returns ErrNoDevice.
	ChangeDevice(ctx context.Context, id DeviceID, change func(*Device) error) (Device, error)
	// DeviceByKey returns the device whose Key it is, or ErrNoDevice.
	DeviceByKey(ctx context.Context, key string) (Device, error)
	// Devices returns the devices of an event, by id.
	Devices(ctx context.Context, event events.ID) ([]Device, error)
	// AddRecords stores records that are not there yet and leaves those that are.
	AddRecords(ctx context.Context, records []Record) error
	// Redeem stores an admission that was decided online, unless it is there, as the one
	// after so many before it with the same pass: it returns ErrTaken where another such
	// admission is that one.
	Redeem(ctx context.Context, r Record, before int) error
	// RecordsSince returns the records of an event that came at or after a moment.
	RecordsSince(ctx context.Context, event events.ID, since time.Time) ([]Record, error)
	// SeqsAfter returns the numbers of a device's records after one.
	SeqsAfter(ctx context.Context, id DeviceID, seq int64) ([]int64, error)
}

// Passes is what is asked of the passes.
type Passes interface {
	Book(ctx context.Context, event events.ID) (pass.Book, error)
	Pass(ctx context.Context, c ticketing.Claim) (pass.Issued, error)
	Sheets(ctx context.Context, session events.SessionID) ([]pass.Sheet, error)
	RevokedOf(ctx context.Context, sheets []pass.Sheet) ([]pass.Serial, error)
	SheetOf(ctx context.Context, number uint16, serial pass.Serial) (pass.Sheet, error)
}

// Pools is what is asked of the inventory.
type Pools interface {
	PoolsOf(ctx context.Context, session events.SessionID) ([]ticketing.Pool, error)
}

// Claims is what is asked of the claims.
type Claims interface {
	Owned(ctx context.Context, pool ticketing.PoolID) ([]ticketing.Claim, error)
}

// Sessions is what is asked of the catalogue.
type Sessions interface {
	Sessions(ctx context.Context, event events.ID) ([]events.Session, error)
}

// Lists is where an edge's lists come from.
type Lists interface {
	// List returns what the gates of an event need, or ErrNoNight.
	List(ctx context.Context, event events.ID) (List, error)
}

// Service is the gates. Its fields are set once, before use.
type Service struct {
	Store    Store
	Entrance Entrance // nil where no device is online
	Passes   Passes
	Pools    Pools
	Claims   Claims
	Sessions Sessions
	Lists    Lists // lists that others make; nil makes them here
	Rules    Rules
	Now      func() time.Time

	// Alone says that a pass nobody told us of may be a good one all the same, whose
	// signature the device has looked at: an edge does not know what was issued since
	// it last heard of the main service.
	Alone bool

	kept    *sheets // nil where nobody tells of changes; see [Service.Watch]
	watched Watched // the same

	mu    sync.Mutex
	lists map[events.ID]*listed
	feeds map[events.ID]*feed
	known map[string]knownDevice // by key
}

// knownDevice is a device as it was read last.
type knownDevice struct {
	device Device
	at     time.Time
}

// deviceFor is how long a device is believed from memory: one that another process took
// out of use decides that much longer.
const deviceFor = time.Second

// feed returns the event's.
func (s *Service) feed(event events.ID) *feed {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.feeds == nil {
		s.feeds = map[events.ID]*feed{}
	}
	f := s.feeds[event]
	if f == nil {
		f = &feed{event: event, known: map[string]bool{}}
		s.feeds[event] = f
	}
	return f
}

// GateState is a gate with its figures and how old they are.
type GateState struct {
	pass.Gate
	GateCount
	Devices int       // in use
	Heard   time.Time // of the device that has been silent longest; zero where one was never heard
}

// Totals returns what the logs of an event add up to, seconds old at most, with each
// gate of it. It returns pass.ErrNone.
func (s *Service) Totals(ctx context.Context, event events.ID) ([]GateState, Tally, error) {
	book, err := s.Passes.Book(ctx, event)
	if err != nil {
		return nil, Tally{}, err
	}
	devices, err := s.Store.Devices(ctx, event)
	if err != nil {
		return nil, Tally{}, err
	}
	tally, err := s.feed(event).total(ctx, s.Store, s.Now())
	if err != nil {
		return nil, Tally{}, err
	}
	var gates []GateState
	for _, g := range book.Gates {
		state := GateState{Gate: g, GateCount: GateCount{Gate: g.ID}}
		if i := slices.IndexFunc(tally.Gates, func(c GateCount) bool { return c.Gate == g.ID }); i >= 0 {
			state.GateCount = tally.Gates[i]
		}
		for _, d := range devices {
			if d.Gate != g.ID || !d.Working() {
				continue
			}
			if state.Devices == 0 || d.Heard.Before(state.Heard) {
				state.Heard = d.Heard
			}
			state.Devices++
		}
		gates = append(gates, state)
	}
	return gates, tally, nil
}

// Records returns what has come of an event's logs, in the order in which it came, a
// second old at most. The slice is not to be changed.
func (s *Service) Records(ctx context.Context, event events.ID) ([]Record, error) {
	return s.feed(event).all(ctx, s.Store, s.Now())
}

// Follow calls each with every record of an event there is and then with each that
// comes, one at a time and each once, until what it returns is called: whoever counts a
// crowd adds them up. [Service.Refresh] looks for what other processes stored. each may
// not ask the service anything.
func (s *Service) Follow(ctx context.Context, event events.ID, each func(Record)) (func(), error) {
	return s.feed(event).follow(ctx, s.Store, s.Now(), each)
}

// Refresh reads what has come of an event's logs, where the last look is older than a
// moment.
func (s *Service) Refresh(ctx context.Context, event events.ID) error {
	_, err := s.Records(ctx, event)
	return err
}
