package proof

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

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

	ID    ticketing.ClaimID
	Again int   // how often it was asked before without an answer
	Try   int64 // of all attempts, which

	unanswered bool
	optional   bool  // it may have happened, or may not
	shaken     bool  // something broke meanwhile: what the stock knew may have been lost
	vague      int   // places that others may have spoken for meanwhile, for nothing
	rival      bool  // the same family did something else meanwhile
	raced      bool  // somebody did something with the same claim meanwhile
	joining    []int // presses that joined the list meanwhile
	stored     []ticketing.Claim
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
	return fmt.Sprintf("%s %s>%s %s %d -> %s %s %v", op.Kind, op.Holder, op.To, op.ID, op.Party, op.Answer, op.State, op.Places)
}

// do asks the service and writes down what it answered.
//
// Where there are seats they agree to sit apart: then a party finds room exactly when
// there are seats enough.
// It says whether that is an answer: not, where the outcome is open.
func (op *deskOp) do(ctx context.Context, s *ticketing.Service, pool ticketing.Pool, taking ticketing.HolderID) bool {
	r := ticketing.Request{Pool: pool.ID, Holder: op.Holder, Party: op.Party, Key: op.Key, Channel: ticketing.Online}
	r.Wish.Scattered = pool.Seated()
	var c ticketing.Claim
	var err error
	switch op.Kind {
	case deskClaims:
		c, err = s.Claim(ctx, r)
	case deskReleases:
		c, err = s.Release(ctx, op.Holder, op.ID)
	case deskChanges:
		c, err = s.ChangeParty(ctx, op.Holder, op.ID, ticketing.PartyChange{Party: op.Party, Key: op.Key})
	case deskJoins:
		var st ticketing.Standing
		st, err = s.Join(ctx, r)
		c, op.At = st.Claim, st.Claim.At
	case deskLeaves:
		err = s.Leave(ctx, op.Holder, op.ID)
	case deskAccepts:
		c, err = s.Accept(ctx, op.Holder, op.ID)
	case deskPasses:
		c, err = s.PassOn(ctx, op.Holder, op.ID, ticketing.Recipient{Holder: op.To}, op.Key)
	case deskTakes:
		names := []string{"holder/" + string(op.To)}
		if taking != "" {
			names = append(names, "holder/"+string(taking))
		}
		c, err = s.TakeOver(ctx, op.ID, ticketing.Receiver{Names: names, Holder: op.To})
	case deskKeepsBack:
		c, err = s.KeepBack(ctx, op.Holder, op.ID)
	case deskDeclines:
		err = s.Decline(ctx, op.ID, []string{"holder/" + string(op.To)})
	case deskRevokes:
		c, err = s.Revoke(ctx, op.ID, "for the test", op.Keep)
	}
	op.Answer, op.State, op.Places = Yes, c.State, c.Places
	if err == nil {
		return true
	}
	op.Places = nil
	f, ok := errors.AsType[*fault.Error](err)
	switch {
	case errors.Is(err, ticketing.ErrRebuilding):
		op.Answer = Trouble
	case !ok || f.Kind == fault.Internal || f.Kind == fault.Unavailable:
		op.Answer = Unknown + ": " + err.Error()
		return false
	default:
		op.Answer = f.Code
	}
	return true
}

// answered says whether what it was answered says what became of it.
func (op *deskOp) answered() bool { return !strings.HasPrefix(op.Answer, Unknown) }
