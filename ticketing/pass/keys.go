package pass

import (
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// Errors of keys.
var (
	ErrNoKey   = fault.New(fault.NotFound, "no_such_key", "there is no such key")
	ErrKeys    = fault.New(fault.Conflict, "pass_keys", "this event has had as many keys as it may have")
	ErrLastKey = fault.New(fault.Conflict, "last_pass_key", "this key signs now; make another one first")
)

// Overlap is how long a new key is known to the gates before it signs, so that no gate
// meets a pass whose key it has not heard of.
const Overlap = 15 * time.Minute

// Key is a key pair of an event. The seed is the secret; it is written nowhere but in
// the documents and their backup.
type Key struct {
	ID        byte
	Seed      []byte // 32 bytes
	Made      time.Time
	Signs     time.Time // from then on it signs what is issued
	Withdrawn time.Time // what it signed opens no gate from then on; zero for never
}

// Public is what gates check signatures with.
func (k Key) Public() ed25519.PublicKey {
	return ed25519.NewKeyFromSeed(k.Seed).Public().(ed25519.PublicKey)
}

// String hides the secret from whoever prints a key.
func (k Key) String() string { return fmt.Sprintf("key %d", k.ID) }

// GoString is String for %#v.
func (k Key) GoString() string { return k.String() }

// Gate is a group of lanes that share a network: bit Bit of a pass's gates.
type Gate struct {
	ID       string // "w1"
	Bit      int    // 0 to 15
	Title    events.Text
	Lanes    int
	StepFree bool
	Way      events.Text // who comes this way: "by metro"; empty where nothing is said
}

// Mask is the gate in the bytes of a pass.
func (g Gate) Mask() uint16 { return 1 << g.Bit }

// Book is what passes of an event are made from.
type Book struct {
	Event  events.ID
	Number uint16 // the event in the bytes; nobody else's
	Gates  []Gate
	Keys   []Key
	Secret []byte // serials are drawn with it
}

// Signing is the key that signs at the moment: of those that sign by then and were not
// withdrawn the latest.
func (b Book) Signing(now time.Time) (Key, error) {
	for _, k := range slices.Backward(b.Keys) {
		if !k.Signs.After(now) && k.Withdrawn.IsZero() {
			return k, nil
		}
	}
	return Key{}, fmt.Errorf("event %s: %w", b.Event, ErrNoKey)
}

// Key returns one of the keys, or [ErrNoKey].
func (b Book) Key(id byte) (Key, error) {
	i := slices.IndexFunc(b.Keys, func(k Key) bool { return k.ID == id })
	if i < 0 {
		return Key{}, ErrNoKey
	}
	return b.Keys[i], nil
}

// Gate returns one of the gates, or false.
func (b Book) Gate(id string) (Gate, bool) {
	i := slices.IndexFunc(b.Gates, func(g Gate) bool { return g.ID == id })
	if i < 0 {
		return Gate{}, false
	}
	return b.Gates[i], true
}

// Ring is the public keys that open the gates of an event: all that were not withdrawn,
// those that do not sign yet, too.
func (b Book) Ring() Ring {
	r := Ring{Event: b.Number, Keys: map[byte]ed25519.PublicKey{}}
	for _, k := range b.Keys {
		if k.Withdrawn.IsZero() {
			r.Keys[k.ID] = k.Public()
		}
	}
	return r
}

// rotate adds a key that signs from the moment given.
func (b *Book) rotate(now, signs time.Time) error {
	if len(b.Keys) > 255 {
		return ErrKeys
	}
	seed := make([]byte, ed25519.SeedSize)
	rand.Read(seed) // never fails
	b.Keys = append(b.Keys, Key{ID: byte(len(b.Keys)), Seed: seed, Made: now, Signs: signs})
	return nil
}

// withdraw takes a key back; repeating it changes nothing.
func (b *Book) withdraw(id byte, now time.Time) error {
	i := slices.IndexFunc(b.Keys, func(k Key) bool { return k.ID == id })
	switch {
	case i < 0:
		return ErrNoKey
	case !b.Keys[i].Withdrawn.IsZero():
		return nil
	}
	b.Keys[i].Withdrawn = now
	if _, err := b.Signing(now); err != nil {
		b.Keys[i].Withdrawn = time.Time{}
		return ErrLastKey
	}
	return nil
}

// Ring is the public keys of one event.
type Ring struct {
	Event uint16
	Keys  map[byte]ed25519.PublicKey
}

// Read reads the text of a QR code and checks its signature. It returns [ErrForeign],
// [ErrCut], [ErrUnknownKey] for one of another event too, and [ErrForged].
func (r Ring) Read(text string) (Pass, error) {
	b, err := Decode(text)
	if err != nil {
		return Pass{}, err
	}
	p := read(b)
	key, ok := r.Keys[p.Key]
	if !ok || p.Event != r.Event {
		return p, ErrUnknownKey
	}
	if !ed25519.Verify(key, signed(b[:bodySize]), b[bodySize:]) {
		return p, ErrForged
	}
	return p, nil
}

// Sign writes a pass as the text of its QR code, [TextLen] characters. It returns
// [ErrRange] for what the bytes have no room for.
func (k Key) Sign(p Pass) (string, error) {
	p.Key = k.ID
	body, err := p.body()
	if err != nil {
		return "", err
	}
	return base45(append(body, ed25519.Sign(ed25519.NewKeyFromSeed(k.Seed), signed(body))...)), nil
}

func signed(body []byte) []byte { return append([]byte(domain), body...) }
