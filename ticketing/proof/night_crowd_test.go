package proof

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

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
