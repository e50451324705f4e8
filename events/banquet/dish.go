package banquet

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// Errors of dishes.
var (
	ErrNoDish      = fault.New(fault.NotFound, "no_such_dish", "there is no such dish, or it is not yours to see")
	ErrDishName    = fault.New(fault.Invalid, "dish_name", "a name of a dish has at most 30 characters, a story at most 300")
	ErrAllergen    = fault.New(fault.Invalid, "allergen_code", "please tick what is in the dish; a story about it goes into the story")
	ErrIngredient  = fault.New(fault.Invalid, "ingredient", "please answer each question about what is in it with yes, no or not sure")
	ErrCategory    = fault.New(fault.Invalid, "dish_category", "there is no such kind of dish")
	ErrPurpose     = fault.New(fault.Invalid, "dish_purpose", "a dish is eaten at a table, shown, or brought to a home")
	ErrLibrary     = fault.New(fault.Invalid, "dish_library", "there is no such dish in the book")
	ErrOfficial    = fault.New(fault.Conflict, "dish_official", "this household has its dish already; another one can come as an extra")
	ErrDishFull    = fault.New(fault.Conflict, "dish_full", "six households make this dish already; please join another or bring one of your own")
	ErrDishCode    = fault.New(fault.NotFound, "dish_code", "no dish has this code; please check the letters")
	ErrInDish      = fault.New(fault.Conflict, "dish_joined", "your household is one of those who make this dish already")
	ErrNotCook     = fault.New(fault.Forbidden, "dish_cook", "only the household that cooks may change the dish")
	ErrCookLeaves  = fault.New(fault.Conflict, "dish_cook_leaves", "somebody else of the group has to take over the cooking first")
	ErrNotInDish   = fault.New(fault.Conflict, "dish_stranger", "this household is not one of those who make the dish")
	ErrDishOver    = fault.New(fault.Conflict, "dish_over", "this dish cannot be changed any more here; please tell the desk")
	ErrDishChanged = fault.New(fault.Conflict, "dish_changed", "somebody of the group has changed the dish meanwhile; please look at it again")
)

// DishState is how far a dish has come.
type DishState string

// The states of a dish.
const (
	Idea       DishState = "idea" // a household will bring something; nobody knows yet what
	Named      DishState = "named"
	Sure       DishState = "confirmed"
	HandedIn   DishState = "handed_in"
	OnTable    DishState = "on_table"
	Displayed  DishState = "displayed"
	Boxed      DishState = "boxed"
	Eaten      DishState = "eaten"
	Delivered  DishState = "delivered"
	Withdrawn  DishState = "withdrawn"
	NotArrived DishState = "not_arrived"
)

// DishStates are all of them, in order: every dish is in exactly one.
var DishStates = []DishState{Idea, Named, Sure, HandedIn, OnTable, Displayed, Boxed, Eaten, Delivered, Withdrawn, NotArrived}

var nextDish = map[DishState][]DishState{
	Idea:      {Named, Withdrawn, NotArrived},
	Named:     {Idea, Sure, HandedIn, Withdrawn, NotArrived},
	Sure:      {Named, HandedIn, Withdrawn, NotArrived},
	HandedIn:  {OnTable, Displayed, Boxed, Withdrawn},
	OnTable:   {Eaten, Withdrawn},
	Displayed: {OnTable, Eaten, Withdrawn},
	Boxed:     {Delivered, Withdrawn},
}

// To says whether a dish may go from s to another state.
func (s DishState) To(other DishState) bool { return slices.Contains(nextDish[s], other) }

// Open says whether those who make a dish may still change what it is.
func (s DishState) Open() bool { return s == Idea || s == Named || s == Sure }

// Purpose is what becomes of a dish.
type Purpose string

// The purposes.
const (
	ToEat     Purpose = "eat"     // at a table of a meal
	ToDisplay Purpose = "display" // shown
	ToDeliver Purpose = "deliver" // brought to a home
)

// DishID names a dish: "banquet-2027.d-…".
type DishID string

// Share is a household in the group of a dish.
type Share struct {
	Household community.HouseholdID `json:"household"`
	Building  community.NodeID      `json:"building"`
	At        time.Time             `json:"at"`
	By        string                `json:"by,omitempty"` // person who is told
}

// Dish is one dish of an edition with the households that make it: one to six, of whom
// exactly one cooks and answers for it.
//
// Unique keys: its code and its number; for a dish that is no extra, "official" of each household, so
// that a household has at most one.
// Indexes: "edition" (edition/id), "h0" to "h5" (household/edition, of each share),
// "building" (edition/building of the cook/id), "state" (edition/state/id), "code"
// (edition/code), "library" (edition/number in the book/id), "number" (edition/number), "outbox" (changed, while there are letters).
type Dish struct {
	ID         DishID                  `json:"id"`
	Edition    events.ID               `json:"edition"`
	State      DishState               `json:"state"`
	Number     string                  `json:"number,omitempty"` // on its card: 08-0412
	Library    string                  `json:"library,omitempty"`
	Name       string                  `json:"name,omitempty"`       // what it is
	Auspicious string                  `json:"auspicious,omitempty"` // what it is called at the feast
	Story      string                  `json:"story,omitempty"`
	Category   Category                `json:"category,omitempty"`
	Answers    map[Ingredient]Answer   `json:"answers,omitempty"`     // to the questions about ingredients
	MayContain []Allergen              `json:"may_contain,omitempty"` // never "free of": what is not here is not known
	Flags      []string                `json:"flags,omitempty"`       // PORK, BEEF, VEG, SPICY, BONE, STICKY, AL, HARD, RAW
	Halal      bool                    `json:"halal,omitempty"`       // from a halal kitchen
	Served     string                  `json:"served,omitempty"`      // hot, cold, room
	Purpose    Purpose                 `json:"purpose"`
	Session    events.SessionID        `json:"session,omitempty"` // of the meal it is eaten at
	For        []community.HouseholdID `json:"for,omitempty"`     // it is brought to
	Extra      bool                    `json:"extra,omitempty"`
	Cook       community.HouseholdID   `json:"cook"`
	Shares     []Share                 `json:"shares"` // the cook among them
	Code       string                  `json:"code"`   // to invite neighbours with
	At         time.Time               `json:"at"`
	Changed    time.Time               `json:"changed"`
	Rev        int64                   `json:"rev"`
	Reminded   int                     `json:"reminded,omitempty"` // how often
	Outbox     map[string]Letter       `json:"outbox,omitempty"`
	Synthetic  bool                    `json:"synthetic,omitempty"`
}

// Title is the dish as its card has it.
func (d Dish) Title() string {
	switch {
	case d.Auspicious != "" && d.Name != "":
		return d.Auspicious + "（" + d.Name + "）"
	case d.Auspicious != "":
		return d.Auspicious
	}
	return d.Name
}

// Of says whether a household is one of those who make it.
func (d Dish) Of(h community.HouseholdID) bool {
	return slices.ContainsFunc(d.Shares, func(s Share) bool { return s.Household == h })
}

// Official is the unique key that a household's own dish holds.
func Official(edition events.ID, h community.HouseholdID) string {
	return "official/" + string(edition) + "/" + string(h)
}

// Join adds a household to the group. It returns [ErrInDish], [ErrDishFull] and
// [ErrDishOver].
func (d *Dish) Join(s Share) error {
	switch {
	case d.Of(s.Household):
		return ErrInDish
	case !d.State.Open():
		return ErrDishOver
	case len(d.Shares) >= MostTogether:
		return ErrDishFull.With("most", MostTogether)
	}
	d.Shares = append(slices.Clone(d.Shares), s)
	return nil
}

// Leave takes a household out. The cook leaves last, and then the dish is withdrawn; or
// hands the cooking on first. It returns [ErrNotInDish], [ErrCookLeaves], [ErrDishOver].
func (d *Dish) Leave(h community.HouseholdID) error {
	switch {
	case !d.Of(h):
		return ErrNotInDish
	case !d.State.Open():
		return ErrDishOver
	case d.Cook == h && len(d.Shares) > 1:
		return ErrCookLeaves
	case d.Cook == h:
		d.State = Withdrawn
		return nil
	}
	d.Shares = slices.DeleteFunc(slices.Clone(d.Shares), func(s Share) bool { return s.Household == h })
	return nil
}

// HandOver makes another household of the group the one that cooks.
func (d *Dish) HandOver(to community.HouseholdID) error {
	switch {
	case !d.Of(to):
		return ErrNotInDish
	case !d.State.Open():
		return ErrDishOver
	}
	d.Cook = to
	return nil
}

// Recipe is what a cook says of the dish.
type Recipe struct {
	Library    string // of the book; "" for one of one's own
	Name       string // "" leaves it undecided, or takes the book's
	Auspicious string
	Story      string
	Category   Category
	Answers    map[Ingredient]Answer
	MayContain []Allergen // ticked beside what the answers say
	Halal      bool
	Served     string
	Purpose    Purpose
	Session    events.SessionID // of the meal, for a dish that is eaten
}

// Put writes a recipe into the dish: defaults from the book, marks from the answers.
// Nothing of d changes with an error.
//
// It returns [ErrDishOver], [ErrDishName], [ErrLibrary], [ErrCategory], [ErrPurpose],
// [ErrIngredient], [ErrNoSitting], and [ErrAllergen] with detail "typed".
func (d *Dish) Put(e Edition, r Recipe) error {
	if !d.State.Open() {
		return ErrDishOver
	}
	now := *d
	now.Name, now.Auspicious, now.Story = strings.TrimSpace(r.Name), strings.TrimSpace(r.Auspicious), strings.TrimSpace(r.Story)
	now.Library, now.Category, now.Halal, now.Served, now.Flags = r.Library, r.Category, r.Halal, r.Served, nil
	var usual []Allergen
	if r.Library != "" {
		book, ok := InLibrary(r.Library)
		if !ok {
			return ErrLibrary
		}
		if now.Name == "" {
			now.Name = book.Name
		}
		if now.Category == "" {
			now.Category = book.Category
		}
		if now.Served == "" {
			now.Served = book.Served
		}
		usual, now.Flags = book.Allergens, slices.Clone(book.Flags)
	}
	if err := r.check(e, now); err != nil {
		return err
	}
	marks, err := Marks(now.Name, usual, r.Answers, r.MayContain)
	if err != nil {
		return err
	}
	now.Answers, now.MayContain, now.Purpose, now.Session = r.Answers, marks, r.Purpose, r.Session
	if now.Name == "" && now.Auspicious == "" {
		now.State = Idea
	} else if now.State == Idea {
		now.State = Named
	}
	*d = now
	return nil
}

func (r Recipe) check(e Edition, d Dish) error {
	switch {
	case utf8.RuneCountInString(d.Name) > 30 || utf8.RuneCountInString(d.Auspicious) > 30 || utf8.RuneCountInString(d.Story) > 300:
		return ErrDishName
	case d.Category != "" && !slices.Contains(Categories, d.Category):
		return ErrCategory
	case r.Purpose != ToEat && r.Purpose != ToDisplay && r.Purpose != ToDeliver:
		return ErrPurpose
	case d.Served != "" && d.Served != "hot" && d.Served != "cold" && d.Served != "room":
		return ErrPurpose
	}
	if r.Session == "" {
		return nil
	}
	if s, ok := e.Sitting(r.Session); !ok || s.Kind != Meal || r.Purpose != ToEat {
		return ErrNoSitting
	}
	return nil
}
