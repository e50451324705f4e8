package store

import (
	"wanjia/events/docstore"
	"wanjia/ticketing/checkin"
)

// Watched implements [checkin.Watched] for an engine that tells of every change.
type Watched struct {
	Engine docstore.Watcher
	Passes *Passes
	Claims *Claims
}

var _ checkin.Watched = Watched{}

// Watch implements [checkin.Watched].
func (w Watched) Watch(changed func(claim string)) {
	w.Engine.Watch(w.Passes.sheets.Name, changed)
}

// Written implements [checkin.Watched].
func (w Watched) Written() int64 {
	return w.Engine.Written(w.Passes.books.Name) + w.Engine.Written(w.Passes.sheets.Name) + w.Engine.Written(w.Claims.claims.Name)
}
