// Package edge is a group of gates on a network of its own: what the main service knows
// of it, what the two tell each other, and the program that stands at the gates. It
// serves the gates' page and decides for its devices while the city is unreachable; the
// rules and the logs are checkin's, here as there.
package edge

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// Errors of edges.
var (
	ErrEdge   = fault.New(fault.Unauthenticated, "edge", "this gate server is not registered, or was taken out of use")
	ErrNoEdge = fault.New(fault.NotFound, "no_such_edge", "there is no such gate server")
	ErrToken  = fault.New(fault.Invalid, "edge_token", "this setting-up code of a gate server is not known, was used already or is too old")
	ErrAway   = fault.New(fault.Unavailable, "city_away", "this needs the main service, which does not answer just now")
	ErrOther  = fault.New(fault.Conflict, "edge_gate", "the device is for a gate that another server looks after")
)

// ID names an edge.
type ID string

// Edge is a server at a group of gates, as the main service has it.
type Edge struct {
	ID      ID
	Name    string
	Event   events.ID
	Gates   []string  // ids it looks after, sorted
	Key     string    // hash of what it proves itself with; first of its setting-up code
	Made    time.Time // when it was registered
	Begun   time.Time // when it was set up; zero while the code waits
	Revoked time.Time // zero while it is in use
	Heard   time.Time // the last exchange; zero for never
	Program string    // the version of its program, by its own word; "" where it said none
}

// Working says whether the edge was set up and is in use.
func (e Edge) Working() bool { return !e.Begun.IsZero() && e.Revoked.IsZero() }

// Store is the durable record of edges.
type Store interface {
	// AddEdge stores a new edge.
	AddEdge(ctx context.Context, e Edge) error
	// ChangeEdge applies change to the edge as it is, or returns ErrNoEdge.
	ChangeEdge(ctx context.Context, id ID, change func(*Edge) error) (Edge, error)
	// EdgeByKey returns the edge whose Key it is, or ErrNoEdge.
	EdgeByKey(ctx context.Context, key string) (Edge, error)
	// Edges returns the edges of an event, by id.
	Edges(ctx context.Context, event events.ID) ([]Edge, error)
}

// Brought is what an edge has of one of its devices.
type Brought struct {
	Device checkin.DeviceID
	// Said is the device's word, with its clock against the edge's, and Echo the last
	// moment of the main service's that lay before the device's own.
	Said    checkin.Said
	Records []checkin.Record
}

// Receipt is that a device was told an order, or that its holder said yes to it.
type Receipt struct {
	Order  checkin.OrderID
	Device checkin.DeviceID
	Acked  bool
	By     string
}

// Up is what an edge tells the main service. Repeating it changes nothing.
type Up struct {
	Devices  []Brought
	Receipts []Receipt
	Calls    []checkin.Call // for help; only ID, Device, Kind, Note and At matter
	Since    string         // Next of the last answer; "" for the whole night
	Program  string         // the version of the edge's program
}

// Down is what it is told.
type Down struct {
	AsOf     time.Time
	Devices  []checkin.Device // of its gates, with Seq up to which their logs are here
	Orders   []checkin.Order  // that name its gates
	Calls    []checkin.Call   // of its devices
	Admitted []checkin.Record // by the devices of others; only what a gate needs of them
	Next     string
	More     bool       // ask again at once
	List     string     // version of the list; "" between the nights
	Credit   *Allowance // nil where nothing can be said of it just now
}

// Allowance is how many an edge may let in from one moment to another, all in all, while
// it cannot ask.
type Allowance struct {
	Free        bool // nothing bounds it, and the rest says nothing
	Most        int
	From, Until time.Time
}

func (a Allowance) equal(b Allowance) bool {
	return a.Free == b.Free && a.Most == b.Most && a.From.Equal(b.From) && a.Until.Equal(b.Until)
}

// Allowing is who grants credit; *crowd.Service.
type Allowing interface {
	// Allow returns what an edge may let in while it cannot ask, or false where nothing
	// bounds it.
	Allow(ctx context.Context, e Edge) (Allowance, bool, error)
}

// Copy is what gates need of the main service when it is away.
type Copy struct {
	Event  events.ID
	Number uint16 // the event in the bytes of a pass
	Gates  []pass.Gate
	List   checkin.List
}

// Gates is what is asked of the gates; *checkin.Service.
type Gates interface {
	Devices(ctx context.Context, event events.ID) ([]checkin.Device, error)
	Waiting(ctx context.Context, token string) (checkin.Device, error)
	Begin(ctx context.Context, token string) (checkin.Device, string, error)
	List(ctx context.Context, event events.ID) (checkin.List, error)
	Sync(ctx context.Context, d checkin.Device, said checkin.Said, records []checkin.Record) (checkin.Device, error)
	Elsewhere(ctx context.Context, event events.ID, own func(checkin.DeviceID) bool, cursor string) ([]checkin.Record, string, bool, error)
	Redeem(ctx context.Context, d checkin.Device, at time.Time, r checkin.Record, closed bool) (checkin.Answer, error)
}

// Books is what is asked of the passes.
type Books interface {
	Book(ctx context.Context, event events.ID) (pass.Book, error)
}

// Centre is the main service's side. Its fields are set once, before use.
type Centre struct {
	Store  Store
	Gates  Gates
	Books  Books
	Orders *checkin.Orders
	Calls  *checkin.Calls
	Leases *checkin.Leases // nil lends nothing
	Credit Allowing        // nil grants none, and then edges know no bound
	Now    func() time.Time
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte("edge\x00" + secret))
	return hex.EncodeToString(sum[:])
}

// Provision registers an edge for gates of an event, for all where none is named, and
// returns the code it is set up with, once and within checkin.TokenFor. It returns
// checkin.ErrNoGate and pass.ErrNone.
func (c *Centre) Provision(ctx context.Context, event events.ID, gates []string, name string) (Edge, string, error) {
	book, err := c.Books.Book(ctx, event)
	if err != nil {
		return Edge{}, "", err
	}
	if len(gates) == 0 {
		for _, g := range book.Gates {
			gates = append(gates, g.ID)
		}
	}
	for _, g := range gates {
		if _, ok := book.Gate(g); !ok {
			return Edge{}, "", checkin.ErrNoGate
		}
	}
	token := rand.Text()
	e := Edge{
		ID: ID("e-" + rand.Text()[:12]), Name: name, Event: event, Key: hashOf(token), Made: c.Now(),
		Gates: slices.Compact(slices.Sorted(slices.Values(gates))),
	}
	return e, token, c.Store.AddEdge(ctx, e)
}

// Begin sets an edge up: its code is used up, and what it returns is what the edge
// proves itself with from now on. It returns [ErrToken].
func (c *Centre) Begin(ctx context.Context, token string) (Edge, string, error) {
	e, err := c.Store.EdgeByKey(ctx, hashOf(token))
	if err != nil {
		return e, "", tokenFault(err)
	}
	secret := rand.Text()
	e, err = c.Store.ChangeEdge(ctx, e.ID, func(e *Edge) error {
		if e.Key != hashOf(token) || !e.Begun.IsZero() || !e.Revoked.IsZero() || c.Now().Sub(e.Made) >= checkin.TokenFor {
			return ErrToken
		}
		e.Key, e.Begun = hashOf(secret), c.Now()
		return nil
	})
	return e, secret, tokenFault(err)
}

func tokenFault(err error) error {
	if fault.Of(err).Code == ErrNoEdge.Code {
		return ErrToken
	}
	return err
}

// Authenticate returns the edge a secret is of, or [ErrEdge].
func (c *Centre) Authenticate(ctx context.Context, secret string) (Edge, error) {
	e, err := c.Store.EdgeByKey(ctx, hashOf(secret))
	if err != nil && fault.Of(err).Code == ErrNoEdge.Code || err == nil && !e.Working() {
		return Edge{}, ErrEdge
	}
	return e, err
}

// Revoke takes an edge out of use; repeating it changes nothing. What it has brought
// counts. It returns [ErrNoEdge].
func (c *Centre) Revoke(ctx context.Context, id ID) (Edge, error) {
	return c.Store.ChangeEdge(ctx, id, func(e *Edge) error {
		if e.Revoked.IsZero() {
			e.Revoked = c.Now()
		}
		return nil
	})
}

// Edges lists the edges of an event, by id.
func (c *Centre) Edges(ctx context.Context, event events.ID) ([]Edge, error) {
	return c.Store.Edges(ctx, event)
}
