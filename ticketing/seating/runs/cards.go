package runs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"wanjia/events"
	"wanjia/ticketing/seating/tables"
)

// Card is what stands on the card of a table.
type Card struct {
	Table  string
	Venue  string
	Seats  []tables.Seat // in the order of their first place
	People []int         // of each household
	Dishes []string
}

// sum names what a card says, so that it is known when it says something else.
func (c *Card) sum() string {
	var b strings.Builder
	for i, seat := range c.Seats {
		fmt.Fprintln(&b, seat.Household, c.People[i])
	}
	for _, d := range c.Dishes {
		fmt.Fprintln(&b, d)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:12])
}

// TableCards are the cards of a version, in the order of the plan's tables; tables nobody sits
// at have none.
func (v *Version) TableCards() []Card {
	at := map[string]int{}
	all := make([]Card, len(v.Plan.Tables))
	for i, t := range v.Plan.Tables {
		at[t.ID] = i
		all[i].Table, all[i].Venue = t.ID, t.Venue
	}
	people := map[string]int{}
	for _, h := range v.Plan.Households {
		people[h.ID] = h.People
	}
	for _, seat := range v.Result.Seats {
		c := &all[at[seat.Table]]
		c.Seats = append(c.Seats, seat)
	}
	for _, d := range v.Result.Dishes {
		c := &all[at[d.Table]]
		c.Dishes = append(c.Dishes, d.Dish)
	}
	all = slices.DeleteFunc(all, func(c Card) bool { return len(c.Seats) == 0 })
	for i := range all {
		c := &all[i]
		slices.SortStableFunc(c.Seats, func(a, b tables.Seat) int { return slices.Compare(a.Places, b.Places) })
		for _, seat := range c.Seats {
			c.People = append(c.People, people[seat.Household])
		}
	}
	return all
}

// printedHomes are the households of a version at tables whose cards are printed.
func (b *Board) printedHomes(v *Version) []string {
	printed := b.Printed[string(v.Sitting)]
	var homes []string
	for _, seat := range v.Result.Seats {
		if printed[seat.Table] != "" {
			homes = append(homes, seat.Household)
		}
	}
	return homes
}

// NotePrinted notes that the cards of these tables are printed as the version people read
// has them; who sits there is not moved for others from then on.
func (s *Service) NotePrinted(ctx context.Context, event events.ID, sitting events.SessionID, tables []string) error {
	v, err := s.Public(ctx, event, sitting)
	if err != nil {
		return err
	}
	sums := map[string]string{}
	for _, c := range v.TableCards() {
		if slices.Contains(tables, c.Table) {
			sums[c.Table] = c.sum()
		}
	}
	_, err = s.Store.ChangeBoard(ctx, event, func(b *Board) error {
		if b.Public[string(sitting)].Version != v.ID {
			return ErrNewer.With("by", "").With("at", s.Now())
		}
		if b.Printed[string(sitting)] == nil {
			b.Printed[string(sitting)] = map[string]string{}
		}
		for table, sum := range sums {
			b.Printed[string(sitting)][table] = sum
		}
		return nil
	})
	return err
}

// Reprint lists the tables whose printed card says something else than the version people
// read; gone are those at which nobody sits any more.
func (s *Service) Reprint(ctx context.Context, event events.ID, sitting events.SessionID) (again, gone []string, err error) {
	b, err := s.Store.Board(ctx, event)
	if err != nil {
		return nil, nil, err
	}
	printed := b.Printed[string(sitting)]
	if len(printed) == 0 {
		return nil, nil, nil
	}
	v, err := s.version(ctx, b.forAll(sitting))
	if err != nil {
		return nil, nil, err
	}
	there := map[string]bool{}
	for _, c := range v.TableCards() {
		there[c.Table] = true
		if was := printed[c.Table]; was != "" && was != c.sum() {
			again = append(again, c.Table)
		}
	}
	for table := range printed {
		if !there[table] {
			gone = append(gone, table)
		}
	}
	slices.Sort(gone)
	return again, gone, nil
}
