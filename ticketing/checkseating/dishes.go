package checkseating

// dishes: each at one table in use or left to a person; nothing that may contain what
// somebody at the table declared; at halal tables only from halal kitchens; no more at
// a table than there may be.
func (c *checker) dishes() {
	homes, tables := c.homes(), c.tables()
	at := map[string]int{}
	for i, d := range c.plan.Dishes {
		at[d.ID] = i
	}
	declared, used := map[string]map[string]bool{}, map[string]bool{}
	for _, s := range c.result.Seats {
		used[s.Table] = true
		if declared[s.Table] == nil {
			declared[s.Table] = map[string]bool{}
		}
		for _, code := range c.plan.Households[homes[s.Household]].Allergens {
			declared[s.Table][code] = true
		}
	}
	seen, on := map[string]int{}, map[string]int{}
	for _, d := range c.result.Dishes {
		i, ok := at[d.Dish]
		if !ok || !used[d.Table] {
			c.bad("dishes: %s on %s, one of which is not there", d.Dish, d.Table)
			continue
		}
		seen[d.Dish]++
		if on[d.Table]++; on[d.Table] == c.plan.DishesPerTable+1 {
			c.bad("dishes: more than %d on %s", c.plan.DishesPerTable, d.Table)
		}
		for _, code := range c.plan.Dishes[i].MayContain {
			if declared[d.Table][code] {
				c.bad("allergens: %s may contain %s, which somebody at %s declared", d.Dish, code, d.Table)
			}
		}
		if c.plan.Tables[tables[d.Table]].Only == "halal" && !c.plan.Dishes[i].Halal {
			c.bad("halal: %s stands on %s", d.Dish, d.Table)
		}
	}
	for _, l := range c.result.LeftDishes {
		seen[l.Household]++
	}
	for _, d := range c.plan.Dishes {
		if seen[d.ID] != 1 {
			c.bad("dishes: %s is placed or left %d times", d.ID, seen[d.ID])
		}
	}
}
