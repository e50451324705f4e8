package ticketing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// Errors of passing a claim on.
var (
	ErrPassing  = fault.New(fault.Conflict, "passing", "it is offered to somebody already; take that back first")
	ErrPassSelf = fault.New(fault.Invalid, "pass_self", "that is you; name somebody else")
)

// PassFor is how long an offer to take a claim over stands, at most.
const PassFor = 48 * time.Hour

// Passing is an offer of a claim to somebody else. Until they say yes nothing changes
// hands; their yes, their no, the giver's taking it back and its running out compete
// for one version of the claim's document.
type Passing struct {
	ID    string    // the same for a retry of the same offer
	To    Recipient // whom it was made to
	At    time.Time
	Until time.Time // at that moment it stands no longer
}

// Recipient is who may take a claim over: somebody by their id, or whoever has a
// number. Nobody learns whether either is known.
type Recipient struct {
	Holder HolderID // a person or an account, or
	Mark   string   // what stands for the number where it may not be shown, with
	Phone  string   // the number itself, to send them word; gone when the offer is
}

// Name is under which name whoever it is finds what they are offered.
func (r Recipient) Name() string {
	if r.Holder != "" {
		return "holder/" + string(r.Holder)
	}
	return "mark/" + r.Mark
}

// PassOn offers a claim to somebody else, for [PassFor] or until the pool closes. While
// an offer stands, offering it to the same person again, under whatever key, answers
// that offer: it lasts no longer, and they are not told twice.
//
// It returns [ErrNoClaim], [ErrClaimOver], [ErrStarted], [ErrClosed], [ErrPassSelf],
// [ErrPassing] while it is offered to another, and [ErrKeyReused].
func (s *Service) PassOn(ctx context.Context, holder HolderID, id ClaimID, to Recipient, key string) (Claim, error) {
	c, err := s.ClaimOf(ctx, holder, id)
	if err != nil {
		return Claim{}, err
	}
	pool, err := s.Pools.Pool(ctx, c.Pool)
	if err == nil {
		err = s.mayChange(ctx, pool, c)
	}
	now := s.Now()
	switch {
	case err != nil:
		return Claim{}, err
	case to.Holder == holder:
		return Claim{}, ErrPassSelf
	case !now.Before(pool.Closes):
		return Claim{}, ErrClosed
	}
	from, err := s.later(ctx)
	if err != nil {
		return Claim{}, err
	}
	p := Passing{ID: digest(string(id), string(holder), key)[:16], To: to, At: now, Until: from.Add(PassFor)}
	if pool.Closes.Before(p.Until) {
		p.Until = pool.Closes
	}
	c, err = s.turn(ctx, holder, id, func(c *Claim) (events.Errand, error) {
		if have := c.Passing; have != nil && have.stands(now) {
			switch {
			case have.To.Name() == to.Name(): // pressed again, perhaps on another page
				return events.Errand{}, errWritten
			case have.ID == p.ID:
				return events.Errand{}, ErrKeyReused
			}
			return events.Errand{}, ErrPassing
		}
		c.Passing = &p
		return passErrand(ErrandPass, *c, p.ID, now), nil
	})
	if errors.Is(err, errWritten) {
		return c, nil
	}
	if err == nil {
		s.enqueue(ctx, passErrand(ErrandPass, c, p.ID, now))
	}
	return c, err
}

// stands says whether the offer may be taken up at the moment.
func (p *Passing) stands(now time.Time) bool { return p != nil && now.Before(p.Until) }

// turn is Turn for a holder's own claim.
func (s *Service) turn(ctx context.Context, holder HolderID, id ClaimID, change func(*Claim) (events.Errand, error)) (Claim, error) {
	c, err := s.Waits.Turn(ctx, id, Claimed, func(c *Claim) (events.Errand, error) {
		if c.Holder != holder {
			return events.Errand{}, ErrNoClaim
		}
		return change(c)
	})
	if errors.Is(err, ErrMoved) {
		err = ErrClaimOver
	}
	return c, err
}

// KeepBack takes an offer of a claim back; repeating it changes nothing. One that was
// taken up a moment ago is somebody else's claim: [ErrNoClaim].
func (s *Service) KeepBack(ctx context.Context, holder HolderID, id ClaimID) (Claim, error) {
	if _, err := s.ClaimOf(ctx, holder, id); err != nil {
		return Claim{}, err
	}
	c, err := s.turn(ctx, holder, id, func(c *Claim) (events.Errand, error) {
		if c.Passing == nil {
			return events.Errand{}, errWritten
		}
		c.Passing = nil
		return events.Errand{}, nil
	})
	if errors.Is(err, errWritten) {
		err = nil
	}
	return c, err
}

// PassedTo lists the claims offered to somebody under any of their names, as they
// stand now.
func (s *Service) PassedTo(ctx context.Context, names []string) ([]Claim, error) {
	var list []Claim
	for _, name := range names {
		found, err := s.Waits.PassingTo(ctx, name, mostOffers)
		if err != nil {
			return nil, err
		}
		list = append(list, slices.DeleteFunc(found, func(c Claim) bool { return !c.Passing.stands(s.Now()) })...)
	}
	return list, nil
}

// mostOffers bounds how many offers one person is shown.
const mostOffers = 100

// Receiver is who takes a claim over.
type Receiver struct {
	Names    []string // under which it may have been offered to them
	Holder   HolderID
	Agent    HolderID          // who presses, "" for the holder
	Subjects map[string]string // whom the limits count
}

// TakeOver makes an offered claim the receiver's own: it changes hands and uses up the
// receiver's limits instead of the giver's, in one step. Its code is a new one.
// Repeating it answers the same claim.
//
// It returns [ErrNoClaim] for what is not offered to them, [ErrOfferLapsed], and
// [ErrAlreadyClaimed] or [ErrLimit] for one who has as much as they may: then the
// giver keeps it and the offer stands.
func (s *Service) TakeOver(ctx context.Context, id ClaimID, by Receiver) (Claim, error) {
	c, err := s.Claims.Claim(ctx, id)
	if err != nil {
		return Claim{}, err
	}
	pool, err := s.Pools.Pool(ctx, c.Pool)
	if err == nil && c.State == Claimed && c.Holder != by.Holder {
		err = s.mayChange(ctx, pool, c)
	}
	if err != nil {
		return Claim{}, err
	}
	uses, now := pool.uses(by.Holder, by.Subjects), s.Now()
	if c.Passing != nil && !c.Passing.stands(now) { // by the clock here
		if now, err = s.earlier(ctx); err != nil {
			return Claim{}, err
		}
	}
	for code := 0; ; {
		c, err = s.Waits.Turn(ctx, id, Claimed, func(c *Claim) (events.Errand, error) {
			switch {
			case c.Holder == by.Holder:
				return events.Errand{}, errWritten
			case c.Passing == nil || !slices.Contains(by.Names, c.Passing.To.Name()):
				return events.Errand{}, ErrNoClaim
			case !c.Passing.stands(now):
				return events.Errand{}, ErrOfferLapsed
			}
			c.handOver(by, uses, code)
			return passErrand(ErrandPassed, *c, fmt.Sprint(c.Rev), now), nil
		})
		taken, ok := errors.AsType[*Taken](err)
		switch {
		case ok && taken.Code && code < 8:
			code++
		case ok && taken.Limit && uses[taken.Use].N < pool.most(uses[taken.Use]):
			uses[taken.Use].N++
		case ok && taken.Limit:
			return Claim{}, pool.full(uses[taken.Use], taken.By)
		default:
			return s.tookOver(ctx, c, now, err)
		}
	}
}

// handOver makes a claim somebody else's.
func (c *Claim) handOver(by Receiver, uses []LimitUse, code int) {
	c.From, c.Holder, c.Agent, c.Subjects = c.Holder, by.Holder, by.Agent, by.Subjects
	c.Uses, c.Passing = slices.Clone(uses), nil
	c.Rev++
	// The giver knows the old code: it opens no gate any more, and is nobody else's.
	c.OldCodes = append(slices.Clone(c.OldCodes), c.Code)
	c.Code = CodeOf(ClaimID(fmt.Sprintf("%s~%d", c.ID, c.Rev)), code)
}

func (s *Service) tookOver(ctx context.Context, c Claim, now time.Time, err error) (Claim, error) {
	switch {
	case err == nil:
		s.follow(ctx, c.ID)
		s.enqueue(ctx, passErrand(ErrandPassed, c, fmt.Sprint(c.Rev), now))
		return c, nil
	case errors.Is(err, errWritten):
		s.follow(ctx, c.ID)
		return c, nil
	case errors.Is(err, ErrMoved):
		return Claim{}, ErrNoClaim
	}
	return Claim{}, err
}

// Decline is the no of somebody a claim was offered to; repeating it changes nothing.
// What is not offered to them is [ErrNoClaim].
func (s *Service) Decline(ctx context.Context, id ClaimID, names []string) error {
	return s.endPassing(ctx, id, func(p Passing) bool { return slices.Contains(names, p.To.Name()) })
}

// LapsePassings ends the offers whose time is up, and tells who made them. Nothing
// depends on it but that word: nobody can take up an offer after its time. Safe to
// repeat and in many processes.
func (s *Service) LapsePassings(ctx context.Context) error {
	now, err := s.earlier(ctx)
	if err != nil {
		return err
	}
	over, err := s.Waits.PassingOver(ctx, now, mostOverdue)
	if err != nil {
		return fmt.Errorf("list offers to take over that are overdue: %w", err)
	}
	var errs []error
	for _, c := range over {
		err := s.endPassing(ctx, c.ID, func(p Passing) bool { return !p.stands(now) })
		if !errors.Is(err, ErrNoClaim) { // somebody else was first
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// endPassing ends an offer without anything changing hands.
func (s *Service) endPassing(ctx context.Context, id ClaimID, which func(Passing) bool) error {
	at, offer := s.Now(), ""
	c, err := s.Waits.Turn(ctx, id, Claimed, func(c *Claim) (events.Errand, error) {
		if c.Passing == nil || !which(*c.Passing) {
			return events.Errand{}, ErrNoClaim
		}
		offer, c.Passing = c.Passing.ID, nil
		return passErrand(ErrandNotPassed, *c, offer, at), nil
	})
	if errors.Is(err, ErrMoved) {
		return ErrNoClaim
	}
	if err != nil {
		return err
	}
	s.enqueue(ctx, passErrand(ErrandNotPassed, c, offer, at))
	return nil
}

// passErrand is caused by what becomes of an offer to take a claim over.
func passErrand(name string, c Claim, which string, at time.Time) events.Errand {
	return events.Errand{ID: name + ":" + string(c.ID) + ":" + which, Name: name, Subject: string(c.ID), At: at}
}
