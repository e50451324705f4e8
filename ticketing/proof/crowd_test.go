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
)

// crowd is many clients at one pool, who press, press again, hold, confirm, let go
// and give back in any order. Families share a name and press from several phones.
type crowd struct {
	history *History
	do      func(context.Context, *Op)
	pool    ticketing.Pool
	clients int
	presses int // of each client
	seed    uint64
	round   int  // of several at the same pool: each has buttons of its own
	bold    bool // nobody holds places first; a hold is a promise of the stock alone

	mu    sync.Mutex
	keys  map[ticketing.HolderID]int // of a family: how many buttons it has pressed
	owned []Op                       // claims that were acknowledged
}

// families is how many families compete, each for one claim at a time.
const families = 14

// run lets them press until each has pressed its number of times.
func (c *crowd) run(t *testing.T) {
	t.Helper()
	c.keys = map[ticketing.HolderID]int{}
	for i := range families {
		c.keys[ticketing.HolderID(fmt.Sprint("family", i))] = 1000 * c.round
	}
	var wg sync.WaitGroup
	for i := range c.clients {
		wg.Go(func() {
			dice := rand.New(rand.NewPCG(c.seed, uint64(i)))
			for n := 0; n < c.presses; {
				if c.bold || dice.IntN(3) > 0 {
					n += c.claim(t.Context(), i, dice)
				} else {
					n += c.hold(t.Context(), i, n, dice)
				}
			}
		})
	}
	wg.Wait()
}

func (c *crowd) ask(ctx context.Context, op Op) Op {
	op.Pool = c.pool.ID
	op = c.history.Record(op, func(op *Op) { c.do(ctx, op) })
	if op.Answer == Unknown || op.Answer == Trouble {
		select { // as a client does that is asked to wait a moment
		case <-ctx.Done():
		case <-time.After(rand.N(40 * time.Millisecond)):
		}
	}
	return op
}

// claim presses a button of a family, an old one again now and then, or gives one
// of the claims back. It returns how many operations that were.
func (c *crowd) claim(ctx context.Context, client int, dice *rand.Rand) int {
	c.mu.Lock()
	if len(c.owned) > 0 && dice.IntN(3) == 0 {
		i := dice.IntN(len(c.owned))
		op := c.owned[i]
		if dice.IntN(5) > 0 { // now and then the same is given back twice
			c.owned = slices.Delete(c.owned, i, i+1)
		}
		c.mu.Unlock()
		c.ask(ctx, Op{Client: client, Kind: Releases, Holder: op.Holder, Key: op.Key, Party: op.Party})
		return 1
	}
	who := ticketing.HolderID(fmt.Sprint("family", dice.IntN(families)))
	if dice.IntN(3) == 0 {
		c.keys[who]++
	}
	key := c.keys[who] - min(c.keys[who], dice.IntN(4)/3*dice.IntN(3)) // most often the newest
	c.mu.Unlock()
	// The party is part of what is pressed: the same button is for the same people.
	op := c.ask(ctx, Op{Client: client, Kind: Claims, Holder: who, Key: fmt.Sprint("k", key), Party: 1 + (key+len(who)*5)%6})
	if op.Answer == Yes {
		c.mu.Lock()
		c.owned = append(c.owned, op)
		c.mu.Unlock()
	}
	return answered(op)
}

// answered is 1 for an operation that came to something: who is asked to wait a moment
// is not through with it.
func answered(op Op) int {
	if op.Answer == Trouble {
		return 0
	}
	return 1
}

// hold holds places under a name of the client's own and does with them whatever it
// likes. Once an answer stays out it gives the hold up, or asks to confirm again.
func (c *crowd) hold(ctx context.Context, client, n int, dice *rand.Rand) int {
	who := ticketing.HolderID(fmt.Sprint("holder", client))
	op := Op{Client: client, Kind: Holds, Holder: who, Key: fmt.Sprint("h", n), Party: 1 + dice.IntN(6)}
	got := c.ask(ctx, op)
	if got.Answer != Yes {
		return answered(got)
	}
	for did := 1; ; did++ {
		switch dice.IntN(6) {
		case 0:
			op.Kind = Holds
		case 1:
			op.Kind = Extends
		case 2:
			op.Kind = LetsGo
		case 3:
			return did // leaves it to end by itself
		default:
			op.Kind = Confirms
		}
		got = c.ask(ctx, op)
		switch {
		case op.Kind == Confirms && (got.Answer == Unknown || got.Answer == Trouble):
			return did + 1 + c.confirm(ctx, op)
		case op.Kind == Confirms && got.Answer == Yes:
			// One name has one claim: give it back, else every later hold is refused.
			op.Kind = Releases
			c.ask(ctx, op)
			return did + 2
		case got.Answer != Yes || op.Kind == LetsGo:
			return did + 1
		}
	}
}

// confirm asks until there is an answer, then gives back.
func (c *crowd) confirm(ctx context.Context, op Op) int {
	for did := 1; ; did++ {
		if did > 200 || ctx.Err() != nil {
			return did
		}
		switch got := c.ask(ctx, op); got.Answer {
		case Unknown, Trouble:
		case Yes:
			op.Kind = Releases
			c.ask(ctx, op)
			return did + 1
		default:
			return did
		}
	}
}
