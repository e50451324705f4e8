package proof

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"wanjia/ticketing"
)

// check says why what was answered can not have been a desk that does one thing after
// the other, "" when it can.
func (d *desk) check(t testing.TB, draw picture) string {
	t.Helper()
	s, ops := d.spec(t)
	history := make([]porcupine.Operation, len(ops))
	for i := range ops {
		history[i] = porcupine.Operation{ClientId: ops[i].Client, Input: &ops[i], Call: ops[i].Call, Return: ops[i].Return, Metadata: i}
	}
	switch porcupine.CheckOperationsTimeout(s.model(), history, checkWithin) {
	case porcupine.Ok:
		return ""
	case porcupine.Unknown:
		return fmt.Sprintf("no order of %d operations found in %v; %s", len(ops), checkWithin, draw(t, s.model(), history))
	}
	return fmt.Sprintf("no order of %d operations explains the answers; %s", len(ops), draw(t, s.model(), history))
}

// spec makes of what was recorded what the checker needs, with the documents as they
// are in the end behind it.
func (d *desk) spec(t testing.TB) (*deskSpec, []deskOp) {
	t.Helper()
	s := &deskSpec{capacity: d.pool.Capacity, number: map[ticketing.ClaimID]int{}, holders: map[ticketing.HolderID]int{}, presses: make([]deskPress, 1)}
	all := stored(t, d.engine)
	ops, last := d.happened(all), int64(0)
	for i := range ops {
		s.enter(&ops[i])
		last = max(last, ops[i].Return)
	}
	for i := range ops {
		d.note(s, ops, &ops[i])
	}
	audit := deskOp{Kind: deskAudits, Call: last + 1, Return: last + 1, stored: all}
	return s, append(ops, audit)
}

// happened is what was answered, and what came of the rest as far as it is known from
// what was written, or was about to be.
func (d *desk) happened(stored []ticketing.Claim) []deskOp {
	in := map[ticketing.ClaimID]ticketing.Claim{}
	for _, c := range stored {
		in[c.ID] = c
	}
	offered := map[ticketing.ClaimID]bool{}
	for _, op := range d.ops {
		offered[op.ID] = offered[op.ID] || op.Kind == deskOffers
	}
	last := map[int64]writing{} // of each attempt
	var ops []deskOp
	for _, w := range d.writes {
		switch {
		case w.Kind != "" && w.Outcome == underWay: // a worker's, that was killed
			if w.Kind == deskOffers && (in[w.ID].Offered.IsZero() || offered[w.ID]) {
				continue // places are offered once
			}
			op := d.worked(w)
			op.optional, op.Return = true, d.diedAfter(w.Call)
			ops = append(ops, op)
		case w.Moot || w.Outcome == refused:
		case last[w.Try].Seq < w.Seq:
			last[w.Try] = w
		}
	}
	for _, op := range d.ops {
		if !op.unanswered {
			ops = append(ops, op)
			continue
		}
		w, ok := last[op.Try]
		if !ok || op.Kind == deskLeaves { // what it ends is an operation of its own
			continue
		}
		op.Answer, op.Call, op.State, op.Places, op.At = Yes, max(op.Call, w.Call), w.State, w.Places, w.At
		if w.Outcome == underWay {
			op.optional = true
			op.Return = d.answeredAt(op)
			if op.Kind == deskClaims || op.Kind == deskJoins {
				op.optional = false
				if c, ok := in[op.ID]; !ok || c.State == ticketing.Void {
					continue
				}
			}
		}
		ops = append(ops, op)
	}
	return ops
}

// answeredAt is when the press of an operation was answered in the end.
func (d *desk) answeredAt(op deskOp) int64 {
	at := op.Return
	for _, o := range d.ops {
		if o.Client == op.Client && o.Kind == op.Kind && o.Key == op.Key {
			at = max(at, o.Return)
		}
	}
	return at
}

// diedAfter is when the engine died first after a moment.
func (d *desk) diedAfter(call int64) int64 {
	at := int64(math.MaxInt64)
	for _, s := range d.shaken {
		if s.from >= call {
			at = min(at, s.from)
		}
	}
	if at == math.MaxInt64 {
		return time.Now().UnixNano()
	}
	return at
}

// note says what was open to op of what others were doing.
func (d *desk) note(s *deskSpec, ops []deskOp, op *deskOp) {
	for _, v := range d.vague {
		if v.ID != op.ID && v.From <= op.Return && op.Call <= v.To {
			op.vague += v.Places
		}
	}
	for i := range ops {
		o := &ops[i]
		if o == op || o.Call > op.Return || op.Call > d.backAt(o) {
			continue
		}
		if o.ID == op.ID {
			op.raced = true
		}
		if o.Holder == op.Holder || o.To == op.Holder || op.To != "" && (o.Holder == op.To || o.To == op.To) {
			op.rival = true
		}
		if o.Kind == deskJoins {
			op.joining = append(op.joining, s.number[o.ID])
		}
		if o.ID != op.ID && (o.Answer != Yes || o.gives()) {
			op.vague += max(o.Party, len(o.Places), s.presses[s.number[o.ID]].party)
		}
	}
	d.notes.mu.Lock()
	defer d.notes.mu.Unlock()
	for _, f := range d.notes.forgotten {
		if f.Call <= op.Return && op.Call <= f.Return+time.Second.Nanoseconds() {
			op.vague, op.rival, op.raced = s.capacity, true, true
		}
	}
	for _, v := range d.shaken {
		if v.from <= op.Return && op.Call <= v.to {
			op.vague, op.rival, op.raced, op.shaken = s.capacity, true, true, true
		}
	}
}

// backAt is when the stock had followed an operation, at the latest.
func (d *desk) backAt(op *deskOp) int64 {
	if !op.gives() {
		return op.Return
	}
	at := op.Return
	d.notes.mu.Lock()
	defer d.notes.mu.Unlock()
	for _, g := range d.notes.given {
		if g.id == op.ID && g.call >= op.Call {
			at = max(at, g.ret)
		}
	}
	return at
}
