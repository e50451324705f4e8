package seed_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"wanjia/events/seed"
)

// finish checks what only shows when everything has been read.
func (c *checker) finish() {
	c.tree()
	c.households()
	got := c.count()
	share := float64(totals[c.size][0]) / 180_000
	for _, what := range sorted(full) {
		want := float64(full[what]) * share
		if n := got[what]; c.size == seed.L && n != full[what] || math.Abs(float64(n)-want) >= 1 {
			c.bad("%s: %d, not %.1f", what, n, want)
		}
	}
	for _, what := range sorted(got) {
		if _, ok := full[what]; !ok {
			c.bad("%s: %d, which the plan has not", what, got[what])
		}
	}
	if a, b := got["addresses with a slip"], got["telephone of another"]; len(c.slips) != a || len(c.borrowers) != b {
		c.bad("%d addresses with a slip and %d telephones of others have an answer, of %d and %d", len(c.slips), len(c.borrowers), a, b)
	}
	c.fixed()
	c.roster()
	c.crews()
	c.acting()
	c.banquet()
	c.lanterns()
}

// tree checks the organisation.
func (c *checker) tree() {
	for i, n := range []int{len(c.people), len(c.homes), len(c.buildings), len(c.groups), len(c.branches), len(c.generals)} {
		if n != totals[c.size][i] {
			c.bad("total %d is %d, not %d", i, n, totals[c.size][i])
		}
	}
	sums := map[string]*[4]int{}
	for e := range c.estates {
		sums[e] = &[4]int{}
	}
	owns := map[string]int{}
	for _, e := range c.estateOfBranch {
		sums[e][0]++
	}
	for g, b := range c.branchOf {
		owns[g] = 0
		sums[c.estateOfBranch[b]][1]++
	}
	for _, b := range c.buildings {
		owns[b.Group]++
		sums[b.Estate][2]++
		sums[b.Estate][3] += b.Households
	}
	if c.size == seed.L {
		for _, e := range sorted(plan) {
			if sums[e] == nil || *sums[e] != plan[e] {
				c.bad("estate %s has %v branches, groups, buildings, households, not %v", e, sums[e], plan[e])
			}
		}
	}
	ones, twos := 0, 0
	for _, g := range sorted(owns) {
		switch owns[g] {
		case 1:
			ones++
		case 2:
			twos++
		default:
			c.bad("group %s owns %d buildings", g, owns[g])
		}
	}
	if t := totals[c.size]; ones != 2*t[3]-t[2] || twos != t[2]-t[3] {
		c.bad("%d groups own one building and %d two", ones, twos)
	}
}

// households checks everyone against the building and family they live in.
func (c *checker) households() {
	per := map[string]int{}
	for _, id := range sorted(c.homes) {
		h := c.homes[id]
		per[h.Building]++
		if len(h.members) != h.People {
			c.bad("household %s of %d has %d members", id, h.People, len(h.members))
		}
		for _, child := range h.members {
			for _, parent := range h.members {
				if child.Role == "child" && (parent.Role == "husband" || parent.Role == "wife") && parent.age < child.age+16 ||
					(child.Role == "husband" || child.Role == "wife") && strings.HasPrefix(parent.Role, "grand") && parent.Role != "grandchild" && parent.age < child.age+16 {
					c.bad("in household %s the %s is %d and the %s %d", id, child.Role, child.age, parent.Role, parent.age)
				}
			}
		}
	}
	for _, id := range sorted(c.buildings) {
		if b := c.buildings[id]; per[id] != b.Households {
			c.bad("building %s has %d households, not %d", id, per[id], b.Households)
		}
	}
}

var bandsFrom = []int{0, 3, 6, 14, 18, 35, 50, 60, 70, 80, 90}

func bandOf(age int) string {
	i := len(bandsFrom) - 1
	for age < bandsFrom[i] {
		i--
	}
	if i == len(bandsFrom)-1 {
		return "age 90-"
	}
	return fmt.Sprintf("age %d-%d", bandsFrom[i], bandsFrom[i+1]-1)
}

// fixed checks the figures of the care estate.
func (c *checker) fixed() {
	got := map[string]int{}
	buildings := 0
	for _, b := range c.buildings {
		if b.Estate == "WH" {
			buildings++
		}
	}
	access := []string{"step_free", "sign_or_text", "guide", "writing", "plain_words", "quiet_place", "companion"}
	for id := range c.needs {
		f := strings.Fields(id)
		p := c.people[f[2]]
		if p == nil || p.home == nil || !strings.HasPrefix(p.home.Building, "WH-") {
			continue
		}
		switch {
		case slices.Contains(access, f[1]):
			got["disabled"]++
		case f[1] == "wheelchair_place":
			got["wheelchairs"]++
		case f[1] == "call_on":
			got["alone"]++
		}
	}
	for _, p := range c.pairs {
		if p.Key == "" {
			continue
		}
		got["keys"]++
		if x := c.people[p.Person]; x != nil && x.home != nil && !strings.HasPrefix(x.home.Building, "WH-") {
			c.bad("care pair %s keeps a key in another estate", p.ID)
		}
	}
	for _, what := range sorted(careEstate) {
		if want := float64(careEstate[what]*buildings) / 37; math.Abs(float64(got[what])-want) > 0.5 {
			c.bad("the care estate has %d %s, not %.1f", got[what], what, want)
		}
	}
	if c.cards != len(c.pairs) {
		c.bad("%d care cards for %d pairs", c.cards, len(c.pairs))
	}
	if len(c.duplicates) != len(c.again) {
		c.bad("%d second records, %d answers", len(c.again), len(c.duplicates))
	}
}

// roster checks the posts.
func (c *checker) roster() {
	per, seats, everyone := map[string]int{}, map[string]map[string]bool{}, map[string]bool{}
	vacant := 0
	leader := map[string]string{}
	for _, id := range sorted(c.posts) {
		p := c.posts[id]
		per[p.Building]++
		b := c.buildings[p.Building]
		if b == nil {
			continue
		}
		seat := p.ID
		if p.Kind == "leader" {
			if l, ok := leader[b.Group]; ok && l != p.Holder {
				c.bad("group %s has two leaders", b.Group)
			}
			leader[b.Group], seat = p.Holder, b.Group
		}
		if p.Kind == "head" && p.Deputy == "" {
			c.bad("post %s has no deputy", id)
		}
		for _, who := range []string{p.Holder, p.Deputy} {
			if who != "" {
				everyone[who] = true
			}
		}
		if p.Holder == "" {
			vacant++
			continue
		}
		if seats[p.Holder] == nil {
			seats[p.Holder] = map[string]bool{}
		}
		seats[p.Holder][seat] = true
	}
	for _, b := range sorted(c.buildings) {
		if per[b] != 6 {
			c.bad("building %s has %d posts", b, per[b])
		}
	}
	twice := 0
	for _, s := range seats {
		if len(s) > 1 {
			twice++
		}
	}
	if share := float64(twice) / float64(len(seats)); math.Abs(share-0.08) > 0.01 {
		c.bad("%.3f of the holders hold two posts", share)
	}
	if want := len(c.posts) * 6 / 100; c.size == seed.S && vacant > 0 || c.size != seed.S && abs(vacant-want) > 1 {
		c.bad("%d of %d posts are vacant", vacant, len(c.posts))
	}
	if c.size == seed.L && len(everyone) <= 5_000 {
		c.bad("the roster has %d people", len(everyone))
	}
}

func abs(n int) int { return max(n, -n) }

// crews checks the teams.
func (c *checker) crews() {
	got := map[string]int{}
	for _, id := range sorted(c.teams) {
		x := c.teams[id]
		got[x.kind]++
		if k := crews[x.kind]; len(x.members) != x.want || x.want < k[1] || x.want > k[2] || !x.members[x.leader] {
			c.bad("team %s of %s says %d members and has %d", id, x.kind, x.want, len(x.members))
		}
	}
	for _, kind := range sorted(crews) {
		if n := got[kind]; c.size == seed.L && n != crews[kind][0] || n < 1 || n > crews[kind][0] {
			c.bad("%d teams of %s", n, kind)
		}
	}
	people := totals[c.size][0]
	rounded := func(n int) int { return (n*people + 90_000) / 180_000 }
	shifts := map[string]int{"banquet": rounded(1260) / 3 * 3, "lantern": 3 * rounded(310), "gala": rounded(140)}
	for _, kind := range sorted(shifts) {
		if c.shifts[kind] != shifts[kind] {
			c.bad("%d shifts of %s, not %d", c.shifts[kind], kind, shifts[kind])
		}
	}
	if n := cmp.Or(c.clubs["song"], -1); n != c.clubs["chess"] || n != c.clubs["book"] || c.size == seed.L && n != 14 {
		c.bad("clubs: %v", c.clubs)
	}
}

// acting checks that someone may act for everyone who cannot for themselves.
func (c *checker) acting() {
	without, nobody := 0, 0
	for _, id := range sorted(c.people) {
		p := c.people[id]
		if p.age < 18 && len(c.agents[id]) == 0 {
			c.bad("%s, %d, has no guardian", id, p.age)
		}
		if p.age < 75 || p.Ability == "daily" || p.Ability == "chat" {
			continue
		}
		without++
		if len(c.agents[id]) != 1 {
			c.bad("%s, %d, without a smartphone, has %d agents", id, p.age, len(c.agents[id]))
		} else if c.agents[id][0].Default {
			nobody++
		}
	}
	if want := float64(without) * 0.04; math.Abs(float64(nobody)-want) > 0.5 {
		c.bad("%d of %d have nobody but the building head", nobody, without)
	}
}
