package main

import (
	"log/slog"
	"time"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/directory"
	"wanjia/events/docstore"
	"wanjia/events/store"
)

// residents is who lives here, and the rules and the record of changing it.
type residents struct {
	service   *community.Service
	directory *directory.Directory // follows what the service changes
	audit     *audit.Log
}

func newResidents(e docstore.Engine, log *slog.Logger) residents {
	kept := store.NewCommunity(e)
	service := &community.Service{Now: time.Now}
	index := &directory.Directory{Store: kept, Tree: service.Tree, Now: time.Now, Log: log}
	service.Store = index.Watch(kept)
	return residents{
		service: service, directory: index,
		audit: &audit.Log{Store: store.NewAudit(e), Now: time.Now, Within: service.Within},
	}
}
