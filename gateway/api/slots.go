package api

import (
	"context"
	"slices"
	"strconv"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/ticketing"
	"wanjia/ticketing/slots"
)

// Sites is the grounds of shows; *store.Sites.
type Sites interface {
	Site(ctx context.Context, event events.ID) (slots.Site, error)
	ChangeSite(ctx context.Context, event events.ID, change func(*slots.Site) error) error
}

// SlotPlan is how many passes each gate can be given in each window of a night.
type SlotPlan struct {
	Event   events.ID      `json:"event"`
	Night   int            `json:"night"`
	Nights  int            `json:"nights"`
	AsOf    time.Time      `json:"as_of"`
	Gates   []SlotGate     `json:"gates" nullable:"false"`
	Windows []SlotWindow   `json:"windows" nullable:"false"`
	Places  int            `json:"places" doc:"Of the night"`
	Peak    int            `json:"peak" doc:"Persons at the same time, as planned"`
	PeakAt  time.Time      `json:"peak_at"`
	Permit  int            `json:"permit" doc:"Persons at the same time, as approved"`
	Seeds   int            `json:"evenings" doc:"Simulated evenings, none of which broke a limit"`
	Worst   float64        `json:"nearest" doc:"Share used of the limit that came nearest to breaking"`
	Inside  []SlotMoment   `json:"inside" nullable:"false" doc:"As planned, every five minutes"`
	Took    int64          `json:"took_ms"`
	Lanes   map[string]int `json:"lanes" doc:"By gate, that this plan is for"`
}

// SlotGate is a gate with its numbers.
type SlotGate struct {
	ID      string       `json:"id"`
	Title   events.Text  `json:"title"`
	Lanes   int          `json:"lanes"`
	Saved   int          `json:"saved" doc:"Lanes it has now"`
	Numbers []SlotNumber `json:"numbers" nullable:"false" doc:"By window"`
}

// SlotNumber is what a gate can be given in a window, and what keeps it from more.
type SlotNumber struct {
	Places int         `json:"places"`
	Kind   string      `json:"kind" enum:"lanes,window,path,exit,zone,emergency,permit" doc:"Of the limit that binds"`
	Of     string      `json:"of"`
	At     time.Time   `json:"at"`
	Words  events.Text `json:"words"`
}

// SlotWindow is an entry window with what it can be given and what it has.
type SlotWindow struct {
	Session  events.SessionID `json:"session"`
	Title    events.Text      `json:"title"`
	Starts   time.Time        `json:"starts"`
	Places   int              `json:"places" doc:"By the plan"`
	Approved int              `json:"approved" doc:"Now"`
	Version  int64            `json:"version" doc:"Of its stock, to be sent when the plan is saved"`
}

// SlotMoment is persons inside as planned.
type SlotMoment struct {
	At     time.Time `json:"at"`
	Inside int       `json:"inside"`
	Arrive int       `json:"arrive" doc:"In the five minutes from then"`
}

// SlotPlanPath names a night.
type SlotPlanPath struct {
	ShowPath
	Night int `query:"night" minimum:"1" maximum:"30" default:"1"`
}

// getSlotPlan answers GET /v1/events/{event}/slot-plan: 200 SlotPlan | 404 no_site,
// no_night.
func (a *API) getSlotPlan(ctx context.Context, in *SlotPlanPath) (*reply[SlotPlan], error) {
	p, err := a.slotPlan(ctx, in.Event, in.Night, nil)
	return &reply[SlotPlan]{p}, err
}

// SlotTrialInput asks what other lanes would give.
type SlotTrialInput struct {
	ShowPath
	Body struct {
		Night int            `json:"night" minimum:"1" maximum:"30"`
		Lanes map[string]int `json:"lanes" doc:"By gate; a gate that is not named keeps its own"`
	}
}

// postSlotTrial answers POST /v1/events/{event}/slot-plan: 200 SlotPlan | 404 no_site.
// Nothing is stored.
func (a *API) postSlotTrial(ctx context.Context, in *SlotTrialInput) (*reply[SlotPlan], error) {
	p, err := a.slotPlan(ctx, in.Event, in.Body.Night, in.Body.Lanes)
	return &reply[SlotPlan]{p}, err
}

// SlotSaveInput makes a plan what can be booked.
type SlotSaveInput struct {
	ShowPath
	Body struct {
		Night    int              `json:"night" minimum:"1" maximum:"30"`
		Lanes    map[string]int   `json:"lanes"`
		Versions map[string]int64 `json:"versions" doc:"Of the stock of each session, as they were shown"`
		Why      string           `json:"why" maxLength:"200"`
	}
}

// putSlotPlan answers PUT /v1/events/{event}/slot-plan: 200 SlotPlan | 400 reason | 404
// no_site | 409 stock_changed, places_taken, capacity_cut. The capacities of the night's
// sessions become those of the plan, one session after the other.
func (a *API) putSlotPlan(ctx context.Context, in *SlotSaveInput) (*reply[SlotPlan], error) {
	b := in.Body
	p, err := a.slotPlan(ctx, in.Event, b.Night, b.Lanes)
	if err != nil {
		return nil, err
	}
	err = a.changed(ctx, "slots.save", "event/"+string(in.Event), b.Why, map[string]string{"count": strconv.Itoa(p.Places), "night": strconv.Itoa(b.Night)},
		func(ctx context.Context, why string) error {
			for _, w := range p.Windows {
				if w.Places == w.Approved {
					continue
				}
				_, err := a.Tickets.Fit(ctx, w.Session, b.Versions[string(w.Session)], ticketing.Approval{Figure: w.Places, By: byOf(ctx), Why: why})
				if err != nil {
					if f := fault.Of(err); f.Kind != fault.Internal {
						return f.With("session", w.Title.ZH)
					}
					return err
				}
			}
			return a.Sites.ChangeSite(ctx, in.Event, func(s *slots.Site) error { return setLanes(s, b.Lanes) })
		})
	if err != nil {
		return nil, err
	}
	p, err = a.slotPlan(ctx, in.Event, b.Night, nil)
	return &reply[SlotPlan]{p}, err
}

// mostLanes bounds what somebody may try.
const mostLanes = 40

func setLanes(s *slots.Site, lanes map[string]int) error {
	for i := range s.Gates {
		if n, ok := lanes[s.Gates[i].ID]; ok {
			if n < 0 || n > mostLanes {
				return slots.ErrSite.With("gate", s.Gates[i].ID)
			}
			s.Gates[i].Lanes = n
		}
	}
	return nil
}

// nightOf is the sessions of a night, and how many nights there are.
func nightOf(all []events.Session, night int) ([]events.Session, int) {
	var days []string
	var out []events.Session
	for _, s := range all {
		day := s.Starts.In(events.Zone).Format(time.DateOnly)
		if !slices.Contains(days, day) {
			days = append(days, day)
		}
		if len(days) == night && days[night-1] == day {
			out = append(out, s)
		}
	}
	return out, len(days)
}

func (a *API) slotPlan(ctx context.Context, event events.ID, night int, lanes map[string]int) (SlotPlan, error) {
	if a.Sites == nil {
		return SlotPlan{}, slots.ErrNone
	}
	site, err := a.Sites.Site(ctx, event)
	if err != nil {
		return SlotPlan{}, err
	}
	all, err := a.Events.Sessions(ctx, event)
	if err != nil {
		return SlotPlan{}, err
	}
	sessions, nights := nightOf(all, night)
	if len(sessions) == 0 {
		return SlotPlan{}, slots.ErrNone
	}
	saved := map[string]int{}
	for _, g := range site.Gates {
		saved[g.ID] = g.Lanes
	}
	site.Gates = slices.Clone(site.Gates)
	if err := setLanes(&site, lanes); err != nil {
		return SlotPlan{}, err
	}
	first := sessions[0].Starts
	var windows []slots.Window
	for _, s := range sessions {
		windows = append(windows, slots.Window{ID: string(s.ID), Starts: s.Starts.Sub(first), Length: s.Ends.Sub(s.Starts)})
	}
	begun := a.Now()
	opt := slots.Usual
	opt.Seed = uint64(1000 * night)
	plan, err := site.Plan(windows, opt)
	if err != nil {
		return SlotPlan{}, err
	}
	out := SlotPlan{
		Event: event, Night: night, Nights: nights, AsOf: here(a.Now()), Places: plan.Places, Peak: plan.Peak, PeakAt: here(first.Add(plan.PeakAt)),
		Permit: site.Approved, Seeds: plan.Seeds, Worst: plan.Worst, Took: a.Now().Sub(begun).Milliseconds(), Lanes: map[string]int{},
	}
	for g, gate := range site.Gates {
		w := SlotGate{ID: gate.ID, Title: gate.Title, Lanes: gate.Lanes, Saved: saved[gate.ID]}
		out.Lanes[gate.ID] = gate.Lanes
		for _, n := range plan.Numbers[g] {
			w.Numbers = append(w.Numbers, SlotNumber{n.Places, n.Binds.Kind, n.Binds.Of, here(first.Add(n.Binds.At)), n.Binds.Words(site)})
		}
		out.Gates = append(out.Gates, w)
	}
	for _, l := range plan.Inside {
		m := SlotMoment{At: here(first.Add(l.At)), Inside: l.Persons}
		for _, n := range l.Arrive {
			m.Arrive += n
		}
		out.Inside = append(out.Inside, m)
	}
	return out, a.slotWindows(ctx, &out, sessions, plan)
}

// slotWindows adds what the sessions have now.
func (a *API) slotWindows(ctx context.Context, out *SlotPlan, sessions []events.Session, plan slots.Plan) error {
	for k, s := range sessions {
		ledger, _, err := a.Tickets.StockOf(ctx, s.ID)
		if err != nil {
			return err
		}
		out.Windows = append(out.Windows, SlotWindow{s.ID, s.Title, here(s.Starts), plan.Windows[k], ledger.Approved, ledger.Version})
	}
	return nil
}
