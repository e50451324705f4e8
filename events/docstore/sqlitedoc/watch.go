package sqlitedoc

import "wanjia/events/docstore"

var _ docstore.Watcher = (*Store)(nil)

// Watch implements [docstore.Watcher]: the file has one writer, which sees every change.
func (s *Store) Watch(collection string, changed func(id string)) {
	s.write.watchers[collection] = append(s.write.watchers[collection], changed)
}

// Written implements [docstore.Watcher].
func (s *Store) Written(collection string) int64 {
	s.write.mu.Lock()
	defer s.write.mu.Unlock()
	return s.write.written[collection]
}

// tell tells those who watch what a group has changed, or failed to, or may have.
func (w *writer) tell(group []*op) {
	w.mu.Lock()
	for _, o := range group {
		w.written[o.collection]++
	}
	w.mu.Unlock()
	for _, o := range group {
		id := o.id
		switch o.kind {
		case opReplace:
			id = o.rows[0].id
		case opDelete:
		default:
			continue
		}
		for _, changed := range w.watchers[o.collection] {
			changed(id)
		}
	}
}
