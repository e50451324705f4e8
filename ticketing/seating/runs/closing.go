package runs

import (
	"context"
	"slices"

	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/tables"
)

// Close seats everybody of a venue elsewhere, those in wheelchairs first, or has the meal
// brought to them. Once a seating is published it is that one which is changed, whatever
// draft lies beside it, and the draft is set aside: nobody waits for it at a locked door. It returns [floor.ErrNoHall] and [ErrClosed].
func (s *Service) Close(ctx context.Context, who Who, c Change, venue string) (Proposal, error) {
	c.inHall = true
	return s.change(ctx, who, c, ByClose, "", func(now *Version, p *tables.Plan, x tables.Change) (tables.Amended, error) {
		if !slices.ContainsFunc(p.Venues, func(v tables.Venue) bool { return v.ID == venue }) {
			return tables.Amended{}, floor.ErrNoHall
		}
		if slices.Contains(now.Closed, venue) {
			return tables.Amended{}, ErrClosed
		}
		x.Closed = append(slices.Clone(now.Closed), venue)
		return tables.Amend(p, now.Result, x), nil
	}, func(v *Version) { v.Closed = append(slices.Clone(v.Closed), venue) })
}

// Closing returns the version by which a hall came to be closed that is closed in v: the
// change that moved whoever sat there. Nil where nobody was moved, as a run found it closed.
func (s *Service) Closing(ctx context.Context, v *Version, hall string) (*Version, error) {
	for v.IsClosed(hall) && v.Before != "" {
		before, err := s.version(ctx, v.Before)
		if err != nil {
			return nil, err
		}
		if v.Kind == ByClose && !before.IsClosed(hall) {
			return v, nil
		}
		v = before
	}
	return nil, nil
}

// Open has a venue be used again: who comes and has no table may get one there, who was
// moved stays. It is made on the published seating as [Service.Close] is.
func (s *Service) Open(ctx context.Context, who Who, c Change, venue string) (Proposal, error) {
	var left []string
	c.inHall = true
	return s.change(ctx, who, c, ByUpdate, "", func(now *Version, p *tables.Plan, x tables.Change) (tables.Amended, error) {
		left = slices.DeleteFunc(slices.Clone(now.Closed), func(hall string) bool { return hall == venue })
		x.Closed = left
		return tables.Amend(p, now.Result, x), nil
	}, func(v *Version) { v.Closed = left })
}

// mayOpen refuses to go from one version to another where a venue that is closed for all
// meals would be used again.
func (s *Service) mayOpen(ctx context.Context, now, next *Version) error {
	if s.Shut == nil || len(now.Closed) == 0 {
		return nil
	}
	list, err := s.Shut(ctx, now.Event)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(now.Closed, func(hall string) bool { return !next.IsClosed(hall) && slices.Contains(list, hall) }) {
		return ErrShut
	}
	return nil
}
