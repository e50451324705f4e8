package crowd

import (
	"context"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/ticketing/edge"
	"wanjia/ticketing/slots"
)

// Credits is what the edges of an event may let in, all in all, in one night.
type Credits struct {
	Night time.Time // when its gates open
	Most  Credit    // by edge
}

// CreditBook keeps credits, so that two that are granted at the same moment know of
// each other.
type CreditBook interface {
	// ChangeCredits applies change to the credits of an event as they are, empty ones
	// where there are none, and stores them.
	ChangeCredits(ctx context.Context, event events.ID, change func(*Credits)) (Credits, error)
}

// EdgeList is what is asked of the edges.
type EdgeList interface {
	Edges(ctx context.Context, event events.ID) ([]edge.Edge, error)
}

// Allow returns how many an edge may let in while it cannot ask, all in all since the
// gates opened. All credit that is out, less those who left, stays within the approved
// number, so the ground cannot overfill although nobody is heard; phones that work
// without an edge count as the most they can have let in. It grows and never shrinks.
// false is for an event whose approved number is not known.
func (s *Service) Allow(ctx context.Context, e edge.Edge) (edge.Allowance, bool, error) {
	p, err := s.Picture(ctx, e.Event)
	if fault.Of(err).Code == slots.ErrNone.Code {
		return edge.Allowance{}, false, nil // nobody planned how many the ground holds
	}
	if err != nil {
		return edge.Allowance{}, false, err
	}
	if p.Approved <= 0 {
		return edge.Allowance{}, false, nil
	}
	all, err := s.Edges.Edges(ctx, e.Event)
	if err != nil {
		return edge.Allowance{}, false, err
	}
	now := s.Now()
	sources, alone := behind(all, p, now)
	given, err := s.Credits.ChangeCredits(ctx, e.Event, func(c *Credits) {
		if !c.Night.Equal(p.night.opens) {
			*c = Credits{Night: p.night.opens, Most: Credit{}}
		}
		c.Most = Grant(c.Most, sources, p.Approved-alone, now)
	})
	if err != nil {
		return edge.Allowance{}, false, fmt.Errorf("grant credit to edge %s: %w", e.ID, err)
	}
	return edge.Allowance{Most: given.Most[string(e.ID)], From: p.night.opens.Add(-time.Hour), Until: p.night.closes.Add(4 * time.Hour)}, true, nil
}

// behind adds the devices of each edge up to one source. alone is how many the others
// may have inside at most. An edge without devices counts as the lanes of its gates, so
// that it has its credit before the first scan.
func behind(all []edge.Edge, p Picture, now time.Time) (sources []Source, alone int) {
	at := map[string]int{} // by gate
	for _, e := range all {
		if !e.Working() {
			continue
		}
		for _, g := range e.Gates {
			at[g] = len(sources)
		}
		sources = append(sources, Source{ID: string(e.ID), Fresh: later(e.Heard, e.Begun), Cap: -1})
	}
	var rest []Source
	manned := make([]bool, len(sources))
	for _, d := range p.sources {
		i, ok := at[d.Gate]
		if !ok {
			rest = append(rest, d)
			continue
		}
		s := &sources[i]
		manned[i] = manned[i] || d.PerMinute > 0
		s.In, s.Out, s.PerMinute, s.Burst = s.In+d.In, s.Out+d.Out, s.PerMinute+d.PerMinute, s.Burst+d.Burst
		if s.Opened.IsZero() || d.Opened.Before(s.Opened) {
			s.Opened = d.Opened
		}
	}
	for _, g := range p.Gates {
		if i, ok := at[g.ID]; ok && !manned[i] {
			sources[i].PerMinute += laneMost * float64(max(g.Lanes, 1))
		}
	}
	sources = slices.DeleteFunc(sources, func(s Source) bool { return s.PerMinute == 0 && s.In == 0 })
	return sources, Add(rest, now).Upper
}
