package ticketing

import (
	"context"
	"fmt"
	"time"
)

// A clock may jump, and the computers of a house do not agree to the second. What is
// given for a while is given until that long after the later of two clocks, the one
// here and that of the stock, which is one for all; and it is over when it is over by
// both. So one clock that is wrong, whichever and however far, ends nothing before its
// time and releases nothing early: at worst something is a little late.

// over says whether a moment has come, by the clock here and by that of the stock. It
// asks the stock only where the clock here says so.
func (s *Service) over(ctx context.Context, at time.Time) (bool, error) {
	if s.Now().Before(at) {
		return false, nil
	}
	now, err := s.Stock.Clock(ctx)
	if err != nil {
		return false, fmt.Errorf("the clock of the stock: %w", err)
	}
	return !now.Before(at), nil
}

// earlier is the earlier of the two clocks: what is over by then is over by both.
func (s *Service) earlier(ctx context.Context) (time.Time, error) {
	now, err := s.Stock.Clock(ctx)
	if err != nil {
		return now, fmt.Errorf("the clock of the stock: %w", err)
	}
	if here := s.Now(); here.Before(now) {
		return here, nil
	}
	return now, nil
}

// later is the later of the two clocks, to promise something from.
func (s *Service) later(ctx context.Context) (time.Time, error) {
	now, err := s.Stock.Clock(ctx)
	if err != nil {
		return now, fmt.Errorf("the clock of the stock: %w", err)
	}
	if here := s.Now(); here.After(now) {
		return here, nil
	}
	return now, nil
}
