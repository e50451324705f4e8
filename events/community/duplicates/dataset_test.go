package duplicates

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/seed"
)

// town is the people of a made-up community as records, and which pairs of them
// are one person, with what is put down otherwise in the second.
func town(tb testing.TB, opt seed.Options) ([]Record, map[[2]community.PersonID][]string) {
	tb.Helper()
	var (
		records []Record
		homes   = map[string]seed.Household{}
		estates = map[string]string{}
		same    = map[[2]community.PersonID][]string{}
	)
	add := func(p seed.Person) {
		h := homes[p.Household]
		records = append(records, New(community.Person{
			ID: community.PersonID(p.ID), Household: community.HouseholdID(p.Household), Building: community.NodeID(h.Building),
			Name: p.Name, Sex: p.Sex, Born: community.Day(p.Born), Role: p.Role, Phone: p.Phone, Channel: p.Channel,
		}, community.EstateCode(estates[h.Building])))
	}
	_, err := seed.Generate(context.WithoutCancel(tb.Context()), opt, func(row seed.Row) error {
		switch r := row.(type) {
		case seed.Building:
			estates[r.Code] = r.Estate
		case seed.Household:
			homes[r.ID] = r
		case seed.Person:
			add(r)
		case seed.SecondRecord:
			add(r.Person)
		case seed.DuplicateKey:
			pair := [2]community.PersonID{community.PersonID(r.Person), community.PersonID(r.Original)}
			slices.Sort(pair[:])
			same[pair] = r.Differs
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return records, same
}

// The floors are a little below what is measured today.
const (
	precisionFloor     = 0.98
	surePrecisionFloor = 0.995
	recallFloor        = 0.98
)

// TestDataset prints how many of the second records are proposed, by what is put
// down otherwise in them, and how many of the proposals are right.
func TestDataset(t *testing.T) {
	t.Parallel()
	records, same := town(t, seed.Options{Size: "M", RNG: 7})
	found := All(records)
	type figure struct{ all, proposed, sure int }
	kinds := map[string]*figure{}
	total := figure{}
	scores := map[[2]community.PersonID]float64{}
	right, sure, surely := 0, 0, 0
	var wrong []string
	for _, m := range found {
		pair := [2]community.PersonID{m.Left.ID, m.Right.ID}
		scores[pair] = m.Score
		_, ok := same[pair]
		if ok {
			right++
		} else {
			wrong = append(wrong, fmt.Sprintf("%.3f %v %s %s %s %s | %s %s %s %s", m.Score, m.Reasons, m.Left.Name, m.Left.Born, m.Left.Phone, m.Left.Household, m.Right.Name, m.Right.Born, m.Right.Phone, m.Right.Household))
		}
		if m.Score >= Sure {
			sure++
			if ok {
				surely++
			}
		}
	}
	var missed []string
	for pair, differs := range same {
		kind := "nothing"
		if len(differs) > 0 {
			kind = strings.Join(differs, " ")
		}
		f := kinds[kind]
		if f == nil {
			f = &figure{}
			kinds[kind] = f
		}
		for _, f := range []*figure{f, &total} {
			f.all++
			if scores[pair] >= Proposed {
				f.proposed++
			}
			if scores[pair] >= Sure {
				f.sure++
			}
		}
		if scores[pair] < Proposed {
			missed = append(missed, kind+" "+string(pair[0]))
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		f := kinds[kind]
		t.Logf("%-34s %3d of %3d proposed, %3d sure", kind, f.proposed, f.all, f.sure)
	}
	precision, recall := float64(right)/float64(len(found)), float64(total.proposed)/float64(total.all)
	t.Logf("all: recall %.3f of %d; %d proposals, precision %.3f; %d sure, precision %.3f",
		recall, total.all, len(found), precision, sure, float64(surely)/float64(sure))
	for _, w := range wrong[:min(len(wrong), 8)] {
		t.Logf("wrong: %s", w)
	}
	slices.Sort(missed)
	t.Logf("missed: %q", missed)
	if precision < precisionFloor || recall < recallFloor || float64(surely) < surePrecisionFloor*float64(sure) || sure == 0 {
		t.Errorf("precision %.3f, recall %.3f, sure %d of %d: below the floors", precision, recall, surely, sure)
	}
}

func BenchmarkAll(b *testing.B) {
	records, same := town(b, seed.Options{Size: "L"})
	for b.Loop() {
		start := time.Now()
		found := All(records)
		right := 0
		for _, m := range found {
			if _, ok := same[[2]community.PersonID{m.Left.ID, m.Right.ID}]; ok {
				right++
			}
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/pass")
		b.ReportMetric(float64(right)/float64(len(found)), "precision")
		b.ReportMetric(float64(right)/float64(len(same)), "recall")
		b.ReportMetric(float64(len(records)), "people")
	}
}
