package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/gateway/identity"
	"wanjia/gateway/identity/store"
)

// TestOldAccounts: accounts that were stored with bare roles are read with grants,
// the same each time, and are found by them once migrated.
func TestOldAccounts(t *testing.T) {
	t.Parallel()
	ctx, engine := t.Context(), &docstoretest.Memory{}
	answers, err := engine.Insert(ctx, "accounts", []docstore.Doc{{
		ID: "ann", Schema: 1, Unique: []string{"phone/15400000001"},
		Body: []byte(`{"id":"ann","phone":"15400000001","name":"安","roles":["resident","admin"],"created":"2026-11-01T09:00:00Z"}`),
	}})
	if err != nil || answers[0] != nil {
		t.Fatal(answers, err)
	}
	s := store.New(engine)
	old, err := s.Account(ctx, "ann")
	if err != nil {
		t.Fatal(err)
	}
	created := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	if len(old.Grants) != 1 {
		t.Fatalf("read as %+v", old)
	}
	id := old.Grants[0].ID
	want := identity.Account{
		ID: "ann", Phone: "15400000001", Name: "安", Created: created,
		Grants: []identity.Grant{{ID: id, Role: identity.Admin, Node: "*", At: created}},
	}
	if diff := cmp.Diff(want, old); diff != "" || id == "" {
		t.Error(diff)
	}
	if n, err := s.Migrate(ctx); n != 1 || err != nil {
		t.Errorf("Migrate = %d, %v", n, err)
	}
	found, err := s.AccountOfGrant(ctx, id)
	if diff := cmp.Diff(want, found); diff != "" || err != nil {
		t.Errorf("by its grant: %v %s", err, diff)
	}
	list, err := s.Granted(ctx, "", 10)
	if diff := cmp.Diff([]identity.Account{want}, list); diff != "" || err != nil {
		t.Errorf("listed: %v %s", err, diff)
	}
}
