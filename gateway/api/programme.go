package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/streaming"
)

// ProgrammeOf names the channel of a show.
type ProgrammeOf struct {
	Channel streaming.ChannelID `path:"channel" maxLength:"40"`
}

// PlannedItem is an item as it is planned.
type PlannedItem struct {
	ID      streaming.ItemID     `json:"id" minLength:"1" maxLength:"20"`
	Title   events.Text          `json:"title"`
	Kind    string               `json:"kind" maxLength:"20"`
	From    streaming.ItemOrigin `json:"from" enum:"stage,branch,tape"`
	Length  int                  `json:"length" minimum:"1" maximum:"14400" doc:"Seconds"`
	Feed    streaming.SourceID   `json:"feed,omitempty" maxLength:"120"`
	Standby streaming.SourceID   `json:"standby,omitempty" maxLength:"120"`
	Minors  bool                 `json:"minors,omitempty"`
	Agreed  bool                 `json:"agreed,omitzero" doc:"Those who are not named, or their guardians, agreed that it may be seen again"`
	Fixed   bool                 `json:"fixed,omitempty"`

	Performers []ItemPerformer `json:"performers,omitempty" maxItems:"60"`
}

// PlannedOut is a moment at which a partner will leave.
type PlannedOut struct {
	Who string    `json:"who" maxLength:"60"`
	At  time.Time `json:"at"`
}

// PlanInput plans a show.
type PlanInput struct {
	ProgrammeOf
	Body struct {
		Version int64         `json:"version" minimum:"0" doc:"0 for one that is not there yet"`
		Title   events.Text   `json:"title"`
		Starts  time.Time     `json:"starts" doc:"As the public sees it"`
		Delay   int           `json:"delay" minimum:"0" maximum:"600" doc:"Seconds between the stage and the public"`
		Quick   bool          `json:"quick,omitzero" doc:"Offer low latency too: for small audiences, it costs eight times the requests"`
		Gap     int           `json:"gap" minimum:"0" maximum:"3600"`
		Items   []PlannedItem `json:"items" maxItems:"200" nullable:"false"`
		Outs    []PlannedOut  `json:"outs,omitempty" maxItems:"10"`
	}
}

// ItemInput changes an item; what is left out stays.
type ItemInput struct {
	ProgrammeOf
	Item streaming.ItemID `path:"item" maxLength:"20"`
	Body struct {
		Version int64               `json:"version"`
		Title   *events.Text        `json:"title,omitempty"`
		Length  *int                `json:"length,omitempty" minimum:"1" maximum:"14400" doc:"Seconds"`
		Feed    *streaming.SourceID `json:"feed,omitempty" maxLength:"120"`
		Standby *streaming.SourceID `json:"standby,omitempty" maxLength:"120"`
		Cut     *bool               `json:"cut,omitempty"`
		Fixed   *bool               `json:"fixed,omitempty"`
		Agreed  *bool               `json:"agreed,omitempty" doc:"Those who are not named, or their guardians, agreed in writing that it may be seen again; also once the show has ended"`
		Before  *streaming.ItemID   `json:"before,omitempty" doc:"Goes in front of this one; empty for the end"`

		Performers *[]ItemPerformer `json:"performers,omitempty" maxItems:"60" doc:"All who are named; also once the show has ended"`
	}
}

// DropsInput drops several items.
type DropsInput struct {
	ProgrammeOf
	Body struct {
		Version int64              `json:"version"`
		Items   []streaming.ItemID `json:"items" minItems:"1" maxItems:"50"`
	}
}

// WhatIfInput says without what.
type WhatIfInput struct {
	ProgrammeOf
	Without string `query:"without" maxLength:"600" example:"05,11" doc:"Items, by commas"`
}

// WhatIf is when a show would end.
type WhatIf struct {
	Ends time.Time `json:"ends"`
	Over int       `json:"over" doc:"Seconds"`
	Outs []ShowOut `json:"outs" nullable:"false"`
}

// CheckInput signs a point of the checklist.
type CheckInput struct {
	ProgrammeOf
	Check streaming.CheckID `path:"check" maxLength:"40"`
	Body  struct {
		Version int64  `json:"version"`
		Note    string `json:"note,omitempty" maxLength:"200"`
		Open    bool   `json:"open,omitempty" doc:"Nobody stands for it any more"`
	}
}

// ShowStateInput moves a show.
type ShowStateInput struct {
	ProgrammeOf
	Body struct {
		Version int64               `json:"version"`
		State   streaming.ShowState `json:"state" enum:"draft,rehearsal,ready"`
	}
}

// GoLiveInput puts a show on air.
type GoLiveInput struct {
	ProgrammeOf
	Body struct {
		Version int64  `json:"version"`
		Why     string `json:"why,omitempty" maxLength:"300" doc:"Why it begins with points of the checklist open"`
	}
}

// EndInput ends a show.
type EndInput struct {
	ProgrammeOf
	Body struct {
		Version int64 `json:"version"`
	}
}

// getProgramme answers GET /v1/channels/{channel}/programme: 200 Programme | 404
// not_found, no_show.
func (a *API) getProgramme(ctx context.Context, in *ProgrammeOf) (*reply[Programme], error) {
	p, err := a.programme(ctx, in.Channel)
	return &reply[Programme]{Body: p}, err
}

// programme is a show and what is on air.
func (a *API) programme(ctx context.Context, id streaming.ChannelID) (Programme, error) {
	if a.Director == nil || a.Shows == nil {
		return Programme{}, streaming.ErrNoChannel
	}
	c, err := a.Director.Channel(ctx, id)
	if err != nil {
		return Programme{}, err
	}
	s, err := a.Shows.Show(ctx, id)
	if err != nil {
		return Programme{}, err
	}
	plan, err := a.Director.Plan(ctx, c)
	if err != nil {
		return Programme{}, err
	}
	sources, err := a.Director.Sources(ctx, c)
	if err != nil {
		return Programme{}, err
	}
	agreed, err := a.agreedAgain(ctx, s.Show)
	if err != nil {
		return Programme{}, err
	}
	p := wireProgramme(s, agreed, a.Now())
	p.air(c, plan, sources)
	return p, nil
}

// screenBody is a programme as it is sent to screens, made once for all of them.
func (a *API) screenBody(ctx context.Context, id streaming.ChannelID) ([]byte, error) {
	return a.screens.Get(ctx, screenKey{id, a.changes.count(id)}, func(ctx context.Context) ([]byte, error) {
		p, err := a.programme(ctx, id)
		if err != nil {
			return nil, err
		}
		return json.Marshal(p)
	})
}

// putProgramme answers PUT /v1/channels/{channel}/programme: 200 Programme | 404
// not_found | 409 show_changed, show_state | 422 bad_show, no_performer, performer_twice.
func (a *API) putProgramme(ctx context.Context, in *PlanInput) (*reply[Programme], error) {
	b := in.Body
	s := streaming.Show{Channel: in.Channel, Title: b.Title, Starts: b.Starts, Delay: time.Duration(b.Delay) * time.Second, Quick: b.Quick, Gap: time.Duration(b.Gap) * time.Second}
	for _, i := range b.Items {
		s.Items = append(s.Items, streaming.ShowItem{
			ID: i.ID, Title: i.Title, Kind: i.Kind, From: i.From, Length: time.Duration(i.Length) * time.Second, Feed: i.Feed, Standby: i.Standby, Minors: i.Minors, Agreed: i.Agreed, Fixed: i.Fixed,
			Performers: performing(i.Performers),
		})
	}
	for _, o := range b.Outs {
		s.Outs = append(s.Outs, streaming.HardOut(o))
	}
	if a.Shows == nil {
		return nil, streaming.ErrNoChannel
	}
	detail := map[string]string{"count": strconv.Itoa(len(s.Items))}
	err := a.audited(ctx, "show.plan", "channel/"+string(in.Channel), "*", "", "", detail, func(ctx context.Context) error {
		_, err := a.Shows.Plan(ctx, s, b.Version)
		return err
	})
	if err != nil {
		return nil, err
	}
	a.changes.tell(in.Channel)
	return a.getProgramme(ctx, &in.ProgrammeOf)
}

// patchItem answers PATCH /v1/channels/{channel}/programme/items/{item}: 200 Programme
// | 404 no_show, no_show_item | 409 show_changed, item_begun, show_state | 422 bad_show,
// no_performer, performer_twice.
func (a *API) patchItem(ctx context.Context, in *ItemInput) (*reply[Programme], error) {
	b := in.Body
	change := streaming.ItemChange{Title: b.Title, Feed: b.Feed, Standby: b.Standby, Cut: b.Cut, Fixed: b.Fixed, Agreed: b.Agreed, Before: b.Before}
	detail := map[string]string{"item": string(in.Item)}
	if b.Performers != nil {
		change.Performers = new(performing(*b.Performers))
		detail["performers"] = strconv.Itoa(len(*b.Performers))
	}
	if b.Length != nil {
		change.Length = new(time.Duration(*b.Length) * time.Second)
	}
	return a.changeShow(ctx, in.Channel, "show.item", detail, "", func(ctx context.Context, _ streaming.Channel) error {
		_, err := a.Shows.Change(ctx, in.Channel, b.Version, in.Item, change)
		return err
	})
}

// postDrops answers POST /v1/channels/{channel}/programme/drops: 200 Programme | 404
// no_show, no_show_item | 409 show_changed, item_begun, show_state.
func (a *API) postDrops(ctx context.Context, in *DropsInput) (*reply[Programme], error) {
	return a.changeShow(ctx, in.Channel, "show.drop", map[string]string{"items": joined(in.Body.Items)}, "", func(ctx context.Context, _ streaming.Channel) error {
		_, err := a.Shows.Edit(ctx, in.Channel, in.Body.Version, func(s *streaming.Show) error { return s.Drop(in.Body.Items) })
		return err
	})
}

// getWhatIf answers GET /v1/channels/{channel}/programme/what-if: 200 WhatIf | 404
// not_found, no_show.
func (a *API) getWhatIf(ctx context.Context, in *WhatIfInput) (*reply[WhatIf], error) {
	if a.Shows == nil {
		return nil, streaming.ErrNoChannel
	}
	s, err := a.Shows.Show(ctx, in.Channel)
	if err != nil {
		return nil, err
	}
	var ids []streaming.ItemID
	for id := range strings.SplitSeq(in.Without, ",") {
		ids = append(ids, streaming.ItemID(id))
	}
	r := s.Without(ids...).Run(a.Now())
	out := WhatIf{Ends: here(r.Ends), Over: seconds(r.Over), Outs: []ShowOut{}}
	for _, o := range r.Outs {
		out.Outs = append(out.Outs, ShowOut{o.Who, here(o.At), seconds(o.Margin)})
	}
	return &reply[WhatIf]{Body: out}, nil
}

// putCheck answers PUT /v1/channels/{channel}/programme/checks/{check}: 200 Programme |
// 404 no_show, no_check | 409 show_changed, show_state.
func (a *API) putCheck(ctx context.Context, in *CheckInput) (*reply[Programme], error) {
	b := in.Body
	detail := map[string]string{"check": string(in.Check), "open": strconv.FormatBool(b.Open)}
	return a.changeShow(ctx, in.Channel, "show.check", detail, b.Note, func(ctx context.Context, _ streaming.Channel) error {
		_, err := a.Shows.Edit(ctx, in.Channel, b.Version, func(s *streaming.Show) error { return s.Sign(in.Check, a.signature(ctx), b.Note, b.Open) })
		return err
	})
}

// postShowState answers POST /v1/channels/{channel}/state: 200 Programme | 404 no_show
// | 409 show_changed, show_state.
func (a *API) postShowState(ctx context.Context, in *ShowStateInput) (*reply[Programme], error) {
	return a.changeShow(ctx, in.Channel, "show.state", map[string]string{"state": string(in.Body.State)}, "", func(ctx context.Context, _ streaming.Channel) error {
		_, err := a.Shows.Edit(ctx, in.Channel, in.Body.Version, func(s *streaming.Show) error { return s.Go(in.Body.State, a.Now()) })
		return err
	})
}

// postGoLive answers POST /v1/channels/{channel}/go-live: 200 Programme, which is still
// ready if it takes a second person | 404 no_show | 409 show_changed, show_state,
// show_not_ready.
func (a *API) postGoLive(ctx context.Context, in *GoLiveInput) (*reply[Programme], error) {
	return a.changeShow(ctx, in.Channel, "show.go_live", map[string]string{}, in.Body.Why, func(ctx context.Context, c streaming.Channel) error {
		_, err := a.Director.GoLive(ctx, c, in.Body.Version, a.signature(ctx), in.Body.Why)
		return err
	})
}

// postEnd answers POST /v1/channels/{channel}/end: 200 Programme | 404 no_show | 409
// show_changed, show_state.
func (a *API) postEnd(ctx context.Context, in *EndInput) (*reply[Programme], error) {
	return a.changeShow(ctx, in.Channel, "show.end", map[string]string{}, "", func(ctx context.Context, c streaming.Channel) error {
		_, err := a.Director.End(ctx, c, in.Body.Version)
		return err
	})
}

// signature is who asks, as somebody who stands for something.
func (a *API) signature(ctx context.Context) streaming.Signature {
	who := actor(ctx).Account
	return streaming.Signature{Account: string(who.ID), Name: who.Name, At: a.Now()}
}

// changeShow changes a show as an act of the caller, tells all screens, and answers
// with what the show is then.
func (a *API) changeShow(ctx context.Context, id streaming.ChannelID, what string, detail map[string]string, why string, change func(context.Context, streaming.Channel) error) (*reply[Programme], error) {
	if a.Director == nil || a.Shows == nil {
		return nil, streaming.ErrNoChannel
	}
	c, err := a.Director.Channel(ctx, id)
	if err != nil {
		return nil, err
	}
	err = a.audited(ctx, what, "channel/"+string(id), "*", "", why, detail, func(ctx context.Context) error { return change(ctx, c) })
	if err != nil {
		return nil, fmt.Errorf("%s on %s: %w", what, id, err)
	}
	a.changes.tell(id)
	return a.getProgramme(ctx, &ProgrammeOf{id})
}

func joined(ids []streaming.ItemID) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = string(id)
	}
	return strings.Join(texts, ",")
}
