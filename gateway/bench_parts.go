package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"slices"
	"time"

	"wanjia/gateway/loadtest"
)

// parts are the measurements, each with the service it needs.
func (b *bench) parts() []func(context.Context) error {
	return []func(context.Context) error{b.whole, b.toBatcher, b.manyConnections, b.onMiniredis}
}

// whole measures the service as it is, on redis-server and SQLite.
func (b *bench) whole(ctx context.Context) error {
	names := []string{"statistics", "unchanged", "refusals", "retries", "claims", "latency", "rush", "opening"}
	if !b.wantsAny(names...) {
		return nil
	}
	c, err := b.startService(ctx, "whole", nil)
	if err != nil {
		return err
	}
	if err := b.reading(ctx, c); err != nil {
		return err
	}
	if b.wantsAny("refusals", "retries", "claims", "latency") {
		if err := b.arrive(ctx, c, slices.Concat(b.house.visitors, b.house.late)); err != nil {
			return err
		}
	}
	if err := b.refusing(ctx, c); err != nil {
		return err
	}
	if err := b.claiming(ctx, c); err != nil {
		return err
	}
	if b.wants("rush") {
		if err := b.rushing(ctx, c, benchRow{Name: "rush", What: "9,000 households in ten seconds, on redis-server"}); err != nil {
			return err
		}
	}
	if b.wants("opening") {
		if err := b.opening(ctx, c); err != nil {
			return err
		}
	}
	return b.verify(ctx, c, benchRow{Name: "kept", What: "what redis-server's claims came to"})
}

func (b *bench) wantsAny(names ...string) bool {
	for _, name := range names {
		if b.wants(name) {
			return true
		}
	}
	return false
}

// arrive has visitors open the page, as whoever presses has done shortly before: that
// the service finds out who they are is no part of what a press costs.
func (b *bench) arrive(ctx context.Context, c *benchChild, visitors []visitor) error {
	r, err := b.press(ctx, opening(c.addr, visitors))
	if err != nil {
		return err
	}
	if n := r.Status(http.StatusOK); n != len(visitors) {
		return fmt.Errorf("%d of %d visitors could open the page: %.300q", n, len(visitors), r.Odd)
	}
	return nil
}

// reading measures the figures of the pools.
func (b *bench) reading(ctx context.Context, c *benchChild) error {
	path := "/v1/sessions/" + benchPool(0) + "/availability"
	if b.wants("statistics") {
		row := benchRow{Name: "statistics", What: "a session's figures, the same for all"}
		_, err := b.share(ctx, c, row, 0.85, []int{http.StatusOK}, func() *loadtest.Job {
			return &loadtest.Job{Addr: c.addr, Requests: []loadtest.Request{fetch(kindLook, c.addr, path, "")}, Repeat: true}
		})
		if err != nil {
			return err
		}
	}
	if !b.wants("unchanged") {
		return nil
	}
	answer, err := http.Get("http://" + c.addr + path)
	if err != nil {
		return err
	}
	_ = answer.Body.Close() // only its head was asked for
	tag := "If-None-Match: " + answer.Header.Get("ETag") + "\r\n"
	row := benchRow{Name: "unchanged", What: "the same for who has them: 304"}
	_, err = b.share(ctx, c, row, 0.85, []int{http.StatusNotModified}, func() *loadtest.Job {
		return &loadtest.Job{Addr: c.addr, Requests: []loadtest.Request{fetch(kindLook, c.addr, path, tag)}, Repeat: true}
	})
	return err
}

// refusing measures presses on a pool that is sold out.
func (b *bench) refusing(ctx context.Context, c *benchChild) error {
	if !b.wantsAny("refusals", "retries") {
		return nil
	}
	v := b.house.visitors[0]
	buy := post(kindClaim, c.addr, "/v1/pools/"+poolSold+"/claims", v, "the-only-place", "", 1)
	buy.Keep = true
	sold, err := b.press(ctx, &loadtest.Job{Addr: c.addr, Connections: 1, For: time.Second, Requests: []loadtest.Request{buy}})
	if err != nil {
		return err
	}
	b.promised[c] = append(b.promised[c], sold.Acks...)
	conflict := []int{http.StatusConflict}
	if b.wants("refusals") {
		row := benchRow{Name: "refusals", What: "first attempts on what is sold out"}
		_, err := b.share(ctx, c, row, 0.65, conflict, func() *loadtest.Job { return b.refusals(c.addr, kindClaim, "") })
		if err != nil {
			return err
		}
	}
	if b.wants("retries") {
		row := benchRow{Name: "retries", What: "retries on what is sold out, which ask Redis"}
		_, err := b.share(ctx, c, row, 0.40, conflict, func() *loadtest.Job { return b.refusals(c.addr, kindRetry, retryHeader) })
		return err
	}
	return nil
}

// claiming measures claims that are written down, and how long they take at half of
// what there is to have.
func (b *bench) claiming(ctx context.Context, c *benchChild) error {
	if !b.wantsAny("claims", "latency") {
		return nil
	}
	taken := []int{http.StatusCreated, http.StatusServiceUnavailable}
	turn, killed := 0, make(chan error, 1)
	row := benchRow{Name: "claims", What: "claims taken and written down"}
	perSecond, err := b.share(ctx, c, row, 0.08, taken, func() *loadtest.Job {
		if turn++; b.o.killRedis && turn == (b.o.rounds+1)/2 {
			time.AfterFunc(b.o.slice, func() { killed <- c.killRedis() })
		}
		return b.some(c, 15_000)
	})
	if b.o.killRedis && err == nil {
		err = <-killed
		fmt.Fprintln(b.p.stdout, "  the redis-server was killed meanwhile")
	}
	if err != nil {
		return err
	}
	if !b.wants("latency") {
		return nil
	}
	job := b.some(c, perSecond)
	job.Rate, job.Connections, job.Warm, job.For = perSecond/2, 256, b.o.slice/4, 2*b.o.slice
	r, err := b.press(ctx, job)
	if err != nil {
		return err
	}
	b.promised[c] = append(b.promised[c], r.Acks...)
	b.addOf(c, latency(benchRow{Name: "latency", What: "claims at half of that, by when they were due"}, r, odd(r, taken)))
	return nil
}

func latency(row benchRow, r *loadtest.Result, spoilt string) benchRow {
	f := r.Kinds[kindClaim]
	row.PerSec, row.CPU = r.PerSecond(), r.CPU
	row.P50, row.P99, row.Max = milliseconds(f.P50), milliseconds(f.P99), milliseconds(f.Max)
	row.Figure = fmt.Sprintf("p50 %.1f ms, p99 %.1f ms, max %.0f ms at %.0f a second, client %.0f %%", row.P50, row.P99, row.Max, row.PerSec, 100*row.CPU)
	row.Reach = "p99 < 100 ms"
	row.judge(f.P99 < 100*time.Millisecond, spoilt)
	return row
}

// toBatcher measures claims up to where they would be written down.
func (b *bench) toBatcher(ctx context.Context) error {
	if !b.wants("batcher") {
		return nil
	}
	c, err := b.startService(ctx, "batcher", []string{envWithoutInsert + "=1"}, "--roles", "api")
	if err != nil {
		return err
	}
	if err := b.arrive(ctx, c, b.house.visitors); err != nil {
		return err
	}
	row := benchRow{Name: "batcher", What: "the same with the insert switched off"}
	_, err = b.share(ctx, c, row, 0.15, []int{http.StatusCreated}, func() *loadtest.Job { return b.some(c, 30_000) })
	return err
}

// memoryConnections is how many may be open at once.
const memoryConnections = 10_000

// manyConnections measures the memory of the api role.
func (b *bench) manyConnections(ctx context.Context) error {
	if !b.wants("memory") {
		return nil
	}
	c, err := b.startService(ctx, "memory", nil, "--roles", "api")
	if err != nil {
		return err
	}
	const asked = 5 * time.Second
	job := &loadtest.Job{Addr: c.addr, Connections: memoryConnections, Sources: 200, Rate: 2 * memoryConnections / asked.Seconds(), For: asked, Repeat: true}
	for i := range 2 {
		look := fetch(kindLook, c.addr, "/v1/sessions/"+benchPool(i)+"/availability", "")
		look.Then = []loadtest.Follow{}
		job.Requests = append(job.Requests, look)
	}
	most, done := make(chan int64), make(chan struct{})
	go func() {
		var high int64
		for {
			if now, err := c.rss(); err == nil {
				high = max(high, now)
			}
			select {
			case <-done:
				most <- high
				return
			case <-time.After(100 * time.Millisecond):
			}
		}
	}()
	r, err := b.press(ctx, job)
	close(done)
	high := <-most
	if err != nil {
		return err
	}
	const mib = 1 << 20
	row := benchRow{Name: "memory", What: "the api role with 10,000 open connections, each in use", CPU: r.CPU, Reach: "< 400 MB"}
	row.Figure = fmt.Sprintf("%d MiB, each connection used twice in %s", high/mib, asked)
	row.judge(high > 0 && high < 400*1000*1000, odd(r, []int{http.StatusOK}))
	b.add(row)
	return nil
}

// onMiniredis is the rush where no redis-server is installed.
func (b *bench) onMiniredis(ctx context.Context) error {
	if !b.wants("miniredis") {
		return nil
	}
	c, err := b.startService(ctx, "miniredis", []string{"PATH=/nowhere"})
	if err != nil {
		return err
	}
	if err := b.rushing(ctx, c, benchRow{Name: "miniredis", What: "9,000 households in ten seconds, on miniredis"}); err != nil {
		return err
	}
	return b.verify(ctx, c, benchRow{Name: "kept-mini", What: "what miniredis's claims came to"})
}

// some are presses nobody has sent before, enough for one slice at so many a second.
func (b *bench) some(c *benchChild, perSecond float64) *loadtest.Job {
	n := 1000 + int(1.25*perSecond*b.o.slice.Seconds()) // a quarter of a slice is for warming up
	job := b.presses(c.addr, b.pressed, n)
	b.pressed += n
	return job
}

// rushing runs the rush and notes the row.
func (b *bench) rushing(ctx context.Context, c *benchChild, row benchRow) error {
	r, err := b.press(ctx, b.rush(c.addr, poolRush, b.o.rush))
	if err != nil {
		return err
	}
	b.promised[c] = append(b.promised[c], r.Acks...)
	households := r.Kinds[kindLook].Statuses[http.StatusOK]
	var slowest time.Duration
	for _, f := range r.Kinds {
		slowest = max(slowest, f.Max)
	}
	served := len(r.Acks)
	waiting := 0
	if f := r.Kinds[kindJoin]; f != nil {
		waiting = f.Statuses[http.StatusCreated]
	}
	row.CPU, row.Max, row.P99 = r.CPU, milliseconds(slowest), milliseconds(r.Kinds[kindClaim].P99)
	row.Reach = "all served, <= 2 s"
	row.Figure = fmt.Sprintf("%d households: %d have places, %d a position; slowest answer %.0f ms", households, served, waiting, row.Max)
	spoilt := odd(r, []int{http.StatusOK, http.StatusCreated, http.StatusConflict})
	if spoilt == "" && served+waiting != households {
		spoilt = fmt.Sprintf("%d households have neither", households-served-waiting)
	}
	row.judge(slowest <= 2*time.Second, spoilt)
	b.addOf(c, row)
	return nil
}

// write puts the figures into a file.
func (b *bench) write(path string) error {
	if path == "" {
		return nil
	}
	body, err := json.MarshalIndent(map[string]any{
		"at": time.Now().UTC().Format(time.RFC3339), "cores": runtime.NumCPU(), "go": runtime.Version(),
		"slice": b.o.slice.String(), "rounds": b.o.rounds, "connections": b.o.connections, "rows": b.rows,
	}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(body, '\n'), 0o644)
}
