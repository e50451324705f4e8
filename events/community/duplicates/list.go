package duplicates

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"wanjia/events/community"
)

// of lists the proposals somebody is in.
func (f *Finder) of(ctx context.Context, id community.PersonID) ([]Pair, error) {
	var all []Pair
	for _, side := range []string{"left", "right"} {
		page, _, err := f.Pairs.List(ctx, community.By{Index: side, Prefix: string(id) + "/", Limit: 200})
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
	}
	return all, nil
}

// mostRead bounds how many pairs one page may look at for the few it shows.
const mostRead = 5000

// List returns the open pairs of which both lie in the reach, and one in the
// building if one is named, the surest first, with the cursor of the next page.
func (f *Finder) List(ctx context.Context, reach community.Reach, building community.NodeID, after string, limit int) ([]Pair, string, error) {
	tree, err := f.Community.Tree(ctx)
	if err != nil {
		return nil, "", err
	}
	out := []Pair{}
	for read := 0; read < mostRead; {
		// No more than are wanted are read at once, so that the cursor is that of the
		// last pair shown.
		page, next, err := f.Pairs.List(ctx, community.By{Index: "rank", After: after, Limit: limit - len(out)})
		if err != nil {
			return nil, "", err
		}
		read += len(page)
		for _, p := range page {
			if within(tree, p, reach) && (building == "" || slices.Contains(p.Buildings[:], building)) {
				out = append(out, p)
			}
		}
		if after = next; next == "" || len(out) >= limit {
			break
		}
	}
	return out, after, nil
}

func within(tree *community.Tree, p Pair, reach community.Reach) bool {
	return tree.Within(p.Buildings[0], reach) && tree.Within(p.Buildings[1], reach)
}

// Find returns a pair in the reach with its two people, the left first, or
// [ErrNoPair].
func (f *Finder) Find(ctx context.Context, reach community.Reach, id string) (Pair, [2]community.Person, error) {
	var both [2]community.Person
	p, err := f.Pairs.Get(ctx, id)
	if err != nil {
		return p, both, err
	}
	tree, err := f.Community.Tree(ctx)
	if err != nil {
		return p, both, err
	}
	found, err := f.Community.Store.People.Many(ctx, []community.PersonID{p.Left, p.Right})
	if err != nil {
		return p, both, err
	}
	// Where they live now counts, not where they did when the pair was found.
	if len(found) != 2 || !tree.Within(found[0].Building, reach) || !tree.Within(found[1].Building, reach) {
		return Pair{}, both, ErrNoPair
	}
	return p, [2]community.Person(found), nil
}

// Dismiss says that two records are of two people, for good. It answers [ErrNoPair]
// or [ErrDecided].
func (f *Finder) Dismiss(ctx context.Context, reach community.Reach, id, by, why string) error {
	if _, _, err := f.Find(ctx, reach, id); err != nil {
		return err
	}
	return f.Decide(ctx, id, Dismissed, by, why)
}

// Decide notes what became of an open pair, or that one which was merged is open
// again. Repeating it changes nothing.
func (f *Finder) Decide(ctx context.Context, id string, state State, by, why string) error {
	_, err := f.Pairs.Change(ctx, id, func(p *Pair) error {
		switch {
		case p.State == state:
			return errAsIs
		case p.State != Open && (p.State != Merged || state != Open):
			return ErrDecided
		}
		p.State, p.By, p.Why, p.Decided = state, by, why, f.Now()
		return nil
	})
	if errors.Is(err, errAsIs) {
		return nil
	}
	return err
}

// Path is the name of a pair in a path, where the id's plus would have to be escaped.
func (p Pair) Path() string { return strings.ReplaceAll(p.ID, "+", "~") }

// FromPath is the id of the pair that a path names, in the old form, too: with the
// plus, escaped or not.
func FromPath(name string) string {
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	return strings.ReplaceAll(name, "~", "+")
}
