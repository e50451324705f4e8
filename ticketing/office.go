package ticketing

import (
	"context"

	"wanjia/events"
)

// Through is what a channel may still give out of a pool.
type Through struct {
	Pool  Pool
	Free  int
	Share int // places of the channel; -1 where the pool is not divided
	Taken int // through the channel
	State string
}

// FreeThrough says what a channel may still give out of the pools of a session: what
// whoever books for others goes by.
func (s *Service) FreeThrough(ctx context.Context, session events.SessionID, channel string) ([]Through, error) {
	pools, err := s.Pools.PoolsOf(ctx, session)
	if err != nil {
		return nil, err
	}
	counts, err := s.counts(ctx, pools)
	if err != nil {
		return nil, err
	}
	out := []Through{}
	for i, p := range pools {
		if p.Removed {
			continue
		}
		free := p.free(counts[i], channel)
		out = append(out, Through{Pool: p, Free: free, Share: p.Share(channel), Taken: counts[i].ByChannel[channel], State: p.state(s.Now(), free)})
	}
	return out, nil
}
