package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"time"

	"wanjia/gateway/loadtest"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/store"
)

// list asks for the list of the night and returns its size.
func (b *gateBench) list(ctx context.Context, c *benchChild) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+c.addr+"/v1/checkin/bundle", nil)
	if err != nil {
		return 0, err
	}
	r.Header.Set("Authorization", "Device "+b.scanners[0].secret)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err
	}
	text, err := io.ReadAll(answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return 0, err
	}
	var list struct{ Codes []string }
	if err := json.Unmarshal(text, &list); err != nil || len(list.Codes) != nightClaims {
		return 0, fmt.Errorf("the list has %d of %d passes: %d %.200q, %w", len(list.Codes), nightClaims, answer.StatusCode, text, err)
	}
	return len(text), nil
}

// listing measures the list of the night: for who asks first after a start, and after.
func (b *gateBench) listing(ctx context.Context, c *benchChild) error {
	var took [2]time.Duration
	size := 0
	for i := range took {
		start := time.Now()
		var err error
		if size, err = b.list(ctx, c); err != nil {
			return err
		}
		took[i] = time.Since(start)
	}
	row := benchRow{Name: "list", What: "the list of a night with 24,000 passes, asked for first and again", Reach: "first < 2 s, again < 250 ms"}
	row.Figure = fmt.Sprintf("first %.0f ms, again %.0f ms, %d KB", milliseconds(took[0]), milliseconds(took[1]), size/1000)
	row.judge(took[0] < 2*time.Second && took[1] < 250*time.Millisecond, "")
	b.add(row)
	return nil
}

// status measures the page that everybody looks at.
func (b *gateBench) status(ctx context.Context, c *benchChild) error {
	path := "/status/" + nightEvent
	row := benchRow{Name: "status", What: "the page that says how full it is, the same for all"}
	_, err := b.share(ctx, c, row, 0.7, []int{http.StatusOK}, func() *loadtest.Job {
		return &loadtest.Job{Addr: c.addr, Requests: []loadtest.Request{fetch(kindStatus, c.addr, path, "")}, Repeat: true}
	})
	return err
}

// redeems are so many presses: of a hundred 93 of who has not been in yet, 5 of who has,
// and 2 of who stands at a wrong gate.
func (b *gateBench) redeems(addr string, n int) (*loadtest.Job, error) {
	job := &loadtest.Job{Addr: addr}
	now := time.Now()
	b.round++
	for i := range n {
		s := &b.scanners[i%len(b.scanners)]
		sheet := b.passes[b.shown%len(b.passes)]
		switch {
		case i%20 == 7 && b.shown > 200:
			sheet = b.passes[b.shown-200] // the answer to that one has come long ago
		case i%50 == 3:
			sheet = b.others[i%len(b.others)]
		default:
			b.shown++
		}
		line := s.line(sheet, now)
		// What was asked stands in no log yet; each press is a scan of its own.
		line.Nonce = fmt.Sprintf("ask-%03d-%07d", b.round, i)
		line.Seal = line.SealWith(s.device.LogKey)
		r, err := s.ask(kindRedeem, addr, "/v1/checkin/redeem", map[string]any{"now": now, "record": wireLine(line)})
		if err != nil {
			return nil, err
		}
		job.Requests = append(job.Requests, r)
	}
	return job, nil
}

// evening is a service on the night as it was before anybody came.
func (b *gateBench) evening(ctx context.Context, name string) (*benchChild, error) {
	c, err := b.startService(ctx, name, nil, "--roles", "api")
	if err != nil {
		return nil, err
	}
	b.shown = 0
	// The gates have had their list long before anybody comes.
	if _, err := b.list(ctx, c); err != nil {
		return nil, errors.Join(err, c.stop())
	}
	return c, nil
}

// over ends an evening and adds up what it let in.
func (b *gateBench) over(ctx context.Context, c *benchChild) error {
	if err := c.stop(); err != nil {
		return fmt.Errorf("stop the service: %w: %s", err, lastWords(c.log))
	}
	return b.countIn(ctx, c)
}

// eveningSlice is how long the passes of an evening last at the speed of a fast machine:
// one that has run out of them has no figure.
const eveningSlice = 600 * time.Millisecond

// redeeming measures admissions, each time of the same evening from its beginning, and
// how long they take at half of what there is.
func (b *gateBench) redeeming(ctx context.Context) (err error) {
	b.o.slice = min(b.o.slice, eveningSlice)
	ok := []int{http.StatusOK}
	var c *benchChild
	defer func() {
		if c != nil {
			err = errors.Join(err, b.over(context.WithoutCancel(ctx), c))
		}
		if err == nil {
			b.nobodyTwice()
		}
	}()
	again := func() error {
		if c != nil {
			was := c
			c = nil
			if err := b.over(ctx, was); err != nil {
				return err
			}
		}
		var err error
		c, err = b.evening(ctx, fmt.Sprint("evening-", b.round+1))
		return err
	}
	row := benchRow{Name: "redeem", What: "admissions for all gates, 5 % shown twice, 2 % at a wrong gate"}
	perSecond, err := b.shareEach(ctx, row, 0.12, ok, func() (*benchChild, *loadtest.Job, error) {
		if err := again(); err != nil {
			return nil, nil, err
		}
		job, err := b.redeems(c.addr, len(b.passes))
		return c, job, err
	})
	if err != nil {
		return err
	}
	if err := again(); err != nil {
		return err
	}
	half, err := b.redeems(c.addr, min(500+int(perSecond*b.o.slice.Seconds()), len(b.passes)))
	if err != nil {
		return err
	}
	half.Rate, half.Connections, half.Warm, half.For = perSecond/2, 64, b.o.slice/4, b.o.slice
	r, err := b.press(ctx, half)
	if err != nil {
		return err
	}
	f := r.Kinds[kindRedeem]
	row = benchRow{Name: "redeem-half", What: "the same at half of that, by when they were due", PerSec: r.PerSecond(), CPU: r.CPU, Reach: "p99 < 50 ms"}
	row.P50, row.P99, row.Max = milliseconds(f.P50), milliseconds(f.P99), milliseconds(f.Max)
	row.Figure = fmt.Sprintf("p50 %.1f ms, p99 %.1f ms, max %.0f ms at %.0f a second, client %.0f %%", row.P50, row.P99, row.Max, row.PerSec, 100*row.CPU)
	row.judge(f.P99 < 50*time.Millisecond, odd(r, ok))
	b.addOf(c, row)
	return nil
}

// syncLines is how many lines a scanner brings at once: a request has 64 KiB at most.
const syncLines = 120

// bringing has all scanners bring the log of 40 minutes without a network, at once.
func (b *gateBench) bringing(ctx context.Context, c *benchChild) error {
	job := &loadtest.Job{Addr: c.addr, Connections: nightDevices, For: time.Minute}
	start, lines := time.Now().Add(-nightMinutes*time.Minute), 0
	pieces := make([][]loadtest.Request, nightDevices)
	for n := range b.scanners {
		s := &b.scanners[n]
		var piece []any
		for i := range nightMinutes * nightPace {
			line := s.line(b.passes[(lines*7)%len(b.passes)], start.Add(time.Duration(i)*time.Minute/nightPace))
			s.wrote(line)
			lines++
			if piece = append(piece, wireLine(line)); len(piece) == syncLines || i == nightMinutes*nightPace-1 {
				r, err := s.ask(kindSync, c.addr, "/v1/checkin/sync", map[string]any{"now": time.Now(), "last": s.seq, "trained": true, "since": "", "records": piece})
				if err != nil {
					return err
				}
				pieces[n], piece = append(pieces[n], r), nil
			}
		}
	}
	for i := range pieces[0] {
		for n := range pieces {
			job.Requests = append(job.Requests, pieces[n][i])
		}
	}
	began := time.Now()
	r, err := b.press(ctx, job)
	if err != nil {
		return err
	}
	took := time.Since(began)
	f := r.Kinds[kindSync]
	row := benchRow{Name: "sync", What: "40 scanners bring 40 minutes each, all at once", CPU: r.CPU, Reach: "< 15 s"}
	row.P50, row.P99, row.Max = milliseconds(f.P50), milliseconds(f.P99), milliseconds(f.Max)
	row.Figure = fmt.Sprintf("%d lines in %.1f s; an answer p50 %.0f ms, max %.0f ms", lines, took.Seconds(), row.P50, row.Max)
	r.Spent = false // it is to run out
	spoilt := odd(r, []int{http.StatusOK})
	if n := r.Status(http.StatusOK); spoilt == "" && n != len(job.Requests) {
		spoilt = fmt.Sprintf("%d of %d pieces were taken", n, len(job.Requests))
	}
	row.judge(took < 15*time.Second, spoilt)
	b.addOf(c, row)
	return nil
}

// wireLine is a line as a scanner sends it.
func wireLine(r checkin.Record) map[string]any {
	return map[string]any{
		"seq": r.Seq, "nonce": r.Nonce, "kind": r.Kind, "serial": r.Serial.String(), "persons": r.Persons, "party": r.Party, "at": r.At, "rules": r.Rules, "prev": r.Prev, "seal": r.Seal,
	}
}

// countIn reads the records of a service that has ended and counts how many were let in
// of those it was asked for, and the passes that let in more than they are for.
func (b *gateBench) countIn(ctx context.Context, c *benchChild) error {
	engine, err := openSQLite(ctx, filepath.Join(c.data, documentsName))
	if err != nil {
		return err
	}
	defer engine.Close()
	records, err := store.NewGates(engine).Records(ctx, nightEvent)
	if err != nil {
		return err
	}
	in := map[pass.Serial]int{}
	for _, r := range records {
		if r.Kind == checkin.In {
			b.asked++
			in[r.Serial] += r.Persons
		}
	}
	for _, sheet := range slices.Concat(b.passes, b.others) {
		if i, _ := sheet.Last(); in[i.Serial] > i.Party {
			b.twice++
		}
	}
	return nil
}

// nobodyTwice says what the evenings came to.
func (b *gateBench) nobodyTwice() {
	row := benchRow{Name: "let-in", What: "what the admissions came to", Reach: "nobody twice"}
	row.Figure = fmt.Sprintf("%d admitted online, %d passes beyond their party", b.asked, b.twice)
	spoilt := ""
	switch {
	case b.twice > 0:
		spoilt = "a pass let in more than it is for"
	case b.asked == 0:
		spoilt = "nobody was let in, so nothing is proven"
	}
	row.judge(true, spoilt)
	b.add(row)
}
