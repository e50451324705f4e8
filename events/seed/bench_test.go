package seed_test

import (
	"context"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"wanjia/events/seed"
)

// The whole community, as a loader would take it: rows a second and the most
// memory the process ever held.
func BenchmarkGenerateL(b *testing.B) {
	benchmark(b, func(ctx context.Context) (int, error) {
		n := 0
		_, err := seed.Generate(ctx, seed.Options{Size: seed.L}, func(seed.Row) error { n++; return nil })
		return n, err
	})
}

// The whole community into files.
func BenchmarkWriteFilesL(b *testing.B) {
	benchmark(b, func(ctx context.Context) (int, error) {
		n := 0
		m, err := seed.WriteFiles(ctx, b.TempDir(), seed.Options{Size: seed.L})
		for _, f := range m.Files {
			n += f.Rows
		}
		return n, err
	})
}

func benchmark(b *testing.B, run func(context.Context) (int, error)) {
	rows := 0
	for b.Loop() {
		n, err := run(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		rows += n
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(peak(b), "peak-MB")
}

// peak is the most memory this process has held, in MB.
func peak(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil { // not Linux: what Go has asked for
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.Sys) / 1e6
	}
	for line := range strings.Lines(string(status)) {
		if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, err := strconv.Atoi(strings.Fields(kb)[0])
			if err != nil {
				b.Fatal(err)
			}
			return float64(n) / 1000
		}
	}
	b.Fatal("no VmHWM in /proc/self/status")
	return 0
}

func FuzzOpenCareCard(f *testing.F) {
	key := seed.CareKey(20270131)
	f.Add("")
	f.Add("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	f.Fuzz(func(t *testing.T, line string) {
		if card, err := seed.OpenCareCard(key, line); err == nil {
			t.Errorf("%q opened as %+v", line, card)
		}
	})
}
