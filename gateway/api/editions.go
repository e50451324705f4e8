package api

import (
	"context"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/ticketing"
)

// Edition is an event as its organisers see it.
type Edition struct {
	Event
	Rev      int64     `json:"rev" doc:"To be sent with a change; a later one is answered edition_changed"`
	Owner    string    `json:"owner" doc:"Who answers for its safety"`
	From     events.ID `json:"from,omitempty" doc:"The edition it was copied from"`
	Permit   Permit    `json:"permit"`
	Issuing  bool      `json:"issuing" doc:"Whether places are given out"`
	Missing  []string  `json:"missing" nullable:"false" doc:"What it lacks before everybody may see it: owner, hotline, sessions, expected"`
	Sessions []Session `json:"sessions" nullable:"false"`
	Uncopied []string  `json:"uncopied,omitempty" doc:"Pools of the edition it was copied from that could not be made again, by title"`
}

// Permit is what the authorities say of an event.
type Permit struct {
	Public    bool       `json:"public" doc:"Whether anybody may come"`
	Expected  int        `json:"expected" doc:"Persons in its fullest session"`
	Level     string     `json:"level" enum:"none,county,city" doc:"Whose permit it needs: none below 1,000 persons or closed to the public"`
	State     string     `json:"state" enum:"none,applied,granted,refused,outdated" doc:"outdated: granted for what has been changed since"`
	Number    string     `json:"number"`
	Ceiling   int        `json:"ceiling" doc:"Persons each session may have; 0 for none said"`
	Applied   *time.Time `json:"applied,omitempty"`
	Decided   *time.Time `json:"decided,omitempty"`
	ApplyBy   time.Time  `json:"apply_by" doc:"Twenty days before it starts"`
	DecidedBy *time.Time `json:"decided_by,omitempty" doc:"Seven days after it was applied for"`
	Override  string     `json:"override" doc:"Why it was published without; empty where it was not"`
	Spent     bool       `json:"spent" doc:"override holds no more: the permit was decided since, or something else is planned"`
}

// EditionList is every edition, the one that ends last first.
type EditionList struct {
	Items []EditionEntry `json:"items" nullable:"false"`
}

// EditionEntry is one of the list.
type EditionEntry struct {
	Event
	Permit  Permit `json:"permit"`
	Issuing bool   `json:"issuing"`
}

func when(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(here(t))
}

func wirePermit(e events.Event) Permit {
	p := e.Permit
	out := Permit{
		Public: p.Public, Expected: p.Expected, Level: string(p.Level()), State: string(p.State), Number: p.Number, Ceiling: p.Ceiling,
		Applied: when(p.Applied), Decided: when(p.Decided), ApplyBy: here(e.ApplyBy()), DecidedBy: when(p.DecidedBy()), Override: p.Override, Spent: p.Spent,
	}
	if p.State == events.PermitNone {
		out.State = "none"
	}
	return out
}

func (a *API) wireEdition(e events.Event, sessions []events.Session) Edition {
	out := Edition{
		Event: a.wireEvent(e), Rev: e.Rev, Owner: e.Owner, From: e.From, Permit: wirePermit(e), Issuing: e.Issuing(),
		Missing: events.Lacks(e, sessions), Sessions: make([]Session, len(sessions)),
	}
	if out.Missing == nil {
		out.Missing = []string{}
	}
	for i, s := range sessions {
		out.Sessions[i] = a.wireSession(e, s)
	}
	return out
}

// getEditions answers GET /v1/editions: 200 EditionList.
func (a *API) getEditions(ctx context.Context, _ *struct{}) (*reply[EditionList], error) {
	list, err := a.Events.Editions(ctx)
	if err != nil {
		return nil, err
	}
	out := EditionList{Items: make([]EditionEntry, len(list))}
	for i, e := range list {
		out.Items[i] = EditionEntry{a.wireEvent(e), wirePermit(e), e.Issuing()}
	}
	return &reply[EditionList]{out}, nil
}

// getEdition answers GET /v1/editions/{event}: 200 Edition | 404 no_such_event.
func (a *API) getEdition(ctx context.Context, in *EventInput) (*reply[Edition], error) {
	e, sessions, err := a.Events.Edition(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	return &reply[Edition]{a.wireEdition(e, sessions)}, nil
}

// UsualInput asks when an edition is usually held.
type UsualInput struct {
	Kind  events.Kind `query:"kind" required:"true" enum:"banquet,lantern,gala"`
	After time.Time   `query:"after" doc:"Not before; now where it is left out"`
}

// UsualDates is when an edition is usually held.
type UsualDates struct {
	Starts time.Time `json:"starts"`
	Ends   time.Time `json:"ends"`
	Lunar  string    `json:"lunar" example:"腊月廿四"`
}

// getUsual answers GET /v1/edition-dates: 200 UsualDates.
func (a *API) getUsual(_ context.Context, in *UsualInput) (*reply[UsualDates], error) {
	after := in.After
	if after.IsZero() {
		after = a.Now()
	}
	starts, ends, err := events.Usual(in.Kind, after)
	if err != nil {
		return nil, err
	}
	return &reply[UsualDates]{UsualDates{here(starts), here(ends), events.Lunar(starts)}}, nil
}

// PlanBody is what an organiser says of an edition.
type PlanBody struct {
	Edition int         `json:"edition,omitempty" minimum:"0" maximum:"999" doc:"The how-manieth"`
	Title   events.Text `json:"title,omitempty"`
	Summary events.Text `json:"summary,omitempty"`
	Place   events.Text `json:"place,omitempty"`
	Starts  time.Time   `json:"starts"`
	Ends    time.Time   `json:"ends,omitempty" doc:"Of a copy: where it is left out, as long after the start as it was"`
	Hotline string      `json:"hotline,omitempty" maxLength:"40"`
	Owner   string      `json:"owner,omitempty" maxLength:"80" doc:"Who answers for its safety"`
}

func (b PlanBody) plan() events.Plan {
	return events.Plan{Edition: b.Edition, Title: b.Title, Summary: b.Summary, Place: b.Place, Starts: b.Starts, Ends: b.Ends, Hotline: b.Hotline, Owner: b.Owner}
}

// NewEditionInput begins an edition.
type NewEditionInput struct {
	Body struct {
		PlanBody
		Kind     events.Kind `json:"kind,omitempty" doc:"banquet, lantern or gala; of a copy, that of what it is copied from"`
		From     events.ID   `json:"from,omitempty" maxLength:"128" doc:"The edition to copy, with its sessions and pools"`
		Public   bool        `json:"public,omitempty"`
		Expected int         `json:"expected,omitempty" minimum:"0" maximum:"1000000"`
		Why      string      `json:"why" maxLength:"200"`
	}
}

// postEdition answers POST /v1/editions: 201 Edition | 400 edition_kind, edition_title,
// edition_dates, edition_past | 404 no_such_event | 409 editions_full.
func (a *API) postEdition(ctx context.Context, in *NewEditionInput) (*reply[Edition], error) {
	b := in.Body
	var made events.Event
	var uncopied []string
	err := a.changed(ctx, "edition.begin", "event/"+string(b.From), b.Why, map[string]string{"kind": string(b.Kind)}, func(ctx context.Context, _ string) error {
		e, sessions, err := a.Events.Begin(ctx, b.Kind, b.From, b.plan(), events.Permit{Public: b.Public, Expected: b.Expected})
		if err != nil {
			return err
		}
		made = e
		if uncopied, err = a.copyPools(ctx, b.From, e, sessions); err != nil {
			return err
		}
		return a.copyBanquet(ctx, b.From, e, sessions)
	})
	if err != nil {
		return nil, err
	}
	out, err := a.edition(ctx, made.ID)
	if err == nil {
		out.Body.Uncopied = uncopied
	}
	return out, err
}

// copyPools makes the pools of an edition again in a copy of it, as many places as they
// had and as far from its start as they were. It returns the titles of those that could
// not be made: the organiser makes them by hand.
func (a *API) copyPools(ctx context.Context, from events.ID, e events.Event, made map[events.SessionID]events.Session) ([]string, error) {
	if from == "" {
		return nil, nil
	}
	old, sessions, err := a.Events.Edition(ctx, from)
	if err != nil {
		return nil, err
	}
	var uncopied []string
	for _, session := range sessions {
		now, ok := made[session.ID]
		if !ok {
			continue // it came after the edition was read
		}
		_, pools, err := a.Tickets.StockOf(ctx, session.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range pools {
			if p.Pool.Removed {
				continue
			}
			err := a.Tickets.AddPools(ctx, []ticketing.Pool{p.Pool.Copy(old.ID, e.ID, now.ID, e.Starts.Sub(old.Starts))})
			switch kind := fault.Of(err).Kind; {
			case err == nil:
			case kind == fault.Invalid, kind == fault.Conflict:
				uncopied = append(uncopied, p.Pool.Title.ZH)
			default:
				return nil, err
			}
		}
	}
	return uncopied, nil
}

func (a *API) edition(ctx context.Context, id events.ID) (*reply[Edition], error) {
	return a.getEdition(ctx, &EventInput{Event: id})
}

// EditionPlanInput changes what an edition says of itself.
type EditionPlanInput struct {
	EventInput
	Body struct {
		PlanBody
		Rev int64  `json:"rev" doc:"Of the edition as it was read"`
		Why string `json:"why" maxLength:"200"`

		Authority string `json:"authority,omitempty" maxLength:"80" doc:"On whose word, for those who are told of another place"`
	}
}

// act is the caller doing something to an edition.
func act(ctx context.Context, id events.ID, rev int64, authority, why string) events.Act {
	return events.Act{Event: id, Rev: rev, By: actor(ctx).Account.Name, Authority: authority, Why: why}
}

// putEdition answers PUT /v1/editions/{event}: 200 Edition | 400 edition_title,
// edition_dates, edition_past | 404 no_such_event | 409 edition_changed, edition_over.
func (a *API) putEdition(ctx context.Context, in *EditionPlanInput) (*reply[Edition], error) {
	return a.editionChange(ctx, "edition.change", in.Event, in.Body.Why, nil, func(ctx context.Context, why string) (events.Event, error) {
		return a.Events.Revise(ctx, act(ctx, in.Event, in.Body.Rev, in.Body.Authority, why), in.Body.plan())
	})
}

// editionChange is an audited change of one edition, answered by what it is then. Places
// are given out, or not, by what it has become, before it is answered; a worker does the
// same for what stops in between.
func (a *API) editionChange(ctx context.Context, what string, id events.ID, why string, detail map[string]string, change func(context.Context, string) (events.Event, error)) (*reply[Edition], error) {
	err := a.changed(ctx, what, "event/"+string(id), why, detail, func(ctx context.Context, why string) error {
		e, err := change(ctx, why)
		if err != nil {
			return err
		}
		return a.tendEdition(ctx, e)
	})
	if err != nil {
		return nil, err
	}
	return a.edition(ctx, id)
}

func (a *API) tendEdition(ctx context.Context, e events.Event) error {
	_, sessions, err := a.Events.Edition(ctx, e.ID)
	if err != nil {
		return err
	}
	return a.Tickets.Follow(ctx, e, sessions)
}

// PermitInput writes down how far a permit has come.
type PermitInput struct {
	EventInput
	Body struct {
		Rev      int64      `json:"rev"`
		Public   bool       `json:"public"`
		Expected int        `json:"expected" minimum:"0" maximum:"1000000"`
		State    string     `json:"state" enum:"none,applied,granted,refused"`
		Number   string     `json:"number,omitempty" maxLength:"80"`
		Ceiling  int        `json:"ceiling,omitempty" minimum:"0" maximum:"1000000"`
		Applied  *time.Time `json:"applied,omitempty" doc:"Now where it is left out"`
		Decided  *time.Time `json:"decided,omitempty" doc:"Now where it is left out"`
		Why      string     `json:"why" maxLength:"200"`
	}
}

// putPermit answers PUT /v1/editions/{event}/permit: 200 Edition | 400 permit_data |
// 404 no_such_event | 409 edition_changed, edition_over, permit_ceiling.
func (a *API) putPermit(ctx context.Context, in *PermitInput) (*reply[Edition], error) {
	b := in.Body
	p := events.Permit{Public: b.Public, Expected: b.Expected, State: events.PermitState(strings.TrimPrefix(b.State, "none")), Number: b.Number, Ceiling: b.Ceiling}
	if b.Applied != nil {
		p.Applied = *b.Applied
	}
	if b.Decided != nil {
		p.Decided = *b.Decided
	}
	return a.editionChange(ctx, "edition.permit", in.Event, b.Why, map[string]string{"state": b.State}, func(ctx context.Context, _ string) (events.Event, error) {
		return a.Events.SetPermit(ctx, in.Event, b.Rev, p)
	})
}

// EditionStepInput takes an edition a step on.
type EditionStepInput struct {
	EventInput
	Body struct {
		Rev int64  `json:"rev"`
		Why string `json:"why" maxLength:"200"`
	}
}

// PublishInput publishes an edition.
type PublishInput struct {
	EventInput
	Body struct {
		Rev      int64  `json:"rev"`
		Override string `json:"override,omitempty" maxLength:"200" doc:"Why it is published without the permit it needs"`
		Why      string `json:"why" maxLength:"200"`
	}
}

// postPublication answers POST /v1/editions/{event}/publication: 200 Edition |
// 404 no_such_event | 409 edition_changed, edition_over, edition_incomplete,
// permit_missing | 400 edition_past.
func (a *API) postPublication(ctx context.Context, in *PublishInput) (*reply[Edition], error) {
	return a.editionChange(ctx, "edition.publish", in.Event, in.Body.Why, nil, func(ctx context.Context, _ string) (events.Event, error) {
		if a.Banquet != nil {
			if err := a.Banquet.Ready(ctx, in.Event); err != nil {
				return events.Event{}, err
			}
		}
		return a.Events.Publish(ctx, in.Event, in.Body.Rev, in.Body.Override)
	})
}
