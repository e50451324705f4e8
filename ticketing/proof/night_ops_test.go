package proof

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"wanjia/events/fault"
	"wanjia/ticketing"
)

// What may be asked of a night of several windows, and what follows from a swap.
const (
	nightClaims   = "claim"
	nightSwaps    = "swap"
	nightReleases = "release"
	nightPauses   = "pause"
	nightResumes  = "go on"
	nightGives    = "what was swapped goes back"
	nightAudits   = "audit"
)

// nightOp is one operation of a night. Whoever is not answered asks again, as the same
// press: all that is one operation.
type nightOp struct {
	Client       int
	Kind         string
	Holder       ticketing.HolderID
	Pool         ticketing.PoolID // claimed in, swapped to, given back to, resting
	Key          string
	Party        int
	Call, Return int64
	Answer       string
	State        ticketing.State
	Places       []int
	Gone         bool // of a swap: what was swapped is given back

	ID    ticketing.ClaimID
	Old   ticketing.ClaimID // of a swap: what is swapped
	Again int               // how often it was asked before without an answer

	vague  int  // places of the pool that others may have spoken for meanwhile, for nothing
	busy   bool // the same family did something else meanwhile
	rival  bool // and one of both was a swap
	raced  bool // somebody did something with the same claim meanwhile
	unsure bool // the engine died meanwhile, or the stock was written anew
	lost   bool // what was written into the stock was lost meanwhile
	stored []ticketing.Claim
}

// String says it in one line.
func (op *nightOp) String() string {
	if op.Kind == nightAudits {
		var b strings.Builder
		for _, c := range op.stored {
			if c.State == ticketing.Claimed {
				fmt.Fprintf(&b, " %s of %s in %s: %v;", c.ID, c.Holder, c.Pool, c.Places)
			}
		}
		return "the documents say" + b.String()
	}
	return fmt.Sprintf("%s %s %s<%s in %s for %d -> %s %s %v", op.Kind, op.Holder, op.ID, op.Old, op.Pool, op.Party, op.Answer, op.State, op.Places)
}

// do asks the service and writes down what it answered. It says whether that is an
// answer: not, where the outcome is open or another try may come to something.
func (op *nightOp) do(ctx context.Context, s *ticketing.Service) bool {
	r := ticketing.Request{
		Pool: op.Pool, Holder: op.Holder, Party: op.Party, Key: op.Key, Channel: ticketing.Online,
		Subjects: map[string]string{ticketing.PerHousehold: string(op.Holder)},
	}
	var c ticketing.Claim
	var err error
	switch op.Kind {
	case nightClaims:
		c, err = s.Claim(ctx, r)
	case nightSwaps:
		if c, err = s.Swap(ctx, op.Holder, op.Old, r); err == nil {
			old, gone := s.Claims.Claim(ctx, op.Old)
			op.Gone = gone == nil && old.State == ticketing.Released
		}
	case nightReleases:
		c, err = s.Release(ctx, op.Holder, op.ID)
	case nightPauses, nightResumes:
		err = s.Pause(ctx, op.Pool, op.Kind == nightPauses)
	}
	op.Answer, op.State, op.Places = Yes, c.State, c.Places
	if err == nil {
		return true
	}
	op.Places = nil
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.Kind == fault.Internal || f.Kind == fault.Unavailable {
		op.Answer = Unknown + ": " + err.Error()
		return false
	}
	op.Answer = f.Code
	return true
}

// answered says whether what it was answered says what became of it.
func (op *nightOp) answered() bool { return !strings.HasPrefix(op.Answer, Unknown) }
