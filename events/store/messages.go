package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
)

// message is the stored form of [events.Message].
type message struct {
	ID       string            `json:"id"`
	To       string            `json:"to"`
	Kind     string            `json:"kind"`
	Template string            `json:"template"`
	Params   map[string]string `json:"params,omitempty"`
	Text     string            `json:"text"`
	At       time.Time         `json:"at"`
}

// keptMessage is a message with what became of it.
type keptMessage struct {
	message
	Receipt events.Receipt `json:"receipt"`
}

// Messages is a [events.Sender] that keeps what it is given instead of sending
// it: the outbox of a demonstration, where no text message leaves the house.
type Messages struct {
	messages docstore.Collection[keptMessage]
}

var (
	_ events.Sender   = (*Messages)(nil)
	_ events.Receipts = (*Messages)(nil)
)

// NewMessages returns the messages kept by e.
func NewMessages(e docstore.Engine) *Messages {
	return &Messages{docstore.Collection[keptMessage]{
		Engine: e, Name: "messages", Schema: 1,
		ID: func(m keptMessage) string { return m.ID },
		Index: func(m keptMessage) map[string]string {
			return map[string]string{"to": m.To + "/" + docstore.Stamp(m.At), "at": docstore.Stamp(m.At)}
		},
	}}
}

// Send implements [events.Sender]. To lie in the outbox is to be sent: the page
// that shows it is the telephone.
func (s *Messages) Send(ctx context.Context, m events.Message) (events.Receipt, error) {
	r := events.Receipt{ID: "outbox-" + m.ID, State: events.Sent, At: m.At}
	err := s.messages.InsertOne(ctx, keptMessage{message(m), r})
	if errors.Is(err, docstore.ErrDuplicate) {
		v, err := s.messages.Get(ctx, m.ID)
		if err != nil {
			return events.Receipt{}, fmt.Errorf("read message %s: %w", m.ID, err)
		}
		return v.Value.Receipt, nil
	}
	if err != nil {
		return events.Receipt{}, fmt.Errorf("keep message %s: %w", m.ID, err)
	}
	return r, nil
}

// deliveries are the states of a message in order; nothing follows the last two.
var deliveries = []events.Delivery{"", events.Queued, events.Sent, events.Delivered, events.Failed}

// errNothingNew ends a change that would change nothing.
var errNothingNew = errors.New("nothing new")

// Report implements [events.Receipts].
func (s *Messages) Report(ctx context.Context, id string, r events.Receipt) error {
	_, err := s.messages.Change(ctx, id, func(m *keptMessage) error {
		known, said := slices.Index(deliveries, m.Receipt.State), slices.Index(deliveries, r.State)
		if said <= known || m.Receipt.State == events.Delivered {
			return errNothingNew
		}
		m.Receipt = r
		return nil
	})
	if err != nil && !errors.Is(err, errNothingNew) && !errors.Is(err, docstore.ErrNotFound) {
		return fmt.Errorf("keep receipt of message %s: %w", id, err)
	}
	return nil
}

// To returns the latest messages to a number, newest first, at most limit.
func (s *Messages) To(ctx context.Context, number string, limit int) ([]events.Kept, error) {
	values, _, err := s.messages.List(ctx, docstore.Query{Index: "to", Prefix: number + "/", Desc: true, Limit: limit})
	if err != nil {
		return nil, fmt.Errorf("list messages: %w", err)
	}
	out := make([]events.Kept, len(values))
	for i, v := range values {
		out[i] = events.Kept{Message: events.Message(v.Value.message), Receipt: v.Value.Receipt}
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
