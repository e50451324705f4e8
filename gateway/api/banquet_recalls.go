package api

import (
	"context"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// BanquetRecallOrder is a recall that was ordered and how far it has come, in households.
type BanquetRecallOrder struct {
	ID      banquet.RecallID `json:"id"`
	Dish    banquet.DishID   `json:"dish,omitempty"`
	Number  string           `json:"number,omitempty"`
	Library string           `json:"library,omitempty"`
	Words   string           `json:"words,omitempty"`
	Reason  string           `json:"reason"`
	By      string           `json:"by"`
	At      time.Time        `json:"at"`
	Dishes  int              `json:"dishes"`
	Told    TellCounts       `json:"told"`
}

// BanquetRecallOrders is the recalls of an edition, the latest first.
type BanquetRecallOrders struct {
	Items []BanquetRecallOrder `json:"items" nullable:"false"`
}

// BanquetRecallList is whom a recall concerns, those not told yet first.
type BanquetRecallList struct {
	BanquetRecallOrder
	Homes []BanquetRecallHome `json:"homes" nullable:"false"`
}

// BanquetRecallHome is how far a recall has come with a household.
type BanquetRecallHome struct {
	Household community.HouseholdID `json:"household"`
	Door      string                `json:"door"`
	Phones    []string              `json:"phones" nullable:"false" doc:"Whole: somebody has to call"`
	Made      bool                  `json:"made"`
	Stands    []BanquetRecallStand  `json:"stands" nullable:"false"`
	State     string                `json:"state" enum:"open,told,in_person,unreached"`
	How       string                `json:"how" enum:",sms,visit,phone,family,paper"`
	By        string                `json:"by" doc:"Who told them, empty for a message"`
	At        time.Time             `json:"at"`
}

// BanquetRecallStand is a dish with its table.
type BanquetRecallStand struct {
	Title   string `json:"title"`
	Number  string `json:"number"`
	Hall    string `json:"hall"`
	TableNo int    `json:"table_number" doc:"0 for a dish that is on no table"`
}

// RecallPath names a recall.
type RecallPath struct {
	EventInput
	Recall banquet.RecallID `path:"recall" maxLength:"64"`
}

func wireRecallOrder(r banquet.Recalling, homes []banquet.RecallHome) BanquetRecallOrder {
	q := r.Query
	w := BanquetRecallOrder{ID: r.ID, Dish: q.Dish, Number: q.Number, Library: q.Library, Words: q.Words, Reason: r.Reason, By: r.ByName, At: here(r.At), Dishes: r.Dishes, Told: TellCounts{All: len(homes)}}
	for _, h := range homes {
		switch h.State {
		case events.WasTold:
			w.Told.Told++
		case events.InPerson:
			w.Told.InPerson++
		case events.Unreached:
			w.Told.Unreached++
		default:
			w.Told.Open++
		}
	}
	return w
}

// recallers refuses whoever may not order recalls everywhere.
func (a *API) recallers(ctx context.Context) (*banquet.Service, error) {
	s, err := a.feast()
	if err == nil && !slices.Contains(a.reach(ctx, identity.ChangeEvents), community.Everything) {
		err = errForbidden
	}
	return s, err
}

// postRecallOrder keeps whom dishes concern and has them told.
//
//	POST /v1/banquets/{event}/recalls   {"number": "08-0412", "reason": "…"}
//	201 BanquetRecallOrder | 400 recall_what, reason | 404 no_such_dish
func (a *API) postRecallOrder(ctx context.Context, in *BanquetRecallInput) (*reply[BanquetRecallOrder], error) {
	s, err := a.recallers(ctx)
	if err != nil {
		return nil, err
	}
	why, err := reason(in.Body.Reason)
	if err != nil {
		return nil, err
	}
	by := who(ctx)
	r := banquet.Recalling{
		Edition: in.Event, Reason: why, By: by.Account, ByName: by.Name,
		Query: banquet.RecallQuery{Dish: in.Body.Dish, Number: in.Body.Number, Library: in.Body.Library, Words: in.Body.Words},
	}
	err = a.audited(ctx, "banquet.recall_order", "event/"+string(in.Event), community.Everything, "", why, nil, func(ctx context.Context) (err error) {
		r, err = s.OrderRecall(ctx, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	homes, err := s.RecallHomes(ctx, r.ID)
	return &reply[BanquetRecallOrder]{wireRecallOrder(r, homes)}, err
}

// getRecallOrders answers GET /v1/banquets/{event}/recalls: 200 BanquetRecallOrders.
func (a *API) getRecallOrders(ctx context.Context, in *EventInput) (*reply[BanquetRecallOrders], error) {
	s, err := a.recallers(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.Recalls(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	w := BanquetRecallOrders{Items: []BanquetRecallOrder{}}
	for _, r := range list {
		homes, err := s.RecallHomes(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		w.Items = append(w.Items, wireRecallOrder(r, homes))
	}
	return &reply[BanquetRecallOrders]{w}, nil
}

// getRecallOrder answers GET /v1/banquets/{event}/recalls/{recall}: 200 BanquetRecallList |
// 404 no_such_recall. It shows whole numbers, so it is written down who read it.
func (a *API) getRecallOrder(ctx context.Context, in *RecallPath) (*reply[BanquetRecallList], error) {
	s, err := a.recallers(ctx)
	if err != nil {
		return nil, err
	}
	r, homes, err := s.Recalling(ctx, in.Event, in.Recall)
	if err != nil {
		return nil, err
	}
	err = a.audited(ctx, "banquet.recall_list", "event/"+string(in.Event), community.Everything, "", "", map[string]string{"recall": string(r.ID)}, func(context.Context) error { return nil })
	if err != nil {
		return nil, err
	}
	w := BanquetRecallList{BanquetRecallOrder: wireRecallOrder(r, homes)}
	w.Homes, err = a.wireRecallHomes(ctx, in.Event, homes)
	return &reply[BanquetRecallList]{w}, err
}

// RecallToldInput says how a household was told.
type RecallToldInput struct {
	RecallPath
	Household community.HouseholdID `path:"household" maxLength:"128"`
	Body      struct {
		How string `json:"how" maxLength:"16" doc:"visit, phone, family or paper"`
	}
}

// postRecallTold answers POST /v1/banquets/{event}/recalls/{recall}/homes/{household}/told:
// 200 BanquetRecallHome | 400 told_how | 404 not_recalled.
func (a *API) postRecallTold(ctx context.Context, in *RecallToldInput) (*reply[BanquetRecallHome], error) {
	s, err := a.recallers(ctx)
	if err != nil {
		return nil, err
	}
	var h banquet.RecallHome
	err = a.audited(ctx, "banquet.recall_told", "household/"+string(in.Household), community.Everything, "", "", map[string]string{"recall": string(in.Recall), "how": in.Body.How}, func(ctx context.Context) (err error) {
		h, err = s.ToldOfRecall(ctx, in.Event, in.Recall, in.Household, in.Body.How, who(ctx).Name)
		return err
	})
	if err != nil {
		return nil, err
	}
	list, err := a.wireRecallHomes(ctx, in.Event, []banquet.RecallHome{h})
	if err != nil {
		return nil, err
	}
	return &reply[BanquetRecallHome]{list[0]}, nil
}

// wireRecallHomes has those not told yet come first.
func (a *API) wireRecallHomes(ctx context.Context, event events.ID, homes []banquet.RecallHome) ([]BanquetRecallHome, error) {
	var ids []community.HouseholdID
	for _, h := range homes {
		ids = append(ids, h.Household)
	}
	doors, phones, err := a.reachable(ctx, ids)
	if err != nil {
		return nil, err
	}
	signs, err := a.tableSigns(ctx, event)
	if err != nil {
		return nil, err
	}
	list := []BanquetRecallHome{}
	for _, h := range homes {
		w := BanquetRecallHome{Household: h.Household, Door: doors[h.Household], Phones: some(phones[h.Household]), Made: h.Made, Stands: []BanquetRecallStand{}, State: h.State, How: h.How, By: h.ByName, At: here(h.At)}
		for _, d := range h.Stands {
			w.Stands = append(w.Stands, BanquetRecallStand{d.Title, d.Number, signs[d.Table].hall, signs[d.Table].number})
		}
		list = append(list, w)
	}
	rank := []string{events.NotYet, events.InPerson, events.Unreached, events.WasTold}
	slices.SortStableFunc(list, func(x, y BanquetRecallHome) int { return slices.Index(rank, x.State) - slices.Index(rank, y.State) })
	return list, nil
}
