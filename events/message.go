package events

import (
	"context"
	"time"
)

// Message is something to be told to one person.
type Message struct {
	ID       string // sending the same id twice tells the person once
	To       string // a phone number, digits only
	Kind     string // "sms" or "voice"
	Template string // "auth_code", "claim_confirmed"
	Text     string // as the person reads or hears it
	At       time.Time
}

// Sender tells people things. Implementations must be safe to call twice with
// the same message.
type Sender interface {
	// Send hands the message over, or fails so that it can be tried again.
	Send(ctx context.Context, m Message) error
}
