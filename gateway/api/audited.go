package api

import (
	"context"
	"slices"

	"github.com/valyala/fasthttp"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// channels are those a page may say it is, in the header X-Channel.
var channels = []string{"app", "desk", "hotline", "head"}

// channelOf is the channel a request says it comes through; the app where it says
// none or one that does not exist. It is for the record only and decides nothing.
func channelOf(h *fasthttp.RequestHeader) string {
	said := h.Peek("X-Channel")
	if i := slices.Index(channels, string(said)); len(said) > 0 && i >= 0 {
		return channels[i]
	}
	return channels[0]
}

// audited runs change as one act of the caller: its line is written before and
// closed with the outcome after, and without a line there is no change.
//
// what is a stable code, "person.change"; object what was changed, "person/P1";
// scope the node it lay in then, "*" for none; forPerson whom it was done for, ""
// for oneself or nobody; why in the caller's words; detail names and masked values
// only. The error is that of change.
func (a *API) audited(ctx context.Context, what, object string, scope community.NodeID, forPerson community.PersonID,
	why string, detail map[string]string, change func(context.Context) error,
) error {
	who, request := actor(ctx), requestOf(ctx)
	return a.Audit.Do(ctx, audit.Line{
		Account: string(who.Account.ID), Name: who.Account.Name, Role: string(a.capacity(ctx, scope)),
		For: string(forPerson), Channel: request.Channel, What: what, Object: object, Scope: string(scope),
		Why: why, Request: request.ID, Detail: detail,
	}, change)
}

// capacity is the role in which the caller may do to what lies in scope what the
// route is about; "" on a route that is about one's own affairs.
func (a *API) capacity(ctx context.Context, scope community.NodeID) identity.Role {
	right := requestOf(ctx).Right
	if right == "" {
		return ""
	}
	// Just after a start no tree may be known yet, and then nothing would cover anything.
	if _, err := a.Community.Tree(ctx); err != nil {
		a.Log.WarnContext(ctx, "the role of an audit line is not known", "err", err)
	}
	return identity.Capacity(actor(ctx).Grants, right, a.Now(), func(node string) bool {
		return a.Community.Within(string(scope), []string{node})
	})
}
