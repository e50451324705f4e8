package livekitroom_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/livekit/server-sdk-go/v2"
	"github.com/pion/webrtc/v4"

	"wanjia/streaming"
	"wanjia/streaming/livekitroom"
)

// TestEnter: the real server lets each role do what its token says and nothing more,
// and nobody into a room that was not made.
func TestEnter(t *testing.T) {
	t.Parallel()
	rooms := livekitroom.Rooms{At: server.Address()}
	enter := func(role streaming.StageRole, room string) (*lksdk.Room, error) {
		pass, err := server.Address().Pass(room, string(role)+"-1", "", role)
		if err != nil {
			t.Fatal(err)
		}
		r := lksdk.NewRoom(nil)
		t.Cleanup(r.Disconnect)
		return r, r.JoinWithToken(pass.URL, pass.Token, lksdk.WithDisableRegionDiscovery())
	}
	if _, err := enter(streaming.StageHost, "never-made"); err == nil {
		t.Error("a room is made by whoever comes")
	}
	if err := errors.Join(rooms.Open(t.Context(), "enter"), rooms.Open(t.Context(), "enter")); err != nil {
		t.Fatal(err)
	}
	publish := func(r *lksdk.Room, source livekit.TrackSource) error {
		mime, rate := webrtc.MimeTypeH264, uint32(90000)
		if source == livekit.TrackSource_MICROPHONE {
			mime, rate = webrtc.MimeTypeOpus, 48000
		}
		track, err := lksdk.NewLocalTrack(webrtc.RTPCodecCapability{MimeType: mime, ClockRate: rate})
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.LocalParticipant.PublishTrack(track, &lksdk.TrackPublicationOptions{Source: source})
		return err
	}
	camera, microphone := livekit.TrackSource_CAMERA, livekit.TrackSource_MICROPHONE
	director, err := enter(streaming.StageDirector, "enter")
	if err != nil {
		t.Fatal(err)
	}
	performer, err := enter(streaming.StagePerformer, "enter")
	if err != nil {
		t.Fatal(err)
	}
	if err := publish(performer, camera); err != nil {
		t.Errorf("a performer has no camera: %v", err)
	}
	if err := publish(director, microphone); err != nil {
		t.Errorf("a director has no microphone: %v", err)
	}
	guests, err := rooms.Guests(t.Context(), "enter")
	if err != nil || len(guests) != 2 {
		t.Fatalf("%+v, %v", guests, err)
	}
	if err := rooms.Remove(t.Context(), "enter", "performer-1"); err != nil {
		t.Fatal(err)
	}
	wait(t, func() bool {
		guests, err = rooms.Guests(t.Context(), "enter")
		return err == nil && len(guests) == 1 && guests[0].Identity == "director-1"
	})
	if err := errors.Join(rooms.Remove(t.Context(), "enter", "performer-1"), rooms.Close(t.Context(), "enter"), rooms.Close(t.Context(), "enter")); err != nil {
		t.Errorf("what is done already: %v", err)
	}
	if guests, err := rooms.Guests(t.Context(), "enter"); err != nil || len(guests) > 0 {
		t.Errorf("in a closed room: %+v, %v", guests, err)
	}
}

func wait(t *testing.T, done func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(10 * time.Second); !done(); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatal("it does not come to be")
		}
	}
}

func TestStageAway(t *testing.T) {
	t.Parallel()
	rooms := livekitroom.Rooms{At: livekitroom.Address{URL: "ws://127.0.0.1:1", Key: "k", Secret: strings.Repeat("s", 40)}}
	if err := rooms.Open(t.Context(), "r"); !errors.Is(err, streaming.ErrStageAway) {
		t.Error(err)
	}
	if _, err := rooms.Guests(t.Context(), "r"); !errors.Is(err, streaming.ErrStageAway) {
		t.Error(err)
	}
}

// TestEvent: a message counts only if its own signature is on exactly these bytes.
func TestEvent(t *testing.T) {
	t.Parallel()
	at := livekitroom.Address{Key: "k", Secret: strings.Repeat("s", 40)}
	body := `{"id":"EV_1","event":"participant_joined","room":{"name":"show"},"unknown":1}`
	sign := func(key, secret, body string, life time.Duration) string {
		sum := sha256.Sum256([]byte(body))
		words := base64.RawURLEncoding
		head := words.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + words.EncodeToString(fmt.Appendf(nil,
			`{"iss":%q,"exp":%d,"sha256":%q}`, key, time.Now().Add(life).Unix(), base64.StdEncoding.EncodeToString(sum[:])))
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(head))
		return head + "." + words.EncodeToString(mac.Sum(nil))
	}
	got, err := at.Event(sign("k", at.Secret, body, time.Minute), []byte(body))
	if want := (livekitroom.Event{ID: "EV_1", Kind: "participant_joined", Room: "show"}); err != nil || got != want {
		t.Fatalf("%+v, %v", got, err)
	}
	entrance, err := at.Pass("show", "p", "", streaming.StageHost)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ authorization, body string }{
		"none":            {"", body},
		"garbage":         {"a.b.c", body},
		"another key":     {sign("other", at.Secret, body, time.Minute), body},
		"another secret":  {sign("k", strings.Repeat("x", 40), body, time.Minute), body},
		"another body":    {sign("k", at.Secret, body, time.Minute), strings.Replace(body, "show", "shop", 1)},
		"one space more":  {sign("k", at.Secret, body, time.Minute), body + " "},
		"a guest's token": {entrance.Token, body},
		"over":            {sign("k", at.Secret, body, -time.Hour), body},
		"no JSON":         {sign("k", at.Secret, "hello", time.Minute), "hello"},
	} {
		if e, err := at.Event(tt.authorization, []byte(tt.body)); !errors.Is(err, streaming.ErrUnsigned) || e != (livekitroom.Event{}) {
			t.Errorf("%s: %+v, %v", name, e, err)
		}
	}
}
