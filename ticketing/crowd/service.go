package crowd

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/slots"
)

// Gates is what is asked of the gates.
type Gates interface {
	Devices(ctx context.Context, event events.ID) ([]checkin.Device, error)
	Records(ctx context.Context, event events.ID) ([]checkin.Record, error)
}

// Lists is what is asked of those who make the gates' lists.
type Lists interface {
	List(ctx context.Context, event events.ID) (checkin.List, error)
}

// Books is what is asked of the passes.
type Books interface {
	Book(ctx context.Context, event events.ID) (pass.Book, error)
}

// Orders is what is asked of the orders to the gates.
type Orders interface {
	Orders(ctx context.Context, event events.ID) ([]checkin.Order, error)
}

// Sessions is what is asked of the catalogue.
type Sessions interface {
	Sessions(ctx context.Context, event events.ID) ([]events.Session, error)
}

// Pools is what is asked of the inventory.
type Pools interface {
	PoolsOf(ctx context.Context, session events.SessionID) ([]ticketing.Pool, error)
}

// Sites is the grounds of shows; slots.ErrNone where an event has none.
type Sites interface {
	Site(ctx context.Context, event events.ID) (slots.Site, error)
}

// Service says how full a ground is. Its fields are set once, before use.
type Service struct {
	Gates    Gates
	Lists    Lists
	Books    Books
	Orders   Orders
	Sessions Sessions
	Pools    Pools
	Sites    Sites
	Now      func() time.Time

	mu   sync.Mutex
	seen map[events.ID]Picture
}

// PictureFor is how long a picture is shown before another is made: many ask for it, and
// each is made from the whole night's records.
const PictureFor = 3 * time.Second

// What a lane can do at most, whatever is planned.
const (
	laneMost = 11 // persons a minute
	burst    = 6  // a party on one pass
)

// GatesOpen is how long before the first window of a night the gates open.
const GatesOpen = 30 * time.Minute

// Picture is the ground at a moment.
type Picture struct {
	AsOf     time.Time
	Opens    time.Time // of the night; zero where none is near
	Closes   time.Time
	Approved int
	Count
	Level Level
	Gates []GatePicture
	Zones []ZonePicture
	Flow  []Flow // since the gates opened, every five minutes
}

// GatePicture is a gate at a moment.
type GatePicture struct {
	pass.Gate
	Count
	Devices int
	Order   checkin.Order // it goes by; none has no id
	X, Y    int
}

// ZonePicture is a zone at a moment: how many are likely there of those inside. Nobody
// is counted between zones.
type ZonePicture struct {
	slots.Zone
	Persons int // of the upper bound
	Level   Level
}

// Flow is who came and went in five minutes.
type Flow struct {
	At     time.Time // the end of them
	In     []int     // by gate
	Out    []int
	Inside int
}

// Picture returns the ground of an event as it is, seconds old. It returns pass.ErrNone.
func (s *Service) Picture(ctx context.Context, event events.ID) (Picture, error) {
	s.mu.Lock()
	defer s.mu.Unlock() // one makes it, the others wait for that one
	now := s.Now()
	if p, ok := s.seen[event]; ok && now.Sub(p.AsOf) < PictureFor && !now.Before(p.AsOf) {
		return p, nil
	}
	p, err := s.look(ctx, event, now)
	if err != nil {
		return Picture{}, err
	}
	if s.seen == nil {
		s.seen = map[events.ID]Picture{}
	}
	s.seen[event] = p
	return p, nil
}

// Forget lets the next picture be a new one.
func (s *Service) Forget(event events.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.seen, event)
}

func (s *Service) look(ctx context.Context, event events.ID, now time.Time) (Picture, error) {
	book, err := s.Books.Book(ctx, event)
	if err != nil {
		return Picture{}, err
	}
	site, err := s.Sites.Site(ctx, event)
	if err != nil {
		return Picture{}, err
	}
	sources, records, night, err := s.sources(ctx, event, book)
	if err != nil {
		return Picture{}, err
	}
	orders, err := s.Orders.Orders(ctx, event)
	if err != nil {
		return Picture{}, fmt.Errorf("read the orders of event %s: %w", event, err)
	}
	p := Picture{AsOf: now, Opens: night.opens, Closes: night.closes, Approved: site.Approved, Count: Add(sources, now)}
	p.Level = LevelOf(p.Upper, p.Approved, p.Stale || len(sources) == 0)
	for _, g := range book.Gates {
		own := slices.DeleteFunc(slices.Clone(sources), func(x Source) bool { return x.Gate != g.ID })
		gp := GatePicture{Gate: g, Count: Add(own, now), Devices: len(own)}
		if o, standing := checkin.Standing(orders, g.ID); standing {
			gp.Order = o
		}
		for _, sg := range site.Gates {
			if sg.ID == g.ID {
				gp.X, gp.Y, gp.Lanes = sg.X, sg.Y, sg.Lanes
			}
		}
		p.Gates = append(p.Gates, gp)
	}
	p.flows(book, records, night, now)
	p.zones(site, records, now)
	return p, nil
}

// night is when the gates open and everybody has left.
type night struct{ opens, closes time.Time }

// sources are the devices of the night that is on or next with what they counted, and
// the records of that night by the right clock.
func (s *Service) sources(ctx context.Context, event events.ID, book pass.Book) ([]Source, []checkin.Record, night, error) {
	n, err := s.night(ctx, event)
	if err != nil {
		return nil, nil, n, err
	}
	devices, err := s.Gates.Devices(ctx, event)
	if err != nil {
		return nil, nil, n, fmt.Errorf("read the devices of event %s: %w", event, err)
	}
	all, err := s.Gates.Records(ctx, event)
	if err != nil {
		return nil, nil, n, fmt.Errorf("read the records of event %s: %w", event, err)
	}
	// A line nobody's device wrote is none of the count.
	all = slices.DeleteFunc(slices.Clone(all), func(r checkin.Record) bool { return r.Broken })
	records := all[:0]
	seen := map[string]bool{}
	for _, r := range all {
		key := string(r.Device) + "/" + r.Nonce
		r.At = r.At.Add(-r.Skew) // by our clock
		if seen[key] || r.At.Before(n.opens.Add(-time.Hour)) || r.At.After(n.closes.Add(4*time.Hour)) {
			continue
		}
		seen[key] = true
		records = append(records, r)
	}
	return s.weigh(ctx, event, book, devices, records, n)
}

// weigh makes sources of devices.
func (s *Service) weigh(ctx context.Context, event events.ID, book pass.Book, devices []checkin.Device, records []checkin.Record, n night) ([]Source, []checkin.Record, night, error) {
	count := map[string]int{}
	for _, d := range devices {
		if !d.Begun.IsZero() && d.Revoked.IsZero() {
			count[d.Gate]++
		}
	}
	left, err := s.passes(ctx, event, book)
	if err != nil {
		return nil, nil, n, err
	}
	var out []Source
	at := map[checkin.DeviceID]int{}
	for _, d := range devices {
		if d.Begun.IsZero() || !d.Revoked.IsZero() && d.Revoked.Before(n.opens) {
			continue
		}
		lanes := 1
		if g, ok := book.Gate(d.Gate); ok && count[d.Gate] > 0 {
			lanes = max((g.Lanes+count[d.Gate]-1)/count[d.Gate], 1)
		}
		at[d.ID] = len(out)
		opened := n.opens
		if d.Begun.After(opened) {
			opened = d.Begun
		}
		out = append(out, Source{
			ID: string(d.ID), Gate: d.Gate, Fresh: d.Fresh, Opened: opened, Ended: d.Revoked,
			PerMinute: laneMost * float64(lanes), Burst: burst, Cap: left[d.Gate],
		})
	}
	for _, r := range records {
		i, ok := at[r.Device]
		if !ok { // of a device nobody knows any more; what it counted counts
			i = len(out)
			at[r.Device] = i
			out = append(out, Source{ID: string(r.Device), Gate: r.Gate, Fresh: r.Received, Opened: n.opens, Ended: r.Received})
		}
		if r.Kind == checkin.Out {
			out[i].Out += r.Heads()
		} else {
			out[i].In += r.Heads()
			out[i].Cap = max(out[i].Cap-r.Persons, 0)
		}
	}
	return out, records, n, nil
}

// passes is how many persons could come in at a gate at most: all its passes, and the
// places of the night that are given out at the gates.
func (s *Service) passes(ctx context.Context, event events.ID, book pass.Book) (map[string]int, error) {
	out := map[string]int{}
	list, err := s.Lists.List(ctx, event)
	if err != nil {
		return nil, err
	}
	for _, c := range list.Codes {
		for _, g := range book.Gates {
			if c.Gates&g.Mask() != 0 {
				out[g.ID] += c.Party
			}
		}
	}
	sessions, err := s.Sessions.Sessions(ctx, event)
	if err != nil {
		return nil, err
	}
	for _, x := range sessions {
		if x.Starts.Before(list.From) || x.Starts.After(list.Until) {
			continue
		}
		pools, err := s.Pools.PoolsOf(ctx, x.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range pools {
			for _, q := range p.Quotas {
				if q.Channel == ticketing.WalkUp {
					for _, g := range book.Gates {
						out[g.ID] += q.Places
					}
				}
			}
		}
	}
	return out, nil
}

// night is the one that is on, or else the next.
func (s *Service) night(ctx context.Context, event events.ID) (night, error) {
	list, err := s.Lists.List(ctx, event)
	if err != nil {
		return night{}, err
	}
	return night{list.From.Add(-GatesOpen), list.Until.Add(time.Hour)}, nil
}

// flows adds who came and went when.
func (p *Picture) flows(book pass.Book, records []checkin.Record, n night, now time.Time) {
	const length = 5 * time.Minute
	if !now.After(n.opens) {
		return
	}
	count := int(min(now.Sub(n.opens), 8*time.Hour)/length) + 1
	p.Flow = make([]Flow, count)
	gates := map[string]int{}
	for i, g := range book.Gates {
		gates[g.ID] = i
	}
	for i := range p.Flow {
		p.Flow[i] = Flow{At: n.opens.Add(time.Duration(i+1) * length), In: make([]int, len(gates)), Out: make([]int, len(gates))}
	}
	for _, r := range records {
		i := min(max(int(r.At.Sub(n.opens)/length), 0), count-1)
		g, ok := gates[r.Gate]
		switch {
		case !ok:
		case r.Kind == checkin.Out:
			p.Flow[i].Out[g] += r.Heads()
		default:
			p.Flow[i].In[g] += r.Heads()
		}
	}
	inside := 0
	for i := range p.Flow {
		for g := range gates {
			inside += p.Flow[i].In[gates[g]] - p.Flow[i].Out[gates[g]]
		}
		p.Flow[i].Inside = inside
	}
}

// zones spreads those inside over the zones as people walk by the plan.
func (p *Picture) zones(site slots.Site, records []checkin.Record, now time.Time) {
	var came []slots.Arrival
	for _, r := range records {
		if r.Kind != checkin.Out {
			came = append(came, slots.Arrival{Gate: r.Gate, Ago: now.Sub(r.At), Persons: r.Heads()})
		}
	}
	shares := site.Where(came)
	for i, z := range site.Zones {
		n := int(shares[i]*float64(p.Upper) + 0.5)
		p.Zones = append(p.Zones, ZonePicture{z, n, LevelOf(n, z.Capacity, p.Level == Unknown)})
	}
}
