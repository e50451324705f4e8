package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"wanjia/gateway/loadtest"
)

// bench is one run of the measurements.
type bench struct {
	p     *program
	o     benchOptions
	dir   string
	house *benchHouse
	hello *benchChild

	services []*benchChild
	pressed  int // claims asked for so far, over all services: no press is sent anew by chance
	promised map[*benchChild][]loadtest.Ack
	rows     []benchRow
}

// benchRow is one line of the table.
type benchRow struct {
	Name    string  `json:"name"`
	What    string  `json:"what"`
	Reach   string  `json:"to_reach"`
	Figure  string  `json:"figure"`
	Ratio   float64 `json:"ratio,omitempty"` // of hello
	PerSec  float64 `json:"per_second,omitempty"`
	Hello   float64 `json:"hello_per_second,omitempty"`
	CPU     float64 `json:"generator_cpu,omitempty"` // the highest, of one core
	Cost    float64 `json:"cost_us,omitempty"`       // processor time of a request, of client, service and Redis
	OfRedis float64 `json:"redis_cost_us,omitempty"` // of it, that of Redis
	ByCost  float64 `json:"ratio_by_cost,omitempty"` // of hello's; what else the machine does matters less to it
	P50     float64 `json:"p50_ms,omitempty"`
	P99     float64 `json:"p99_ms,omitempty"`
	Max     float64 `json:"max_ms,omitempty"`
	Verdict string  `json:"verdict"` // reached, missed, or why it does not count

	failed bool
}

// Verdicts.
const (
	reached = "reached"
	missed  = "missed"
)

// benchClaims runs the measurements and prints them.
func (p *program) benchClaims(ctx context.Context, o benchOptions) (err error) {
	dir := o.keep
	if dir == "" {
		if dir, err = os.MkdirTemp("", "wanjia-bench-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	b := &bench{p: p, o: o, dir: dir, promised: map[*benchChild][]loadtest.Ack{}}
	fmt.Fprintf(p.stdout, "making %d accounts that are signed in, and %d pools\n", o.visitors, benchClaimed+2)
	if b.house, err = p.prepareBench(ctx, dir, o.visitors); err != nil {
		return err
	}
	if b.hello, err = b.startHello(ctx); err != nil {
		return err
	}
	defer func() { _ = b.hello.stop() }() // it is ended by a signal, and says so
	defer func() {
		for _, c := range b.services {
			if end := c.stop(); end != nil && err == nil {
				err = fmt.Errorf("stop %s: %w: %s", c.data, end, lastWords(c.log))
			}
		}
	}()
	for _, part := range b.parts() {
		if err := part(ctx); err != nil {
			return err
		}
	}
	b.print(p.stdout)
	if err := b.write(o.out); err != nil {
		return err
	}
	return b.failure()
}

// wants says whether a row is to be measured.
func (b *bench) wants(name string) bool {
	return b.o.rows == "" || slices.Contains(strings.Split(b.o.rows, ","), name)
}

// add notes a row and says so at once, for who waits.
func (b *bench) add(r benchRow) {
	b.rows = append(b.rows, r)
	fmt.Fprintf(b.p.stdout, "  %-12s %s  %s\n", r.Name, r.Figure, r.Verdict)
}

// redisDied is the verdict of a row that measures nothing and is no fault either.
const redisDied = "does not count: the redis-server was killed meanwhile"

// addOf is add for a row of a service. Where its redis-server was killed meanwhile,
// whoever pressed then was asked to come back: what matters is that nothing is lost.
func (b *bench) addOf(c *benchChild, r benchRow) {
	if c.redisDied() {
		r.Verdict, r.failed = redisDied, false
	}
	b.add(r)
}

// failure is why the command fails.
func (b *bench) failure() error {
	var errs []error
	for _, r := range b.rows {
		if r.failed {
			errs = append(errs, fmt.Errorf("%s: %s", r.Name, r.Verdict))
		}
	}
	return errors.Join(errs...)
}

// busiest is the share of its core above which a generator measures itself.
const busiest = 0.9

// share measures a job in turns with the yardstick and notes the row. make is called
// for each turn. Answers of statuses that are not in want spoil the row. What c
// promises is kept.
func (b *bench) share(ctx context.Context, c *benchChild, row benchRow, least float64, want []int, make func() *loadtest.Job) (float64, error) {
	return b.shareEach(ctx, row, least, want, func() (*benchChild, *loadtest.Job, error) { return c, make(), nil })
}

// shareEach is share with a service for each turn, which next makes with the job; the
// last of them lost its Redis if any did.
func (b *bench) shareEach(ctx context.Context, row benchRow, least float64, want []int, next func() (*benchChild, *loadtest.Job, error)) (float64, error) {
	var c *benchChild
	var ratios, rates, hellos, costs, redis, byCost []float64
	var spoilt string
	for range b.o.rounds {
		hello, helloCost, err := b.saturate(ctx, b.hello, &loadtest.Job{Addr: b.hello.addr, Requests: []loadtest.Request{fetch(kindHello, b.hello.addr, "/", "")}, Repeat: true})
		if err != nil {
			return 0, err
		}
		var job *loadtest.Job
		if c, job, err = next(); err != nil {
			return 0, err
		}
		r, cost, err := b.saturate(ctx, c, job)
		if err != nil {
			return 0, err
		}
		b.promised[c] = append(b.promised[c], r.Acks...)
		if spoilt == "" {
			spoilt = odd(r, want)
		}
		row.CPU = max(row.CPU, hello.CPU, r.CPU)
		if hello.Answered == 0 || r.Answered == 0 { // a share of nothing is no number
			spoilt = cmp.Or(spoilt, "nothing was answered in the time: make --slice longer")
			continue
		}
		ratios = append(ratios, r.PerSecond()/hello.PerSecond())
		rates, hellos = append(rates, r.PerSecond()), append(hellos, hello.PerSecond())
		costs, redis, byCost = append(costs, cost.sum()), append(redis, cost.redis), append(byCost, helloCost.sum()/cost.sum())
	}
	row.Ratio, row.PerSec, row.Hello = loadtest.Median(ratios), loadtest.Median(rates), loadtest.Median(hellos)
	row.Cost, row.OfRedis, row.ByCost = loadtest.Median(costs), loadtest.Median(redis), loadtest.Median(byCost)
	row.Figure = fmt.Sprintf("%.3f of hello (%.0f of %.0f a second; by processor time %.3f, %.1f µs, of them Redis %.1f), client %.0f %%",
		row.Ratio, row.PerSec, row.Hello, row.ByCost, row.Cost, row.OfRedis, 100*row.CPU)
	row.Reach = fmt.Sprintf(">= %.2f of hello", least)
	row.judge(row.Ratio >= least, spoilt)
	b.addOf(c, row)
	return row.PerSec, nil
}

// judge says whether the figure counts and reaches what it should.
func (r *benchRow) judge(ok bool, spoilt string) {
	switch {
	case spoilt != "":
		r.Verdict, r.failed = spoilt, true
	case r.CPU > busiest:
		r.Verdict, r.failed = fmt.Sprintf("refused: the client used %.0f %% of its core", 100*r.CPU), true
	case ok:
		r.Verdict = reached
	default:
		r.Verdict = missed
	}
}

// odd says what was wrong with the answers, "" for nothing.
func odd(r *loadtest.Result, want []int) string {
	for kind, f := range r.Kinds {
		for status, n := range f.Statuses {
			if !slices.Contains(want, status) {
				return fmt.Sprintf("%d answers of status %d to %s: %.300q", n, status, kind, r.Odd)
			}
		}
	}
	if r.Lost > 0 {
		return fmt.Sprintf("%d requests without an answer", r.Lost)
	}
	if r.Spent {
		return "the requests ran out: make --visitors more or --slice shorter"
	}
	return ""
}

// spent is the processor time of a request in microseconds, by who had to do with it.
type spent struct{ client, service, redis float64 }

func (s spent) sum() float64 { return s.client + s.service + s.redis }

// saturate runs a job in a closed loop.
func (b *bench) saturate(ctx context.Context, c *benchChild, job *loadtest.Job) (*loadtest.Result, spent, error) {
	job.Connections, job.Warm, job.For = b.o.connections, b.o.slice/4, b.o.slice
	service, redis := c.processorTime()
	r, err := b.press(ctx, job)
	if err != nil {
		return nil, spent{}, err
	}
	serviceNow, redisNow := c.processorTime()
	each := func(d time.Duration) float64 { return float64(d.Microseconds()) / float64(r.Ran) }
	return r, spent{r.CPU * r.Seconds * 1e6 / float64(r.Answered), each(serviceNow - service), each(redisNow - redis)}, nil
}

// verify stops a service and looks for what it promised.
func (b *bench) verify(ctx context.Context, c *benchChild, row benchRow) error {
	if err := c.stop(); err != nil {
		return fmt.Errorf("stop the service: %w: %s", err, lastWords(c.log))
	}
	b.services = slices.DeleteFunc(b.services, func(o *benchChild) bool { return o == c })
	stored, err := b.house.stored(ctx, c.data)
	if err != nil {
		return err
	}
	if len(b.promised[c]) == 0 && b.o.rows != "" {
		return nil // none of the rows that were asked for sells anything
	}
	v := loadtest.Check(b.promised[c], stored, b.house.capacity)
	row.Reach = "oversold 0, lost 0"
	row.Figure = fmt.Sprintf("oversold %d, lost %d (%d claims promised, %d stored, %d places)", v.Oversold, v.Lost, v.Promised, v.Owned, v.Sold)
	switch {
	case !v.OK():
		row.Verdict, row.failed = v.First, true
	case v.Promised == 0:
		row.Verdict, row.failed = "nothing was sold, so nothing is proven", true
	default:
		row.Verdict = reached
	}
	b.add(row)
	return nil
}

// print writes the table.
func (b *bench) print(w io.Writer) {
	fmt.Fprintf(w, "\n%-12s  %-92s  %-22s  %s\n", "ROW", "FIGURE", "TO REACH", "VERDICT")
	for _, r := range b.rows {
		fmt.Fprintf(w, "%-12s  %-92s  %-22s  %s\n", r.Name, r.Figure, r.Reach, r.Verdict)
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
