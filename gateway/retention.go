package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/gateway/identity"
	"wanjia/ticketing/store"
)

// How long what nobody may change is kept; the community's own times stand beside
// its rules.
const (
	auditYears   = 3
	messagesKept = 30 * 24 * time.Hour
	gatesKept    = 30 * 24 * time.Hour // logs and devices of gates, and passes after their time; all else of gates after their event
)

// forget takes away what has been kept for its time. It is safe to repeat and to run
// beside others, and one part that fails does not keep the others from going.
func (s *services) forget(ctx context.Context) error {
	now := s.community.service.Now()
	accounts, aerr := s.closeOrphans(ctx)
	people, err := s.community.service.Forget(ctx)
	merges, gerr := s.merger.Forget(ctx)
	lines, lerr := s.community.audit.Store.Sweep(ctx, now.AddDate(-auditYears, 0, 0))
	messages, merr := s.catalogue.messages.Sweep(ctx, now.Add(-messagesKept))
	_, rerr := s.catalogue.reminded.Sweep(ctx, now.Add(-messagesKept))
	_, terr := s.catalogue.tellings.Sweep(ctx, now.Add(-community.NoticeKept)) // as long as who is to be told in person
	scans, serr := store.NewGates(s.house.documents).Sweep(ctx, now.Add(-gatesKept))
	feasts, sheets := 0, 0
	var ferr, herr error
	if s.banquet != nil {
		feasts, ferr = s.banquet.Sweep(ctx, now.Add(-banquet.KeptFor))
		sheets, herr = s.banquet.SweepSheets(ctx, now)
	}
	passes, perr := store.NewPasses(s.house.documents).Sweep(ctx, now.Add(-gatesKept))
	gates, oerr := store.SweepOver(ctx, s.house.documents, func(ctx context.Context, id events.ID) (bool, error) {
		e, err := s.catalogue.kept.Event(ctx, id)
		if errors.Is(err, events.ErrNoEvent) {
			return true, nil
		}
		return err == nil && e.Ends.Before(now.Add(-gatesKept)), err
	})
	var werr error
	if s.live != nil {
		_, werr = s.live.forgetTapes(ctx, s.house.objects, now.Add(-s.house.config.Live.Keep)) // it says itself what is gone
	}
	if people.People+people.Consents+people.Cards+people.Visits+people.Portraits+people.Notices+people.Left+accounts+merges+lines+messages+scans+passes+gates+feasts+sheets > 0 {
		s.house.log.LogAttrs(ctx, slog.LevelInfo, "forgotten after their time",
			slog.Int("people", people.People), slog.Int("consents", people.Consents), slog.Int("care_cards", people.Cards), slog.Int("visits", people.Visits), slog.Int("portraits", people.Portraits), slog.Int("accounts_closed", accounts), slog.Int("notices", people.Notices), slog.Int("left", people.Left), slog.Int("merges_emptied", merges),
			slog.Int("audit_lines", lines), slog.Int("messages", messages), slog.Int("gate_logs", scans), slog.Int("passes", passes), slog.Int("of_gates", gates), slog.Int("registrations", feasts), slog.Int("sheets", sheets))
	}
	if err := errors.Join(err, aerr, gerr, lerr, merr, rerr, serr, perr, oerr, terr, werr, ferr, herr); err != nil {
		return fmt.Errorf("forget what was kept for its time: %w", err)
	}
	return nil
}

// closeOrphans closes accounts that still stand for somebody who was removed: those
// of a deletion that was cut short between the two.
func (s *services) closeOrphans(ctx context.Context) (int, error) {
	closed, by := 0, community.By{Index: "removed", Limit: 200}
	for {
		page, next, err := s.community.service.Store.People.List(ctx, by)
		if err != nil {
			return closed, fmt.Errorf("people who were removed: %w", err)
		}
		for _, p := range page {
			account, err := s.people.service.AccountOfPerson(ctx, string(p.ID))
			if errors.Is(err, identity.ErrNoAccount) {
				continue
			}
			if err == nil {
				err = errors.Join(s.community.audit.Unname(ctx, string(account.ID)), s.people.service.Close(ctx, account.ID))
			}
			if err != nil {
				return closed, fmt.Errorf("close the account of somebody who was removed: %w", err)
			}
			closed++
		}
		if next == "" {
			return closed, nil
		}
		by.After = next
	}
}
