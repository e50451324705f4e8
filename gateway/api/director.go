package api

import (
	"context"
	"strconv"
	"time"

	"wanjia/streaming"
)

// Directing decides what is on air.
type Directing interface {
	// Channel is a channel that can be directed. Errors: streaming.ErrNoChannel.
	Channel(streaming.ChannelID) (streaming.Channel, error)
	// Take puts a source on air from now on. Errors: streaming.ErrNoSource.
	Take(ctx context.Context, c streaming.Channel, source streaming.SourceID) (streaming.Order, error)
	// Slate cuts all that is not public yet.
	Slate(ctx context.Context, c streaming.Channel) (streaming.Order, error)
}

// TakeInput says what goes on air.
type TakeInput struct {
	Channel streaming.ChannelID `path:"channel" maxLength:"40"`
	Body    struct {
		Source streaming.SourceID `json:"source" minLength:"1" maxLength:"120" example:"camera:performer-K3" doc:"camera: and a guest of the stage, or a source of the channel"`
	}
}

// SlateInput names the channel that is cut.
type SlateInput struct {
	Channel streaming.ChannelID `path:"channel" maxLength:"40"`
}

// OnAir is an order as it took effect.
type OnAir struct {
	Source streaming.SourceID `json:"source"`
	Cell   int64              `json:"cell" doc:"Media sequence number that begins with it"`
	Public time.Time          `json:"public" doc:"When the public begins to see it"`
}

// postTake answers POST /v1/channels/{channel}/take: 200 OnAir | 404 not_found | 422
// no_source.
func (a *API) postTake(ctx context.Context, in *TakeInput) (*reply[OnAir], error) {
	return a.direct(ctx, in.Channel, "air.take", map[string]string{"source": string(in.Body.Source)}, func(ctx context.Context, c streaming.Channel) (streaming.Order, error) {
		return a.Director.Take(ctx, c, in.Body.Source)
	})
}

// postSlate answers POST /v1/channels/{channel}/slate: 200 OnAir | 404 not_found. It
// asks for no reason: there is no time for one.
func (a *API) postSlate(ctx context.Context, in *SlateInput) (*reply[OnAir], error) {
	return a.direct(ctx, in.Channel, "air.slate", map[string]string{}, a.slate)
}

func (a *API) slate(ctx context.Context, c streaming.Channel) (streaming.Order, error) {
	return a.Director.Slate(ctx, c)
}

// direct gives an order and writes down who gave it.
func (a *API) direct(ctx context.Context, id streaming.ChannelID, what string, detail map[string]string, give func(context.Context, streaming.Channel) (streaming.Order, error)) (*reply[OnAir], error) {
	if a.Director == nil {
		return nil, streaming.ErrNoChannel
	}
	c, err := a.Director.Channel(id)
	if err != nil {
		return nil, err
	}
	detail["asked"] = strconv.FormatInt(c.Clock.Cell(c.Clock.At(a.Now())), 10)
	var o streaming.Order
	err = a.audited(ctx, what, "channel/"+string(id), "*", "", "", detail, func(ctx context.Context) error {
		o, err = give(ctx, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &reply[OnAir]{Body: OnAir{o.Source, o.From, c.Clock.Moment(c.Clock.Start(o.From) + c.Delay)}}, nil
}
