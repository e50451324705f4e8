package proof

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"wanjia/ticketing"
)

// checkWithin bounds the search for an order in one pool's history. In a soak run the
// histories are longer, and have more that nobody was answered.
var checkWithin = time.Duration(soaked(15, 120)) * time.Second

// afterwards is how long after a stock was written anew presses of before may still
// come to be: holds given meanwhile are not to be relied on.
const afterwards = 10 * time.Second

// Check says why the history can not have happened to pools as they are meant to be,
// "" when it can. In the end the documents hold the claims stored, those given back
// and voided too.
//
// draw shows where the search got stuck, which takes another search.
func (h *History) Check(t testing.TB, pools []ticketing.Pool, stored []ticketing.Claim, draw picture) string {
	t.Helper()
	for _, p := range pools {
		s, ops, wrong := h.specOf(p, stored)
		if wrong != "" {
			return wrong
		}
		history := make([]porcupine.Operation, len(ops))
		for i := range ops {
			history[i] = porcupine.Operation{ClientId: ops[i].Client, Input: &ops[i], Call: ops[i].Call, Return: ops[i].Return, Metadata: i}
		}
		switch porcupine.CheckOperationsTimeout(s.model(), history, checkWithin) {
		case porcupine.Ok:
		case porcupine.Unknown:
			return fmt.Sprintf("pool %s: no order of %d operations found in %v; %s", p.ID, len(ops), checkWithin, draw(t, s.model(), history))
		default:
			return fmt.Sprintf("pool %s: no order of %d operations explains the answers; %s", p.ID, len(ops), draw(t, s.model(), history))
		}
	}
	return ""
}

// picture shows where the search for an order got stuck, for people.
type picture func(testing.TB, porcupine.Model, []porcupine.Operation) string

// plain is no picture.
func plain(testing.TB, porcupine.Model, []porcupine.Operation) string { return "" }

// drawn writes a page to look at and says what did not fit.
func drawn(t testing.TB, model porcupine.Model, history []porcupine.Operation) string {
	t.Helper()
	_, info := porcupine.CheckOperationsVerbose(model, history, checkWithin)
	file := filepath.Join(t.ArtifactDir(), "history.html")
	if err := porcupine.VisualizePath(model, info, file); err != nil {
		return err.Error()
	}
	longest := slices.MaxFunc(append(info.PartialLinearizations()[0], nil), func(a, b []int) int { return cmp.Compare(len(a), len(b)) })
	out := fmt.Sprintf("see %s; %d could be put in order", file, len(longest))
	st := model.Init()
	for _, i := range longest {
		_, st = model.Step(st, history[i].Input, nil)
	}
	out += "; then there was " + model.DescribeState(st) + "and no place for one of:"
	slices.SortFunc(history, func(a, b porcupine.Operation) int { return cmp.Compare(a.Return, b.Return) })
	n, from := 0, int64(0)
	for _, op := range history {
		i := op.Metadata.(int)
		if slices.Contains(longest, i) || n == 12 {
			continue
		}
		if n++; from == 0 {
			from = op.Return
		}
		ok, _ := model.Step(st, op.Input, nil)
		out += fmt.Sprintf("\n  %6d to %6d µs: %v %s", (op.Call-from)/1000, (op.Return-from)/1000, ok, op.Input)
	}
	return out
}

// specOf makes of the history of one pool what the checker needs.
func (h *History) specOf(p ticketing.Pool, stored []ticketing.Claim) (*spec, []Op, string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := &spec{capacity: p.Capacity, number: map[ticketing.ClaimID]int{}}
	var ops, forgotten []Op
	for _, op := range h.ops {
		if op.Pool == p.ID {
			ops = append(ops, op)
			s.enter(op)
		}
	}
	for _, op := range h.forgotten {
		if op.Pool == p.ID {
			forgotten = append(forgotten, op)
		}
	}
	audit := Op{Kind: audits, Places: make([]int, p.Capacity), Answer: Yes}
	for _, c := range stored {
		if c.Pool != p.ID {
			continue
		}
		n, ok := s.number[c.ID]
		if !ok {
			return nil, nil, fmt.Sprintf("pool %s: nobody pressed for claim %s", p.ID, c.ID)
		}
		switch c.State {
		case ticketing.Claimed:
			if wrong := own(&audit, n, c); wrong != "" {
				return nil, nil, wrong
			}
		case ticketing.Released:
			s.presses[n].ended = true
		default:
			continue // a tombstone
		}
		s.presses[n].places = slices.Sorted(slices.Values(c.Places))
	}
	for i := range ops {
		audit.Call = max(audit.Call, h.note(s, &ops[i], ops, forgotten)+1)
	}
	audit.Return = audit.Call
	for i := range ops {
		for n := range s.presses {
			if s.vagueAt(n, &ops[i]) {
				ops[i].vague = append(ops[i].vague, n)
			}
		}
	}
	ops = slices.DeleteFunc(ops, s.idle)
	ops = append(append(ops, forgotten...), audit)
	return s, append(ops, s.ends(p.ID, ops)...), ""
}

// own enters the places of a claim in an audit.
func own(audit *Op, n int, c ticketing.Claim) string {
	if len(c.Places) != c.Party {
		return fmt.Sprintf("claim %s owns %v for a party of %d", c.ID, c.Places, c.Party)
	}
	for _, place := range c.Places {
		if place < 1 || place > len(audit.Places) || audit.Places[place-1] != 0 {
			return fmt.Sprintf("place %d of claim %s is somebody else's, or no place", place, c.ID)
		}
		audit.Places[place-1] = n + 1
	}
	return ""
}

// enter gives the press of an operation its number.
func (s *spec) enter(op Op) {
	id := op.ID()
	n, ok := s.number[id]
	if !ok {
		n = len(s.presses)
		s.number[id] = n
		s.presses = append(s.presses, press{id: id, holder: op.Holder, party: op.Party})
		family := []int{n}
		for i, p := range s.presses[:n] {
			if p.holder == op.Holder {
				s.presses[i].family = append(s.presses[i].family, n)
				family = append(family, i)
			}
		}
		s.presses[n].family = family
	}
	if op.Until > 0 && !slices.Contains(s.presses[n].untils, op.Until) {
		s.presses[n].untils = append(s.presses[n].untils, op.Until)
	}
}

// note says of what op leaves open how long it is open, and lets an operation that
// nobody was answered happen as late as it may have.
// It returns when op was over.
func (h *History) note(s *spec, op *Op, ops, forgotten []Op) int64 {
	p, over := &s.presses[s.number[op.ID()]], op.Return
	switch {
	case op.Answer == Unknown || op.Answer == Trouble:
		p.vague = append(p.vague, span{op.Call, h.back(op, forgotten)})
		p.bound(op, ops)
	case op.Kind == Claims || op.Kind == Confirms || op.Kind == Releases:
		switch op.Answer {
		case Given, ticketing.ErrLapsed.Code, ticketing.ErrAlreadyClaimed.Code:
			// It may have had places until it found that it can not own them, and
			// what is given back in the documents comes back to the stock afterwards.
			to := op.Return
			if h.failed(op) {
				to = h.back(op, forgotten)
			}
			p.vague = append(p.vague, span{op.Call, to})
		case Yes:
			// On its way while the stock was forgotten, or by what it knew then: some saw
			// it coming, some did not, and its places may come free only on the way.
			for _, f := range forgotten {
				if f.Call <= op.Return && op.Call <= f.Return+afterwards.Nanoseconds() {
					p.vague = append(p.vague, span{op.Call, op.Return})
				}
			}
		}
	case op.Until > 0:
		for _, f := range forgotten {
			if f.Call <= op.Until && op.Call <= f.Return+afterwards.Nanoseconds() {
				p.lost = append(p.lost, span{op.Call, op.Return})
				p.vague = append(p.vague, span{op.Call, op.Until})
				break
			}
		}
	}
	return max(over, op.Return)
}

// bound lets an operation that nobody was answered happen as late as it may have: when
// another has done the same, and was answered, it does nothing any more.
func (p *press) bound(op *Op, ops []Op) {
	done := map[Kind]string{Claims: Yes, Confirms: Yes, Releases: Given}[op.Kind]
	first, last, before := int64(math.MaxInt64), op.Return, op.Call
	for _, o := range ops {
		switch {
		case o.ID() != op.ID(), o.Answer == Yes && o.Kind != Claims && o.Kind != Confirms: // to hold is not to own
		case o.Answer == Unknown:
			last = max(last, o.Return)
		case o.Answer == done:
			first = min(first, o.Return)
		case o.Answer == Yes && op.Kind == Releases:
			before = max(before, o.Call) // it was not given back yet
		}
	}
	if len(p.untils) > 0 {
		last = max(last, slices.Max(p.untils)+1)
	}
	if first < math.MaxInt64 {
		last = max(op.Return, first)
	}
	op.idle = first < op.Call
	op.Return, op.Call = last, min(before, last)
}

// failed says whether the last attempt during op to return the places failed.
func (h *History) failed(op *Op) bool {
	failed := false
	for _, g := range h.given {
		if g.id == op.ID() && g.call >= op.Call && g.ret <= op.Return {
			failed = !g.ok
		}
	}
	return failed
}

// back is when the stock had nothing of the press any more, at the latest: when it
// was written anew afterwards, or the places were returned.
func (h *History) back(op *Op, forgotten []Op) int64 {
	at := int64(math.MaxInt64)
	for _, f := range forgotten {
		if f.Call > op.Return && op.Kind != Releases {
			at = min(at, f.Return)
		}
	}
	for _, g := range h.given {
		if g.id == op.ID() && g.ok && g.call >= op.Return {
			at = min(at, g.ret)
		}
	}
	return at
}

// idle says whether an operation that nobody was answered can have done nothing, by
// what the documents say in the end. The search need not try it then.
func (s *spec) idle(op Op) bool {
	if op.Answer == Trouble {
		return true
	}
	if op.Answer != Unknown {
		return false
	}
	p := s.presses[s.number[op.ID()]]
	switch op.Kind {
	case Claims, Confirms:
		return p.places == nil || op.idle
	case Releases:
		return !p.ended || op.idle
	case LetsGo:
		return len(p.untils) == 0
	}
	return true
}

// ends are the moments at which holds were over.
func (s *spec) ends(pool ticketing.PoolID, ops []Op) []Op {
	var out []Op
	seen := map[string]bool{}
	for _, op := range ops {
		key := fmt.Sprint(op.ID(), op.Until)
		if op.Until == 0 || seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, Op{
			Kind: lapses, Pool: pool, Holder: op.Holder, Key: op.Key, Call: op.Until, Return: op.Until, Until: op.Until, Answer: Yes,
		})
	}
	return out
}
