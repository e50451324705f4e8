package identity_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/gateway/identity"
)

// steps is an engine that writes down what was asked of it.
type steps struct {
	docstore.Engine
	list []string
}

func (s *steps) Insert(ctx context.Context, c string, docs []docstore.Doc) ([]error, error) {
	s.list = append(s.list, "insert "+c)
	return s.Engine.Insert(ctx, c, docs)
}

func (s *steps) Get(ctx context.Context, c, id string) (docstore.Doc, error) {
	s.list = append(s.list, "get "+c)
	return s.Engine.Get(ctx, c, id)
}

func (s *steps) GetMany(ctx context.Context, c string, ids []string) ([]docstore.Doc, error) {
	s.list = append(s.list, "get many "+c)
	return s.Engine.GetMany(ctx, c, ids)
}

func (s *steps) Find(ctx context.Context, c, key string) (docstore.Doc, error) {
	s.list = append(s.list, "find "+c)
	return s.Engine.Find(ctx, c, key)
}

func (s *steps) Replace(ctx context.Context, c string, doc docstore.Doc) (int64, error) {
	s.list = append(s.list, "replace "+c)
	return s.Engine.Replace(ctx, c, doc)
}

func (s *steps) List(ctx context.Context, c string, q docstore.Query) (docstore.Page, error) {
	s.list = append(s.list, "list "+c)
	return s.Engine.List(ctx, c, q)
}

// TestRequestTakesTheSameSteps: asking for a code, asking again and guessing wrong do
// the very same work for a number with an account and for one without, so that no
// clock tells them apart. Both were sent a code before: that much the ceilings know.
func TestRequestTakesTheSameSteps(t *testing.T) {
	t.Parallel()
	e := &steps{Engine: &docstoretest.Memory{}}
	d := newDesk(e)
	const stranger = "15400000007"
	d.signIn(t, phone)
	if err := d.RequestCode(t.Context(), stranger, "sms", identity.Device{}); err != nil {
		t.Fatal(err)
	}
	d.clock.advance(time.Hour)
	did := func(number string) []string {
		e.list = nil
		if err := d.RequestCode(t.Context(), number, "voice", identity.Device{ID: "of somebody"}); err != nil {
			t.Fatal(err)
		}
		if err := d.RequestCode(t.Context(), number, "voice", identity.Device{ID: "of somebody"}); err == nil {
			t.Fatal("a second code within a minute")
		}
		if _, _, _, err := d.SignIn(t.Context(), number, other(d.sent.code(t)), identity.Device{}); err == nil {
			t.Fatal("a wrong code signed in")
		}
		return e.list
	}
	known, unknown := did(phone), did(stranger)
	if len(known) == 0 || !slices.Equal(known, unknown) {
		t.Errorf("for a number with an account\n%q\nfor a stranger's\n%q", known, unknown)
	}
}
