package proof

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"wanjia/ticketing"
	"wanjia/ticketing/store"
)

// nightClients is how many families swap about, each with a telephone, or two.
const nightClients = 9

// night is several windows of one night and a history of all that was asked of it.
type night struct {
	*House
	pools []ticketing.Pool
	notes *History // of the stock

	// do asks the engine, wherever it is, and says whether it answered.
	do func(context.Context, *nightOp) bool

	mu     sync.Mutex
	ops    []nightOp
	killed []span // when the engine was dead, and a while after
	lost   []span // when writes of the stock were lost, and a while after
	round  int
}

// windowsOf are the windows of a night of which a household may have one.
func windowsOf(capacity int) []ticketing.Pool {
	pools := poolsOf(nightWindows, capacity)
	for i := range pools { // the name of the first is nobody else's
		pools[i].Limits = []ticketing.Limit{{Rule: "night", Scope: string(pools[0].Session), Per: ticketing.PerHousehold, Max: 1}}
	}
	return pools
}

// nightOf is a night in a house of this process.
func nightOf(h *House) *night {
	h.Ledgers = store.NewLedgers(h.engine)
	n := &night{House: h, pools: h.Pools, notes: h.History}
	n.do = func(ctx context.Context, op *nightOp) bool { return op.do(ctx, n.Service) }
	return n
}

func (n *night) len() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.ops)
}

// run lets the families press while workers make their rounds.
func (n *night) run(t *testing.T, presses int) {
	t.Helper()
	stop := meanwhile(4*time.Millisecond, func() {
		if err := n.Tend(t.Context()); err != nil {
			t.Logf("tend: %v", err)
		}
		n.House.round(t)
	})
	n.crowd(t, presses)
	stop()
}

// crowd lets each family press so often, and an organiser let windows rest and go on.
func (n *night) crowd(t *testing.T, presses int) {
	t.Helper()
	seed := rand.Uint64()
	n.round++ // the buttons of the next crowd are others
	var families, organiser sync.WaitGroup
	done := make(chan struct{})
	organiser.Go(func() { n.organise(t.Context(), done) })
	for i := range nightClients {
		families.Go(func() {
			f := familyOf{n: n, client: i, dice: rand.New(rand.NewPCG(seed, uint64(i)))}
			for press := range presses {
				f.press(t.Context(), press)
			}
		})
	}
	families.Wait()
	close(done)
	organiser.Wait()
}

// organise lets one window after the other rest a moment.
func (n *night) organise(ctx context.Context, done chan struct{}) {
	for i := 0; ; i++ {
		pool := n.pools[i%nightWindows].ID
		for _, kind := range []string{nightPauses, nightResumes} {
			n.ask(ctx, nightOp{Client: 99, Kind: kind, Pool: pool})
			select {
			case <-done:
				if kind == nightPauses {
					n.ask(ctx, nightOp{Client: 99, Kind: nightResumes, Pool: pool})
				}
				return
			case <-time.After(rand.N(30 * time.Millisecond)):
			}
		}
	}
}

// familyOf is one family, which knows what it was told.
type familyOf struct {
	n      *night
	client int
	dice   *rand.Rand

	mu   sync.Mutex
	has  []nightOp // by what it was told
	last []nightOp // its latest presses that came to something
}

func (f *familyOf) press(ctx context.Context, n int) {
	holder := family(f.client)
	op := nightOp{
		Client: 2 * f.client, Kind: nightClaims, Holder: holder, Pool: f.n.pools[f.dice.IntN(nightWindows)].ID, Party: 1 + f.dice.IntN(4), Key: fmt.Sprint(f.n.round, "-", n),
	}
	f.mu.Lock()
	var mine *nightOp
	if len(f.has) > 0 {
		mine = &f.has[f.dice.IntN(len(f.has))]
	}
	if mine != nil {
		switch f.dice.IntN(6) {
		case 0:
			op.Kind, op.Pool, op.ID, op.Party = nightReleases, mine.Pool, mine.ID, mine.Party
		case 1: // books beside it, which is refused
		default:
			op.Kind, op.Old, op.Party = nightSwaps, mine.ID, mine.Party
			for op.Pool == mine.Pool {
				op.Pool = f.n.pools[f.dice.IntN(nightWindows)].ID
			}
		}
	}
	twice := f.dice.IntN(6) == 0
	if len(f.last) > 0 && f.dice.IntN(8) == 0 { // a press of before once more
		op, twice = f.last[f.dice.IntN(len(f.last))], false
	}
	f.mu.Unlock()
	if !twice {
		f.ask(ctx, op)
		return
	}
	// The other telephone of the family at the same moment.
	other := op
	other.Client++
	if other.Kind != nightReleases {
		other.Key += "b"
	}
	if op.Kind == nightSwaps {
		for _, p := range f.n.pools {
			if p.ID != op.Pool && mine != nil && p.ID != mine.Pool {
				other.Pool = p.ID
			}
		}
	}
	if other.Kind != nightReleases {
		other.ID = ""
	}
	var both sync.WaitGroup
	both.Go(func() { f.ask(ctx, op) })
	both.Go(func() { f.ask(ctx, other) })
	both.Wait()
}

// ask asks and learns of the answer.
func (f *familyOf) ask(ctx context.Context, op nightOp) {
	op.Answer, op.State, op.Places, op.Again, op.Gone = "", "", nil, 0, false
	op = f.n.ask(ctx, op)
	f.mu.Lock()
	defer f.mu.Unlock()
	drop := func(id ticketing.ClaimID) {
		f.has = slices.DeleteFunc(f.has, func(o nightOp) bool { return o.ID == id })
	}
	switch {
	case op.Kind == nightReleases, op.Answer == Yes && op.State != ticketing.Claimed:
		drop(op.ID)
	case op.Answer == Yes:
		drop(op.ID)
		if op.Kind == nightSwaps {
			drop(op.Old)
		}
		f.has, f.last = append(f.has, op), append(f.last, op)
	case op.Answer == ticketing.ErrClaimOver.Code:
		drop(op.Old)
	}
	if len(f.last) > 3 {
		f.last = f.last[1:]
	}
}

// ask asks until there is an answer, each time as the same press, and keeps it all as
// one operation.
func (n *night) ask(ctx context.Context, op nightOp) nightOp {
	if op.ID == "" && op.Kind != nightPauses && op.Kind != nightResumes {
		op.ID = ticketing.NewClaimID(op.Pool, op.Holder, op.Key)
	}
	op.Call = time.Now().UnixNano()
	for ; op.Again < mostTries; op.Again++ {
		if n.do(ctx, &op) {
			break
		}
		select { // as a client does that is asked to wait a moment
		case <-ctx.Done():
			return op
		case <-time.After(rand.N(40 * time.Millisecond)):
		}
	}
	op.Return = time.Now().UnixNano()
	n.mu.Lock()
	defer n.mu.Unlock()
	n.ops = append(n.ops, op)
	return op
}

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
