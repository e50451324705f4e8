package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"wanjia/events/seed"
)

var loadedLine = regexp.MustCompile(`(\d+) rows loaded in`)

// measureLoad loads the community in a process of its own; only the last stays.
func measureLoad(b *testing.B, binary, data string, size seed.Size, t *communityTable) {
	rows := 0
	for b.Loop() {
		b.StopTimer()
		if err := os.RemoveAll(data); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		c := exec.Command(binary, "seed", "--size", string(size), "--load", "--data", data)
		c.Env = []string{"PATH=" + os.Getenv("PATH")}
		out, err := c.CombinedOutput()
		said := loadedLine.FindSubmatch(out)
		if err != nil || said == nil {
			b.Fatalf("load: %v\n%s", err, out)
		}
		n, err := strconv.Atoi(string(said[1]))
		if err != nil {
			b.Fatal(err)
		}
		rows += n
		if use, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
			t.most = float64(use.Maxrss) / 1024
		}
	}
	t.rows, t.rate = rows/b.N, float64(rows)/b.Elapsed().Seconds()
	b.ReportMetric(t.most, "MiB-most-RSS")
	b.ReportMetric(t.rate, "rows/s")
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/load")
}

// measureSearch asks one question after the other, and /livez beside each: the same
// way through HTTP to an answer that costs nothing. pid is the server's.
func measureSearch(b *testing.B, a *asker, keys []seed.SearchKey, pid int) searchFigures {
	var took, bare []time.Duration
	f := searchFigures{recall: recallOf{}}
	before := cpuOf(b, pid)
	for b.Loop() {
		clear(f.recall)
		for _, k := range keys {
			from := time.Now()
			a.do("GET", "/livez", nil, nil)
			middle := time.Now()
			ids := a.ask(k)
			took, bare = append(took, time.Since(middle)), append(bare, middle.Sub(from))
			f.recall.count(k, ids)
		}
	}
	used := cpuOf(b, pid) - before
	f.asked, f.p50, f.p99, f.bare50, f.bare99 = len(took), at(took, 50), at(took, 99), at(bare, 50), at(bare, 99)
	f.core = float64(used.Microseconds()) / 1000 / float64(len(took))
	share, _ := f.recall.all()
	b.ReportMetric(f.p50, "p50-ms")
	b.ReportMetric(f.p99, "p99-ms")
	b.ReportMetric(f.bare50, "livez-p50-ms")
	b.ReportMetric(f.bare99, "livez-p99-ms")
	b.ReportMetric(f.p50/f.bare50, "x-livez")
	b.ReportMetric(f.core, "cpu-ms/search")
	b.ReportMetric(100*share, "%-in-first-five")
	return f
}

// measureCrowd is four who ask at the same time.
func measureCrowd(b *testing.B, url string, a *asker, keys []seed.SearchKey) searchFigures {
	const crowd = 4
	var took []time.Duration
	var mu sync.Mutex
	for b.Loop() {
		var wg sync.WaitGroup
		for i := range crowd {
			mine := &asker{tb: b, base: url, token: a.token, asked: (i + 1) << 20}
			wg.Go(func() {
				var own []time.Duration
				for _, k := range keys[i*len(keys)/crowd : (i+1)*len(keys)/crowd] {
					from := time.Now()
					mine.ask(k)
					own = append(own, time.Since(from))
				}
				mu.Lock()
				took = append(took, own...)
				mu.Unlock()
				mine.http.CloseIdleConnections()
			})
		}
		wg.Wait()
	}
	f := searchFigures{asked: len(took), p50: at(took, 50), p99: at(took, 99), second: float64(len(took)) / b.Elapsed().Seconds()}
	b.ReportMetric(f.second, "searches/s")
	b.ReportMetric(f.p50, "p50-ms")
	b.ReportMetric(f.p99, "p99-ms")
	return f
}

// cpuOf is how long a process has had a core, which others on the machine do not
// change much.
func cpuOf(b *testing.B, pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	var ticks int64
	for _, f := range fields[11:13] { // of the user and of the system, in hundredths of a second
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// at is the percentile of the durations, in milliseconds.
func at(took []time.Duration, percent int) float64 {
	sorted := slices.Sorted(slices.Values(took))
	return float64(sorted[(len(sorted)-1)*percent/100].Microseconds()) / 1000
}
