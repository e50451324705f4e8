package main

import (
	"context"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/events/seed"
	"wanjia/events/store"
)

// catalogue is what the catalogue keeps, and its rules.
type catalogue struct {
	service  *events.Service
	kept     *store.Catalogue
	messages *store.Messages
	reminded *store.Reminders
	tellings *store.Tellings
}

func newCatalogue(e docstore.Engine) catalogue {
	kept := store.NewCatalogue(e)
	return catalogue{
		service:  &events.Service{Catalogue: kept, Drafts: kept, Now: time.Now},
		kept:     kept,
		messages: store.NewMessages(e),
		reminded: store.NewReminders(e),
		tellings: store.NewTellings(e),
	}
}

func (c catalogue) add(ctx context.Context, d seed.Dataset) error {
	if err := c.kept.Add(ctx, d.Events, d.Sessions); err != nil {
		return fmt.Errorf("load the catalogue: %w", err)
	}
	return nil
}
