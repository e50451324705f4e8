package proof

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/ticketingtest"
)

// desk is a house with one pool and a history of all that was asked of it.
type desk struct {
	*House
	pool  ticketing.Pool
	notes *History // of the stock

	taking ticketing.HolderID // who all who take over say they are, for a control
	small  bool               // small parties join and leave behind a large one, for a control

	// do asks the engine, wherever it is, and says whether it answered.
	do  func(context.Context, *deskOp) bool
	try atomic.Int64

	round int // crowds there were

	mu     sync.Mutex
	ops    []deskOp
	claims []deskClaim // that somebody may do something with
	kept   []deskClaim // whose places the house keeps
	tried  map[ticketing.ClaimID]int64
	vague  []vagueSpan
	shaken []span               // when the engine was dead, or what the stock knew was lost, and a while after
	writes map[[2]int64]writing // of those who ask, and those of workers that are under way, by process and number
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
	d := deskOf(h.History, pool)
	d.opens(h)
	d.do = func(ctx context.Context, op *deskOp) bool { return op.do(ctx, d.Service, d.pool, d.taking) }
	return d
}

// opens lets the desk hear of what is done in a house.
func (d *desk) opens(h *House) {
	pen := &scribe{tell: d.wrote}
	h.Stock, h.Waits, h.Claims = offering{h.Stock, d.asked}, writtenWaits{h.Waits, pen}, writtenClaims{h.Claims, pen}
	d.House = h
}

// deskOf is a desk whose engine is anywhere.
func deskOf(notes *History, pool ticketing.Pool) *desk {
	return &desk{notes: notes, pool: pool, tried: map[ticketing.ClaimID]int64{}, writes: map[[2]int64]writing{}}
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
	var stops []func()
	for range 2 {
		stops = append(stops, meanwhile(4*time.Millisecond, func() {
			if err := d.Serve(t.Context()); err != nil {
				t.Logf("serve: %v", err)
			}
			d.House.round(t)
		}))
	}
	d.crowd(t, presses)
	for _, stop := range stops {
		stop()
	}
}

// crowd lets ten clients press, each so often.
func (d *desk) crowd(t *testing.T, presses int) {
	t.Helper()
	seed := rand.Uint64()
	d.round++ // the buttons of the next crowd are others
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
	op := deskOp{Client: client, Holder: family(dice.IntN(12)), Party: 1 + dice.IntN(5), Key: fmt.Sprint(d.round, "-", client, "-", n)}
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
		op.Kind, op.ID, op.Holder = deskRevokes, kept[0].id, kept[0].holder
	case kind < 6 || !has:
		op.Kind = deskClaims
	case kind < 8:
		op.Kind = deskJoins
	default:
		op.ID, op.Holder = c.id, c.holder
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
		op.Kind, op.ID = deskLeaves, ticketing.NewClaimID(d.pool.ID, op.Holder, op.Key)
		d.waitOffered(ctx, op.ID)
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

// mostTries is how often a client asks that is not answered.
const mostTries = 400

// ask asks until there is an answer, each time as the same press.
func (d *desk) ask(ctx context.Context, op deskOp) {
	if op.ID == "" {
		op.ID = ticketing.NewClaimID(d.pool.ID, op.Holder, op.Key)
	}
	for ; op.Again < mostTries; op.Again++ {
		if d.record(ctx, op) {
			return
		}
		select { // as a client does that is asked to wait a moment
		case <-ctx.Done():
			return
		case <-time.After(rand.N(40 * time.Millisecond)):
		}
	}
}

// record asks once and keeps the operation with its moments. It is false where nobody
// answered.
func (d *desk) record(ctx context.Context, op deskOp) bool {
	op.Try = d.try.Add(1)
	op.Call = time.Now().UnixNano()
	answered := d.do(context.WithValue(ctx, tryKey{}, op.Try), &op)
	op.Return = time.Now().UnixNano()
	d.mu.Lock()
	defer d.mu.Unlock()
	op.unanswered = !answered
	d.ops = append(d.ops, op)
	if answered {
		d.learn(op)
	}
	return answered
}

// learn remembers what may be done next. It is called with the lock held.
func (d *desk) learn(op deskOp) {
	i := slices.IndexFunc(d.claims, func(c deskClaim) bool { return c.id == op.ID })
	switch {
	case op.Answer == Yes && (op.Kind == deskClaims || op.Kind == deskJoins):
		d.claims = append(d.claims, deskClaim{id: op.ID, holder: op.Holder, party: op.Party})
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
