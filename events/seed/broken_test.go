package seed_test

import (
	"strings"
	"testing"
	"time"

	"wanjia/events/seed"
)

// change breaks the first row of its type that it says it can: it returns the
// broken row and true.
func change[R seed.Row](breaking func(R) (R, bool)) func(seed.Row) (seed.Row, bool) {
	return func(row seed.Row) (seed.Row, bool) {
		r, ok := row.(R)
		if !ok {
			return row, false
		}
		return breaking(r)
	}
}

// always breaks the first row of its type.
func always[R seed.Row](breaking func(*R)) func(seed.Row) (seed.Row, bool) {
	return change(func(r R) (R, bool) { breaking(&r); return r, true })
}

// when breaks the first row of its type that is as wanted.
func when[R seed.Row](wanted func(R) bool, breaking func(*R)) func(seed.Row) (seed.Row, bool) {
	return change(func(r R) (R, bool) {
		if !wanted(r) {
			return r, false
		}
		breaking(&r)
		return r, true
	})
}

// The checks of TestCommunity are able to fail: each is given a dataset with one
// row broken and has to say so.
func TestChecksCanFail(t *testing.T) {
	t.Parallel()
	var all []seed.Row
	registered := ""
	questions := map[string]int{} // a few of each kind will do
	for _, r := range smallRows(t) {
		if k, ok := r.(seed.SearchKey); ok {
			if questions[k.Kind]++; questions[k.Kind] > 5 {
				continue
			}
		}
		if x, ok := r.(seed.Registration); ok && x.ID == "R00001" {
			registered = x.Household
		}
		all = append(all, r)
	}
	tests := map[string]struct {
		breaking func(seed.Row) (seed.Row, bool)
		says     string
	}{
		"not marked":               {always(func(r *seed.Need) { r.Synthetic = false }), "not marked"},
		"another edition":          {always(func(r *seed.Shift) { r.Edition = 2026 }), "not marked"},
		"identity number":          {always(func(r *seed.Household) { r.Written = "11010519491231002X" }), "identity number"},
		"separator":                {always(func(r *seed.Estate) { r.Aliases = []string{r.Name, "a|b"} }), "no file should"},
		"branch of nothing":        {always(func(r *seed.Branch) { r.Parent = "Z8" }), "comes later or never"},
		"group elsewhere":          {always(func(r *seed.Building) { r.Group = "HF-G01" }), "another estate"},
		"too many floors":          {when(func(r seed.Building) bool { return r.Form == "多层" }, func(r *seed.Building) { r.Floors = 8 }), "floors"},
		"no spoken form":           {always(func(r *seed.Building) { r.Aliases = r.Aliases[:1] }), "not known as"},
		"household of no building": {always(func(r *seed.Household) { r.Building = "GX-99" }), "comes later or never"},
		"fourth floor where none": {when(func(r seed.Household) bool { return strings.HasPrefix(r.Code, "HF") && r.Floor == 5 }, func(r *seed.Household) {
			r.Floor, r.Code, r.Room = 4, strings.Replace(r.Code, "-5", "-4", 1), "4"+r.Room[1:]
		}), "where no flat is"},
		"lost household":             {always(func(r *seed.Household) { r.People++ }), "members"},
		"known too early":            {always(func(r *seed.Household) { r.Known = !r.Known }), "known to the head"},
		"another slip":               {when(func(r seed.Household) bool { return readAddress(r.Written) == r.Code }, func(r *seed.Household) { r.Written = "百合苑1栋" }), "addresses with a slip"},
		"another tenure":             {always(func(r *seed.Household) { r.Tenure = "squatter" }), "tenure squatter"},
		"person in no household":     {always(func(r *seed.Person) { r.Household = "H99999" }), "comes later or never"},
		"person twice":               {when(func(r seed.Person) bool { return r.ID == "P000002" }, func(r *seed.Person) { r.ID = "P000001" }), "used twice"},
		"reachable telephone":        {when(func(r seed.Person) bool { return r.Phone != "" }, func(r *seed.Person) { r.Phone = "13871234567" }), "outside the demonstration's numbers"},
		"telephone made by hand":     {when(func(r seed.Person) bool { return r.Phone != "" }, func(r *seed.Person) { r.Phone = "15400000001" }), "left to accounts"},
		"another age":                {when(func(r seed.Person) bool { return r.Role == "tenant" }, func(r *seed.Person) { r.Born = "1930-05-05" }), "age 90-"},
		"child older than parent":    {when(func(r seed.Person) bool { return r.Role == "child" }, func(r *seed.Person) { r.Born = "1946-05-05" }), "the child is 80"},
		"unheard of ability":         {always(func(r *seed.Person) { r.Ability = "telepathy" }), "ability telepathy"},
		"unheard of language":        {always(func(r *seed.Person) { r.Language = "latin" }), "language latin"},
		"consent of a stranger":      {always(func(r *seed.Consent) { r.By = "P000900" }), "is given by"},
		"consent to come":            {always(func(r *seed.Consent) { r.At = r.At.AddDate(3, 0, 0) }), "is dated"},
		"withdrawn before":           {always(func(r *seed.Consent) { r.Withdrawn = r.At.Add(-time.Hour) }), "withdrawn before"},
		"guardian missing":           {when(func(r seed.Relation) bool { return r.Kind == "guardian" }, func(r *seed.Relation) { r.Person = "P000001" }), "is guardian of"},
		"relation without scope":     {always(func(r *seed.Relation) { r.Scope = nil }), "no scope"},
		"another's consent":          {when(func(r seed.Relation) bool { return r.Consent != "" }, func(r *seed.Relation) { r.Consent = "C000001" }), "another's consent"},
		"not by default":             {when(func(r seed.Relation) bool { return r.Default }, func(r *seed.Relation) { r.Kind, r.Default = "neighbour", false }), "nobody but the building head"},
		"held from elsewhere":        {always(func(r *seed.Post) { r.Holder = "P006000" }), "another group"},
		"vacant":                     {when(func(r seed.Post) bool { return r.Kind == "health" }, func(r *seed.Post) { r.Holder = "" }), "vacant since"},
		"two leaders":                {when(func(r seed.Post) bool { return r.ID == "WH-2-leader" }, func(r *seed.Post) { r.Holder = "P000003" }), "two leaders"},
		"head without deputy":        {when(func(r seed.Post) bool { return r.Kind == "head" }, func(r *seed.Post) { r.Deputy = "" }), "no deputy"},
		"need twice":                 {when(func(r seed.Need) bool { return r.Kind == "diet" }, func(r *seed.Need) { r.Code = "fasting" }), "fasting: 1, which the plan has not"},
		"pushchair for the old":      {when(func(r seed.Need) bool { return r.Code != "pushchair" }, func(r *seed.Need) { r.Code = "pushchair" }), "needs pushchair"},
		"disabled fewer in the care": {when(func(r seed.Need) bool { return r.Kind == "access" && r.Person < "P000640" }, func(r *seed.Need) { r.Kind, r.Code = "mobility", "walking_aid" }), "care estate"},
		"care pair of no one":        {always(func(r *seed.CarePair) { r.Helpers = nil }), "helpers"},
		"key in another estate": {when(func(r seed.CarePair) bool { return r.Key == "" && r.Person > "P003000" }, func(r *seed.CarePair) {
			r.Key = "S999"
		}), "another estate"},
		"card of another":            {always(func(r *seed.CareCard) { r.Person = "P000001" }), "not of its pair"},
		"too many hours":             {always(func(r *seed.Volunteer) { r.HalfHoursThisYear = r.HalfHours + 1 }), "half hours"},
		"other classes of hours":     {when(func(r seed.Volunteer) bool { return r.HalfHoursThisYear > 400 }, func(r *seed.Volunteer) { r.HalfHoursThisYear = 0 }), "hours"},
		"team too large":             {always(func(r *seed.VolunteerTeam) { r.Members++ }), "members"},
		"member no volunteer":        {always(func(r *seed.Membership) { r.Person = "P000004" }), "without being a volunteer"},
		"member twice":               {when(func(r seed.Membership) bool { return r.Role == "member" }, func(r *seed.Membership) { r.Role = "leader" }), "wrongly leads"},
		"shift of another kind":      {always(func(r *seed.Shift) { r.Use = "arts" }), "another kind"},
		"another event":              {always(func(r *seed.Shift) { r.Event = "gala-2027" }), "shifts"},
		"key of nobody":              {always(func(r *seed.SearchKey) { r.People = []string{"P999999"} }), "comes later or never"},
		"question twice":             {when(func(r seed.SearchKey) bool { return r.Kind == "exact" }, func(r *seed.SearchKey) { r.People = nil }), "means 0 people"},
		"outside the scope":          {when(func(r seed.SearchKey) bool { return r.Kind == "initials" }, func(r *seed.SearchKey) { r.Scope = "WH-9" }), "within nothing"},
		"slip where none is":         {always(func(r *seed.AddressKey) { r.Slip = "" }), "is none"},
		"number of one's own":        {always(func(r *seed.PhoneKey) { r.Owner = r.Person }), "is not that of"},
		"household registered twice": {when(func(r seed.Registration) bool { return r.ID != "R00001" }, func(r *seed.Registration) { r.Household = registered }), "used twice"},
		"a guest from another home": {when(func(r seed.Registration) bool { return r.Mode == "meal" }, func(r *seed.Registration) {
			r.Come = append([]string{"P000001"}, r.Come[1:]...)
			r.Household = "H01999"
		}), "lives elsewhere"},
		"a seat less":                 {when(func(r seed.Registration) bool { return r.Channel == "offline" }, func(r *seed.Registration) { r.Channel = "online" }), "seats by online"},
		"table of nowhere":            {always(func(r *seed.BanquetTable) { r.Venue = "V77" }), "no such venue"},
		"end behind a narrow aisle":   {when(func(r seed.BanquetTable) bool { return len(r.Ends) > 0 }, func(r *seed.BanquetTable) { r.AisleCM = 60 }), "does not get to its end"},
		"kin without agreement":       {always(func(r *seed.KinLink) { r.Agreed = false }), "has not agreed"},
		"a wish for oneself":          {always(func(r *seed.Wish) { r.With = r.Household }), "wish 1 of"},
		"allergen left out":           {when(func(r seed.Dish) bool { return r.Library == "09" }, func(r *seed.Dish) { r.MayContain = nil }), "is left out"},
		"dish without a cook":         {always(func(r *seed.DishShare) { r.Cook = false }), "with 0 cooks"},
		"two dishes of one home":      {always(func(r *seed.DishShare) { r.Dish = "D00002" }), "dish D00001 is of"},
		"delivered where nobody asks": {always(func(r *seed.Delivery) { r.Household = "H00000" }), "delivery of"},
		"cramped":                     {always(func(r *seed.Venue) { r.AreaM2 = 10 }), "less than two square metres"},
		"no leak":                     {always(func(r *seed.Incident) { r.Kind = "flood" }), "0 incidents leak"},
		"a window too full":           {always(func(r *seed.LanternWindow) { r.Residents++ }), "window n1-1830 has"},
		"a path to nowhere":           {always(func(r *seed.LanternPath) { r.To = "Z9" }), "comes later or never"},
		"a route that jumps":          {always(func(r *seed.LanternRoute) { r.Zones = []string{"Z1", "Z3"}; r.Stay = []string{"50", "50"} }), "no way from Z1 to Z3"},
		"an overloaded breaker":       {always(func(r *seed.LanternCircuit) { r.Load = 2500 }), "carries"},
		"a maker of another estate":   {always(func(r *seed.Lantern) { r.Estate = "??" }), "lives elsewhere"},
		"no drill":                    {when(func(r seed.LanternIncident) bool { return r.Kind == "wind_drill" }, func(r *seed.LanternIncident) { r.Kind = "faint" }), "wind_drill"},
		"duplicate of itself":         {always(func(r *seed.DuplicateKey) { r.Person = r.Original }), "comes later or never"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			done := false
			wrong := check(t, seed.S, func(yield func(seed.Row) error) error {
				for _, row := range all {
					if !done {
						row, done = tt.breaking(row)
					}
					if err := yield(row); err != nil {
						return err
					}
				}
				return nil
			})
			if !done {
				t.Fatal("no row to break")
			}
			if !strings.Contains(strings.Join(wrong, "\n"), tt.says) {
				t.Errorf("the checks said %q, nothing of %q", wrong, tt.says)
			}
		})
	}
}
