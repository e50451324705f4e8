package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"wanjia/events/docstore"
	"wanjia/ticketing"
	"wanjia/ticketing/seating"
)

// plan is the stored form of [seating.Plan]: its document, packed, as that of a
// stadium would not fit otherwise.
type plan struct {
	ID     string `json:"id"`
	Packed string `json:"packed"` // gzip, then base64

	// What it is, for the list; a plan that was stored before there was one lacks it.
	Name        string   `json:"name,omitempty"`
	Sectors     []string `json:"sectors,omitempty"`
	Seats       int      `json:"seats,omitempty"`
	Rows        int      `json:"rows,omitempty"`
	Wheelchairs int      `json:"wheelchairs,omitempty"`
}

// keptPlans is how many plans are kept in memory: one of 100,000 seats takes about
// 40 MB of it.
const keptPlans = 8

// Plans implements [ticketing.Plans].
type Plans struct {
	plans docstore.Collection[plan]

	mu    sync.Mutex
	known map[seating.PlanID]*seating.Plan
	order []seating.PlanID // as they came
}

var _ ticketing.Plans = (*Plans)(nil)

// NewPlans returns the plans kept by e.
func NewPlans(e docstore.Engine) *Plans {
	return &Plans{
		plans: docstore.Collection[plan]{Engine: e, Name: "plans", Schema: 1, ID: func(p plan) string { return p.ID }},
		known: map[seating.PlanID]*seating.Plan{},
	}
}

// Plan implements [ticketing.Plans].
func (s *Plans) Plan(ctx context.Context, id seating.PlanID) (*seating.Plan, error) {
	if p := s.remembered(id); p != nil {
		return p, nil
	}
	v, err := s.plans.Get(ctx, string(id))
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return nil, ticketing.ErrNoPlan
	}
	if err != nil {
		return nil, fmt.Errorf("read plan %s: %w", id, err)
	}
	document, err := unpack(v.Value.Packed)
	if err != nil {
		return nil, fmt.Errorf("unpack plan %s: %w", id, err)
	}
	p, err := seating.Read(document)
	if err != nil {
		return nil, fmt.Errorf("read plan %s again: %w", id, err)
	}
	if p.ID != id {
		return nil, fmt.Errorf("plan %s is stored as %s", p.ID, id)
	}
	s.remember(p)
	return p, nil
}

// AddPlan stores a plan; one that is there already is the same.
func (s *Plans) AddPlan(ctx context.Context, p *seating.Plan) error {
	packed, err := pack(p.JSON())
	if err != nil {
		return fmt.Errorf("pack plan %s: %w", p.ID, err)
	}
	if err := docstore.InsertNew(ctx, s.plans, []plan{storedPlan(p, packed)}); err != nil {
		return fmt.Errorf("store plan %s: %w", p.ID, err)
	}
	s.remember(p)
	return nil
}

func storedPlan(p *seating.Plan, packed string) plan {
	o := ticketing.OutlineOf(p)
	return plan{ID: string(p.ID), Packed: packed, Name: o.Name, Sectors: o.Sectors, Seats: o.Seats, Rows: o.Rows, Wheelchairs: o.Wheelchairs}
}

// List implements [ticketing.Plans].
func (s *Plans) List(ctx context.Context) ([]ticketing.PlanOutline, error) {
	var out []ticketing.PlanOutline
	for v, err := range s.plans.All(ctx) {
		if err != nil {
			return nil, fmt.Errorf("list the plans: %w", err)
		}
		p := v.Value
		o := ticketing.PlanOutline{ID: seating.PlanID(p.ID), Name: p.Name, Sectors: p.Sectors, Seats: p.Seats, Rows: p.Rows, Wheelchairs: p.Wheelchairs}
		if p.Seats == 0 {
			whole, err := s.Plan(ctx, o.ID)
			if err != nil {
				return nil, err
			}
			o = ticketing.OutlineOf(whole)
		}
		out = append(out, o)
	}
	slices.SortFunc(out, ticketing.CompareOutlines)
	return out, nil
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Plans) Migrate(ctx context.Context) (int, error) { return s.plans.Migrate(ctx) }

func (s *Plans) remembered(id seating.PlanID) *seating.Plan {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known[id]
}

// remember keeps a plan, and forgets the one that came first when there are too many.
func (s *Plans) remember(p *seating.Plan) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known[p.ID] != nil {
		return
	}
	s.known[p.ID] = p
	if s.order = append(s.order, p.ID); len(s.order) > keptPlans {
		delete(s.known, s.order[0])
		s.order = s.order[1:]
	}
}

func pack(document []byte) (string, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(document); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), nil
}

func unpack(packed string) ([]byte, error) {
	b, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(r, seating.MaxBytes+1))
}
