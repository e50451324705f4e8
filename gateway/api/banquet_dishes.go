package api

import (
	"context"
	"slices"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
)

// BanquetBook is what helps to say what a dish is.
type BanquetBook struct {
	Dishes     []BookDish     `json:"dishes" nullable:"false"`
	Categories []string       `json:"categories" nullable:"false"`
	Questions  []BookQuestion `json:"questions" nullable:"false" doc:"Asked of every cook"`
	Allergens  []string       `json:"allergens" nullable:"false"`
	Names      []string       `json:"names" nullable:"false" doc:"Auspicious ones, as examples"`
}

// BookDish is a dish of the book.
type BookDish struct {
	Number     string   `json:"number"`
	Name       string   `json:"name"`
	Category   string   `json:"category"`
	MayContain []string `json:"may_contain" nullable:"false" doc:"By the usual recipe"`
	Served     string   `json:"served" enum:"hot,cold,room"`
}

// BookQuestion asks about an ingredient.
type BookQuestion struct {
	Ingredient string      `json:"ingredient"`
	Ask        events.Text `json:"ask"`
	Brings     []string    `json:"brings" nullable:"false"`
}

// BanquetDish is a dish, to somebody who makes it.
type BanquetDish struct {
	ID         string             `json:"id"`
	State      string             `json:"state"`
	Number     string             `json:"number" doc:"On its card; empty before it has one"`
	Library    string             `json:"library"`
	Name       string             `json:"name"`
	Auspicious string             `json:"auspicious"`
	Story      string             `json:"story"`
	Category   string             `json:"category"`
	Answers    map[string]string  `json:"answers" nullable:"false"`
	MayContain []string           `json:"may_contain" nullable:"false" doc:"Never that it is free of the others"`
	Concerns   []string           `json:"concerns" nullable:"false" doc:"Of these, what somebody of this family cannot eat"`
	Halal      bool               `json:"halal"`
	Served     string             `json:"served"`
	Purpose    string             `json:"purpose" enum:"eat,display,deliver"`
	Session    events.SessionID   `json:"session"`
	Extra      bool               `json:"extra"`
	Code       string             `json:"code" doc:"To invite neighbours with"`
	Cook       bool               `json:"cook" doc:"Whether this household cooks"`
	Shares     []BanquetDishShare `json:"shares" nullable:"false"`
	Rev        int64              `json:"rev"`
}

// BanquetDishShare is a household that makes it.
type BanquetDishShare struct {
	Household community.HouseholdID `json:"household"`
	Name      string                `json:"name" doc:"Masked"`
	Building  string                `json:"building"`
	Cook      bool                  `json:"cook"`
	Mine      bool                  `json:"mine"`
}

// BanquetRecipe is what a cook says of a dish.
type BanquetRecipe struct {
	Library    string             `json:"library,omitempty" maxLength:"4" doc:"Number in the book; empty for one of one's own"`
	Name       string             `json:"name,omitempty" maxLength:"400"`
	Auspicious string             `json:"auspicious,omitempty" maxLength:"400"`
	Story      string             `json:"story,omitempty" maxLength:"4000"`
	Category   string             `json:"category,omitempty" maxLength:"40"`
	Answers    map[string]string  `json:"answers,omitempty" doc:"yes, no or unsure, by ingredient"`
	MayContain []string           `json:"may_contain,omitempty" maxItems:"40"`
	Halal      bool               `json:"halal,omitempty"`
	Served     string             `json:"served,omitempty" maxLength:"8"`
	Purpose    string             `json:"purpose" maxLength:"12"`
	Session    events.SessionID   `json:"session,omitempty" maxLength:"128"`
	Extra      bool               `json:"extra,omitempty" doc:"One more than the household's own"`
	Rev        int64              `json:"rev,omitempty"`
	For        community.PersonID `json:"for,omitempty" maxLength:"128"`
}

// BanquetDishPress begins a dish.
type BanquetDishPress struct {
	EventInput
	Key  string `header:"Idempotency-Key" required:"true" minLength:"8" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" doc:"The same for a retry of the same press"`
	Body BanquetRecipe
}

// BanquetDishInput changes a dish.
type BanquetDishInput struct {
	EventInput
	Dish banquet.DishID `path:"dish" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Body BanquetRecipe
}

// BanquetDishRef names a dish.
type BanquetDishRef struct {
	EventInput
	Dish banquet.DishID `path:"dish" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	ForInput
}

// BanquetJoinInput joins the dish of a code.
type BanquetJoinInput struct {
	EventInput
	Body struct {
		Code string             `json:"code" maxLength:"24"`
		For  community.PersonID `json:"for,omitempty" maxLength:"128"`
	}
}

// BanquetCookInput says who is to cook.
type BanquetCookInput struct {
	BanquetDishRef
	Body struct {
		Household community.HouseholdID `json:"household" maxLength:"128"`
	}
}

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

// getBanquetBook answers GET /v1/banquet-book: 200 BanquetBook.
func (a *API) getBanquetBook(context.Context, *struct{}) (*reply[BanquetBook], error) {
	b := BanquetBook{
		Categories: words(banquet.Categories), Allergens: words(banquet.Allergens), Names: slices.Clone(banquet.AuspiciousNames),
		Dishes: []BookDish{}, Questions: []BookQuestion{},
	}
	for _, d := range banquet.Library {
		b.Dishes = append(b.Dishes, BookDish{Number: d.Number, Name: d.Name, Category: string(d.Category), MayContain: words(d.Allergens), Served: d.Served})
	}
	for _, q := range banquet.Questions {
		b.Questions = append(b.Questions, BookQuestion{Ingredient: string(q.Ingredient), Ask: events.Text{ZH: q.ZH, EN: q.EN}, Brings: words(q.Brings)})
	}
	return &reply[BanquetBook]{b}, nil
}

// dishesOf shows the dishes of a household.
func (a *API) dishesOf(ctx context.Context, edition events.ID, home banquetHome) ([]BanquetDish, error) {
	list, err := a.Banquet.DishesOf(ctx, edition, home.household)
	if err != nil {
		return nil, err
	}
	out := []BanquetDish{}
	for _, d := range list {
		w, err := a.wireDish(ctx, d, home)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

func (a *API) wireDish(ctx context.Context, d banquet.Dish, home banquetHome) (BanquetDish, error) {
	w := BanquetDish{
		ID: string(d.ID), State: string(d.State), Number: d.Number, Library: d.Library, Name: d.Name, Auspicious: d.Auspicious, Story: d.Story,
		Category: string(d.Category), Answers: map[string]string{}, MayContain: words(d.MayContain), Concerns: words(d.Concern(declared(home.people))),
		Halal: d.Halal, Served: d.Served, Purpose: string(d.Purpose), Session: d.Session, Extra: d.Extra, Code: d.Code,
		Cook: d.Cook == home.household, Shares: []BanquetDishShare{}, Rev: d.Rev,
	}
	for i, x := range d.Answers {
		w.Answers[string(i)] = string(x)
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return w, err
	}
	for _, s := range d.Shares {
		name, err := a.maskedName(ctx, community.PersonID(s.By))
		if err != nil {
			return w, err
		}
		w.Shares = append(w.Shares, BanquetDishShare{
			Household: s.Household, Name: name, Building: tree.BuildingName(s.Building), Cook: s.Household == d.Cook, Mine: s.Household == home.household,
		})
	}
	return w, nil
}

// declared are the allergens somebody of a family declared.
func declared(people []community.Person) []banquet.Allergen {
	var list []banquet.Allergen
	for _, p := range people {
		for _, n := range p.Needs {
			if n.Kind == "allergen" {
				list = append(list, banquet.Allergen(n.Code))
			}
		}
	}
	return list
}

func (r BanquetRecipe) recipe() banquet.Recipe {
	out := banquet.Recipe{
		Library: r.Library, Name: r.Name, Auspicious: r.Auspicious, Story: r.Story, Category: banquet.Category(r.Category), Halal: r.Halal,
		Served: r.Served, Purpose: banquet.Purpose(r.Purpose), Session: r.Session, Answers: map[banquet.Ingredient]banquet.Answer{},
	}
	for i, x := range r.Answers {
		out.Answers[banquet.Ingredient(i)] = banquet.Answer(x)
	}
	for _, x := range r.MayContain {
		out.MayContain = append(out.MayContain, banquet.Allergen(x))
	}
	return out
}

// onBanquetDish runs something about a dish for whoever speaks for a household.
func (a *API) onBanquetDish(ctx context.Context, forWhom community.PersonID, what string,
	do func(context.Context, *banquet.Service, banquet.Applicant) (banquet.Dish, error),
) (*reply[BanquetDish], error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	home, who, err := a.overHome(ctx, forWhom)
	if err != nil {
		return nil, err
	}
	var d banquet.Dish
	err = a.forOthers(ctx, home.booker, what, "household/"+string(home.household), func(ctx context.Context) (err error) {
		d, err = do(ctx, s, who)
		return err
	})
	if err != nil {
		return nil, err
	}
	w, err := a.wireDish(ctx, d, home)
	return &reply[BanquetDish]{w}, err
}

// postBanquetDish begins a dish of a household.
//
//	POST /v1/banquets/{event}/dishes   {"library": "15", "purpose": "eat", "answers": {"egg": "yes"}}
//	201 BanquetDish | 400 dish_name, dish_purpose, allergen_code, ingredient, … |
//	404 no_such_registration | 409 dish_official, banquet_late
func (a *API) postBanquetDish(ctx context.Context, in *BanquetDishPress) (*reply[BanquetDish], error) {
	return a.onBanquetDish(ctx, in.Body.For, "banquet.dish", func(ctx context.Context, s *banquet.Service, who banquet.Applicant) (banquet.Dish, error) {
		who.Key = in.Key
		return s.MakeDish(ctx, in.Event, who, in.Body.recipe(), in.Body.Extra)
	})
}

// putBanquetDish answers PUT /v1/banquets/{event}/dishes/{dish}: 200 BanquetDish |
// 403 dish_cook | 404 no_such_dish | 409 dish_changed, dish_over.
func (a *API) putBanquetDish(ctx context.Context, in *BanquetDishInput) (*reply[BanquetDish], error) {
	return a.onBanquetDish(ctx, in.Body.For, "banquet.dish", func(ctx context.Context, s *banquet.Service, who banquet.Applicant) (banquet.Dish, error) {
		return s.ChangeDish(ctx, in.Dish, who, in.Body.Rev, in.Body.recipe())
	})
}

// postBanquetDishSure answers POST /v1/banquets/{event}/dishes/{dish}/sure: 200
// BanquetDish | 403 dish_cook | 404 no_such_dish | 409 dish_over.
func (a *API) postBanquetDishSure(ctx context.Context, in *BanquetDishRef) (*reply[BanquetDish], error) {
	return a.onBanquetDish(ctx, in.For, "banquet.dish", func(ctx context.Context, s *banquet.Service, who banquet.Applicant) (banquet.Dish, error) {
		return s.SureDish(ctx, in.Dish, who)
	})
}

// postBanquetJoin makes a household one of those who make the dish of a code.
//
//	POST /v1/banquets/{event}/dish-shares   {"code": "K7PQ2M"}
//	201 BanquetDish | 404 dish_code, no_such_registration | 409 dish_joined, dish_full, dish_official
func (a *API) postBanquetJoin(ctx context.Context, in *BanquetJoinInput) (*reply[BanquetDish], error) {
	return a.onBanquetDish(ctx, in.Body.For, "banquet.dish", func(ctx context.Context, s *banquet.Service, who banquet.Applicant) (banquet.Dish, error) {
		return s.JoinDish(ctx, in.Event, who, in.Body.Code)
	})
}

// deleteBanquetShare takes the household out of those who make a dish; the last one
// withdraws it.
//
//	DELETE /v1/banquets/{event}/dishes/{dish}/share   200 BanquetDish | 409 dish_cook_leaves, dish_stranger
func (a *API) deleteBanquetShare(ctx context.Context, in *BanquetDishRef) (*reply[BanquetDish], error) {
	return a.onBanquetDish(ctx, in.For, "banquet.dish", func(ctx context.Context, s *banquet.Service, who banquet.Applicant) (banquet.Dish, error) {
		return s.LeaveDish(ctx, in.Dish, who)
	})
}

// postBanquetCook makes another household of the group the one that cooks.
//
//	POST /v1/banquets/{event}/dishes/{dish}/cook   {"household": "h-2"}
//	200 BanquetDish | 403 dish_cook | 409 dish_stranger, dish_over
func (a *API) postBanquetCook(ctx context.Context, in *BanquetCookInput) (*reply[BanquetDish], error) {
	return a.onBanquetDish(ctx, in.For, "banquet.dish", func(ctx context.Context, s *banquet.Service, who banquet.Applicant) (banquet.Dish, error) {
		return s.HandOverDish(ctx, in.Dish, who, in.Body.Household)
	})
}
