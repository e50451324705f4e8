package tables_test

import (
	"testing"
	"time"

	"wanjia/events/seed"
	"wanjia/ticketing/seating/tables"
)

// The whole banquet: both meals of the full-size community, with wishes, kin,
// accessible places, halal, quiet and theme tables and every reason. Beside the
// figures stand the lower bound and those of first come, first served.
func BenchmarkSeatingL(b *testing.B) {
	plans := banquet(b, seed.L)
	seatAll(b, plans)
}

func seatAll(b *testing.B, plans []*tables.Plan) {
	var results []tables.Result
	n := 0
	for b.Loop() {
		results = results[:0]
		for _, p := range plans {
			results = append(results, tables.Solve(p))
		}
		n++
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(n), "s/run")
	var got, first tables.Figures
	bound, wrong := 0, 0
	for i, p := range plans {
		got.Add(tables.Measure(p, results[i]))
		first.Add(tables.Measure(p, tables.FirstCome(p)))
		bound += tables.Bound(p)
		for k, w := range check(b, p, results[i]) {
			wrong++
			if k < 5 {
				b.Log(w)
			}
		}
	}
	b.ReportMetric(float64(got.Tables), "tables")
	b.ReportMetric(float64(bound), "bound")
	b.ReportMetric(float64(first.Tables), "first-come-tables")
	b.ReportMetric(percent(got.WithMate, got.MayMate), "%mates")
	b.ReportMetric(percent(first.WithMate, first.MayMate), "first-come-%mates")
	b.ReportMetric(percent(got.WishesMet, got.Wishes), "%wishes")
	b.ReportMetric(percent(first.WishesMet, first.Wishes), "first-come-%wishes")
	b.ReportMetric(float64(got.WalkM)/float64(got.People), "m/person")
	b.ReportMetric(float64(first.WalkM)/float64(first.People), "first-come-m/person")
	b.ReportMetric(float64(got.Households), "households")
	b.ReportMetric(float64(got.Left), "left")
	b.ReportMetric(float64(first.Left), "first-come-left")
	b.ReportMetric(float64(wrong), "broken-rules")
	b.Logf("took %v for %d households", b.Elapsed()/time.Duration(n), got.Households)
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }
