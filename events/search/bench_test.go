package search

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"
)

// worstQueries are those that most entries answer, or nearly do.
var worstQueries = []string{
	"g", "w", "l", "x", "y", "a", "王", "li", "wang", "zhang", "liu", "wh", "zx", "lxy", "niliang", "zhengfeng", "王红", "lihua", "汪宏", "张王李", "王 12栋", "wang 12", "12栋", "501", "桂香苑",
	"桂香苑12栋2单元501", "gx-12-2-501", "贵香苑十二栋二单元五楼左边", "1234", "15400001234", "龚婆", "李师傅", "zzzzzz", "ouyangyun", "qwertyuiopasdfghjkl", "桂香苑 gong 12栋", "gui xiang yuan wang 3 2",
	"王 李 张 刘 陈 周 杨", "a b c d e f g h", "武汉市江岸区百步亭花园桂香苑12栋2单元501 王红 1234",
}

// BenchmarkSearch prints how long every kind of query takes on one core, over
// the whole community unless it says otherwise: by the clock, half of them and
// all but one in a hundred; and on average what they use of the core, which
// other programs on the machine do not change. With the first, what the index
// takes to make and to keep.
func BenchmarkSearch(b *testing.B) {
	before := heap()
	start := time.Now()
	x := large()
	built := time.Since(start)
	kept := heap() - before
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	mixed := mixedQueries(500)
	b.Run("mixed", func(b *testing.B) {
		benchmarkQueries(b, x, Everywhere, mixed)
		b.ReportMetric(float64(x.Len()), "entries")
		b.ReportMetric(float64(kept>>20), "heap-MB")
		b.ReportMetric(float64(built.Milliseconds()), "build-ms")
	})
	b.Run("mixed in one of 9 branches", func(b *testing.B) { benchmarkQueries(b, x, "zz04", mixed) })
	b.Run("mixed in one building", func(b *testing.B) { benchmarkQueries(b, x, "zz00/zb00/dxz0/AJ-1", mixed) })
	b.Run("worst together", func(b *testing.B) { benchmarkQueries(b, x, Everywhere, worstQueries) })
	for _, text := range worstQueries {
		b.Run(text, func(b *testing.B) { benchmarkQueries(b, x, Everywhere, []string{text}) })
	}
	runtime.KeepAlive(x)
}

func benchmarkQueries(b *testing.B, x *Index, scope string, queries []string) {
	var took []time.Duration
	onOneThread(b)
	used := cpuTime()
	for b.Loop() {
		from := time.Now()
		x.Search(Query{Text: queries[len(took)%len(queries)], Scope: []string{scope}})
		took = append(took, time.Since(from))
	}
	used = cpuTime() - used
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(used.Microseconds())/float64(len(took)), "cpu-µs")
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// mixedQueries are what a desk is asked in a day.
func mixedQueries(n int) []string {
	c := newCommunity(7)
	r := rand.New(rand.NewPCG(3, 3))
	var out []string
	for range n {
		name := c.name()
		letters, initials := "", ""
		for _, u := range split(name, nil) {
			s := spelling(string(u.char))
			letters, initials = letters+s, initials+s[:1]
		}
		estate := madeEstates[r.IntN(len(madeEstates))]
		estate = estate[:len(estate)-2]
		building, room := strconv.Itoa(1+r.IntN(35)), fmt.Sprint(1+r.IntN(3), "单元", 101+100*r.IntN(6))
		out = append(out, []string{
			name, name, string([]rune(name)[:1]), letters, initials, letters[:len(letters)-2], estate + building + "栋" + room, estate + " " + name,
			string([]rune(name)[:1]) + " " + building + "栋", fmt.Sprintf("%04d", r.IntN(10000)), building + "-" + room[:1] + "-501", string([]rune(name)[:1]) + "阿姨",
		}[r.IntN(12)])
	}
	return out
}

// BenchmarkPut changes one person of the whole community.
func BenchmarkPut(b *testing.B) {
	x := large()
	c := newCommunity(9)
	var entries []Entry
	c.each(300, func(e Entry) { entries = append(entries, e) })
	for _, e := range entries {
		x.Put(e)
	}
	i := 0
	for b.Loop() {
		e := entries[i%len(entries)]
		e.Name = c.name()
		x.Put(e)
		i++
	}
}
