package banquet_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"wanjia/events/banquet"
	"wanjia/events/community"
)

func edition() banquet.Edition {
	return banquet.Edition{ID: "b", TableSeats: 10, Sittings: []banquet.Sitting{
		{Session: "b-noon", Kind: banquet.Meal}, {Session: "b-walk", Kind: banquet.Walk},
	}}
}

var family = map[community.PersonID]bool{"wife": false, "husband": false, "child": true, "grandmother": false}

func ways(list ...string) (people []banquet.Coming) {
	for i := 0; i < len(list); i += 2 {
		people = append(people, banquet.Coming{Person: community.PersonID(list[i]), Way: banquet.Way(list[i+1])})
	}
	return people
}

func TestPut(t *testing.T) {
	t.Parallel()
	all := ways("wife", "come", "husband", "come", "child", "come", "grandmother", "home")
	for name, tt := range map[string]struct {
		want banquet.Wanted
		mode banquet.Mode
		err  error
	}{
		"at a table":        {banquet.Wanted{Session: "b-noon", People: all, HighChairs: 1}, banquet.ByMeal, nil},
		"walking through":   {banquet.Wanted{Session: "b-walk", People: all}, banquet.ByWalk, nil},
		"grandmother alone": {banquet.Wanted{People: ways("grandmother", "home")}, banquet.ByDelivery, nil},
		"only a dish":       {banquet.Wanted{People: ways("wife", "not")}, banquet.ByDish, nil},
		"no sitting":        {banquet.Wanted{People: all}, "", banquet.ErrSittingOnly},
		"another sitting":   {banquet.Wanted{Session: "lantern", People: all}, "", banquet.ErrNoSitting},
		"nobody comes":      {banquet.Wanted{Session: "b-noon", People: ways("grandmother", "home")}, "", banquet.ErrNobodyComes},
		"a child alone":     {banquet.Wanted{Session: "b-noon", People: ways("child", "come", "grandmother", "home")}, "", banquet.ErrChildrenOnly},
		"a stranger":        {banquet.Wanted{Session: "b-noon", People: ways("wife", "come", "lodger", "come")}, "", banquet.ErrNotOfHome},
		"somebody twice":    {banquet.Wanted{Session: "b-noon", People: ways("wife", "come", "wife", "home")}, "", banquet.ErrTwice},
		"another way":       {banquet.Wanted{People: ways("wife", "perhaps")}, "", banquet.ErrWay},
		"chairs for nobody": {banquet.Wanted{People: ways("wife", "not"), HighChairs: 1}, "", banquet.ErrHighChairs},
		"four wishes":       {banquet.Wanted{People: ways("wife", "not"), Wishes: []community.HouseholdID{"a", "b", "c", "d"}}, "", banquet.ErrWishes},
		"a wish twice":      {banquet.Wanted{People: ways("wife", "not"), Wishes: []community.HouseholdID{"a", "a"}}, "", banquet.ErrWishes},
		"oneself":           {banquet.Wanted{People: ways("wife", "not"), Wishes: []community.HouseholdID{"h1"}}, "", banquet.ErrWishes},
	} {
		r := banquet.Registration{Household: "h1", HighChairs: 3}
		err := r.Put(edition(), family, tt.want)
		if !errors.Is(err, tt.err) || r.Mode != tt.mode {
			t.Errorf("%s: %q, %v; want %q, %v", name, r.Mode, err, tt.mode, tt.err)
		}
		if err != nil && (r.HighChairs != 3 || r.People != nil) {
			t.Errorf("%s: refused, and yet it changed: %+v", name, r)
		}
	}
}

// Wishes in a ring are kept as they are: they bind nobody.
func TestWishesInARing(t *testing.T) {
	t.Parallel()
	homes := []community.HouseholdID{"a", "b", "c"}
	for i, h := range homes {
		r := banquet.Registration{Household: h}
		wish := homes[(i+1)%3]
		if err := r.Put(edition(), family, banquet.Wanted{People: ways("wife", "not"), Wishes: []community.HouseholdID{wish}}); err != nil || r.Wishes[0] != wish {
			t.Errorf("%s wishes for %s: %v, %v", h, wish, r.Wishes, err)
		}
	}
}

// The states of a registration are those of the plan and lead nowhere else.
func TestStates(t *testing.T) {
	t.Parallel()
	for _, no := range [][2]banquet.State{
		{banquet.Lapsed, banquet.Attended}, {banquet.Held, banquet.Attended}, {banquet.Cancelled, banquet.Suspended},
		{banquet.Attended, banquet.Cancelled}, {banquet.Suspended, banquet.Held}, {banquet.NoShow, banquet.Confirmed},
	} {
		if no[0].To(no[1]) {
			t.Errorf("%s may go to %s", no[0], no[1])
		}
	}
	for _, d := range banquet.DishStates {
		if d.To(d) {
			t.Errorf("dish: %s to itself", d)
		}
	}
	if banquet.Eaten.To(banquet.OnTable) || banquet.Withdrawn.To(banquet.Named) || !banquet.Sure.To(banquet.HandedIn) {
		t.Error("a dish goes backwards, or not on")
	}
}

func TestDishGroup(t *testing.T) {
	t.Parallel()
	d := banquet.Dish{State: banquet.Idea, Cook: "h1", Shares: []banquet.Share{{Household: "h1"}}}
	for _, h := range []community.HouseholdID{"h2", "h3", "h4", "h5", "h6"} {
		if err := d.Join(banquet.Share{Household: h}); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Join(banquet.Share{Household: "h7"}); !errors.Is(err, banquet.ErrDishFull) || len(d.Shares) != 6 {
		t.Errorf("a group of seven: %v, %d", err, len(d.Shares))
	}
	if err := d.Join(banquet.Share{Household: "h2"}); !errors.Is(err, banquet.ErrInDish) {
		t.Errorf("a household twice: %v", err)
	}
	if err := d.Leave("h1"); !errors.Is(err, banquet.ErrCookLeaves) {
		t.Errorf("the cook leaves: %v", err)
	}
	if err := d.HandOver("stranger"); !errors.Is(err, banquet.ErrNotInDish) {
		t.Errorf("a stranger cooks: %v", err)
	}
	if err := errors.Join(d.HandOver("h2"), d.Leave("h1")); err != nil || d.Cook != "h2" || d.Of("h1") {
		t.Errorf("handed over: %+v, %v", d, err)
	}
	for _, h := range []community.HouseholdID{"h3", "h4", "h5", "h6", "h2"} {
		if err := d.Leave(h); err != nil {
			t.Fatal(err)
		}
	}
	if d.State != banquet.Withdrawn || d.Cook != "h2" || len(d.Shares) != 1 {
		t.Errorf("the last leaves: %+v", d)
	}
	d.State = banquet.HandedIn
	if err := errors.Join(d.Join(banquet.Share{Household: "h9"})); !errors.Is(err, banquet.ErrDishOver) {
		t.Errorf("joined what is handed in: %v", err)
	}
}

func TestMarks(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		dish    string
		usual   []banquet.Allergen
		answers map[banquet.Ingredient]banquet.Answer
		ticked  []banquet.Allergen
		want    string
		err     error
	}{
		"the book's":              {dish: "荆州鱼糕", usual: []banquet.Allergen{"F", "E"}, want: "F E"},
		"braised has soy sauce":   {dish: "红烧肉", want: "G S"},
		"the cook uses none":      {dish: "红烧肉", answers: map[banquet.Ingredient]banquet.Answer{"soy_sauce": "no", "tofu": "no", "flour": "no"}, want: ""},
		"soy sauce, but no flour": {dish: "红烧肉", answers: map[banquet.Ingredient]banquet.Answer{"flour": "no"}, want: "G S"},
		"egg after all":           {dish: "鱼糕", answers: map[banquet.Ingredient]banquet.Answer{"egg": "yes"}, want: "E"},
		"not sure marks":          {dish: "汤", answers: map[banquet.Ingredient]banquet.Answer{"peanut": "unsure"}, want: "P"},
		"no egg in the cake":      {dish: "鱼糕", usual: []banquet.Allergen{"F", "E"}, answers: map[banquet.Ingredient]banquet.Answer{"egg": "no"}, want: "F"},
		"ticked wins over no":     {dish: "鱼糕", answers: map[banquet.Ingredient]banquet.Answer{"egg": "no"}, ticked: []banquet.Allergen{"E"}, want: "E"},
		"a story":                 {ticked: []banquet.Allergen{"我家孩子对鸡蛋过敏,所以没放"}, err: banquet.ErrAllergen},
		"another question":        {answers: map[banquet.Ingredient]banquet.Answer{"love": "yes"}, err: banquet.ErrIngredient},
		"another answer":          {answers: map[banquet.Ingredient]banquet.Answer{"egg": "没有"}, err: banquet.ErrIngredient},
	} {
		marks, err := banquet.Marks(tt.dish, tt.usual, tt.answers, tt.ticked)
		var words []string
		for _, m := range marks {
			words = append(words, string(m))
		}
		if got := strings.Join(words, " "); got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s: %q, %v; want %q, %v", name, got, err, tt.want, tt.err)
		}
	}
}

// Nothing about a dish is ever said to be absent: a mark is there or it is not known.
func TestNeverFreeOf(t *testing.T) {
	t.Parallel()
	no := map[banquet.Ingredient]banquet.Answer{}
	for _, q := range banquet.Questions {
		no[q.Ingredient] = banquet.No
	}
	d := banquet.Dish{State: banquet.Idea}
	if err := d.Put(edition(), banquet.Recipe{Name: "清水煮白菜", Purpose: banquet.ToEat, Answers: no}); err != nil {
		t.Fatal(err)
	}
	if len(d.MayContain) > 0 || d.Concern([]banquet.Allergen{"E"}) != nil {
		t.Errorf("marked all the same: %v", d.MayContain)
	}
	if err := d.Put(edition(), banquet.Recipe{Library: "15", Purpose: banquet.ToEat, Session: "b-noon"}); err != nil {
		t.Fatal(err)
	}
	if got := d.Concern([]banquet.Allergen{"E", "P"}); !slices.Equal(got, []banquet.Allergen{"E"}) || d.State != banquet.Named || d.Name == "" {
		t.Errorf("fish cake for a child who must not have egg: %v, %+v", got, d)
	}
	was := d
	for name, bad := range map[string]banquet.Recipe{
		"no purpose":    {Name: "汤"},
		"long name":     {Name: strings.Repeat("长", 31), Purpose: banquet.ToEat},
		"no such book":  {Library: "91", Purpose: banquet.ToEat},
		"no such kind":  {Name: "汤", Category: "甜品", Purpose: banquet.ToEat},
		"eaten walking": {Name: "汤", Purpose: banquet.ToEat, Session: "b-walk"},
		"shown at noon": {Name: "汤", Purpose: banquet.ToDisplay, Session: "b-noon"},
	} {
		if err := d.Put(edition(), bad); err == nil || d.Name != was.Name || d.State != was.State {
			t.Errorf("%s: %v, %+v", name, err, d)
		}
	}
}

func TestLibrary(t *testing.T) {
	t.Parallel()
	if len(banquet.Library) != 90 {
		t.Errorf("%d dishes", len(banquet.Library))
	}
	for _, d := range banquet.Library {
		if !slices.Contains(banquet.Categories, d.Category) || d.Name == "" || !slices.Contains([]string{"hot", "cold", "room"}, d.Served) {
			t.Errorf("%+v", d)
		}
		for _, a := range d.Allergens {
			if !slices.Contains(banquet.Allergens, a) {
				t.Errorf("%s: allergen %s", d.Name, a)
			}
		}
	}
}

func TestKin(t *testing.T) {
	t.Parallel()
	k := banquet.Kin{Code: "K1"}
	if err := k.Ask(banquet.KinMember{Household: "h1"}, 4, 10); err != nil || !k.Members[0].Agreed {
		t.Fatalf("who begins agrees: %v", err)
	}
	if err := k.Ask(banquet.KinMember{Household: "h2"}, 11, 10); !errors.Is(err, banquet.ErrKinTable) || len(k.Members) != 1 {
		t.Errorf("more than a table: %v", err)
	}
	if err := k.Ask(banquet.KinMember{Household: "h2", Agreed: true}, 8, 10); err != nil || k.Together() != nil {
		t.Errorf("one side alone has agreed: %v, %v", err, k.Together())
	}
	for _, by := range []community.HouseholdID{"h2", "h9"} {
		if err := k.Agree(by, "h2"); !errors.Is(err, banquet.ErrKinSay) {
			t.Errorf("%s lets h2 in: %v", by, err)
		}
	}
	if err := k.Agree("h1", "h2"); err != nil || len(k.Together()) != 2 {
		t.Errorf("both agreed: %v, %v", err, k.Together())
	}
	if err := k.Drop("h1", "h2"); !errors.Is(err, banquet.ErrKinSay) {
		t.Errorf("thrown out: %v", err)
	}
	if err := k.Drop("h1", "h1"); err != nil || k.Together() != nil || !k.Members[0].Agreed {
		t.Errorf("left: %+v, %v", k, err)
	}
}
