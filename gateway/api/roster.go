package api

import (
	"log/slog"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/paper"
	"wanjia/gateway/identity"
)

// getRoster answers GET /v1/buildings/{building}/roster.pdf: 200 application/pdf |
// 404 no_such_building | 503 no_font.
func (a *API) getRoster(c *fiber.Ctx) error {
	ctx := c.UserContext()
	id := community.NodeID(c.Params("building"))
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return err
	}
	if !tree.Within(id, a.reach(ctx, identity.PrintRoster)) {
		return community.ErrNoBuilding
	}
	r, err := a.Community.Roster(ctx, id)
	if err != nil {
		return err
	}
	faces, err := a.Community.Faces(ctx, r)
	if err != nil {
		return err
	}
	page := c.BaseURL() + "/building/" + string(r.Building.Code)
	body, missing, err := paper.Roster(a.Fonts, r, faces, page, a.Now().In(events.Zone))
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		a.Log.LogAttrs(ctx, slog.LevelWarn, "no font has these characters", slog.String("characters", string(missing)), slog.String("building", string(id)))
	}
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="roster-`+string(r.Building.Code)+`.pdf"`)
	return c.Send(body)
}
