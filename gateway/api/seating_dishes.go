package api

import (
	"context"
	"slices"
	"strings"

	"wanjia/events/banquet"
	"wanjia/ticketing/seating/runs"
)

// tableDishes is what stands on the tables of a version, and what that may contain. Nothing
// in it ever says that a dish is free of anything.
type tableDishes struct {
	on    map[string][]string // dishes by table
	marks map[string][]banquet.Allergen
	books map[string]banquet.Dish // by dish; none of what nobody registered here
}

// marksOf says what stands on tables of a version and what that may contain.
func marksOf(v *runs.Version, of []string) tableDishes {
	d := tableDishes{on: map[string][]string{}, marks: map[string][]banquet.Allergen{}, books: map[string]banquet.Dish{}}
	may := map[string][]string{}
	for _, x := range v.Plan.Dishes {
		may[x.ID] = x.MayContain
	}
	here := map[string]bool{}
	for _, table := range of {
		here[table] = true
	}
	for _, placed := range v.Result.Dishes {
		if !here[placed.Table] {
			continue
		}
		d.on[placed.Table] = append(d.on[placed.Table], placed.Dish)
		for _, x := range may[placed.Dish] {
			if m := banquet.Allergen(x); !slices.Contains(d.marks[placed.Table], m) {
				d.marks[placed.Table] = append(d.marks[placed.Table], m)
			}
		}
	}
	for table := range d.marks {
		slices.SortFunc(d.marks[table], func(x, y banquet.Allergen) int {
			return slices.Index(banquet.Allergens, x) - slices.Index(banquet.Allergens, y)
		})
	}
	return d
}

// dishesOn is [marksOf] with what the dishes are called.
func (a *API) dishesOn(ctx context.Context, v *runs.Version, of []string) (tableDishes, error) {
	d := marksOf(v, of)
	if a.Banquet == nil {
		return d, nil
	}
	var ids []banquet.DishID
	for _, list := range d.on {
		for _, id := range list {
			ids = append(ids, banquet.DishID(id))
		}
	}
	list, err := a.Banquet.Store.Dishes.Many(ctx, ids)
	for _, x := range list {
		d.books[string(x.ID)] = x
	}
	return d, err
}

// names are the dishes of a table by name, as far as they are decided.
func (d tableDishes) names(table string) (list []string) {
	for _, id := range d.on[table] {
		x, ok := d.books[id]
		if title := x.Title(); ok && title != "" {
			list = append(list, title)
		}
	}
	slices.Sort(list)
	return list
}

// codes are what the dishes of a table may contain.
func (d tableDishes) codes(table string) []string {
	list := []string{}
	for _, m := range d.marks[table] {
		list = append(list, string(m))
	}
	return list
}

// words are what the dishes of a table may contain.
func (d tableDishes) words(table string) []string {
	var list []string
	for _, m := range d.marks[table] {
		list = append(list, allergenWords[m])
	}
	return list
}

// inShort is the same in one line, "" for a table without dishes.
func (d tableDishes) inShort(table string) string {
	switch list := d.words(table); {
	case len(d.on[table]) == 0:
		return ""
	case len(list) == 0:
		return "没有标出过敏原，不等于没有"
	default:
		return "菜里可能含" + strings.Join(list, "、")
	}
}
