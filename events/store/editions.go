package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"wanjia/events"
	"wanjia/events/docstore"
)

// Editions implements [events.Drafts].
func (c *Catalogue) Editions(ctx context.Context) ([]events.Event, error) {
	out := []events.Event{}
	for v, err := range c.events.All(ctx) {
		if err != nil {
			return nil, fmt.Errorf("list editions: %w", err)
		}
		out = append(out, v.Value.event(v.Version))
	}
	slices.SortStableFunc(out, func(a, b events.Event) int { return b.Ends.Compare(a.Ends) })
	return out, nil
}

// Create implements [events.Drafts].
func (c *Catalogue) Create(ctx context.Context, e events.Event) (bool, error) {
	err := c.events.InsertOne(ctx, eventOf(e))
	if _, taken := errors.AsType[*docstore.Duplicate](err); taken {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("add edition %s: %w", e.ID, err)
	}
	return true, nil
}

// Change implements [events.Drafts].
func (c *Catalogue) Change(ctx context.Context, id events.ID, rev int64, change func(*events.Event) error) (events.Event, error) {
	v, err := c.events.Get(ctx, string(id))
	if errors.Is(err, docstore.ErrNotFound) {
		return events.Event{}, events.ErrNoEvent
	}
	if err != nil {
		return events.Event{}, fmt.Errorf("read event %s: %w", id, err)
	}
	if v.Version != rev {
		return events.Event{}, events.ErrChanged.With("rev", v.Version)
	}
	e := v.Value.event(v.Version)
	if err := change(&e); err != nil {
		return events.Event{}, err
	}
	v.Value = eventOf(e)
	if e.Rev, err = c.events.Replace(ctx, v); errors.Is(err, docstore.ErrStale) {
		return events.Event{}, events.ErrChanged
	}
	if err != nil {
		return events.Event{}, fmt.Errorf("write event %s: %w", id, err)
	}
	return e, nil
}

// PutSession implements [events.Drafts].
func (c *Catalogue) PutSession(ctx context.Context, s events.Session) error {
	err := c.sessions.InsertOne(ctx, sessionOf(s))
	if _, there := errors.AsType[*docstore.Duplicate](err); there {
		_, err = c.sessions.Change(ctx, string(s.ID), func(v *session) error {
			if v.Rev > s.Rev {
				return errNothingNew
			}
			s.ApprovedCapacity = v.ApprovedCapacity
			*v = sessionOf(s)
			return nil
		})
	}
	if err != nil && !errors.Is(err, errNothingNew) {
		return fmt.Errorf("write session %s: %w", s.ID, err)
	}
	return nil
}

// DropSession implements [events.Drafts].
func (c *Catalogue) DropSession(ctx context.Context, id events.SessionID) error {
	v, err := c.sessions.Get(ctx, string(id))
	if err == nil {
		err = c.sessions.Delete(ctx, string(id), v.Version)
	}
	if err != nil && !errors.Is(err, docstore.ErrNotFound) {
		return fmt.Errorf("delete session %s: %w", id, err)
	}
	return nil
}

// Drop implements [events.Drafts].
func (c *Catalogue) Drop(ctx context.Context, id events.ID, rev int64) error {
	sessions, err := c.Sessions(ctx, id)
	if err != nil {
		return err
	}
	if err := c.events.Delete(ctx, string(id), rev); errors.Is(err, docstore.ErrStale) {
		return events.ErrChanged
	} else if err != nil {
		return fmt.Errorf("delete event %s: %w", id, err)
	}
	for _, s := range sessions {
		if err := c.DropSession(ctx, s.ID); err != nil {
			return err
		}
	}
	return nil
}
