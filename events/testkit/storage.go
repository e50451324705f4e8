package testkit

import (
	"path/filepath"
	"testing"

	"wanjia/events/docstore"
	"wanjia/events/docstore/sqlitedoc"
	"wanjia/events/objects"
)

// Documents is a SQLite engine on a file of the test's own.
func Documents(t testing.TB) docstore.Engine {
	t.Helper()
	engine, err := sqlitedoc.Open(starting(t), filepath.Join(t.TempDir(), "documents.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := engine.Close(); err != nil {
			t.Error(err)
		}
	})
	return engine
}

// Objects is a folder of objects of the test's own.
func Objects(t testing.TB) objects.Store {
	t.Helper()
	folder, err := objects.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := folder.Close(); err != nil {
			t.Error(err)
		}
	})
	return folder
}
