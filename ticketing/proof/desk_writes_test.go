package proof

import (
	"context"
	"math"
	"sync/atomic"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/ticketing"
)

// writing is a change of a claim's document. It is told when it begins and when it has
// come to an end: so that of an engine that was killed it is known what it was about to
// write, and of a client that was not answered what became of its press.
type writing struct {
	Seq          int64 // in its process
	Life         int   // which process
	Try          int64 // the attempt that makes it, 0 for a worker's
	Kind         string
	ID           ticketing.ClaimID
	Holder       ticketing.HolderID
	Party        int
	State        ticketing.State
	Places       []int
	At           time.Time
	Moot         bool // it changes nothing of what the model knows
	Call, Return int64
	Outcome      string
}

// What became of a writing: nothing is known of one that is under way.
const (
	underWay = ""
	written  = "written"
	refused  = "refused"
)

// tryKey is the key under which a context has the number of the attempt.
type tryKey struct{}

// scribe tells of writings.
type scribe struct {
	seq  atomic.Int64
	tell func(writing)
}

// begin is a claim about to be written.
func (s *scribe) begin(ctx context.Context, c ticketing.Claim) writing {
	w := writing{Seq: s.seq.Add(1), ID: c.ID, Call: time.Now().UnixNano()}
	w.Try, _ = ctx.Value(tryKey{}).(int64)
	w.becomes(c)
	return w
}

// end tells what became of it.
func (s *scribe) end(w writing, err error) {
	w.Return, w.Outcome = time.Now().UnixNano(), written
	if err != nil {
		w.Outcome = refused
		if fault.Of(err).Kind == fault.Unavailable {
			w.Outcome = underWay // it may come to be yet
		}
	}
	s.tell(w)
}

// becomes says what the claim is to be.
func (w *writing) becomes(c ticketing.Claim) {
	w.Holder, w.Party, w.State, w.Places, w.At = c.Holder, c.Party, c.State, c.Places, c.At
}

// writtenClaims tells of what is written by it.
type writtenClaims struct {
	ticketing.Claims
	*scribe
}

func (s writtenClaims) Insert(ctx context.Context, c ticketing.Claim) error {
	if c.State == ticketing.Void {
		return s.Claims.Insert(ctx, c)
	}
	w := s.begin(ctx, c)
	s.tell(w)
	err := s.Claims.Insert(ctx, c)
	s.end(w, err)
	return err
}

func (s writtenClaims) Release(ctx context.Context, holder ticketing.HolderID, id ticketing.ClaimID, at time.Time) (ticketing.Claim, error) {
	w := s.begin(ctx, ticketing.Claim{ID: id, Holder: holder, State: ticketing.Released})
	s.tell(w)
	c, err := s.Claims.Release(ctx, holder, id, at)
	s.end(w, err)
	return c, err
}

// writtenWaits tells of what is changed by it.
type writtenWaits struct {
	ticketing.Waits
	*scribe
}

func (s writtenWaits) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	w := s.begin(ctx, ticketing.Claim{ID: id})
	begun := false
	c, err := s.Waits.Turn(ctx, id, from, func(c *ticketing.Claim) (events.Errand, error) {
		was := *c
		e, err := change(c)
		if err == nil { // perhaps again, when somebody else was first: the later counts
			w.becomes(*c)
			w.Kind, w.Moot = turned(from, was, *c)
			s.tell(w)
			begun = true
		}
		return e, err
	})
	if begun {
		s.end(w, err)
	}
	return c, err
}

// turned says what a change of a claim is, where workers make it by themselves, and
// whether the model knows nothing of what it changes.
func turned(from ticketing.State, was, c ticketing.Claim) (kind string, moot bool) {
	switch {
	case from == ticketing.OnList && c.State == ticketing.Offered:
		return deskOffers, false
	case c.State == ticketing.Left || c.State == ticketing.Expired:
		return deskEnds, false
	}
	same := was.State == c.State && was.Holder == c.Holder && was.Party == c.Party && was.Kept == c.Kept
	return "", same && passedTo(was) == passedTo(c)
}

// passedTo is whom a claim is offered to.
func passedTo(c ticketing.Claim) string {
	if c.Passing == nil {
		return ""
	}
	return c.Passing.To.Name()
}

// vagueSpan is when places may have been spoken for that in no order of what was
// answered are somebody's, and who may have had them.
type vagueSpan struct {
	From, To int64
	Places   int
	ID       ticketing.ClaimID
}

// offering tells when places are asked for who waits.
type offering struct {
	ticketing.Stock
	tell func(vagueSpan)
}

func (s offering) Offer(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	call := time.Now().UnixNano()
	g, err := s.Stock.Offer(ctx, p, c)
	if c.State == ticketing.OnList && err == nil && g.Verdict == ticketing.Granted {
		// Whether it comes to an offer is seen then; until then it may be in the way.
		s.tell(vagueSpan{call, math.MaxInt64, len(g.Places), c.ID})
	}
	return g, err
}

// asked hears of places asked for who waits.
func (d *desk) asked(v vagueSpan) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.tried[v.ID] == 0 {
		d.tried[v.ID] = v.From
	}
	d.vague = append(d.vague, v)
}

// wrote hears of a writing, and keeps what workers do by themselves as operations.
func (d *desk) wrote(w writing) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if w.Kind == "" || w.Outcome != written {
		d.writes[[2]int64{int64(w.Life), w.Seq}] = w
		return
	}
	delete(d.writes, [2]int64{int64(w.Life), w.Seq})
	op := d.worked(w)
	for i := range d.vague {
		if v := &d.vague[i]; v.ID == w.ID && v.To > op.Return {
			v.To = op.Return
		}
	}
	d.ops = append(d.ops, op)
}

// worked is what a worker has written, as an operation. It is called with the lock held.
func (d *desk) worked(w writing) deskOp {
	op := deskOp{Client: 100, Kind: w.Kind, Holder: w.Holder, Party: w.Party, ID: w.ID, Call: w.Call, Return: w.Return, Answer: Yes, Places: w.Places}
	if at := d.tried[w.ID]; w.Kind == deskOffers && at != 0 {
		op.Call = at
	}
	return op
}
