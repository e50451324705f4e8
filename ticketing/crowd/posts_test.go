package crowd

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/edge"
	"wanjia/ticketing/pass"
)

// post is the shipped server of a group of gates on a store in memory, with a clock
// that is wrong and a road to the city that breaks.
type post struct {
	w     *world
	n     int
	kept  *centre // of it only the records and devices matter
	node  *edge.Node
	heard time.Time
	sure  bool // no answer is lost
}

// nothing is a shelf, a book of orders and a list of calls with nothing in them.
type nothing struct{}

func (nothing) KeepCopy(context.Context, edge.Copy) error                   { return nil }
func (nothing) KeepCredit(context.Context, events.ID, edge.Allowance) error { return nil }
func (nothing) KeptCredit(context.Context, events.ID) (edge.Allowance, bool, error) {
	return edge.Allowance{}, false, nil
}
func (nothing) KeptCopy(context.Context) (edge.Copy, bool, error) { return edge.Copy{}, false, nil }
func (nothing) AddOrder(_ context.Context, o checkin.Order) (checkin.Order, error) {
	return o, nil
}
func (nothing) Orders(context.Context, events.ID) ([]checkin.Order, error) { return nil, nil }
func (nothing) ChangeReceipt(context.Context, checkin.OrderID, checkin.DeviceID, func(*checkin.Receipt) bool) (checkin.Receipt, error) {
	return checkin.Receipt{}, nil
}
func (nothing) Receipts(context.Context, events.ID) ([]checkin.Receipt, error) { return nil, nil }
func (nothing) AddCall(_ context.Context, c checkin.Call) (checkin.Call, error) {
	return c, nil
}
func (nothing) ChangeCall(context.Context, checkin.CallID, func(*checkin.Call) error) (checkin.Call, error) {
	return checkin.Call{}, checkin.ErrNoCall
}
func (nothing) Calls(context.Context, events.ID) ([]checkin.Call, error) { return nil, nil }

// register is the centre's list of edges.
type register struct{ w *world }

func (r register) AddEdge(context.Context, edge.Edge) error { return nil }
func (r register) ChangeEdge(_ context.Context, _ edge.ID, change func(*edge.Edge) error) (e edge.Edge, err error) {
	err = change(&e)
	return e, err
}
func (r register) EdgeByKey(context.Context, string) (edge.Edge, error) {
	return edge.Edge{}, edge.ErrNoEdge
}
func (r register) Edges(context.Context, events.ID) ([]edge.Edge, error) { return r.w.edges(), nil }

// edges is the servers at the gates as the centre has them.
func (w *world) edges() []edge.Edge {
	var out []edge.Edge
	for n, p := range w.posts {
		out = append(out, edge.Edge{ID: edge.ID(w.book.Gates[n].ID), Event: "lantern", Gates: []string{w.book.Gates[n].ID}, Begun: opened, Heard: p.heard})
	}
	return out
}

// memory is a centre's store that knows a device it was never told of as none.
type memory struct{ *centre }

func (m memory) ChangeDevice(ctx context.Context, id checkin.DeviceID, change func(*checkin.Device) error) (checkin.Device, error) {
	if _, ok := m.devices[id]; !ok {
		return checkin.Device{}, checkin.ErrNoDevice
	}
	return m.centre.ChangeDevice(ctx, id, change)
}

// newPosts puts a server between the phones of each gate and the centre.
func newPosts(t *testing.T, w *world) {
	t.Helper()
	for n := range edges {
		p := &post{w: w, n: n, kept: &centre{devices: map[checkin.DeviceID]checkin.Device{}, known: map[line]bool{}, seqs: map[checkin.DeviceID][]int64{}}}
		wrong := time.Duration(w.random.IntN(19)-9) * time.Minute
		kept := edge.Kept{Gates: memory{p.kept}, Orders: nothing{}, Calls: nothing{}, Shelf: nothing{}}
		var err error
		p.node, err = edge.Open(t.Context(), "lantern", kept, p, func() time.Time { return w.now.Add(wrong) }, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		w.posts = append(w.posts, p)
	}
}

// Exchange implements [edge.Main]: some answers are lost, what was brought is not.
func (p *post) Exchange(ctx context.Context, up edge.Up) (edge.Down, error) {
	w := p.w
	if !w.wan[p.n] {
		return edge.Down{}, edge.ErrAway
	}
	none := nothing{}
	c := edge.Centre{
		Store: register{w}, Gates: w.gates, Books: w, Now: func() time.Time { return w.now },
		Orders: &checkin.Orders{Store: none, Devices: w, Now: func() time.Time { return w.now }}, Calls: &checkin.Calls{Store: none},
	}
	if w.credit != nil {
		c.Credit = w.credit
	}
	for i := range up.Devices {
		up.Devices[i].Records = slices.Clone(up.Devices[i].Records)
	}
	p.heard = w.now
	down, err := c.Exchange(ctx, w.edges()[p.n], up)
	if err == nil && !p.sure && w.random.IntN(6) == 0 {
		err = edge.ErrAway
	}
	return down, err
}

// Copy implements [edge.Main].
func (p *post) Copy(context.Context) (edge.Copy, error) {
	return edge.Copy{Event: "lantern", Number: 1, Gates: p.w.book.Gates, List: p.w.list}, nil
}

// Begin implements [edge.Main].
func (p *post) Begin(context.Context, string) (checkin.Device, string, error) {
	return checkin.Device{}, "", edge.ErrAway
}

// Lease implements [edge.Main].
func (p *post) Lease(context.Context, checkin.DeviceID, string, int) (checkin.Lease, error) {
	return checkin.Lease{}, edge.ErrAway
}

// Redeem implements [edge.Main]: the city never answers in time, so that the server at
// the gates decides all by itself.
func (p *post) Redeem(context.Context, checkin.DeviceID, time.Time, checkin.Record) (checkin.Answer, error) {
	return checkin.Answer{}, edge.ErrAway
}

// exchange lets each server at the gates talk to the centre.
func (w *world) exchange() {
	for _, p := range w.posts {
		_ = p.node.Round(context.Background()) // it fails where the road is broken
	}
}

// laneBeside asks the server at the gate whether somebody else came in with a pass; a
// phone that does not reach it decides alone.
func (w *world) laneBeside(s *scanner, p pass.Pass, persons int) bool {
	if w.posts == nil || !s.lan {
		return true
	}
	post := w.posts[bitOf(int(s.bit))]
	d, ok := post.kept.devices[s.device.ID]
	if !ok {
		return true
	}
	seq := int64(len(s.log)) + 1
	r := checkin.Record{Device: d.ID, Seq: seq, Nonce: nonce(seq), Kind: checkin.In, Serial: p.Serial, Persons: persons, Party: p.Party, At: w.now.Add(s.wrong)}
	a, err := post.node.Redeem(context.Background(), d, w.now.Add(s.wrong), r, false)
	if err != nil {
		panic(err)
	}
	return a.Verdict == checkin.Admit
}

// bring is what a phone says to the server at its gate.
func (w *world) bring(s *scanner, m message) {
	post := w.posts[bitOf(int(s.bit))]
	d, ok := post.kept.devices[s.device.ID]
	if !ok {
		return // it has not been told of the phone
	}
	d, err := post.node.Sync(context.Background(), d, m.said, slices.Clone(m.records))
	if err != nil {
		panic(err)
	}
	w.onTheWay = append(w.onTheWay, message{at: w.now.Add(w.delay()), scanner: s, answer: &d, asOf: d.Heard})
}

// fewer is how many evenings are tried where each takes longer.
func fewer(n uint64) uint64 {
	if all := seeds(); all > 50 {
		return all / 2
	}
	return n
}

// With a server at each group of gates, the same as without: the truth never leaves the
// bounds whatever is broken between the phones and the city, and all counts are equal
// when it is mended. Inside one group no pass lets in more than it is for, where the
// phones reach their server.
func TestBoundsHoldBehindEdges(t *testing.T) {
	t.Parallel()
	fresh := 0
	for seed := range fewer(4) {
		w := newWorld(seed + 7000)
		newPosts(t, w)
		if above, below := w.evening(t); above+below > 0 {
			t.Fatalf("seed %d: the truth was above the upper bound %d times, below the lower one %d times", seed, above, below)
		}
		for _, d := range w.devices {
			if d.Fresh.After(opened) {
				fresh++
			}
		}
		for _, p := range w.posts {
			p.sure = true
		}
		w.heal()
		p, err := w.crowd.Picture(t.Context(), "lantern")
		if err != nil || p.Counted != w.truth || p.Stale {
			t.Fatalf("seed %d: after the network is mended %d are counted of %d, stale %v, %v", seed, p.Counted, w.truth, p.Stale, err)
		}
		for _, post := range w.posts {
			if _, unsent, err := post.node.Near(t.Context()); err != nil || unsent != 0 {
				t.Fatalf("seed %d: %d lines were not brought, %v", seed, unsent, err)
			}
		}
		w.anyOrder(t, seed)
	}
	if fresh == 0 {
		t.Error("no phone was ever known to be fresh: the bounds hold because nothing is believed")
	}
}

// shared is a book of credits in memory.
type shared struct{ credits Credits }

func (s *shared) ChangeCredits(_ context.Context, _ events.ID, change func(*Credits)) (Credits, error) {
	change(&s.credits)
	return s.credits, nil
}

// overfull is by how many the ground was too full at worst in an evening on which roads
// break but no phone loses its server.
func overfull(t *testing.T, seed uint64, bounded bool) (over, most int) {
	t.Helper()
	w := newWorld(seed)
	w.wired, w.approved = true, 250
	newPosts(t, w)
	if bounded {
		w.crowd.Credits, w.crowd.Edges = &shared{}, register{w}
		w.credit = w.crowd
	}
	for _, p := range w.posts {
		p.sure = true
	}
	w.exchange() // the servers are there before the people
	for range 36 {
		w.tick()
		over = max(over, w.truth-w.approved)
	}
	return over, w.most
}

// While the city is away nobody is let in beyond what was granted, so the ground never
// holds more than is approved; without credits it does.
func TestCreditsBound(t *testing.T) {
	t.Parallel()
	broken := 0
	for seed := range fewer(3) {
		over, most := overfull(t, seed+900, true)
		if over > 0 {
			t.Fatalf("seed %d: %d too many inside", seed, over)
		}
		if most < 100 {
			t.Errorf("seed %d: %d at most came in: the credit is too tight to prove anything", seed, most)
		}
		if seed < 2 {
			over, _ := overfull(t, seed+900, false)
			broken += max(over, 0)
		}
	}
	if broken == 0 {
		t.Error("without credits nothing went wrong: the test above cannot fail")
	}
}
