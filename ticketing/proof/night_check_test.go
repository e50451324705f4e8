package proof

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"wanjia/ticketing"
)

// check says why what was answered can not have been a night that does one thing after
// the other, "" when it can.
func (n *night) check(t testing.TB, draw picture) string {
	t.Helper()
	s, ops, wrong := n.spec(t)
	if wrong != "" {
		return wrong
	}
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
func (n *night) spec(t testing.TB) (s *nightSpec, ops []nightOp, wrong string) {
	t.Helper()
	s = &nightSpec{capacity: n.pools[0].Capacity, presses: []nightPress{{family: -1}}, windows: map[ticketing.PoolID]int{}, families: map[ticketing.HolderID]int{}, number: map[ticketing.ClaimID]int{}} // press 0 is whoever came to nothing
	for i, p := range n.pools {
		s.windows[p.ID] = i
	}
	for i := range nightClients {
		s.families[family(i)] = i
	}
	all := stored(t, n.engine)
	in := map[ticketing.ClaimID]ticketing.Claim{}
	for _, c := range all {
		in[c.ID] = c
	}
	last := int64(0)
	gives := map[ticketing.ClaimID]nightOp{}
	for _, op := range n.ops {
		if !op.answered() {
			return s, nil, fmt.Sprintf("nobody ever answered: %s", &op)
		}
		last = max(last, op.Return)
		ops = append(ops, op)
		if op.Answer != Yes || op.Kind != nightClaims && op.Kind != nightSwaps {
			continue
		}
		s.enter(op)
		if op.Kind == nightSwaps && in[op.Old].State == ticketing.Released {
			g, ok := gives[op.ID]
			if !ok {
				g = nightOp{Client: 200 + len(gives), Kind: nightGives, Holder: op.Holder, Pool: in[op.Old].Pool, ID: op.ID, Old: op.Old, Party: op.Party, Answer: Yes, Call: op.Call, Return: math.MaxInt64}
			}
			g.Call = min(g.Call, op.Call)
			if op.Gone {
				g.Return = min(g.Return, op.Return)
			}
			gives[op.ID] = g
		}
	}
	for _, c := range all {
		if _, ok := s.number[c.ID]; !ok && c.State == ticketing.Claimed {
			return s, nil, fmt.Sprintf("nobody was told of claim %s", c.ID)
		}
		if c.State == ticketing.Claimed && c.Instead != "" && in[c.Instead].State == ticketing.Claimed {
			return s, nil, fmt.Sprintf("claim %s was swapped for %s and never given back", c.Instead, c.ID)
		}
	}
	for _, g := range gives {
		g.Return = min(g.Return, last+1)
		ops = append(ops, g)
	}
	for i := range ops {
		n.note(ops, &ops[i])
	}
	return s, append(ops, nightOp{Client: 999, Kind: nightAudits, Call: last + 2, Return: last + 2, stored: all}), ""
}

// enter gives the press of an operation that came to something its number.
func (s *nightSpec) enter(op nightOp) {
	for _, id := range []ticketing.ClaimID{op.ID, op.Old} {
		if _, ok := s.number[id]; ok || id == "" {
			continue
		}
		if len(s.presses) == mostNightPresses {
			panic("more presses than a state holds")
		}
		s.number[id] = len(s.presses)
		s.presses = append(s.presses, nightPress{id: id, family: s.families[op.Holder]})
	}
	p := &s.presses[s.number[op.ID]]
	p.window = s.windows[op.Pool]
	if op.Kind == nightSwaps {
		p.old = op.Old
	}
}

// note says what was open to op of what others were doing.
func (n *night) note(ops []nightOp, op *nightOp) {
	for i := range ops {
		o := &ops[i]
		if o == op || o.Call > op.Return || op.Call > n.backAt(o) {
			continue
		}
		if o.ID != "" && (o.ID == op.ID || o.Old == op.ID || op.Old != "" && (o.ID == op.Old || o.Old == op.Old)) {
			op.raced = true
		}
		swaps := o.Kind == nightSwaps || o.Kind == nightGives || op.Kind == nightSwaps || op.Kind == nightGives
		if o.Holder == op.Holder && o.Holder != "" {
			op.busy, op.rival = true, op.rival || swaps
		}
		if o.Pool == op.Pool && o.ID != op.ID {
			op.vague += o.Party
		}
	}
	n.notes.mu.Lock()
	defer n.notes.mu.Unlock()
	for _, f := range n.notes.forgotten {
		if f.Call <= op.Return && op.Call <= f.Return+time.Second.Nanoseconds() {
			op.unsure = true
		}
	}
	for _, v := range n.killed {
		op.unsure = op.unsure || v.from <= op.Return && op.Call <= v.to
	}
	for _, v := range n.lost {
		op.lost = op.lost || v.from <= op.Return && op.Call <= v.to
	}
	op.unsure = op.unsure || op.lost
	if op.unsure {
		op.vague = n.pools[0].Capacity
	}
}

// backAt is when the stock had followed an operation, at the latest.
func (n *night) backAt(op *nightOp) int64 {
	at, id := op.Return, op.ID
	if op.Answer == Yes && (op.Kind == nightClaims || op.Kind == nightSwaps) && op.State == ticketing.Claimed {
		return at
	}
	if op.Kind == nightGives {
		id = op.Old
	}
	n.notes.mu.Lock()
	defer n.notes.mu.Unlock()
	for _, g := range n.notes.given {
		if g.id == id && g.call >= op.Call {
			at = max(at, g.ret)
		}
	}
	return at
}

// atRest lets the workers finish what was left, and wants then, in each window: what is
// owned, free and blocked is all there is, and the stock says what the documents say.
func (n *night) atRest(t *testing.T) {
	t.Helper()
	var left string
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if err := n.Tend(t.Context()); err != nil {
			left = err.Error()
			continue
		}
		n.House.round(t)
		if left = n.unsound(t); left == "" {
			return
		}
	}
	t.Errorf("it does not come to rest: %s", left)
}

// unsound says what does not add up, "" for nothing.
func (n *night) unsound(t *testing.T) string {
	t.Helper()
	for _, p := range n.pools {
		owned, err := n.Claims.Owned(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		sold := 0
		for _, c := range owned {
			sold += len(c.Places)
		}
		list, err := n.Availability(t.Context(), p.Session)
		if err != nil {
			return err.Error()
		}
		if a := list[0]; a.Claimed != sold || a.Free+sold+a.Blocked != p.Capacity {
			return fmt.Sprintf("window %s: %d sold by the documents, %+v", p.ID, sold, a)
		}
	}
	found, err := n.Reconcile(t.Context(), time.Millisecond)
	if err != nil || len(found) > 0 {
		return fmt.Sprint(found, err)
	}
	return ""
}

// accepted wants all to add up and an order that explains the history, and says how
// many swaps there were in it.
func (n *night) accepted(t *testing.T) int {
	t.Helper()
	n.atRest(t)
	answers := map[string]int{}
	for _, op := range n.ops {
		answers[op.Kind+": "+op.Answer]++
	}
	t.Logf("%d operations: %v", len(n.ops), answers)
	if wrong := n.check(t, drawn); wrong != "" {
		t.Error(wrong)
	}
	if answers["pause: yes"] == 0 || answers["claim: "+ticketing.ErrPaused.Code]+answers["swap: "+ticketing.ErrPaused.Code] == 0 {
		t.Error("nobody met a window that rests")
	}
	return answers["swap: yes"]
}
