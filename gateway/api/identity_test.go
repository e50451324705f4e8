package api

import (
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/gateway/identity"
	"wanjia/gateway/identity/store"
)

func newIdentity(engine docstore.Engine, sender events.Sender) *identity.Service {
	return &identity.Service{Store: store.New(engine), Sender: sender, Now: time.Now}
}
