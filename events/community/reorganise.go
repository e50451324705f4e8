package community

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"reflect"
	"time"

	"wanjia/events/fault"
)

// Errors of merges and splits.
var (
	ErrMerge        = fault.New(fault.Invalid, "merge", "a merge takes two different parts or more, of one level and in the same part above; or say which of them goes on")
	ErrSplit        = fault.New(fault.Invalid, "split", "a split makes two parts or more, and everything in the old one goes into exactly one of them")
	ErrNodeName     = fault.New(fault.Invalid, "node_name", "a part has a name of 2 to 60 characters that no other part beside it has")
	ErrEnded        = fault.New(fault.Conflict, "node_ended", "this part was merged or split before")
	ErrAbove        = fault.New(fault.Forbidden, "above_your_part", "who merges or splits a part has to be responsible for the one above it")
	ErrReorganising = fault.New(fault.Conflict, "reorganising", "somebody else is merging or splitting here just now; look again in a moment")
)

// Merge says which nodes become one.
type Merge struct {
	From []NodeID
	Into NodeID // the one that goes on; "" for a new one
	Name string // of the new one; "" keeps the name of the one that goes on
}

// Split says what a node becomes.
type Split struct {
	Node NodeID
	Into []Part
}

// Part is a new node and what goes into it.
type Part struct {
	Name     string
	Children []NodeID
}

// Doer is who does something, for the record.
type Doer struct {
	Account, Name string
	Why           string
}

// Merge makes several nodes one, with all that lies in them. Whoever holds a role
// at one of them holds it at what came of it. When part of the house fails in the
// middle the rest is done by [Service.FinishReorganisations].
func (s *Service) Merge(ctx context.Context, reach Reach, m Merge, by Doer) (Reorganisation, error) {
	return s.reorganise(ctx, by, func(t *Tree) (Reorganisation, error) { return t.planMerge(reach, m) })
}

// Split makes several nodes of one. Roles held at the old node name nothing any
// more and have to be granted anew. For the rest it is as Merge.
func (s *Service) Split(ctx context.Context, reach Reach, split Split, by Doer) (Reorganisation, error) {
	return s.reorganise(ctx, by, func(t *Tree) (Reorganisation, error) { return t.planSplit(reach, split) })
}

// reorganise writes the plan down, which takes hold of the nodes it is about, makes
// sure that it still is the plan, and carries it out.
func (s *Service) reorganise(ctx context.Context, by Doer, plan func(*Tree) (Reorganisation, error)) (Reorganisation, error) {
	r, err := s.freshPlan(ctx, plan)
	if err != nil {
		return r, err
	}
	r.ID, r.At, r.By, r.ByName, r.Why = rand.Text(), s.Now(), by.Account, by.Name, by.Why
	answers, err := s.Store.Changes.Add(ctx, r)
	if err != nil {
		return r, fmt.Errorf("write down a %s: %w", r.Kind, err)
	}
	if errors.Is(answers[0], ErrExists) {
		return r, ErrReorganising
	}
	if answers[0] != nil {
		return r, answers[0]
	}
	// From here on nobody else can change these nodes; but somebody may have, after
	// they were looked at.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), carryWithin)
	defer cancel()
	again, err := s.freshPlan(ctx, plan)
	if err == nil && !samePlan(r, again) {
		err = ErrReorganising
	}
	if err != nil {
		return r, errors.Join(err, s.Store.Changes.Remove(ctx, r.ID))
	}
	r, err = s.Store.Changes.Change(ctx, r.ID, func(r *Reorganisation) error {
		r.Begun = s.Now()
		return nil
	})
	if errors.Is(err, ErrNoNode) { // taken for abandoned
		return r, ErrReorganising
	}
	if err != nil {
		return r, fmt.Errorf("begin %s: %w", r.Kind, err)
	}
	return s.carryOut(ctx, r)
}

// carryWithin bounds one merge or split; what is left then is finished later.
const carryWithin = time.Minute

func (s *Service) freshPlan(ctx context.Context, plan func(*Tree) (Reorganisation, error)) (Reorganisation, error) {
	s.forgetTree()
	t, err := s.Tree(ctx)
	if err != nil {
		return Reorganisation{}, err
	}
	return plan(t)
}

func samePlan(a, b Reorganisation) bool {
	return reflect.DeepEqual(a.From, b.From) && reflect.DeepEqual(a.Into, b.Into) &&
		reflect.DeepEqual(a.Above, b.Above) && reflect.DeepEqual(a.Moves, b.Moves)
}

// carryOut does what is left of a reorganisation. At every moment each node has
// exactly one parent that is there; repeating it, also beside another, changes
// nothing more.
func (s *Service) carryOut(ctx context.Context, r Reorganisation) (Reorganisation, error) {
	defer s.forgetTree()
	for _, n := range r.Into {
		if err := s.makeNode(ctx, n); err != nil {
			return r, fmt.Errorf("%s: make %s: %w", r.Kind, n.ID, err)
		}
	}
	for _, m := range r.Moves {
		if err := s.move(ctx, r, m); err != nil {
			return r, fmt.Errorf("%s: move %s to %s: %w", r.Kind, m.Node, m.To, err)
		}
	}
	if err := s.touchBuildings(ctx, r); err != nil {
		return r, fmt.Errorf("%s: %w", r.Kind, err)
	}
	into := make([]NodeID, len(r.Into))
	for i, n := range r.Into {
		into[i] = n.ID
	}
	for _, id := range r.From {
		err := quietly(s.Store.Nodes.Change(ctx, id, func(n *Node) error {
			if !n.Ended.IsZero() {
				return errSame
			}
			n.Ended, n.Into = r.At, into
			return nil
		}))
		if err != nil {
			return r, fmt.Errorf("%s: end %s: %w", r.Kind, id, err)
		}
	}
	done, err := s.Store.Changes.Change(ctx, r.ID, func(r *Reorganisation) error {
		if r.Done.IsZero() {
			r.Done = s.Now()
		}
		return nil
	})
	if err != nil {
		return r, fmt.Errorf("close %s: %w", r.Kind, err)
	}
	return done, nil
}

// errSame says that a record already is as it should be, so nothing is written.
var errSame = errors.New("it is so already")

func quietly[T any](_ T, err error) error {
	if errors.Is(err, errSame) {
		return nil
	}
	return err
}

// makeNode makes a new node, or gives one that goes on its name.
func (s *Service) makeNode(ctx context.Context, n Node) error {
	answers, err := s.Store.Nodes.Add(ctx, n)
	if err != nil {
		return err
	}
	if !errors.Is(answers[0], ErrExists) {
		return answers[0]
	}
	return quietly(s.Store.Nodes.Change(ctx, n.ID, func(there *Node) error {
		if there.Name == n.Name {
			return errSame
		}
		there.Name = n.Name
		return nil
	}))
}

func (s *Service) move(ctx context.Context, r Reorganisation, m Move) error {
	if r.Into[0].Kind == Group { // in groups lie buildings
		return quietly(s.Store.Buildings.Change(ctx, m.Node, func(b *Building) error {
			if b.Group != m.From {
				return errSame
			}
			b.Group, b.Changed = m.To, s.Now()
			return nil
		}))
	}
	return quietly(s.Store.Nodes.Change(ctx, m.Node, func(n *Node) error {
		if n.Parent != m.From {
			return errSame
		}
		n.Parent = m.To
		return nil
	}))
}

// touchBuildings stamps the buildings below what was moved, so that whatever keeps
// to itself where they lie looks again.
func (s *Service) touchBuildings(ctx context.Context, r Reorganisation) error {
	s.forgetTree()
	t, err := s.Tree(ctx)
	if err != nil {
		return err
	}
	moved := make(Reach, len(r.Moves))
	for i, m := range r.Moves {
		moved[i] = m.Node
	}
	for b := range t.Below(moved) {
		if !b.Changed.Before(r.Begun) {
			continue
		}
		err := quietly(s.Store.Buildings.Change(ctx, b.Code, func(b *Building) error {
			if !b.Changed.Before(r.Begun) {
				return errSame
			}
			b.Changed = s.Now()
			return nil
		}))
		if err != nil {
			return fmt.Errorf("touch %s: %w", b.Code, err)
		}
	}
	return nil
}

// abandonedAfter is how long a reorganisation that changed nothing yet may take.
const abandonedAfter = 5 * time.Minute

// FinishReorganisations finishes what was cut short: merges and splits that had
// begun are carried out, those that had not are forgotten. Safe to repeat and to
// run beside others.
func (s *Service) FinishReorganisations(ctx context.Context) error {
	open, _, err := s.Store.Changes.List(ctx, By{Index: "open", Limit: 100})
	if err != nil {
		return fmt.Errorf("look for unfinished reorganisations: %w", err)
	}
	var errs []error
	for _, r := range open {
		switch {
		case !r.Begun.IsZero():
			_, err := s.carryOut(ctx, r)
			errs = append(errs, err)
		case s.Now().Sub(r.At) > abandonedAfter:
			errs = append(errs, s.Store.Changes.Remove(ctx, r.ID))
		}
	}
	return errors.Join(errs...)
}

// Reorganisations lists merges and splits, newest first, of which something lies in
// the reach, and the cursor of the next page, "" at the end. A page may be short.
func (s *Service) Reorganisations(ctx context.Context, reach Reach, after string, limit int) ([]Reorganisation, string, error) {
	t, err := s.Tree(ctx)
	if err != nil {
		return nil, "", err
	}
	found, next, err := s.Store.Changes.List(ctx, By{Index: "at", After: after, Limit: limit, Desc: true})
	if err != nil {
		return nil, "", err
	}
	list := make([]Reorganisation, 0, len(found))
	for _, r := range found {
		if !r.Begun.IsZero() && t.touches(r, reach) {
			list = append(list, r)
		}
	}
	return list, next, nil
}

func (t *Tree) touches(r Reorganisation, reach Reach) bool {
	for _, id := range r.From {
		if t.Within(id, reach) {
			return true
		}
	}
	for _, n := range r.Into {
		if t.Within(n.ID, reach) {
			return true
		}
	}
	return false
}
