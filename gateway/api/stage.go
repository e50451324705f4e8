package api

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/streaming"
)

// Stage is where shows are performed.
type Stage interface {
	// Pass lets identity come in, in a role. Errors: streaming.ErrNoStage,
	// ErrNoRole, ErrStageAway.
	Pass(ctx context.Context, stage streaming.StageID, identity, name string, role streaming.StageRole) (streaming.StagePass, error)
	// Guests lists who is there. Errors: streaming.ErrNoStage, ErrStageAway.
	Guests(ctx context.Context, stage streaming.StageID) ([]streaming.Guest, error)
	// Remove shows somebody out; who is not there is out. Errors: as Guests.
	Remove(ctx context.Context, stage streaming.StageID, identity string) error
	// Said takes a message of the stage's server. Errors: streaming.ErrUnsigned.
	Said(ctx context.Context, authorization string, body []byte) error
}

// StageInput says as what somebody comes onto a stage.
type StageInput struct {
	Stage streaming.StageID `path:"stage" maxLength:"60" example:"gala-show"`
	Body  struct {
		Role streaming.StageRole `json:"role" enum:"performer,host,branch"`
	}
}

// StageDeskInput says as what somebody watches a stage.
type StageDeskInput struct {
	Stage streaming.StageID `path:"stage" maxLength:"60" example:"gala-show"`
	Body  struct {
		Role streaming.StageRole `json:"role" enum:"director,monitor"`
	}
}

// StageNamed names a stage.
type StageNamed struct {
	Stage streaming.StageID `path:"stage" maxLength:"60" example:"gala-show"`
}

// StageToken lets its holder into a room for as long as it says.
type StageToken struct {
	URL   string    `json:"url" example:"wss://stage.example"`
	Room  string    `json:"room"`
	Token string    `json:"token"`
	Until time.Time `json:"until" doc:"By then one must have come in"`
}

// StageGuests is who is on a stage.
type StageGuests struct {
	Items []StageGuest `json:"items" nullable:"false"`
}

// StageGuest is somebody on a stage.
type StageGuest struct {
	Guest      string              `json:"guest"`
	Name       string              `json:"name"`
	Role       streaming.StageRole `json:"role"`
	Since      time.Time           `json:"since"`
	Camera     bool                `json:"camera"`
	Microphone bool                `json:"microphone"`
	Codec      string              `json:"codec"`
	Layers     int                 `json:"layers" doc:"Sizes that the camera sends; the public needs three"`
}

// StageGuestInput names somebody on a stage.
type StageGuestInput struct {
	Stage streaming.StageID `path:"stage" maxLength:"60"`
	Guest string            `path:"guest" maxLength:"80"`
	Why   string            `query:"why" required:"true" minLength:"1" maxLength:"200"`
}

// postStageToken answers POST /v1/stages/{stage}/tokens: 201 StageToken | 404
// no_stage | 503 stage_unavailable.
func (a *API) postStageToken(ctx context.Context, in *StageInput) (*reply[StageToken], error) {
	return a.enter(ctx, in.Stage, in.Body.Role)
}

// postStageDesk answers POST /v1/stages/{stage}/desk: 201 StageToken | 404 no_stage |
// 503 stage_unavailable.
func (a *API) postStageDesk(ctx context.Context, in *StageDeskInput) (*reply[StageToken], error) {
	return a.enter(ctx, in.Stage, in.Body.Role)
}

// enter lets the caller into a stage. Who is on it is known by the account: the same
// person on a second device takes the place of the first.
func (a *API) enter(ctx context.Context, stage streaming.StageID, role streaming.StageRole) (*reply[StageToken], error) {
	if a.Stage == nil {
		return nil, streaming.ErrNoStage
	}
	who := actor(ctx).Account
	pass, err := a.Stage.Pass(ctx, stage, string(role)+"-"+string(who.ID), who.Name, role)
	if err != nil {
		return nil, err
	}
	return &reply[StageToken]{Body: StageToken(pass)}, nil
}

// getStageGuests answers GET /v1/stages/{stage}/guests: 200 StageGuests | 404
// no_stage | 503 stage_unavailable.
func (a *API) getStageGuests(ctx context.Context, in *StageNamed) (*reply[StageGuests], error) {
	if a.Stage == nil {
		return nil, streaming.ErrNoStage
	}
	guests, err := a.Stage.Guests(ctx, in.Stage)
	if err != nil {
		return nil, err
	}
	out := &reply[StageGuests]{Body: StageGuests{Items: make([]StageGuest, 0, len(guests))}}
	for _, g := range guests {
		out.Body.Items = append(out.Body.Items, StageGuest{g.Identity, g.Name, g.Role, g.Joined, g.Camera, g.Microphone, g.Codec, g.Layers})
	}
	return out, nil
}

// deleteStageGuest answers DELETE /v1/stages/{stage}/guests/{guest}?why=: 204 | 404
// no_stage | 503 stage_unavailable. Repeating it is safe.
func (a *API) deleteStageGuest(ctx context.Context, in *StageGuestInput) (*struct{}, error) {
	if a.Stage == nil {
		return nil, streaming.ErrNoStage
	}
	return nil, a.audited(ctx, "stage.remove", "stage/"+string(in.Stage), "*", "", in.Why, map[string]string{"guest": in.Guest}, func(ctx context.Context) error {
		return a.Stage.Remove(ctx, in.Stage, in.Guest)
	})
}

// postStageEvent answers POST /v1/livekit/webhook: 200 | 401 webhook_unsigned.
func (a *API) postStageEvent(c *fiber.Ctx) error {
	if a.Stage == nil {
		return streaming.ErrNoStage
	}
	if err := a.Stage.Said(c.UserContext(), c.Get(fiber.HeaderAuthorization), c.Body()); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusOK)
}

// Cue is what whoever is on a stage needs to know.
type Cue struct {
	Title    events.Text         `json:"title"`
	State    streaming.ShowState `json:"state" enum:"draft,rehearsal,ready,on_air,ended"`
	Room     streaming.StageID   `json:"room" doc:"Where it is performed now"`
	Bus      streaming.SourceID  `json:"bus" doc:"What is on the programme; of a rehearsal what would be"`
	Me       streaming.SourceID  `json:"me" doc:"The source that the caller's camera is, as performer, host or branch: one ends with this"`
	Item     events.Text         `json:"item" doc:"What is being played"`
	NextItem events.Text         `json:"next_item"`
	NextFeed streaming.SourceID  `json:"next_feed" doc:"Whose picture comes next"`
	Delay    int                 `json:"delay" doc:"Seconds until the public sees it"`
}

// getCue answers GET /v1/channels/{channel}/cue: 200 Cue | 404 not_found, no_show.
func (a *API) getCue(ctx context.Context, in *ProgrammeOf) (*reply[Cue], error) {
	if a.Director == nil || a.Shows == nil {
		return nil, streaming.ErrNoChannel
	}
	body, err := a.screenBody(ctx, in.Channel)
	if err != nil {
		return nil, err
	}
	var p Programme
	if err := json.Unmarshal(body, &p); err != nil {
		return nil, fmt.Errorf("read the screen of %s: %w", in.Channel, err)
	}
	cue := Cue{Title: p.Title, State: p.State, Room: p.room(), Bus: p.Bus, Me: streaming.SourceID("-" + string(actor(ctx).Account.ID)), Delay: p.Delay}
	for _, i := range p.Items {
		switch i.ID {
		case p.On:
			cue.Item = i.Title
			if p.State == streaming.ShowRehearsal {
				cue.Bus = i.Feed
			}
		case p.Next:
			cue.NextItem, cue.NextFeed = i.Title, i.Feed
		}
	}
	return &reply[Cue]{Body: cue}, nil
}

// room is where a show is performed: rehearsals have a room of their own.
func (p *Programme) room() streaming.StageID {
	return streaming.RoomOf(p.Channel, p.State)
}
