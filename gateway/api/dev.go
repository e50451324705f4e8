package api

import (
	"context"
	"time"

	"wanjia/events"
	"wanjia/gateway/identity"
)

// DevMessage is a message that a demonstration kept instead of sending it.
type DevMessage struct {
	To       string    `json:"to"`
	Kind     string    `json:"kind" enum:"sms,voice"`
	Template string    `json:"template"`
	Text     string    `json:"text"`
	At       time.Time `json:"at"`

	Receipt DevReceipt `json:"receipt" doc:"What became of it"`
}

// DevReceipt is how far a message has come.
type DevReceipt struct {
	ID    string          `json:"id" doc:"The provider's name for it"`
	State events.Delivery `json:"state" enum:"queued,sent,delivered,failed"`
	At    time.Time       `json:"at"`
}

// DevMessages is the messages to one phone, newest first.
type DevMessages struct {
	Items []DevMessage `json:"items" nullable:"false"`
}

// Login is an account to try.
type Login struct {
	Phone string        `json:"phone"`
	Name  string        `json:"name"`
	Role  identity.Role `json:"role"`
	Note  events.Text   `json:"note" doc:"What there is to see"`

	SecondCode string `json:"second_code,omitempty" doc:"What the app of its second factor shows now"`
}

// DevLogins is the accounts to try.
type DevLogins struct {
	Items []Login `json:"items" nullable:"false"`
}

// MessagesInput names whose messages.
type MessagesInput struct {
	To string `query:"to" required:"true" maxLength:"64" doc:"A phone number"`
}

// getDevMessages answers GET /v1/dev/messages: 200 DevMessages | 400 phone.
func (a *API) getDevMessages(ctx context.Context, in *MessagesInput) (*reply[DevMessages], error) {
	number, err := identity.ParsePhone(in.To)
	if err != nil {
		return nil, err
	}
	out := DevMessages{Items: []DevMessage{}}
	if a.Messages == nil {
		return &reply[DevMessages]{out}, nil
	}
	list, err := a.Messages.To(ctx, number, 20)
	if err != nil {
		return nil, err
	}
	for _, m := range list {
		out.Items = append(out.Items, DevMessage{
			m.To, m.Kind, m.Template, m.Text, here(m.At), DevReceipt{m.Receipt.ID, m.Receipt.State, here(m.Receipt.At)},
		})
	}
	return &reply[DevMessages]{out}, nil
}

// getDevLogins answers GET /v1/dev/logins: 200 DevLogins.
func (a *API) getDevLogins(ctx context.Context, _ *struct{}) (*reply[DevLogins], error) {
	out := DevLogins{Items: make([]Login, len(a.Logins))}
	for i, l := range a.Logins {
		code, err := a.Identity.DemoCode(ctx, l)
		if err != nil {
			return nil, err
		}
		out.Items[i] = Login{l.Phone, l.Name, l.Role, l.Note, code}
	}
	return &reply[DevLogins]{out}, nil
}
