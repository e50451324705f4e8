package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// How long what nobody may change is kept; the community's own times stand beside
// its rules.
const (
	auditYears   = 3
	messagesKept = 30 * 24 * time.Hour
)

// forget takes away what has been kept for its time. It is safe to repeat and to run
// beside others, and one part that fails does not keep the others from going.
func (s *services) forget(ctx context.Context) error {
	now := s.community.service.Now()
	people, err := s.community.service.Forget(ctx)
	lines, lerr := s.community.audit.Store.Sweep(ctx, now.AddDate(-auditYears, 0, 0))
	messages, merr := s.catalogue.messages.Sweep(ctx, now.Add(-messagesKept))
	if people.People+people.Consents+people.Cards+lines+messages > 0 {
		s.house.log.LogAttrs(ctx, slog.LevelInfo, "forgotten after their time",
			slog.Int("people", people.People), slog.Int("consents", people.Consents), slog.Int("care_cards", people.Cards),
			slog.Int("audit_lines", lines), slog.Int("messages", messages))
	}
	if err := errors.Join(err, lerr, merr); err != nil {
		return fmt.Errorf("forget what was kept for its time: %w", err)
	}
	return nil
}
