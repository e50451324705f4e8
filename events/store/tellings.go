package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
)

func bulletins(e docstore.Engine) docstore.Collection[events.Bulletin] {
	return docstore.Collection[events.Bulletin]{
		Engine: e, Name: "bulletins", Schema: 1,
		ID: func(b events.Bulletin) string { return b.ID },
		Index: func(b events.Bulletin) map[string]string {
			return map[string]string{"event": string(b.Event) + "/" + docstore.Stamp(b.At)}
		},
	}
}

// Say implements [events.Drafts].
func (c *Catalogue) Say(ctx context.Context, list []events.Bulletin) error {
	if err := docstore.InsertNew(ctx, c.bulletins, list); err != nil {
		return fmt.Errorf("write bulletins: %w", err)
	}
	return nil
}

// Bulletins implements [events.Drafts].
func (c *Catalogue) Bulletins(ctx context.Context, id events.ID) ([]events.Bulletin, error) {
	values, _, err := c.bulletins.List(ctx, docstore.Query{Index: "event", Prefix: string(id) + "/", Desc: true, Limit: docstore.MaxPage})
	if err != nil {
		return nil, fmt.Errorf("list bulletins of event %s: %w", id, err)
	}
	out := make([]events.Bulletin, len(values))
	for i, v := range values {
		out[i] = v.Value
	}
	return out, nil
}

// Tellings keeps who was told what of a bulletin, and who was not yet.
type Tellings struct {
	tellings docstore.Collection[events.Telling]
}

// NewTellings returns the tellings kept by e.
func NewTellings(e docstore.Engine) *Tellings {
	return &Tellings{docstore.Collection[events.Telling]{
		Engine: e, Name: "tellings", Schema: 1,
		ID: func(t events.Telling) string { return t.ID },
		Index: func(t events.Telling) map[string]string {
			return map[string]string{"state": t.Bulletin + "/" + t.State + "/" + t.ID, "bulletin": t.Bulletin + "/" + t.ID, "at": docstore.Stamp(t.At)}
		},
	}}
}

// Add writes down whom a bulletin is for. Those who are written down already stay as
// they are.
func (s *Tellings) Add(ctx context.Context, list []events.Telling) error {
	if err := docstore.InsertNew(ctx, s.tellings, list); err != nil {
		return fmt.Errorf("write down whom to tell: %w", err)
	}
	return nil
}

// Of returns tellings of a bulletin in a state, "" for any, in the order of their ids,
// and the next cursor.
func (s *Tellings) Of(ctx context.Context, bulletin, state string, page events.PageQuery) ([]events.Telling, string, error) {
	q := docstore.Query{Index: "bulletin", Prefix: bulletin + "/", After: page.After, Limit: page.Limit}
	if state != "" {
		q.Index, q.Prefix = "state", bulletin+"/"+state+"/"
	}
	values, next, err := s.tellings.List(ctx, q)
	if err != nil {
		return nil, "", fmt.Errorf("list whom bulletin %s is for: %w", bulletin, err)
	}
	out := make([]events.Telling, len(values))
	for i, v := range values {
		out[i] = v.Value
	}
	return out, next, nil
}

// Counts returns how many tellings of a bulletin are in each state.
func (s *Tellings) Counts(ctx context.Context, bulletin string) (map[string]int, error) {
	out := map[string]int{}
	for _, state := range events.TellingStates {
		n, err := s.tellings.Count(ctx, "state", bulletin+"/"+state+"/")
		if err != nil {
			return nil, fmt.Errorf("count whom bulletin %s is for: %w", bulletin, err)
		}
		out[state] = n
	}
	return out, nil
}

// Turn moves a telling that is in state from to another, for the first who asks. It says
// nothing of one that is not there or in another state by now.
func (s *Tellings) Turn(ctx context.Context, id, from string, to events.Telling) error {
	_, err := s.tellings.Change(ctx, id, func(t *events.Telling) error {
		if t.State != from {
			return errNothingNew
		}
		t.State, t.Reason, t.How, t.At = to.State, to.Reason, to.How, to.At
		return nil
	})
	if err != nil && !errors.Is(err, errNothingNew) && !errors.Is(err, docstore.ErrNotFound) {
		return fmt.Errorf("write down what became of telling %s: %w", id, err)
	}
	return nil
}

// Sweep removes what came into its state before the moment and returns how many. Safe to
// repeat.
func (s *Tellings) Sweep(ctx context.Context, before time.Time) (int, error) {
	n := 0
	for v, err := range s.tellings.Each(ctx, docstore.Query{Index: "at", To: docstore.Stamp(before)}) {
		if err == nil {
			err = s.tellings.Delete(ctx, v.Value.ID, v.Version)
		}
		switch {
		case err == nil:
			n++
		case errors.Is(err, docstore.ErrStale), errors.Is(err, docstore.ErrNotFound):
		default:
			return n, fmt.Errorf("sweep tellings: %w", err)
		}
	}
	return n, nil
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Tellings) Migrate(ctx context.Context) (int, error) { return s.tellings.Migrate(ctx) }
