package banquet

import (
	_ "embed"
	"strings"
)

// Category is a kind of dish.
type Category string

// Categories are the kinds, as the library has them: soup, steamed, braised, stir-fried,
// fried, cold, staple.
var Categories = []Category{"汤煨", "蒸菜", "烧炖", "炒菜", "炸菜", "卤凉", "主食点心"}

// LibraryDish is a dish of the book of home cooking, with what is usually in it.
type LibraryDish struct {
	Number    string // 01
	Name      string
	Category  Category
	Allergens []Allergen // by the usual recipe; a cook's answers override them
	Flags     []string
	Served    string // hot, cold, room
}

//go:embed library.csv
var libraryText string

// Library is the 90 dishes of Hubei home cooking, by number.
var Library = func() (all []LibraryDish) {
	for line := range strings.Lines(libraryText) {
		f := strings.Split(strings.TrimSpace(line), ",")
		list := func(s string) []string { return strings.FieldsFunc(s, func(r rune) bool { return r == '|' }) }
		d := LibraryDish{Number: f[0], Name: f[1], Category: Category(f[2]), Flags: list(f[4]), Served: f[5]}
		for _, a := range list(f[3]) {
			d.Allergens = append(d.Allergens, Allergen(a))
		}
		all = append(all, d)
	}
	return all
}()

// InLibrary finds a dish of the book by its number.
func InLibrary(number string) (LibraryDish, bool) {
	for _, d := range Library {
		if d.Number == number {
			return d, true
		}
	}
	return LibraryDish{}, false
}

// AuspiciousNames are examples of what a dish may be called at the feast.
var AuspiciousNames = []string{"年年有余", "步步高升", "团团圆圆", "一窝幸福", "邻里同心", "金鸡报春", "五谷丰登", "福满百家", "一路花开", "和和美美"}
