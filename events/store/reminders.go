package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events/docstore"
)

// reminded is that somebody was reminded of something.
type reminded struct {
	ID string    `json:"id"`
	At time.Time `json:"at"`
}

// Reminders keeps what people were reminded of, so that nobody is twice.
type Reminders struct {
	made docstore.Collection[reminded]
}

// NewReminders returns the reminders kept by e.
func NewReminders(e docstore.Engine) *Reminders {
	return &Reminders{docstore.Collection[reminded]{
		Engine: e, Name: "reminders", Schema: 1,
		ID:    func(r reminded) string { return r.ID },
		Index: func(r reminded) map[string]string { return map[string]string{"at": docstore.Stamp(r.At)} },
	}}
}

// Made says whether a reminder was made.
func (s *Reminders) Made(ctx context.Context, id string) (bool, error) {
	_, err := s.made.Get(ctx, id)
	if errors.Is(err, docstore.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read reminder %s: %w", id, err)
	}
	return true, nil
}

// Note writes down that a reminder was made; repeating it changes nothing.
func (s *Reminders) Note(ctx context.Context, id string, at time.Time) error {
	err := s.made.InsertOne(ctx, reminded{id, at})
	if err != nil && !errors.Is(err, docstore.ErrDuplicate) {
		return fmt.Errorf("note reminder %s: %w", id, err)
	}
	return nil
}

// Sweep removes what was made before the moment and returns how many. Safe to repeat.
func (s *Reminders) Sweep(ctx context.Context, before time.Time) (int, error) {
	n := 0
	for v, err := range s.made.Each(ctx, docstore.Query{Index: "at", To: docstore.Stamp(before)}) {
		if err == nil {
			err = s.made.Delete(ctx, v.Value.ID, v.Version)
		}
		switch {
		case err == nil:
			n++
		case errors.Is(err, docstore.ErrStale), errors.Is(err, docstore.ErrNotFound):
		default:
			return n, fmt.Errorf("sweep reminders: %w", err)
		}
	}
	return n, nil
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Reminders) Migrate(ctx context.Context) (int, error) { return s.made.Migrate(ctx) }
