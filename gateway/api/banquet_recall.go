package api

import (
	"context"
	"slices"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// BanquetRecallInput names the dishes to be recalled.
type BanquetRecallInput struct {
	EventInput
	Body struct {
		Dish    banquet.DishID `json:"dish,omitempty" maxLength:"128"`
		Number  string         `json:"number,omitempty" maxLength:"24" doc:"On its card"`
		Library string         `json:"library,omitempty" maxLength:"4" doc:"Every dish of this number in the book"`
		Words   string         `json:"words,omitempty" maxLength:"60" doc:"In the name"`
		Reason  string         `json:"reason" maxLength:"200" doc:"For the log"`
	}
}

// BanquetRecall is the dishes with whom they concern.
type BanquetRecall struct {
	Dishes []BanquetRecalled `json:"dishes" nullable:"false"`
	Phones int               `json:"phones" doc:"Numbers in all, each once"`
}

// BanquetRecalled is a dish that is recalled.
type BanquetRecalled struct {
	ID         banquet.DishID         `json:"id"`
	Number     string                 `json:"number"`
	Title      string                 `json:"title"`
	State      string                 `json:"state"`
	Table      string                 `json:"table" doc:"Empty where nobody sits yet"`
	Hall       string                 `json:"hall" doc:"What the hall of the table is called"`
	TableNo    int                    `json:"table_number" doc:"Of the table in its hall, 0 for none"`
	Households []BanquetRecalledHouse `json:"households" nullable:"false"`
}

// BanquetRecalledHouse is a household it concerns.
type BanquetRecalledHouse struct {
	Household community.HouseholdID `json:"household"`
	Door      string                `json:"door"`
	Made      bool                  `json:"made" doc:"It is one of those who made it"`
	Phones    []string              `json:"phones" nullable:"false" doc:"Whole: somebody has to call"`
}

// postBanquetRecall finds dishes with their tables, the households and their numbers. It
// is written down who asked and why, for it shows whole numbers.
//
//	POST /v1/banquets/{event}/recall   {"number": "08-0412", "reason": "…"}
//	200 BanquetRecall | 400 recall_what, reason | 404 no_such_dish
func (a *API) postBanquetRecall(ctx context.Context, in *BanquetRecallInput) (*reply[BanquetRecall], error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	why, err := reason(in.Body.Reason)
	if err != nil {
		return nil, err
	}
	if reach := a.reach(ctx, identity.ChangeEvents); !slices.Contains(reach, community.Everything) {
		return nil, errForbidden
	}
	q := banquet.RecallQuery{Dish: in.Body.Dish, Number: in.Body.Number, Library: in.Body.Library, Words: in.Body.Words}
	var list []banquet.Recalled
	err = a.audited(ctx, "banquet.recall", "event/"+string(in.Event), community.Everything, "", why, nil, func(ctx context.Context) (err error) {
		list, err = s.Recall(ctx, in.Event, q)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.replyRecall(ctx, in.Event, list)
}

func (a *API) replyRecall(ctx context.Context, event events.ID, list []banquet.Recalled) (*reply[BanquetRecall], error) {
	out := BanquetRecall{Dishes: []BanquetRecalled{}}
	var homes []community.HouseholdID
	for _, r := range list {
		homes = append(homes, r.Households...)
	}
	doors, phones, err := a.reachable(ctx, homes)
	if err != nil {
		return nil, err
	}
	signs, err := a.tableSigns(ctx, event)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, r := range list {
		w := BanquetRecalled{ID: r.Dish.ID, Number: r.Dish.Number, Title: r.Dish.Title(), State: string(r.Dish.State), Table: r.Table, Hall: signs[r.Table].hall, TableNo: signs[r.Table].number, Households: []BanquetRecalledHouse{}}
		for _, h := range r.Households {
			x := BanquetRecalledHouse{Household: h, Door: doors[h], Made: slices.Contains(r.Made, h), Phones: []string{}}
			for _, n := range phones[h] {
				x.Phones, seen[n] = append(x.Phones, n), true
			}
			w.Households = append(w.Households, x)
		}
		out.Dishes = append(out.Dishes, w)
	}
	out.Phones = len(seen)
	return &reply[BanquetRecall]{out}, nil
}

// reachable are the doors of households and the numbers of those who live there.
func (a *API) reachable(ctx context.Context, homes []community.HouseholdID) (map[community.HouseholdID]string, map[community.HouseholdID][]string, error) {
	slices.Sort(homes)
	homes = slices.Compact(homes)
	doors, phones := map[community.HouseholdID]string{}, map[community.HouseholdID][]string{}
	found, err := a.Community.Store.Households.Many(ctx, homes)
	if err != nil {
		return nil, nil, err
	}
	for _, h := range found {
		doors[h.ID] = h.Code
		people, err := a.Community.PeopleOf(ctx, h.ID)
		if err != nil {
			return nil, nil, err
		}
		for _, p := range people {
			if p.Phone != "" && p.Live() && !slices.Contains(phones[h.ID], p.Phone) {
				phones[h.ID] = append(phones[h.ID], p.Phone)
			}
		}
	}
	return doors, phones, nil
}

// tableSign is what a table is called by people.
type tableSign struct {
	hall   string
	number int
}

// tableSigns are the tables of an event by id.
func (a *API) tableSigns(ctx context.Context, event events.ID) (map[string]tableSign, error) {
	signs := map[string]tableSign{}
	if a.Seating == nil {
		return signs, nil
	}
	halls, err := a.Seating.Halls(ctx, event)
	for _, h := range halls {
		for _, t := range h.Tables {
			signs[t.ID] = tableSign{h.Name, t.Number}
		}
	}
	return signs, err
}
