package identity_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"wanjia/events/docstore/docstoretest"
	"wanjia/gateway/identity"
)

// TestResetFactor: an administrator takes a lost factor away; its owner is told and
// signed out, and may set a new one up. Nobody else may, and nobody for themselves.
func TestResetFactor(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	d := newDesk(&docstoretest.Memory{})
	account, token, _ := d.signIn(t, phone)
	_, recovery := d.enrol(t, token)
	admin := d.acting(t, newPhone, identity.Admin, identity.Everywhere)
	secretary := d.acting(t, "15400000056", identity.Secretary, identity.Everywhere)
	plain, _, _ := d.signIn(t, "15400000057")

	for what, tt := range map[string]struct {
		by   identity.Actor
		id   identity.AccountID
		want error
	}{
		"a secretary":         {secretary, account.ID, identity.ErrAbove},
		"the owner":           {d.who(t, token), account.ID, identity.ErrAbove},
		"their own":           {admin, admin.Account.ID, identity.ErrOwnFactor},
		"nobody's":            {admin, "nobody", identity.ErrNoAccount},
		"where there is none": {admin, plain.ID, identity.ErrFactorOff},
	} {
		if err := d.ResetFactor(ctx, tt.by, tt.id); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", what, err, tt.want)
		}
	}
	if who := d.who(t, token); !who.Account.Factor.On() || !who.Strong {
		t.Fatalf("what was refused changed %+v", who)
	}

	if err := d.ResetFactor(ctx, admin, account.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Authenticate(ctx, token); !errors.Is(err, identity.ErrSignIn) {
		t.Errorf("the session with the lost device: %v", err)
	}
	last := d.sent.list[len(d.sent.list)-1]
	if last.To != phone || last.Template != "factor_reset" || strings.Contains(last.Text, phone) {
		t.Errorf("told: %+v", last)
	}
	if err := d.ResetFactor(ctx, admin, account.ID); !errors.Is(err, identity.ErrFactorOff) {
		t.Errorf("a second time: %v", err)
	}
	d.clock.advance(time.Minute)
	_, token, _ = d.signIn(t, phone)
	if err := d.PassFactor(ctx, d.who(t, token), recovery[0]); !errors.Is(err, identity.ErrFactorOff) {
		t.Errorf("a recovery code of the factor that is gone: %v", err)
	}
	d.enrol(t, token)
	if !d.who(t, token).Strong {
		t.Error("no new factor can be set up")
	}
}

// TestResetFactorTold: a message that cannot be sent at once is sent by the sweep.
func TestResetFactorTold(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	d := newDesk(&docstoretest.Memory{})
	account, token, _ := d.signIn(t, phone)
	d.enrol(t, token)
	admin := d.acting(t, newPhone, identity.Admin, identity.Everywhere)
	d.sent.fail = errors.New("the provider is away")
	if err := d.ResetFactor(ctx, admin, account.ID); err != nil {
		t.Fatal(err)
	}
	d.sent.fail = nil
	if _, err := d.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if last := d.sent.list[len(d.sent.list)-1]; last.Template != "factor_reset" || last.To != phone {
		t.Errorf("the last message is %+v", last)
	}
}
