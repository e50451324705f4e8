// Package directory finds people, households and buildings of the community. It
// keeps an index in memory equal to what is stored, whichever process changes it,
// and says up to when. It alone knows what of a record can be searched for.
package directory

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/events/search"
)

// ErrUnavailable is answered while the index is being made, and when changes could
// not be followed for so long that its answers may be wrong.
var ErrUnavailable = fault.New(fault.Unavailable, "search_unavailable", "searching is not ready yet; please try again shortly")

// StaleAfter is how old the latest look at the stored changes may be for the index
// to be searched still.
const StaleAfter = time.Minute

// Directory finds people, households and buildings. Its fields are set once, before
// [Directory.Start].
type Directory struct {
	Store community.Store // as it is stored, not as [Directory.Watch] returns it
	Tree  func(context.Context) (*community.Tree, error)
	Now   func() time.Time
	Log   *slog.Logger
	Tick  <-chan time.Time // when to look for changes; nil for every second

	index search.Index

	// writing is held from reading records to putting them into the index, so that
	// what was read earlier is never put later. It guards what follows it.
	writing sync.Mutex
	homes   map[community.HouseholdID]home
	sites   map[community.NodeID]site
	recent  marks

	looking sync.RWMutex // guards what follows, for searches
	tree    *community.Tree
	asOf    time.Time
	failing error // of the latest look at the changes
}

// Found is an answer.
type Found struct {
	Kind  string // person, household, building
	ID    string
	Why   []string // codes of [search.Reason]
	Score int      // orders the answers of one search, the best first
}

// Search returns what answers the text within the reach, the best first, and the
// moment up to which changes are in the answer; those made through a store of
// [Directory.Watch] in this process are in it at once. No kinds means all. A limit
// that is not positive means 20, and no more than 100 are answered.
//
// It returns [ErrUnavailable] before [Directory.Start] is done and when changes
// could not be followed for [StaleAfter].
func (d *Directory) Search(ctx context.Context, text string, reach community.Reach, kinds []string, limit int) ([]Found, time.Time, error) {
	if err := ctx.Err(); err != nil {
		return nil, time.Time{}, fmt.Errorf("search: %w", err)
	}
	d.looking.RLock()
	tree, asOf := d.tree, d.asOf
	d.looking.RUnlock()
	if err := d.usable(tree, asOf); err != nil {
		return nil, asOf, err
	}
	q := search.Query{Text: text, Scope: scopes(tree, reach), Kinds: kindsOf(kinds), Limit: limit, Year: d.Now().Year()}
	if len(kinds) > 0 && len(q.Kinds) == 0 || len(q.Scope) == 0 {
		return []Found{}, asOf, nil
	}
	hits := d.index.Search(q)
	found := make([]Found, len(hits))
	for i, h := range hits {
		_, id, _ := strings.Cut(h.ID, ":")
		found[i] = Found{Kind: h.Kind.String(), ID: id, Score: h.Score, Why: make([]string, len(h.Why))}
		for k, why := range h.Why {
			found[i].Why[k] = string(why)
		}
	}
	return found, asOf, nil
}

// usable says why an index of then cannot be searched.
func (d *Directory) usable(tree *community.Tree, asOf time.Time) error {
	switch {
	case tree == nil:
		return ErrUnavailable
	case d.Now().Sub(asOf) > StaleAfter:
		return ErrUnavailable.With("as_of", asOf.UTC().Format(time.RFC3339))
	}
	return nil
}

// Check says how large and how old the index is; an error if it cannot be searched.
func (d *Directory) Check(context.Context) (string, error) {
	d.looking.RLock()
	tree, asOf, failing := d.tree, d.asOf, d.failing
	d.looking.RUnlock()
	if tree == nil {
		return "the index is being made", ErrUnavailable
	}
	what := fmt.Sprintf("%d entries, %s old", d.index.Len(), max(0, d.Now().Sub(asOf)).Truncate(time.Second))
	if failing != nil {
		what += ", changes cannot be read"
	}
	return what, d.usable(tree, asOf)
}

// scopes are the paths of the index for a reach, by the tree its entries were put
// in by. What the tree does not know is no scope.
func scopes(tree *community.Tree, reach community.Reach) []string {
	var out []string
	for _, id := range tree.Resolve(reach) {
		if id == community.Everything {
			return []string{search.Everywhere}
		}
		if path := pathOf(tree, id); path != "" {
			out = append(out, path)
		}
	}
	return out
}

// pathOf is a node and all above it, as a scope.
func pathOf(tree *community.Tree, id community.NodeID) string {
	var b strings.Builder
	for i, n := range tree.Path(id) {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(string(n))
	}
	return b.String()
}

func kindsOf(names []string) []search.Kind {
	var kinds []search.Kind
	for _, name := range names {
		for _, k := range []search.Kind{search.Person, search.Household, search.Building} {
			if k.String() == name {
				kinds = append(kinds, k)
			}
		}
	}
	return kinds
}
