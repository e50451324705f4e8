package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/streaming"
)

// ChannelList is what is on air.
type ChannelList struct {
	Items []Channel `json:"items" nullable:"false"`
}

// Channel is a channel as everybody may know it.
type Channel struct {
	ID        streaming.ChannelID `json:"id" example:"gala"`
	Title     events.Text         `json:"title"`
	Test      bool                `json:"test" doc:"Made up: it shows a test picture"`
	Phase     streaming.Phase     `json:"phase" enum:"off,preparing,on"`
	Delay     int                 `json:"delay" doc:"Seconds between a moment and its being public"`
	Quick     bool                `json:"quick,omitzero" doc:"quick.m3u8 beside index.m3u8 has parts of segments: low latency, for small audiences"`
	Window    int                 `json:"window" doc:"Seconds that one can go back"`
	Lines     []string            `json:"lines" nullable:"false" doc:"Addresses below which the same stream is to be had; the next one for when one fails"`
	Qualities []Quality           `json:"qualities" nullable:"false"`
	Replay    *Recording          `json:"replay,omitempty" doc:"The newest show that is over, whole"`
	Items     []AirItem           `json:"items" nullable:"false" doc:"The programme, soonest first"`
}

// Quality is one size of the pictures.
type Quality struct {
	Height int `json:"height" doc:"Pixels"`
	Rate   int `json:"rate" doc:"Bits a second on average, the sound included"`
}

// Recording is something of the past that may be watched.
type Recording struct {
	List   string    `json:"list" doc:"Name of its list below each of the lines" example:"replay-1802520000.m3u8"`
	Starts time.Time `json:"starts" doc:"Its first moment, on the stage"`
	Length int       `json:"length" doc:"Seconds"`
}

// AirItem is an entry of the programme.
type AirItem struct {
	ID     streaming.ItemID `json:"id,omitempty"`
	Title  events.Text      `json:"title"`
	Starts time.Time        `json:"starts" doc:"On the stage, which is how the stream is dated; the public sees it after the delay"`
	Length int              `json:"length" doc:"Seconds"`
	Clip   *Recording       `json:"clip,omitempty" doc:"This entry by itself, once the public has seen its end"`
}

// getChannels answers GET /v1/channels: 200 ChannelList | 304. Whoever opens the
// gala's page asks for it, so it is made once a second for all of them.
func (a *API) getChannels(c *fiber.Ctx) error {
	body, err := a.same.Get(c.UserContext(), "channels", a.makeChannels)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=1")
	return sendTagged(c, body.tag, fiber.MIMEApplicationJSON, body.bytes)
}

func (a *API) makeChannels(ctx context.Context) (hotBody, error) {
	out := ChannelList{Items: []Channel{}}
	if a.Live != nil {
		showings, err := a.Live.Showings(ctx)
		if err != nil {
			return hotBody{}, err
		}
		for _, s := range showings {
			out.Items = append(out.Items, a.wireChannel(s))
		}
	}
	b, err := json.Marshal(out)
	if err != nil {
		return hotBody{}, fmt.Errorf("make the list of channels: %w", err)
	}
	return hotBody{bytes: b, tag: tagOf(b)}, nil
}

func (a *API) wireChannel(s streaming.Showing) Channel {
	c := Channel{
		ID: s.Channel.ID, Title: s.Title, Test: s.Channel.Test, Phase: s.Phase,
		Delay: int(s.Channel.Delay / time.Second), Quick: s.Channel.Quick, Window: int(s.Channel.Window / time.Second),
		Lines: []string{"/live/" + string(s.Channel.ID) + "/"}, Qualities: []Quality{}, Items: []AirItem{},
	}
	if a.Line2 != "" {
		c.Lines = append(c.Lines, strings.TrimSuffix(a.Line2, "/")+c.Lines[0])
	}
	c.Replay = wireRecording(s.Replay)
	for _, r := range s.Channel.Ladder {
		c.Qualities = append(c.Qualities, Quality{Height: r.Height, Rate: r.Average + streaming.AudioPeak})
	}
	for _, i := range s.Items {
		c.Items = append(c.Items, AirItem{ID: i.ID, Title: i.Title, Starts: here(i.Starts), Length: int(i.Length / time.Second), Clip: wireRecording(i.Clip)})
	}
	return c
}

func wireRecording(r *streaming.Recording) *Recording {
	if r == nil {
		return nil
	}
	return &Recording{r.Path, here(r.Starts), int(r.Length / time.Second)}
}
