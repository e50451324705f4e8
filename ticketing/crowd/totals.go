package crowd

import (
	"maps"
	"sync"
	"time"

	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/slots"
)

// totals are the sums of a night's log, kept as its lines come: a line is looked at once,
// however many pictures are made. They are rebuilt by following the log from its first
// line, as after each start.
type totals struct {
	night night
	leave func() // ends the following

	mu      sync.Mutex
	devices map[checkin.DeviceID]deviceSum
	flow    map[flowAt]flowSum
	came    map[minuteAt]int
}

// deviceSum is what a device has counted.
type deviceSum struct {
	gate            string
	in, out, passed int       // passed: of in, on passes
	came            time.Time // of the first line
}

// flowAt is a gate in one of the pieces of five minutes.
type flowAt struct {
	gate  string
	piece int
}

type flowSum struct{ in, out int }

// minuteAt is a gate in a minute, by the right clock.
type minuteAt struct {
	gate   string
	minute int64 // since 1970
}

// flowLength is how long a piece of the flow is.
const flowLength = 5 * time.Minute

func newTotals(n night) *totals {
	return &totals{night: n, devices: map[checkin.DeviceID]deviceSum{}, flow: map[flowAt]flowSum{}, came: map[minuteAt]int{}}
}

// add takes a line. One nobody's device wrote is none of the count, nor is one of
// another night.
func (t *totals) add(r checkin.Record) {
	at := r.At.Add(-r.Skew) // by our clock
	if r.Broken || at.Before(t.night.opens.Add(-time.Hour)) || at.After(t.night.closes.Add(4*time.Hour)) {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	d := t.devices[r.Device]
	if d.came.IsZero() {
		d.gate, d.came = r.Gate, r.Received
	}
	piece := flowAt{r.Gate, max(int(at.Sub(t.night.opens)/flowLength), 0)}
	f := t.flow[piece]
	if r.Kind == checkin.Out {
		d.out += r.Heads()
		f.out += r.Heads()
	} else {
		d.in += r.Heads()
		f.in += r.Heads()
		d.passed += r.Persons
		t.came[minuteAt{r.Gate, at.Unix() / 60}] += r.Heads()
	}
	t.devices[r.Device], t.flow[piece] = d, f
}

func (t *totals) byDevice() map[checkin.DeviceID]deviceSum {
	t.mu.Lock()
	defer t.mu.Unlock()
	return maps.Clone(t.devices)
}

// flows adds who came and went when to a picture.
func (t *totals) flows(p *Picture, book pass.Book, now time.Time) {
	opens := t.night.opens
	if !now.After(opens) {
		return
	}
	count := int(min(now.Sub(opens), 8*time.Hour)/flowLength) + 1
	p.Flow = make([]Flow, count)
	gates := map[string]int{}
	for i, g := range book.Gates {
		gates[g.ID] = i
	}
	for i := range p.Flow {
		p.Flow[i] = Flow{At: opens.Add(time.Duration(i+1) * flowLength), In: make([]int, len(gates)), Out: make([]int, len(gates))}
	}
	t.mu.Lock()
	for at, sum := range t.flow {
		if g, ok := gates[at.gate]; ok {
			f := &p.Flow[min(at.piece, count-1)]
			f.In[g] += sum.in
			f.Out[g] += sum.out
		}
	}
	t.mu.Unlock()
	inside := 0
	for i := range p.Flow {
		for g := range gates {
			inside += p.Flow[i].In[gates[g]] - p.Flow[i].Out[gates[g]]
		}
		p.Flow[i].Inside = inside
	}
}

// zones spreads those inside over the zones as people walk by the plan.
func (t *totals) zones(p *Picture, site slots.Site, now time.Time) {
	var came []slots.Arrival
	t.mu.Lock()
	for at, n := range t.came {
		came = append(came, slots.Arrival{Gate: at.gate, Ago: now.Sub(time.Unix(at.minute*60+30, 0)), Persons: n})
	}
	t.mu.Unlock()
	shares := site.Where(came)
	for i, z := range site.Zones {
		n := int(shares[i]*float64(p.Upper) + 0.5)
		p.Zones = append(p.Zones, ZonePicture{z, n, LevelOf(n, z.Capacity, p.Level == Unknown)})
	}
}
