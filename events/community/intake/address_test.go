package intake

import (
	"context"
	"testing"

	"wanjia/events/community"
	"wanjia/events/seed"
)

// TestWrittenAddresses reads every address of the dataset as somebody wrote it,
// slips included, and wants the flat it is of or none at all: a person put behind
// another door is worse than a row refused.
func TestWrittenAddresses(t *testing.T) {
	t.Parallel()
	var (
		estates   []community.Estate
		buildings []community.Building
		homes     []seed.Household
		slips     = map[string]string{}
	)
	_, err := seed.Generate(context.WithoutCancel(t.Context()), seed.Options{Size: "S"}, func(row seed.Row) error {
		switch r := row.(type) {
		case seed.Estate:
			estates = append(estates, community.Estate{Code: community.EstateCode(r.Code), Name: r.Name, Aliases: r.Aliases})
		case seed.Building:
			buildings = append(buildings, community.Building{
				Code: community.NodeID(r.Code), Estate: community.EstateCode(r.Estate), Number: r.Number, Floors: r.Floors,
				Units: r.Units, PerLanding: r.PerLanding, NoFourth: r.NoFourth,
			})
		case seed.Household:
			homes = append(homes, r)
		case seed.AddressKey:
			slips[r.Household] = r.Slip
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p := newPlaces(community.NewTree(nil, estates, buildings, seedTime), community.Reach{community.Everything})
	var plain, slipped tally
	for _, h := range homes {
		d, code := p.addressOf(map[Field]string{FieldAddress: h.Written})
		into := &plain
		if slips[h.ID] != "" {
			into = &slipped
		}
		into.all++
		switch {
		case code != "":
			into.refused++
			if into == &plain && into.refused < 10 || into.refused < 5 {
				t.Logf("%q refused: %s (%s)", h.Written, code, slips[h.ID])
			}
		case d.code() != h.Code:
			into.wrong++
			t.Logf("%q read as %s, not %s (%s)", h.Written, d.code(), h.Code, slips[h.ID])
		}
	}
	t.Logf("without slip: %+v; with one: %+v", plain, slipped)
	if plain.wrong > 0 || plain.refused*100 > plain.all {
		t.Errorf("%+v of the addresses without a slip: none may be wrong, one in a hundred refused", plain)
	}
	if slipped.wrong*100 > slipped.all {
		t.Errorf("%+v of the addresses with a slip: at most one in a hundred may be wrong", slipped)
	}
}

type tally struct{ all, wrong, refused int }
