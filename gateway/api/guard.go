package api

import (
	"context"
	"net"
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

const cookieName = "wanjia_session"

var (
	headerCacheControl = []byte(fiber.HeaderCacheControl)
	noStore            = []byte("no-store")
)

// actor is who makes the request. Routes for signed-in people have one.
func actor(ctx context.Context) identity.Actor {
	if who := requestOf(ctx).who; who != nil {
		return *who
	}
	return identity.Actor{}
}

// guard stands before a route: cross-site requests, rate limits, who may, and
// the idempotency key, in the order of what they cost.
func (a *API) guard(r Route) fiber.Handler {
	figures := a.measures.route(r.ID)
	return func(c *fiber.Ctx) error {
		request := requestOf(c.UserContext())
		request.Route, request.Right, request.Channel, request.figures = r.ID, r.Needs, channelOf(&c.Request().Header), figures
		if err := sameSite(c); err != nil {
			return err
		}
		if err := a.limitAddress(c, r.Rate); err != nil {
			return err
		}
		if err := a.admit(c, r); err != nil {
			return err
		}
		if r.early != nil {
			if err := r.early(c); err != nil {
				return err
			}
		}
		if err := a.limitAccount(c, r.Rate); err != nil {
			return err
		}
		if r.Once {
			return a.once(c, r)
		}
		return r.next(c)
	}
}

// admit says whether the caller may use a route, and puts who it is into the
// context.
func (a *API) admit(c *fiber.Ctx, r Route) error {
	switch r.Who {
	case anyone:
		return nil
	case demoOnly:
		if !a.DevLogins || !local(c) {
			return errNoRoute
		}
		c.Response().Header.SetCanonical(headerCacheControl, noStore)
		return nil
	case devices:
		return a.admitDevice(c)
	case edges:
		return a.admitEdge(c)
	case signedIn, holders:
		if err := a.authenticate(c); err != nil {
			return err
		}
		c.Response().Header.SetCanonical(headerCacheControl, noStore)
		ctx := c.UserContext()
		switch {
		case r.Who == signedIn, len(a.reach(ctx, r.Needs)) > 0:
			return nil
		case len(identity.Nodes(actor(ctx).Held, r.Needs, a.Now())) > 0:
			return identity.ErrFactor // it is theirs, once they have shown that it is them
		}
	}
	return errForbidden // a row that says nothing lets nobody in
}

// reach is where in the organisation the caller holds a right: what a handler
// hands to the domain, which shows and changes nothing outside it.
func (a *API) reach(ctx context.Context, right identity.Right) community.Reach {
	nodes := identity.Nodes(actor(ctx).Grants, right, a.Now())
	reach := make(community.Reach, len(nodes))
	for i, n := range nodes {
		reach[i] = community.NodeID(n)
	}
	return reach
}

func (a *API) authenticate(c *fiber.Ctx) error {
	token := tokenOf(c.Get(fiber.HeaderAuthorization), c.Cookies(cookieName))
	if token == "" {
		return identity.ErrSignIn
	}
	who, err := a.Identity.Authenticate(c.UserContext(), token)
	if err != nil {
		return err
	}
	request := requestOf(c.UserContext())
	request.Account, request.who = who.Account.ID, &who
	return nil
}

// tokenOf picks the session's token: a bearer token if there is one, for a
// program that sends it means it, else the cookie.
func tokenOf(authorization, cookie string) string {
	scheme, token, ok := strings.Cut(authorization, " ")
	if ok && strings.EqualFold(scheme, "Bearer") {
		return strings.TrimSpace(token)
	}
	return cookie
}

// local says whether a request was made on this very machine by a page of this
// very machine. The name is checked because a foreign name can be made to point
// here, and a forwarding header because somebody then asks through a proxy.
func local(c *fiber.Ctx) bool {
	if !remoteAddr(c).IsLoopback() || c.Get(fiber.HeaderXForwardedFor) != "" || c.Get("Forwarded") != "" {
		return false
	}
	host := string(c.Request().Host())
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && addr.IsLoopback()
}
