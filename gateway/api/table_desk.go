package api

import (
	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// deskTable is what desks and building heads do for others beside the register.
func (a *API) deskTable() []Route {
	return []Route{
		row("GET", "/v1/to-tell", "to-tell", holders, reading, 0, false, "Who has to be told in person, because no message reaches them", typed(a.getToTell), faults(errCursor, community.ErrNoBuilding)).needs(identity.ActForPeople),
		row("POST", "/v1/to-tell/{notice}/told", "told-in-person", holders, taking, 200, false, "Write down that somebody was told; repeating it changes nothing", typed(a.postTold), faults(community.ErrNoNotice, community.ErrToldHow)).needs(identity.ActForPeople),
	}
}
