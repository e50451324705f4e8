// Package plainjson writes JSON to the byte as encoding/json writes it. Finding out of
// what kinds a value is made costs more than writing it; what is written by the thousand
// a second names its fields itself. It alone knows what has to be escaped, and leaves
// that to encoding/json.
package plainjson

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// Writer appends the members of an object. Begin it with [Begin].
type Writer struct {
	b   []byte
	odd bool // something is left to encoding/json
}

// Begin begins an object that takes about so many bytes.
func Begin(room int) Writer { return Writer{b: append(make([]byte, 0, room), '{')} }

// End ends the object. It is false where something was in it that only encoding/json
// knows how to write; then the bytes are worth nothing.
func (w *Writer) End() ([]byte, bool) {
	w.Close()
	return w.b, !w.odd
}

// Name begins a member. The name is one of ours: it needs no escape.
func (w *Writer) Name(s string) {
	w.next()
	w.b = append(append(append(w.b, '"'), s...), `":`...)
}

func (w *Writer) next() {
	if w.b[len(w.b)-1] != '{' {
		w.b = append(w.b, ',')
	}
}

// Pair writes a member whose name may be anything.
func (w *Writer) Pair(name, s string) {
	w.next()
	w.Quoted(name)
	w.b = append(w.b, ':')
	w.Quoted(s)
}

// Open begins an object as the value of what was named, or as the item of a list.
func (w *Writer) Open() { w.b = append(w.b, '{') }

// Close ends it.
func (w *Writer) Close() { w.b = append(w.b, '}') }

// Text writes a member.
func (w *Writer) Text(name, s string) {
	w.Name(name)
	w.Quoted(s)
}

// SomeText is Text for a member that is left out where it is empty.
func (w *Writer) SomeText(name, s string) {
	if s != "" {
		w.Text(name, s)
	}
}

// Number writes a member.
func (w *Writer) Number(name string, n int64) {
	w.Name(name)
	w.b = strconv.AppendInt(w.b, n, 10)
}

// SomeNumber is Number for a member that is left out where it is 0.
func (w *Writer) SomeNumber(name string, n int64) {
	if n != 0 {
		w.Number(name, n)
	}
}

// SomeTrue writes a member that is left out where it is false.
func (w *Writer) SomeTrue(name string, is bool) {
	if is {
		w.Name(name)
		w.b = append(w.b, "true"...)
	}
}

// Moment writes a member.
func (w *Writer) Moment(name string, t time.Time) {
	w.Name(name)
	w.b = append(w.b, '"')
	b, err := t.AppendText(w.b)
	if err != nil {
		w.odd = true // so that encoding/json says what is wrong with it
		return
	}
	w.b = append(b, '"')
}

// Numbers writes a member, a list that is there.
func (w *Writer) Numbers(name string, list []int) {
	w.Name(name)
	w.List(len(list), func(i int) { w.b = strconv.AppendInt(w.b, int64(list[i]), 10) })
}

// List writes a list of n items, each by item.
func (w *Writer) List(n int, item func(int)) {
	w.b = append(w.b, '[')
	for i := range n {
		if i > 0 {
			w.b = append(w.b, ',')
		}
		item(i)
	}
	w.b = append(w.b, ']')
}

// Quoted writes a text that needs no escape; anything else is odd.
func (w *Writer) Quoted(s string) {
	w.odd = w.odd || !plain(s)
	w.b = append(append(append(w.b, '"'), s...), '"')
}

// plain says whether encoding/json writes s as it is.
func plain(s string) bool {
	wide := false
	for i := range len(s) {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			wide = true
		case c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&':
			return false
		}
	}
	if !wide {
		return true
	}
	for _, r := range s {
		if r == utf8.RuneError || r == '\u2028' || r == '\u2029' {
			return false
		}
	}
	return true
}
