package identity_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"wanjia/events/docstore/docstoretest"
	"wanjia/gateway/identity"
)

const newPhone = "15400000055"

// asked has a code sent to a number and returns it.
func (d desk) asked(t *testing.T, number string) string {
	t.Helper()
	if err := d.RequestCode(t.Context(), number, "sms", identity.Device{}); err != nil {
		t.Fatal(err)
	}
	return d.sent.code(t)
}

func TestChangePhone(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	_, elsewhere, _ := d.signIn(t, phone)
	account, token, _ := d.secondSignIn(t)
	code := d.asked(t, newPhone)
	changed, err := d.ChangePhone(t.Context(), d.who(t, token), "154 0000 0055", code, identity.Device{})
	if err != nil || changed.Phone != newPhone || changed.ID != account.ID {
		t.Fatalf("ChangePhone = %+v, %v", changed, err)
	}
	if who := d.who(t, token); who.Account.Phone != newPhone {
		t.Errorf("the session speaks for %+v", who.Account)
	}
	if _, err := d.Authenticate(t.Context(), elsewhere); !errors.Is(err, identity.ErrSignIn) {
		t.Errorf("the other session: %v", err)
	}
	told := map[string]string{}
	for _, m := range d.sent.list {
		if m.Template != "auth_code" {
			told[m.To] += m.Template
			if strings.Contains(m.Text, phone) || strings.Contains(m.Text, newPhone) {
				t.Errorf("a message shows a full number: %s", m.Text)
			}
		}
	}
	if len(told) != 2 || told[phone] != "phone_left" || told[newPhone] != "phone_joined" {
		t.Errorf("told: %v", told)
	}
	d.clock.advance(time.Minute)
	again, _, _ := d.signIn(t, newPhone)
	stranger, _, _ := d.signIn(t, phone)
	if again.ID != account.ID || stranger.ID == account.ID {
		t.Errorf("the new number is account %s, the old one %s, want %s and another", again.ID, stranger.ID, account.ID)
	}
}

// TestChangePhoneRefused: what stands in the way changes nothing and tells nobody
// anything about other numbers.
func TestChangePhoneRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	taken, _, _ := d.signIn(t, newPhone)
	d.clock.advance(time.Minute)
	_, token, _ := d.signIn(t, phone)
	refused := func(what, number, code string, want error) {
		t.Helper()
		if _, err := d.ChangePhone(t.Context(), d.who(t, token), number, code, identity.Device{}); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
		if who := d.who(t, token); who.Account.Phone != phone {
			t.Fatalf("%s: the number is %s now", what, who.Account.Phone)
		}
	}
	refused("no number", "12", "123456", identity.ErrPhone)
	refused("a taken number without a code", newPhone, "123456", identity.ErrCodeWrong)
	refused("a free number without a code", "15400000066", "123456", identity.ErrCodeWrong)
	code := d.asked(t, newPhone)
	refused("a taken number with a wrong code", newPhone, other(code), identity.ErrCodeWrong)
	refused("a taken number with its code", newPhone, code, identity.ErrPhoneTaken)
	if a, err := d.AccountOf(t.Context(), newPhone); err != nil || a.ID != taken.ID {
		t.Errorf("the taken number is account %+v, %v", a, err)
	}
	d.clock.advance(15*time.Minute + time.Second)
	code = d.asked(t, "15400000066")
	refused("an old session", "15400000066", code, identity.ErrSignAgain)
	_, token, _ = d.signIn(t, phone)
	d.enrol(t, token)
	d.clock.advance(time.Minute)
	_, token, _ = d.signIn(t, phone)
	refused("a session without the second factor", "15400000066", code, identity.ErrFactor)
	if len(d.sent.list) != 6 {
		t.Errorf("%d messages went out, want the codes alone", len(d.sent.list))
	}
}

// TestOwedMessages: what could not be sent after a change is sent by a sweep, once.
func TestOwedMessages(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	_, token, _ := d.signIn(t, phone)
	code := d.asked(t, newPhone)
	d.sent.fail = errors.New("the operator does not answer")
	if _, err := d.ChangePhone(t.Context(), d.who(t, token), newPhone, code, identity.Device{}); err != nil {
		t.Fatalf("the change stands, whoever can be told: %v", err)
	}
	if _, err := d.Sweep(t.Context()); !errors.Is(err, d.sent.fail) {
		t.Errorf("Sweep = %v, want what the sender said", err)
	}
	d.sent.fail = nil
	before := len(d.sent.list)
	for range 2 {
		if _, err := d.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(d.sent.list) - before; n != 2 {
		t.Errorf("%d messages were sent afterwards, want one to each number", n)
	}
}

func TestSessions(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	account, first, one := d.signIn(t, phone)
	_, second, two := d.secondSignIn(t)
	_, third, three := d.secondSignIn(t)
	stranger, strange, theirs := d.signIn(t, newPhone)
	list, err := d.Sessions(t.Context(), account.ID)
	if err != nil || len(list) != 3 || list[0].ID != three.ID || list[2].ID != one.ID {
		t.Fatalf("Sessions = %+v, %v", list, err)
	}
	who := d.who(t, third)
	for _, id := range []identity.SessionID{theirs.ID, "nothing"} {
		if err := d.SignOutOne(t.Context(), who, id); !errors.Is(err, identity.ErrNoSignIn) {
			t.Errorf("ending another's session: %v", err)
		}
	}
	if err := d.SignOutOne(t.Context(), who, two.ID); err != nil {
		t.Fatal(err)
	}
	if err := d.SignOutOne(t.Context(), who, two.ID); !errors.Is(err, identity.ErrNoSignIn) {
		t.Errorf("ending it twice: %v", err)
	}
	good := func(want ...bool) {
		t.Helper()
		for i, token := range []string{first, second, third, strange} {
			if _, err := d.Authenticate(t.Context(), token); (err == nil) != want[i] {
				t.Errorf("session %d: %v, want it good: %v", i+1, err, want[i])
			}
		}
	}
	good(true, false, true, true)
	if err := d.SignOutEverywhere(t.Context(), account.ID); err != nil {
		t.Fatal(err)
	}
	good(false, false, false, true)
	if list, err := d.Sessions(t.Context(), account.ID); err != nil || len(list) != 0 {
		t.Errorf("after signing out everywhere: %+v, %v", list, err)
	}
	d.clock.advance(identity.SessionLife)
	if list, err := d.Sessions(t.Context(), stranger.ID); err != nil || len(list) != 0 {
		t.Errorf("a session that has expired is listed: %+v, %v", list, err)
	}
}
