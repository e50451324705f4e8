package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
)

// message is the stored form of [events.Message].
type message struct {
	ID       string    `json:"id"`
	To       string    `json:"to"`
	Kind     string    `json:"kind"`
	Template string    `json:"template"`
	Text     string    `json:"text"`
	At       time.Time `json:"at"`
}

// Messages is a [events.Sender] that keeps what it is given instead of sending
// it: the outbox of a demonstration, where no text message leaves the house.
type Messages struct {
	messages docstore.Collection[message]
}

var _ events.Sender = (*Messages)(nil)

// NewMessages returns the messages kept by e.
func NewMessages(e docstore.Engine) *Messages {
	return &Messages{docstore.Collection[message]{
		Engine: e, Name: "messages", Schema: 1,
		ID: func(m message) string { return m.ID },
		Index: func(m message) map[string]string {
			return map[string]string{"to": m.To + "/" + docstore.Stamp(m.At), "at": docstore.Stamp(m.At)}
		},
	}}
}

// Send implements [events.Sender].
func (s *Messages) Send(ctx context.Context, m events.Message) error {
	err := s.messages.InsertOne(ctx, message(m))
	if err != nil && !errors.Is(err, docstore.ErrDuplicate) {
		return fmt.Errorf("keep message %s: %w", m.ID, err)
	}
	return nil
}

// To returns the latest messages to a number, newest first, at most limit.
func (s *Messages) To(ctx context.Context, number string, limit int) ([]events.Message, error) {
	values, _, err := s.messages.List(ctx, docstore.Query{Index: "to", Prefix: number + "/", Desc: true, Limit: limit})
	if err != nil {
		return nil, fmt.Errorf("list messages: %w", err)
	}
	out := make([]events.Message, len(values))
	for i, v := range values {
		out[i] = events.Message(v.Value)
	}
	return out, nil
}

// Sweep removes messages from before the moment and returns how many. Safe to repeat
// and to run beside others.
func (s *Messages) Sweep(ctx context.Context, before time.Time) (int, error) {
	n := 0
	for v, err := range s.messages.Each(ctx, docstore.Query{Index: "at", To: docstore.Stamp(before)}) {
		if err != nil {
			return n, fmt.Errorf("sweep messages: %w", err)
		}
		switch err := s.messages.Delete(ctx, v.Value.ID, v.Version); {
		case err == nil:
			n++
		case errors.Is(err, docstore.ErrStale), errors.Is(err, docstore.ErrNotFound):
		default:
			return n, fmt.Errorf("sweep messages: %w", err)
		}
	}
	return n, nil
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Messages) Migrate(ctx context.Context) (int, error) { return s.messages.Migrate(ctx) }
