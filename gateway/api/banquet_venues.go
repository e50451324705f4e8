package api

import (
	"context"
	"errors"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// BanquetVenue is a place a banquet is held at.
type BanquetVenue struct {
	Code     string     `json:"code"`
	Name     string     `json:"name"`
	Kind     string     `json:"kind"`
	Tables   int        `json:"tables"`
	Places   int        `json:"places" doc:"At one sitting"`
	Approved int        `json:"approved" doc:"Most people at a time; 0 for as many as places"`
	AreaM2   int        `json:"area_m2"`
	Ends     int        `json:"accessible_ends"`
	Indoor   int        `json:"indoor_percent"`
	X        int        `json:"x_m"`
	Y        int        `json:"y_m"`
	State    string     `json:"state" enum:"asked,open,closed"`
	Reason   string     `json:"reason"`
	At       *time.Time `json:"at"`
	Rev      int64      `json:"rev"`
}

// BanquetVenueList is the venues of a banquet.
type BanquetVenueList struct {
	Items []BanquetVenue `json:"items" nullable:"false"`
}

// BanquetVenueInput confirms a venue, or closes it.
type BanquetVenueInput struct {
	EventInput
	Venue string `path:"venue" maxLength:"64" pattern:"^[A-Za-z0-9-]+$"`
	Body  struct {
		State  string `json:"state" maxLength:"8" doc:"open or closed"`
		Reason string `json:"reason" maxLength:"200" doc:"Why; also of a confirmation: who was asked"`
		Rev    int64  `json:"rev"`
	}
}

func wireVenue(v banquet.Venue) BanquetVenue {
	return BanquetVenue{
		Code: v.Code, Name: v.Name, Kind: v.Kind, Tables: v.Tables, Places: v.Places, Approved: v.Approved, AreaM2: v.AreaM2, Ends: v.Ends, Indoor: v.Indoor,
		X: v.X, Y: v.Y, State: string(v.State), Reason: v.Reason, At: whenSet(v.At), Rev: v.Rev,
	}
}

// getBanquetVenues answers GET /v1/banquets/{event}/venues: 200 BanquetVenueList.
func (a *API) getBanquetVenues(ctx context.Context, in *EventInput) (*reply[BanquetVenueList], error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	list, err := s.Venues(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	out := BanquetVenueList{Items: make([]BanquetVenue, len(list))}
	for i, v := range list {
		out.Items[i] = wireVenue(v)
	}
	return &reply[BanquetVenueList]{out}, nil
}

// putBanquetVenue confirms a venue for this year or closes it.
//
//	PUT /v1/banquets/{event}/venues/{venue}   {"state": "open", "reason": "…", "rev": 0}
//	200 BanquetVenue | 400 venue_state, reason | 404 no_such_venue | 409 venue_changed
func (a *API) putBanquetVenue(ctx context.Context, in *BanquetVenueInput) (*reply[BanquetVenue], error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	if !slices.Contains(a.reach(ctx, identity.ChangeEvents), community.Everything) {
		return nil, errForbidden
	}
	why, err := reason(in.Body.Reason)
	if err != nil {
		return nil, err
	}
	var v banquet.Venue
	err = a.audited(ctx, "banquet.venue", "venue/"+string(in.Event)+"."+in.Venue, community.Everything, "", why, map[string]string{"state": in.Body.State}, func(ctx context.Context) (err error) {
		v, err = s.SetVenue(ctx, in.Event, in.Venue, in.Body.Rev, banquet.VenueState(in.Body.State), why, string(actor(ctx).Account.ID))
		return err
	})
	if err == nil {
		a.followVenues(ctx, in.Event)
	}
	return &reply[BanquetVenue]{wireVenue(v)}, err
}

// copyBanquet makes the banquet of an edition that was copied from one.
func (a *API) copyBanquet(ctx context.Context, from events.ID, e events.Event, sessions map[events.SessionID]events.Session) error {
	if a.Banquet == nil || from == "" {
		return nil
	}
	_, err := a.Banquet.Copy(ctx, from, e, sessions)
	if errors.Is(err, banquet.ErrNoBanquet) {
		return nil
	}
	return err
}

// MyBanquet is what is kept about somebody at a banquet.
type MyBanquet struct {
	Banquet events.ID        `json:"banquet"`
	State   string           `json:"state"`
	Way     string           `json:"way" doc:"How the person takes part"`
	Session events.SessionID `json:"session"`
	Wishes  []string         `json:"wishes" nullable:"false"`
	Channel string           `json:"channel"`
	At      *time.Time       `json:"at"`
	Dishes  []string         `json:"dishes" nullable:"false" doc:"That the household has a share in"`
}

// copyBanquets adds what a person's household does at banquets.
func (a *API) copyBanquets(ctx context.Context, d *MyData, p community.Person) error {
	if a.Banquet == nil || p.Household == "" {
		return nil
	}
	list, err := a.Banquet.Of(ctx, p.Household)
	if err != nil {
		return err
	}
	for _, r := range list {
		i := slices.IndexFunc(r.People, func(c banquet.Coming) bool { return c.Person == p.ID })
		if i < 0 {
			continue
		}
		w := MyBanquet{Banquet: r.Edition, State: string(r.State), Way: string(r.People[i].Way), Session: r.Session, Channel: r.Channel, At: whenSet(r.At), Dishes: []string{}}
		if w.Wishes, err = a.doorsOf(ctx, r.Wishes); err != nil {
			return err
		}
		dishes, err := a.Banquet.DishesOf(ctx, r.Edition, p.Household)
		if err != nil {
			return err
		}
		for _, x := range dishes {
			w.Dishes = append(w.Dishes, x.Title())
		}
		d.Banquets = append(d.Banquets, w)
	}
	return nil
}
