package identity_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"wanjia/events/docstore/docstoretest"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
)

// TestTenThousandTries: somebody who tries 10,000 times, as fast as the ceilings
// allow and from ever new devices, has few guesses compared; and the owner, on the
// telephone they always use, signs in meanwhile.
func TestTenThousandTries(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	home := identity.Device{ID: "the-owner-s-own-telephone"}
	ownersSignIn := func() error {
		if err := d.RequestCode(t.Context(), phone, "sms", home); err != nil {
			return err
		}
		_, _, _, err := d.SignIn(t.Context(), phone, d.sent.code(t), home)
		return err
	}
	if err := ownersSignIn(); err != nil {
		t.Fatal(err)
	}
	const tries, pause = 10_000, 13 * time.Second // a day and a half
	var codes, compared, owner, refused int
	for i := range tries {
		switch err := d.RequestCode(t.Context(), phone, "sms", identity.Device{}); {
		case err == nil:
			codes++
		case !errors.Is(err, identity.ErrTooMany):
			t.Fatal(err)
		}
		guess := other(d.sent.code(t)) // a guess that is wrong, so that each is counted
		switch _, _, _, err := d.SignIn(t.Context(), phone, guess, identity.Device{ID: fmt.Sprint("guess-", i)}); {
		case err == nil:
			t.Fatal("a wrong code signed in")
		case errors.Is(err, identity.ErrCodeWrong) && triesLeft(err):
			compared++
		case !errors.Is(err, identity.ErrCodeWrong) && !errors.Is(err, identity.ErrCodeLocked):
			t.Fatal(err)
		}
		if i%1000 == 999 { // every three and a half hours the owner comes
			if err := ownersSignIn(); err != nil {
				refused++
				t.Logf("the owner: %v", err)
			}
			owner++
		}
		d.clock.advance(pause)
	}
	if codes > 20 || compared > 5*codes {
		t.Errorf("in a day and a half %d codes were sent and %d guesses compared, want at most 20 and five each", codes, compared)
	}
	if refused > 0 {
		t.Errorf("the owner was refused %d of %d times", refused, owner)
	}
	// Another telephone of the owner's has to wait, but not for ever.
	d.clock.advance(24 * time.Hour)
	if _, _, session := d.signIn(t, phone); session.ID == "" {
		t.Error("a day after the guessing a new telephone cannot sign in")
	}
}

// triesLeft says whether an error speaks of a guess that was compared.
func triesLeft(err error) bool {
	f, ok := errors.AsType[*fault.Error](err)
	return ok && f.Details["tries_left"] != nil
}

// TestKnownDevices: only the very device that has signed in with the very number has
// codes of its own, and is forgotten when it has not for long.
func TestKnownDevices(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	home := identity.Device{ID: "the-owner-s-own-telephone"}
	if err := d.RequestCode(t.Context(), phone, "sms", home); err != nil {
		t.Fatal(err)
	}
	// It became a known one only by signing in; the code it asked for before is good.
	if _, _, _, err := d.SignIn(t.Context(), phone, d.sent.code(t), home); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		number string
		device identity.Device
		want   error
	}{
		"the same":                   {phone, home, nil},
		"a device that says less":    {phone, identity.Device{}, identity.ErrTooMany},
		"another device":             {phone, identity.Device{ID: "somebody-else-s"}, identity.ErrTooMany},
		"the device, another number": {newPhone, home, nil},
	} {
		if err := d.RequestCode(t.Context(), tt.number, "sms", tt.device); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	// A code asked for elsewhere does not sign in here while there is one of its own.
	d.clock.advance(identity.ResendAfter)
	if err := d.RequestCode(t.Context(), phone, "sms", identity.Device{}); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := d.SignIn(t.Context(), phone, d.sent.code(t), home); !errors.Is(err, identity.ErrCodeWrong) {
		t.Errorf("another device's code: %v", err)
	}
	d.clock.advance(180 * 24 * time.Hour)
	if _, err := d.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []error{nil, identity.ErrTooMany} {
		if err := d.RequestCode(t.Context(), phone, "sms", identity.Device{}); !errors.Is(err, want) {
			t.Fatal(err)
		}
	}
	if err := d.RequestCode(t.Context(), phone, "sms", home); !errors.Is(err, identity.ErrTooMany) {
		t.Errorf("half a year after its last sign-in the device is still known: %v", err)
	}
}
