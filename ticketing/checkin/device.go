package checkin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
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
	LogKey  []byte    // its log is sealed with it
	Begun   time.Time // when it was set up; zero while the code waits
	Made    time.Time
	Revoked time.Time

	Heard   time.Time     // the last sync
	Seq     int64         // its log is here up to this line
	Last    int64         // so many lines it said it has
	Rewound time.Time     // when it said that it has fewer lines than before; zero for never
	Skew    time.Duration // of its clock at the last sync, positive when ahead
	Fresh   time.Time     // by our clock: all it did until then is here; zero for never
	Trained time.Time     // when whoever holds it answered the questions; zero for not yet
	Until   time.Time     // when the shift ends of whoever set it up for themselves; zero for open
}

// Off says whether the shift a device was set up for is over: it lets nobody in then, and
// what it logged before still counts.
func (d Device) Off(now time.Time) bool { return !d.Until.IsZero() && !now.Before(d.Until) }

// Working says whether the device was set up and is in use.
func (d Device) Working() bool { return !d.Begun.IsZero() && d.Revoked.IsZero() }

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
	d := Device{
		ID: DeviceID("g-" + rand.Text()[:12]), Name: name, Event: event, Gate: gate,
		Key: hashOf(token), LogKey: make([]byte, 32), Made: s.Now(),
	}
	rand.Read(d.LogKey)
	return d, token, s.Store.AddDevice(ctx, d)
}

// Waiting returns the device whose setting-up code it is, without using the code up. It
// returns [ErrToken].
func (s *Service) Waiting(ctx context.Context, token string) (Device, error) {
	d, err := s.Store.DeviceByKey(ctx, hashOf(token))
	if err == nil && !d.Begun.IsZero() {
		err = ErrToken
	}
	return d, tokenFault(err)
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

// Shift is at which gate somebody stands, and until when, zero for open.
type Shift struct {
	Event events.ID
	Gate  string
	Until time.Time
}

// Enrol sets a device up for whoever stands at the gate with it, without a code and for
// their shift. It returns [ErrNoGate] and pass.ErrNone.
func (s *Service) Enrol(ctx context.Context, at Shift, name string) (Device, string, error) {
	d, token, err := s.Provision(ctx, at.Event, at.Gate, name)
	if err != nil {
		return Device{}, "", err
	}
	if !at.Until.IsZero() {
		if _, err := s.Store.ChangeDevice(ctx, d.ID, func(d *Device) error { d.Until = at.Until; return nil }); err != nil {
			return Device{}, "", err
		}
	}
	return s.Begin(ctx, token)
}

func tokenFault(err error) error {
	if fault.Of(err).Code == ErrNoDevice.Code {
		return ErrToken
	}
	return err
}

// Authenticate returns the device a secret is of, or [ErrDevice].
func (s *Service) Authenticate(ctx context.Context, secret string) (Device, error) {
	key, now := hashOf(secret), s.Now()
	s.mu.Lock()
	k, ok := s.known[key]
	s.mu.Unlock()
	if ok && now.Sub(k.at) < deviceFor && !now.Before(k.at) {
		return k.device, nil
	}
	d, err := s.Store.DeviceByKey(ctx, key)
	if err != nil && fault.Of(err).Code == ErrNoDevice.Code || err == nil && !d.Working() {
		return Device{}, ErrDevice
	}
	if err != nil {
		return d, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil || len(s.known) > knownMost {
		s.known = map[string]knownDevice{}
	}
	s.known[key] = knownDevice{d, now}
	return d, nil
}

// knownMost bounds the devices in memory; an event has dozens.
const knownMost = 4096

// Revoke takes a device out of use; repeating it changes nothing. What it has logged
// and sent counts. It returns [ErrNoDevice].
func (s *Service) Revoke(ctx context.Context, id DeviceID) (Device, error) {
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		clear(s.known)
	}()
	return s.Store.ChangeDevice(ctx, id, func(d *Device) error {
		if d.Revoked.IsZero() {
			d.Revoked = s.Now()
		}
		return nil
	})
}

// Devices lists the devices of an event, by gate and then by name.
func (s *Service) Devices(ctx context.Context, event events.ID) ([]Device, error) {
	return s.Store.Devices(ctx, event)
}
