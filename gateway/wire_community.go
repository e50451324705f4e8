package main

import (
	"time"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/docstore"
	"wanjia/events/store"
)

// residents is who lives here, and the rules and the record of changing it.
type residents struct {
	service *community.Service
	audit   *audit.Log
}

func newResidents(e docstore.Engine) residents {
	service := &community.Service{Store: store.NewCommunity(e), Now: time.Now}
	return residents{
		service: service,
		audit:   &audit.Log{Store: store.NewAudit(e), Now: time.Now, Within: service.Within},
	}
}
