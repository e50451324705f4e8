package checkin

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"wanjia/events"
	"wanjia/ticketing/pass"
)

// DeviceID names a device at a gate.
type DeviceID string

// Kinds of a record.
const (
	In   = "in"   // admitted with a pass
	Walk = "walk" // admitted without one, from what is kept for who has none
	Out  = "out"  // counted out, with a pass or with the clicker
)

// Record is one line of a device's log: somebody went in or out. It is never changed,
// and its time is the moment of the scan by the device's own clock.
//
// Who counts a crowd adds Persons and Children of [In] and [Walk] and takes away those
// of [Out], of lines that are not Broken, by Gate; Received says how old that is.
type Record struct {
	Device   DeviceID
	Seq      int64  // 1, 2, 3 … by device, without a gap
	Nonce    string // made by the device; names the scan
	Event    events.ID
	Gate     string
	Kind     string
	Serial   pass.Serial // zero for who has none
	Persons  int         // of the pass, or let in without one
	Children int         // beside them, who need no ticket
	Party    int         // of the pass
	At       time.Time   // to the millisecond
	Offline  bool        // the device decided alone
	Rules    int         // the version it went by
	Prev     string      // seal of the line before, "" of the first
	Seal     string      // see [Record.SealWith]

	Received time.Time     // by our clock
	Skew     time.Duration // of the device's clock against ours at the sync that brought it
	Broken   bool          // its seal is not the device's: it is listed, and counts nothing
}

// SealWith is what a device writes beside a line so that nobody can change, leave out
// or add one later: an HMAC-SHA-256 of the line and of the seal before it, 16 bytes in
// hexadecimal. Device, Seq, Prev, Nonce, Kind, Serial, Persons, Children, Party, At in
// milliseconds since 1970, Offline as 0 or 1 and Rules stand one to a line after "wjlog1".
func (r Record) SealWith(key []byte) string {
	serial, offline := "", int64(0)
	if r.Serial != (pass.Serial{}) {
		serial = r.Serial.String()
	}
	if r.Offline {
		offline = 1
	}
	var room [256]byte // a rush of admissions seals a line each
	b := append(append(room[:0], "wjlog1\n"...), r.Device...)
	b = strconv.AppendInt(append(b, '\n'), r.Seq, 10)
	for _, s := range [...]string{r.Prev, r.Nonce, r.Kind, serial} {
		b = append(append(b, '\n'), s...)
	}
	for _, n := range [...]int64{int64(r.Persons), int64(r.Children), int64(r.Party), r.At.UnixMilli(), offline, int64(r.Rules)} {
		b = strconv.AppendInt(append(b, '\n'), n, 10)
	}
	h := hmac.New(sha256.New, key)
	h.Write(b)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// sealedBy says whether the seal is the one of the device that has the key.
func (r Record) sealedBy(key []byte) bool {
	return hmac.Equal([]byte(r.SealWith(key)), []byte(r.Seal))
}

// Heads is everybody a line is about.
func (r Record) Heads() int { return r.Persons + r.Children }

// bad says whether a line says what cannot be.
func (r Record) bad() bool {
	known := r.Kind == In || r.Kind == Walk || r.Kind == Out
	return r.Seq < 1 || r.Nonce == "" || !known || r.Persons < 0 || r.Children < 0 || r.Heads() < 1 || r.Persons > pass.MaxParty ||
		r.Children > pass.MaxParty || r.At.IsZero() || r.Kind == In && r.Persons < 1
}
