package main

import (
	"context"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/seed"
	"wanjia/ticketing"
)

// feastLoader puts the made-up banquet into the documents, once.
type feastLoader struct {
	event    events.Event
	openedAt time.Time
	half     bool                           // only those who registered first
	skip     map[community.HouseholdID]bool // who is to try it themselves
	now      time.Time

	homes   map[string]seed.Household
	born    map[string]seed.Day
	rows    []seed.Registration
	kin     []seed.KinLink
	wishes  map[string][]string
	dishes  []seed.Dish
	shares  map[string][]seed.DishShare
	brought map[string][]string // to whom, by dish
	venues  []banquet.Venue
	sites   []banquet.Site

	signed map[string]banquet.Registration // by household
	claims []ticketing.Claim
}

// read takes the rows that make the banquet.
func (l *feastLoader) read(ctx context.Context, opt seed.Options) error {
	l.homes, l.born, l.wishes = map[string]seed.Household{}, map[string]seed.Day{}, map[string][]string{}
	l.shares, l.brought, l.signed = map[string][]seed.DishShare{}, map[string][]string{}, map[string]banquet.Registration{}
	_, err := seed.Generate(ctx, opt, func(row seed.Row) error {
		switch r := row.(type) {
		case seed.Household:
			l.homes[r.ID] = r
		case seed.Person:
			l.born[r.ID] = r.Born
		case seed.Site:
			l.sites = append(l.sites, banquet.Site{Building: community.NodeID(r.Building), X: r.X, Y: r.Y, Synthetic: true})
		case seed.Venue:
			l.venues = append(l.venues, l.venue(r))
		case seed.Registration:
			l.rows = append(l.rows, r)
		case seed.KinLink:
			l.kin = append(l.kin, r)
		case seed.Wish:
			l.wishes[r.Household] = append(l.wishes[r.Household], r.With)
		case seed.Dish:
			l.dishes = append(l.dishes, r)
		case seed.DishShare:
			l.shares[r.Dish] = append(l.shares[r.Dish], r)
		case seed.Delivery:
			l.brought[r.Dish] = append(l.brought[r.Dish], r.Household)
		}
		return nil
	})
	return err
}

func (l *feastLoader) venue(r seed.Venue) banquet.Venue {
	return banquet.Venue{
		ID: banquet.NewVenueID(l.event.ID, r.ID), Edition: l.event.ID, Code: r.ID, Name: r.Name, Kind: r.Kind, X: r.X, Y: r.Y, Tables: r.Tables,
		Places: r.Places, AreaM2: r.AreaM2, Ends: r.Accessible, Indoor: r.Indoor, Approved: r.Places, State: banquet.VenueOpen, At: l.now, Synthetic: true,
	}
}

// edition is what the banquet goes by.
func (l *feastLoader) edition(sittings []seed.Sitting) banquet.Edition {
	e := banquet.Edition{
		ID: l.event.ID, TableSeats: banquet.TableSeats, Shares: banquet.UsualShares, Synthetic: true,
		DishBy: before(l.event.Starts, 3), ChangeUntil: before(l.event.Starts, 1),
	}
	e.Stages(l.event.Starts)
	for _, s := range sittings {
		id := seed.SittingSession(l.event.ID, s.ID)
		day := l.event.Starts.In(events.Zone)
		hour := s.Starts.In(events.Zone)
		starts := time.Date(day.Year(), day.Month(), day.Day(), hour.Hour(), hour.Minute(), 0, 0, events.Zone)
		e.Sittings = append(e.Sittings, banquet.Sitting{
			Session: id, Kind: banquet.SittingKind(s.Kind), Pool: string(id) + "-places", Starts: starts, Ends: starts.Add(s.Ends.Sub(s.Starts)),
		})
		if s.Kind == "meal" {
			e.Places = s.Places
		}
	}
	return e
}

// before is six in the evening so many days before an event.
func before(starts time.Time, days int) time.Time {
	d := starts.In(events.Zone).AddDate(0, 0, -days)
	return time.Date(d.Year(), d.Month(), d.Day(), 18, 0, 0, 0, events.Zone)
}

// register makes the registrations with the claims of their places.
func (l *feastLoader) register() []banquet.Registration {
	rows := slices.Clone(l.rows)
	slices.SortFunc(rows, func(a, b seed.Registration) int { return a.Order - b.Order })
	if l.half {
		rows = rows[:len(rows)/2]
	}
	first := time.Time{}
	if len(rows) > 0 {
		first = rows[0].At
	}
	next, seq := map[string]int{}, map[string]int64{}
	var out []banquet.Registration
	for _, row := range rows {
		if l.skip[community.HouseholdID(row.Household)] {
			continue
		}
		r := l.registration(row, l.openedAt.Add(row.At.Sub(first)))
		if r.Pool != "" {
			c := l.claim(r, next[r.Pool], seq[r.Pool]+1)
			next[r.Pool] += c.Party
			seq[r.Pool]++
			r.Claim, r.Order = string(c.ID), row.Order
			l.claims = append(l.claims, c)
		}
		l.signed[row.Household] = r
		out = append(out, r)
	}
	return out
}

func (l *feastLoader) registration(row seed.Registration, at time.Time) banquet.Registration {
	household := community.HouseholdID(row.Household)
	r := banquet.Registration{
		ID: banquet.NewRegistrationID(l.event.ID, household), Edition: l.event.ID, Household: household, Building: community.NodeID(l.homes[row.Household].Building),
		State: banquet.Confirmed, Mode: banquet.Mode(row.Mode), Theme: row.Channel == "theme", Order: row.Order,
		Channel: row.Channel, By: "dataset", At: at, Done: at, Changed: at, Synthetic: true,
	}
	if row.Channel == "offline" { // of five the hotline took one
		r.Channel = ticketing.ThroughHead
		if row.Order%5 == 0 {
			r.Channel = ticketing.ThroughHotline
		}
	}
	for _, id := range row.Come {
		r.People = append(r.People, banquet.Coming{Person: community.PersonID(id), Way: banquet.Comes, Child: l.child(id)})
	}
	for _, id := range row.AtHome {
		r.People = append(r.People, banquet.Coming{Person: community.PersonID(id), Way: banquet.AtHome, Child: l.child(id)})
	}
	for _, with := range l.wishes[row.Household] {
		r.Wishes = append(r.Wishes, community.HouseholdID(with))
	}
	if row.Sitting != "" {
		r.Session = seed.SittingSession(l.event.ID, row.Sitting)
		r.Pool = string(r.Session) + "-places"
	}
	for _, p := range r.People {
		if r.Holder == "" || !p.Child && slices.ContainsFunc(r.People, func(o banquet.Coming) bool { return string(o.Person) == r.Holder && o.Child }) {
			r.Holder = string(p.Person)
		}
	}
	return r
}

func (l *feastLoader) child(id string) bool {
	age, known := community.Age(community.Day(l.born[id]), l.now)
	return known && age < 14
}

// claim is the booking of a registration's places, the ones after those taken.
func (l *feastLoader) claim(r banquet.Registration, taken int, seq int64) ticketing.Claim {
	c := ticketing.Claim{
		ID:   ticketing.NewClaimID(ticketing.PoolID(r.Pool), ticketing.HolderID(r.Holder), "dataset"),
		Pool: ticketing.PoolID(r.Pool), Session: r.Session, Event: l.event.ID, Holder: ticketing.HolderID(r.Holder),
		Party: r.Come(), Children: r.Children(), Seq: seq, State: ticketing.Claimed, Channel: r.Channel, At: r.At,
		Uses: []ticketing.LimitUse{{Rule: "edition", Per: ticketing.PerHousehold, Scope: string(l.event.ID), Subject: string(r.Household), N: 1}},
	}
	if r.Theme {
		c.Channel = "reserve"
	}
	c.Code = ticketing.CodeOf(c.ID, 0)
	for n := range c.Party {
		c.Places = append(c.Places, taken+n+1)
	}
	return c
}

// groups makes the kin groups of which everybody is registered at the same meal.
func (l *feastLoader) groups() []banquet.Kin {
	var out []banquet.Kin
	for _, part := range chunkBy(l.kin, func(k seed.KinLink) string { return k.Code }) {
		k := banquet.Kin{Edition: l.event.ID, Code: part[0].Code, At: l.openedAt, Changed: l.openedAt, Synthetic: true}
		k.ID = banquet.NewKinID(l.event.ID, k.Code)
		for _, link := range part {
			if r, ok := l.signed[link.Household]; ok {
				k.Members = append(k.Members, banquet.KinMember{Household: r.Household, Agreed: link.Agreed, By: r.Holder, At: r.At})
			}
		}
		if len(k.Members) > 1 {
			out = append(out, k)
		}
	}
	return out
}

func chunkBy[T any](list []T, key func(T) string) (parts [][]T) {
	for i, x := range list {
		if i == 0 || key(list[i-1]) != key(x) {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], x)
	}
	return parts
}

// cook makes the dishes whose cook is registered, with those of the group who are.
func (l *feastLoader) cook() []banquet.Dish {
	var out []banquet.Dish
	codes := map[string]bool{}
	for i, row := range l.dishes {
		d := banquet.Dish{
			ID: banquet.DishID(string(l.event.ID) + "." + row.ID), Edition: l.event.ID, State: banquet.Named, Library: row.Library, Name: row.Name,
			Story: row.Story, Category: banquet.Category(row.Category), Halal: row.Halal, Purpose: banquet.Purpose(row.Purpose),
			At: l.openedAt, Changed: l.openedAt, Synthetic: true,
		}
		if i%5 == 0 {
			d.State = banquet.Sure
		}
		if book, ok := banquet.InLibrary(row.Library); ok {
			d.Flags, d.Served = slices.Clone(book.Flags), book.Served
			if row.Name != book.Name { // it is called something for the feast
				d.Name, d.Auspicious = book.Name, row.Name[:max(0, len(row.Name)-len("（"+book.Name+"）"))]
			}
		}
		for _, a := range row.MayContain {
			d.MayContain = append(d.MayContain, banquet.Allergen(a))
		}
		if row.Sitting != "" {
			d.Session = seed.SittingSession(l.event.ID, row.Sitting)
		}
		for _, h := range l.brought[row.ID] {
			d.For = append(d.For, community.HouseholdID(h))
		}
		for _, s := range l.shares[row.ID] {
			r, ok := l.signed[s.Household]
			if !ok {
				continue
			}
			if s.Cook || d.Cook == "" {
				d.Cook = r.Household
			}
			d.Shares = append(d.Shares, banquet.Share{Household: r.Household, Building: r.Building, At: r.At, By: r.Holder})
		}
		if len(d.Shares) == 0 {
			continue
		}
		for n := 0; d.Code == "" || codes[d.Code]; n++ {
			d.Code = banquet.NewCode(n, "dish", string(d.ID))
		}
		codes[d.Code] = true
		out = append(out, d)
	}
	return out
}
