package directory

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"wanjia/events/community"
	"wanjia/events/search"
)

// home is what the entries of a household and its people take from its record.
type home struct {
	building community.NodeID
	unit     int
	room     string
	ended    bool
}

func homeOf(h community.Household) home {
	return home{building: h.Building, unit: h.Unit, room: h.Room, ended: !h.Ended.IsZero()}
}

// site is what entries take from their building and all above it. Two are equal
// if their entries are.
type site struct {
	scope   string
	estate  string
	code    string
	number  string
	written string // the aliases as stored, one per line
	aliases string // those that say more than the number
}

// siteOf makes the site of a building. It spares reading the aliases where before,
// the building's site until now, has the same.
func siteOf(tree *community.Tree, b community.Building, before site) site {
	e, _ := tree.Estate(b.Estate)
	s := site{
		scope: pathOf(tree, b.Code), estate: e.Name, code: string(b.Estate), number: strconv.Itoa(b.Number),
		written: strings.Join(b.Aliases, "\n"),
	}
	if s.written == before.written && s.number == before.number {
		s.aliases = before.aliases
		return s
	}
	var others []string
	for _, alias := range b.Aliases {
		// 十二栋 is the building 12 already; leaving it out spares every entry of
		// the building the reading of it.
		a, ok := search.ParseAddress(alias)
		if only := (search.Address{Building: a.Building}); !ok || a.Building != s.number || a.String() != only.String() || a.EstateCode != "" {
			others = append(others, alias)
		}
	}
	s.aliases = strings.Join(others, "\n")
	return s
}

func (s site) address(h home) search.Address {
	a := search.Address{EstateName: s.estate, EstateCode: s.code, Building: s.number, Room: h.room}
	if h.unit > 0 {
		a.Unit = strconv.Itoa(h.unit)
	}
	if s.aliases != "" {
		a.Aliases = strings.Split(s.aliases, "\n")
	}
	return a
}

// Ids in the index say the kind, so that no two records share one.
func personKey(id community.PersonID) string       { return "p:" + string(id) }
func householdKey(id community.HouseholdID) string { return "h:" + string(id) }
func buildingKey(id community.NodeID) string       { return "b:" + string(id) }

func (d *Directory) putBuilding(code community.NodeID, s site) {
	d.index.Put(search.Entry{ID: buildingKey(code), Kind: search.Building, Scope: s.scope, Address: s.address(home{})})
}

func (d *Directory) putHome(id community.HouseholdID, h home) {
	if h.ended {
		d.index.Remove(householdKey(id))
		return
	}
	s := d.sites[h.building]
	d.index.Put(search.Entry{ID: householdKey(id), Kind: search.Household, Scope: s.scope, Address: s.address(h)})
}

// putPerson puts somebody whose household is in homes, or who has none. One who was
// merged or removed is taken out.
func (d *Directory) putPerson(p community.Person) {
	if !p.Live() {
		d.index.Remove(personKey(p.ID))
		return
	}
	d.index.Put(d.entryOf(p))
}

func (d *Directory) entryOf(p community.Person) search.Entry {
	p = p.Housed() // who moved away is found by those who may look everywhere
	s := d.sites[p.Building]
	h := d.homes[p.Household]
	if h.building != p.Building { // the scope is the person's own, as rights are
		h = home{}
	}
	return search.Entry{
		ID: personKey(p.ID), Kind: search.Person, Name: p.Name, OtherNames: p.OtherNames, Phone: p.Phone,
		Sex: p.Sex, Born: yearOf(p.Born), Scope: s.scope, Address: s.address(h),
	}
}

// yearOf is the year of a day, 0 where it is not known.
func yearOf(d community.Day) int {
	year, _, _ := strings.Cut(string(d), "-")
	n, err := strconv.Atoi(year)
	if err != nil {
		return 0
	}
	return n
}

// takePeople puts people, and before them the households of theirs that are not
// known yet.
func (d *Directory) takePeople(ctx context.Context, people []community.Person) error {
	var missing []community.HouseholdID
	for _, p := range people {
		if _, ok := d.homes[p.Household]; !ok && p.Household != "" && p.Live() {
			missing = append(missing, p.Household)
		}
	}
	if len(missing) > 0 {
		found, err := d.Store.Households.Many(ctx, missing)
		if err != nil {
			return fmt.Errorf("read households: %w", err)
		}
		for _, h := range found {
			d.homes[h.ID] = homeOf(h)
			d.putHome(h.ID, d.homes[h.ID])
		}
	}
	for _, p := range people {
		d.putPerson(p)
	}
	return nil
}

// takeHouseholds puts households, and the people of those whose address is another
// than it was.
func (d *Directory) takeHouseholds(ctx context.Context, households []community.Household) error {
	for _, h := range households {
		now := homeOf(h)
		if was, known := d.homes[h.ID]; known && was == now {
			continue
		}
		d.homes[h.ID] = now
		d.putHome(h.ID, now)
		if err := d.takeAll(ctx, "household", string(h.ID)+"/"); err != nil {
			delete(d.homes, h.ID) // so that the next look tries again
			return err
		}
	}
	return nil
}

// takeAll puts all people under a prefix of an index.
func (d *Directory) takeAll(ctx context.Context, index, prefix string) error {
	for after := ""; ; {
		people, next, err := d.Store.People.List(ctx, community.By{Index: index, Prefix: prefix, After: after, Limit: pageSize})
		if err != nil {
			return fmt.Errorf("read people: %w", err)
		}
		if err := d.takePeople(ctx, people); err != nil || next == "" {
			return err
		}
		after = next
	}
}
