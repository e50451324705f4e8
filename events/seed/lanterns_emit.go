package seed

import (
	"fmt"
	"time"

	"wanjia/events"
)

// lanternKinds, lanternMaterials and lanternPowers are the shares of what the lanterns
// are, in percent.
var (
	lanternKinds = []portion{
		{"zodiac", 18}, {"family_motto", 14}, {"grains", 8}, {"news", 9}, {"fairy_tale", 12}, {"palace", 15}, {"moving", 2}, {"pavilion", 4}, {"other", 18},
	}
	lanternMaterials = []portion{
		{"bottles", 24}, {"paper", 22}, {"cloth", 17}, {"wire", 11}, {"straws", 8}, {"foam", 8}, {"discs_spoons", 5}, {"other", 5},
	}
	lanternPowers = []portion{{"none", 41}, {"battery", 43}, {"mains", 16}}
	firstChecks   = []portion{{"failed", 31}, {"passed", 969}} // of a thousand
)

// portion is a share of something.
type portion struct {
	name  string
	parts int
}

// dealt divides n things by the portions and deals them in an order of chance.
func dealt(d *dice, n int, of []portion) []string {
	weights := make([]int, len(of))
	for i, p := range of {
		weights[i] = p.parts
	}
	var out []string
	for i, k := range apportion(n, weights) {
		for range k {
			out = append(out, of[i].name)
		}
	}
	shuffle(d, out)
	return out
}

// emitLanterns yields the lantern show: its ground, its windows, what hangs there and
// who made it, and what happens.
func (t *town) emitLanterns(yield func(Row) error) error {
	ground, m := LanternGround(), t.mark()
	for _, r := range ground.Zones {
		r.Mark = m
		if err := yield(r); err != nil {
			return err
		}
	}
	for _, r := range ground.Gates {
		r.Mark = m
		if err := yield(r); err != nil {
			return err
		}
	}
	for _, r := range ground.Paths {
		r.Mark = m
		if err := yield(r); err != nil {
			return err
		}
	}
	for _, r := range ground.Routes {
		r.Mark = m
		if err := yield(r); err != nil {
			return err
		}
	}
	first := events.LunarDay(t.today, 1, 14)
	for _, r := range lanternWindows(first) {
		r.Mark = m
		if err := yield(r); err != nil {
			return err
		}
	}
	if err := t.emitWorks(ground, yield); err != nil {
		return err
	}
	return t.emitEvenings(first, ground, yield)
}

// emitWorks yields the lanterns, and the breakers with what came to hang on them: each
// lantern on the one of its zone that carries least.
func (t *town) emitWorks(ground Ground, yield func(Row) error) error {
	d := t.dice("lanterns")
	n := len(t.estates) * lanternsOfEstate
	kinds, materials, powers, checks := dealt(d, n, lanternKinds), dealt(d, n, lanternMaterials), dealt(d, n, lanternPowers), dealt(d, n, firstChecks)
	homes := make([][]int, len(t.estates))
	for h := range t.homes {
		e := t.buildings[t.homes[h].building].estate
		homes[e] = append(homes[e], h)
	}
	areas := make([]int, len(ground.Zones))
	for z, zone := range ground.Zones {
		areas[z] = zone.AreaM2
	}
	breakers := make([]LanternCircuit, 0, circuits)
	ofZone := make([][]int, len(areas))
	for z, k := range apportionEach(circuits, areas) {
		for range k {
			ofZone[z] = append(ofZone[z], len(breakers))
			breakers = append(breakers, LanternCircuit{fmt.Sprintf("C%02d", len(breakers)+1), ground.Zones[z].ID, circuitAmps, circuitWatts, 0, t.mark()})
		}
	}
	places := newWheel(areas)
	for i := range n {
		e, z := i/lanternsOfEstate, places.spin(d)
		r := Lantern{
			ID: fmt.Sprintf("L%05d", i+1), Estate: t.estates[e].code, Maker: homeID(one(d, homes[e])), Kind: kinds[i], Material: materials[i],
			Power: powers[i], Zone: ground.Zones[z].ID, Passed: checks[i] == "passed", Mark: t.mark(),
		}
		if r.Power == "mains" {
			r.Watts = 5 * d.between(4, 20)
			b := ofZone[z][0]
			for _, k := range ofZone[z] {
				if breakers[k].Load < breakers[b].Load {
					b = k
				}
			}
			breakers[b].Load += r.Watts
			r.Circuit = breakers[b].ID
		}
		if err := yield(r); err != nil {
			return err
		}
	}
	return each(yield, len(breakers), func(i int) LanternCircuit { return breakers[i] })
}

// emitEvenings yields the nights with their weather and what happens on them.
func (t *town) emitEvenings(first time.Time, ground Ground, yield func(Row) error) error {
	d := t.dice("lantern nights")
	evenings := func(i int) LanternEvening {
		return LanternEvening{i + 1, Day(first.AddDate(0, 0, i).Format(time.DateOnly)), d.in(38, 100), d.between(1, 9), t.mark()}
	}
	if err := each(yield, LanternNights, evenings); err != nil {
		return err
	}
	usual := []struct{ kind, zone string }{
		{"lost_child", ""}, {"lost_child", ""}, {"lost_child", ""}, {"faint", ""}, {"faint", ""}, {"fall", "Z3"}, {"breaker_trip", ""}, {"photo_fight", "Z2"},
	}
	n := 0
	for night := range LanternNights {
		day := first.AddDate(0, 0, night)
		for _, u := range usual {
			n++
			r := LanternIncident{fmt.Sprintf("L%02d", n), night + 1, u.kind, u.zone, at(day, 18, 45).Add(time.Duration(d.n(180)) * time.Minute), t.mark()}
			if r.Zone == "" {
				r.Zone = one(d, ground.Zones).ID
			}
			if err := yield(r); err != nil {
				return err
			}
		}
		if night == 1 {
			n++
			if err := yield(LanternIncident{fmt.Sprintf("L%02d", n), night + 1, "wind_drill", "", at(day, 20, 10), t.mark()}); err != nil {
				return err
			}
		}
	}
	return nil
}
