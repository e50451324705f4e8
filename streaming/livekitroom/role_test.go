package livekitroom_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/livekit/protocol/auth"

	"wanjia/streaming"
	"wanjia/streaming/livekitroom"
)

// Each role's token says everything that LiveKit would take for granted otherwise.
func TestTokens(t *testing.T) {
	t.Parallel()
	at := livekitroom.Address{Key: "k", Secret: "a-secret-that-is-long-enough-for-hs256"}
	yes, no := true, false
	base := auth.VideoGrant{
		Room: "show", RoomJoin: true, CanPublish: &yes, CanSubscribe: &yes, CanPublishData: &no,
		CanUpdateOwnMetadata: &no, CanSubscribeMetrics: &no, CanManageAgentSession: &no,
	}
	with := func(change func(*auth.VideoGrant)) *auth.VideoGrant { g := base; change(&g); return &g }
	tests := map[streaming.StageRole]*auth.VideoGrant{
		streaming.StagePerformer: with(func(g *auth.VideoGrant) { g.CanPublishSources = []string{"camera", "microphone"} }),
		streaming.StageHost: with(func(g *auth.VideoGrant) {
			g.CanPublishSources = []string{"camera", "microphone", "screen_share", "screen_share_audio"}
		}),
		streaming.StageBranch: with(func(g *auth.VideoGrant) {
			g.CanPublishSources = []string{"camera", "microphone", "screen_share", "screen_share_audio"}
		}),
		streaming.StageDirector: with(func(g *auth.VideoGrant) {
			g.RoomAdmin, g.CanPublishData, g.CanPublishSources = true, &yes, []string{"microphone"}
		}),
		streaming.StageMonitor: with(func(g *auth.VideoGrant) { g.CanPublish = &no }),
	}
	for role, want := range tests {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			pass, err := at.Pass("show", "p1", "一号", role)
			if err != nil {
				t.Fatal(err)
			}
			parsed, err := auth.ParseAPIToken(pass.Token)
			if err != nil {
				t.Fatal(err)
			}
			registered, claims, err := parsed.Verify(at.Secret)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, claims.Video); diff != "" {
				t.Error(diff)
			}
			if claims.Identity != "p1" || claims.Attributes["role"] != string(role) || claims.SIP != nil {
				t.Errorf("claims %+v", claims)
			}
			if life := registered.ExpiresAt.Sub(registered.NotBefore.Time); life.Minutes() > 11 {
				t.Errorf("it is valid for %s", life)
			}
		})
	}
}

// Nobody can ask to be the packager, and the audience is no part.
func TestNoToken(t *testing.T) {
	t.Parallel()
	at := livekitroom.Address{Key: "k", Secret: "a-secret-that-is-long-enough-for-hs256"}
	for _, role := range []streaming.StageRole{"", "packager", "audience", "viewer", "Host"} {
		if pass, err := at.Pass("show", "p1", "", role); !errors.Is(err, streaming.ErrNoRole) || pass.Token != "" {
			t.Errorf("role %q: %+v, %v", role, pass, err)
		}
	}
}
