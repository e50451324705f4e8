package livekitroom

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/livekit/server-sdk-go/v2"
	"github.com/twitchtv/twirp"

	"wanjia/streaming"
)

// Rooms makes and watches the rooms of a LiveKit server.
type Rooms struct{ At Address }

// askWithin bounds one question to the server.
const askWithin = 5 * time.Second

// maxOnStage is how many a room takes, packagers included.
const maxOnStage = 60

func (r Rooms) client() *lksdk.RoomServiceClient {
	return lksdk.NewRoomServiceClient(strings.Replace(r.At.URL, "ws", "http", 1), r.At.Key, r.At.Secret)
}

// Open makes a room, which is safe to repeat. Rooms are never made by whoever comes.
// Errors: streaming.ErrStageAway.
func (r Rooms) Open(ctx context.Context, room string) error {
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	_, err := r.client().CreateRoom(ctx, &livekit.CreateRoomRequest{Name: room, EmptyTimeout: 600, DepartureTimeout: 600, MaxParticipants: maxOnStage})
	return away("open room "+room, err)
}

// Close shows everybody out and ends a room. One that is not there is closed.
// Errors: streaming.ErrStageAway.
func (r Rooms) Close(ctx context.Context, room string) error {
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	_, err := r.client().DeleteRoom(ctx, &livekit.DeleteRoomRequest{Room: room})
	return away("close room "+room, absent(err))
}

// Guests lists who is in a room, without packagers. It is the truth; what the
// server's messages say is only a reason to ask. Errors: streaming.ErrStageAway.
func (r Rooms) Guests(ctx context.Context, room string) ([]streaming.Guest, error) {
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	list, err := r.client().ListParticipants(ctx, &livekit.ListParticipantsRequest{Room: room})
	if err != nil {
		return nil, away("list room "+room, absent(err))
	}
	var guests []streaming.Guest
	for _, p := range list.Participants {
		if !p.Permission.GetHidden() && p.State != livekit.ParticipantInfo_DISCONNECTED {
			guests = append(guests, guest(p))
		}
	}
	return guests, nil
}

func guest(p *livekit.ParticipantInfo) streaming.Guest {
	g := streaming.Guest{Identity: p.Identity, Name: p.Name, Role: streaming.StageRole(p.Attributes["role"]), Joined: time.Unix(p.JoinedAt, 0)}
	for _, track := range p.Tracks {
		switch track.Source {
		case livekit.TrackSource_CAMERA:
			g.Camera, g.Codec = !track.Muted, track.MimeType
			for _, c := range track.Codecs {
				g.Layers = max(g.Layers, len(c.Layers))
			}
		case livekit.TrackSource_MICROPHONE:
			g.Microphone = !track.Muted
		}
	}
	return g
}

// Remove shows somebody out. Who is not there is out. Errors: streaming.ErrStageAway.
func (r Rooms) Remove(ctx context.Context, room, identity string) error {
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	_, err := r.client().RemoveParticipant(ctx, &livekit.RoomParticipantIdentity{Room: room, Identity: identity})
	return away("show somebody out of room "+room, absent(err))
}

// absent takes that something is not there for an answer.
func absent(err error) error {
	if coded, ok := errors.AsType[twirp.Error](err); ok && coded.Code() == twirp.NotFound {
		return nil
	}
	return err
}

func away(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w: %w", doing, streaming.ErrStageAway, err)
}
