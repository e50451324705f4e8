package api

import (
	"encoding/json"

	"wanjia/events"
	"wanjia/events/plainjson"
)

// What thousands are answered at once is written here without looking at each field's
// type anew, to the byte as encoding/json writes it.

// encodeClaim writes a claim.
func encodeClaim(c *Claim) ([]byte, error) {
	if body, ok := plainClaim(c); ok {
		return body, nil
	}
	return json.Marshal(c)
}

// plainClaim writes the claim of a press. It is false for one with seats, that was given
// back or is offered to somebody, and for texts that need an escape.
func plainClaim(c *Claim) ([]byte, bool) {
	if len(c.Seats) > 0 || c.Places == nil || c.Ended != nil || c.Transfer != nil {
		return nil, false
	}
	w := plainjson.Begin(1024)
	w.Text("id", string(c.ID))
	w.Text("pool", string(c.Pool))
	w.Text("session", string(c.Session))
	w.Text("event", string(c.Event))
	w.Number("party", int64(c.Party))
	w.Number("children", int64(c.Children))
	w.SomeText("for", string(c.For))
	w.Numbers("places", c.Places)
	w.Text("state", string(c.State))
	w.Text("channel", c.Channel)
	w.Text("code", c.Code)
	w.Moment("at", c.At)
	w.SomeText("reason", c.Reason)
	w.SomeText("reason_en", c.ReasonEN)
	w.Moment("now", c.Now)
	w.Text("event_kind", string(c.EventKind))
	writeText(&w, "event_title", c.EventTitle)
	writeText(&w, "session_title", c.SessionTitle)
	w.Moment("starts", c.Starts)
	w.Text("event_state", string(c.EventState))
	writeText(&w, "event_note", c.EventNote)
	w.Text("lunar", c.Lunar)
	writeText(&w, "place", c.Place)
	return w.End()
}

func writeText(w *plainjson.Writer, name string, t events.Text) {
	w.Name(name)
	w.Open()
	w.Text("zh", t.ZH)
	w.Text("en", t.EN)
	w.Close()
}

// encodeVerdict writes what a gate is told to do.
func encodeVerdict(v *GateVerdict) ([]byte, error) {
	w := plainjson.Begin(192)
	w.Text("verdict", string(v.Verdict))
	w.Text("reason", string(v.Reason))
	w.Number("persons", int64(v.Persons))
	w.Number("left", int64(v.Left))
	w.SomeNumber("minutes", int64(v.Minutes))
	if f := v.First; f != nil {
		w.Name("first")
		w.Open()
		w.Number("persons", int64(f.Persons))
		w.Moment("at", f.At)
		w.Text("gate", f.Gate)
		w.Close()
	}
	if body, ok := w.End(); ok {
		return body, nil
	}
	return json.Marshal(v)
}
