package seed

import "time"

// Site is where a building stands on the invented map, in metres.
type Site struct {
	Building string `csv:"building"`
	X        int    `csv:"x_m"`
	Y        int    `csv:"y_m"`
	Mark
}

// Venue is one of the places the banquet is held at.
type Venue struct {
	ID         string `csv:"id"`
	Name       string `csv:"name"`
	Kind       string `csv:"kind"` // hall_square, centre, school_hall, covered_square, garage, square, hall_lane
	X          int    `csv:"x_m"`
	Y          int    `csv:"y_m"`
	Tables     int    `csv:"tables"`
	Places     int    `csv:"places"` // at one sitting
	AreaM2     int    `csv:"area_m2"`
	Accessible int    `csv:"accessible_ends"`
	Indoor     int    `csv:"indoor_percent"`
	Mark
}

// BanquetTable is a table of a venue: ten places numbered round it, in the order of the
// floor, so that tables that follow each other stand side by side.
type BanquetTable struct {
	ID       string   `csv:"id"`
	Venue    string   `csv:"venue"`
	Number   int      `csv:"number"`
	Shape    string   `csv:"shape"` // round, long
	Places   int      `csv:"places"`
	Ends     []string `csv:"ends"` // numbers of the places made for a wheelchair
	AisleCM  int      `csv:"aisle_cm"`
	StepFree bool     `csv:"step_free"`
	ToiletM  int      `csv:"toilet_m"` // to an accessible toilet
	Only     string   `csv:"only"`     // halal: nobody else sits here; "" for everyone
	Theme    bool     `csv:"theme"`    // in the evening for guests of its theme only
	Quiet    bool     `csv:"quiet"`
	X        int      `csv:"x_cm"`
	Y        int      `csv:"y_cm"`
	Mark
}

// Sitting is a run of the banquet: a meal at tables or a walk-through window.
type Sitting struct {
	ID     string    `csv:"id"`
	Kind   string    `csv:"kind"` // meal, walk
	Starts time.Time `csv:"starts"`
	Ends   time.Time `csv:"ends"`
	Places int       `csv:"places"`
	Mark
}

// BanquetQuota is how many seats of both meals a channel has for an estate; "" is
// the whole community.
type BanquetQuota struct {
	Estate  string `csv:"estate"`
	Channel string `csv:"channel"` // online, offline, accessible, theme, reserve
	Places  int    `csv:"places"`
	Mark
}

// Registration is what a household said it does at the banquet.
type Registration struct {
	ID        string    `csv:"id"`
	Household string    `csv:"household"`
	Mode      string    `csv:"mode"`    // meal, walk, delivery, dish: only its dish comes
	Sitting   string    `csv:"sitting"` // "" unless meal or walk
	Channel   string    `csv:"channel"`
	Come      []string  `csv:"come"`    // Person
	AtHome    []string  `csv:"at_home"` // Person: who has the meal brought
	Order     int       `csv:"order"`   // of confirmation, from 1
	At        time.Time `csv:"at"`
	Mark
}

// KinLink is a household in a group that sits together, by a code both agreed to.
type KinLink struct {
	Code      string `csv:"code"`
	Household string `csv:"household"`
	Agreed    bool   `csv:"agreed"`
	Mark
}

// Wish is whom a household would like at its table.
type Wish struct {
	Household string `csv:"household"`
	Rank      int    `csv:"rank"` // 1 to 3
	With      string `csv:"with"` // Household
	Mark
}

// LibraryDish is a dish of the library, with what is usually in it.
type LibraryDish struct {
	Number    string   `csv:"number"`
	Name      string   `csv:"name"`
	Category  string   `csv:"category"`
	Allergens []string `csv:"allergens"`
	Flags     []string `csv:"flags"`
	Served    string   `csv:"served"` // hot, cold, room
	Mark
}

// Dish is one dish of the edition.
type Dish struct {
	ID         string   `csv:"id"`
	Library    string   `csv:"library"` // LibraryDish
	Name       string   `csv:"name"`    // as on its card
	Story      string   `csv:"story"`
	Category   string   `csv:"category"`
	MayContain []string `csv:"may_contain"`
	Halal      bool     `csv:"halal"`   // cooked in a halal kitchen
	Purpose    string   `csv:"purpose"` // eat, display, deliver
	Sitting    string   `csv:"sitting"` // "" unless it is eaten
	Households int      `csv:"households"`
	Mark
}

// DishShare is a household in the group of a dish.
type DishShare struct {
	Dish      string `csv:"dish"`
	Household string `csv:"household"`
	Cook      bool   `csv:"cook"` // the one responsible
	Mark
}

// Delivery is a dish brought to a household.
type Delivery struct {
	Household string `csv:"household"`
	Dish      string `csv:"dish"`
	Mark
}

// Incident is what goes wrong on the day, on purpose.
type Incident struct {
	ID    string    `csv:"id"`
	Kind  string    `csv:"kind"`
	Venue string    `csv:"venue"`
	At    time.Time `csv:"at"`
	Mark
}

// Table implements [Row].
func (Site) Table() string { return "sites" }

// Table implements [Row].
func (Venue) Table() string { return "venues" }

// Table implements [Row].
func (BanquetTable) Table() string { return "tables" }

// Table implements [Row].
func (Sitting) Table() string { return "sittings" }

// Table implements [Row].
func (BanquetQuota) Table() string { return "quotas" }

// Table implements [Row].
func (Registration) Table() string { return "registrations" }

// Table implements [Row].
func (KinLink) Table() string { return "kin" }

// Table implements [Row].
func (Wish) Table() string { return "wishes" }

// Table implements [Row].
func (LibraryDish) Table() string { return "library" }

// Table implements [Row].
func (Dish) Table() string { return "dishes" }

// Table implements [Row].
func (DishShare) Table() string { return "dish_groups" }

// Table implements [Row].
func (Delivery) Table() string { return "deliveries" }

// Table implements [Row].
func (Incident) Table() string { return "incidents" }
