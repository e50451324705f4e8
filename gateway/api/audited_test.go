package api

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
)

// TestAuditedSaysWho: the line names the account, the role that let them, the
// channel and the request, and how it ended.
func TestAuditedSaysWho(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	for name, tt := range map[string]struct {
		route   Route
		channel string
		err     error
		status  int
		want    audit.Line
	}{
		"a right is used": {
			Route{}.needs(identity.ChangePeople), "desk", nil, http.StatusOK,
			audit.Line{Role: "admin", Channel: "desk", Outcome: audit.Done},
		},
		"one's own affairs, an invented channel": {
			Route{Who: signedIn}, "pigeon", nil, http.StatusOK,
			audit.Line{Channel: "app", Outcome: audit.Done},
		},
		"refused": {
			Route{Who: signedIn}, "", community.ErrName, http.StatusBadRequest,
			audit.Line{Channel: "app", Outcome: audit.Refused, Code: "name"},
		},
		"failed": {
			Route{Who: signedIn}, "", errors.New("the disk is gone"), http.StatusInternalServerError,
			audit.Line{Channel: "app", Outcome: audit.Failed, Code: "internal"},
		},
	} {
		app := fiber.New(fiber.Config{ErrorHandler: h.onError})
		app.Use(h.edge)
		object := "person/" + name
		app.Post("/", h.guard(tt.route), func(c *fiber.Ctx) error {
			return h.audited(c.UserContext(), "person.change", object, "GX-12", communitytest.Gong, "she asked", map[string]string{"name": "龚*英"},
				func(context.Context) error { return tt.err })
		})
		if res := doOn(t, app, "POST", "/", "", bearer(h.admin), "X-Channel: "+tt.channel, "X-Request-Id: request-1"); res.StatusCode != tt.status {
			t.Errorf("%s: %d %s, want %d", name, res.StatusCode, res.text, tt.status)
		}
		lines, _, err := h.Audit.Lines(t.Context(), audit.Query{Scopes: []string{"*"}, Object: object, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		tt.want.For, tt.want.What, tt.want.Object, tt.want.Scope = string(communitytest.Gong), "person.change", object, "GX-12"
		tt.want.Why, tt.want.Request, tt.want.Detail = "she asked", "request-1", map[string]string{"name": "龚*英"}
		if diff := cmp.Diff([]audit.Line{tt.want}, lines, cmpopts.IgnoreFields(audit.Line{}, "ID", "At", "Account")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if len(lines) == 1 && (lines[0].Account == "" || lines[0].At.IsZero()) {
			t.Errorf("%s: the line names no account or no time: %+v", name, lines[0])
		}
	}
}
