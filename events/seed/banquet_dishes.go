package seed

import (
	"fmt"
	"slices"

	"wanjia/events/banquet"
)

// library is the 90 dishes of Hubei home cooking: number, name, category, what
// allergens are usual in it, flags, how it is served.
var library = func() (all []LibraryDish) {
	for _, l := range banquet.Library {
		d := LibraryDish{Number: l.Number, Name: l.Name, Category: string(l.Category), Flags: slices.Clone(l.Flags), Served: l.Served}
		for _, a := range l.Allergens {
			d.Allergens = append(d.Allergens, string(a))
		}
		all = append(all, d)
	}
	return all
}()

// dish is one dish; its group are households that follow each other in the order of
// the houses.
type dish struct {
	first, after int32 // signups
	library      uint8
	purpose      uint8
	sitting      uint8
	extra        uint8 // one more allergen than usual: its index and one, or 0
}

var purposes = []string{"eat", "display", "deliver"}

// groupSizes are the dishes at full size by how many households make one together;
// those of one are what is left.
var groupSizes = []int{0, 0, 1_960, 1_680, 1_400, 1_200, 2_336}

// cook makes the dishes: every registered household has a share in exactly one.
func (t *town) cook() {
	d := t.dice("dishes")
	counts := make([]int, len(groupSizes))
	homes, dishes := len(t.banquet.signed), t.part(banquetDishes)
	for n := 2; n < len(groupSizes); n++ {
		counts[n] = t.part(groupSizes[n])
		homes -= n * counts[n]
		dishes -= counts[n]
	}
	// Rounding may leave more or fewer single households than single dishes.
	for ; homes > dishes; homes-- {
		counts[2]--
		counts[3]++
	}
	for ; homes < dishes; homes++ {
		counts[3]--
		counts[2]++
	}
	counts[1] = dishes
	at := int32(0)
	for _, n := range deck(d, counts) {
		t.banquet.dishes = append(t.banquet.dishes, dish{first: at, after: at + int32(n)})
		at += int32(n)
	}
	all := t.banquet.dishes
	eat, deliver := eatAtTable*meals*t.banquet.tables, t.part(deliveredDishes)
	use := deck(d, []int{eat, len(all) - eat - deliver, deliver})
	kinds := newWheel(libraryWeights())
	meal := 0
	for i := range all {
		x := &all[i]
		x.purpose, x.library = use[i], uint8(kinds.spin(d))
		if purposes[x.purpose] == "eat" {
			x.sitting = uint8(meal % meals)
			meal++
		}
		if t.halal(t.banquet.signed[x.first].home) {
			for !halalDish(library[x.library]) {
				x.library = uint8(kinds.spin(d))
			}
		}
		if d.in(8, 100) {
			x.extra = uint8(1 + d.n(len(allergens)-1)) // all but the unnamed one
		}
	}
}

// libraryWeights are how likely each dish is: those a table wants, soups and stews,
// steamed ones and vegetables, are the ones people like to bring.
func libraryWeights() []int {
	weights := make([]int, len(library))
	for i, l := range library {
		switch {
		case l.Category == "汤煨":
			weights[i] = 22
		case l.Category == "烧炖":
			weights[i] = 11
		case l.Category == "蒸菜":
			weights[i] = 20
		case slices.Contains(l.Flags, "VEG"):
			weights[i] = 9
		default:
			weights[i] = 3
		}
	}
	return weights
}

func halalDish(l LibraryDish) bool {
	return !slices.Contains(l.Flags, "PORK") && !slices.Contains(l.Flags, "AL")
}

var auspicious = []string{"年年有余", "步步高升", "团团圆圆", "一窝幸福", "邻里同心", "金鸡报春", "五谷丰登", "福满百家", "一路花开", "和和美美"}

var stories = []string{
	"这道菜是我们家过年必上的，一做就是二十年，孩子们回来第一口就要吃它。",
	"跟着隔壁邻居学会的做法，今年第一次端上来，请大家多提意见，明年做得更好。",
	"老人家手把手教的，火候全凭耳朵听，锅里的声音一变就该起锅了，谁也急不得。",
	"几家人商量了三个晚上，各出一样料，凑成这一道菜，图的就是一个团圆。",
}

func (t *town) dishRow(i int) Dish {
	x := &t.banquet.dishes[i]
	l := library[x.library]
	r := Dish{
		ID: fmt.Sprintf("D%05d", i+1), Library: l.Number, Name: l.Name, Category: l.Category, MayContain: slices.Clone(l.Allergens),
		Halal:   t.halal(t.banquet.signed[x.first].home) && halalDish(l),
		Purpose: purposes[x.purpose], Households: int(x.after - x.first), Mark: t.mark(),
	}
	if i%7 == 0 {
		r.Name = auspicious[i/7%len(auspicious)] + "（" + l.Name + "）"
		r.Story = stories[i/7%len(stories)]
	}
	if x.extra > 0 {
		if code := allergens[x.extra-1].code; !slices.Contains(r.MayContain, code) {
			r.MayContain = append(r.MayContain, code)
		}
	}
	if r.Purpose == "eat" {
		r.Sitting = sittingIDs[x.sitting]
	}
	return r
}

func (t *town) emitDishes(yield func(Row) error) error {
	for _, l := range library {
		l.Mark = t.mark()
		if err := yield(l); err != nil {
			return err
		}
	}
	if err := each(yield, len(t.banquet.dishes), t.dishRow); err != nil {
		return err
	}
	for i, x := range t.banquet.dishes {
		for k := x.first; k < x.after; k++ {
			r := DishShare{Dish: fmt.Sprintf("D%05d", i+1), Household: homeID(int(t.banquet.signed[k].home)), Cook: k == x.first, Mark: t.mark()}
			if err := yield(r); err != nil {
				return err
			}
		}
	}
	return t.emitDeliveries(yield)
}

// emitDeliveries yields the dishes to be brought, in turn to those who want them.
func (t *town) emitDeliveries(yield func(Row) error) error {
	var to []int32
	for _, s := range t.banquet.signed {
		if s.mode == modeDelivery {
			to = append(to, s.home)
		}
	}
	n := 0
	for i, x := range t.banquet.dishes {
		if purposes[x.purpose] != "deliver" || len(to) == 0 {
			continue
		}
		r := Delivery{Household: homeID(int(to[n%len(to)])), Dish: fmt.Sprintf("D%05d", i+1), Mark: t.mark()}
		if err := yield(r); err != nil {
			return err
		}
		n++
	}
	return nil
}
