package store

import (
	"encoding/json"

	"wanjia/events/plainjson"
)

// encodeScan writes what encoding/json writes of a line of a gate's log, to the byte:
// each admission of an evening is one.
func encodeScan(s scan) ([]byte, error) {
	w := plainjson.Begin(512)
	w.Text("device", s.Device)
	w.Number("seq", s.Seq)
	w.Text("nonce", s.Nonce)
	w.Text("event", s.Event)
	w.Text("gate", s.Gate)
	w.Text("kind", s.Kind)
	w.Text("serial", s.Serial)
	w.Number("persons", int64(s.Persons))
	w.SomeNumber("children", int64(s.Children))
	w.SomeNumber("party", int64(s.Party))
	w.Moment("at", s.At)
	w.SomeTrue("offline", s.Offline)
	w.Number("rules", int64(s.Rules))
	w.SomeText("prev", s.Prev)
	w.SomeText("seal", s.Seal)
	w.Moment("received", s.Received)
	w.SomeNumber("skew_ns", int64(s.Skew))
	w.SomeTrue("broken", s.Broken)
	if len(s.Places) > 0 {
		w.Name("places")
		w.List(len(s.Places), func(i int) { w.Quoted(s.Places[i]) })
	}
	if body, ok := w.End(); ok {
		return body, nil
	}
	return json.Marshal(s)
}
