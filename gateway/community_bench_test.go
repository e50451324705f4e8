package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"wanjia/events/seed"
)

// BenchmarkWholeCommunity measures the real binary with the whole community of
// 180,000 people on SQLite: loading it, starting with it, and what a desk asks over
// HTTP. The questions and the answers that are right are the dataset's own. It ends
// with a table of all of it.
func BenchmarkWholeCommunity(b *testing.B) { measureCommunity(b, seed.L, 3) }

// BenchmarkSmallCommunity is the same with 6,000 people, to compare.
func BenchmarkSmallCommunity(b *testing.B) { measureCommunity(b, seed.S, 3) }

func measureCommunity(b *testing.B, size seed.Size, nth int) {
	binary, data := built(b), b.TempDir()
	t := &communityTable{size: size}
	if !b.Run("load", func(b *testing.B) { measureLoad(b, binary, data, size, t) }) {
		return
	}
	b.Run("start", func(b *testing.B) {
		for b.Loop() {
			c, _ := launch(b, binary, "--demo", string(size), "--data", data)
			b.StopTimer()
			time.Sleep(2 * time.Second) // as for the small one: idle is what comes after the start
			t.memory = rss(b, strconv.Itoa(c.Process.Pid))
			stop(b, c, syscall.SIGTERM)
			b.StartTimer()
		}
		t.ready = b.Elapsed().Seconds() / float64(b.N)
		b.ReportMetric(t.memory, "MiB-RSS")
		b.ReportMetric(t.ready, "s/start")
	})
	keys := questions(b, size, nth)
	b.Run("search", func(b *testing.B) {
		c, url := launch(b, binary, "--demo", string(size), "--data", data, "--trusted-proxies", "127.0.0.1")
		defer stop(b, c, syscall.SIGTERM)
		a := sitDown(b, url)
		b.Run("one after the other", func(b *testing.B) {
			t.add("one desk, all cores shared with it", measureSearch(b, a, keys, c.Process.Pid))
		})
		b.Run("by four", func(b *testing.B) { t.add("four desks at once", measureCrowd(b, url, a, keys)) })
	})
	b.Run("search with the server alone on one core", func(b *testing.B) {
		aside(b, 1)
		c, url := launchOn(b, 0, binary, "--demo", string(size), "--data", data, "--trusted-proxies", "127.0.0.1")
		defer stop(b, c, syscall.SIGTERM)
		a := sitDown(b, url)
		settle(b, c.Process.Pid)
		t.add("one desk, server alone on one core", measureSearch(b, a, keys, c.Process.Pid))
	})
	t.print()
}

// settle waits until a service that has just started has done what a start leaves for
// afterwards, as the first look for duplicates: it uses less than a tenth of a core.
func settle(b *testing.B, pid int) {
	b.Helper()
	for range 60 {
		before := cpuOf(b, pid)
		time.Sleep(time.Second) // what it uses is asked over a time
		if cpuOf(b, pid)-before < 100*time.Millisecond {
			return
		}
	}
	b.Fatal("the service does not come to rest")
}

// aside holds this process, the client, to one core while a benchmark runs, so that
// the other is the server's alone.
func aside(b *testing.B, core int) {
	if runtime.NumCPU() < 2 {
		b.Skip("the server and its client need a core each")
	}
	hold := func(cores string) {
		out, err := exec.Command("taskset", "-a", "-c", "-p", cores, strconv.Itoa(os.Getpid())).CombinedOutput()
		if err != nil {
			b.Fatalf("taskset: %v\n%s", err, out)
		}
	}
	hold(strconv.Itoa(core))
	b.Cleanup(func() { hold("0-" + strconv.Itoa(runtime.NumCPU()-1)) })
}

// communityTable is what was measured, to be read by somebody who does not know the
// benchmarks.
type communityTable struct {
	size          seed.Size
	rows          int
	rate, most    float64 // rows a second, MiB
	ready, memory float64 // s, MiB
	searches      []searchFigures
	recall        []string
}

// searchFigures are times of answers in milliseconds, and the processor's.
type searchFigures struct {
	name           string
	asked          int
	p50, p99       float64
	bare50, bare99 float64 // of /livez, in turns with it; 0 where it was not asked
	core           float64 // of the server's processor a search, 0 where it was not looked at
	second         float64 // searches a second, 0 where one waited for the other
	recall         recallOf
}

func (t *communityTable) add(name string, f searchFigures) {
	f.name = name
	if t.recall == nil && f.recall != nil {
		t.recall = f.recall.lines()
	}
	// A benchmark is run several times until it has taken long enough: the last counts.
	t.searches = append(slices.DeleteFunc(t.searches, func(o searchFigures) bool { return o.name == name }), f)
}

// print writes the table; every line begins with a bar, by which .ci/bench knows it.
func (t *communityTable) print() {
	line := func(format string, values ...any) {
		fmt.Println(strings.TrimRight("| "+fmt.Sprintf(format, values...), " "))
	}
	c := map[seed.Size]string{seed.S: "6,000 people", seed.M: "45,000 people", seed.L: "180,000 people in 60,000 households"}
	line("")
	line("The community of size %s, %s, on SQLite", t.size, c[t.size])
	line("  loaded   %d rows, %.0f rows/s, %.0f MiB of memory at most", t.rows, t.rate, t.most)
	line("  ready    %.1f s after its start, with %.0f MiB of memory", t.ready, t.memory)
	line("")
	line("  Search through HTTP, in ms              p50     p99  /livez p50     p99  core each  searches/s")
	for _, f := range t.searches {
		line("    %-36s %6.1f  %6.1f  %10s  %6s  %9s  %10s", f.name, f.p50, f.p99, orNone(f.bare50), orNone(f.bare99), orNone(f.core), orNone(f.second))
	}
	line("")
	line("  Of those that were meant, found among the first five, by kind of dirt")
	for _, l := range t.recall {
		line("    %s", l)
	}
}

func orNone(v float64) string {
	if v == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f", v)
}
