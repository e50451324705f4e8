package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/docstore"
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

// loadBanquet puts the banquet of the made-up dataset where it is not there yet, half
// registered; the households of the logins are left to register themselves. A data
// folder of before there was one keeps the banquet it has.
func (s *services) loadBanquet(ctx context.Context, opt seed.Options, event events.Event, openedAt time.Time, sittings []seed.Sitting, skip map[community.HouseholdID]bool) error {
	mark := loadMark{ID: "banquet." + string(event.ID), Options: opt, Started: openedAt.UTC()}
	marks := loadMarks(s.house.documents)
	err := marks.InsertOne(ctx, mark)
	if errors.Is(err, docstore.ErrDuplicate) {
		there, err := marks.Get(ctx, mark.ID)
		if err != nil || !there.Value.Finished.IsZero() {
			return err
		}
		openedAt = there.Value.Started
	} else if err != nil {
		return fmt.Errorf("look for the made-up banquet: %w", err)
	}
	l := &feastLoader{event: event, openedAt: openedAt, half: true, skip: skip, now: openedAt}
	if err := l.read(ctx, opt); err != nil {
		return fmt.Errorf("read the made-up banquet: %w", err)
	}
	registrations := l.register()
	kept := s.banquet.Store
	for _, add := range []func() error{
		func() error { return s.inventory.claims.Load(ctx, l.claims) },
		func() error { return addAll(ctx, kept.Sites, l.sites) },
		func() error { return addAll(ctx, kept.Venues, l.venues) },
		func() error { return addAll(ctx, kept.Registrations, registrations) },
		func() error { return addAll(ctx, kept.Kin, l.groups()) },
		func() error { return addAll(ctx, kept.Dishes, l.cook()) },
		func() error { return addAll(ctx, kept.Editions, []banquet.Edition{l.edition(sittings)}) },
	} {
		if err := add(); err != nil {
			return fmt.Errorf("load the made-up banquet: %w", err)
		}
	}
	for _, sitting := range l.edition(sittings).Sittings { // the stock is to know what was given out
		if err := s.inventory.service.Rebuild(ctx, ticketing.PoolID(sitting.Pool)); err != nil {
			return fmt.Errorf("count the places of the made-up banquet: %w", err)
		}
	}
	_, err = marks.Change(ctx, mark.ID, func(m *loadMark) error {
		m.Finished, m.Rows = time.Now().UTC(), len(registrations)
		return nil
	})
	return err
}

// addAll adds what is not there yet.
func addAll[ID ~string, T any](ctx context.Context, r community.Records[ID, T], list []T) error {
	for part := range slices.Chunk(list, batchRows) {
		answers, err := r.Add(ctx, part...)
		if err != nil {
			return err
		}
		for _, answer := range answers {
			if answer != nil && !errors.Is(answer, community.ErrExists) {
				return answer
			}
		}
	}
	return nil
}

// addDemoBanquet makes the dataset's banquet one of the demonstration's size whose
// registration is open, and loads who has registered. It is to come before the catalogue
// is loaded; what it returns loads the rest after that.
func (s *services) addDemoBanquet(ctx context.Context, d *seed.Dataset, opt seed.Options, skip map[community.HouseholdID]bool) (func() error, error) {
	event := d.Events[slices.IndexFunc(d.Events, func(e events.Event) bool { return e.Kind == events.Banquet })]
	_, err := s.inventory.pools.Pool(ctx, ticketing.PoolID(string(event.ID)+"-noon-online"))
	if !errors.Is(err, ticketing.ErrNoPool) {
		return func() error { return nil }, err
	}
	sittings, err := seed.Sittings(opt)
	if err != nil {
		return nil, err
	}
	openedAt := time.Now().AddDate(0, 0, -8).Truncate(time.Hour)
	d.Feast(sittings, openedAt)
	return func() error { return s.loadBanquet(ctx, opt, event, openedAt, sittings, skip) }, nil
}

// homesOf are the households of the logins that stand for somebody.
func (s *services) homesOf(ctx context.Context, people []string) (map[community.HouseholdID]bool, error) {
	homes := map[community.HouseholdID]bool{}
	for _, id := range people {
		p, err := s.community.service.Store.People.Get(ctx, community.PersonID(id))
		if errors.Is(err, community.ErrNoPerson) {
			continue
		}
		if err != nil {
			return nil, err
		}
		homes[p.Household] = true
	}
	return homes, nil
}
