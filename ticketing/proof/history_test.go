package proof

import (
	"context"
	"errors"
	"sync"
	"time"

	"wanjia/events/fault"
	"wanjia/ticketing"
)

// Kind is what somebody asked of the engine.
type Kind string

// The kinds of operations in a history.
const (
	Claims   Kind = "claim"
	Holds    Kind = "hold"
	Extends  Kind = "extend"
	Confirms Kind = "confirm"
	LetsGo   Kind = "let go"
	Releases Kind = "release"

	// What nobody asked for but happened: the places of a hold came back because its
	// time was up, or everything held was forgotten with the stock.
	lapses  Kind = "lapse"
	forgets Kind = "forget"
	audits  Kind = "audit" // the documents, read when all is over
)

// Answers besides the codes of refusals.
const (
	Yes     = "yes"
	Unknown = "unknown" // nobody heard it: it may have happened, and may yet
	Trouble = "trouble" // it has not happened and will not, but may have been in the way for a while
	Given   = "given back"
)

// Op is one operation of a history. It travels between processes as JSON.
type Op struct {
	Client int
	Kind   Kind
	Pool   ticketing.PoolID
	Holder ticketing.HolderID
	Key    string // of the press; with Pool and Holder it makes the claim's id
	Party  int

	Call, Return int64 // nanoseconds since 1970
	Answer       string
	Places       []int
	Until        int64             // of a hold, nanoseconds since 1970
	By           ticketing.ClaimID // with already_claimed
	Why          string            // of an answer unknown, for people

	id    ticketing.ClaimID
	idle  bool  // nobody was answered, and it can have done nothing
	vague []int // presses that may have had places while it ran that nobody was told of
}

// ID is the claim the operation is about.
func (op *Op) ID() ticketing.ClaimID {
	if op.id == "" {
		op.id = ticketing.NewClaimID(op.Pool, op.Holder, op.Key)
	}
	return op.id
}

// Do asks the service and writes down what it answered, not when.
func (op *Op) Do(ctx context.Context, s *ticketing.Service) {
	r := ticketing.Request{Pool: op.Pool, Holder: op.Holder, Party: op.Party, Key: op.Key, Channel: ticketing.Online}
	var err error
	switch op.Kind {
	case Claims:
		err = op.owns(s.Claim(ctx, r))
	case Confirms:
		err = op.owns(s.Confirm(ctx, op.ID(), r))
	case Releases:
		err = op.owns(s.Release(ctx, op.Holder, op.ID()))
	case Holds:
		err = op.holds(s.Hold(ctx, r))
	case Extends:
		err = op.holds(s.Extend(ctx, op.Pool, op.Holder, op.ID()))
	case LetsGo:
		op.Answer = Yes
		err = s.LetGo(ctx, op.Pool, op.Holder, op.ID())
	}
	if err != nil {
		op.refused(err)
	}
}

func (op *Op) owns(c ticketing.Claim, err error) error {
	op.Answer, op.Places = Yes, c.Places
	if c.State == ticketing.Released {
		op.Answer = Given
	}
	return err
}

func (op *Op) holds(h ticketing.Hold, err error) error {
	op.Answer, op.Places, op.Until = Yes, h.Places, h.Until.UnixNano()
	return err
}

// refused writes down an error: what says that nothing has happened is an answer,
// all else leaves the outcome open.
func (op *Op) refused(err error) {
	op.Places, op.Until = nil, 0
	if errors.Is(err, ticketing.ErrRebuilding) {
		op.Answer = Trouble
		return
	}
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.Kind == fault.Internal || f.Kind == fault.Unavailable {
		op.Answer, op.Why = Unknown, err.Error()
		return
	}
	op.Answer = f.Code
	if by, ok := f.Details["claim"].(ticketing.ClaimID); ok {
		op.By = by
	}
}

// History gathers operations as they happen.
type History struct {
	mu  sync.Mutex
	ops []Op
	// forgotten are the moments between which a pool's stock was written anew from
	// the documents: no hold outlives it.
	forgotten []Op
	given     []give
}

// give is one attempt to return the places of a claim to the stock.
type give struct {
	id        ticketing.ClaimID
	call, ret int64
	ok        bool
}

// Record runs do and keeps the operation with its moments.
func (h *History) Record(op Op, do func(*Op)) Op {
	op.ID()
	op.Call = time.Now().UnixNano()
	do(&op)
	op.Return = time.Now().UnixNano()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ops = append(h.ops, op)
	return op
}

// Forgetting is of no matter to a history that hears the end of it, too.
func (h *History) Forgetting(ticketing.PoolID, int64) {}

// Forgotten keeps that the stock of a pool was written anew.
func (h *History) Forgotten(pool ticketing.PoolID, call, ret int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.forgotten = append(h.forgotten, Op{Kind: forgets, Pool: pool, Call: call, Return: ret, Answer: Yes})
}

// Gave keeps that somebody tried to return the places of a claim to the stock.
func (h *History) Gave(id ticketing.ClaimID, call, ret int64, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.given = append(h.given, give{id, call, ret, ok})
}

// Len is how many operations there are.
func (h *History) Len() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.ops)
}

// answered is how many came to something.
func (h *History) answered() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, op := range h.ops {
		n += answered(op)
	}
	return n
}

// Answers counts the operations by kind and answer.
func (h *History) Answers() map[string]int {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := map[string]int{}
	for _, op := range h.ops {
		out[string(op.Kind)+": "+op.Answer]++
	}
	return out
}
