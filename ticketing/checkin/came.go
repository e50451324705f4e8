package checkin

import (
	"context"
	"slices"

	"wanjia/events"
	"wanjia/ticketing/pass"
)

// Came returns the admissions with any of some passes, in the order in which they count.
// It knows of what has come here; a device without a network may have let more in.
func (s *Service) Came(ctx context.Context, event events.ID, serials []pass.Serial) ([]Record, error) {
	records, err := s.logged(ctx, event)
	if err != nil {
		return nil, err
	}
	records = slices.DeleteFunc(records, func(r Record) bool { return r.Kind != In || r.Broken || !slices.Contains(serials, r.Serial) })
	slices.SortFunc(records, earlier)
	return records, nil
}

// logged is what has come of an event's logs.
func (s *Service) logged(ctx context.Context, event events.ID) ([]Record, error) {
	records, err := s.feed(event).all(ctx, s.Store, s.Now())
	return slices.Clone(records), err
}
