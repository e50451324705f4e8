package api

import (
	"slices"
	"time"

	"wanjia/events"
	"wanjia/streaming"
)

// Programme is a show as its directors see it at a moment.
type Programme struct {
	Channel streaming.ChannelID `json:"channel"`
	Title   events.Text         `json:"title"`
	Test    bool                `json:"test" doc:"Made up"`
	State   streaming.ShowState `json:"state" enum:"draft,rehearsal,ready,on_air,ended"`
	Version int64               `json:"version" doc:"To be named by whoever changes it"`
	Now     time.Time           `json:"now"`
	Starts  time.Time           `json:"starts" doc:"As the public sees it"`
	Delay   int                 `json:"delay" doc:"Seconds between the stage and the public"`
	Quick   bool                `json:"quick,omitzero" doc:"Low latency is offered too"`
	Gap     int                 `json:"gap" doc:"Seconds between two items"`
	Opened  *time.Time          `json:"opened,omitempty" doc:"When it went on air"`
	Closed  *time.Time          `json:"closed,omitempty" doc:"When it ended"`

	Items   []ShowItem         `json:"items" nullable:"false"`
	On      streaming.ItemID   `json:"on" doc:"The item being played; empty for none"`
	Next    streaming.ItemID   `json:"next"`
	Left    int                `json:"left" doc:"Seconds that are left of it; less than 0 for how far it is over"`
	Content int                `json:"content" doc:"Seconds of all that is shown"`
	Ends    time.Time          `json:"ends" doc:"As things stand, as the public sees it"`
	Over    int                `json:"over" doc:"Seconds that have to go for every hard-out to be met"`
	Outs    []ShowOut          `json:"outs" nullable:"false"`
	Trims   []ShowTrim         `json:"trims" nullable:"false" doc:"What could be dropped"`
	Checks  []ShowCheck        `json:"checks" nullable:"false"`
	Waivers []ShowWaiver       `json:"waivers" nullable:"false" doc:"Why it begins with points open"`
	Band    []ShowStretch      `json:"band" nullable:"false" doc:"What is between the stage and the public, oldest first"`
	Cutouts []ShowCutout       `json:"cutouts" nullable:"false" doc:"What the public never sees, newest first"`
	Rescues []ShowRescue       `json:"rescues" nullable:"false" doc:"Sources that died on air and what took their place, newest first"`
	Sources []ShowSource       `json:"sources" nullable:"false"`
	Bus     streaming.SourceID `json:"bus" doc:"What is on the programme now, before the delay"`
}

// ShowItem is an item of the running order.
type ShowItem struct {
	ID      streaming.ItemID     `json:"id"`
	Title   events.Text          `json:"title"`
	Kind    string               `json:"kind"`
	From    streaming.ItemOrigin `json:"from" enum:"stage,branch,tape"`
	Length  int                  `json:"length" doc:"Seconds"`
	Feed    streaming.SourceID   `json:"feed"`
	Standby streaming.SourceID   `json:"standby"`
	Minors  bool                 `json:"minors" doc:"Children take part"`
	Agreed  bool                 `json:"agreed,omitzero" doc:"Somebody has said that those who are not named, or their guardians, agreed that it may be seen again"`
	Fixed   bool                 `json:"fixed"`
	State   streaming.LineState  `json:"state" enum:"done,on,next,coming,cut"`
	Starts  time.Time            `json:"starts" doc:"On the stage, as things stand"`
	Public  time.Time            `json:"public" doc:"The same as the public sees it"`
	Late    int                  `json:"late" doc:"Seconds later than planned"`

	Performers []ItemPerformer      `json:"performers" nullable:"false"`
	Waiting    []streaming.PersonID `json:"waiting" nullable:"false" doc:"Of the performers, who has not agreed to being seen again"`
	Held       bool                 `json:"held" doc:"It is in no replay and no clip: somebody has not agreed"`
}

// ShowOut is a moment at which a partner leaves the show.
type ShowOut struct {
	Who    string    `json:"who"`
	At     time.Time `json:"at"`
	Margin int       `json:"margin" doc:"Seconds between the end of the show and it; less than 0 for what is cut off"`
}

// ShowTrim is items that could be dropped together.
type ShowTrim struct {
	Items []streaming.ItemID `json:"items" nullable:"false"`
	Frees int                `json:"frees" doc:"Seconds"`
	Ends  time.Time          `json:"ends"`
	Over  int                `json:"over" doc:"Seconds that would still have to go"`
}

// ShowCheck is a point of the checklist.
type ShowCheck struct {
	ID    streaming.CheckID `json:"id"`
	Title events.Text       `json:"title"`
	Auto  bool              `json:"auto" doc:"The house looks itself"`
	Done  bool              `json:"done"`
	Name  string            `json:"name,omitempty" doc:"Who stands for it"`
	At    *time.Time        `json:"at,omitempty"`
	Note  string            `json:"note,omitempty"`
}

// ShowWaiver is why somebody lets a show begin with points open.
type ShowWaiver struct {
	Name string    `json:"name"`
	At   time.Time `json:"at"`
	Why  string    `json:"why"`
}

// ShowStretch is a time in which one source is on the programme.
type ShowStretch struct {
	Source streaming.SourceID `json:"source"`
	From   time.Time          `json:"from" doc:"On the stage"`
	To     time.Time          `json:"to"`
}

// ShowCutout is what was cut out of the delay.
type ShowCutout struct {
	From time.Time `json:"from" doc:"On the stage"`
	To   time.Time `json:"to"`
	Name string    `json:"name" doc:"Who cut"`
}

// ShowRescue is a source that died on air.
type ShowRescue struct {
	At   time.Time          `json:"at"`
	From streaming.SourceID `json:"from"`
	To   streaming.SourceID `json:"to"`
}

// ShowSource is something that can be put on air.
type ShowSource struct {
	Source     streaming.SourceID  `json:"source"`
	Name       string              `json:"name"`
	Role       streaming.StageRole `json:"role"`
	Camera     bool                `json:"camera"`
	Microphone bool                `json:"microphone"`
	Codec      string              `json:"codec"`
	Layers     int                 `json:"layers" doc:"Sizes that the camera sends; the public needs three"`
	Silent     int                 `json:"silent" doc:"Milliseconds since its last picture; -1 where nobody has looked"`
	Rate       int                 `json:"rate" doc:"Bits a second of its best size"`
	Length     int                 `json:"length,omitempty" doc:"Seconds of a recorded one"`
}

func seconds(d time.Duration) int { return int(d.Round(time.Second) / time.Second) }

// wireProgramme is a show at a moment, without what is on air.
func wireProgramme(s streaming.VersionedShow, agreed map[streaming.PersonID]bool, now time.Time) Programme {
	r := s.Run(now)
	p := Programme{
		Channel: s.Channel, Title: s.Title, Test: s.Test, State: s.State, Version: s.Version, Now: here(now), Starts: here(s.Starts),
		Delay: seconds(s.Delay), Quick: s.Quick, Gap: seconds(s.Gap), Left: seconds(r.Left), Content: seconds(r.Content), Ends: here(r.Ends), Over: seconds(r.Over),
		Opened: maybe(s.Opened), Closed: maybe(s.Closed), Items: []ShowItem{}, Outs: []ShowOut{}, Trims: []ShowTrim{}, Checks: []ShowCheck{},
		Waivers: []ShowWaiver{}, Band: []ShowStretch{}, Cutouts: []ShowCutout{}, Rescues: []ShowRescue{}, Sources: []ShowSource{},
	}
	for i, l := range r.Lines {
		item := s.Items[i]
		p.Items = append(p.Items, ShowItem{
			ID: item.ID, Title: item.Title, Kind: item.Kind, From: item.From, Length: seconds(item.Length), Feed: item.Feed, Standby: item.Standby,
			Minors: item.Minors, Agreed: item.Agreed, Fixed: item.Fixed, State: l.State, Starts: here(l.Starts), Public: here(l.Starts.Add(s.Delay)), Late: seconds(l.Late),
			Performers: wirePerformers(item.Performers), Waiting: append([]streaming.PersonID{}, item.Waiting(agreed)...), Held: item.Held(agreed),
		})
	}
	if r.On >= 0 {
		p.On = s.Items[r.On].ID
	}
	if r.Next >= 0 {
		p.Next = s.Items[r.Next].ID
	}
	for _, o := range r.Outs {
		p.Outs = append(p.Outs, ShowOut{o.Who, here(o.At), seconds(o.Margin)})
	}
	for _, t := range s.Trims(now) {
		p.Trims = append(p.Trims, ShowTrim{t.Items, seconds(t.Frees), here(t.Ends), seconds(t.Over)})
	}
	for _, c := range s.Checks {
		p.Checks = append(p.Checks, wireCheck(s.Show, c))
	}
	for _, w := range s.Waivers {
		p.Waivers = append(p.Waivers, ShowWaiver{w.By.Name, here(w.By.At), w.Why})
	}
	for _, c := range slices.Backward(s.Cutouts) {
		p.Cutouts = append(p.Cutouts, ShowCutout{here(c.From), here(c.To), c.By.Name})
	}
	for _, r := range slices.Backward(s.Rescues) {
		p.Rescues = append(p.Rescues, ShowRescue{here(r.At), r.From, r.To})
	}
	return p
}

func wireCheck(s streaming.Show, c streaming.Check) ShowCheck {
	w := ShowCheck{ID: c.ID, Title: c.Title, Auto: c.Auto, Done: s.Holds(c), Note: c.Note}
	if c.By != nil {
		w.Name, w.At = c.By.Name, maybe(c.By.At)
	}
	return w
}

// air adds what is on air and what could be.
func (p *Programme) air(c streaming.Channel, plan streaming.Plan, sources []streaming.SourceState) {
	for _, s := range c.Band(plan, p.Now) {
		p.Band = append(p.Band, ShowStretch{s.Source, here(s.From), here(s.To)})
		p.Bus = s.Source
	}
	for _, s := range sources {
		silent := -1
		if s.Silent >= 0 {
			silent = int(s.Silent / time.Millisecond)
		}
		p.Sources = append(p.Sources, ShowSource{s.Source, s.Name, s.Role, s.Camera, s.Microphone, s.Codec, s.Layers, silent, s.Rate, seconds(s.Length)})
	}
}

func maybe(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(here(t))
}
