package store

import (
	"encoding/json"
	"maps"
	"slices"

	"wanjia/events/plainjson"
)

// encodeClaim writes what encoding/json writes of a claim, to the byte. The claim of a
// press has a dozen fields of three kinds, and finding that out anew for each costs more
// than writing them; any other claim is left to encoding/json.
func encodeClaim(c claim) ([]byte, error) {
	if !justPressed(&c) {
		return json.Marshal(c)
	}
	w := plainjson.Begin(1024)
	w.Text("id", c.ID)
	w.Text("pool", c.Pool)
	w.Text("session", c.Session)
	w.Text("event", c.Event)
	w.Text("holder", c.Holder)
	w.SomeText("agent", c.Agent)
	w.SomeNumber("party", int64(c.Party))
	w.SomeNumber("children", int64(c.Children))
	w.SomeText("asked", c.Asked)
	if len(c.Places) > 0 {
		w.Numbers("places", c.Places)
	}
	w.SomeNumber("seq", c.Seq)
	w.Text("state", c.State)
	w.SomeText("channel", c.Channel)
	w.SomeText("code", c.Code)
	w.Moment("at", c.At)
	if len(c.Uses) > 0 {
		w.Name("uses")
		w.List(len(c.Uses), func(i int) { writeUse(&w, c.Uses[i]) })
	}
	if len(c.Subjects) > 0 {
		w.Name("subjects")
		w.Open()
		for _, kind := range slices.Sorted(maps.Keys(c.Subjects)) {
			w.Pair(kind, c.Subjects[kind])
		}
		w.Close()
	}
	if len(c.Errands) > 0 {
		w.Name("errands")
		w.List(len(c.Errands), func(i int) {
			e := c.Errands[i]
			w.Open()
			w.Text("id", e.ID)
			w.Text("name", e.Name)
			w.Text("subject", e.Subject)
			w.Moment("at", e.At)
			w.Close()
		})
	}
	if body, ok := w.End(); ok {
		return body, nil
	}
	return json.Marshal(c)
}

func writeUse(w *plainjson.Writer, u use) {
	w.Open()
	w.Text("rule", u.Rule)
	w.Text("per", u.Per)
	w.Text("scope", u.Scope)
	w.Text("subject", u.Subject)
	w.Number("n", int64(u.N))
	w.Close()
}

// justPressed says whether nothing is set of what a claim has later, or of a seated
// pool, which encodeClaim does not write.
func justPressed(c *claim) bool {
	return c.Ended.IsZero() && c.Until.IsZero() && c.Skips == 0 && c.Offered.IsZero() && !c.Held && c.Wish == nil &&
		c.Rev == 0 && len(c.Changes) == 0 && c.Passing == nil && c.From == "" && len(c.OldCodes) == 0 &&
		c.Reason == "" && c.ReasonEN == "" && !c.Kept && c.Instead == ""
}
