package api

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/ticketing/crowd"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/slots"
)

// Crowd is how full the ground of a show is; *crowd.Service.
type Crowd interface {
	Picture(ctx context.Context, event events.ID) (crowd.Picture, error)
	Forget(event events.ID)
}

// CrowdCount is how many are inside, as far as anybody can know.
type CrowdCount struct {
	In      int        `json:"in" doc:"As reported"`
	Out     int        `json:"out"`
	Lower   int        `json:"lower"`
	Counted int        `json:"counted" doc:"In less out"`
	Upper   int        `json:"upper" doc:"Never below the truth; admission goes by it"`
	Heard   *time.Time `json:"heard,omitempty" doc:"Of the device that has been silent longest; the age of these figures"`
	Stale   bool       `json:"stale" doc:"Older than two minutes: unknown"`
}

func wireCount(c crowd.Count) CrowdCount {
	return CrowdCount{c.In, c.Out, c.Lower, c.Counted, c.Upper, whenIf(c.Heard), c.Stale}
}

// CrowdPicture is the ground of a show as whoever commands sees it.
type CrowdPicture struct {
	AsOf     time.Time   `json:"as_of"`
	Opens    time.Time   `json:"opens" doc:"Of the night that is on or next"`
	Closes   time.Time   `json:"closes"`
	Approved int         `json:"approved"`
	Level    crowd.Level `json:"level" enum:"unknown,green,yellow,orange,red"`
	CrowdCount
	Gates []CrowdGate `json:"gates" nullable:"false"`
	Zones []CrowdZone `json:"zones" nullable:"false"`
	Paths []CrowdPath `json:"paths" nullable:"false"`
	Flow  []CrowdFlow `json:"flow" nullable:"false" doc:"Since the gates opened, every five minutes"`
}

// CrowdGate is a gate of the picture.
type CrowdGate struct {
	ID       string      `json:"id"`
	Title    events.Text `json:"title"`
	Lanes    int         `json:"lanes"`
	StepFree bool        `json:"step_free"`
	X        int         `json:"x"`
	Y        int         `json:"y"`
	Devices  int         `json:"devices"`
	Reserve  events.Text `json:"reserve" doc:"The nearest post of those who wait to help; empty for none"`
	Metres   int         `json:"reserve_metres"`
	Order    string      `json:"order,omitempty" enum:"stop,out_only,in_only" doc:"It goes by"`
	CrowdCount
}

// CrowdZone is a zone of the picture: how many of those inside are likely there.
type CrowdZone struct {
	ID       string      `json:"id"`
	Title    events.Text `json:"title"`
	Capacity int         `json:"capacity"`
	Persons  int         `json:"persons" doc:"Likely, by how people walk; nobody is counted between zones"`
	Level    crowd.Level `json:"level" enum:"unknown,green,yellow,orange,red"`
	X        int         `json:"x"`
	Y        int         `json:"y"`
	Width    int         `json:"width"`
	Height   int         `json:"height"`
}

// CrowdPath is a way of the picture.
type CrowdPath struct {
	ID     string `json:"id"`
	From   string `json:"from"`
	To     string `json:"to"`
	OneWay bool   `json:"one_way"`
}

// CrowdFlow is who came and went in five minutes.
type CrowdFlow struct {
	At     time.Time `json:"at"`
	In     []int     `json:"in" nullable:"false" doc:"By gate"`
	Out    []int     `json:"out" nullable:"false"`
	Inside int       `json:"inside"`
}

// getCrowd answers GET /v1/events/{event}/crowd: 200 CrowdPicture | 404 no_pass, no_site,
// no_night.
func (a *API) getCrowd(ctx context.Context, in *ShowPath) (*reply[CrowdPicture], error) {
	if a.Crowd == nil || a.Sites == nil {
		return nil, slots.ErrNone
	}
	p, err := a.Crowd.Picture(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	site, err := a.Sites.Site(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	w := CrowdPicture{
		AsOf: here(p.AsOf), Opens: here(p.Opens), Closes: here(p.Closes), Approved: p.Approved, Level: p.Level, CrowdCount: wireCount(p.Count),
		Gates: []CrowdGate{}, Zones: []CrowdZone{}, Paths: []CrowdPath{}, Flow: []CrowdFlow{},
	}
	for _, g := range p.Gates {
		post, metres, _ := site.Nearest(g.X, g.Y)
		w.Gates = append(w.Gates, CrowdGate{g.ID, g.Title, g.Lanes, g.StepFree, g.X, g.Y, g.Devices, post.Title, metres, g.Order.Kind, wireCount(g.Count)})
	}
	for _, z := range p.Zones {
		w.Zones = append(w.Zones, CrowdZone{z.ID, z.Title, z.Capacity, z.Persons, z.Level, z.X, z.Y, z.Width, z.Height})
	}
	for _, x := range site.Paths {
		w.Paths = append(w.Paths, CrowdPath{x.ID, x.From, x.To, x.OneWay})
	}
	for _, f := range p.Flow {
		w.Flow = append(w.Flow, CrowdFlow{here(f.At), f.In, f.Out, f.Inside})
	}
	return &reply[CrowdPicture]{w}, nil
}

// Occupancy is how full a show is, for everybody.
type Occupancy struct {
	AsOf  time.Time       `json:"as_of"`
	Opens time.Time       `json:"opens" doc:"When the gates open, or opened, this night or the next"`
	Heard *time.Time      `json:"heard,omitempty" doc:"The age of these figures"`
	Level crowd.Level     `json:"level" enum:"unknown,green,yellow,orange,red"`
	Lower int             `json:"lower"`
	Upper int             `json:"upper"`
	Zones []OccupancyZone `json:"zones" nullable:"false"`
	Gates []OccupancyGate `json:"gates" nullable:"false"`
}

// OccupancyZone is a zone, for everybody.
type OccupancyZone struct {
	ID    string      `json:"id"`
	Title events.Text `json:"title"`
	Level crowd.Level `json:"level" enum:"unknown,green,yellow,orange,red"`
}

// OccupancyGate is a gate, for everybody.
type OccupancyGate struct {
	ID       string      `json:"id"`
	Title    events.Text `json:"title"`
	StepFree bool        `json:"step_free"`
	State    string      `json:"state" enum:"open,stop,out_only,in_only"`
}

// occupancyFor is how long a cache may keep what everybody sees.
var occupancyFor = []byte("public, max-age=5")

// getOccupancy answers GET /v1/sessions/{session}/occupancy: 200 Occupancy | 304 | 404
// no_such_session, no_pass, no_site.
func (a *API) getOccupancy(c *fiber.Ctx) error {
	figures, err := a.fullnessOf(c.UserContext(), events.SessionID(c.Params("session")))
	if err != nil {
		return err
	}
	return figures.send(c)
}

// tagging is a body whose tag leaves out what plain forgets.
func tagging[T any](v T, plain func(*T)) (hotBody, error) {
	bytes, err := json.Marshal(v)
	if err != nil {
		return hotBody{}, fmt.Errorf("encode an answer for all: %w", err)
	}
	plain(&v)
	figures, err := json.Marshal(v)
	return hotBody{bytes: bytes, tag: "W/" + tagOf(figures)}, err
}

// occupancy is what everybody may know.
func (a *API) occupancy(ctx context.Context, event events.ID) (Occupancy, error) {
	if a.Crowd == nil {
		return Occupancy{}, pass.ErrNone
	}
	p, err := a.Crowd.Picture(ctx, event)
	if err != nil {
		return Occupancy{}, err
	}
	o := Occupancy{AsOf: here(p.AsOf), Opens: here(p.Opens), Heard: whenIf(p.Heard), Level: p.Level, Lower: p.Lower, Upper: p.Upper, Zones: []OccupancyZone{}, Gates: []OccupancyGate{}}
	for _, z := range p.Zones {
		o.Zones = append(o.Zones, OccupancyZone{z.ID, z.Title, z.Level})
	}
	for _, g := range p.Gates {
		state := g.Order.Kind
		if state == "" {
			state = "open"
		}
		o.Gates = append(o.Gates, OccupancyGate{g.ID, g.Title, g.StepFree, state})
	}
	return o, nil
}

// crowdChanged lets the next picture of an event be a new one.
func (a *API) crowdChanged(event events.ID) {
	if a.Crowd != nil {
		a.Crowd.Forget(event)
	}
}

// ShowPath names the event of a show.
type ShowPath struct {
	Event events.ID `path:"event" maxLength:"64" pattern:"^[A-Za-z0-9._-]+$"`
}
