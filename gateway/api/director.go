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
	Channel(context.Context, streaming.ChannelID) (streaming.Channel, error)
	// Take puts a source on air from now on. Errors: streaming.ErrNoSource, ErrNoItem,
	// ErrShowState.
	Take(ctx context.Context, c streaming.Channel, shot streaming.Shot) (streaming.Taken, error)
	// Slate cuts all that is not public yet.
	Slate(ctx context.Context, c streaming.Channel, by streaming.Signature) (streaming.Order, error)
	// GoLive puts a channel's show on air. Errors: streaming.ErrNoShow,
	// ErrShowChanged, ErrShowState, ErrNotReady.
	GoLive(ctx context.Context, c streaming.Channel, version int64, by streaming.Signature, why string) (streaming.VersionedShow, error)
	// End ends it. Errors: as GoLive.
	End(ctx context.Context, c streaming.Channel, version int64) (streaming.VersionedShow, error)
	// Plan is what has been ordered.
	Plan(ctx context.Context, c streaming.Channel) (streaming.Plan, error)
	// Sources is what can be put on air.
	Sources(ctx context.Context, c streaming.Channel) ([]streaming.SourceState, error)
}

// TakeInput says what goes on air.
type TakeInput struct {
	Channel streaming.ChannelID `path:"channel" maxLength:"40"`
	Body    struct {
		Source streaming.SourceID `json:"source,omitempty" maxLength:"120" example:"camera:performer-K3" doc:"camera: and a guest of the stage, or a source of the channel; left out for the feed of the item"`
		Item   streaming.ItemID   `json:"item,omitempty" maxLength:"20" doc:"The item of the running order that begins with it"`
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

	Rehearsal bool `json:"rehearsal" doc:"The show is not on air: the public sees nothing of it"`
}

// postTake answers POST /v1/channels/{channel}/take: 200 OnAir | 404 not_found,
// no_show_item | 409 show_state | 422 no_source.
func (a *API) postTake(ctx context.Context, in *TakeInput) (*reply[OnAir], error) {
	shot := streaming.Shot{Source: in.Body.Source, Item: in.Body.Item}
	detail := map[string]string{"source": string(shot.Source), "item": string(shot.Item)}
	return a.direct(ctx, in.Channel, "air.take", detail, func(ctx context.Context, c streaming.Channel) (streaming.Taken, error) {
		return a.Director.Take(ctx, c, shot)
	})
}

// postSlate answers POST /v1/channels/{channel}/slate: 200 OnAir | 404 not_found. It
// asks for no reason: there is no time for one.
func (a *API) postSlate(ctx context.Context, in *SlateInput) (*reply[OnAir], error) {
	return a.direct(ctx, in.Channel, "air.slate", map[string]string{}, func(ctx context.Context, c streaming.Channel) (streaming.Taken, error) {
		o, err := a.Director.Slate(ctx, c, a.signature(ctx))
		return streaming.Taken{Order: o}, err
	})
}

// direct gives an order, writes down who gave it, and tells all screens.
func (a *API) direct(ctx context.Context, id streaming.ChannelID, what string, detail map[string]string, give func(context.Context, streaming.Channel) (streaming.Taken, error)) (*reply[OnAir], error) {
	if a.Director == nil {
		return nil, streaming.ErrNoChannel
	}
	c, err := a.Director.Channel(ctx, id)
	if err != nil {
		return nil, err
	}
	detail["asked"] = strconv.FormatInt(c.Clock.Cell(c.Clock.At(a.Now())), 10)
	var o streaming.Taken
	err = a.audited(ctx, what, "channel/"+string(id), "*", "", "", detail, func(ctx context.Context) error {
		o, err = give(ctx, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	a.changes.tell(id)
	return &reply[OnAir]{Body: OnAir{o.Source, o.From, here(c.Clock.Moment(c.Clock.Start(o.From) + c.Delay)), o.Private}}, nil
}
