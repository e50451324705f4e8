package store_test

import (
	"path/filepath"
	"testing"

	"wanjia/events/docstore/sqlitedoc"
	"wanjia/streaming/store"
	"wanjia/streaming/streamingtest"
)

func TestTapes(t *testing.T) {
	t.Parallel()
	e, err := sqlitedoc.Open(t.Context(), filepath.Join(t.TempDir(), "documents.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	streamingtest.TestTapes(t, store.NewTapes(e))
}

func TestFilms(t *testing.T) {
	t.Parallel()
	e, err := sqlitedoc.Open(t.Context(), filepath.Join(t.TempDir(), "documents.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	streamingtest.TestFilms(t, store.NewFilms(e))
}
