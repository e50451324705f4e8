package seed

import (
	"fmt"
	"time"

	"wanjia/events"
)

var sittingIDs = []string{"noon", "evening", "walk-1345", "walk-1415", "walk-1445", "walk-1515"}

// banquetDay is the day of the edition's banquet: the 24th of the twelfth month.
func (t *town) banquetDay() time.Time {
	newYear := events.LunarDay(t.today, 1, 14).AddDate(0, 0, -13)
	return events.LunarDay(newYear.AddDate(0, 0, -20), 12, 24)
}

// emitBanquet yields the banquet: places and times first, then who comes and with
// whom, then the dishes, then what goes wrong.
func (t *town) emitBanquet(yield func(Row) error) error {
	sites := func(i int) Site {
		at := t.site(i)
		return Site{Building: t.buildingCode(i), X: at[0], Y: at[1], Mark: t.mark()}
	}
	if err := each(yield, len(t.buildings), sites); err != nil {
		return err
	}
	if err := each(yield, len(t.banquet.venues), t.venueRow); err != nil {
		return err
	}
	for i := range t.banquet.venues {
		if err := t.emitTables(i, yield); err != nil {
			return err
		}
	}
	for _, part := range []func(func(Row) error) error{t.emitSittings, t.emitQuotas, t.emitSignups, t.emitBonds, t.emitDishes, t.emitIncidents} {
		if err := part(yield); err != nil {
			return err
		}
	}
	return nil
}

func (t *town) emitSittings(yield func(Row) error) error {
	day := t.banquetDay()
	starts := [][2]int{{12, 0}, {16, 30}, {13, 45}, {14, 15}, {14, 45}, {15, 15}}
	walk := apportion(t.part(walkPlaces), []int{1, 1, 1, 1})
	for i, id := range sittingIDs {
		r := Sitting{ID: id, Kind: "meal", Starts: at(day, starts[i][0], starts[i][1]), Places: t.banquet.tables * placesAtTable, Mark: t.mark()}
		r.Ends = r.Starts.Add(90 * time.Minute)
		if i >= meals {
			r.Kind, r.Places, r.Ends = "walk", walk[i-meals], r.Starts.Add(30*time.Minute)
		}
		if err := yield(r); err != nil {
			return err
		}
	}
	return nil
}

// emitQuotas yields the seats of each channel: online and offline by the households
// of the estates, the others for the whole community.
func (t *town) emitQuotas(yield func(Row) error) error {
	weights := make([]int, len(t.estates))
	for i, e := range t.estates {
		weights[i] = e.households
	}
	for c, seats := range t.channelSeats() {
		r := BanquetQuota{Channel: quotaChannels[c], Places: seats, Mark: t.mark()}
		if c != int(online) && c != int(offline) {
			if err := yield(r); err != nil {
				return err
			}
			continue
		}
		for e, n := range apportion(seats, weights) {
			r.Estate, r.Places = t.estates[e].code, n
			if err := yield(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *town) emitSignups(yield func(Row) error) error {
	opens := at(t.banquetDay().AddDate(0, 0, -19), 9, 0)
	return each(yield, len(t.banquet.signed), func(i int) Registration {
		s := &t.banquet.signed[i]
		h := &t.homes[s.home]
		r := Registration{
			ID: fmt.Sprintf("R%05d", i+1), Household: homeID(int(s.home)), Mode: modeNames[s.mode], Channel: quotaChannels[s.channel],
			Order: int(s.order), At: opens.Add(time.Duration(s.minute) * time.Minute), Mark: t.mark(),
		}
		if s.mode == modeMeal || s.mode == modeWalk {
			r.Sitting = sittingIDs[s.sitting]
		}
		r.Come, r.AtHome = t.who(h, s)
		return r
	})
}

// who lists the people of a household who come, those in wheelchairs first where
// the accessible seats are meant for them, and who has the meal brought.
func (t *town) who(h *home, s *signup) (come, home []string) {
	if s.mode == modeDelivery {
		for k := h.first; k < h.after; k++ {
			home = append(home, personID(int(k)))
		}
		return nil, home
	}
	left := int(s.come)
	for _, wheels := range []bool{true, false} {
		for k := h.first; k < h.after; k++ {
			if (t.people[k].needs&needWheelchair != 0) != wheels {
				continue
			}
			if left > 0 && (!wheels || s.channel == accessible || s.mode == modeWalk) {
				come = append(come, personID(int(k)))
				left--
			} else if s.mode == modeMeal && t.people[k].age >= 75 {
				home = append(home, personID(int(k)))
			}
		}
	}
	return come, home
}

// emitIncidents yields what goes wrong on the day.
func (t *town) emitIncidents(yield func(Row) error) error {
	d := t.dice("incidents")
	day := t.banquetDay()
	leak := t.banquet.venues[len(t.banquet.venues)-1].id
	for _, v := range t.banquet.venues {
		if v.kind == "garage" {
			leak = v.id
		}
	}
	for i, kind := range []string{
		"leak", "burnt_hand", "lost_child", "lost_child", "allergy_scare", "hot_box_missing", "hot_box_missing", "hot_box_missing", "duplicate_dish_number",
	} {
		r := Incident{
			ID: fmt.Sprintf("I%02d", i+1), Kind: kind, Venue: one(d, t.banquet.venues).id,
			At: at(day, 11, 30).Add(time.Duration(d.n(360)) * time.Minute), Mark: t.mark(),
		}
		if kind == "leak" {
			r.Venue, r.At = leak, at(day, 9, 40) // before the first guests
		}
		if err := yield(r); err != nil {
			return err
		}
	}
	return nil
}
