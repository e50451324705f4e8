package identity_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/gateway/identity"
	"wanjia/gateway/identity/store"
)

// slow is an engine in which a read waits, once, between reading and answering.
type slow struct {
	docstore.Engine
	meanwhile func()
}

func (s *slow) Get(ctx context.Context, collection, id string) (docstore.Doc, error) {
	d, err := s.Engine.Get(ctx, collection, id)
	if f := s.meanwhile; f != nil {
		s.meanwhile = nil
		f()
	}
	return d, err
}

// TestWatch: whoever is told of every change believes what was read for minutes, and
// not a moment longer than it holds.
func TestWatch(t *testing.T) {
	t.Parallel()
	engine := &slow{Engine: &docstoretest.Memory{}}
	one, two := newDesk(engine), newDesk(engine) // two hears what one does
	var changed func(string)
	two.Watch(func(f func(string)) { changed = f })
	account, token, session := one.signIn(t, phone)

	reads := 0
	authenticate := func() error {
		read := false
		engine.meanwhile = func() { read = true }
		_, err := two.Authenticate(t.Context(), token)
		engine.meanwhile = nil
		if read {
			reads++
		}
		return err
	}
	for range 3 {
		if err := authenticate(); err != nil {
			t.Fatal(err)
		}
		two.clock.advance(4 * time.Minute)
	}
	if reads != 1 {
		t.Errorf("%d looks in eight minutes without a change, want 1", reads)
	}
	if err := authenticate(); err != nil || reads != 2 {
		t.Errorf("after twelve minutes: %v, %d looks, want 2", err, reads)
	}

	changed(string(account.ID))
	if err := authenticate(); err != nil || reads != 3 {
		t.Errorf("after a change of the account: %v, %d looks, want 3", err, reads)
	}
	for i := range 10_001 { // more than are remembered one by one
		changed(fmt.Sprint(i))
	}
	if err := authenticate(); err != nil || reads != 4 {
		t.Errorf("after more changes than are remembered: %v, %d looks, want 4", err, reads)
	}

	// It ends just after it was read, and whoever read it remembers that later.
	changed(string(session.ID))
	engine.meanwhile = func() {
		if err := one.SignOut(t.Context(), session.ID); err != nil {
			t.Error(err)
		}
		changed(string(session.ID))
	}
	if _, err := two.Authenticate(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	if err := authenticate(); !errors.Is(err, identity.ErrSignIn) {
		t.Errorf("after the sign-out: %v, want %v", err, identity.ErrSignIn)
	}
}

// TestWatchOfStaff: what is more than every resident has is looked at again within
// seconds, as posts are not in what is watched.
func TestWatchOfStaff(t *testing.T) {
	t.Parallel()
	engine := &docstoretest.Memory{}
	one, two := newDesk(engine), newDesk(engine)
	two.Watch(func(func(string)) {}) // it hears nothing
	account, err := one.AddAdmin(t.Context(), phone)
	if err != nil {
		t.Fatal(err)
	}
	_, token, _ := one.signIn(t, phone)
	if who, err := two.Authenticate(t.Context(), token); err != nil || len(who.Held) != 1 {
		t.Fatalf("%+v, %v", who, err)
	}
	if _, err := store.New(engine).ChangeAccount(t.Context(), account.ID, func(a *identity.Account) error { a.Grants = nil; return nil }); err != nil {
		t.Fatal(err)
	}
	two.clock.advance(5 * time.Second)
	if who, err := two.Authenticate(t.Context(), token); err != nil || len(who.Held) != 0 {
		t.Errorf("%+v, %v, want somebody who holds nothing", who, err)
	}
}
