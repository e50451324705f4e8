package community

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// mergeLost is after how long a merge that is not done counts as cut short.
const mergeLost = time.Minute

// Finish carries merges out that were cut short, and gives up those that had not
// begun. Safe to repeat and to run in several processes.
func (g *Merger) Finish(ctx context.Context) error {
	found, _, err := g.Merges.List(ctx, By{Index: "open", Limit: 100})
	if err != nil {
		return err
	}
	for _, m := range found {
		if g.Service.Now().Sub(m.At) < mergeLost && g.Service.Now().Sub(m.Undone) < mergeLost {
			continue
		}
		switch m.State {
		case MergePlanned:
			err = g.Merges.Remove(ctx, m.ID)
		case MergeDoing:
			_, err = g.carryOut(ctx, m)
		case MergeUndoing:
			_, err = g.takeBack(ctx, m)
		}
		if err != nil && !errors.Is(err, ErrMergeMoved) {
			return err
		}
	}
	return nil
}

// Undo puts back what a merge changed, as it was, where nobody has changed it since;
// else it changes nothing and answers [ErrMergeMoved] with what was changed. One whose
// copies were forgotten is [ErrMergeOld], and one that lies outside the reach in part
// [ErrNoMerge].
func (g *Merger) Undo(ctx context.Context, reach Reach, id, by, why string) (PersonMerge, error) {
	m, err := g.Find(ctx, reach, id)
	if err != nil {
		return m, err
	}
	if m.State == MergeUndone {
		return m, nil
	}
	if m.State == MergeDone && len(m.Steps) == 0 {
		return m, ErrMergeOld
	}
	m, err = g.Merges.Change(ctx, id, func(m *PersonMerge) error {
		if m.State != MergeDone {
			return ErrMergeBusy
		}
		if len(m.Steps) == 0 {
			return ErrMergeOld
		}
		m.State, m.Undone, m.UndoneBy, m.UndoWhy = MergeUndoing, g.Service.Now(), by, why
		return nil
	})
	if errors.Is(err, ErrExists) {
		return m, ErrMergeBusy
	}
	if err != nil {
		return m, err
	}
	moved, err := g.moved(ctx, m)
	if err == nil && len(moved) > 0 {
		err = ErrMergeMoved.With("changed", moved)
	}
	if err != nil {
		_, rerr := g.Merges.Change(context.WithoutCancel(ctx), id, func(m *PersonMerge) error {
			m.State, m.Undone, m.UndoneBy, m.UndoWhy = MergeDone, time.Time{}, "", ""
			return nil
		})
		return m, errors.Join(err, rerr)
	}
	return g.takeBack(ctx, m)
}

// takeBack undoes the steps, the last first. What somebody has changed stays as
// they left it, and is noted.
func (g *Merger) takeBack(ctx context.Context, m PersonMerge) (PersonMerge, error) {
	var left []string
	for _, s := range slices.Backward(m.Steps) {
		err := g.swap(ctx, s.reversed())
		if errors.Is(err, errMoved) {
			left = append(left, s.name())
			continue
		}
		if err != nil {
			return m, fmt.Errorf("undo merge %s, %s: %w", m.ID, s.name(), err)
		}
	}
	if !m.Undone.IsZero() {
		if err := g.tell(ctx, m, true); err != nil {
			return m, err
		}
	}
	return g.Merges.Change(ctx, m.ID, func(m *PersonMerge) error {
		m.State, m.Left = MergeUndone, left
		if m.Undone.IsZero() {
			m.Undone = g.Service.Now()
		}
		return nil
	})
}

// Find returns a merge whose two buildings lie in the reach, or [ErrNoMerge].
func (g *Merger) Find(ctx context.Context, reach Reach, id string) (PersonMerge, error) {
	m, err := g.Merges.Get(ctx, id)
	if err != nil {
		return m, err
	}
	tree, err := g.Service.Tree(ctx)
	if err != nil {
		return m, err
	}
	if !m.within(tree, reach) {
		return PersonMerge{}, ErrNoMerge
	}
	return m, nil
}

func (m PersonMerge) within(tree *Tree, reach Reach) bool {
	return len(m.Buildings) > 0 && !slices.ContainsFunc(m.Buildings, func(b NodeID) bool { return !tree.Within(b, reach) })
}

// List returns the merges in the reach, the latest first; a page may be shorter than
// the limit and still have a next.
func (g *Merger) List(ctx context.Context, reach Reach, after string, limit int) ([]PersonMerge, string, error) {
	tree, err := g.Service.Tree(ctx)
	if err != nil {
		return nil, "", err
	}
	found, next, err := g.Merges.List(ctx, By{Index: "at", After: after, Limit: limit, Desc: true})
	if err != nil {
		return nil, "", err
	}
	return slices.DeleteFunc(found, func(m PersonMerge) bool { return !m.within(tree, reach) }), next, nil
}

// PairID names two records whatever their order.
func PairID(a, b PersonID) string {
	return strings.Join([]string{string(min(a, b)), string(max(a, b))}, "+")
}
