package edge

import (
	"context"
	"slices"
	"sync"

	"wanjia/events"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// Memory implements [checkin.Entrance] in the memory of one process: the first of an
// edge's lanes that asks is the one. The log on disk is the truth it is told again
// after a start.
type Memory struct {
	mu    sync.Mutex
	known map[events.ID]map[pass.Serial][]checkin.Known
	whole map[events.ID]bool
}

var _ checkin.Entrance = (*Memory)(nil)

// Enter implements [checkin.Entrance].
func (m *Memory) Enter(_ context.Context, r checkin.Record, first, rest bool) ([]checkin.Known, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.whole[r.Event] {
		return nil, false, checkin.ErrCold
	}
	list := m.known[r.Event][r.Serial]
	in, may := 0, first
	for _, k := range list {
		if k.Name == r.Name() {
			return slices.Clone(list), true, nil
		}
		in += k.Persons
		may = rest
	}
	if !may || in+r.Persons > r.Party {
		return slices.Clone(list), false, nil
	}
	m.add(r)
	return slices.Clone(m.known[r.Event][r.Serial]), true, nil
}

// add notes an admission once, with mu held.
func (m *Memory) add(r checkin.Record) {
	if m.known == nil {
		m.known = map[events.ID]map[pass.Serial][]checkin.Known{}
	}
	if m.known[r.Event] == nil {
		m.known[r.Event] = map[pass.Serial][]checkin.Known{}
	}
	list := m.known[r.Event][r.Serial]
	if !slices.ContainsFunc(list, func(k checkin.Known) bool { return k.Name == r.Name() }) {
		m.known[r.Event][r.Serial] = append(list, checkin.Known{Name: r.Name(), Entry: checkin.Entry{Persons: r.Persons, At: r.At, Gate: r.Gate}})
	}
}

// Tell implements [checkin.Entrance].
func (m *Memory) Tell(_ context.Context, event events.ID, records []checkin.Record, whole bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range records {
		r.Event = event
		m.add(r)
	}
	if whole {
		if m.whole == nil {
			m.whole = map[events.ID]bool{}
		}
		m.whole[event] = true
	}
	return nil
}

// Forget implements [checkin.Entrance].
func (m *Memory) Forget(_ context.Context, event events.ID) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.whole, event)
	delete(m.known, event)
	return nil
}
