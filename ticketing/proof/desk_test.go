package proof

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"wanjia/events"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/ticketingtest"
)

// TestDeskLinear lets families claim, wait, accept, change their party, pass claims on
// and lose them, all at once and with two workers serving the list, and wants the
// answers to be those of a desk that does one thing after the other.
func TestDeskLinear(t *testing.T) {
	t.Parallel()
	deskSoak(t)
	plan := ticketingtest.Plan(t, ticketingtest.Block(2, 7)...)
	seated := ticketingtest.SeatedPool(plan)
	for name, pool := range map[string]ticketing.Pool{"counted": ticketingtest.Pool(14), "seated": seated} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			done := 0
			for range soaked(1, 12) {
				d := newDesk(t, testkit.Redis(t), pool, plan)
				d.run(t, soaked(45, 60))
				done += d.accepted(t)
				pool.ID += "x" // the next is another
			}
			enough(t, done, soaked(1, 12))
		})
	}
}

// TestDeskLinearWhileRedisIsEmptied is [TestDeskLinear] with Redis losing everything
// again and again.
func TestDeskLinearWhileRedisIsEmptied(t *testing.T) {
	t.Parallel()
	deskSoak(t)
	client := testkit.Open(t, testkit.RedisServer(t).URL())
	done := 0
	for range soaked(1, 8) {
		d := newDesk(t, client, ticketingtest.Pool(14), nil)
		before := 0
		emptied := meanwhile(10*time.Millisecond, func() {
			n := d.len()
			if n < before+25 {
				return
			}
			before = n
			if err := client.FlushAll(t.Context()).Err(); err != nil {
				t.Error(err)
			}
		})
		d.run(t, soaked(40, 60))
		emptied()
		done += d.accepted(t)
		if d.rebuilds() < 2 {
			t.Error("the stock was hardly written anew: nothing was lost, or nobody found out")
		}
	}
	enough(t, done, soaked(1, 8))
}

// TestDeskLinearControl breaks the engine in one way at a time and wants the checker of
// [TestDeskLinear] to reject what comes of it.
func TestDeskLinearControl(t *testing.T) {
	t.Parallel()
	deskSoak(t)
	tests := map[string]func(*desk){
		"newcomers are let in":       func(d *desk) { d.Stock = politeless{d.Stock} },
		"a party is offered in part": func(d *desk) { d.Stock = halving{d.Stock} },
		"anybody may take over": func(d *desk) {
			d.Waits = careless{Waits: d.Waits, see: func(c *ticketing.Claim) {
				if c.Passing != nil {
					c.Passing.To.Holder = everybody
				}
			}}
			d.taking = everybody
		},
		"nobody is ever overtaken too often": func(d *desk) {
			d.Waits = careless{Waits: unaware{d.Waits}, see: func(c *ticketing.Claim) { c.Skips = 0 }}
			d.small = true
		},
		"a revocation is forgotten": func(d *desk) { d.Waits = lenientHouse{d.Waits} },
	}
	for name, breaks := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for range 10 {
				d := newDesk(t, testkit.Redis(t), ticketingtest.Pool(14), nil)
				breaks(d)
				d.run(t, 24)
				if wrong := d.check(t, plain); wrong != "" {
					t.Log(wrong)
					return
				}
			}
			t.Error("10 histories of a broken desk were accepted")
		})
	}
}

const everybody ticketing.HolderID = "everybody"

// deskSoak skips what only make soak runs: the search for an order of a desk's history
// may take long.
func deskSoak(t *testing.T) {
	t.Helper()
	if soaked(0, 1) == 0 {
		t.Skip("make soak runs this: the search for an order may take long")
	}
}

// politeless is a stock that lets newcomers in before those who wait.
type politeless struct{ ticketing.Stock }

func (s politeless) Take(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	return s.Stock.Offer(ctx, p, c)
}

// lenientHouse says that claims are revoked and lets them be.
type lenientHouse struct{ ticketing.Waits }

func (w lenientHouse) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	var revoked *ticketing.Claim
	c, err := w.Waits.Turn(ctx, id, from, func(c *ticketing.Claim) (events.Errand, error) {
		e, err := change(c)
		if err == nil && c.State == ticketing.Revoked {
			revoked, err = new(*c), errForgotten
		}
		return e, err
	})
	if errors.Is(err, errForgotten) {
		return *revoked, nil
	}
	return c, err
}

var errForgotten = errors.New("forgotten")

// desk is a house with one pool and a history of all that was asked of it.
type desk struct {
	*House
	pool  ticketing.Pool
	notes *History // of the stock

	taking ticketing.HolderID // who all who take over say they are, for a control
	small  bool               // small parties join and leave behind a large one, for a control

	mu     sync.Mutex
	ops    []deskOp
	claims []deskClaim // that somebody may do something with
	kept   []deskClaim // whose places the house keeps
	tried  map[ticketing.ClaimID]int64
	vague  []vagueSpan
}

// vagueSpan is when places may have been spoken for that in no order of what was
// answered are somebody's, and who may have had them.
type vagueSpan struct {
	from, to int64
	places   int
	id       ticketing.ClaimID
}

type deskClaim struct {
	id         ticketing.ClaimID
	holder, to ticketing.HolderID
	party      int
}

func newDesk(t *testing.T, client redisClient, pool ticketing.Pool, plan planOf) *desk {
	t.Helper()
	stock := &redisstore.Stock{Redis: client}
	if plan != nil {
		stock.Plans = ticketingtest.NewPlans(plan)
	}
	h := newHouse(t, stock, []ticketing.Pool{pool})
	h.Plans = stock.Plans
	d := &desk{House: h, pool: pool, notes: h.History, tried: map[ticketing.ClaimID]int64{}}
	h.Stock = offering{h.Stock, d}
	h.Waits = turning{h.Waits, d}
	return d
}

func (d *desk) len() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.ops)
}

func (d *desk) rebuilds() int {
	d.notes.mu.Lock()
	defer d.notes.mu.Unlock()
	return len(d.notes.forgotten)
}

// run lets ten clients press, each so often, while two workers make their rounds.
func (d *desk) run(t *testing.T, presses int) {
	t.Helper()
	seed := rand.Uint64()
	var stops []func()
	for range 2 {
		stops = append(stops, meanwhile(4*time.Millisecond, func() {
			if err := d.Serve(t.Context()); err != nil {
				t.Logf("serve: %v", err)
			}
			d.House.round(t)
		}))
	}
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Go(func() {
			dice := rand.New(rand.NewPCG(seed, uint64(i)))
			for n := range presses {
				d.press(t.Context(), i, n, dice)
			}
		})
	}
	wg.Wait()
	for _, stop := range stops {
		stop()
	}
}

// accepted wants an order that explains the history, and says how much came to
// something in it.
func (d *desk) accepted(t *testing.T) int {
	t.Helper()
	answers := map[string]int{}
	for _, op := range d.ops {
		answers[op.Kind+": "+op.Answer]++
	}
	t.Logf("%d operations: %v", len(d.ops), answers)
	if wrong := d.check(t, drawn); wrong != "" {
		t.Error(wrong)
	}
	return answers["offer: yes"] + answers["change: yes"] + answers["take over: yes"] + answers["revoke: yes"]
}

// enough wants the crowds of some histories to have done things worth a proof: by
// chance one of them may have found nothing to do.
func enough(t *testing.T, done, histories int) {
	t.Helper()
	if done < 4*histories {
		t.Errorf("only %d offers, changes, transfers and revocations in %d histories: the crowd does too little", done, histories)
	}
}

// press does one thing of those a family, or whoever works for the house, may do.
func (d *desk) press(ctx context.Context, client, n int, dice *rand.Rand) {
	if d.small {
		d.pressSmall(ctx, client, n)
		return
	}
	op := deskOp{Client: client, Holder: family(dice.IntN(12)), Party: 1 + dice.IntN(5), Key: fmt.Sprint(client, "-", n)}
	d.mu.Lock()
	has := len(d.claims) > 0
	var c deskClaim
	if has {
		c = d.claims[dice.IntN(len(d.claims))]
	}
	var kept []deskClaim
	if len(d.kept) > 1 { // else soon there is nothing left to do anything with
		kept, d.kept = d.kept[:1], d.kept[1:]
	}
	d.mu.Unlock()
	switch kind := dice.IntN(22); {
	case len(kept) > 0:
		op.Kind, op.id, op.Holder = deskRevokes, kept[0].id, kept[0].holder
	case kind < 6 || !has:
		op.Kind = deskClaims
	case kind < 8:
		op.Kind = deskJoins
	default:
		op.id, op.Holder = c.id, c.holder
		op.Kind = []string{
			deskReleases, deskChanges, deskChanges, deskAccepts, deskAccepts, deskReleases, deskLeaves, deskPasses, deskPasses, deskTakes, deskTakes, deskRevokes,
			deskKeepsBack, deskDeclines,
		}[kind-8]
		if op.Kind == deskPasses || op.Kind == deskTakes || op.Kind == deskDeclines {
			op.To = family(dice.IntN(12))
		}
		if op.Kind != deskPasses && op.To != "" && c.to != "" && dice.IntN(8) > 0 {
			op.To = c.to
		}
		op.Keep = op.Kind == deskRevokes && dice.IntN(2) == 0
	}
	d.ask(ctx, op)
}

func family(n int) ticketing.HolderID { return ticketing.HolderID(fmt.Sprint("family", n)) }

// pressSmall joins and leaves the list behind a large party that never fits.
func (d *desk) pressSmall(ctx context.Context, client, n int) {
	op := deskOp{Client: client, Kind: deskJoins, Holder: family(10 + client), Party: 1, Key: fmt.Sprint(client, "-", n/2)}
	switch {
	case client == 0 && n < 2:
		op.Kind, op.Holder, op.Party = deskClaims, family(n), 5
	case client == 0 && n == 2:
		op.Holder, op.Party = family(2), 6
	case client == 0:
		return
	case n%2 == 1:
		op.Kind, op.id = deskLeaves, ticketing.NewClaimID(d.pool.ID, op.Holder, op.Key)
		d.waitOffered(ctx, op.id)
	}
	d.ask(ctx, op)
}

// waitOffered gives the workers time to offer places to who waits, if there are any.
func (d *desk) waitOffered(ctx context.Context, id ticketing.ClaimID) {
	for end := time.Now().Add(200 * time.Millisecond); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if c, err := d.Lookup(ctx, id); err != nil || c.State != ticketing.OnList {
			return
		}
	}
}

func (d *desk) ask(ctx context.Context, op deskOp) {
	d.record(op, func(op *deskOp) { op.do(ctx, d.Service, d.pool, d.taking) })
}

// record runs do and keeps the operation with its moments.
func (d *desk) record(op deskOp, do func(*deskOp)) {
	if op.id == "" {
		op.id = ticketing.NewClaimID(d.pool.ID, op.Holder, op.Key)
	}
	op.Call = time.Now().UnixNano()
	do(&op)
	op.Return = time.Now().UnixNano()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ops = append(d.ops, op)
	i := slices.IndexFunc(d.claims, func(c deskClaim) bool { return c.id == op.id })
	switch {
	case op.Answer == Yes && (op.Kind == deskClaims || op.Kind == deskJoins):
		d.claims = append(d.claims, deskClaim{id: op.id, holder: op.Holder, party: op.Party})
	case i < 0:
	case op.Answer == Yes && op.Kind == deskTakes:
		d.claims[i].holder, d.claims[i].to = op.To, ""
	case op.Answer == Yes && op.Kind == deskPasses:
		d.claims[i].to = op.To
	case op.Answer == Yes && op.Kind == deskKeepsBack, op.Answer == Yes && op.Kind == deskDeclines:
		d.claims[i].to = ""
	case op.Answer == Yes && op.Kind == deskRevokes && op.Keep:
		d.kept = append(d.kept, d.claims[i])
		d.claims = slices.Delete(d.claims, i, i+1)
	case op.Answer == ticketing.ErrOfferLapsed.Code && len(d.ops)%4 > 0: // they may wait still
	case op.Answer == ticketing.ErrClaimOver.Code, op.Answer == ticketing.ErrOfferLapsed.Code, op.Answer == Yes && op.Kind == deskLeaves:
		if len(d.claims)%3 > 0 { // some are asked for what is over once more
			d.claims = slices.Delete(d.claims, i, i+1)
		}
	}
}

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
	ops, last := slices.Clone(d.ops), int64(0)
	for i := range ops {
		s.enter(&ops[i])
		last = max(last, ops[i].Return)
	}
	for i := range ops {
		d.note(s, ops, &ops[i])
	}
	audit := deskOp{Kind: deskAudits, Call: last + 1, Return: last + 1, stored: stored(t, d.engine)}
	return s, append(ops, audit)
}

// note says what was open to op of what others were doing.
func (d *desk) note(s *deskSpec, ops []deskOp, op *deskOp) {
	for _, v := range d.vague {
		if v.id != op.id && v.from <= op.Return && op.Call <= v.to {
			op.vague += v.places
		}
	}
	for i := range ops {
		o := &ops[i]
		if o == op || o.Call > op.Return || op.Call > d.backAt(o) {
			continue
		}
		if o.id == op.id {
			op.raced = true
		}
		if o.Holder == op.Holder || o.To == op.Holder || op.To != "" && (o.Holder == op.To || o.To == op.To) {
			op.rival = true
		}
		if o.Kind == deskJoins {
			op.joining = append(op.joining, s.number[o.id])
		}
		if o.id != op.id && (o.Answer != Yes || o.gives()) {
			op.vague += max(o.Party, len(o.Places), s.presses[s.number[o.id]].party)
		}
	}
	d.notes.mu.Lock()
	defer d.notes.mu.Unlock()
	for _, f := range d.notes.forgotten {
		if f.Call <= op.Return && op.Call <= f.Return+time.Second.Nanoseconds() {
			op.vague, op.rival, op.raced = s.capacity, true, true
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
		if g.id == op.id && g.call >= op.Call {
			at = max(at, g.ret)
		}
	}
	return at
}

// offering notes when places are asked for who waits.
type offering struct {
	ticketing.Stock
	desk *desk
}

func (s offering) Offer(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	call := time.Now().UnixNano()
	g, err := s.Stock.Offer(ctx, p, c)
	if c.State == ticketing.OnList && err == nil && g.Verdict == ticketing.Granted {
		s.desk.mu.Lock()
		defer s.desk.mu.Unlock()
		if s.desk.tried[c.ID] == 0 {
			s.desk.tried[c.ID] = call
		}
		// Whether it comes to an offer is seen then; until then it may be in the way.
		s.desk.vague = append(s.desk.vague, vagueSpan{call, math.MaxInt64, len(g.Places), c.ID})
	}
	return g, err
}
