package ticketing

import (
	"context"
	"slices"
	"time"
)

// Locks are rights to do something that one at a time has. They are hints: whoever has
// one may lose it unnoticed, when it lapses or its Redis forgets it, and then two have
// it. What must not happen twice is guarded by unique keys of documents.
type Locks interface {
	// Lock takes the right to what is named, for a while at most; ok is false while
	// somebody else has it. unlock gives it back.
	Lock(ctx context.Context, name string, most time.Duration) (unlock func(), ok bool, err error)
}

// How the presses of one household wait for each other.
const (
	householdFor  = 5 * time.Second // after which the right of a press that died lapses
	householdWait = time.Second     // how long another press waits for it
	householdLook = 25 * time.Millisecond
)

// oneOfFamily lets one press of a household through at a time, where a limit of the
// pool counts households, so that two telephones of a family do not both take places
// of which one would have to go back. Who had to wait and finds the limit used up is
// refused as by the limit, without having taken anything.
//
// It only saves work. Without it, when it is lost, or when somebody waited too long
// for it, the limit's key in the claim's document decides, as it does anyhow.
func (s *Service) oneOfFamily(ctx context.Context, pool Pool, c Claim) (done func(), err error) {
	household := c.Subjects[PerHousehold]
	if s.Households == nil || household == "" || !slices.ContainsFunc(pool.Limits, func(l Limit) bool { return l.Per == PerHousehold }) {
		return func() {}, nil
	}
	for waited := time.Duration(0); ; waited += householdLook {
		unlock, ok, err := s.Households.Lock(ctx, digest(household), householdFor)
		if err != nil {
			s.Log.WarnContext(ctx, "household's lock away", "pool", pool.ID, "err", err)
			return func() {}, nil
		}
		if !ok && waited < householdWait {
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(householdLook):
			}
			continue
		}
		if !ok {
			unlock = func() {}
		}
		if waited > 0 {
			if err := s.usedUp(ctx, pool, c); err != nil {
				unlock()
				return nil, err
			}
		}
		return unlock, nil
	}
}

// usedUp says whether a limit per household is used up by other claims.
func (s *Service) usedUp(ctx context.Context, pool Pool, c Claim) error {
	for _, u := range c.Uses {
		if u.Per != PerHousehold {
			continue
		}
		most, used := pool.most(u), 0
		var by ClaimID
		for u.N = 1; u.N <= most; u.N++ {
			other, err := s.Claims.Using(ctx, u)
			if err != nil {
				return err
			}
			if other == c.ID { // the same press, sent again
				break
			}
			if other != "" {
				used, by = used+1, other
			}
		}
		if used == most {
			return pool.full(u, by)
		}
	}
	return nil
}
