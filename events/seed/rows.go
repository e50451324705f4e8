package seed

// Row is a row of the dataset: one of the structs of this package that have a
// Table. The fields are in the order of the columns of its file.
type Row interface {
	// Table names the file the row is of, such as "people".
	Table() string
}

// Mark is on every row: that it is made up, and for the edition of which year.
type Mark struct {
	Synthetic bool `csv:"synthetic" json:"synthetic"` // always true
	Edition   int  `csv:"edition" json:"edition"`
}

// Day is a date as 2027-01-31, or only a year where nobody knows more; "" is none.
type Day string

// GeneralBranch is a 总支 and the residents' committee beside it.
type GeneralBranch struct {
	ID        string `csv:"id"` // Z5
	Name      string `csv:"name"`
	Committee string `csv:"committee"` // 五居委会
	Mark
}

// Branch is a 支部. An estate may have several.
type Branch struct {
	ID     string `csv:"id"`     // GX-B1
	Parent string `csv:"parent"` // GeneralBranch
	Estate string `csv:"estate"`
	Name   string `csv:"name"`
	Mark
}

// Group is a 党小组, which owns one building or two.
type Group struct {
	ID     string `csv:"id"`     // GX-G07
	Parent string `csv:"parent"` // Branch
	Name   string `csv:"name"`
	Mark
}

// Estate is a 苑区, a place; who governs it is the branches' matter.
type Estate struct {
	Code          string   `csv:"code"` // GX
	Name          string   `csv:"name"`
	Aliases       []string `csv:"aliases"` // as people say and write it
	GeneralBranch string   `csv:"general_branch"`
	Holding       string   `csv:"holding"` // how most hold their flats: 商品, 经适, 保障, 廉租, 公租, 还建
	Form          string   `csv:"form"`    // of most buildings: 多层, 小高层, 高层
	NameFrom      string   `csv:"name_from"`
	Mark
}

// Building is a 楼栋.
type Building struct {
	Code       string   `csv:"code"` // GX-12
	Estate     string   `csv:"estate"`
	Group      string   `csv:"group"`
	Number     int      `csv:"number"`
	Aliases    []string `csv:"aliases"` // within the estate: 12栋, 十二栋, 12号楼, ...
	Form       string   `csv:"form"`
	Floors     int      `csv:"floors"`
	Units      int      `csv:"units"`       // 单元
	PerLanding int      `csv:"per_landing"` // flats on each floor of each unit
	NoFourth   bool     `csv:"no_fourth"`   // the floor above the third is called the fifth
	Flats      int      `csv:"flats"`       // Floors × Units × PerLanding
	Households int      `csv:"households"`  // two may share a flat, and some are empty
	Lift       bool     `csv:"lift"`        // without one every door has steps
	BuiltYear  int      `csv:"built"`       // moved in since
	Mark
}

// Post is one of the six posts of a building. The leader of a group that owns two
// buildings holds the post of both.
type Post struct {
	ID          string `csv:"id"` // GX-12-head
	Building    string `csv:"building"`
	Kind        string `csv:"kind"`   // leader, head, health, security, culture, property
	Title       string `csv:"title"`  // 楼栋长
	Holder      string `csv:"holder"` // Person, "" while vacant
	Deputy      string `csv:"deputy"` // Person, "" for none
	From        Day    `csv:"from"`
	Until       Day    `csv:"until"`
	VacantSince Day    `csv:"vacant_since"`
	DutyPhone   string `csv:"duty_phone"` // of the post, not of the person
	Consent     string `csv:"consent"`    // Consent to being on the wall; "" when vacant
	Published   bool   `csv:"published"`  // the holder agreed to photo and name on the wall
	Mark
}

// Household is people who live together. Two may share a flat, so Code is not
// unique.
type Household struct {
	ID       string `csv:"id"`
	Code     string `csv:"code"` // GX-12-2-501
	Building string `csv:"building"`
	Unit     int    `csv:"unit"`
	Floor    int    `csv:"floor"` // as the lift calls it
	Flat     int    `csv:"flat"`  // on its landing, from 1
	Room     string `csv:"room"`  // 501
	Written  string `csv:"written"`
	Kind     string `csv:"kind"`
	People   int    `csv:"people"`
	Tenure   string `csv:"tenure"` // owner, renter, public
	MovedIn  Day    `csv:"moved_in"`
	Known    bool   `csv:"known_to_head"`
	Delivery bool   `csv:"wants_delivery"` // of the banquet's meal
	Mark
}

// Person is someone who lives in the community, as one channel wrote them down.
type Person struct {
	ID        string `csv:"id"`
	Household string `csv:"household"`
	Name      string `csv:"name"`
	Sex       string `csv:"sex"`      // M, F
	Born      Day    `csv:"born"`     // sometimes only the year
	Role      string `csv:"role"`     // in the household
	Phone     string `csv:"phone"`    // "" for none; several people may give the same
	Ability   string `csv:"ability"`  // daily, chat, feature, none
	Language  string `csv:"language"` // putonghua, wuhan, other, sign
	Channel   string `csv:"channel"`  // who wrote this record: self, head, family, import, desk
	Mark
}

// SecondRecord is a person of the community written down once more by another
// channel, as dirty lists have it: nothing in the row says so, the key does. It
// follows all persons and is to be loaded as one.
type SecondRecord struct{ Person }

// Table implements [Row].
func (GeneralBranch) Table() string { return "zongzhi" }

// Table implements [Row].
func (Branch) Table() string { return "zhibu" }

// Table implements [Row].
func (Group) Table() string { return "dangxiaozu" }

// Table implements [Row].
func (Estate) Table() string { return "estates" }

// Table implements [Row].
func (Building) Table() string { return "buildings" }

// Table implements [Row].
func (Post) Table() string { return "roles" }

// Table implements [Row].
func (Household) Table() string { return "households" }

// Table implements [Row].
func (Person) Table() string { return "people" }

// Table implements [Row].
func (SecondRecord) Table() string { return "people_again" }
