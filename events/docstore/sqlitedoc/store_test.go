package sqlitedoc

import (
	"path/filepath"
	"testing"

	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
)

func TestContract(t *testing.T) {
	t.Parallel()
	docstoretest.Run(t, func(t *testing.T) docstore.Engine {
		s, err := Open(t.Context(), filepath.Join(t.TempDir(), "documents.db"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
