// Package pass is what is shown at a gate: its bytes and their signature, the keys
// that make it, and the issue of one to each claim. It alone knows the scheme wj1;
// whether somebody may come in with it is for checkin.
//
// The bytes carry no name, no number and no address. They admit and do nothing else:
// a booking is changed by whoever is signed in, not by whoever shows a code.
package pass

import (
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"time"
)

// What may be wrong with bytes that are shown as a pass. A gate says each in words of
// its own; none of them is anything that a visitor's browser is answered with.
var (
	ErrForeign    = errors.New("not a pass of ours")
	ErrCut        = errors.New("the pass is not whole")
	ErrUnknownKey = errors.New("signed with a key that is not known here")
	ErrForged     = errors.New("the signature is not ours")
	ErrRange      = errors.New("a figure of the pass has no room in its bytes")
)

// The scheme.
const (
	Version = 0xB1
	Size    = bodySize + 64 // bytes of a pass
	TextLen = Size / 2 * 3  // characters of it in base45

	bodySize = 16
	domain   = "wj1\x00" // before the bytes that are signed, so that they can be nothing else

	MaxParty = 1<<6 - 1
	Step     = 5 * time.Minute // of the length of a window
	AnyGate  = 0xFFFF

	wheelchairFlag = 1 << 6
	staffFlag      = 1 << 7
)

// epoch is where the minutes of the scheme begin.
var epoch = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// Serial names an issued pass. It is drawn from all numbers of 40 bits, so that it
// tells nobody how many there are.
type Serial [5]byte

// String is the serial as ten hexadecimal digits.
func (s Serial) String() string { return hex.EncodeToString(s[:]) }

// ParseSerial reads what [Serial.String] wrote.
func ParseSerial(text string) (Serial, error) {
	var s Serial
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(s) {
		return s, fmt.Errorf("%q is no serial", text)
	}
	return Serial(b), nil
}

// Pass is what the bytes say.
type Pass struct {
	Key        byte   // which key of the event signed it
	Event      uint16 // the number of the event in the house
	Serial     Serial
	From       time.Time     // of the window to come in; whole minutes
	Lasts      time.Duration // of the window; whole [Step]s
	Party      int           // persons, 1 to [MaxParty]
	Wheelchair bool
	Staff      bool
	Gates      uint16 // bit n for gate n
}

// Until is when the window ends.
func (p Pass) Until() time.Time { return p.From.Add(p.Lasts) }

// body writes the signed bytes, or says [ErrRange].
func (p Pass) body() ([]byte, error) {
	minutes, steps := p.From.Sub(epoch)/time.Minute, p.Lasts/Step
	switch {
	case p.From.Before(epoch) || minutes >= 1<<24 || p.From.Sub(epoch)%time.Minute != 0:
		return nil, fmt.Errorf("%w: begins at %s", ErrRange, p.From)
	case steps < 1 || steps > math.MaxUint8 || p.Lasts%Step != 0:
		return nil, fmt.Errorf("%w: lasts %s", ErrRange, p.Lasts)
	case p.Party < 1 || p.Party > MaxParty:
		return nil, fmt.Errorf("%w: party of %d", ErrRange, p.Party)
	}
	people := byte(p.Party)
	if p.Wheelchair {
		people |= wheelchairFlag
	}
	if p.Staff {
		people |= staffFlag
	}
	b := make([]byte, 0, Size)
	b = append(b, Version, p.Key, byte(p.Event>>8), byte(p.Event))
	b = append(b, p.Serial[:]...)
	b = append(b, byte(minutes>>16), byte(minutes>>8), byte(minutes), byte(steps), people)
	return append(b, byte(p.Gates>>8), byte(p.Gates)), nil
}

// read is the reverse of body.
func read(b []byte) Pass {
	minutes := int(b[9])<<16 | int(b[10])<<8 | int(b[11])
	return Pass{
		Key: b[1], Event: uint16(b[2])<<8 | uint16(b[3]), Serial: Serial(b[4:9]),
		From: epoch.Add(time.Duration(minutes) * time.Minute), Lasts: time.Duration(b[12]) * Step,
		Party: int(b[13] & MaxParty), Wheelchair: b[13]&wheelchairFlag != 0, Staff: b[13]&staffFlag != 0,
		Gates: uint16(b[14])<<8 | uint16(b[15]),
	}
}

// Decode reads the text of a QR code into the bytes of a pass, without believing them:
// [ErrForeign] for what is no pass at all, [ErrCut] for a piece of one.
func Decode(text string) ([]byte, error) {
	b, err := unbase45(text)
	switch {
	case err != nil && len(text) >= 3 && len(text) < TextLen && startsAsOurs(text):
		return nil, ErrCut
	case err != nil || len(b) == 0 || b[0] != Version:
		return nil, ErrForeign
	case len(b) < Size:
		return nil, ErrCut
	case len(b) > Size || b[12] == 0 || b[13]&MaxParty == 0:
		return nil, ErrForeign
	}
	return b, nil
}

// startsAsOurs says whether the first characters are those of a pass.
func startsAsOurs(text string) bool {
	b, err := unbase45(text[:3])
	return err == nil && b[0] == Version
}
