package ticketing

import (
	"context"

	"wanjia/events"
)

// Fit approves a capacity and makes the pools that all channels share as much larger or
// smaller as it is, each by its part: a plan that was computed becomes the places that
// can be booked. Pools whose places are divided among channels stay as they are.
//
// It returns what [Service.Approve] and [Service.Resize] do, [ErrPlacesTaken] with detail
// "free" where fewer places are free than would have to go; what was done before such an
// error stands, and repeating it with the ledger's version as it is then goes on.
func (s *Service) Fit(ctx context.Context, session events.SessionID, version int64, a Approval) (Ledger, error) {
	l, holdings, err := s.StockOf(ctx, session)
	if err != nil {
		return l, err
	}
	if l.Version != version {
		return l, ErrChanged.With("version", l.Version)
	}
	cut := l.Approved - l.Left()
	var shared []Holding
	sum, free := 0, 0
	for _, h := range holdings {
		if !h.Pool.Removed && len(h.Pool.Quotas) == 0 && h.Pool.Plan == "" {
			shared = append(shared, h)
			sum += h.Pool.Size()
			free += h.free()
		}
	}
	by := a.Figure - cut
	if -by > free {
		return l, ErrPlacesTaken.With("free", free)
	}
	if by > 0 || a.Figure >= l.Approved {
		if l, err = s.Approve(ctx, session, version, a); err != nil {
			return l, err
		}
	}
	if err := s.stretch(ctx, shared, sum, by, a); err != nil {
		return l, err
	}
	if l.Approved == a.Figure {
		return l, nil
	}
	if l, _, err = s.StockOf(ctx, session); err != nil { // the pools were cut from it anew
		return l, err
	}
	return s.Approve(ctx, session, l.Version, a)
}

// free is how many places nobody has.
func (h Holding) free() int { return max(h.Pool.Capacity-h.Count.Taken, 0) }

// stretch changes the pools by so many places together, each by its part of the sum and
// none below what is taken of it.
func (s *Service) stretch(ctx context.Context, pools []Holding, sum, by int, a Approval) error {
	for i, h := range pools {
		part := 0
		if rest := len(pools) - i; rest == 1 || sum == 0 {
			part = by
		} else {
			part = by * h.Pool.Size() / sum
		}
		behind := 0
		for _, later := range pools[i+1:] {
			behind += later.free()
		}
		if by < 0 { // what the ones behind cannot give, this one does
			part = max(min(part, by+behind), -h.free())
		}
		sum, by = sum-h.Pool.Size(), by-part
		if part == 0 {
			continue
		}
		r := Resize{Pool: h.Pool.ID, Rev: h.Pool.Rev, Size: h.Pool.Size() + part, By: a.By, Why: a.Why}
		if _, err := s.Resize(ctx, r); err != nil {
			return err
		}
	}
	return nil
}
