package main

import (
	"context"
	"flag"
	"fmt"
	"time"

	"wanjia/events/docstore"
	"wanjia/events/store"
)

var migrateCommand = command{
	name: "migrate",
	doc:  "rewrite documents of older schemas in the present one",
	more: "Not needed for an upgrade: documents are brought up to date as they are read.\nSafe to repeat. On MongoDB it runs beside a service, on SQLite the service is\nstopped first.",
	setup: func(p *program, _ *flag.FlagSet) func(context.Context, []string) error {
		return func(ctx context.Context, words []string) error {
			if err := noWords(words); err != nil {
				return err
			}
			return p.withDocuments(ctx, func(h *house) error {
				start := time.Now()
				n, err := docstore.MigrateAll(ctx, collections(h.documents)...)
				fmt.Fprintf(p.stdout, "%d documents rewritten in %s\n", n, time.Since(start).Round(time.Millisecond))
				return err
			})
		}
	},
}

// collections is everything the house keeps.
func collections(e docstore.Engine) []docstore.Migrator {
	c, i, p := newCatalogue(e), newInventory(e, nil, nil, nil), newPeople(e, nil)
	list := []docstore.Migrator{c.kept, c.messages, i.pools, i.ledgers, i.claims, i.plans, passMigrator(e), gateMigrator(e), orderMigrator(e), edgeMigrator(e), leaseMigrator(e), siteMigrator(e), seatingMigrator(e), showMigrator(e), tapeMigrator(e), filmMigrator(e), p.store, loadMarks(e), c.reminded, c.tellings, store.NewAudit(e)}
	list = append(list, store.IntakeMigrators(e)...)
	list = append(list, banquetMigrators(e)...)
	return append(list, store.Migrators(store.NewCommunity(e))...)
}
