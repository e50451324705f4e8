package events

import (
	"context"
	"time"
)

// Message is something to be told to one person.
type Message struct {
	ID       string            `json:"id"`               // sending the same id twice tells the person once
	To       string            `json:"to"`               // a phone number, digits only
	Kind     string            `json:"kind"`             // "sms" or "voice"
	Template string            `json:"template"`         // "auth_code", "claim_confirmed"
	Params   map[string]string `json:"params,omitempty"` // what fills the template, for providers that hold the words themselves
	Text     string            `json:"text"`             // as the person reads or hears it
	At       time.Time         `json:"at"`
}

// Delivery is how far a message has come.
type Delivery string

// The deliveries, in the order a message goes through them.
const (
	Queued    Delivery = "queued"    // a provider has it
	Sent      Delivery = "sent"      // it has left the provider, or was shown
	Delivered Delivery = "delivered" // it has arrived
	Failed    Delivery = "failed"    // it will not arrive
)

// Receipt is a provider's word for what became of a message.
type Receipt struct {
	ID    string    `json:"id"` // the provider's own name for it, to ask them about
	State Delivery  `json:"state"`
	At    time.Time `json:"at"`
}

// Kept is a message with what became of it.
type Kept struct {
	Message
	Receipt Receipt
}

// Sender tells people things. Implementations must be safe to call twice with
// the same message.
type Sender interface {
	// Send hands the message over and says how far it has come, or fails so that it
	// can be tried again. What a provider learns later goes to [Receipts].
	Send(ctx context.Context, m Message) (Receipt, error)
}

// Receipts keeps what became of messages; a provider's call back reports to it.
type Receipts interface {
	// Report notes how far a message has come. One that says less than what is
	// known, or speaks of a message that is not kept, changes nothing: reports come
	// late, twice and in any order.
	Report(ctx context.Context, message string, r Receipt) error
}
