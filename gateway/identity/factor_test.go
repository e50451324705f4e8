package identity_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/events/docstore/docstoretest"
	"wanjia/gateway/identity"
)

// TestCodesAreThoseOfTheStandard: the vectors of RFC 6238, whose eight digits end in
// the six an app shows.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	t.Parallel()
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // 12345678901234567890
	for unix, want := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		if got, err := identity.CodeAt(secret, time.Unix(unix, 0)); got != want || err != nil {
			t.Errorf("the code at %d is %s, %v, want %s", unix, got, err, want)
		}
	}
	if _, err := identity.CodeAt("not base32!", time.Now()); err == nil {
		t.Error("a code of no secret")
	}
}

func TestSecondFactor(t *testing.T) {
	t.Parallel()
	engine := &docstoretest.Memory{}
	d := newDesk(engine)
	_, token, session := d.signIn(t, phone)
	who := d.who(t, token)
	if who.Strong || who.Account.Factor.On() {
		t.Fatalf("a new session is %+v", who)
	}
	if err := d.PassFactor(t.Context(), who, "123456"); !errors.Is(err, identity.ErrFactorOff) {
		t.Errorf("without a factor, passing it: %v", err)
	}
	if _, err := d.ConfirmFactor(t.Context(), who, "123456"); !errors.Is(err, identity.ErrFactorOff) {
		t.Errorf("confirming what was not begun: %v", err)
	}
	first, err := d.BeginFactor(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	e, err := d.BeginFactor(t.Context(), who)
	if err != nil || e.Secret == first.Secret || !strings.HasPrefix(e.URI, "otpauth://totp/") || !strings.Contains(e.URI, e.Secret) {
		t.Fatalf("beginning again: %+v, %v", e, err)
	}
	svg, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(e.QR, "data:image/svg+xml;base64,"))
	if err != nil || !strings.HasPrefix(string(svg), "<svg ") || !strings.Contains(string(svg), "h1v1h-1z") {
		t.Errorf("the picture is %s, %v", svg, err)
	}
	if _, err := d.ConfirmFactor(t.Context(), who, d.codeOf(t, first.Secret)); !errors.Is(err, identity.ErrFactorWrong) {
		t.Errorf("a code of the secret before: %v", err)
	}
	codes, err := d.ConfirmFactor(t.Context(), who, d.codeOf(t, e.Secret))
	if err != nil || len(codes) != 10 || !d.who(t, token).Strong {
		t.Fatalf("ConfirmFactor = %v, %v", codes, err)
	}
	if _, err := d.BeginFactor(t.Context(), who); !errors.Is(err, identity.ErrFactorOn) {
		t.Errorf("beginning where one is set up: %v", err)
	}
	if _, err := d.ConfirmFactor(t.Context(), who, d.codeOf(t, e.Secret)); !errors.Is(err, identity.ErrFactorOn) {
		t.Errorf("confirming where one is set up: %v", err)
	}
	for doc, err := range engine.All(t.Context(), "accounts") {
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range append(codes, e.Secret) {
			if strings.Contains(string(doc.Body), secret) {
				t.Errorf("the document holds %q in the open", secret)
			}
		}
	}
	list, err := d.Sessions(t.Context(), who.Account.ID)
	if err != nil || len(list) != 1 || list[0].ID != session.ID || list[0].Strong.IsZero() {
		t.Errorf("the devices are %+v, %v", list, err)
	}
	if err := d.DropFactor(t.Context(), who, "000000"); !errors.Is(err, identity.ErrFactorWrong) {
		t.Errorf("taking it away with a wrong code: %v", err)
	}
	if err := d.DropFactor(t.Context(), who, codes[0]); err != nil {
		t.Fatal(err)
	}
	if now := d.who(t, token); now.Strong || now.Account.Factor.On() {
		t.Errorf("after it was taken away the session is %+v", now)
	}
	// The session was strong by the factor that is gone; by a new one it is not.
	_, second, _ := d.secondSignIn(t)
	d.clock.advance(time.Second)
	d.enrol(t, second)
	if d.who(t, token).Strong || !d.who(t, second).Strong {
		t.Error("a session is strong by a factor it has never seen")
	}
}

// secondSignIn signs the same phone in once more.
func (d desk) secondSignIn(t *testing.T) (identity.Account, string, identity.Session) {
	t.Helper()
	d.clock.advance(identity.ResendAfter)
	return d.signIn(t, phone)
}

// TestFactorCodes: a code is good in its 30 s and those around, once, and so is
// everything before it no more.
func TestFactorCodes(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	_, first, _ := d.signIn(t, phone)
	secret, _ := d.enrol(t, first)
	_, token, _ := d.secondSignIn(t)
	at := func(steps int) string {
		t.Helper()
		code, err := identity.CodeAt(secret, d.clock.Now().Add(time.Duration(steps)*30*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	pass := func(what, code string, want error) {
		t.Helper()
		if err := d.PassFactor(t.Context(), d.who(t, token), code); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
	}
	d.clock.advance(10 * time.Minute)
	pass("two steps old", at(-2), identity.ErrFactorWrong)
	pass("two steps ahead", at(2), identity.ErrFactorWrong)
	pass("one step old", at(-1), nil)
	pass("the same again", at(-1), identity.ErrFactorWrong)
	pass("now, typed with a space", at(0)[:3]+" "+at(0)[3:], nil)
	pass("before the last used", at(-1), identity.ErrFactorWrong)
	pass("one step ahead", at(1), nil)
	pass("now, after a later one", at(0), identity.ErrFactorWrong)
	d.clock.advance(30 * time.Second)
	pass("one step later, used then", at(0), identity.ErrFactorWrong)
	pass("one step later", at(1), nil)
	pass("five digits", at(1)[:5], identity.ErrFactorWrong)
	d.clock.advance(90 * time.Second)
	pass("letters", "abcdef", identity.ErrFactorWrong)
	pass("nothing", "", identity.ErrFactorWrong)
}

// TestFactorLock: after five wrong codes nothing is compared for a quarter of an
// hour, and then everything is as before.
func TestFactorLock(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	_, first, _ := d.signIn(t, phone)
	secret, _ := d.enrol(t, first)
	_, token, _ := d.secondSignIn(t)
	who := d.who(t, token)
	for range 5 {
		if err := d.PassFactor(t.Context(), who, "abc"); !errors.Is(err, identity.ErrFactorWrong) {
			t.Fatalf("a wrong code: %v", err)
		}
	}
	if err := d.PassFactor(t.Context(), who, d.codeOf(t, secret)); !errors.Is(err, identity.ErrFactorLocked) || d.who(t, token).Strong {
		t.Errorf("the right code after five wrong ones: %v", err)
	}
	if err := d.DropFactor(t.Context(), who, d.codeOf(t, secret)); !errors.Is(err, identity.ErrFactorLocked) {
		t.Errorf("taking the factor away while locked: %v", err)
	}
	d.clock.advance(15*time.Minute - time.Second)
	if err := d.PassFactor(t.Context(), who, d.codeOf(t, secret)); !errors.Is(err, identity.ErrFactorLocked) {
		t.Errorf("a second early: %v", err)
	}
	d.clock.advance(time.Second)
	if err := d.PassFactor(t.Context(), who, d.codeOf(t, secret)); err != nil || !d.who(t, token).Strong {
		t.Errorf("after the quarter of an hour: %v", err)
	}
}

// TestRecoveryCodes: each signs in once, however it is typed.
func TestRecoveryCodes(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	_, first, _ := d.signIn(t, phone)
	_, codes := d.enrol(t, first)
	_, token, _ := d.secondSignIn(t)
	who := d.who(t, token)
	for _, code := range []string{codes[0], strings.ToLower(codes[1]), strings.ReplaceAll(codes[2], "-", " ")} {
		if err := d.PassFactor(t.Context(), who, code); err != nil {
			t.Errorf("%q: %v", code, err)
		}
		if err := d.PassFactor(t.Context(), who, code); !errors.Is(err, identity.ErrFactorWrong) {
			t.Errorf("%q the second time: %v", code, err)
		}
	}
}

// TestOneFactorCodeOnce: however many use a code at the same moment, it is good once.
func TestOneFactorCodeOnce(t *testing.T) {
	t.Parallel()
	for name, engine := range engines(t) {
		d := newDesk(engine)
		_, token, _ := d.signIn(t, phone)
		secret, codes := d.enrol(t, token)
		who := d.who(t, token)
		d.clock.advance(time.Hour)
		for what, made := range map[string]func() string{
			"app":   func() string { return d.codeOf(t, secret) }, // of the present step, whichever comes first
			"paper": func() string { return codes[3] },
		} {
			code := made()
			if n := race(t, func() error { return d.PassFactor(t.Context(), who, code) }, identity.ErrFactorWrong, identity.ErrFactorLocked); n != 1 {
				t.Errorf("%s: one code of the %s was good %d times", name, what, n)
			}
			d.clock.advance(time.Hour)
		}
		var compared atomic.Int32
		race(t, func() error {
			err := d.PassFactor(t.Context(), who, "wrong")
			if errors.Is(err, identity.ErrFactorWrong) {
				compared.Add(1)
			}
			return err
		}, identity.ErrFactorWrong, identity.ErrFactorLocked)
		if n := compared.Load(); n != 5 {
			t.Errorf("%s: %d guesses at once were compared, want 5", name, n)
		}
	}
}
