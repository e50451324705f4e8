package api

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
)

// HallRule is a rule of how many may sit in a hall.
type HallRule struct {
	Rule  string `json:"rule" enum:"seats,area,fixed,permit" doc:"seats: as drawn; area: 2 m² for each; fixed: 80 % of seats that are bolted down; permit: its ceiling"`
	Most  int    `json:"most"`
	Binds bool   `json:"binds" doc:"The capacity comes from it"`
}

// HallSummary is a hall in short.
type HallSummary struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Kind     string     `json:"kind"`
	Tables   int        `json:"tables"`
	Seats    int        `json:"seats" doc:"As drawn"`
	Capacity int        `json:"capacity" doc:"Persons at one sitting"`
	Rules    []HallRule `json:"rules" nullable:"false"`
	Over     bool       `json:"over" doc:"More seats are drawn than people may sit"`
	AreaM2   int        `json:"area_m2"`
	Permit   int        `json:"permit" doc:"0 while there is none"`
	Rev      int        `json:"rev"`
	Drawing  string     `json:"drawing" doc:"The hash under which the drawing is kept for ever"`
	Outdated *time.Time `json:"outdated,omitempty" doc:"Since when it is not the hall its permit was granted for; no free place of it is given out"`
}

// HallList is the halls of an event.
type HallList struct {
	Items []HallSummary `json:"items" nullable:"false"`
}

// HallTable is a table of a drawing, in centimetres.
type HallTable struct {
	ID       string      `json:"id" maxLength:"64"`
	Number   int         `json:"number"`
	Shape    floor.Shape `json:"shape" enum:"round,long"`
	Seats    int         `json:"seats" doc:"Numbered from 1 round the table"`
	Ends     []int       `json:"ends,omitempty" doc:"Those made for a wheelchair"`
	X        int         `json:"x" doc:"Of its middle"`
	Y        int         `json:"y"`
	Rotation int         `json:"rotation,omitempty"`
	AisleCM  int         `json:"aisle_cm,omitempty" doc:"Measured from the drawing when it is moved"`
	StepFree bool        `json:"step_free,omitempty"`
	ToiletM  int         `json:"toilet_m,omitempty" doc:"Likewise"`
	Only     string      `json:"only,omitempty" maxLength:"64"`
	Theme    bool        `json:"theme,omitempty"`
	Quiet    bool        `json:"quiet,omitempty"`
}

// HallPart is what else is drawn, in centimetres from its upper left corner.
type HallPart struct {
	Kind   string `json:"kind" enum:"stage,toilet,exit,ramp,aisle,kitchen"`
	Name   string `json:"name,omitempty"`
	X      int    `json:"x"`
	Y      int    `json:"y"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// HallDrawing is a hall as it is drawn.
type HallDrawing struct {
	HallSummary
	Width  int         `json:"width" doc:"Centimetres"`
	Height int         `json:"height"`
	Items  []HallTable `json:"items" nullable:"false"`
	Parts  []HallPart  `json:"parts" nullable:"false"`
	Last   *HallChange `json:"last,omitempty" doc:"The last change of a table"`
}

// HallChange says who changed a table.
type HallChange struct {
	Table string    `json:"table"`
	By    string    `json:"by"`
	At    time.Time `json:"at"`
}

// EventPath names an event.
type EventPath struct {
	Event events.ID `path:"event" maxLength:"64"`
}

// HallPath names a hall.
type HallPath struct {
	Event events.ID `path:"event" maxLength:"64"`
	Hall  string    `path:"hall" maxLength:"64"`
}

func wireHall(d *floor.Drawn) HallSummary {
	most, rules, over := d.Capacity()
	w := HallSummary{
		ID: d.ID, Name: d.Name, Kind: d.Kind, Tables: len(d.Tables), Seats: d.Seats(), Capacity: most, Rules: []HallRule{}, Over: over,
		AreaM2: d.AreaM2, Permit: d.Permit, Rev: d.Rev, Drawing: d.Drawing, Outdated: whenSet(d.Outdated),
	}
	for _, r := range rules {
		w.Rules = append(w.Rules, HallRule(r))
	}
	return w
}

func wireDrawing(d *floor.Drawn) HallDrawing {
	w := HallDrawing{HallSummary: wireHall(d), Width: d.Width, Height: d.Height, Items: make([]HallTable, len(d.Tables)), Parts: make([]HallPart, len(d.Parts))}
	for i, t := range d.Tables {
		w.Items[i] = HallTable(t)
	}
	for i, p := range d.Parts {
		w.Parts[i] = HallPart(p)
	}
	last := 0
	for id, t := range d.Touched {
		if t.Rev > last {
			last = t.Rev
			w.Last = &HallChange{id, t.By, here(t.At)}
		}
	}
	return w
}

// getHalls answers GET /v1/events/{event}/halls: 200 HallList.
func (a *API) getHalls(ctx context.Context, in *EventPath) (*reply[HallList], error) {
	list := HallList{Items: []HallSummary{}}
	if a.Seating == nil {
		return &reply[HallList]{list}, nil
	}
	halls, err := a.Seating.Halls(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	for i := range halls {
		list.Items = append(list.Items, wireHall(&halls[i]))
	}
	return &reply[HallList]{list}, nil
}

// getHall answers GET /v1/events/{event}/halls/{hall}: 200 HallDrawing | 404 no_such_hall.
func (a *API) getHall(ctx context.Context, in *HallPath) (*reply[HallDrawing], error) {
	if a.Seating == nil {
		return nil, floor.ErrNoHall
	}
	d, err := a.Seating.Hall(ctx, in.Event, in.Hall)
	if err != nil {
		return nil, err
	}
	return &reply[HallDrawing]{wireDrawing(&d)}, nil
}

// HallEditInput changes tables of a hall.
type HallEditInput struct {
	HallPath
	Body struct {
		Base int         `json:"base" doc:"The revision it was made on"`
		Put  []HallTable `json:"put,omitempty" maxItems:"5000"`
		Drop []string    `json:"drop,omitempty" maxItems:"5000"`
	}
}

// postHallEdit answers POST /v1/events/{event}/halls/{hall}/edits: 200 HallDrawing | 400
// bad_table | 404 no_such_hall, no_such_table | 409 tables_overlap, table_changed,
// table_in_use, seating_running.
func (a *API) postHallEdit(ctx context.Context, in *HallEditInput) (*reply[HallDrawing], error) {
	e := floor.Edit{Base: in.Body.Base, Drop: in.Body.Drop}
	for _, t := range in.Body.Put {
		e.Put = append(e.Put, floor.Table(t))
	}
	return a.hallChange(ctx, "hall.edit", in.HallPath, "", map[string]string{"set": fmt.Sprint(len(e.Put)), "taken": fmt.Sprint(len(e.Drop))}, func(ctx context.Context) (floor.Drawn, error) {
		return a.Seating.EditHall(ctx, who(ctx), in.Event, in.Hall, e)
	})
}

// who is the caller, as seating names them.
func who(ctx context.Context) runs.Who {
	account := actor(ctx).Account
	return runs.Who{Account: string(account.ID), Name: account.Name}
}

func (a *API) hallChange(ctx context.Context, what string, at HallPath, why string, detail map[string]string, change func(context.Context) (floor.Drawn, error)) (*reply[HallDrawing], error) {
	if a.Seating == nil {
		return nil, floor.ErrNoHall
	}
	var d floor.Drawn
	err := a.audited(ctx, what, "hall/"+string(at.Event)+"/"+at.Hall, "*", "", why, detail, func(ctx context.Context) (err error) {
		d, err = change(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	a.followVenues(ctx, at.Event)
	return &reply[HallDrawing]{wireDrawing(&d)}, nil
}

// postHallPlan answers POST /v1/events/{event}/halls/{hall}/plan?base=: 200 HallDrawing |
// 400 bad_plan | 404 no_such_hall | 409 table_changed, table_in_use, seating_running. The
// body is the document as it is, or packed with Content-Encoding: gzip; whatever it is, it
// is answered in words.
func (a *API) postHallPlan(c *fiber.Ctx) error {
	document, err := unpacked(c.BodyRaw(), c.Get(fiber.HeaderContentEncoding))
	if err != nil {
		return err
	}
	at := HallPath{events.ID(c.Params("event")), c.Params("hall")}
	d, err := a.hallChange(c.UserContext(), "hall.replace", at, "", nil, func(ctx context.Context) (floor.Drawn, error) {
		return a.Seating.ReplaceHall(ctx, who(ctx), at.Event, at.Hall, c.QueryInt("base"), document)
	})
	if err != nil {
		return err
	}
	return c.JSON(d.Body)
}

// isHallPlan says whether a path is one the drawing of a hall is sent to.
func isHallPlan(path []byte) bool {
	rest, ok := bytes.CutPrefix(path, []byte("/v1/events/"))
	parts := bytes.Split(rest, []byte("/"))
	return ok && len(parts) == 4 && string(parts[1]) == "halls" && string(parts[3]) == "plan"
}

// HallPermitInput sets the permit of a hall.
type HallPermitInput struct {
	HallPath
	Body struct {
		Permit int    `json:"permit" minimum:"0" maximum:"100000"`
		Why    string `json:"why" maxLength:"400"`
	}
}

// putHallPermit answers PUT /v1/events/{event}/halls/{hall}/permit: 200 HallDrawing | 400
// reason | 404 no_such_hall | 409 seating_running.
func (a *API) putHallPermit(ctx context.Context, in *HallPermitInput) (*reply[HallDrawing], error) {
	if in.Body.Why == "" {
		return nil, audit.ErrReason
	}
	return a.hallChange(ctx, "hall.permit", in.HallPath, in.Body.Why, map[string]string{"permit": fmt.Sprint(in.Body.Permit)}, func(ctx context.Context) (floor.Drawn, error) {
		return a.Seating.PermitHall(ctx, in.Event, in.Hall, in.Body.Permit)
	})
}

// getHallDrawing answers GET /v1/hall-drawings/{drawing}: 200 the document | 404
// no_such_hall. It never changes.
func (a *API) getHallDrawing(c *fiber.Ctx) error {
	if a.Seating == nil {
		return floor.ErrNoHall
	}
	document, err := a.Seating.Store.Drawing(c.UserContext(), c.Params("drawing"))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "private, max-age=31536000, immutable")
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+c.Params("drawing")+`.json"`)
	return c.Send(document)
}
