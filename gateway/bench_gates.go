package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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

	asked, twice int // admissions online, and passes that let in more than they are for
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
	for _, part := range []func(context.Context, *benchChild) error{b.listing, b.status, b.bringing} {
		if err := part(ctx, c); err != nil {
			return err
		}
	}
	stopped = true
	if err := c.stop(); err != nil {
		return fmt.Errorf("stop the service: %w: %s", err, lastWords(c.log))
	}
	if err := b.redeeming(ctx); err != nil {
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
