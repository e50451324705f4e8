package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events/docstore"
	"wanjia/ticketing"
)

// change is the stored form of [ticketing.Change].
type change struct {
	ID       string    `json:"id"`
	Party    int       `json:"party,omitempty"`
	Children int       `json:"children,omitempty"`
	Refused  bool      `json:"refused,omitempty"`
	At       time.Time `json:"at,omitzero"`
	More     int       `json:"more,omitempty"`
}

// passing is the stored form of [ticketing.Passing].
type passing struct {
	ID     string    `json:"id"`
	Holder string    `json:"holder,omitempty"`
	Mark   string    `json:"mark,omitempty"`
	Phone  string    `json:"phone,omitempty"` // here while the offer stands, and in no key
	At     time.Time `json:"at"`
	Until  time.Time `json:"until"`
}

func storedPassing(p *ticketing.Passing) *passing {
	if p == nil {
		return nil
	}
	return &passing{p.ID, string(p.To.Holder), p.To.Mark, p.To.Phone, p.At, p.Until}
}

func (p *passing) passing() *ticketing.Passing {
	if p == nil {
		return nil
	}
	return &ticketing.Passing{
		ID: p.ID, At: p.At, Until: p.Until,
		To: ticketing.Recipient{Holder: ticketing.HolderID(p.Holder), Mark: p.Mark, Phone: p.Phone},
	}
}

// changeOf adds to a stored claim what changes of it leave behind.
func (s *claim) changeOf(c ticketing.Claim) {
	s.Rev, s.Reason, s.ReasonEN, s.Kept, s.From, s.OldCodes = c.Rev, c.Reason, c.ReasonEN, c.Kept, string(c.From), c.OldCodes
	s.Passing = storedPassing(c.Passing)
	for _, ch := range c.Changes {
		s.Changes = append(s.Changes, change(ch))
	}
}

// changes adds to a claim what changes of it have left behind.
func (s claim) changes(c ticketing.Claim) ticketing.Claim {
	c.Rev, c.Reason, c.ReasonEN, c.Kept, c.From, c.OldCodes = s.Rev, s.Reason, s.ReasonEN, s.Kept, ticketing.HolderID(s.From), s.OldCodes
	c.Passing = s.Passing.passing()
	for _, ch := range s.Changes {
		c.Changes = append(c.Changes, ticketing.Change(ch))
	}
	return c
}

// PassingTo implements [ticketing.Waits].
func (s *Claims) PassingTo(ctx context.Context, name string, n int) ([]ticketing.Claim, error) {
	return s.list(ctx, docstore.Query{Index: "passing", Prefix: name + "/", Limit: min(n, docstore.MaxPage), Desc: true})
}

// PassingOver implements [ticketing.Waits].
func (s *Claims) PassingOver(ctx context.Context, now time.Time, n int) ([]ticketing.Claim, error) {
	return s.list(ctx, docstore.Query{Index: "passing_until", To: docstore.Stamp(now.Add(1)), Limit: min(n, docstore.MaxPage)})
}

// Using implements [ticketing.Claims].
func (s *Claims) Using(ctx context.Context, u ticketing.LimitUse) (ticketing.ClaimID, error) {
	v, err := s.claims.Find(ctx, u.Key())
	if errors.Is(err, docstore.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("who uses up %s: %w", u.Rule, err)
	}
	return ticketing.ClaimID(v.Value.ID), nil
}
