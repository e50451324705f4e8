package seed_test

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/events/seed"
)

// checker reads a dataset row by row, as a loader does, and notes whatever is wrong
// with it. It knows the plan, not the generator.
type checker struct {
	size    seed.Size
	edition int
	wrong   []string

	generals, branches, groups, estates map[string]bool
	branchOf                            map[string]string // of groups
	estateOfBranch                      map[string]string
	buildings                           map[string]*seed.Building
	homes                               map[string]*home
	people                              map[string]*someone
	again                               map[string]bool
	consents                            map[string]seed.Consent
	posts                               map[string]seed.Post
	needs                               map[string]bool
	pairs                               map[string]seed.CarePair
	cards                               int
	volunteers                          map[string]seed.Volunteer // by person
	teams                               map[string]*crew
	clubs, shifts                       map[string]int
	keys                                map[string]int
	duplicates                          map[string]bool
	slips, borrowers                    map[string]bool
	flats                               map[string]int
	numbers                             map[string]int // people by telephone
	agents                              map[string][]seed.Relation
	feast                               feast
	show                                show
}

type home struct {
	seed.Household
	members []*someone
}

type someone struct {
	seed.Person
	age  int
	home *home
}

type crew struct {
	kind    string
	members map[string]bool
	want    int
	leader  string
}

func newChecker(size seed.Size) *checker {
	c := &checker{size: size, edition: 2027}
	for _, v := range []reflect.Value{reflect.ValueOf(c).Elem(), reflect.ValueOf(&c.feast).Elem(), reflect.ValueOf(&c.show).Elem()} {
		for i := range v.NumField() {
			if f := v.Field(i); f.Kind() == reflect.Map {
				reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem().Set(reflect.MakeMap(f.Type()))
			}
		}
	}
	return c
}

func (c *checker) bad(format string, args ...any) {
	if len(c.wrong) < 50 {
		c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
	}
}

// need notes an id that refers to nothing yielded before.
func need[T any](c *checker, known map[string]T, id, whose, what string) {
	if _, ok := known[id]; !ok {
		c.bad("%s: %s %q comes later or never", whose, what, id)
	}
}

// fresh notes an id used twice.
func fresh[T any](c *checker, known map[string]T, id string) {
	if _, ok := known[id]; ok || id == "" {
		c.bad("id %q is empty or used twice", id)
	}
}

var longDigits = regexp.MustCompile(`\d{17}[\dX]`)

// add takes the next row.
func (c *checker) add(row seed.Row) {
	c.common(row)
	switch r := row.(type) {
	case seed.GeneralBranch:
		fresh(c, c.generals, r.ID)
		c.generals[r.ID] = true
	case seed.Estate:
		fresh(c, c.estates, r.Code)
		need(c, c.generals, r.GeneralBranch, r.Code, "general branch")
		if len(r.Code) != 2 || !slices.Contains(r.Aliases, r.Name) {
			c.bad("estate %s: the code is not two letters or the name no alias", r.Code)
		}
		c.estates[r.Code] = true
	case seed.Branch:
		fresh(c, c.branches, r.ID)
		need(c, c.generals, r.Parent, r.ID, "general branch")
		need(c, c.estates, r.Estate, r.ID, "estate")
		c.branches[r.ID], c.estateOfBranch[r.ID] = true, r.Estate
	case seed.Group:
		fresh(c, c.groups, r.ID)
		need(c, c.branches, r.Parent, r.ID, "branch")
		c.groups[r.ID], c.branchOf[r.ID] = true, r.Parent
	case seed.Building:
		c.building(r)
	case seed.Household:
		c.household(r)
	case seed.Person:
		c.person(r)
	case seed.SecondRecord:
		c.second(r)
	case seed.Consent:
		c.consent(r)
	case seed.Relation:
		c.relation(r)
	case seed.Post:
		c.post(r)
	case seed.Need:
		c.need(r)
	case seed.CarePair:
		c.pair(r)
	case seed.CareCard:
		c.card(r)
	case seed.Volunteer:
		c.volunteer(r)
	case seed.VolunteerTeam:
		c.team(r.ID, "v "+r.Kind, r.Members, r.Leader, r.Estate)
	case seed.CulturalTeam:
		c.team(r.ID, "c "+r.Kind, r.Members, r.Leader, r.Estate)
	case seed.Membership:
		c.member(r)
	case seed.Club:
		need(c, c.estates, r.Estate, r.ID, "estate")
		c.clubs[r.Kind]++
	case seed.Shift:
		need(c, c.teams, r.Team, r.ID, "team")
		if x := c.teams[r.Team]; x != nil && x.kind != "v "+r.Use || !r.Ends.After(r.Starts) {
			c.bad("shift %s: its team is of another kind, or it ends before it starts", r.ID)
		}
		c.shifts[strings.TrimRight(r.Event, "-0123456789")]++
	case seed.DuplicateKey:
		need(c, c.again, r.Person, "duplicates key", "second record")
		need(c, c.people, r.Original, "duplicates key", "person")
		fresh(c, c.duplicates, r.Person)
		c.duplicates[r.Person] = true
	case seed.AddressKey:
		c.slip(r)
	case seed.PhoneKey:
		c.borrowed(r)
	case seed.SearchKey:
		c.search(r)
	default:
		if !c.dine(row) && !c.shine(row) {
			c.bad("a row of %T", row)
		}
	}
}

// common is what every row has to be.
func (c *checker) common(row seed.Row) {
	v := reflect.ValueOf(row)
	c.texts(row.Table(), v)
	if m := v.FieldByName("Mark").Interface().(seed.Mark); !m.Synthetic || m.Edition != c.edition {
		c.bad("a row of %s is not marked as made up for %d", row.Table(), c.edition)
	}
}

// texts looks at every text of a row, those of the structs inside too.
func (c *checker) texts(table string, v reflect.Value) {
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Struct:
			if f.Type() != reflect.TypeFor[time.Time]() {
				c.texts(table, f)
			}
		case reflect.String:
			c.text(table, f.String())
		case reflect.Slice:
			for k := range f.Len() {
				c.text(table, f.Index(k).String())
			}
		}
	}
}

func (c *checker) text(table, s string) {
	if len(s) >= 18 {
		for _, number := range longDigits.FindAllString(s, -1) {
			if identityNumber(number) {
				c.bad("%s holds the identity number %s", table, number)
			}
		}
	}
	if s != strings.TrimSpace(s) || strings.ContainsAny(s, "\n\r|\x00") {
		c.bad("%s holds %q, which no file should", table, s)
	}
}

// identityNumber says whether s passes the check digit of GB 11643 and is of a
// region that exists; 999999 is of none.
func identityNumber(s string) bool {
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(s[i]-'0') * w
	}
	return "10X98765432"[sum%11] == s[17] && !strings.HasPrefix(s, "999999")
}

func (c *checker) building(r seed.Building) {
	fresh(c, c.buildings, r.Code)
	need(c, c.estates, r.Estate, r.Code, "estate")
	need(c, c.groups, r.Group, r.Code, "group")
	if c.estateOfBranch[c.branchOf[r.Group]] != r.Estate {
		c.bad("building %s: its group is of another estate", r.Code)
	}
	limits := map[string][8]int{ // floors, units, flats on a landing, flats: from, to
		"多层": {6, 7, 2, 5, 2, 2, 24, 70}, "小高层": {11, 11, 2, 3, 2, 4, 44, 132}, "高层": {18, 33, 1, 2, 4, 6, 72, 180},
	}[r.Form]
	for i, n := range []int{r.Floors, r.Units, r.PerLanding, r.Flats} {
		if n < limits[2*i] || n > limits[2*i+1] {
			c.bad("building %s: no %s has %d floors, %d units of %d flats, %d in all", r.Code, r.Form, r.Floors, r.Units, r.PerLanding, r.Flats)
			break
		}
	}
	for _, alias := range []string{fmt.Sprintf("%d栋", r.Number), fmt.Sprintf("%d号楼", r.Number)} {
		if !slices.Contains(r.Aliases, alias) {
			c.bad("building %s is not known as %s", r.Code, alias)
		}
	}
	if r.Code != fmt.Sprintf("%s-%d", r.Estate, r.Number) || r.Flats != r.Floors*r.Units*r.PerLanding {
		c.bad("building %s: the code or the number of flats is wrong", r.Code)
	}
	c.buildings[r.Code] = &r
}

func (c *checker) household(r seed.Household) {
	fresh(c, c.homes, r.ID)
	need(c, c.buildings, r.Building, r.ID, "building")
	c.homes[r.ID] = &home{Household: r}
	c.flats[r.Code]++
	b := c.buildings[r.Building]
	if b == nil {
		return
	}
	top := b.Floors
	if b.NoFourth {
		top++
	}
	if r.Unit < 1 || r.Unit > b.Units || r.Floor < 1 || r.Floor > top || r.Flat < 1 || r.Flat > b.PerLanding || b.NoFourth && r.Floor == 4 {
		c.bad("household %s lives where no flat is: %s", r.ID, r.Code)
	}
	if r.Code != fmt.Sprintf("%s-%d-%d%02d", r.Building, r.Unit, r.Floor, r.Flat) || c.flats[r.Code] > 2 {
		c.bad("household %s: code %s is wrong, or the flat is full", r.ID, r.Code)
	}
	moved, err := time.Parse(time.DateOnly, string(r.MovedIn))
	if err != nil || (moved.Year() == c.edition-1 && moved.YearDay() > 1) == r.Known || r.Written == "" {
		c.bad("household %s: moved in on %s, known to the head %v, written %q", r.ID, r.MovedIn, r.Known, r.Written)
	}
}

// check runs rows through a checker and returns what is wrong.
func check(t *testing.T, size seed.Size, rows func(func(seed.Row) error) error) []string {
	t.Helper()
	c := newChecker(size)
	if err := rows(func(r seed.Row) error { c.add(r); return nil }); err != nil {
		t.Fatal(err)
	}
	c.finish()
	return c.wrong
}

// sorted keys, for messages that are the same each time.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
