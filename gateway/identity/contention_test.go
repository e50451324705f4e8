package identity_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/docstore/sqlitedoc"
	"wanjia/gateway/identity"
)

// engines are what the contention tests run on: the model and the real thing.
func engines(t *testing.T) map[string]docstore.Engine {
	t.Helper()
	sqlite, err := sqlitedoc.Open(t.Context(), filepath.Join(t.TempDir(), "documents.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := sqlite.Close(); err != nil {
			t.Error(err)
		}
	})
	return map[string]docstore.Engine{"memory": &docstoretest.Memory{}, "sqlite": sqlite}
}

const rivals = 16

// race lets n callers go at once and counts those that get nil; every other
// outcome must be one of the given errors.
func race(t *testing.T, call func() error, refusals ...error) int {
	t.Helper()
	var (
		wg   sync.WaitGroup
		won  atomic.Int32
		gate = make(chan struct{})
	)
	for range rivals {
		wg.Go(func() {
			<-gate
			err := call()
			if err == nil {
				won.Add(1)
				return
			}
			for _, r := range refusals {
				if errors.Is(err, r) {
					return
				}
			}
			t.Errorf("an unexpected refusal: %v", err)
		})
	}
	close(gate)
	wg.Wait()
	return int(won.Load())
}

// TestOneCodeOneSignIn: however many use a code at the same moment, it signs in
// once.
func TestOneCodeOneSignIn(t *testing.T) {
	t.Parallel()
	for name, engine := range engines(t) {
		d := newDesk(engine)
		if n := useCodeAtOnce(t, d); n != 1 {
			t.Errorf("%s: one code signed in %d times", name, n)
		}
	}
}

// TestOneCodeNeedsVersions is the negative control: on an engine that does not
// look at versions, the same code signs in more than once, so the test above can
// fail.
func TestOneCodeNeedsVersions(t *testing.T) {
	t.Parallel()
	d := newDesk(&careless{Engine: &docstoretest.Memory{}, met: make(chan struct{})})
	if n := useCodeAtOnce(t, d); n < 2 {
		t.Errorf("without versions one code signed in %d times; this control should see at least 2", n)
	}
}

func useCodeAtOnce(t *testing.T, d desk) int {
	t.Helper()
	if err := d.RequestCode(t.Context(), phone, "sms", identity.Device{}); err != nil {
		t.Fatal(err)
	}
	code := d.sent.code(t)
	return race(t, func() error {
		_, _, _, err := d.SignIn(t.Context(), phone, code, identity.Device{})
		return err
	}, identity.ErrCodeWrong)
}

// careless replaces whatever the version, and lets two readers of a code meet
// before either goes on, so that they are sure to have read the same.
type careless struct {
	docstore.Engine
	readers atomic.Int32
	met     chan struct{}
}

func (c *careless) Get(ctx context.Context, collection, id string) (docstore.Doc, error) {
	doc, err := c.Engine.Get(ctx, collection, id)
	if collection != "sign_in_codes" || err != nil {
		return doc, err
	}
	switch c.readers.Add(1) {
	case 1:
		<-c.met
	case 2:
		close(c.met)
	}
	return doc, nil
}

func (c *careless) Replace(ctx context.Context, collection string, doc docstore.Doc) (int64, error) {
	for {
		version, err := c.Engine.Replace(ctx, collection, doc)
		if !errors.Is(err, docstore.ErrStale) {
			return version, err
		}
		now, err := c.Engine.Get(ctx, collection, doc.ID)
		if err != nil {
			return 0, err
		}
		doc.Version = now.Version
	}
}

// TestGuessingAtOnce: tries made at the same moment are each counted, so nobody
// gets more than five by hurrying.
func TestGuessingAtOnce(t *testing.T) {
	t.Parallel()
	for name, engine := range engines(t) {
		d := newDesk(engine)
		if err := d.RequestCode(t.Context(), phone, "sms", identity.Device{}); err != nil {
			t.Fatal(err)
		}
		code := d.sent.code(t)
		var compared atomic.Int32
		race(t, func() error {
			_, _, _, err := d.SignIn(t.Context(), phone, other(code), identity.Device{})
			if errors.Is(err, identity.ErrCodeWrong) {
				compared.Add(1)
			}
			return err
		}, identity.ErrCodeWrong, identity.ErrCodeLocked)
		if n := compared.Load(); n != 5 {
			t.Errorf("%s: %d guesses were compared with the code, want 5", name, n)
		}
		if _, _, _, err := d.SignIn(t.Context(), phone, code, identity.Device{}); !errors.Is(err, identity.ErrCodeLocked) {
			t.Errorf("%s: after five guesses the right code gives %v", name, err)
		}
	}
}

// TestOneSecret: processes that start together on an empty store agree on one
// signing secret, and on one account for one number.
func TestOneSecret(t *testing.T) {
	t.Parallel()
	for name, engine := range engines(t) {
		var (
			next     atomic.Int32
			desks    [rivals]desk
			accounts [rivals]identity.AccountID
		)
		race(t, func() error {
			i := next.Add(1) - 1
			desks[i] = newDesk(engine)
			account, err := desks[i].AddAdmin(t.Context(), phone)
			accounts[i] = account.ID
			// Asking for a code is what first needs the secret.
			return errors.Join(err, desks[i].RequestCode(t.Context(), fmt.Sprintf("154000001%02d", i), "sms", identity.Device{}))
		})
		_, token, _ := newDesk(engine).signIn(t, "15400000099")
		for i, d := range desks {
			if accounts[i] != accounts[0] {
				t.Errorf("%s: one number has accounts %s and %s", name, accounts[0], accounts[i])
			}
			if _, err := d.Authenticate(t.Context(), token); err != nil {
				t.Errorf("%s: process %d does not accept another's signature: %v", name, i, err)
			}
		}
	}
}
