package intake_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/docstore"
	"wanjia/events/docstore/sqlitedoc"
	"wanjia/events/store"
)

// BenchmarkImport brings a list of 20,000 people in 120 flats, none of them known,
// into SQLite, from the first byte of the file to the end of the job, and then
// stores as many people by bare inserts of the same size, in the same file. rows/s is the
// first, bare_rows/s the second, x_bare how many times longer the first takes.
func BenchmarkImport(b *testing.B) {
	const rows = 20_000
	var job, bare time.Duration
	for b.Loop() {
		b.StopTimer()
		engine, err := sqlitedoc.Open(b.Context(), filepath.Join(b.TempDir(), "wanjia.db"))
		if err != nil {
			b.Fatal(err)
		}
		h := newHouse(b, engine)
		if err := communitytest.Fill(b.Context(), h.Community.Store); err != nil {
			b.Fatal(err)
		}
		h.addBlocks(b)
		i, _ := h.upload(b, everywhere, bigList(rows))
		if _, err := h.Start(b.Context(), everywhere.Reach, i.ID, nil); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		start := time.Now()
		got := h.finish(b, i.ID)
		job += time.Since(start)
		b.StopTimer()
		if got.Counts.Added != rows {
			b.Fatalf("%+v", got.Counts)
		}
		bare += insertBare(b, engine, rows)
		if err := engine.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(b.N*rows)/job.Seconds(), "rows/s")
	b.ReportMetric(float64(b.N*rows)/bare.Seconds(), "bare_rows/s")
	b.ReportMetric(job.Seconds()/bare.Seconds(), "x_bare")
}

// addBlocks makes 60 more buildings of the estate.
func (h *house) addBlocks(b *testing.B) {
	b.Helper()
	for n := 101; n <= 160; n++ {
		_, err := h.Community.Store.Buildings.Add(b.Context(), community.Building{
			Code: community.NodeID(fmt.Sprintf("GX-%d", n)), Estate: "GX", Group: "GX-G07", Number: n, Floors: 30, Units: 2, PerLanding: 4,
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// bigList is families of three, in the order of their doors.
func bigList(rows int) string {
	var s strings.Builder
	s.WriteString("姓名,性别,出生日期,电话,苑区,楼栋,单元,房号\n")
	for i := range rows {
		door := i / 3
		fmt.Fprintf(&s, "%c%c,%s,19%02d-05-04,154%08d,桂香苑,%d栋,%d单元,%d\n", '一'+rune(door%5000), '丁'+rune(i%3), "男女"[i%2*3:i%2*3+3],
			10+i%80, i, 101+door/240, 1+door/120%2, 100*(1+door/4%30)+1+door%4)
	}
	return s.String()
}

// insertBare stores people in groups as large as a batch and says how long it took.
func insertBare(b *testing.B, e docstore.Engine, rows int) time.Duration {
	b.Helper()
	people := store.NewCommunity(e).People
	start := time.Now()
	for at := 0; at < rows; at += 250 {
		group := make([]community.Person, 250)
		for i := range group {
			n := at + i
			group[i] = community.Person{
				ID: community.PersonID(fmt.Sprintf("p-bare-%06d", n)), Household: community.HouseholdID(fmt.Sprintf("h-bare-%06d", n/3)),
				Building: "GX-101", Name: fmt.Sprintf("%c%c", '一'+rune(n/3%5000), '丁'+rune(n%3)), Sex: "F", Born: "1980-05-04",
				Phone: fmt.Sprintf("154%08d", n), Channel: "import", Created: communitytest.Born, Changed: communitytest.Born,
			}
		}
		answers, err := people.Add(b.Context(), group...)
		if err != nil || answers[0] != nil {
			b.Fatal(err, answers[0])
		}
	}
	return time.Since(start)
}
