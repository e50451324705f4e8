package crowd

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/slots"
)

// centre is the shipped service of the gates and of the crowd on a store in memory.
type centre struct {
	now      time.Time
	devices  map[checkin.DeviceID]checkin.Device
	known    map[line]bool
	records  []checkin.Record
	seqs     map[checkin.DeviceID][]int64
	book     pass.Book
	list     checkin.List
	gates    *checkin.Service
	crowd    *Service
	approved int
	naive    bool // believes that what comes is of this moment, to show that the test can fail
}

// line names a record.
type line struct {
	device checkin.DeviceID
	nonce  string
}

func (c *centre) AddDevice(_ context.Context, d checkin.Device) error {
	c.devices[d.ID] = d
	return nil
}

func (c *centre) ChangeDevice(_ context.Context, id checkin.DeviceID, change func(*checkin.Device) error) (checkin.Device, error) {
	d := c.devices[id]
	err := change(&d)
	if c.naive {
		d.Fresh = c.now
	}
	c.devices[id] = d
	return d, err
}

func (c *centre) DeviceByKey(context.Context, string) (checkin.Device, error) {
	return checkin.Device{}, checkin.ErrNoDevice
}

func (c *centre) Devices(context.Context, events.ID) ([]checkin.Device, error) {
	return slices.SortedFunc(maps.Values(c.devices), func(a, b checkin.Device) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	}), nil
}

func (c *centre) AddRecords(_ context.Context, list []checkin.Record) error {
	for _, r := range list {
		if key := (line{r.Device, r.Nonce}); !c.known[key] {
			c.known[key] = true
			c.records, c.seqs[r.Device] = append(c.records, r), append(c.seqs[r.Device], r.Seq)
		}
	}
	return nil
}

func (c *centre) RecordsSince(_ context.Context, _ events.ID, since time.Time) ([]checkin.Record, error) {
	return slices.DeleteFunc(slices.Clone(c.records), func(r checkin.Record) bool { return r.Received.Before(since) }), nil
}

func (c *centre) Redeem(ctx context.Context, r checkin.Record, _ int) error {
	return c.AddRecords(ctx, []checkin.Record{r})
}

func (c *centre) SeqsAfter(_ context.Context, id checkin.DeviceID, seq int64) (out []int64, _ error) {
	for _, n := range c.seqs[id] {
		if n > seq {
			out = append(out, n)
		}
	}
	return out, nil
}

func (c *centre) Book(context.Context, events.ID) (pass.Book, error) { return c.book, nil }

func (c *centre) List(context.Context, events.ID) (checkin.List, error) { return c.list, nil }

func (c *centre) Orders(context.Context, events.ID) ([]checkin.Order, error) { return nil, nil }

func (c *centre) Sessions(context.Context, events.ID) ([]events.Session, error) { return nil, nil }

func (c *centre) PoolsOf(context.Context, events.SessionID) ([]ticketing.Pool, error) {
	return nil, nil
}

func (c *centre) Site(context.Context, events.ID) (slots.Site, error) {
	return slots.Site{Approved: c.approved, Zones: []slots.Zone{{ID: "Z1", Capacity: 3000}}}, nil
}

// scanner is a phone at a gate: alone with its clock, its log and what it last heard.
type scanner struct {
	device checkin.Device
	bit    uint16
	wrong  time.Duration // of its clock
	log    []checkin.Record
	sent   int64 // the centre has the log up to here, as far as it knows
	echo   time.Time
	tokens float64 // what its lane can still pass now
	next   time.Time
	lan    bool
	in     int // counted by eye
	out    int
}

// message is on its way, there or back.
type message struct {
	at      time.Time
	scanner *scanner
	said    checkin.Said
	records []checkin.Record
	answer  *checkin.Device // on the way back
	asOf    time.Time
}

// world is an evening: gates, people, and a network that breaks.
type world struct {
	*centre
	random   *rand.Rand
	scanners []*scanner
	wan      []bool // by edge
	onTheWay []message
	passes   []pass.Pass
	wired    bool     // no phone loses its server
	credit   *Service // grants credit; nil for nobody
	posts    []*post  // servers at the gates; none where the phones ask the centre
	truth    int      // who is inside, counted by eye
	most     int
}

const (
	edges    = 6
	phones   = 40
	tickTime = 10 * time.Second
)

func newWorld(seed uint64) *world {
	random := rand.New(rand.NewPCG(seed, 4242))
	c := &centre{now: opened, approved: 3000, devices: map[checkin.DeviceID]checkin.Device{}, known: map[line]bool{}, seqs: map[checkin.DeviceID][]int64{}}
	clock := func() time.Time { return c.now }
	c.gates = &checkin.Service{Store: c, Lists: c, Rules: checkin.Usual, Now: clock}
	c.crowd = &Service{Gates: c.gates, Lists: c, Books: c, Orders: c, Sessions: c, Pools: c, Sites: c, Now: clock}
	w := &world{centre: c, random: random, wan: make([]bool, edges)}
	lanes := make([]int, edges)
	for i := range phones {
		lanes[i%edges]++
	}
	for e := range edges {
		c.book.Gates = append(c.book.Gates, pass.Gate{ID: fmt.Sprint("g", e), Bit: e, Lanes: lanes[e]})
		w.wan[e] = true
	}
	for i := range phones {
		d := checkin.Device{ID: checkin.DeviceID(fmt.Sprintf("d%02d", i)), Event: "lantern", Gate: fmt.Sprint("g", i%edges), Begun: opened.Add(-time.Hour)}
		c.devices[d.ID] = d
		w.scanners = append(w.scanners, &scanner{
			device: d, bit: 1 << (i % edges), wrong: time.Duration(random.IntN(19)-9) * time.Minute, tokens: burst, lan: true,
			next: opened.Add(time.Duration(random.IntN(20)) * time.Second),
		})
	}
	c.list = checkin.List{Version: "v1", From: opened.Add(GatesOpen), Until: opened.Add(5 * time.Hour)}
	for i := range 1500 {
		p := pass.Pass{Event: 1, Serial: pass.Serial{byte(i >> 8), byte(i)}, From: c.list.From, Lasts: 30 * time.Minute, Party: 1 + random.IntN(6), Gates: 1 << random.IntN(edges)}
		if random.IntN(3) == 0 {
			p.Gates |= 1 << random.IntN(edges)
		}
		w.passes = append(w.passes, p)
		c.list.Codes = append(c.list.Codes, checkin.Code{Serial: p.Serial, Party: p.Party, Gates: p.Gates, From: p.From, Until: p.Until()})
	}
	return w
}

// tick lets people come and go, messages travel, and the network break.
func (w *world) tick() {
	w.now = w.now.Add(tickTime)
	for e := range w.wan {
		if w.random.IntN(12) == 0 {
			w.wan[e] = !w.wan[e]
		}
	}
	for _, s := range w.scanners {
		if w.random.IntN(20) == 0 && !w.wired {
			s.lan = !s.lan
		}
		s.tokens = min(s.tokens+laneMost*tickTime.Minutes(), burst)
		for w.random.IntN(3) > 0 && s.tokens >= 1 {
			w.scan(s)
		}
		if w.truth > 5 && w.random.IntN(12) == 0 {
			n := 1 + w.random.IntN(4)
			w.truth -= n
			s.out += n
			s.note(w, checkin.Record{Kind: checkin.Out, Persons: n})
		}
		if !w.now.Before(s.next) {
			s.next = w.now.Add(time.Duration(10+w.random.IntN(10)) * time.Second)
			w.send(s)
		}
	}
	w.deliver()
	w.exchange()
	w.most = max(w.most, w.truth)
}

// scan shows a pass at a scanner, by the shipped rules with what the scanner knows. A
// few passes are copies that are shown all over the place.
func (w *world) scan(s *scanner) {
	p := w.passes[w.random.IntN(len(w.passes))]
	for range 12 { // hardly anybody goes to a gate that is not theirs
		if p.Gates&s.bit != 0 {
			break
		}
		p = w.passes[w.random.IntN(len(w.passes))]
	}
	if w.random.IntN(30) == 0 {
		p = w.passes[w.random.IntN(20)]
	}
	var entries []checkin.Entry
	for _, r := range s.log {
		if r.Serial == p.Serial && r.Kind == checkin.In {
			entries = append(entries, checkin.Entry{Persons: r.Persons, At: r.At})
		}
	}
	a := checkin.Usual.Judge(p, w.now.Add(s.wrong), s.bit, min(1+w.random.IntN(6), int(s.tokens)), false, entries)
	s.tokens -= 0.2 // looking takes time too
	if a.Verdict != checkin.Admit {
		return
	}
	if !w.laneBeside(s, p, a.Persons) {
		return
	}
	s.tokens -= float64(a.Persons)
	w.truth += a.Persons
	s.in += a.Persons
	s.note(w, checkin.Record{Kind: checkin.In, Serial: p.Serial, Persons: a.Persons, Party: p.Party})
}

func (s *scanner) note(w *world, r checkin.Record) {
	r.Seq, r.At = int64(len(s.log))+1, w.now.Add(s.wrong)
	r.Nonce = nonce(r.Seq)
	s.log = append(s.log, r)
}

func nonce(seq int64) string { return fmt.Sprint("n-", seq) }

// send puts a piece of the log on the way. It may arrive late, twice or never.
func (w *world) send(s *scanner) {
	from := int(s.sent)
	m := message{scanner: s, said: checkin.Said{At: w.now.Add(s.wrong), Echo: s.echo, Last: int64(len(s.log))}, records: slices.Clone(s.log[from:min(len(s.log), from+30)])}
	for range 1 + w.random.IntN(8)/7 {
		m.at = w.now.Add(w.delay())
		w.onTheWay = append(w.onTheWay, m)
	}
}

// delay is mostly short, sometimes long: an edge holds on to it.
func (w *world) delay() time.Duration {
	if w.random.IntN(5) == 0 {
		return time.Duration(w.random.IntN(240)) * time.Second
	}
	return time.Duration(w.random.IntN(3)) * time.Second
}

func (w *world) deliver() {
	due := w.onTheWay
	w.onTheWay = nil
	for _, m := range due {
		s := m.scanner
		switch e := int(s.bit); {
		case m.at.After(w.now):
			w.onTheWay = append(w.onTheWay, m)
		case !s.lan || w.posts == nil && !w.wan[bitOf(e)]: // lost
		case m.answer != nil:
			s.sent = max(s.sent, m.answer.Seq)
			if m.asOf.After(s.echo) {
				s.echo = m.asOf
			}
		case w.posts != nil:
			w.bring(s, m)
		default:
			d, err := w.gates.Sync(context.Background(), w.devices[s.device.ID], m.said, slices.Clone(m.records))
			if err != nil {
				panic(err)
			}
			w.onTheWay = append(w.onTheWay, message{at: w.now.Add(w.delay()), scanner: s, answer: &d, asOf: w.now})
		}
	}
}

func bitOf(mask int) int {
	for i := range edges {
		if mask == 1<<i {
			return i
		}
	}
	return 0
}

// heal mends the network and lets everything arrive.
func (w *world) heal() {
	for i := range w.wan {
		w.wan[i] = true
	}
	for _, s := range w.scanners {
		s.lan = true
	}
	for range 60 {
		w.now = w.now.Add(tickTime)
		for i := range w.onTheWay {
			w.onTheWay[i].at = w.now
		}
		for _, s := range w.scanners {
			w.onTheWay = append(w.onTheWay, message{at: w.now, scanner: s,
				said: checkin.Said{At: w.now.Add(s.wrong), Echo: s.echo, Last: int64(len(s.log))}, records: slices.Clone(s.log[s.sent:min(len(s.log), int(s.sent)+30)])})
		}
		w.deliver()
		w.exchange()
	}
}
