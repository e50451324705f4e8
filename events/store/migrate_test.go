package store

import (
	"reflect"
	"testing"

	"wanjia/events/community"
	"wanjia/events/docstore/docstoretest"
)

// Every kind of record there is, so that a new one is not forgotten.
func TestMigrators(t *testing.T) {
	t.Parallel()
	e := &docstoretest.Memory{}
	s := NewCommunity(e)
	list := Migrators(s)
	fields := reflect.TypeFor[community.Store]().NumField()
	if len(list) != fields {
		t.Errorf("%d collections of %d kinds of records", len(list), fields)
	}
	seen := map[string]bool{}
	for _, m := range list {
		name := reflect.ValueOf(m).FieldByName("kept").FieldByName("Name").String()
		if name == "" || seen[name] {
			t.Errorf("collection %q stands there twice, or has no name", name)
		}
		seen[name] = true
		if n, err := m.Migrate(t.Context()); n != 0 || err != nil {
			t.Errorf("%s: %d rewritten: %v", name, n, err)
		}
	}
}
