package docstore_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"wanjia/events/docstore"
	"wanjia/events/fault"
)

func TestDuplicate(t *testing.T) {
	t.Parallel()
	var err error = &docstore.Duplicate{Key: "place/7", Holder: "claim"}
	if !errors.Is(err, docstore.ErrDuplicate) || errors.Is(err, docstore.ErrStale) || fault.Of(err).Code != "duplicate" {
		t.Errorf("%v is not the duplicate it should be", err)
	}
	if got := err.Error(); got != `duplicate key "place/7" held by "claim"` {
		t.Error(got)
	}
	if got := (&docstore.Duplicate{Holder: "claim"}).Error(); got != `duplicate id "claim"` {
		t.Error(got)
	}
}

// FuzzCursor: a cursor is read as what was written, and nothing else is a cursor.
func FuzzCursor(f *testing.F) {
	f.Add(docstore.Cursor{Value: "a", ID: "b"}.String(), "a", "b")
	f.Add("YQBi\n", "家", "🏮")
	f.Add("", "", "x")
	f.Add("YQBj", strings.Repeat("v", docstore.MaxKey), strings.Repeat("i", docstore.MaxKey))
	f.Fuzz(func(t *testing.T, text, value, id string) {
		c, err := docstore.ParseCursor(text)
		switch {
		case err != nil && !errors.Is(err, docstore.ErrInvalid):
			t.Errorf("ParseCursor(%q) = %v", text, err)
		case err == nil && (c.String() != text || !docstore.ValidKey(c.Value) || !docstore.ValidKey(c.ID)):
			t.Errorf("ParseCursor(%q) = %+v, which is written %q", text, c, c)
		}
		want := docstore.Cursor{Value: value, ID: id}
		got, err := docstore.ParseCursor(want.String())
		if valid := docstore.ValidKey(value) && docstore.ValidKey(id); valid != (err == nil) || valid && got != want {
			t.Errorf("ParseCursor of %+v = %+v, %v", want, got, err)
		}
	})
}

// FuzzBounds: a value lies between the bounds of a prefix exactly when it begins
// with it.
func FuzzBounds(f *testing.F) {
	for _, p := range []string{"", "a", "ÿ", "\ud7ff", "\U0010ffff", "a\U0010ffff", "家", "a\U0010ffff\U0010ffff"} {
		f.Add(p, p+"x")
		f.Add(p, p+"\U0010ffff")
		f.Add(p+"b", p+"a")
	}
	f.Fuzz(func(t *testing.T, prefix, value string) {
		q := docstore.Query{Index: "a", Prefix: prefix, Limit: 1}
		if q.Valid() != nil || !docstore.ValidKey(value) {
			return
		}
		from, to := q.Bounds()
		within := value >= from && (to == "" || value < to)
		if within != strings.HasPrefix(value, prefix) || !utf8.ValidString(to) {
			t.Errorf("%q lies within %q and %q: %t", value, from, to, within)
		}
	})
}
