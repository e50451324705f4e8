package docstore

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// Cursor is a place in a list: right behind the document with that value and id.
// It says nothing of the query it came from; used with another one it still is
// just a place in that one's order.
type Cursor struct {
	Value string
	ID    string
}

// String is the cursor as clients carry it: opaque, and safe in a URL.
func (c Cursor) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(c.Value + "\x00" + c.ID))
}

// ParseCursor reads what [Cursor.String] wrote. It comes from outside: anything
// else is ErrInvalid.
func ParseCursor(s string) (Cursor, error) {
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(s) > 2*base64.RawURLEncoding.EncodedLen(MaxKey+1) {
		return Cursor{}, ErrInvalid.With("after", "not a cursor of this list")
	}
	var c Cursor
	c.Value, c.ID, _ = strings.Cut(string(raw), "\x00")
	// The decoder is lenient about line ends and spare bits: one place has one cursor.
	if !ValidKey(c.Value) || !ValidKey(c.ID) || c.String() != s {
		return Cursor{}, ErrInvalid.With("after", "not a cursor of this list")
	}
	return c, nil
}

// Valid checks the query. The error is ErrInvalid.
func (q Query) Valid() error {
	switch {
	case !validName(q.Index):
		return ErrInvalid.With("index", q.Index)
	case q.Prefix != "" && (q.From != "" || q.To != ""):
		return ErrInvalid.With("why", "a query has a prefix or a range, not both")
	case q.Limit < 1 || q.Limit > MaxPage:
		return ErrInvalid.With("limit", q.Limit)
	}
	for _, bound := range []string{q.Prefix, q.From, q.To} {
		if bound == "" {
			continue
		}
		if why := keyFault(bound); why != "" {
			return ErrInvalid.With("why", "a bound "+why)
		}
	}
	if q.After == "" {
		return nil
	}
	_, err := ParseCursor(q.After)
	return err
}

// Bounds returns the range of values the query selects: from <= value < to, with
// "" for no upper bound. Engines turn a prefix into a range with it, so that both
// agree on what a prefix is.
func (q Query) Bounds() (from, to string) {
	if q.Prefix == "" {
		return q.From, q.To
	}
	return q.Prefix, successor(q.Prefix)
}

// successor is the smallest UTF-8 string above all that begin with prefix, "" if
// there is none. Bytes of UTF-8 sort as code points do, so raising the last
// character that can be raised is enough.
func successor(prefix string) string {
	for prefix != "" {
		r, size := utf8.DecodeLastRuneInString(prefix)
		prefix = prefix[:len(prefix)-size]
		switch {
		case r == utf8.MaxRune:
			continue // nothing above: raise the character before
		case r == 0xD7FF: // the surrogates behind it are no characters
			r = 0xE000
		default:
			r++
		}
		return prefix + string(r)
	}
	return ""
}
