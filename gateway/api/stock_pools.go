package api

import (
	"context"
	"strconv"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// NewPoolInput adds a pool to a session.
type NewPoolInput struct {
	SessionPath
	Body struct {
		ID       ticketing.PoolID `json:"id" maxLength:"100" example:"banquet-2027-noon-tables" doc:"Small letters, digits and hyphens; never used again"`
		Title    events.Text      `json:"title"`
		Places   int              `json:"places"`
		MaxParty int              `json:"max_party"`
		Opens    time.Time        `json:"opens" doc:"Not in the past"`
		Closes   time.Time        `json:"closes"`
		Shares   []StockShare     `json:"shares,omitempty" maxItems:"6"`
		Limits   []StockLimit     `json:"limits,omitempty" maxItems:"10"`
		Why      string           `json:"why" maxLength:"200"`
	}
}

// postPool answers POST /v1/sessions/{session}/pools: 201 StockPool | 400 pool_name,
// pool_title, pool_size, window, window_past, max_party, limit_rule, no_such_channel |
// 404 no_such_session | 409 pool_exists, capacity, shares.
func (a *API) postPool(ctx context.Context, in *NewPoolInput) (*reply[StockPool], error) {
	b := in.Body
	p := ticketing.Pool{
		ID: b.ID, Session: in.Session, Title: b.Title, Capacity: b.Places, MaxParty: b.MaxParty,
		Opens: b.Opens, Closes: b.Closes, Quotas: quotasOf(b.Shares), Limits: limitsOf(b.Limits),
	}
	e, err := a.eventOf(ctx, in.Session)
	if err != nil {
		return nil, err
	}
	p.Paused, p.Moved = !e.Issuing(), len(e.Moves)
	err = a.changed(ctx, "stock.add", "session/"+string(in.Session), b.Why, map[string]string{"count": strconv.Itoa(b.Places)},
		func(ctx context.Context, _ string) error {
			_, err := a.Tickets.AddPool(ctx, p)
			return err
		})
	if err != nil {
		return nil, err
	}
	return a.onePool(ctx, b.ID)
}

func quotasOf(shares []StockShare) []ticketing.Quota {
	var out []ticketing.Quota
	for _, s := range shares {
		q := ticketing.Quota{Channel: s.Channel, Places: s.Places, Into: s.Into}
		if s.Release != nil {
			q.Release = *s.Release
		}
		out = append(out, q)
	}
	return out
}

func limitsOf(limits []StockLimit) []ticketing.Limit {
	var out []ticketing.Limit
	for _, l := range limits {
		out = append(out, ticketing.Limit(l))
	}
	return out
}

// PoolPath names a pool.
type PoolPath struct {
	Pool ticketing.PoolID `path:"pool" maxLength:"128"`
}

// EditPoolInput changes what a pool says of itself; what is left out stays.
type EditPoolInput struct {
	PoolPath
	Body struct {
		Rev      int64         `json:"rev" doc:"Of the pool as it was read"`
		Title    *events.Text  `json:"title,omitempty"`
		Opens    *time.Time    `json:"opens,omitempty" doc:"Not in the past"`
		Closes   *time.Time    `json:"closes,omitempty" doc:"Not in the past; see close_now"`
		CloseNow bool          `json:"close_now,omitempty" doc:"Close booking at once"`
		MaxParty *int          `json:"max_party,omitempty"`
		Limits   *[]StockLimit `json:"limits,omitempty" maxItems:"10" doc:"Binds the bookings to come"`
		Why      string        `json:"why" maxLength:"200"`

		MoreUntil *time.Time `json:"more_until,omitempty" doc:"From then on parties only grow smaller; not in the past, see no_more_now"`
		MoreFree  bool       `json:"more_free,omitempty" doc:"Parties may grow until the session starts"`
		NoMoreNow bool       `json:"no_more_now,omitempty" doc:"Parties grow no more from now on"`
	}
}

// patchPool answers PATCH /v1/pools/{pool}: 200 StockPool | 400 pool_title, window,
// window_past, max_party, limit_rule | 404 no_such_pool | 409 stock_changed.
func (a *API) patchPool(ctx context.Context, in *EditPoolInput) (*reply[StockPool], error) {
	b := in.Body
	edit := ticketing.Edit{
		Pool: in.Pool, Rev: b.Rev, Title: b.Title, Opens: b.Opens, Closes: b.Closes, CloseNow: b.CloseNow, MaxParty: b.MaxParty, MoreUntil: b.MoreUntil, NoMoreNow: b.NoMoreNow,
	}
	detail := map[string]string{}
	moment(detail, "from", b.Opens)
	moment(detail, "until", b.Closes)
	if b.MaxParty != nil {
		detail["number"] = strconv.Itoa(*b.MaxParty)
	}
	if b.Limits != nil {
		edit.Limits = new(limitsOf(*b.Limits))
		detail["count"] = strconv.Itoa(len(*b.Limits))
	}
	moment(detail, "more_until", b.MoreUntil)
	if b.MoreFree {
		edit.MoreUntil = new(time.Time{})
		detail["more_until"] = "start"
	}
	if b.NoMoreNow {
		detail["more_until"] = "now"
	}
	if b.CloseNow {
		detail["until"] = "now"
	}
	return a.poolChange(ctx, "stock.change", in.Pool, b.Why, detail, func(ctx context.Context, _ string) error {
		_, err := a.Tickets.Edit(ctx, edit)
		return err
	})
}

// moment notes a time in the detail of an audit line, if there is one.
func moment(detail map[string]string, name string, at *time.Time) {
	if at != nil {
		detail[name] = at.Format(time.RFC3339)
	}
}

// poolChange is an audited change of one pool, answered by what the pool is then.
func (a *API) poolChange(ctx context.Context, what string, pool ticketing.PoolID, why string, detail map[string]string, change func(context.Context, string) error) (*reply[StockPool], error) {
	if err := a.changed(ctx, what, "pool/"+string(pool), why, detail, change); err != nil {
		return nil, err
	}
	return a.onePool(ctx, pool)
}

// SizeInput changes the size of a pool.
type SizeInput struct {
	PoolPath
	Body struct {
		Rev     int64  `json:"rev" doc:"Of the pool as it was read"`
		Size    int    `json:"size" doc:"Places for people"`
		Channel string `json:"channel,omitempty" maxLength:"32" doc:"Whose share changes with it, kept for nobody's; empty for a pool without shares"`
		Why     string `json:"why" maxLength:"200"`
	}
}

// putSize answers PUT /v1/pools/{pool}/size: 200 StockPool | 400 pool_size,
// no_such_channel | 404 no_such_pool | 409 stock_changed, capacity, places_taken,
// shares, share_taken, no_shares, seats_fixed, moves_full.
func (a *API) putSize(ctx context.Context, in *SizeInput) (*reply[StockPool], error) {
	b := in.Body
	return a.poolChange(ctx, "stock.size", in.Pool, b.Why, map[string]string{"count": strconv.Itoa(b.Size)}, func(ctx context.Context, why string) error {
		_, err := a.Tickets.Resize(ctx, ticketing.Resize{Pool: in.Pool, Rev: b.Rev, Size: b.Size, Channel: b.Channel, By: byOf(ctx), Why: why})
		return err
	})
}

// RemovePoolInput gives a pool up.
type RemovePoolInput struct {
	PoolPath
	Body struct {
		Rev int64  `json:"rev" doc:"Of the pool as it was read"`
		Why string `json:"why" maxLength:"200"`
	}
}

// postRemoval answers POST /v1/pools/{pool}/removal: 200 StockPool | 404 no_such_pool |
// 409 stock_changed, pool_in_use.
func (a *API) postRemoval(ctx context.Context, in *RemovePoolInput) (*reply[StockPool], error) {
	return a.poolChange(ctx, "stock.remove", in.Pool, in.Body.Why, nil, func(ctx context.Context, why string) error {
		return a.Tickets.RemovePool(ctx, ticketing.Resize{Pool: in.Pool, Rev: in.Body.Rev, By: byOf(ctx), Why: why})
	})
}

// MoveInput moves places between channels.
type MoveInput struct {
	PoolPath
	Body struct {
		Rev    int64  `json:"rev" doc:"Of the pool as it was read"`
		From   string `json:"from" maxLength:"32" doc:"A channel, or kept for what is kept back"`
		To     string `json:"to" maxLength:"32"`
		Places int    `json:"places"`
		Why    string `json:"why" maxLength:"200"`
	}
}

// postMove answers POST /v1/pools/{pool}/moves: 201 StockPool | 400 pool_size,
// no_such_channel | 404 no_such_pool | 409 stock_changed, no_shares, shares,
// share_taken, moves_full.
func (a *API) postMove(ctx context.Context, in *MoveInput) (*reply[StockPool], error) {
	b := in.Body
	detail := map[string]string{"from": b.From, "into": b.To, "count": strconv.Itoa(b.Places)}
	return a.poolChange(ctx, "stock.move", in.Pool, b.Why, detail, func(ctx context.Context, why string) error {
		_, err := a.Tickets.Shift(ctx, ticketing.Shift{Pool: in.Pool, Rev: b.Rev, From: b.From, To: b.To, Places: b.Places, By: byOf(ctx), Why: why})
		return err
	})
}

// SharesInput divides a pool among channels.
type SharesInput struct {
	PoolPath
	Body struct {
		Rev    int64        `json:"rev" doc:"Of the pool as it was read"`
		Shares []StockShare `json:"shares" maxItems:"6"`
		Why    string       `json:"why" maxLength:"200"`
	}
}

// putShares answers PUT /v1/pools/{pool}/shares, once for each pool: 200 StockPool |
// 400 pool_size, no_such_channel, window_past | 404 no_such_pool | 409 stock_changed,
// shares, share_taken.
func (a *API) putShares(ctx context.Context, in *SharesInput) (*reply[StockPool], error) {
	b := in.Body
	return a.poolChange(ctx, "stock.share", in.Pool, b.Why, map[string]string{"count": strconv.Itoa(len(b.Shares))}, func(ctx context.Context, why string) error {
		_, err := a.Tickets.ShareOut(ctx, in.Pool, b.Rev, quotasOf(b.Shares), byOf(ctx), why)
		return err
	})
}

// ReleaseInput says when a share is released.
type ReleaseInput struct {
	PoolPath
	Share string `path:"share" maxLength:"32" doc:"The channel"`
	Body  struct {
		Rev  int64      `json:"rev" doc:"Of the pool as it was read"`
		At   *time.Time `json:"at,omitempty" doc:"Left out for never"`
		Into string     `json:"into,omitempty" maxLength:"32" doc:"A channel, or kept"`
		Why  string     `json:"why" maxLength:"200"`
	}
}

// putRelease answers PUT /v1/pools/{pool}/shares/{share}/release: 200 StockPool |
// 400 no_such_channel, window_past | 404 no_such_pool | 409 stock_changed.
func (a *API) putRelease(ctx context.Context, in *ReleaseInput) (*reply[StockPool], error) {
	b := in.Body
	detail := map[string]string{"from": in.Share, "into": b.Into}
	moment(detail, "at", b.At)
	return a.poolChange(ctx, "stock.release", in.Pool, b.Why, detail, func(ctx context.Context, _ string) error {
		var at time.Time
		if b.At != nil {
			at = *b.At
		}
		_, err := a.Tickets.ReleaseOn(ctx, in.Pool, b.Rev, in.Share, at, b.Into)
		return err
	})
}
