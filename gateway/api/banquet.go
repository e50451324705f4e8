package api

import (
	"context"
	"errors"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
)

// Banquet is what everybody may know of a banquet's registration, the same for all.
type Banquet struct {
	Event       events.ID        `json:"event"`
	Title       events.Text      `json:"title"`
	Sittings    []BanquetSitting `json:"sittings" nullable:"false" doc:"Meals first, then the walks through"`
	TableSeats  int              `json:"table_seats"`
	DishBy      time.Time        `json:"dish_by" doc:"Until when a dish may stay undecided"`
	ChangeUntil time.Time        `json:"change_until" doc:"On the page; after it the hotline helps"`
	Hotline     string           `json:"hotline"`
	Quotas      []BanquetQuota   `json:"quotas" nullable:"false" doc:"How the places of the meals are divided, with the formula"`
	Formula     events.Text      `json:"formula"`
	Returned    []BanquetReturn  `json:"returned" nullable:"false" doc:"What buildings had not used by D-5, by estate"`
}

// BanquetSitting is a run of it.
type BanquetSitting struct {
	Session events.SessionID `json:"session"`
	Kind    string           `json:"kind" enum:"meal,walk"`
	Pool    string           `json:"pool"`
	Title   events.Text      `json:"title"`
	Starts  time.Time        `json:"starts"`
	Ends    time.Time        `json:"ends"`
}

// BanquetRegistration is what a household does, to whoever speaks for it.
type BanquetRegistration struct {
	State      string           `json:"state" enum:",held,waiting,offered,confirmed,suspended,cancelled,lapsed,attended,no_show,converted" doc:"Empty before the first"`
	Mode       string           `json:"mode" enum:",meal,walk,delivery,dish"`
	Session    events.SessionID `json:"session"`
	People     []BanquetPerson  `json:"people" nullable:"false" doc:"Everybody of the household the caller may speak for"`
	HighChairs int              `json:"high_chairs"`
	Wishes     []string         `json:"wishes" nullable:"false" doc:"Doors of households it would like at its table"`
	Until      *time.Time       `json:"until" doc:"Of a hold or an offer"`
	Extended   bool             `json:"extended"`
	Position   int              `json:"position" doc:"On the waiting list, 1 is the next; 0 for others"`
	Claim      string           `json:"claim" doc:"The booking of its places; empty for none"`
	Code       string           `json:"code" doc:"For reading aloud at the gate"`
	Channel    string           `json:"channel"`
	By         string           `json:"by" doc:"Who registered, masked"`
	At         *time.Time       `json:"at"`
	Done       *time.Time       `json:"done" doc:"When it was confirmed"`
	Order      int              `json:"order"`
	Rev        int64            `json:"rev"`
	Now        time.Time        `json:"now" doc:"The server's clock, for counting down"`
	Kin        *BanquetKin      `json:"kin"`
	Dishes     []BanquetDish    `json:"dishes" nullable:"false" doc:"The official one first"`
	Building   community.NodeID `json:"building"`
	Why        *BanquetCause    `json:"why,omitempty" doc:"Why the house changed it last, where it was not the household's own wish"`
}

// BanquetCause is why the house changed what a household has.
type BanquetCause struct {
	Code   string            `json:"code" example:"venue_closed"`
	Params map[string]string `json:"params" nullable:"false" doc:"What the sentence speaks of; of venue_closed: venue and reason"`
	Say    events.Text       `json:"say" doc:"As part of a sentence"`
}

func wireCause(c *banquet.Cause) *BanquetCause {
	if c == nil {
		return nil
	}
	params := c.Params
	if params == nil {
		params = map[string]string{}
	}
	return &BanquetCause{Code: c.Code, Params: params, Say: c.Words()}
}

// BanquetPerson is somebody of the household.
type BanquetPerson struct {
	Person  community.PersonID `json:"person"`
	Name    string             `json:"name"`
	AgeBand string             `json:"age_band"`
	Child   bool               `json:"child" doc:"May not come alone"`
	Way     string             `json:"way" enum:"come,home,not"`
	Needs   []Need             `json:"needs" nullable:"false"`
	Me      bool               `json:"me"`
}

// BanquetRef names a banquet and for whom it is asked.
type BanquetRef struct {
	EventInput
	ForInput
}

// feast is the banquet's rules, or [banquet.ErrNoBanquet] where there are none.
func (a *API) feast() (*banquet.Service, error) {
	if a.Banquet == nil {
		return nil, banquet.ErrNoBanquet
	}
	return a.Banquet, nil
}

// getBanquet answers GET /v1/banquets/{event}: 200 Banquet | 404 no_such_banquet.
func (a *API) getBanquet(ctx context.Context, in *EventInput) (*reply[Banquet], error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	e, err := s.Edition(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	event, err := a.Events.Event(ctx, in.Event)
	if errors.Is(err, events.ErrNoEvent) {
		err = banquet.ErrNoBanquet // a draft, which nobody knows of yet
	}
	if err != nil {
		return nil, err
	}
	out := Banquet{
		Event: e.ID, Title: event.Title, TableSeats: e.TableSeats, DishBy: here(e.DishBy), ChangeUntil: here(e.ChangeUntil), Hotline: event.Hotline,
		Sittings: []BanquetSitting{}, Returned: []BanquetReturn{}, Formula: banquet.Formula,
	}
	for _, x := range e.Sittings {
		session, err := a.Events.Session(ctx, x.Session)
		if err != nil {
			return nil, err
		}
		out.Sittings = append(out.Sittings, BanquetSitting{
			Session: x.Session, Kind: string(x.Kind), Pool: x.Pool, Title: session.Title, Starts: here(session.Starts), Ends: here(session.Ends),
		})
	}
	for _, r := range e.Returned {
		out.Returned = append(out.Returned, BanquetReturn{here(r.At), string(r.Estate), r.Buildings, r.Places})
	}
	out.Quotas, err = a.banquetQuotas(ctx, e)
	return &reply[Banquet]{out}, err
}

// getBanquetRegistration answers GET /v1/banquets/{event}/registration?for=: 200
// BanquetRegistration | 403 not_for_them, unconfirmed | 404 no_such_banquet, no_household.
func (a *API) getBanquetRegistration(ctx context.Context, in *BanquetRef) (*reply[BanquetRegistration], error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	home, err := a.banquetHome(ctx, in.For)
	if err != nil {
		return nil, err
	}
	if _, err := s.Edition(ctx, in.Event); err != nil {
		return nil, err
	}
	r, err := s.Settle(ctx, banquet.NewRegistrationID(in.Event, home.household))
	if err != nil && !errors.Is(err, banquet.ErrNoRegistration) {
		return nil, err
	}
	return a.replyRegistration(ctx, in.Event, home, r)
}

// banquetHome is the household the caller speaks for, and those of it they may speak for.
type banquetHome struct {
	household community.HouseholdID
	building  community.NodeID
	person    community.Person // for whom it is done, and who is told
	people    []community.Person
	me        community.PersonID
	own       bool // the caller's own household
	part      bool // people are not all of it: somebody who named the caller
	booker    booker
}

// banquetHome says for which household the caller asks: their own; that of somebody who
// named them, of whom they see that person alone; or one in their reach by office.
func (a *API) banquetHome(ctx context.Context, forWhom community.PersonID) (banquetHome, error) {
	me, err := a.self(ctx)
	if err != nil && (forWhom == "" || !errors.Is(err, errNobody)) {
		return banquetHome{}, err
	}
	h := banquetHome{me: me.ID}
	if forWhom == "" || forWhom == me.ID {
		return a.ownHome(ctx)
	}
	p, err := a.Community.Survivor(ctx, forWhom)
	if errors.Is(err, community.ErrNoPerson) {
		err = errNotForThem
	}
	if err != nil {
		return h, err
	}
	if me.Household != "" && p.Household == me.Household {
		own, err := a.ownHome(ctx)
		if err == nil {
			own.person = p
		}
		return own, err
	}
	h.person, h.household, h.building = p, p.Household, p.Building
	if _, ok, err := a.Community.MayAct(ctx, me.ID, p.ID, community.ToSignUp, a.Now()); err != nil || ok {
		h.people, h.part = []community.Person{p}, true
		return h, err
	}
	if _, err := a.personInOffice(ctx, p.ID); err != nil {
		return h, err
	}
	h.people, err = a.Community.PeopleOf(ctx, p.Household)
	return h, err
}

func (a *API) ownHome(ctx context.Context) (banquetHome, error) {
	me, people, err := a.housemates(ctx)
	return banquetHome{household: me.Household, building: me.Building, person: me, people: people, me: me.ID, own: true}, err
}

// replyRegistration shows a household's registration, with everybody who could come.
func (a *API) replyRegistration(ctx context.Context, edition events.ID, home banquetHome, r banquet.Registration) (*reply[BanquetRegistration], error) {
	now := a.Now()
	w := BanquetRegistration{
		State: string(r.State), Mode: string(r.Mode), Session: r.Session, HighChairs: r.HighChairs, Extended: r.Extended, Claim: r.Claim,
		Channel: r.Channel, By: r.ByName, Order: r.Order, Rev: r.Rev, Now: here(now), Wishes: []string{}, People: []BanquetPerson{},
		Until: whenSet(r.Until), At: whenSet(r.At), Done: whenSet(r.Done), Building: home.building, Why: wireCause(r.Cause),
	}
	if r.State == banquet.Held || r.State == banquet.Cancelled {
		w.Claim = ""
	}
	var err error
	if w.Claim != "" {
		place, err := a.Banquet.Places.Place(ctx, r.Claim)
		if err != nil {
			return nil, err
		}
		w.Code, w.Position = place.Code, place.Position
	}
	for _, p := range home.people {
		if !p.Live() || !p.Away.IsZero() {
			continue
		}
		age, known := community.Age(p.Born, now)
		x := BanquetPerson{
			Person: p.ID, Name: p.Name, AgeBand: community.AgeBand(p.Born, now), Child: known && age < 14, Way: "not", Needs: wireNeeds(p.Needs), Me: p.ID == home.me,
		}
		if i := slices.IndexFunc(r.People, func(c banquet.Coming) bool { return c.Person == p.ID }); i >= 0 {
			x.Way = string(r.People[i].Way)
		}
		w.People = append(w.People, x)
	}
	if w.Wishes, err = a.doorsOf(ctx, r.Wishes); err != nil {
		return nil, err
	}
	if w.Kin, err = a.kinOf(ctx, edition, home.household); err != nil {
		return nil, err
	}
	w.Dishes, err = a.dishesOf(ctx, edition, home)
	return &reply[BanquetRegistration]{w}, err
}

func whenSet(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = here(t)
	return &t
}

// doorsOf are the codes of the doors of households.
func (a *API) doorsOf(ctx context.Context, ids []community.HouseholdID) ([]string, error) {
	out := []string{}
	for _, id := range ids {
		h, err := a.Community.Store.Households.Get(ctx, id)
		if errors.Is(err, community.ErrNoHousehold) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, h.Code)
	}
	return out, nil
}
