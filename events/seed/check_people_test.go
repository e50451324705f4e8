package seed_test

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"wanjia/events/seed"
)

// prefix of every telephone number at each size.
var prefix = map[seed.Size]string{seed.S: "1540000", seed.M: "154000", seed.L: "15400"}

func (c *checker) phone(number, whose string) {
	if number == "" {
		return
	}
	if !strings.HasPrefix(number, prefix[c.size]) || len(number) != 11 || strings.Trim(number, "0123456789") != "" {
		c.bad("%s: telephone %s is outside the demonstration's numbers", whose, number)
	}
	if n, err := strconv.Atoi(number[len(prefix[c.size]):]); err == nil && n < 100 {
		c.bad("%s: telephone %s is left to accounts made by hand", whose, number)
	}
}

func (c *checker) person(r seed.Person) {
	fresh(c, c.people, r.ID)
	need(c, c.homes, r.Household, r.ID, "household")
	c.phone(r.Phone, r.ID)
	year, err := strconv.Atoi(string(r.Born[:min(4, len(r.Born))]))
	x := &someone{Person: r, age: c.edition - 1 - year, home: c.homes[r.Household]}
	if err != nil || x.age < 0 || x.age > 103 || r.Name == "" {
		c.bad("person %s: born %q, named %q", r.ID, r.Born, r.Name)
	}
	if (r.Ability == "none") != (r.Phone == "") {
		c.bad("person %s: telephone %q with ability %s", r.ID, r.Phone, r.Ability)
	}
	if r.Phone != "" {
		c.numbers[r.Phone]++
	}
	c.people[r.ID] = x
	if x.home == nil {
		return
	}
	for _, other := range x.home.members {
		if other.Name == r.Name {
			c.bad("person %s has the name of another of the household", r.ID)
		}
	}
	x.home.members = append(x.home.members, x)
}

func (c *checker) second(r seed.SecondRecord) {
	fresh(c, c.people, r.ID)
	fresh(c, c.again, r.ID)
	need(c, c.homes, r.Household, r.ID, "household")
	c.phone(r.Phone, r.ID)
	if r.Name == "" || len(r.Born) != 4 && len(r.Born) != 10 {
		c.bad("second record %s: named %q, born %q", r.ID, r.Name, r.Born)
	}
	c.again[r.ID] = true
}

func (c *checker) consent(r seed.Consent) {
	fresh(c, c.consents, r.ID)
	need(c, c.people, r.Person, r.ID, "person")
	need(c, c.people, r.By, r.ID, "who said so")
	c.consents[r.ID] = r
	who, by := c.people[r.Person], c.people[r.By]
	if who == nil || by == nil {
		return
	}
	if by.age < 18 || who.age >= 18 && who != by {
		c.bad("consent %s of %s, %d years old, is given by %s, %d", r.ID, r.Person, who.age, r.By, by.age)
	}
	if at := r.At.Format("2006-01-02"); len(who.Born) == 10 && at < string(who.Born) || r.Version == "" || r.At.Year() >= c.edition {
		c.bad("consent %s of %s, version %q, is dated %s", r.ID, r.Person, r.Version, at)
	}
	if !r.Withdrawn.IsZero() && (r.Withdrawn.Before(r.At) || !r.Given) {
		c.bad("consent %s is withdrawn before it is given, or was not given", r.ID)
	}
}

func (c *checker) relation(r seed.Relation) {
	need(c, c.people, r.Person, "relation", "person")
	need(c, c.people, r.Agent, "relation", "agent")
	who, agent := c.people[r.Person], c.people[r.Agent]
	if who == nil || agent == nil {
		return
	}
	c.agents[r.Person] = append(c.agents[r.Person], r)
	switch r.Kind {
	case "guardian":
		if who.age >= 18 || agent.age < who.age+16 {
			c.bad("%s, %d, is guardian of %s, %d", r.Agent, agent.age, r.Person, who.age)
		}
	case "child", "neighbour", "building_head":
		if agent.age < 18 || agent == who {
			c.bad("%s, %d, acts for %s", r.Agent, agent.age, r.Person)
		}
	default:
		c.bad("a relation of kind %q", r.Kind)
	}
	if r.Consent != "" {
		need(c, c.consents, r.Consent, "relation of "+r.Person, "consent")
		if k := c.consents[r.Consent]; k.Person != r.Person || k.Purpose != "agent" {
			c.bad("the relation of %s rests on another's consent, or one to something else", r.Person)
		}
	}
	if len(r.Scope) == 0 || r.Default != (r.Kind == "building_head") {
		c.bad("the relation of %s has no scope, or is wrongly by default", r.Person)
	}
}

func (c *checker) post(r seed.Post) {
	fresh(c, c.posts, r.ID)
	need(c, c.buildings, r.Building, r.ID, "building")
	c.phone(r.DutyPhone, r.ID)
	c.posts[r.ID] = r
	for _, id := range []string{r.Holder, r.Deputy} {
		if id == "" {
			continue
		}
		need(c, c.people, id, r.ID, "holder")
		p := c.people[id]
		if p == nil || p.home == nil {
			continue
		}
		if p.age < 25 || p.Ability != "daily" && p.Ability != "chat" {
			c.bad("post %s is held by someone of %d with %s", r.ID, p.age, p.Ability)
		}
		if own, at := c.buildings[p.home.Building], c.buildings[r.Building]; own == nil || at == nil || own.Group != at.Group {
			c.bad("post %s is held by someone of another group", r.ID)
		}
	}
	if r.Holder == "" {
		if r.VacantSince == "" || r.Published || r.Consent != "" {
			c.bad("post %s is vacant since %q and on the wall %v", r.ID, r.VacantSince, r.Published)
		}
		return
	}
	need(c, c.consents, r.Consent, r.ID, "consent")
	if k := c.consents[r.Consent]; k.Person != r.Holder || r.Published != (k.Given && k.Withdrawn.IsZero()) || r.From >= r.Until || r.Holder == r.Deputy {
		c.bad("post %s: term %s to %s, on the wall %v with consent given %v", r.ID, r.From, r.Until, r.Published, k.Given)
	}
}

func (c *checker) need(r seed.Need) {
	need(c, c.people, r.Person, "need", "person")
	id := r.Kind + " " + r.Code + " " + r.Person
	if c.needs[id] || r.Code == "" {
		c.bad("need %s is there twice or empty", id)
	}
	c.needs[id] = true
	p := c.people[r.Person]
	if p == nil {
		return
	}
	if r.Code == "pushchair" && p.age > 2 || r.Code == "AL" && p.age < 14 || r.Code == "call_on" && (p.age < 60 || p.home.People != 1) {
		c.bad("%s, %d, of %d in the household, needs %s", r.Person, p.age, p.home.People, r.Code)
	}
}

func (c *checker) pair(r seed.CarePair) {
	fresh(c, c.pairs, r.ID)
	need(c, c.people, r.Person, r.ID, "person")
	if len(r.Helpers) < 1 || len(r.Helpers) > 3 {
		c.bad("care pair %s has %d helpers", r.ID, len(r.Helpers))
	}
	for _, h := range r.Helpers {
		need(c, c.people, h, r.ID, "helper")
		if a, b := c.people[h], c.people[r.Person]; a != nil && b != nil && a.home == b.home {
			c.bad("care pair %s: %s helps in their own household", r.ID, h)
		}
	}
	c.pairs[r.ID] = r
}

func (c *checker) card(r seed.CareCard) {
	need(c, c.pairs, r.Pair, "care card", "pair")
	p := c.people[r.Person]
	if c.pairs[r.Pair].Person != r.Person || p == nil || p.home == nil || r.Address != p.home.Code || r.DrugAllergy == "" {
		c.bad("the care card of %s is not of its pair, or lacks something", r.Pair)
	}
	for _, contact := range r.Contacts {
		_, number, _ := strings.Cut(contact, " ")
		c.phone(number[strings.LastIndex(number, " ")+1:], "care card "+r.Pair)
	}
	c.cards++
}

func (c *checker) volunteer(r seed.Volunteer) {
	fresh(c, c.volunteers, r.Person)
	need(c, c.people, r.Person, r.ID, "person")
	stars := 0
	for _, hours := range []int{100, 300, 600, 1000, 1500} {
		if r.HalfHours >= 2*hours {
			stars++
		}
	}
	if p := c.people[r.Person]; p != nil && p.age < 16 || r.HalfHours < r.HalfHoursThisYear || r.Stars != stars {
		c.bad("volunteer %s: too young, or %d half hours of %d for %d stars", r.ID, r.HalfHoursThisYear, r.HalfHours, r.Stars)
	}
	c.volunteers[r.Person] = r
}

func (c *checker) team(id, kind string, members int, leader, estate string) {
	fresh(c, c.teams, id)
	need(c, c.people, leader, id, "leader")
	if estate != "" {
		need(c, c.estates, estate, id, "estate")
	}
	c.teams[id] = &crew{kind: kind, want: members, leader: leader, members: map[string]bool{}}
}

func (c *checker) member(r seed.Membership) {
	need(c, c.teams, r.Team, "member "+r.Person, "team")
	need(c, c.people, r.Person, "member of "+r.Team, "person")
	x := c.teams[r.Team]
	if x == nil {
		return
	}
	if x.members[r.Person] || (r.Role == "leader") != (r.Person == x.leader) {
		c.bad("%s is in team %s twice, or wrongly leads it", r.Person, r.Team)
	}
	if _, ok := c.volunteers[r.Person]; strings.HasPrefix(x.kind, "v ") && !ok {
		c.bad("%s is in the service team %s without being a volunteer", r.Person, r.Team)
	}
	if p := c.people[r.Person]; p != nil && r.Role != "member" && p.age < 18 {
		c.bad("%s leads team %s at %d", r.Person, r.Team, p.age)
	}
	x.members[r.Person] = true
}

func (c *checker) slip(r seed.AddressKey) {
	need(c, c.homes, r.Household, "address key", "household")
	fresh(c, c.slips, r.Household)
	c.slips[r.Household] = true
	if h := c.homes[r.Household]; h != nil && readAddress(h.Written) == h.Code || r.Slip == "" {
		c.bad("the address of %s has no slip, %q is none", r.Household, r.Slip)
	}
}

func (c *checker) borrowed(r seed.PhoneKey) {
	need(c, c.people, r.Person, "phones key", "person")
	need(c, c.people, r.Owner, "phones key", "owner")
	fresh(c, c.borrowers, r.Person)
	c.borrowers[r.Person] = true
	if a, b := c.people[r.Person], c.people[r.Owner]; a != nil && b != nil && (a == b || a.Phone == "" || a.Phone != b.Phone || a.home != b.home) {
		c.bad("the telephone %s of %s is not that of %s", a.Phone, r.Person, r.Owner)
	}
}

func (c *checker) search(r seed.SearchKey) {
	id := r.Kind + " " + r.Query + " " + r.Scope
	if c.keys[id]++; c.keys[id] > 1 || r.Query == "" || len(r.People) < 1 || len(r.People) > 5 {
		c.bad("question %q is asked twice, empty, or means %d people", id, len(r.People))
	}
	if r.Scope != "" && !c.estates[r.Scope] && c.buildings[r.Scope] == nil {
		c.bad("question %q is asked within nothing", id)
	}
	for _, p := range r.People {
		if !c.again[p] {
			need(c, c.people, p, "question "+id, "person")
		}
		if x := c.people[p]; x != nil && x.home != nil && r.Scope != "" && r.Scope != x.home.Building && !strings.HasPrefix(x.home.Building, r.Scope+"-") {
			c.bad("question %q means someone outside its scope", id)
		}
	}
	for _, h := range r.Households {
		need(c, c.homes, h, "question "+id, "household")
	}
	if strings.HasPrefix(r.Kind, "address") != (len(r.Households) > 0) || !slices.IsSorted(r.Households) {
		c.bad("question %q means %d households", id, len(r.Households))
	}
}

// han says whether a name is written in Chinese characters only.
func han(name string) bool {
	return strings.IndexFunc(name, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) < 0
}
