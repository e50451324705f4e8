package api

import (
	"bytes"
	"context"

	"github.com/gofiber/fiber/v2"

	"wanjia/ticketing"
)

// getOrder answers GET /v1/pools/{pool}/order: 200 lines of JSON | 304 |
// 404 no_such_pool.
//
// It is long, so it is made at most twice a minute, whoever asks.
func (a *API) getOrder(c *fiber.Ctx) error {
	id := ticketing.PoolID(c.Params("pool"))
	body, err := a.orders.Get(c.UserContext(), id, func(ctx context.Context) (hotBody, error) {
		var text bytes.Buffer
		if err := a.Tickets.Order(ctx, id, &text); err != nil {
			return hotBody{}, err
		}
		return hotBody{bytes: text.Bytes(), tag: tagOf(text.Bytes())}, nil
	})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "private, max-age=30")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="order.jsonl"`)
	return sendTagged(c, body.tag, "application/jsonl", body.bytes)
}
