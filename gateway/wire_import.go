package main

import (
	"log/slog"
	"time"

	"wanjia/events"
	"wanjia/events/community/intake"
	"wanjia/events/docstore"
	"wanjia/events/store"
)

// newImports is the lists on their way in, and the rules of that.
func newImports(e docstore.Engine, r residents, files intake.Files, queue events.Queue, log *slog.Logger) *intake.Service {
	return &intake.Service{
		Imports: store.NewImports(e), Refusals: store.NewRefusals(e), Community: r.service, Files: files,
		Audit: r.audit, Queue: queue, Log: log, Now: time.Now,
	}
}
