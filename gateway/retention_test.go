package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/gateway/identity"
)

// TestForget: the round takes what is past its time and not a moment before, from
// each of the rooms, and several at once do not trip over each other.
func TestForget(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	engine := &docstoretest.Memory{}
	now := time.Date(2027, 3, 1, 4, 0, 0, 0, time.UTC)
	var log bytes.Buffer
	s := &services{
		house:     &house{documents: engine, log: slog.New(slog.NewTextHandler(&log, nil))},
		community: newResidents(engine, slog.New(slog.DiscardHandler)), catalogue: newCatalogue(engine),
	}
	s.community.service.Now = func() time.Time { return now }
	s.people, s.merger = newPeople(engine, s.catalogue.messages), newMerger(engine, s)

	const moment = time.Microsecond
	lines := map[string]time.Time{"old": now.AddDate(-3, 0, 0).Add(-moment), "kept": now.AddDate(-3, 0, 0), "new": now}
	for what, at := range lines {
		s.community.audit.Now = func() time.Time { return at }
		if err := s.community.audit.Do(ctx, audit.Line{What: what, Scope: "*"}, func(context.Context) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	messages := map[string]time.Time{"old": now.Add(-30*24*time.Hour - moment), "kept": now.Add(-30 * 24 * time.Hour), "new": now}
	for id, at := range messages {
		if _, err := s.catalogue.messages.Send(ctx, events.Message{ID: id, To: "15400000001", At: at}); err != nil {
			t.Fatal(err)
		}
	}
	people := map[community.PersonID]time.Time{"p-old": now.Add(-30 * 24 * time.Hour), "p-kept": now.Add(-30*24*time.Hour + moment), "p-here": {}}
	for id, at := range people {
		if _, err := s.community.service.Store.People.Add(ctx, community.Person{ID: id, Removed: at}); err != nil {
			t.Fatal(err)
		}
	}

	// Of two accounts one stands for somebody who was removed: a deletion was cut short.
	for person, number := range map[string]string{"p-kept": "15400000002", "p-here": "15400000003"} {
		account, err := s.people.service.AccountFor(ctx, number)
		if err == nil {
			err = s.people.service.BindPerson(ctx, account.ID, person)
		}
		if err != nil {
			t.Fatal(err)
		}
	}

	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			if err := s.forget(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()

	page, _, err := s.community.audit.Store.Lines(ctx, audit.Query{Limit: 10}, func(string) bool { return true })
	if err != nil || len(page) != 2 {
		t.Errorf("%d lines are left, %v, want 2", len(page), err)
	}
	for _, l := range page {
		if l.What == "old" {
			t.Error("a line of more than three years is left")
		}
	}
	if list, err := s.catalogue.messages.To(ctx, "15400000001", 10); err != nil || len(list) != 2 || list[1].ID != "kept" {
		t.Errorf("messages %v, %v, want the new and the one of exactly thirty days", list, err)
	}
	left, err := s.community.service.Store.People.Many(ctx, []community.PersonID{"p-old", "p-kept", "p-here"})
	if err != nil || len(left) != 2 || left[0].ID != "p-kept" {
		t.Errorf("people %v, %v", left, err)
	}
	if a, err := s.people.service.AccountOf(ctx, "15400000002"); !errors.Is(err, identity.ErrNoAccount) {
		t.Errorf("the account of somebody who was removed: %+v, %v", a, err)
	}
	if a, err := s.people.service.AccountOf(ctx, "15400000003"); err != nil || a.Person != "p-here" {
		t.Errorf("the other account is %+v, %v", a, err)
	}
	if !strings.Contains(log.String(), "people=1") || !strings.Contains(log.String(), "messages=1") || !strings.Contains(log.String(), "audit_lines=1") {
		t.Errorf("the log says %s", log.String())
	}
}

// unreadable is documents that cannot be listed.
type unreadable struct{ docstore.Engine }

func (unreadable) List(context.Context, string, docstore.Query) (docstore.Page, error) {
	return docstore.Page{}, docstore.ErrUnavailable
}

// TestForgetGoesOn: a room that cannot be read does not keep the others from going.
func TestForgetGoesOn(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	broken, whole := &docstoretest.Memory{}, &docstoretest.Memory{}
	s := &services{
		house:     &house{documents: whole, log: slog.New(slog.DiscardHandler)},
		community: newResidents(unreadable{broken}, slog.New(slog.DiscardHandler)), catalogue: newCatalogue(whole),
	}
	s.people, s.merger = newPeople(whole, s.catalogue.messages), newMerger(whole, s)
	if _, err := s.catalogue.messages.Send(ctx, events.Message{ID: "old", To: "15400000001", At: time.Now().AddDate(0, -2, 0)}); err != nil {
		t.Fatal(err)
	}
	if err := s.forget(ctx); err == nil {
		t.Error("a round that could not read says it went well")
	}
	if list, err := s.catalogue.messages.To(ctx, "15400000001", 10); err != nil || len(list) != 0 {
		t.Errorf("the messages were not looked at: %v, %v", list, err)
	}
}
