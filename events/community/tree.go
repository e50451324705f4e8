package community

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"
	"time"
)

// Tree is the organisation and the places as they were at a moment: small, the same
// for everybody, and never changed once made. The methods answer "" or nothing for
// what is not in it.
type Tree struct {
	nodes     map[NodeID]Node
	buildings map[NodeID]Building
	estates   map[EstateCode]Estate
	children  map[NodeID][]NodeID
	at        time.Time
}

// NewTree makes a tree of all nodes, estates and buildings, read at a moment.
func NewTree(nodes []Node, estates []Estate, buildings []Building, at time.Time) *Tree {
	t := &Tree{
		nodes: make(map[NodeID]Node, len(nodes)), buildings: make(map[NodeID]Building, len(buildings)),
		estates: make(map[EstateCode]Estate, len(estates)), children: map[NodeID][]NodeID{}, at: at,
	}
	for _, n := range nodes {
		t.nodes[n.ID] = n
		if n.Ended.IsZero() {
			t.children[n.Parent] = append(t.children[n.Parent], n.ID)
		}
	}
	for _, b := range buildings {
		t.buildings[b.Code] = b
		t.children[b.Group] = append(t.children[b.Group], b.Code)
	}
	for _, e := range estates {
		t.estates[e.Code] = e
	}
	for _, list := range t.children {
		slices.SortFunc(list, t.order)
	}
	return t
}

// order sorts buildings by estate and number, and other nodes by id.
func (t *Tree) order(a, b NodeID) int {
	x, isX := t.buildings[a]
	y, isY := t.buildings[b]
	if isX && isY {
		return cmp.Or(cmp.Compare(x.Estate, y.Estate), cmp.Compare(x.Number, y.Number))
	}
	return cmp.Compare(a, b)
}

// At is when the tree was read.
func (t *Tree) At() time.Time { return t.at }

// Node returns a node above the buildings, ended ones too.
func (t *Tree) Node(id NodeID) (Node, bool) { n, ok := t.nodes[id]; return n, ok }

// Building returns a building.
func (t *Tree) Building(id NodeID) (Building, bool) { b, ok := t.buildings[id]; return b, ok }

// Estate returns an estate.
func (t *Tree) Estate(code EstateCode) (Estate, bool) { e, ok := t.estates[code]; return e, ok }

// Estates lists the estates by code.
func (t *Tree) Estates() []Estate {
	list := make([]Estate, 0, len(t.estates))
	for _, e := range t.estates {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b Estate) int { return cmp.Compare(a.Code, b.Code) })
	return list
}

// Children lists what lies directly below a node, "" for the top.
func (t *Tree) Children(id NodeID) []NodeID { return slices.Clone(t.children[id]) }

// Parent returns the node above, "" at the top and for what is unknown.
func (t *Tree) Parent(id NodeID) NodeID {
	if b, ok := t.buildings[id]; ok {
		return b.Group
	}
	return t.nodes[id].Parent
}

// Path lists the node and all above it, from the top down; nil for what is unknown.
func (t *Tree) Path(id NodeID) []NodeID {
	if !t.has(id) {
		return nil
	}
	var path []NodeID
	for n := id; n != "" && len(path) < 16; n = t.Parent(n) { // damaged data may hold a ring
		path = append(path, n)
	}
	slices.Reverse(path)
	return path
}

func (t *Tree) has(id NodeID) bool {
	_, node := t.nodes[id]
	_, building := t.buildings[id]
	return node || building
}

// Within says whether a node lies in the reach: it is one of its nodes or below
// one. A node of the reach that was merged or split away stands for what came of
// it only if it came of it whole: a merge. Unknown nodes lie in Everything alone.
func (t *Tree) Within(id NodeID, reach Reach) bool {
	if slices.Contains(reach, Everything) {
		return true
	}
	if len(reach) == 0 {
		return false
	}
	reach = t.Resolve(reach)
	for _, n := range t.Path(id) {
		if slices.Contains(reach, n) {
			return true
		}
	}
	return false
}

// Resolve follows nodes that were merged away to what they were merged into. Nodes
// that were split name nothing any more: who is to see which part has to be said anew.
func (t *Tree) Resolve(reach Reach) Reach {
	out := make(Reach, 0, len(reach))
	for _, id := range reach {
		for range 16 {
			n, ok := t.nodes[id]
			if !ok || n.Ended.IsZero() {
				break
			}
			if len(n.Into) != 1 {
				id = ""
				break
			}
			id = n.Into[0]
		}
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// Below yields the buildings in a reach, by estate and number.
func (t *Tree) Below(reach Reach) iter.Seq[Building] {
	var list []Building
	for _, b := range t.buildings {
		if t.Within(b.Code, reach) {
			list = append(list, b)
		}
	}
	slices.SortFunc(list, func(a, b Building) int {
		return cmp.Or(cmp.Compare(a.Estate, b.Estate), cmp.Compare(a.Number, b.Number))
	})
	return slices.Values(list)
}

// treeAge is how old the tree in memory may be. A change made by this process is
// seen at once, one made by another after so long.
const treeAge = 2 * time.Second

// trees keeps the latest tree.
type trees struct {
	mu     sync.Mutex
	latest *Tree
}

// Tree returns the organisation as it was at most two seconds ago.
func (s *Service) Tree(ctx context.Context) (*Tree, error) {
	s.tree.mu.Lock()
	defer s.tree.mu.Unlock()
	now := s.Now()
	if t := s.tree.latest; t != nil && now.Sub(t.at) < treeAge && !now.Before(t.at) {
		return t, nil
	}
	nodes, err := collect(s.Store.Nodes.All(ctx))
	if err != nil {
		return nil, fmt.Errorf("read the organisation: %w", err)
	}
	estates, err := collect(s.Store.Estates.All(ctx))
	if err != nil {
		return nil, fmt.Errorf("read the estates: %w", err)
	}
	buildings, err := collect(s.Store.Buildings.All(ctx))
	if err != nil {
		return nil, fmt.Errorf("read the buildings: %w", err)
	}
	s.tree.latest = NewTree(nodes, estates, buildings, now)
	return s.tree.latest, nil
}

// forgetTree makes the next look read the organisation anew.
func (s *Service) forgetTree() {
	s.tree.mu.Lock()
	s.tree.latest = nil
	s.tree.mu.Unlock()
}

func collect[T any](all iter.Seq2[T, error]) ([]T, error) {
	var list []T
	for v, err := range all {
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

// Within says whether a node lies in the scopes by the latest tree known; see
// [Tree.Within]. Before the first is read, only Everything counts.
func (s *Service) Within(node string, scopes []string) bool {
	reach := make(Reach, len(scopes))
	for i, scope := range scopes {
		reach[i] = NodeID(scope)
	}
	s.tree.mu.Lock()
	t := s.tree.latest
	s.tree.mu.Unlock()
	if t == nil {
		t = &Tree{}
	}
	return t.Within(NodeID(node), reach)
}
