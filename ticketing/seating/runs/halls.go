package runs

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/ticketing/seating/floor"
)

// Halls returns the halls of an event by id.
func (s *Service) Halls(ctx context.Context, event events.ID) ([]floor.Drawn, error) {
	return s.Store.Halls(ctx, event)
}

// Hall returns one hall, or [floor.ErrNoHall].
func (s *Service) Hall(ctx context.Context, event events.ID, id string) (floor.Drawn, error) {
	halls, err := s.Store.Halls(ctx, event)
	if err != nil {
		return floor.Drawn{}, err
	}
	if i := slices.IndexFunc(halls, func(h floor.Drawn) bool { return h.ID == id }); i >= 0 {
		return halls[i], nil
	}
	return floor.Drawn{}, floor.ErrNoHall
}

// EditHall changes tables of a hall; see [floor.Drawn.Apply].
func (s *Service) EditHall(ctx context.Context, who Who, event events.ID, hall string, e floor.Edit) (floor.Drawn, error) {
	return s.changeHall(ctx, event, hall, func(d *floor.Drawn, occupied map[string][]int) error {
		return d.Apply(e, who.Name, s.Now(), of(&d.Hall, occupied))
	})
}

// ReplaceHall puts another drawing in the place of a hall's. It refuses to drop tables and
// seats where people have their places, with [floor.ErrInUse], and [floor.ErrMoved] where
// the hall has another revision than base.
func (s *Service) ReplaceHall(ctx context.Context, who Who, event events.ID, hall string, base int, document []byte) (floor.Drawn, error) {
	return s.changeHall(ctx, event, hall, func(d *floor.Drawn, occupied map[string][]int) error {
		if d.Rev != base {
			return lastTouch(d)
		}
		next, err := floor.Read(document, d.Hall)
		if err != nil {
			return err
		}
		if lost := floor.Lost(&next, of(&d.Hall, occupied)); len(lost) > 0 {
			return floor.ErrInUse.With("tables", lost)
		}
		d.Hall, d.Rev = next, d.Rev+1
		d.Touched = map[string]floor.Touch{}
		for _, t := range next.Tables {
			d.Touched[t.ID] = floor.Touch{Rev: d.Rev, By: who.Name, At: s.Now()}
		}
		return nil
	})
}

// PermitHall sets how many people the permit of a hall allows, 0 for none yet. It is of the
// hall as it is drawn now.
func (s *Service) PermitHall(ctx context.Context, event events.ID, hall string, permit int) (floor.Drawn, error) {
	return s.changeHall(ctx, event, hall, func(d *floor.Drawn, _ map[string][]int) error {
		d.Permit, d.Rev, d.Outdated = max(0, permit), d.Rev+1, time.Time{}
		return nil
	})
}

func lastTouch(d *floor.Drawn) error {
	err := floor.ErrMoved
	last := floor.Touch{}
	for id, t := range d.Touched {
		if t.Rev > last.Rev {
			last = t
			err = floor.ErrMoved.With("table", id).With("by", t.By).With("at", t.At)
		}
	}
	return err
}

// changeHall changes a hall while nobody is being seated at it. Whether people have places
// at what goes is looked at before and, in one step with the board's revision, after: who
// is moved to a table in between either finds it gone, or keeps it.
func (s *Service) changeHall(ctx context.Context, event events.ID, hall string, change func(*floor.Drawn, map[string][]int) error) (floor.Drawn, error) {
	b, err := s.Store.Board(ctx, event)
	if err != nil {
		return floor.Drawn{}, err
	}
	occupied, err := s.occupied(ctx, &b)
	if err != nil {
		return floor.Drawn{}, err
	}
	var was floor.Drawn
	d, err := s.Store.ChangeHall(ctx, event, hall, func(d *floor.Drawn) error {
		was = *d
		was.Tables = slices.Clone(d.Tables)
		if err := change(d, occupied); err != nil {
			return err
		}
		if d.Permit == was.Permit {
			d.Outdate(was.Hall, s.Now())
		}
		return nil
	})
	if err != nil {
		return d, err
	}
	_, err = s.Store.ChangeBoard(ctx, event, func(b *Board) error {
		occupied, err := s.occupied(ctx, b)
		if err == nil {
			if lost := floor.Lost(&d.Hall, of(&was.Hall, occupied)); len(lost) > 0 {
				err = floor.ErrInUse.With("tables", lost)
			}
		}
		return err
	})
	if err != nil {
		_, back := s.Store.ChangeHall(context.WithoutCancel(ctx), event, hall, func(now *floor.Drawn) error {
			now.Tables, now.Rev, now.Outdated = was.Tables, now.Rev+1, was.Outdated
			return nil
		})
		return floor.Drawn{}, errors.Join(err, back)
	}
	return d, s.Store.KeepDrawing(ctx, &d.Hall)
}

// of leaves what is of the tables of a hall.
func of(h *floor.Hall, occupied map[string][]int) map[string][]int {
	here := map[string][]int{}
	for _, t := range h.Tables {
		if places, ok := occupied[t.ID]; ok {
			here[t.ID] = places
		}
	}
	return here
}

// occupied are the tables at which people have places at any sitting, with these. It
// returns [ErrRunning] while a run may give out any.
func (s *Service) occupied(ctx context.Context, b *Board) (map[string][]int, error) {
	if b.Run != "" {
		r, err := s.Store.Run(ctx, b.Run)
		if err == nil && !r.Over() {
			return nil, ErrRunning
		}
		if err != nil && !errors.Is(err, ErrNoRun) {
			return nil, err
		}
	}
	all := map[string][]int{}
	ids := slices.Collect(maps.Values(b.Versions))
	for sitting := range b.Versions {
		if b.Draft(events.SessionID(sitting)) && b.Public[sitting].Version != "" {
			ids = append(ids, b.Public[sitting].Version)
		}
	}
	for _, id := range ids {
		v, err := s.version(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, seat := range v.Result.Seats {
			all[seat.Table] = append(all[seat.Table], seat.Places...)
		}
	}
	return all, nil
}
