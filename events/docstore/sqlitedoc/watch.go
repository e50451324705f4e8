package sqlitedoc

import "wanjia/events/docstore"

var _ docstore.Watcher = (*Store)(nil)

// Watch implements [docstore.Watcher]: the file has one writer, which sees every change.
func (s *Store) Watch(collection string, changed func(id string)) {
	s.write.watchers[collection] = append(s.write.watchers[collection], changed)
}

// tell tells those who watch what a group has changed, or failed to, or may have.
func (w *writer) tell(group []*op) {
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
