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

// community is what the catalogue keeps, and its rules.
type community struct {
	service   *events.Service
	catalogue *store.Catalogue
	messages  *store.Messages
}

func newCommunity(e docstore.Engine) community {
	catalogue := store.NewCatalogue(e)
	return community{
		service:   &events.Service{Catalogue: catalogue, Now: time.Now},
		catalogue: catalogue,
		messages:  store.NewMessages(e),
	}
}

func (c community) add(ctx context.Context, d seed.Dataset) error {
	if err := c.catalogue.Add(ctx, d.Events, d.Sessions); err != nil {
		return fmt.Errorf("load the catalogue: %w", err)
	}
	return nil
}
