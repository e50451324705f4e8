package checkin

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
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

// TokenFor is how long a device may be set up with its code.
const TokenFor = 24 * time.Hour

// Device is a scanner at a gate.
type Device struct {
	ID      DeviceID
	Name    string
	Event   events.ID
	Gate    string
	Key     string    // hash of what it proves itself with; first of its setting-up code
	Begun   time.Time // when it was set up; zero while the code waits
	Made    time.Time
	Revoked time.Time
	Heard   time.Time     // the last sync
	Seq     int64         // its log is here up to this line
	Skew    time.Duration // of its clock at the last sync, positive when ahead
	Fresh   time.Time     // by our clock: all it did until then is here; zero for never
}

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
	// Records returns the records of an event.
	Records(ctx context.Context, event events.ID) ([]Record, error)
	// SeqsAfter returns the numbers of a device's records after one.
	SeqsAfter(ctx context.Context, id DeviceID, seq int64) ([]int64, error)
}

// Passes is what is asked of the passes.
type Passes interface {
	Book(ctx context.Context, event events.ID) (pass.Book, error)
	Pass(ctx context.Context, c ticketing.Claim) (pass.Issued, error)
	Revoked(ctx context.Context, session events.SessionID) ([]pass.Serial, error)
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

// Service is the gates. Its fields are set once, before use.
type Service struct {
	Store    Store
	Passes   Passes
	Pools    Pools
	Claims   Claims
	Sessions Sessions
	Rules    Rules
	Now      func() time.Time

	mu    sync.Mutex
	lists map[events.ID]listed
}

// Code is a pass by the hash of what is read aloud.
type Code struct {
	Hash   string
	Serial pass.Serial
	From   time.Time
	Until  time.Time
	Party  int
	Gates  uint16
}

// List is what a gate needs to judge a night's passes without a network.
type List struct {
	AsOf    time.Time
	Ring    pass.Ring
	Salt    []byte // the hashes of codes are made with it
	From    time.Time
	Until   time.Time
	Revoked []pass.Serial
	Codes   []Code
}

type listed struct {
	list List
	at   time.Time
}

// listFor is how old a list may be: what is revoked reaches a gate that has a network
// that much later, and a sync interval.
const listFor = 5 * time.Second

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte("device\x00" + secret))
	return hex.EncodeToString(sum[:])
}

// Provision registers a device for a gate and returns the code it is set up with, once
// and within [TokenFor]. It returns [ErrNoGate] and pass.ErrNone.
func (s *Service) Provision(ctx context.Context, event events.ID, gate, name string) (Device, string, error) {
	book, err := s.Passes.Book(ctx, event)
	if err != nil {
		return Device{}, "", err
	}
	if _, ok := book.Gate(gate); !ok {
		return Device{}, "", ErrNoGate
	}
	token := rand.Text()
	d := Device{ID: DeviceID("g-" + rand.Text()[:12]), Name: name, Event: event, Gate: gate, Key: hashOf(token), Made: s.Now()}
	return d, token, s.Store.AddDevice(ctx, d)
}

// Begin sets a device up: its code is used up, and what it returns is what the device
// proves itself with from now on. It returns [ErrToken].
func (s *Service) Begin(ctx context.Context, token string) (Device, string, error) {
	d, err := s.Store.DeviceByKey(ctx, hashOf(token))
	if err != nil {
		return d, "", tokenFault(err)
	}
	secret := rand.Text()
	d, err = s.Store.ChangeDevice(ctx, d.ID, func(d *Device) error {
		if d.Key != hashOf(token) || !d.Begun.IsZero() || !d.Revoked.IsZero() || s.Now().Sub(d.Made) >= TokenFor {
			return ErrToken
		}
		d.Key, d.Begun = hashOf(secret), s.Now()
		return nil
	})
	return d, secret, tokenFault(err)
}

func tokenFault(err error) error {
	if fault.Of(err).Code == ErrNoDevice.Code {
		return ErrToken
	}
	return err
}

// Authenticate returns the device a secret is of, or [ErrDevice].
func (s *Service) Authenticate(ctx context.Context, secret string) (Device, error) {
	d, err := s.Store.DeviceByKey(ctx, hashOf(secret))
	if err != nil && fault.Of(err).Code == ErrNoDevice.Code || err == nil && (d.Begun.IsZero() || !d.Revoked.IsZero()) {
		return Device{}, ErrDevice
	}
	return d, err
}

// Revoke takes a device out of use; repeating it changes nothing. What it has logged
// and sent counts. It returns [ErrNoDevice].
func (s *Service) Revoke(ctx context.Context, id DeviceID) (Device, error) {
	return s.Store.ChangeDevice(ctx, id, func(d *Device) error {
		if d.Revoked.IsZero() {
			d.Revoked = s.Now()
		}
		return nil
	})
}

// CodeHash is how a list has a code.
func CodeHash(salt []byte, code string) string {
	h := hmac.New(sha256.New, salt)
	h.Write([]byte(code))
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// List returns what the gates of an event need for the night that is on or next,
// seconds old. It makes the passes that nobody has opened yet, so that their codes
// are known. It returns pass.ErrNone and [ErrNoNight].
func (s *Service) List(ctx context.Context, event events.ID) (List, error) {
	s.mu.Lock()
	defer s.mu.Unlock() // one makes it, the others wait for that one
	now := s.Now()
	if have, ok := s.lists[event]; ok && now.Sub(have.at) < listFor {
		return have.list, nil
	}
	list, err := s.makeList(ctx, event, now)
	if err != nil {
		return List{}, err
	}
	if s.lists == nil {
		s.lists = map[events.ID]listed{}
	}
	s.lists[event] = listed{list, now}
	return list, nil
}

func (s *Service) makeList(ctx context.Context, event events.ID, now time.Time) (List, error) {
	book, err := s.Passes.Book(ctx, event)
	if err != nil {
		return List{}, err
	}
	sessions, err := s.night(ctx, event, now)
	if err != nil {
		return List{}, err
	}
	salt := sha256.Sum256(append([]byte("codes\x00"), book.Secret...))
	list := List{AsOf: now, Ring: book.Ring(), Salt: salt[:], From: sessions[0].Starts, Until: sessions[len(sessions)-1].Ends}
	for _, session := range sessions {
		pools, err := s.Pools.PoolsOf(ctx, session.ID)
		if err != nil {
			return List{}, fmt.Errorf("pools of session %s: %w", session.ID, err)
		}
		for _, pool := range pools {
			if err := s.addCodes(ctx, &list, pool.ID); err != nil {
				return List{}, err
			}
		}
		revoked, err := s.Passes.Revoked(ctx, session.ID)
		if err != nil {
			return List{}, err
		}
		list.Revoked = append(list.Revoked, revoked...)
	}
	return list, nil
}

func (s *Service) addCodes(ctx context.Context, list *List, pool ticketing.PoolID) error {
	claims, err := s.Claims.Owned(ctx, pool)
	if err != nil {
		return fmt.Errorf("list what is owned of pool %s: %w", pool, err)
	}
	for _, c := range claims {
		if c.State != ticketing.Claimed {
			continue
		}
		p, err := s.Passes.Pass(ctx, c)
		if err != nil {
			return err
		}
		list.Codes = append(list.Codes, Code{CodeHash(list.Salt, c.Code), p.Serial, p.From, p.From.Add(p.Lasts), p.Party, p.Gates})
	}
	return nil
}

// night is the sessions of the day that is on, or else of the next one.
func (s *Service) night(ctx context.Context, event events.ID, now time.Time) ([]events.Session, error) {
	all, err := s.Sessions.Sessions(ctx, event)
	if err != nil {
		return nil, err
	}
	day := func(x events.Session) string { return x.Starts.In(events.Zone).Format(time.DateOnly) }
	first := slices.IndexFunc(all, func(x events.Session) bool { return x.Ends.Add(4 * time.Hour).After(now) })
	if first < 0 {
		return nil, ErrNoNight
	}
	of := day(all[first])
	return slices.DeleteFunc(all, func(x events.Session) bool { return day(x) != of }), nil
}

// Said is what a device says of itself when it brings a piece of its log.
type Said struct {
	At   time.Time // by its clock
	Echo time.Time // the moment in our last answer that it had when it put the piece together; zero for none
	Last int64     // the last line of its log then
}

// Sync stores what a device brings of its log, in any order and as often as it likes,
// and returns up to which line the log is here without a gap. It returns [ErrRecord],
// and then nothing is stored.
//
// A log that is whole up to the line the device was at is fresh as of the moment it
// echoes. The device put the piece together later than that, however long it was on
// the way and whatever the device's clock shows.
func (s *Service) Sync(ctx context.Context, d Device, said Said, records []Record) (Device, error) {
	now := s.Now()
	skew := said.At.Sub(now)
	for i := range records {
		r := &records[i]
		if r.Seq < 1 || r.Nonce == "" || r.Persons < 1 || r.Persons > pass.MaxParty || r.Kind != In && r.Kind != Out || r.At.IsZero() {
			return d, ErrRecord
		}
		r.Device, r.Event, r.Gate, r.Received, r.Skew = d.ID, d.Event, d.Gate, now, skew
	}
	if err := s.Store.AddRecords(ctx, records); err != nil {
		return d, err
	}
	seqs, err := s.Store.SeqsAfter(ctx, d.ID, d.Seq)
	if err != nil {
		return d, err
	}
	seq := Contiguous(d.Seq, seqs)
	return s.Store.ChangeDevice(ctx, d.ID, func(d *Device) error {
		d.Seq, d.Heard, d.Skew = max(d.Seq, seq), now, skew
		if d.Seq >= said.Last && said.Echo.After(d.Fresh) && !said.Echo.After(now) {
			d.Fresh = said.Echo
		}
		return nil
	})
}

// GateState is a gate with its figures and how old they are.
type GateState struct {
	pass.Gate
	GateCount
	Devices int       // in use
	Heard   time.Time // of the device that has been silent longest; zero where one was never heard
}

// Totals returns what the logs of an event add up to, with each gate of it. It returns
// pass.ErrNone.
func (s *Service) Totals(ctx context.Context, event events.ID) ([]GateState, Tally, error) {
	book, err := s.Passes.Book(ctx, event)
	if err != nil {
		return nil, Tally{}, err
	}
	devices, err := s.Store.Devices(ctx, event)
	if err != nil {
		return nil, Tally{}, err
	}
	records, err := s.Store.Records(ctx, event)
	if err != nil {
		return nil, Tally{}, err
	}
	tally := Add(records)
	var gates []GateState
	for _, g := range book.Gates {
		state := GateState{Gate: g, GateCount: GateCount{Gate: g.ID}}
		if i := slices.IndexFunc(tally.Gates, func(c GateCount) bool { return c.Gate == g.ID }); i >= 0 {
			state.GateCount = tally.Gates[i]
		}
		for _, d := range devices {
			if d.Gate != g.ID || d.Begun.IsZero() || !d.Revoked.IsZero() {
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
