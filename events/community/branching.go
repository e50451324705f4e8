package community

import (
	"context"
	"slices"
	"time"
)

// Named is a node by its name.
type Named struct {
	ID   NodeID `json:"id"`
	Name string `json:"name"`
}

// Branching is a node of the organisation with what lies directly below it.
type Branching struct {
	Node     Node // ID "*" for the top; Kind "building" for a building
	Path     []Named
	Children []Child
	Totals   Totals
	At       time.Time // when the oldest figure was counted
}

// Child is a node below another, and how much is in it.
type Child struct {
	Named
	Kind   NodeKind
	Totals Totals
}

// Community is the kind of what lies above the general branches.
const Community NodeKind = "community"

// communityName is how that is called.
const communityName = "全社区"

// Look returns a node with its children and figures, as far as the reach goes; ""
// is the highest there is in the reach. What lies above the reach is in the path by
// its name and is not counted; what lies beside it is not shown. It returns
// [ErrNoNode].
func (s *Service) Look(ctx context.Context, reach Reach, id NodeID) (Branching, error) {
	t, err := s.Tree(ctx)
	if err != nil {
		return Branching{}, err
	}
	tops := t.tops(reach)
	if id == "" && len(tops) == 1 && tops[0] != Everything {
		id = tops[0]
	}
	if id == "" || id == Everything {
		return s.lookAtTops(ctx, t, reach, tops)
	}
	if !t.has(id) || !t.Within(id, reach) {
		return Branching{}, ErrNoNode
	}
	out := Branching{Node: t.nodeOf(id)}
	for _, above := range t.Path(id) {
		out.Path = append(out.Path, Named{above, t.NodeName(above)})
	}
	return out, s.fill(ctx, t, &out, t.Children(id), Reach{id})
}

// lookAtTops is what lies highest in a reach of several parts, or all.
func (s *Service) lookAtTops(ctx context.Context, t *Tree, reach Reach, tops []NodeID) (Branching, error) {
	if len(tops) == 0 {
		return Branching{}, ErrNoNode
	}
	out := Branching{Node: Node{ID: Everything, Kind: Community, Name: communityName}}
	if tops[0] == Everything {
		tops = t.Children("")
	}
	return out, s.fill(ctx, t, &out, tops, reach)
}

// fill counts what is in the children and altogether.
func (s *Service) fill(ctx context.Context, t *Tree, out *Branching, children []NodeID, whole Reach) error {
	if !out.Node.Ended.IsZero() {
		children, whole = nil, nil // what it had has gone elsewhere
	}
	reaches := []Reach{whole}
	for _, id := range children {
		reaches = append(reaches, Reach{id})
	}
	if err := s.prepare(ctx, t, reaches...); err != nil {
		return err
	}
	for _, id := range children {
		n, err := s.totals(ctx, t, Reach{id})
		if err != nil {
			return err
		}
		out.Children = append(out.Children, Child{Named{id, t.NodeName(id)}, t.nodeOf(id).Kind, n})
	}
	var err error
	if out.Totals, err = s.totals(ctx, t, whole); err != nil {
		return err
	}
	out.At = out.Totals.at
	for _, c := range out.Children {
		if c.Totals.at.Before(out.At) {
			out.At = c.Totals.at
		}
	}
	return nil
}

// nodeOf returns a node; a building is one too.
func (t *Tree) nodeOf(id NodeID) Node {
	if b, ok := t.buildings[id]; ok {
		return Node{ID: id, Kind: BuildingNode, Parent: b.Group, Name: t.BuildingName(id), Estate: b.Estate, Synthetic: b.Synthetic}
	}
	return t.nodes[id]
}

// tops lists the nodes of a reach that lie below no other of it: only [Everything]
// where that is among them, and none that are unknown.
func (t *Tree) tops(reach Reach) []NodeID {
	if slices.Contains(reach, Everything) {
		return []NodeID{Everything}
	}
	resolved := t.Resolve(reach)
	var tops []NodeID
	for _, id := range resolved {
		if !t.has(id) {
			continue
		}
		others := slices.DeleteFunc(slices.Clone(resolved), func(o NodeID) bool { return o == id })
		if !t.Within(id, others) {
			tops = append(tops, id)
		}
	}
	slices.SortFunc(tops, t.order)
	return tops
}
