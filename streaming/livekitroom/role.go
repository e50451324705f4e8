package livekitroom

import (
	"fmt"
	"time"

	"github.com/livekit/protocol/auth"
	"github.com/livekit/protocol/livekit"

	"wanjia/streaming"
)

// packager is the role of whoever takes the pictures out of the room; nobody can ask
// for it.
const packager streaming.StageRole = "packager"

// tokenFor is how long a token lets somebody in. Who is in already stays; LiveKit
// hands out fresh ones over the connection.
const tokenFor = 10 * time.Minute

// tapFor is the same for the packager, which may have to come back at any moment.
const tapFor = 24 * time.Hour

// Pass lets identity into a room in a role. Errors: streaming.ErrNoRole.
func (a Address) Pass(room, identity, name string, role streaming.StageRole) (streaming.StagePass, error) {
	if role == packager {
		return streaming.StagePass{}, streaming.ErrNoRole
	}
	token, err := a.token(room, identity, name, role)
	if err != nil {
		return streaming.StagePass{}, err
	}
	return streaming.StagePass{URL: a.URL, Room: room, Token: token, Until: time.Now().Add(tokenFor)}, nil
}

func (a Address) token(room, identity, name string, role streaming.StageRole) (string, error) {
	grant, err := grantFor(room, role)
	if err != nil {
		return "", err
	}
	lasts := tokenFor
	if role == packager {
		lasts = tapFor
	}
	t := auth.NewAccessToken(a.Key, a.Secret).SetIdentity(identity).SetName(name).SetValidFor(lasts).
		SetVideoGrant(grant).SetKind(livekit.ParticipantInfo_STANDARD).SetAttributes(map[string]string{"role": string(role)})
	jwt, err := t.ToJWT()
	if err != nil {
		return "", fmt.Errorf("sign a token for the stage: %w", err)
	}
	return jwt, nil
}

// grantFor says what a role may. Whatever LiveKit takes for granted where nothing is
// said is said here.
func grantFor(room string, role streaming.StageRole) (*auth.VideoGrant, error) {
	yes, no := true, false
	g := &auth.VideoGrant{
		Room: room, RoomJoin: true, CanPublish: &no, CanSubscribe: &yes, CanPublishData: &no,
		CanUpdateOwnMetadata: &no, CanSubscribeMetrics: &no, CanManageAgentSession: &no,
	}
	camera, microphone := livekit.TrackSource_CAMERA, livekit.TrackSource_MICROPHONE
	switch role {
	case streaming.StagePerformer:
		g.CanPublish = &yes
		g.SetCanPublishSources([]livekit.TrackSource{camera, microphone})
	case streaming.StageHost, streaming.StageBranch:
		g.CanPublish = &yes
		g.SetCanPublishSources([]livekit.TrackSource{camera, microphone, livekit.TrackSource_SCREEN_SHARE, livekit.TrackSource_SCREEN_SHARE_AUDIO})
	case streaming.StageDirector:
		g.RoomAdmin, g.CanPublish, g.CanPublishData = true, &yes, &yes
		g.SetCanPublishSources([]livekit.TrackSource{microphone})
	case streaming.StageMonitor:
	case packager:
		g.Hidden, g.Recorder = true, true
	default:
		return nil, streaming.ErrNoRole
	}
	return g, nil
}
