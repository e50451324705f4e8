package community

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events/fault"
)

// Errors of merging.
var (
	ErrNoMerge    = fault.New(fault.NotFound, "no_such_merge", "there is no such merge, or it is not yours to see")
	ErrMergeSelf  = fault.New(fault.Invalid, "merge_self", "these are not two records")
	ErrMergeTake  = fault.New(fault.Invalid, "merge_take", "of phone, born, name and address, say left or right")
	ErrMergeBusy  = fault.New(fault.Conflict, "merge_busy", "somebody is merging one of the two just now; look again in a moment")
	ErrMerged     = fault.New(fault.Conflict, "merged_already", "one of the two was merged or removed meanwhile")
	ErrLiveClaims = fault.New(fault.Conflict, "both_live_claims", "both hold places for events; one of them has to give theirs back first")
	ErrMergeOld   = fault.New(fault.Conflict, "merge_old", "what undoing this would need is not kept any more; it has to be put right by hand")
	ErrMergeMoved = fault.New(fault.Conflict, "merge_moved", "something was changed since the merge; details.changed says what, and it has to be decided by hand")
)

// MergeState is how far a merge has come.
type MergeState string

// The states. In the first, nothing is changed yet; the second and the fourth are
// finished after a crash.
const (
	MergePlanned MergeState = "planned"
	MergeDoing   MergeState = "doing"
	MergeDone    MergeState = "done"
	MergeUndoing MergeState = "undoing"
	MergeUndone  MergeState = "undone"
)

// PersonMerge is two records becoming one, with all that is needed to undo it. It is kept
// before anything is changed.
//
// Indexes: "at", "open" (while something is left to do).
type PersonMerge struct {
	ID        string            `json:"id"`
	Pair      string            `json:"pair,omitempty"` // the proposal it follows
	Kept      PersonID          `json:"kept"`
	Gone      PersonID          `json:"gone"`
	Buildings []NodeID          `json:"buildings"`      // of both, then
	Take      map[string]string `json:"take,omitempty"` // field: kept, gone
	By        string            `json:"by"`             // account
	ByName    string            `json:"by_name,omitempty"`
	Why       string            `json:"why"`
	At        time.Time         `json:"at"`
	State     MergeState        `json:"state"`
	Steps     []MergeStep       `json:"steps,omitempty"`
	Tell      []PersonID        `json:"tell,omitempty"` // agents of either, to hear of it
	Undone    time.Time         `json:"undone,omitzero"`
	UndoneBy  string            `json:"undone_by,omitempty"`
	UndoWhy   string            `json:"undo_why,omitempty"`
	Left      []string          `json:"left,omitempty"` // what could not be put back
}

// MergeStep is one record that a merge changes: as it was, and as it is to be. null
// is a record that is not there.
type MergeStep struct {
	Kind   string          `json:"kind"` // person, relation, post, ...
	ID     string          `json:"id"`
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// Holds lists the keys by which no two merges are about one person at a time.
func (m PersonMerge) Holds() []string {
	switch m.State {
	case MergePlanned, MergeDoing, MergeUndoing:
		return []string{"person/" + string(m.Kept), "person/" + string(m.Gone)}
	}
	return nil
}

// Claims says who holds places; the inventory does.
type Claims interface {
	// Live counts the claims for events to come that the person's account holds.
	Live(ctx context.Context, person PersonID) (int, error)
}

// Bindings says which account stands for whom.
type Bindings interface {
	// AccountOf names the account of a person, "" for none.
	AccountOf(ctx context.Context, person PersonID) (string, error)
	// PersonOf names the person of an account, "" for none.
	PersonOf(ctx context.Context, account string) (PersonID, error)
	// Bind makes an account stand for a person; repeating it changes nothing.
	Bind(ctx context.Context, account string, person PersonID) error
}

// Teller tells people of what was done in their affairs.
type Teller interface {
	// TellMerged tells an agent that two records of the person they act for became
	// one, or two again; the same id tells once.
	TellMerged(ctx context.Context, id string, agent, person PersonID, undone bool) error
}

// Merger merges people and undoes it. Its fields are set once, before use.
type Merger struct {
	Service  *Service
	Merges   Records[string, PersonMerge]
	Claims   Claims
	Bindings Bindings
	Teller   Teller
}

// MergeRequest asks for a merge.
type MergeRequest struct {
	ID     string // the same for a request that is repeated
	Pair   string
	Kept   PersonID
	Gone   PersonID
	Take   map[string]string // phone, born, name, address: kept or gone; what is not said is taken where the kept record has nothing
	By     string
	ByName string
	Why    string
}

// Merge makes one record of two that both lie in the reach, and answers [ErrNoPerson]
// for one that does not, [ErrMergeBusy], [ErrMerged], [ErrLiveClaims] with how many
// each holds, [ErrMergeTake] or [ErrMergeSelf].
func (g *Merger) Merge(ctx context.Context, reach Reach, r MergeRequest) (PersonMerge, error) {
	if r.Kept == r.Gone {
		return PersonMerge{}, ErrMergeSelf
	}
	for field, from := range r.Take {
		if !slices.Contains([]string{"phone", "born", "name", "address"}, field) || from != "kept" && from != "gone" {
			return PersonMerge{}, ErrMergeTake
		}
	}
	m := PersonMerge{
		ID: r.ID, Pair: r.Pair, Kept: r.Kept, Gone: r.Gone, Take: r.Take, By: r.By, ByName: r.ByName, Why: r.Why,
		At: g.Service.Now(), State: MergePlanned,
	}
	// Whether the two may be merged is looked at while nobody else can merge them.
	answers, err := g.Merges.Add(ctx, m)
	if err != nil {
		return PersonMerge{}, err
	}
	if answers[0] != nil {
		if was, err := g.Merges.Get(ctx, r.ID); err == nil && was.Kept == r.Kept && was.Gone == r.Gone && was.State == MergeDone {
			return was, nil
		}
		return PersonMerge{}, ErrMergeBusy
	}
	planned, err := g.plan(ctx, reach, m)
	if err != nil {
		return PersonMerge{}, errors.Join(err, g.Merges.Remove(context.WithoutCancel(ctx), m.ID))
	}
	if m, err = g.Merges.Change(ctx, m.ID, func(m *PersonMerge) error {
		if m.State != MergePlanned {
			return ErrMergeBusy // taken for lost and given up
		}
		*m = planned
		return nil
	}); err != nil {
		return PersonMerge{}, err
	}
	return g.carryOut(ctx, m)
}

// both reads the two people of a merge, each in the reach.
func (g *Merger) both(ctx context.Context, reach Reach, kept, gone PersonID) (a, b Person, err error) {
	tree, err := g.Service.Tree(ctx)
	if err != nil {
		return a, b, err
	}
	for id, into := range map[PersonID]*Person{kept: &a, gone: &b} {
		if *into, err = g.Service.Store.People.Get(ctx, id); err != nil {
			return a, b, err
		}
		if !tree.Within(into.Building, reach) {
			return a, b, ErrNoPerson
		}
	}
	return a, b, nil
}

// plan checks a merge and says all that it will change.
func (g *Merger) plan(ctx context.Context, reach Reach, m PersonMerge) (PersonMerge, error) {
	kept, gone, err := g.both(ctx, reach, m.Kept, m.Gone)
	if err != nil {
		return m, err
	}
	if !kept.Live() || !gone.Live() {
		return m, ErrMerged
	}
	mine, err := g.Claims.Live(ctx, kept.ID)
	if err != nil {
		return m, fmt.Errorf("claims of %s: %w", kept.ID, err)
	}
	theirs, err := g.Claims.Live(ctx, gone.ID)
	if err != nil {
		return m, fmt.Errorf("claims of %s: %w", gone.ID, err)
	}
	if mine > 0 && theirs > 0 {
		return m, ErrLiveClaims.With("kept", mine).With("gone", theirs)
	}
	m.Buildings = []NodeID{kept.Building, gone.Building}
	p := &planner{Merger: g, merge: &m, kept: kept, gone: gone, now: g.Service.Now()}
	if err := p.steps(ctx); err != nil {
		return m, err
	}
	m.State = MergeDoing
	return m, nil
}

// carryOut does the steps of a merge and tells those it concerns. One that
// something has come in the way of is taken back.
func (g *Merger) carryOut(ctx context.Context, m PersonMerge) (PersonMerge, error) {
	for _, s := range m.Steps {
		err := g.swap(ctx, s)
		if errors.Is(err, errMoved) {
			back, berr := g.Merges.Change(ctx, m.ID, func(m *PersonMerge) error { m.State = MergeUndoing; return nil })
			if berr == nil {
				_, berr = g.takeBack(ctx, back)
			}
			return m, errors.Join(ErrMergeMoved.With("changed", []string{s.name()}), berr)
		}
		if err != nil {
			return m, fmt.Errorf("merge %s, %s: %w", m.ID, s.name(), err)
		}
	}
	if err := g.tell(ctx, m, false); err != nil {
		return m, err
	}
	return g.Merges.Change(ctx, m.ID, func(m *PersonMerge) error { m.State = MergeDone; return nil })
}

func (g *Merger) tell(ctx context.Context, m PersonMerge, undone bool) error {
	for _, agent := range m.Tell {
		id := fmt.Sprintf("merge:%s:%s:%t", m.ID, agent, undone)
		if err := g.Teller.TellMerged(ctx, id, agent, m.Kept, undone); err != nil {
			return fmt.Errorf("tell %s of merge %s: %w", agent, m.ID, err)
		}
	}
	return nil
}

// name says which record a step is of: relation/r-1.
func (s MergeStep) name() string { return s.Kind + "/" + s.ID }
