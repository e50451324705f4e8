package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/gateway/loadtest"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/store"
)

// The night of a measurement of the gates.
const (
	nightEvent   = "bench-lights"
	nightClaims  = 24_000
	nightDevices = 40
	nightGate    = "w1"
	nightOther   = "n5" // whose passes do not open nightGate
	nightMinutes = 40   // of the log that is brought
	nightPace    = 6    // parties a minute at one scanner
)

// Kinds of request at the gates.
const (
	kindRedeem = "redeem"
	kindSync   = "sync"
	kindList   = "list"
	kindStatus = "status"
)

// gateBench is a night with its passes and scanners.
type gateBench struct {
	*bench
	scanners []scanner
	passes   []pass.Sheet // of nightGate
	others   []pass.Sheet
	shown    int // of passes, so far
	round    int // of measurements that show passes
}

// scanner is a device at the gate with the end of its log.
type scanner struct {
	device checkin.Device
	secret string
	seq    int64
	prev   string
}

// benchGates measures the gates and prints the figures.
func (p *program) benchGates(ctx context.Context, o benchOptions) (err error) {
	dir := o.keep
	if dir == "" {
		if dir, err = os.MkdirTemp("", "wanjia-bench-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	b := &gateBench{bench: &bench{p: p, o: o, dir: dir, promised: map[*benchChild][]loadtest.Ack{}}}
	fmt.Fprintf(p.stdout, "making a night with %d bookings and %d scanners\n", nightClaims, nightDevices)
	if b.house, err = p.prepareBench(ctx, dir, 10); err != nil {
		return err
	}
	if err := b.prepareNight(ctx); err != nil {
		return err
	}
	if b.hello, err = b.startHello(ctx); err != nil {
		return err
	}
	defer func() { _ = b.hello.stop() }() // it is ended by a signal, and says so
	c, err := b.startService(ctx, "gates", nil, "--roles", "api")
	if err != nil {
		return err
	}
	stopped := false
	defer func() {
		if !stopped {
			_ = c.stop() // what went wrong before is what matters
		}
	}()
	for _, part := range []func(context.Context, *benchChild) error{b.listing, b.status, b.redeeming, b.bringing} {
		if err := part(ctx, c); err != nil {
			return err
		}
	}
	stopped = true
	if err := c.stop(); err != nil {
		return fmt.Errorf("stop the service: %w: %s", err, lastWords(c.log))
	}
	if err := b.nobodyTwice(ctx, c); err != nil {
		return err
	}
	b.print(p.stdout)
	if err := b.write(o.out); err != nil {
		return err
	}
	return b.failure()
}

// prepareNight makes a show whose gates are open, its bookings, passes and scanners.
func (b *gateBench) prepareNight(ctx context.Context) error {
	engine, err := openSQLite(ctx, filepath.Join(b.house.dir, documentsName))
	if err != nil {
		return err
	}
	i, c := newInventory(engine, nil, nil, b.p.log), newCatalogue(engine)
	s := &services{catalogue: c, inventory: i, sites: store.NewSites(engine)}
	s.passes = newPasses(engine, i, c)
	gates := &checkin.Service{
		Store: store.NewGates(engine), Passes: s.passes, Pools: i.pools, Claims: i.claims, Sessions: c.kept, Rules: checkin.Usual, Now: time.Now,
	}
	err = b.book(ctx, s)
	if err == nil {
		err = b.issue(ctx, s, gates)
	}
	if err == nil {
		err = b.scannersOf(ctx, gates)
	}
	i.claims.Close()
	return errors.Join(err, engine.Close())
}

// book makes the show and its bookings.
func (b *gateBench) book(ctx context.Context, s *services) error {
	now := time.Now()
	starts := now.Truncate(time.Hour).Add(-time.Hour)
	show := events.Event{
		ID: nightEvent, Kind: events.Lantern, Edition: 1, Title: events.Text{ZH: "灯展", EN: "Lantern show"},
		Place: events.Text{ZH: "广场", EN: "Square"}, Starts: starts, Ends: starts.Add(12 * time.Hour), Synthetic: true,
	}
	night := events.Session{
		ID: nightEvent, Event: show.ID, Title: events.Text{ZH: "第一晚", EN: "First night"}, Starts: starts, Ends: show.Ends,
		ApprovedCapacity: nightClaims * benchParty, Synthetic: true,
	}
	if err := s.catalogue.kept.Add(ctx, []events.Event{show}, []events.Session{night}); err != nil {
		return err
	}
	if err := openDemoSites(ctx, s.sites, []events.Event{show}); err != nil {
		return err
	}
	pool := ticketing.Pool{
		ID: nightEvent, Session: night.ID, Event: show.ID, Title: events.Text{ZH: "居民", EN: "Residents"},
		Capacity: night.ApprovedCapacity, MaxParty: benchParty, Opens: starts, Closes: show.Ends, Epoch: 1, Synthetic: true,
	}
	if err := s.inventory.pools.Add(ctx, []ticketing.Pool{pool}); err != nil {
		return err
	}
	place := 0
	claims := make([]ticketing.Claim, nightClaims)
	for n := range claims {
		claim := ticketing.Claim{
			ID: ticketing.ClaimID(fmt.Sprintf("bench-light-%05d", n)), Pool: pool.ID, Session: night.ID, Event: show.ID, Holder: ticketing.HolderID(fmt.Sprintf("h%05d", n)),
			Party: comes(n), Seq: int64(n + 1), State: ticketing.Claimed, Code: codeOf(n), At: now,
		}
		for range claim.Party {
			place++
			claim.Places = append(claim.Places, place)
		}
		claims[n] = claim
	}
	return atOnce(len(claims), func(n int) error { return s.inventory.claims.Insert(ctx, claims[n]) })
}

// codeOf is a code to read aloud that no other booking has.
func codeOf(n int) string {
	const letters = "abcdefghjkmnpqrstuvwxyz23456789"
	code := []byte("aaaaaaaa")
	for i := len(code) - 1; n > 0; i-- {
		code[i] = letters[n%len(letters)]
		n /= len(letters)
	}
	return string(code)
}

// atOnce does n things, many of them at the same time.
func atOnce(n int, do func(int) error) error {
	numbers, errs := make(chan int), make([]error, 200)
	var all sync.WaitGroup
	for w := range errs {
		all.Go(func() {
			for i := range numbers {
				errs[w] = errors.Join(errs[w], do(i))
			}
		})
	}
	for i := range n {
		numbers <- i
	}
	close(numbers)
	all.Wait()
	return errors.Join(errs...)
}

// issue makes the passes, as the worker does before the gates open.
func (b *gateBench) issue(ctx context.Context, s *services, gates *checkin.Service) error {
	plan := []pass.Gate{
		{ID: nightGate, Bit: 0, Lanes: 20, Title: events.Text{ZH: "西门", EN: "West gate"}},
		{ID: nightOther, Bit: 4, Lanes: 1, Title: events.Text{ZH: "北门", EN: "North gate"}},
	}
	if _, err := s.passes.Open(ctx, nightEvent, plan); err != nil {
		return err
	}
	start := time.Now()
	made, err := gates.Prepare(ctx, nightEvent)
	took := time.Since(start)
	if err != nil {
		return err
	}
	row := benchRow{Name: "passes", What: "a worker makes the passes of a night nobody has opened yet", Reach: "< 60 s", PerSec: float64(made) / took.Seconds()}
	row.Figure = fmt.Sprintf("%d passes in %.1f s", made, took.Seconds())
	spoilt := ""
	if made != nightClaims {
		spoilt = "not all of them"
	}
	row.judge(took < time.Minute, spoilt)
	b.add(row)
	sheets, err := s.passes.Sheets(ctx, nightEvent)
	for _, sheet := range sheets {
		last, ok := sheet.Last()
		switch {
		case !ok:
		case last.Gates&plan[0].Mask() != 0:
			b.passes = append(b.passes, sheet)
		default:
			b.others = append(b.others, sheet)
		}
	}
	if len(b.others) == 0 {
		err = errors.Join(err, errors.New("no pass is for another gate"))
	}
	return err
}

func (b *gateBench) scannersOf(ctx context.Context, gates *checkin.Service) error {
	for n := range nightDevices {
		d, secret, err := gates.Enrol(ctx, checkin.Shift{Event: nightEvent, Gate: nightGate, Until: time.Now().Add(12 * time.Hour)}, fmt.Sprintf("手机 %d", n+1))
		if err != nil {
			return err
		}
		b.scanners = append(b.scanners, scanner{device: d, secret: secret})
	}
	return nil
}

// line is the next line of a scanner's log, written or not.
func (s *scanner) line(sheet pass.Sheet, at time.Time) checkin.Record {
	i, _ := sheet.Last()
	r := checkin.Record{
		Device: s.device.ID, Seq: s.seq + 1, Nonce: fmt.Sprintf("line-%06d", s.seq+1), Kind: checkin.In, Serial: i.Serial, Persons: i.Party, Party: i.Party,
		At: at.UTC().Truncate(time.Millisecond), Rules: 1, Prev: s.prev,
	}
	r.Seal = r.SealWith(s.device.LogKey)
	return r
}

func (s *scanner) wrote(r checkin.Record) { s.seq, s.prev = r.Seq, r.Seal }

// ask is a request of a scanner.
func (s *scanner) ask(kind, addr, path string, body any) (loadtest.Request, error) {
	text, err := json.Marshal(body)
	return loadtest.Request{Kind: kind, Bytes: fmt.Appendf(nil,
		"POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Device %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		path, addr, s.secret, len(text), text)}, err
}

// listing measures the list of the night: for who asks first after a start, and after.
func (b *gateBench) listing(ctx context.Context, c *benchChild) error {
	var took [2]time.Duration
	size := 0
	for i := range took {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+c.addr+"/v1/checkin/bundle", nil)
		if err != nil {
			return err
		}
		r.Header.Set("Authorization", "Device "+b.scanners[0].secret)
		start := time.Now()
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			return err
		}
		text, err := io.ReadAll(answer.Body)
		took[i], size = time.Since(start), len(text)
		if err = errors.Join(err, answer.Body.Close()); err != nil {
			return err
		}
		var list struct{ Codes []string }
		if err := json.Unmarshal(text, &list); err != nil || len(list.Codes) != nightClaims {
			return fmt.Errorf("the list has %d of %d passes: %d %.200q, %w", len(list.Codes), nightClaims, answer.StatusCode, text, err)
		}
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

// redeeming measures admissions, and how long they take at half of what there is.
func (b *gateBench) redeeming(ctx context.Context, c *benchChild) error {
	ok := []int{http.StatusOK}
	var failed error
	job := func(perSecond float64) *loadtest.Job {
		n := min(500+int(1.25*perSecond*b.o.slice.Seconds()), len(b.passes)-b.shown)
		job, err := b.redeems(c.addr, n)
		failed = errors.Join(failed, err)
		return job
	}
	row := benchRow{Name: "redeem", What: "admissions for all gates, 5 % shown twice, 2 % at a wrong gate"}
	perSecond, err := b.share(ctx, c, row, 0.12, ok, func() *loadtest.Job { return job(4000) })
	if err = errors.Join(err, failed); err != nil {
		return err
	}
	half := job(perSecond)
	half.Rate, half.Connections, half.Warm, half.For = perSecond/2, 64, b.o.slice/4, b.o.slice
	r, err := b.press(ctx, half)
	if err = errors.Join(err, failed); err != nil {
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

// nobodyTwice reads the records of a service that has ended: of those it was asked for
// no pass let in more than it is for.
func (b *gateBench) nobodyTwice(ctx context.Context, c *benchChild) error {
	engine, err := openSQLite(ctx, filepath.Join(c.data, documentsName))
	if err != nil {
		return err
	}
	defer engine.Close()
	records, err := store.NewGates(engine).Records(ctx, nightEvent)
	if err != nil {
		return err
	}
	in, asked, twice := map[pass.Serial]int{}, 0, 0
	for _, r := range records {
		if r.Kind == checkin.In && len(r.Nonce) > 4 && r.Nonce[:4] == "ask-" {
			asked++
			in[r.Serial] += r.Persons
		}
	}
	for _, sheet := range slices.Concat(b.passes, b.others) {
		if i, _ := sheet.Last(); in[i.Serial] > i.Party {
			twice++
		}
	}
	row := benchRow{Name: "let-in", What: "what the admissions came to", Reach: "nobody twice"}
	row.Figure = fmt.Sprintf("%d admitted online, %d passes beyond their party, %d lines in all", asked, twice, len(records))
	spoilt := ""
	switch {
	case twice > 0:
		spoilt = "a pass let in more than it is for"
	case asked == 0:
		spoilt = "nobody was let in, so nothing is proven"
	}
	row.judge(true, spoilt)
	b.add(row)
	return nil
}
