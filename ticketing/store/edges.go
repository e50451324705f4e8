package store

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/crowd"
	"wanjia/ticketing/edge"
	"wanjia/ticketing/pass"
)

// gateEdge is the stored form of [edge.Edge].
type gateEdge struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Event   string    `json:"event"`
	Gates   []string  `json:"gates"`
	Key     string    `json:"key"` // a hash: whoever reads the documents cannot be the edge
	Made    time.Time `json:"made"`
	Begun   time.Time `json:"begun,omitzero"`
	Revoked time.Time `json:"revoked,omitzero"`
	Heard   time.Time `json:"heard,omitzero"`
	Program string    `json:"program,omitempty"`
}

func (e gateEdge) edge() edge.Edge {
	return edge.Edge{
		ID: edge.ID(e.ID), Name: e.Name, Event: events.ID(e.Event), Gates: e.Gates, Key: e.Key, Made: e.Made, Begun: e.Begun, Revoked: e.Revoked, Heard: e.Heard, Program: e.Program,
	}
}

func storedEdge(e edge.Edge) gateEdge {
	return gateEdge{string(e.ID), e.Name, string(e.Event), e.Gates, e.Key, e.Made, e.Begun, e.Revoked, e.Heard, e.Program}
}

// Edges implements [edge.Store].
type Edges struct {
	edges   docstore.Collection[gateEdge]
	credits docstore.Collection[credits]
}

var (
	_ edge.Store       = (*Edges)(nil)
	_ crowd.CreditBook = (*Edges)(nil)
)

// credits is the stored form of [crowd.Credits].
type credits struct {
	Event string         `json:"event"`
	Night time.Time      `json:"night"`
	Most  map[string]int `json:"most"`
}

// NewEdges returns the gate servers kept by e.
func NewEdges(e docstore.Engine) *Edges {
	return &Edges{
		edges: docstore.Collection[gateEdge]{
			Engine: e, Name: "gate_edges", Schema: 1,
			ID:     func(e gateEdge) string { return e.ID },
			Unique: func(e gateEdge) []string { return []string{"key/" + e.Key} },
			Index:  func(e gateEdge) map[string]string { return map[string]string{"event": e.Event + "/" + e.ID} },
		},
		credits: docstore.Collection[credits]{Engine: e, Name: "gate_credits", Schema: 1, ID: func(c credits) string { return c.Event }},
	}
}

// ChangeCredits implements [crowd.CreditBook]: one document an event, so that of two that
// grant at the same moment one sees what the other granted.
func (s *Edges) ChangeCredits(ctx context.Context, event events.ID, change func(*crowd.Credits)) (crowd.Credits, error) {
	var out crowd.Credits
	apply := func(c *credits) error {
		out = crowd.Credits{Night: c.Night, Most: c.Most}
		change(&out)
		c.Night, c.Most = out.Night, out.Most
		return nil
	}
	for {
		_, err := s.credits.Change(ctx, string(event), apply)
		if errors.Is(err, docstore.ErrNotFound) {
			first := credits{Event: string(event)}
			_ = apply(&first) // it has no way to fail
			err = s.credits.InsertOne(ctx, first)
			if errors.Is(err, docstore.ErrDuplicate) {
				continue // somebody else was first; by theirs then
			}
		}
		if err != nil {
			return out, fmt.Errorf("store the credits of event %s: %w", event, err)
		}
		return out, nil
	}
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Edges) Migrate(ctx context.Context) (int, error) {
	return docstore.MigrateAll(ctx, s.edges, s.credits)
}

// AddEdge implements [edge.Store].
func (s *Edges) AddEdge(ctx context.Context, e edge.Edge) error {
	if err := s.edges.InsertOne(ctx, storedEdge(e)); err != nil {
		return fmt.Errorf("store a gate server: %w", err)
	}
	return nil
}

// ChangeEdge implements [edge.Store].
func (s *Edges) ChangeEdge(ctx context.Context, id edge.ID, change func(*edge.Edge) error) (edge.Edge, error) {
	v, err := s.edges.Change(ctx, string(id), func(stored *gateEdge) error {
		e := stored.edge()
		if err := change(&e); err != nil {
			return err
		}
		*stored = storedEdge(e)
		return nil
	})
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return edge.Edge{}, edge.ErrNoEdge
	}
	return v.Value.edge(), err
}

// EdgeByKey implements [edge.Store].
func (s *Edges) EdgeByKey(ctx context.Context, key string) (edge.Edge, error) {
	v, err := s.edges.Find(ctx, "key/"+key)
	if errors.Is(err, docstore.ErrNotFound) {
		return edge.Edge{}, edge.ErrNoEdge
	}
	if err != nil {
		return edge.Edge{}, fmt.Errorf("read a gate server: %w", err)
	}
	return v.Value.edge(), nil
}

// Edges implements [edge.Store].
func (s *Edges) Edges(ctx context.Context, event events.ID) ([]edge.Edge, error) {
	var out []edge.Edge
	for v, err := range s.edges.Each(ctx, docstore.Query{Index: "event", Prefix: string(event) + "/"}) {
		if err != nil {
			return nil, fmt.Errorf("list the gate servers of event %s: %w", event, err)
		}
		out = append(out, v.Value.edge())
	}
	return out, nil
}

// held is the stored form of [edge.Copy]. No secret of a pass is in it: what signs them
// is the main service's alone.
type held struct {
	ID      string         `json:"id"`
	Number  uint16         `json:"number"`
	Gates   []pass.Gate    `json:"gates"`
	AsOf    time.Time      `json:"as_of"`
	Version string         `json:"version"`
	Ring    map[int][]byte `json:"ring"`
	Salt    []byte         `json:"salt"`
	From    time.Time      `json:"from"`
	Until   time.Time      `json:"until"`
	Revoked []string       `json:"revoked"`
	Codes   []heldCode     `json:"codes"`
}

type heldCode struct {
	Hash   string `json:"h"`
	Serial string `json:"s"`
	From   int64  `json:"f"` // seconds since 1970
	Until  int64  `json:"u"`
	Party  int    `json:"p"`
	Gates  uint16 `json:"g"`
}

func heldCopy(c edge.Copy) held {
	l := c.List
	h := held{
		ID: string(c.Event), Number: c.Number, Gates: c.Gates, AsOf: l.AsOf, Version: l.Version, Ring: map[int][]byte{}, Salt: l.Salt,
		From: l.From, Until: l.Until, Codes: make([]heldCode, len(l.Codes)),
	}
	for id, key := range l.Ring.Keys {
		h.Ring[int(id)] = key
	}
	for _, s := range l.Revoked {
		h.Revoked = append(h.Revoked, s.String())
	}
	for i, code := range l.Codes {
		h.Codes[i] = heldCode{code.Hash, code.Serial.String(), code.From.Unix(), code.Until.Unix(), code.Party, code.Gates}
	}
	return h
}

func (h held) copy() (edge.Copy, error) {
	c := edge.Copy{Event: events.ID(h.ID), Number: h.Number, Gates: h.Gates, List: checkin.List{
		AsOf: h.AsOf, Version: h.Version, Ring: pass.Ring{Event: h.Number, Keys: map[byte]ed25519.PublicKey{}}, Salt: h.Salt, From: h.From, Until: h.Until,
		Codes: make([]checkin.Code, len(h.Codes)),
	}}
	for id, key := range h.Ring {
		c.List.Ring.Keys[byte(id)] = key
	}
	for _, text := range h.Revoked {
		s, err := pass.ParseSerial(text)
		if err != nil {
			return c, err
		}
		c.List.Revoked = append(c.List.Revoked, s)
	}
	for i, code := range h.Codes {
		s, err := pass.ParseSerial(code.Serial)
		if err != nil {
			return c, err
		}
		c.List.Codes[i] = checkin.Code{
			Hash: code.Hash, Serial: s, From: time.Unix(code.From, 0).UTC(), Until: time.Unix(code.Until, 0).UTC(), Party: code.Party, Gates: code.Gates,
		}
	}
	return c, nil
}

// Edge is what a gate server keeps of itself and of the main service; it implements
// [edge.Shelf].
type Edge struct {
	copies  docstore.Collection[held]
	selves  docstore.Collection[Self]
	credits docstore.Collection[heldCredit]
}

var _ edge.Shelf = (*Edge)(nil)

// Self is who a gate server is.
type Self struct {
	ID     string   `json:"id"` // of the edge
	Main   string   `json:"main"`
	Event  string   `json:"event"`
	Gates  []string `json:"gates"`
	Secret string   `json:"secret"`
}

// NewEdge returns what is kept by e.
func NewEdge(e docstore.Engine) *Edge {
	return &Edge{
		copies:  docstore.Collection[held]{Engine: e, Name: "edge_copies", Schema: 1, ID: func(h held) string { return h.ID }},
		selves:  docstore.Collection[Self]{Engine: e, Name: "edge_self", Schema: 1, ID: func(s Self) string { return s.ID }},
		credits: docstore.Collection[heldCredit]{Engine: e, Name: "edge_credits", Schema: 1, ID: func(c heldCredit) string { return c.ID }},
	}
}

// KeepCopy implements [edge.Shelf].
func (s *Edge) KeepCopy(ctx context.Context, c edge.Copy) error {
	next := heldCopy(c)
	_, err := s.copies.Change(ctx, next.ID, func(h *held) error { *h = next; return nil })
	if errors.Is(err, docstore.ErrNotFound) {
		err = s.copies.InsertOne(ctx, next)
	}
	if err != nil {
		return fmt.Errorf("keep what the main service says: %w", err)
	}
	return nil
}

// KeptCopy implements [edge.Shelf]. A data folder is of one event.
func (s *Edge) KeptCopy(ctx context.Context) (edge.Copy, bool, error) {
	for v, err := range s.copies.All(ctx) {
		if err != nil {
			return edge.Copy{}, false, err
		}
		c, err := v.Value.copy()
		return c, err == nil, err
	}
	return edge.Copy{}, false, nil
}

// heldCredit is the stored form of an [edge.Allowance].
type heldCredit struct {
	ID    string    `json:"id"` // of the event
	Free  bool      `json:"free,omitempty"`
	Most  int       `json:"most"`
	From  time.Time `json:"from,omitzero"`
	Until time.Time `json:"until,omitzero"`
}

// KeepCredit implements [edge.Shelf].
func (s *Edge) KeepCredit(ctx context.Context, event events.ID, a edge.Allowance) error {
	next := heldCredit{string(event), a.Free, a.Most, a.From, a.Until}
	_, err := s.credits.Change(ctx, next.ID, func(c *heldCredit) error { *c = next; return nil })
	if errors.Is(err, docstore.ErrNotFound) {
		err = s.credits.InsertOne(ctx, next)
	}
	if err != nil {
		return fmt.Errorf("keep what may be let in alone: %w", err)
	}
	return nil
}

// KeptCredit implements [edge.Shelf].
func (s *Edge) KeptCredit(ctx context.Context, event events.ID) (edge.Allowance, bool, error) {
	v, err := s.credits.Get(ctx, string(event))
	if errors.Is(err, docstore.ErrNotFound) {
		return edge.Allowance{}, false, nil
	}
	c := v.Value
	return edge.Allowance{Free: c.Free, Most: c.Most, From: c.From, Until: c.Until}, err == nil, err
}

// KeepSelf stores who this is.
func (s *Edge) KeepSelf(ctx context.Context, self Self) error {
	if err := s.selves.InsertOne(ctx, self); err != nil {
		return fmt.Errorf("keep who this gate server is: %w", err)
	}
	return nil
}

// KeptSelf returns who this is, or false for a data folder that is nobody's yet.
func (s *Edge) KeptSelf(ctx context.Context) (Self, bool, error) {
	for v, err := range s.selves.All(ctx) {
		return v.Value, err == nil, err
	}
	return Self{}, false, nil
}
