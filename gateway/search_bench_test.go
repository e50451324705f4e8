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

// BenchmarkWholeCommunity measures the real binary with the whole community of
// 180,000 people on SQLite: loading it, starting with it, and what a desk asks over
// HTTP. The questions and the answers that are right are the dataset's own.
func BenchmarkWholeCommunity(b *testing.B) { measureCommunity(b, seed.L, 3) }

// BenchmarkSmallCommunity is the same with 6,000 people, to compare.
func BenchmarkSmallCommunity(b *testing.B) { measureCommunity(b, seed.S, 3) }

func measureCommunity(b *testing.B, size seed.Size, nth int) {
	binary, data := built(b), b.TempDir()
	if !b.Run("load", func(b *testing.B) { measureLoad(b, binary, data, size) }) {
		return
	}
	b.Run("start", func(b *testing.B) {
		for b.Loop() {
			c, _ := launch(b, binary, "--demo", string(size), "--data", data)
			b.StopTimer()
			time.Sleep(2 * time.Second) // as for the small one: idle is what comes after the start
			b.ReportMetric(rss(b, strconv.Itoa(c.Process.Pid)), "MiB-RSS")
			stop(b, c, syscall.SIGTERM)
			b.StartTimer()
		}
		b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/start")
	})
	c, url := launch(b, binary, "--demo", string(size), "--data", data, "--trusted-proxies", "127.0.0.1")
	defer stop(b, c, syscall.SIGTERM)
	a := sitDown(b, url)
	keys := questions(b, size, nth)
	b.Run("search", func(b *testing.B) {
		before, asked := cpuOf(b, c.Process.Pid), a.asked
		measureSearch(b, a, keys)
		used := cpuOf(b, c.Process.Pid) - before
		b.ReportMetric(float64(used.Microseconds())/1000/float64(a.asked-asked), "cpu-ms/search")
	})
	b.Run("search by four", func(b *testing.B) { measureCrowd(b, url, a, keys) })
	b.ReportMetric(rss(b, strconv.Itoa(c.Process.Pid)), "MiB-RSS")
}

var loadedLine = regexp.MustCompile(`(\d+) rows loaded in`)

// measureLoad loads the community in a process of its own; only the last stays.
func measureLoad(b *testing.B, binary, data string, size seed.Size) {
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
			b.ReportMetric(float64(use.Maxrss)/1024, "MiB-most-RSS")
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/load")
}

// measureSearch asks one question after the other, and /livez beside each: the same
// way through HTTP to an answer that costs nothing.
func measureSearch(b *testing.B, a *asker, keys []seed.SearchKey) {
	var took, bare []time.Duration
	recall := recallOf{}
	for b.Loop() {
		clear(recall)
		for _, k := range keys {
			from := time.Now()
			a.do("GET", "/livez", nil, nil)
			middle := time.Now()
			ids := a.ask(k)
			took, bare = append(took, time.Since(middle)), append(bare, middle.Sub(from))
			recall.count(k, ids)
		}
	}
	share, _ := recall.all()
	b.ReportMetric(at(took, 50), "p50-ms")
	b.ReportMetric(at(took, 99), "p99-ms")
	b.ReportMetric(at(bare, 50), "livez-p50-ms")
	b.ReportMetric(at(bare, 99), "livez-p99-ms")
	b.ReportMetric(at(took, 50)/at(bare, 50), "x-livez")
	b.ReportMetric(100*share, "%-in-first-five")
	for _, line := range recall.lines() {
		fmt.Println("recall:", line) // b.Log shows ten lines
	}
}

// measureCrowd is four who ask at the same time.
func measureCrowd(b *testing.B, url string, a *asker, keys []seed.SearchKey) {
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
	b.ReportMetric(float64(len(took))/b.Elapsed().Seconds(), "searches/s")
	b.ReportMetric(at(took, 50), "p50-ms")
	b.ReportMetric(at(took, 99), "p99-ms")
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
