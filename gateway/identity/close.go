package identity

import (
	"context"
	"fmt"
	"time"
)

// ClosedKept is how long the empty record of a closed account stays: so long is known
// that what its id stands under was somebody's who has left.
const ClosedKept = 30 * 24 * time.Hour

// Close takes an account away for good. Its number, name, roles, second factor and
// person are gone in one step, and with that step no session of it opens anything any
// more; the number may sign in anew, as an account that knows nothing of this one. Of
// the account stays its id, which says nothing of anybody, until the sweep takes that
// too. Codes sent to the number and the devices known by it, which are kept as keyed
// hashes, go by their own age: the ceilings of a number outlive its account. Other
// processes may honour a token for up to [actorAge] more. Repeating it changes
// nothing, and finishes one that was cut short. It returns [ErrNoAccount].
func (s *Service) Close(ctx context.Context, id AccountID) error {
	_, err := s.Store.ChangeAccount(ctx, id, func(a *Account) error {
		closed := a.Closed
		if closed.IsZero() {
			closed = s.Now()
		}
		*a = Account{ID: a.ID, Created: a.Created, Closed: closed}
		return nil
	})
	if err != nil {
		return fmt.Errorf("close account: %w", err)
	}
	s.actors.clear()
	return s.SignOutEverywhere(ctx, id)
}

// AccountOfPerson returns the account that stands for a person, or [ErrNoAccount].
func (s *Service) AccountOfPerson(ctx context.Context, person string) (Account, error) {
	return s.Store.AccountOfPerson(ctx, person)
}
