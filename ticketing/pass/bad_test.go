package pass

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"wanjia/ticketing"
)

// TestNoBase45: a character that no code of ours has, anywhere, and a text that could
// fill the memory are no text of bytes.
func TestNoBase45(t *testing.T) {
	t.Parallel()
	for c := range 256 {
		if strings.IndexByte(letters, byte(c)) >= 0 {
			continue
		}
		for _, text := range []string{string([]byte{byte(c), '0', '0'}), string([]byte{'0', byte(c), '0'}), string([]byte{'0', '0', byte(c)}), string([]byte{'0', byte(c)})} {
			if b, err := unbase45(text); !errors.Is(err, errBase45) {
				t.Fatalf("%q is %x, %v", text, b, err)
			}
		}
	}
	if b, err := unbase45("F5"); err != nil || len(b) != 1 || b[0] != 240 { // 15 and 5 times 45
		t.Errorf("one byte is read as %x, %v", b, err)
	}
	if b, err := unbase45(":::"); !errors.Is(err, errBase45) {
		t.Errorf("91,124 in two bytes is %x, %v", b, err)
	}
	if b, err := unbase45("G6"); !errors.Is(err, errBase45) { // 16 and 6 times 45 have no room in a byte
		t.Errorf("286 in one byte is %x, %v", b, err)
	}
	for _, n := range []int{1, 4, 4*TextLen + 3, 1 << 20} {
		if b, err := unbase45(strings.Repeat("0", n)); !errors.Is(err, errBase45) {
			t.Errorf("%d characters are %d bytes, %v", n, len(b), err)
		}
	}
}

// TestNoMoreKeys: an event has as many keys as a byte can name; one it never had is
// said not to be there.
func TestNoMoreKeys(t *testing.T) {
	t.Parallel()
	var b Book
	for range 256 {
		if err := b.rotate(time.Time{}, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.rotate(time.Time{}, time.Time{}); !errors.Is(err, ErrKeys) || len(b.Keys) != 256 {
		t.Errorf("%d keys, %v", len(b.Keys), err)
	}
	if _, err := b.Key(255); err != nil {
		t.Error(err)
	}
	b.Keys = b.Keys[:3]
	if k, err := b.Key(3); !errors.Is(err, ErrNoKey) {
		t.Errorf("a key it never had: %v, %v", k, err)
	}
}

// TestPieces: what is too short to tell is no pass, and only what begins as one is a
// piece of one.
func TestPieces(t *testing.T) {
	t.Parallel()
	good, err := testKey(0).Sign(Pass{Event: 7, From: epoch, Lasts: Step, Party: 1})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := unbase45(good)
	if err != nil {
		t.Fatal(err)
	}
	raw[12] = 0 // a window of no length
	for text, want := range map[string]error{
		base45(raw): ErrForeign, "A": ErrForeign, "!": ErrForeign, good[:1]: ErrForeign, "0000!": ErrForeign, good[:4]: ErrCut, good + "!": ErrForeign, good + "0": ErrForeign,
		good[:60] + strings.Repeat("!", 61): ErrForeign,
	} {
		if b, err := Decode(text); !errors.Is(err, want) {
			t.Errorf("%q: %d bytes, %v, want %v", text, len(b), err, want)
		}
	}
}

// TestWithdrawnOnce: a key that is taken back again keeps the moment of the first time.
func TestWithdrawnOnce(t *testing.T) {
	t.Parallel()
	b := Book{Keys: []Key{testKey(0), testKey(1)}}
	for i := range 2 {
		if err := b.withdraw(0, epoch.Add(time.Duration(i)*time.Hour)); err != nil || !b.Keys[0].Withdrawn.Equal(epoch) {
			t.Errorf("time %d: %s, %v", i+1, b.Keys[0].Withdrawn, err)
		}
	}
}

// TestNoWayWithoutSteps: where no gate is without steps, who needs one comes in by any.
func TestNoWayWithoutSteps(t *testing.T) {
	t.Parallel()
	b := Book{Gates: []Gate{{ID: "w1", Bit: 0, Lanes: 1}, {ID: "n5", Bit: 4, Lanes: 1}}}
	if mask := b.gateFor("c1", true); mask != b.gateFor("c1", false) || mask == AnyGate {
		t.Errorf("sent to gates %b", mask)
	}
	b.Gates[1].StepFree = true
	if mask := b.gateFor("c1", true); mask != b.Gates[1].Mask() {
		t.Errorf("sent to gates %b, want the one without steps", mask)
	}
	used := map[uint16]bool{}
	for i := range 64 {
		used[b.gateFor(ticketing.ClaimID(fmt.Sprint("c", i)), false)] = true
	}
	if len(used) != 2 {
		t.Errorf("64 parties are sent to gates %v, of two", used)
	}
}

// TestStillGood: a pass is made anew when its claim, its session or its key has changed,
// and not for whoever has read the claim before it changed.
func TestStillGood(t *testing.T) {
	t.Parallel()
	b := Book{Keys: []Key{testKey(0), testKey(1)}}
	b.Keys[1].Withdrawn = epoch
	have := Issue{Rev: 2, Party: 4, From: epoch, Lasts: Step}
	tests := map[string]struct {
		change func(have, want *Issue)
		good   bool
	}{
		"as it is":                 {func(_, _ *Issue) {}, true},
		"by a key taken back":      {func(have, _ *Issue) { have.Key = 1 }, false},
		"by no key of ours":        {func(have, _ *Issue) { have.Key = 9 }, false},
		"passed on":                {func(_, want *Issue) { want.Rev = 3 }, false},
		"read before it changed":   {func(_, want *Issue) { want.Rev, want.Party = 1, 6 }, true},
		"another party":            {func(_, want *Issue) { want.Party = 3 }, false},
		"the session was moved":    {func(_, want *Issue) { want.From = epoch.Add(time.Hour) }, false},
		"the session is longer":    {func(_, want *Issue) { want.Lasts = 2 * Step }, false},
		"somebody in a wheelchair": {func(_, want *Issue) { want.Wheelchair = true }, false},
	}
	for name, tt := range tests {
		old, want := have, have
		tt.change(&old, &want)
		if got := b.stillGood(old, want); got != tt.good {
			t.Errorf("%s: still good %v", name, got)
		}
	}
}
