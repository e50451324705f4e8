package ticketing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events/fault"
)

// Errors of the shares of channels.
var (
	ErrNoChannel  = fault.New(fault.Invalid, "no_such_channel", "there is no such channel, or it has no share of this pool")
	ErrShares     = fault.New(fault.Conflict, "shares", "the shares would be more, or less, than there is to share out")
	ErrShareTaken = fault.New(fault.Conflict, "share_taken", "more places are taken through this channel than would remain to it")
	ErrNoShares   = fault.New(fault.Conflict, "no_shares", "the channels of this pool share all its places; share it out first")
	ErrMoveLog    = fault.New(fault.Conflict, "moves_full", "the log of this pool is full; no more can be moved in it")
)

// Channels are those a pool may be shared out among.
var Channels = []string{Online, "building_head", "hotline", "walk_up", "accessible", "reserve"}

// The two ends of a move that are no channel.
const (
	KeptBack  = "kept"    // the places of a pool that no channel may take
	OfSession = "session" // what the session has not given to a pool
)

// maxMoves bounds the log of a pool: it lies in the pool's document.
const maxMoves = 1000

// Move is an entry in the log of a pool: places that went from one share to another.
type Move struct {
	At       time.Time
	From, To string // channels, KeptBack, OfSession
	Places   int
	By       string // whose hand; "" for a date that came
	Why      string
}

// Shift asks to move places from one channel of a pool to another.
type Shift struct {
	Pool     PoolID
	Rev      int64  // of the pool as the caller has read it
	From, To string // a channel or KeptBack
	Places   int
	By, Why  string
}

// Shift moves places between the shares of two channels and writes it into the log
// in the same step. Whoever presses next goes by the new shares.
//
// It returns [ErrChanged], [ErrNoChannel], [ErrNoShares], [ErrShares] with detail
// "left", [ErrShareTaken] with details "channel" and "taken", [ErrMoveLog].
func (s *Service) Shift(ctx context.Context, m Shift) (Pool, error) {
	if m.Places < 1 || m.From == m.To {
		return Pool{}, ErrSize
	}
	return s.change(ctx, m.Pool, m.Rev, func(p *Pool) (map[string]int, error) {
		if len(p.Quotas) == 0 {
			return nil, ErrNoShares
		}
		return p.move(Move{At: s.Now(), From: m.From, To: m.To, Places: m.Places, By: m.By, Why: m.Why})
	})
}

// move carries a move out on the pool's shares and enters it. It returns how much may
// be taken through the channel that gives, for the fence.
func (p *Pool) move(m Move) (map[string]int, error) {
	if len(p.Moves) >= maxMoves {
		return nil, ErrMoveLog
	}
	var most map[string]int
	switch m.From {
	case OfSession:
	case KeptBack:
		if left := p.Kept(); left < m.Places {
			return nil, ErrShares.With("left", left)
		}
	default:
		i := p.share(m.From)
		if i < 0 {
			return nil, ErrNoChannel.With("channel", m.From)
		}
		if left := p.Quotas[i].Places; left < m.Places {
			return nil, ErrShares.With("left", left)
		}
		p.Quotas[i].Places -= m.Places
		most = map[string]int{m.From: p.Quotas[i].Places}
	}
	switch i := p.share(m.To); {
	case m.To == KeptBack, m.To == OfSession:
	case i >= 0:
		p.Quotas[i].Places += m.Places
	case slices.Contains(Channels, m.To):
		p.Quotas = append(p.Quotas, Quota{Channel: m.To, Places: m.Places})
	default:
		return nil, ErrNoChannel.With("channel", m.To)
	}
	p.Moves = append(p.Moves, m)
	return most, nil
}

// share is which of the quotas is the channel's, -1 for none.
func (p *Pool) share(channel string) int {
	return slices.IndexFunc(p.Quotas, func(q Quota) bool { return q.Channel == channel })
}

// ShareOut divides a pool that has no shares yet among channels; what no channel
// gets is kept back.
//
// It returns [ErrChanged], [ErrNoChannel], [ErrShares] with detail "left" for shares
// that are more than the pool or for a pool that has shares, and [ErrShareTaken].
func (s *Service) ShareOut(ctx context.Context, pool PoolID, rev int64, quotas []Quota, by, why string) (Pool, error) {
	read, err := s.Pools.Fresh(ctx, pool)
	if err != nil {
		return Pool{}, err
	}
	counts, err := s.counts(ctx, []Pool{read})
	if err != nil {
		return Pool{}, err
	}
	return s.change(ctx, pool, rev, func(p *Pool) (map[string]int, error) {
		if len(p.Quotas) > 0 || len(quotas) == 0 {
			return nil, ErrShares
		}
		if err := checkQuotas(quotas, p.Size(), s.Now()); err != nil {
			return nil, err
		}
		most := map[string]int{}
		for channel := range counts[0].ByChannel {
			if channel != Blocking {
				most[channel] = 0
			}
		}
		p.Quotas = slices.Clone(quotas)
		for _, q := range quotas {
			most[q.Channel] = q.Places
			p.Moves = append(p.Moves, Move{At: s.Now(), From: KeptBack, To: q.Channel, Places: q.Places, By: by, Why: why})
		}
		return most, nil
	})
}

// checkQuotas says what is wrong with shares of a pool of that size.
func checkQuotas(quotas []Quota, size int, now time.Time) error {
	left := size
	for i, q := range quotas {
		named := func(o Quota) bool { return o.Channel == q.Channel }
		if !slices.Contains(Channels, q.Channel) || slices.IndexFunc(quotas, named) != i {
			return ErrNoChannel.With("channel", q.Channel)
		}
		if q.Places < 0 {
			return ErrSize
		}
		if err := checkRelease(q, now); err != nil {
			return err
		}
		left -= q.Places
	}
	if left < 0 {
		return ErrShares.With("left", size)
	}
	return nil
}

func checkRelease(q Quota, now time.Time) error {
	switch {
	case q.Release.IsZero():
		return nil
	case !q.Release.After(now):
		return ErrWindowPast
	case q.Into == q.Channel, q.Into != KeptBack && !slices.Contains(Channels, q.Into):
		return ErrNoChannel.With("channel", q.Into)
	}
	return nil
}

// ReleaseOn sets when what is left of a channel's share goes to another channel; the
// zero time for never.
//
// It returns [ErrChanged], [ErrNoChannel] and [ErrWindowPast].
func (s *Service) ReleaseOn(ctx context.Context, pool PoolID, rev int64, channel string, at time.Time, into string) (Pool, error) {
	return s.change(ctx, pool, rev, func(p *Pool) (map[string]int, error) {
		i := p.share(channel)
		if i < 0 {
			return nil, ErrNoChannel.With("channel", channel)
		}
		q := Quota{Channel: channel, Places: p.Quotas[i].Places, Release: at, Into: into}
		if at.IsZero() {
			q.Into = ""
		}
		if err := checkRelease(q, s.Now()); err != nil {
			return nil, err
		}
		p.Quotas[i] = q
		return nil, nil
	})
}

// errNotDue ends a release that somebody else has made, or that was put off.
var errNotDue = errors.New("nothing is to be released")

// ReleaseShares moves what is left of each share whose date has come to the channel
// it goes to, once: what is held there meanwhile, or given back later, stays in the
// share. Safe to repeat and in many processes: a release is one versioned step of the
// pool's document. A date has come when it has by two clocks, see clock.go.
func (s *Service) ReleaseShares(ctx context.Context) error {
	pools, err := s.Pools.AllPools(ctx, s.Now())
	if err != nil {
		return fmt.Errorf("release shares: list pools: %w", err)
	}
	var errs []error
	for _, p := range pools {
		for _, q := range p.Quotas {
			if !q.due(s.Now()) {
				continue
			}
			over, err := s.over(ctx, q.Release)
			if over {
				err = s.releaseShare(ctx, p, q.Channel)
			}
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (q Quota) due(now time.Time) bool { return !q.Release.IsZero() && !now.Before(q.Release) }

func (s *Service) releaseShare(ctx context.Context, pool Pool, channel string) error {
	for range changeTries {
		counts, err := s.counts(ctx, []Pool{pool})
		if err != nil {
			return err
		}
		_, err = s.change(ctx, pool.ID, anyRev, func(p *Pool) (map[string]int, error) {
			i := p.share(channel)
			if i < 0 || !p.Quotas[i].due(s.Now()) {
				return nil, errNotDue
			}
			q := &p.Quotas[i]
			into := q.Into
			q.Release, q.Into = time.Time{}, ""
			return p.move(Move{
				At: s.Now(), From: channel, To: into, Places: max(0, q.Places-counts[0].ByChannel[channel]),
			})
		})
		switch {
		case errors.Is(err, errNotDue):
			return nil
		case errors.Is(err, ErrShareTaken): // somebody was quicker than the fence: count again
			continue
		}
		return err
	}
	return nil // the next round
}
