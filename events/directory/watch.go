package directory

import (
	"context"

	"wanjia/events/community"
)

// Watch returns a store that is s, and whose changes of people and households are
// in the index when the call that made them returns: whoever changes somebody
// through it finds them as they are. What cannot be put at once, because the store
// is away, comes with a later look.
func (d *Directory) Watch(s community.Store) community.Store {
	s.People = watched[community.PersonID, community.Person]{
		Records: s.People, take: d.takePeople, d: d,
		gone: func(id community.PersonID) { d.index.Remove(personKey(id)) },
	}
	s.Households = watched[community.HouseholdID, community.Household]{
		Records: s.Households, take: d.takeHouseholds, d: d,
		gone: func(id community.HouseholdID) {
			delete(d.homes, id)
			d.index.Remove(householdKey(id))
		},
	}
	return s
}

// watched tells the directory of changes.
type watched[ID ~string, T any] struct {
	community.Records[ID, T]
	d    *Directory
	take func(context.Context, []T) error
	gone func(ID)
}

// Add implements [community.Records].
func (w watched[ID, T]) Add(ctx context.Context, values ...T) ([]error, error) {
	answers, err := w.Records.Add(ctx, values...)
	if err != nil {
		return answers, err
	}
	var added []T
	for i, refused := range answers {
		if refused == nil {
			added = append(added, values[i])
		}
	}
	w.tell(ctx, added)
	return answers, nil
}

// Change implements [community.Records].
func (w watched[ID, T]) Change(ctx context.Context, id ID, change func(*T) error) (T, error) {
	v, err := w.Records.Change(ctx, id, change)
	if err == nil {
		w.tell(ctx, []T{v})
	}
	return v, err
}

// Remove implements [community.Records].
func (w watched[ID, T]) Remove(ctx context.Context, id ID) error {
	err := w.Records.Remove(ctx, id)
	if err == nil {
		w.d.writing.Lock()
		defer w.d.writing.Unlock()
		w.gone(id)
	}
	return err
}

// tell puts what was stored. Two changes of one record that cross here leave the
// older one in the index until the next look.
func (w watched[ID, T]) tell(ctx context.Context, values []T) {
	w.d.writing.Lock()
	defer w.d.writing.Unlock()
	if w.d.homes == nil || len(values) == 0 {
		return // not started: it will read them
	}
	_ = w.take(context.WithoutCancel(ctx), values) // the next look tries again
}
