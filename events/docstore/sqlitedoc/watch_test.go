package sqlitedoc

import (
	"errors"
	"slices"
	"testing"

	"wanjia/events/docstore"
)

// TestWatch: whoever watches a collection has heard of a change when it is answered, and
// by then reads what it changed to.
func TestWatch(t *testing.T) {
	t.Parallel()
	s := store(t, "")
	var heard []string // written by the writer, read once it has answered
	s.Watch("claims", func(id string) {
		d, err := s.Get(t.Context(), "claims", id)
		switch {
		case errors.Is(err, docstore.ErrNotFound):
			id += " gone"
		case err != nil:
			t.Error(err)
		case d.Version > 1:
			id += " changed"
		}
		heard = append(heard, id)
	})
	insert(t, s, "claims", claim("a"))
	insert(t, s, "others", claim("a"))
	for _, collection := range []string{"claims", "others"} {
		d := claim("a")
		d.Version = 1
		if _, err := s.Replace(t.Context(), collection, d); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Replace(t.Context(), "claims", claim("nowhere")); !errors.Is(err, docstore.ErrNotFound) && !errors.Is(err, docstore.ErrStale) {
		t.Fatal(err)
	}
	if err := s.Delete(t.Context(), "claims", "a", 2); err != nil {
		t.Fatal(err)
	}
	if want := []string{"a changed", "nowhere gone", "a gone"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
}
