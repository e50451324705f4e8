package api

import (
	"context"
	"strings"
	"testing"
	"time"

	"wanjia/gateway/identity"
	"wanjia/streaming"
	"wanjia/streaming/streamingtest"
)

// directed is one channel with a real director on the fake ledger.
type directed struct{ streaming.Director }

func (d directed) Channel(_ context.Context, id streaming.ChannelID) (streaming.Channel, error) {
	if id != "gala" {
		return streaming.Channel{}, streaming.ErrNoChannel
	}
	return streaming.Channel{ID: id, Delay: time.Minute, Clock: streaming.Clock{Epoch: time.Now().Add(-time.Hour)}}, nil
}

func (d directed) Plan(ctx context.Context, c streaming.Channel) (streaming.Plan, error) {
	return d.Desk.Plan(ctx, c.ID)
}

func (d directed) Sources(context.Context, streaming.Channel) ([]streaming.SourceState, error) {
	return []streaming.SourceState{{Source: "camera:host-1", Name: "主持", Layers: 3, Silent: -1}}, nil
}

// crowdless is a stage that lets everybody in and remembers who was shown out.
type crowdless struct{ out *[]string }

func (crowdless) Pass(_ context.Context, s streaming.StageID, identity, _ string, role streaming.StageRole) (streaming.StagePass, error) {
	return streaming.StagePass{Room: string(s), Token: identity + "/" + string(role)}, nil
}
func (crowdless) Guests(context.Context, streaming.StageID) ([]streaming.Guest, error) {
	return []streaming.Guest{{Identity: "performer-1", Layers: 3}}, nil
}
func (c crowdless) Remove(_ context.Context, _ streaming.StageID, identity string) error {
	*c.out = append(*c.out, identity)
	return nil
}
func (crowdless) Said(context.Context, string, []byte) error { return streaming.ErrUnsigned }

// TestDirecting: what a director does takes effect and is written down with who did
// it; nobody else does it.
func TestDirecting(t *testing.T) {
	t.Parallel()
	var out []string
	ledger := &streamingtest.Ledger{}
	h := newHouse(t, func(a *API) {
		a.Director = directed{streaming.Director{Desk: ledger, Now: time.Now}}
		a.Stage = crowdless{&out}
	})
	director := h.holding(t, "15400000301", identity.Director, "*")
	performer := h.holding(t, "15400000302", identity.Performer, "*")
	for _, tt := range []struct {
		token, method, path, body string
		status                    int
		want                      string
	}{
		{director, "POST", "/v1/channels/gala/take", `{"source":"camera:performer-1"}`, 200, `"source":"camera:performer-1"`},
		{director, "POST", "/v1/channels/gala/slate", "", 200, `"source":"slate"`},
		{director, "POST", "/v1/channels/other/slate", "", 404, "not_found"},
		{director, "POST", "/v1/channels/gala/take", `{"source":"` + strings.Repeat("x", 121) + `"}`, 422, "invalid_request"},
		{director, "POST", "/v1/stages/gala-show/desk", `{"role":"monitor"}`, 201, `/monitor"`},
		{director, "POST", "/v1/stages/gala-show/desk", `{"role":"host"}`, 422, "invalid_request"},
		{director, "GET", "/v1/stages/gala-show/guests", "", 200, `"layers":3`},
		{director, "DELETE", "/v1/stages/gala-show/guests/performer-1", "", 422, "invalid_request"},
		{director, "DELETE", "/v1/stages/gala-show/guests/performer-1?why=noise", "", 204, ""},
		{performer, "POST", "/v1/stages/gala-show/tokens", `{"role":"performer"}`, 201, `/performer"`},
		{performer, "POST", "/v1/stages/gala-show/tokens", `{"role":"director"}`, 422, "invalid_request"},
		{performer, "POST", "/v1/stages/gala-show/desk", `{"role":"director"}`, 403, "forbidden"},
		{performer, "POST", "/v1/channels/gala/slate", "", 403, "forbidden"},
		{performer, "POST", "/v1/channels/gala/take", `{"source":"camera:performer-2"}`, 403, "forbidden"},
		{"", "POST", "/v1/livekit/webhook", "{}", 401, "webhook_unsigned"},
	} {
		headers := []string{}
		if tt.token != "" {
			headers = append(headers, bearer(tt.token))
		}
		res := h.do(t, tt.method, tt.path, tt.body, headers...)
		if res.StatusCode != tt.status || !strings.Contains(res.text, tt.want) {
			t.Errorf("%s %s %s: %d %s, want %d with %s", tt.method, tt.path, tt.body, res.StatusCode, res.text, tt.status, tt.want)
		}
	}
	s, err := ledger.Lead(t.Context(), "gala", streaming.Bid{Holder: "p", For: time.Minute})
	if err != nil || s.Plan.At(1<<40).Source != streaming.Slate {
		t.Errorf("on air is %+v, %v", s.Plan, err)
	}
	if len(out) != 1 || out[0] != "performer-1" {
		t.Errorf("shown out: %v", out)
	}
	for object, what := range map[string][]string{"channel/gala": {"air.slate", "air.take"}, "stage/gala-show": {"stage.remove"}} {
		lines := h.auditLines(t, object)
		if len(lines) != len(what) {
			t.Fatalf("%s: %+v", object, lines)
		}
		for _, l := range lines {
			if !strings.Contains(strings.Join(what, " "), l.What) || l.Role != string(identity.Director) {
				t.Errorf("%s: %+v", object, l)
			}
		}
	}
}
