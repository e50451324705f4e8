package proof

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/ticketing"
	"wanjia/ticketing/seating"
)

type (
	redisClient = redis.UniversalClient
	planOf      = *seating.Plan
)

// What may be asked of a desk, and what its workers do by themselves.
const (
	deskClaims    = "claim"
	deskReleases  = "release"
	deskChanges   = "change"
	deskJoins     = "join"
	deskLeaves    = "leave"
	deskAccepts   = "accept"
	deskPasses    = "pass on"
	deskTakes     = "take over"
	deskKeepsBack = "keep back"
	deskDeclines  = "decline"
	deskRevokes   = "revoke"
	deskOffers    = "offer" // by a worker, to who waits
	deskEnds      = "end"   // of waiting, or of an offer
	deskAudits    = "audit"
)

// deskOp is one operation at a desk.
type deskOp struct {
	Client       int
	Kind         string
	Holder, To   ticketing.HolderID
	Key          string
	Party        int
	Keep         bool // of a revocation
	Call, Return int64
	Answer       string
	State        ticketing.State // of the claim, as answered
	Places       []int
	At           time.Time // of joining

	id      ticketing.ClaimID
	vague   int   // places that others may have spoken for meanwhile, for nothing
	rival   bool  // the same family did something else meanwhile
	raced   bool  // somebody did something with the same claim meanwhile
	joining []int // presses that joined the list meanwhile
	stored  []ticketing.Claim
}

// gives says whether the operation returns places, which the stock hears of later.
func (op *deskOp) gives() bool {
	switch op.Kind {
	case deskReleases, deskRevokes, deskEnds, deskLeaves, deskChanges:
		return true
	}
	return false
}

// String says it in one line.
func (op *deskOp) String() string {
	if op.Kind == deskAudits {
		var b strings.Builder
		for _, c := range op.stored {
			if c.State == ticketing.Claimed || c.State == ticketing.Offered || c.State == ticketing.Revoked && c.Kept {
				fmt.Fprintf(&b, " %s %s of %s: %v;", c.ID, c.State, c.Holder, c.Places)
			}
		}
		return "the documents say" + b.String()
	}
	return fmt.Sprintf("%s %s>%s %s %d -> %s %s %v", op.Kind, op.Holder, op.To, op.id, op.Party, op.Answer, op.State, op.Places)
}

// do asks the service and writes down what it answered.
//
// Where there are seats they agree to sit apart: then a party finds room exactly when
// there are seats enough.
func (op *deskOp) do(ctx context.Context, s *ticketing.Service, pool ticketing.Pool, taking ticketing.HolderID) {
	r := ticketing.Request{Pool: pool.ID, Holder: op.Holder, Party: op.Party, Key: op.Key, Channel: ticketing.Online}
	r.Wish.Scattered = pool.Seated()
	var c ticketing.Claim
	var err error
	switch op.Kind {
	case deskClaims:
		c, err = s.Claim(ctx, r)
	case deskReleases:
		c, err = s.Release(ctx, op.Holder, op.id)
	case deskChanges:
		c, err = s.ChangeParty(ctx, op.Holder, op.id, ticketing.PartyChange{Party: op.Party, Key: op.Key})
	case deskJoins:
		var st ticketing.Standing
		st, err = s.Join(ctx, r)
		c, op.At = st.Claim, st.Claim.At
	case deskLeaves:
		err = s.Leave(ctx, op.Holder, op.id)
	case deskAccepts:
		c, err = s.Accept(ctx, op.Holder, op.id)
	case deskPasses:
		c, err = s.PassOn(ctx, op.Holder, op.id, ticketing.Recipient{Holder: op.To}, op.Key)
	case deskTakes:
		names := []string{"holder/" + string(op.To)}
		if taking != "" {
			names = append(names, "holder/"+string(taking))
		}
		c, err = s.TakeOver(ctx, op.id, ticketing.Receiver{Names: names, Holder: op.To})
	case deskKeepsBack:
		c, err = s.KeepBack(ctx, op.Holder, op.id)
	case deskDeclines:
		err = s.Decline(ctx, op.id, []string{"holder/" + string(op.To)})
	case deskRevokes:
		c, err = s.Revoke(ctx, op.id, "for the test", op.Keep)
	}
	op.Answer, op.State, op.Places = Yes, c.State, c.Places
	if err == nil {
		return
	}
	op.Places = nil
	f, ok := errors.AsType[*fault.Error](err)
	switch {
	case errors.Is(err, ticketing.ErrRebuilding):
		op.Answer = Trouble
	case !ok || f.Kind == fault.Internal || f.Kind == fault.Unavailable:
		op.Answer = Unknown + ": " + err.Error() // no store fails here: nothing may be unknown
	default:
		op.Answer = f.Code
	}
}

// turning records what becomes of those who wait as it is written.
type turning struct {
	ticketing.Waits
	desk *desk
}

func (w turning) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	call := time.Now().UnixNano()
	c, err := w.Waits.Turn(ctx, id, from, change)
	op := deskOp{Client: 100, Holder: c.Holder, Party: c.Party, id: id, Call: call, Return: time.Now().UnixNano(), Answer: Yes, Places: c.Places}
	switch {
	case err != nil:
		return c, err
	case from == ticketing.OnList && c.State == ticketing.Offered:
		op.Kind = deskOffers
	case c.State == ticketing.Left || c.State == ticketing.Expired:
		op.Kind = deskEnds
	default:
		return c, nil
	}
	w.desk.mu.Lock()
	defer w.desk.mu.Unlock()
	if op.Kind == deskOffers {
		if at := w.desk.tried[id]; at != 0 {
			op.Call = at
		}
	}
	for i := range w.desk.vague {
		if v := &w.desk.vague[i]; v.id == id && v.to > op.Return {
			v.to = op.Return
		}
	}
	w.desk.ops = append(w.desk.ops, op)
	return c, nil
}
