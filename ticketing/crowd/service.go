package crowd

import (
	"context"
	"fmt"
	"maps"
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
	Follow(ctx context.Context, event events.ID, each func(checkin.Record)) (func(), error)
	Refresh(ctx context.Context, event events.ID) error
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
	Edges    EdgeList   // with Credits, for [Service.Allow]
	Credits  CreditBook // nil grants none
	Now      func() time.Time

	mu     sync.Mutex
	seen   map[events.ID]Picture
	totals map[events.ID]*totals
}

// PictureFor is how long a picture is shown before another is made: many ask for it.
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

	sources []Source
	night   night
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
	sources, sums, night, err := s.sources(ctx, event, book)
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
	sums.flows(&p, book, now)
	sums.zones(&p, site, now)
	p.sources, p.night = sources, night
	return p, nil
}

// night is when the gates open and everybody has left.
type night struct{ opens, closes time.Time }

// sources are the devices of the night that is on or next with what they counted, and
// the sums of that night by the right clock.
func (s *Service) sources(ctx context.Context, event events.ID, book pass.Book) ([]Source, *totals, night, error) {
	n, err := s.night(ctx, event)
	if err != nil {
		return nil, nil, n, err
	}
	devices, err := s.Gates.Devices(ctx, event)
	if err != nil {
		return nil, nil, n, fmt.Errorf("read the devices of event %s: %w", event, err)
	}
	sums, err := s.sums(ctx, event, n)
	if err != nil {
		return nil, nil, n, fmt.Errorf("read the records of event %s: %w", event, err)
	}
	out, err := s.weigh(ctx, event, book, devices, sums, n)
	return out, sums, n, err
}

// sums are the totals of a night, which follow the log; another night begins anew. mu
// is held.
func (s *Service) sums(ctx context.Context, event events.ID, n night) (*totals, error) {
	have := s.totals[event]
	if have != nil && have.night == n {
		return have, s.Gates.Refresh(ctx, event)
	}
	if have != nil {
		have.leave()
		delete(s.totals, event)
	}
	next := newTotals(n)
	var err error
	if next.leave, err = s.Gates.Follow(ctx, event, next.add); err != nil {
		return nil, err
	}
	if s.totals == nil {
		s.totals = map[events.ID]*totals{}
	}
	s.totals[event] = next
	return next, nil
}

// weigh makes sources of devices.
func (s *Service) weigh(ctx context.Context, event events.ID, book pass.Book, devices []checkin.Device, sums *totals, n night) ([]Source, error) {
	count := map[string]int{}
	for _, d := range devices {
		if d.Working() {
			count[d.Gate]++
		}
	}
	left, err := s.passes(ctx, event, book)
	if err != nil {
		return nil, err
	}
	var out []Source
	by := sums.byDevice()
	for _, d := range devices {
		t, counted := by[d.ID]
		delete(by, d.ID)
		if !counted && (d.Begun.IsZero() || !d.Revoked.IsZero() && d.Revoked.Before(n.opens)) {
			continue
		}
		lanes := 1
		if g, ok := book.Gate(d.Gate); ok && count[d.Gate] > 0 {
			lanes = max((g.Lanes+count[d.Gate]-1)/count[d.Gate], 1)
		}
		out = append(out, Source{
			ID: string(d.ID), Gate: d.Gate, In: t.in, Out: t.out, Fresh: d.Fresh, Opened: later(n.opens, d.Begun), Ended: d.Revoked,
			PerMinute: laneMost * float64(lanes), Burst: burst, Cap: max(left[d.Gate]-t.passed, 0),
		})
	}
	// Of devices nobody knows any more: what they counted counts.
	for _, id := range slices.Sorted(maps.Keys(by)) {
		t := by[id]
		out = append(out, Source{ID: string(id), Gate: t.gate, In: t.in, Out: t.out, Fresh: t.came, Opened: n.opens, Ended: t.came})
	}
	return out, nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
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
			for _, g := range book.Gates {
				out[g.ID] += max(p.Kept(), 0) // lent to gates, among others
			}
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
