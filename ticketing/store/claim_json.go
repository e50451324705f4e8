package store

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"
)

// encodeClaim writes what encoding/json writes of a claim, to the byte. The claim of a
// press has a dozen fields of three kinds, and finding that out anew for each costs more
// than writing them; any other claim is left to encoding/json.
func encodeClaim(c claim) ([]byte, error) {
	if !justPressed(&c) {
		return json.Marshal(c)
	}
	w := jsonWriter{b: append(make([]byte, 0, 1024), '{')}
	w.text("id", c.ID)
	w.text("pool", c.Pool)
	w.text("session", c.Session)
	w.text("event", c.Event)
	w.text("holder", c.Holder)
	w.someText("agent", c.Agent)
	w.someNumber("party", int64(c.Party))
	w.someNumber("children", int64(c.Children))
	w.someText("asked", c.Asked)
	if len(c.Places) > 0 {
		w.name("places")
		w.list(len(c.Places), func(i int) { w.b = strconv.AppendInt(w.b, int64(c.Places[i]), 10) })
	}
	w.someNumber("seq", c.Seq)
	w.text("state", c.State)
	w.someText("channel", c.Channel)
	w.someText("code", c.Code)
	w.moment("at", c.At)
	if len(c.Uses) > 0 {
		w.name("uses")
		w.list(len(c.Uses), func(i int) { w.use(c.Uses[i]) })
	}
	if len(c.Subjects) > 0 {
		w.name("subjects")
		w.b = append(w.b, '{')
		for _, kind := range slices.Sorted(maps.Keys(c.Subjects)) {
			w.text(kind, c.Subjects[kind])
		}
		w.b = append(w.b, '}')
	}
	if len(c.Errands) > 0 {
		w.name("errands")
		w.list(len(c.Errands), func(i int) {
			e := c.Errands[i]
			w.b = append(w.b, '{')
			w.text("id", e.ID)
			w.text("name", e.Name)
			w.text("subject", e.Subject)
			w.moment("at", e.At)
			w.b = append(w.b, '}')
		})
	}
	if w.odd {
		return json.Marshal(c)
	}
	return append(w.b, '}'), nil
}

// justPressed says whether nothing is set of what a claim has later, or of a seated
// pool, which encodeClaim does not write.
func justPressed(c *claim) bool {
	return c.Ended.IsZero() && c.Until.IsZero() && c.Skips == 0 && c.Offered.IsZero() && !c.Held && c.Wish == nil &&
		c.Rev == 0 && len(c.Changes) == 0 && c.Passing == nil && c.From == "" && len(c.OldCodes) == 0 &&
		c.Reason == "" && !c.Kept && c.Instead == ""
}

// jsonWriter appends to an object.
type jsonWriter struct {
	b   []byte
	odd bool // something is left to encoding/json
}

func (w *jsonWriter) name(s string) {
	if w.b[len(w.b)-1] != '{' {
		w.b = append(w.b, ',')
	}
	w.quoted(s)
	w.b = append(w.b, ':')
}

func (w *jsonWriter) text(name, s string) {
	w.name(name)
	w.quoted(s)
}

func (w *jsonWriter) someText(name, s string) {
	if s != "" {
		w.text(name, s)
	}
}

func (w *jsonWriter) number(name string, n int64) {
	w.name(name)
	w.b = strconv.AppendInt(w.b, n, 10)
}

func (w *jsonWriter) someNumber(name string, n int64) {
	if n != 0 {
		w.number(name, n)
	}
}

func (w *jsonWriter) moment(name string, t time.Time) {
	w.name(name)
	w.b = append(w.b, '"')
	b, err := t.AppendText(w.b)
	if err != nil {
		w.odd = true // so that encoding/json says what is wrong with it
		return
	}
	w.b = append(b, '"')
}

func (w *jsonWriter) use(u use) {
	w.b = append(w.b, '{')
	w.text("rule", u.Rule)
	w.text("per", u.Per)
	w.text("scope", u.Scope)
	w.text("subject", u.Subject)
	w.number("n", int64(u.N))
	w.b = append(w.b, '}')
}

func (w *jsonWriter) list(n int, item func(int)) {
	w.b = append(w.b, '[')
	for i := range n {
		if i > 0 {
			w.b = append(w.b, ',')
		}
		item(i)
	}
	w.b = append(w.b, ']')
}

// quoted writes what needs no escape; anything else is odd.
func (w *jsonWriter) quoted(s string) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			w.odd = true
		}
	}
	w.b = append(append(append(w.b, '"'), s...), '"')
}
