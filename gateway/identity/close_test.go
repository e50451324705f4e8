package identity_test

import (
	"errors"
	"testing"
	"time"

	"wanjia/events/docstore/docstoretest"
	"wanjia/gateway/identity"
)

// TestClose: of a closed account nothing is left but its id, and that for a month;
// the number begins anew.
func TestClose(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	d := newDesk(&docstoretest.Memory{})
	_, elsewhere, _ := d.signIn(t, phone)
	account, token, _ := d.secondSignIn(t)
	d.enrol(t, token)
	if _, err := d.AddAdmin(ctx, phone); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Rename(ctx, account.ID, "邓海燕"); err != nil {
		t.Fatal(err)
	}
	if err := d.BindPerson(ctx, account.ID, "p-1"); err != nil {
		t.Fatal(err)
	}
	_, grant, err := d.granted(t, account.ID)
	if err != nil {
		t.Fatal(err)
	}

	for range 2 { // the second finishes what the first left, which is nothing
		if err := d.Close(ctx, account.ID); err != nil {
			t.Fatal(err)
		}
	}
	for _, old := range []string{token, elsewhere} {
		if _, err := d.Authenticate(ctx, old); !errors.Is(err, identity.ErrSignIn) {
			t.Errorf("a session of the closed account: %v", err)
		}
	}
	left, err := d.Account(ctx, account.ID)
	if err != nil || left.Stands() || left.Phone != "" || left.Name != "" || left.Person != "" || left.Factor.On() || len(left.Grants)+len(left.Owed) > 0 {
		t.Errorf("left is %+v, %v", left, err)
	}
	if _, err := d.AccountOfPerson(ctx, "p-1"); !errors.Is(err, identity.ErrNoAccount) {
		t.Errorf("the person's account: %v", err)
	}
	if _, _, err := d.Granted(ctx, grant.ID); !errors.Is(err, identity.ErrNoGrant) {
		t.Errorf("her role: %v", err)
	}
	if err := d.BindPerson(ctx, account.ID, "p-2"); !errors.Is(err, identity.ErrNoAccount) {
		t.Errorf("a closed account was bound: %v", err)
	}

	d.clock.advance(time.Minute)
	fresh, _, _ := d.signIn(t, phone)
	if fresh.ID == account.ID || fresh.Name != "" || fresh.Person != "" || fresh.Factor.On() || len(fresh.Grants) > 0 {
		t.Errorf("the number signed in anew as %+v", fresh)
	}
	if _, err := d.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Account(ctx, account.ID); err != nil {
		t.Errorf("gone before its time: %v", err)
	}
	d.clock.advance(identity.ClosedKept)
	if _, err := d.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Account(ctx, account.ID); !errors.Is(err, identity.ErrNoAccount) {
		t.Errorf("kept beyond its time: %v", err)
	}
	if again, err := d.AccountOf(ctx, phone); err != nil || again.ID != fresh.ID {
		t.Errorf("the sweep took the new account: %+v, %v", again, err)
	}
}

// granted returns the one role of an account.
func (d desk) granted(t *testing.T, id identity.AccountID) (identity.Account, identity.Grant, error) {
	t.Helper()
	a, err := d.Account(t.Context(), id)
	if err != nil || len(a.Grants) != 1 {
		t.Fatalf("%+v, %v", a, err)
	}
	return d.Granted(t.Context(), a.Grants[0].ID)
}

// TestCloseHalfway: where the process died between emptying the account and ending
// its sessions, they open nothing all the same.
func TestCloseHalfway(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	d := newDesk(&docstoretest.Memory{})
	account, token, session := d.signIn(t, phone)
	_, err := d.Store.ChangeAccount(ctx, account.ID, func(a *identity.Account) error {
		*a = identity.Account{ID: a.ID, Closed: d.clock.Now()}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Forget()
	if _, err := d.Look(ctx, session.ID); !errors.Is(err, identity.ErrSignIn) {
		t.Errorf("the session stands: %v", err)
	}
	if _, err := d.Authenticate(ctx, token); !errors.Is(err, identity.ErrSignIn) {
		t.Errorf("the token opens: %v", err)
	}
}
