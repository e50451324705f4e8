package seed

import (
	"context"
	"slices"
)

// Counts are rows by table.
type Counts map[string]int

// Generate makes the community and yields it row by row. Whatever a row refers to
// has been yielded before it, and the answer keys come last, so that a loader needs
// one pass and no memory. The same options yield the same rows, on any machine.
//
// It ends with ctx's error when ctx ends, with yield's when yield fails, and with
// [ErrOptions] when there is no such community. The whole community takes some
// seconds and well under 500 MB.
func Generate(ctx context.Context, opt Options, yield func(Row) error) (Counts, error) {
	t, err := build(opt)
	if err != nil {
		return nil, err
	}
	counts := Counts{}
	put := func(r Row) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		counts[r.Table()]++
		return yield(r)
	}
	for _, part := range []func(func(Row) error) error{
		t.emitOrganisation, t.emitPeople, t.emitCare, t.emitSeconds, t.emitTeams, t.emitBanquet, t.emitLanterns, t.emitKeys,
	} {
		if err := part(put); err != nil {
			return counts, err
		}
	}
	return counts, nil
}

// each yields n rows.
func each[R Row](yield func(Row) error, n int, row func(int) R) error {
	for i := range n {
		if err := yield(row(i)); err != nil {
			return err
		}
	}
	return nil
}

// emitPeople yields households, people, what they agreed to, who may act for them,
// and the posts they hold.
func (t *town) emitPeople(yield func(Row) error) error {
	if err := each(yield, len(t.homes), t.householdRow); err != nil {
		return err
	}
	if err := each(yield, len(t.people), t.personRow); err != nil {
		return err
	}
	if err := each(yield, len(t.consents), t.consentRow); err != nil {
		return err
	}
	if err := each(yield, len(t.relations), t.relationRow); err != nil {
		return err
	}
	return each(yield, len(t.posts), t.postRow)
}

// emitCare yields needs, care pairs and their cards.
func (t *town) emitCare(yield func(Row) error) error {
	for i := range t.people {
		p := &t.people[i]
		row := Need{Person: personID(i), Mark: t.mark()}
		for k, c := range needCodes {
			if row.Kind, row.Code = c.kind, c.code; p.needs&(1<<k) != 0 {
				if err := yield(row); err != nil {
					return err
				}
			}
		}
		for k, a := range allergens {
			if row.Kind, row.Code = "allergen", a.code; p.allergic&(1<<k) != 0 {
				if err := yield(row); err != nil {
					return err
				}
			}
		}
	}
	if err := each(yield, len(t.pairs), t.pairRow); err != nil {
		return err
	}
	agents := map[int32]int32{}
	for _, r := range slices.Backward(t.relations) {
		if r.agent != nobody {
			agents[r.person] = r.agent
		}
	}
	return each(yield, len(t.pairs), func(i int) CareCard { return t.cardRow(i, agents) })
}

// emitSeconds yields the second records and which they are.
func (t *town) emitSeconds(yield func(Row) error) error {
	return each(yield, len(t.seconds), t.secondRow)
}
