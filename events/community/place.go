package community

import (
	"cmp"
	"slices"
	"time"
)

// NodeKind is the level of a node.
type NodeKind string

// The levels, from the top.
const (
	GeneralBranch NodeKind = "general_branch" // 总支, and the residents' committee beside it
	Branch        NodeKind = "branch"         // 支部
	Group         NodeKind = "group"          // 党小组, one building or several
	BuildingNode  NodeKind = "building"       // 楼栋
)

// Node is a part of the organisation above the buildings. A node that was merged or
// split away stays, ended, and says what came of it.
//
// Indexes: "parent" (parent/id).
type Node struct {
	ID        NodeID     `json:"id"`
	Kind      NodeKind   `json:"kind"`
	Parent    NodeID     `json:"parent,omitempty"` // "" at the top
	Name      string     `json:"name"`
	Committee string     `json:"committee,omitempty"` // 五居委会, of a general branch
	Estate    EstateCode `json:"estate,omitempty"`    // of a branch
	Ended     time.Time  `json:"ended,omitzero"`
	Into      []NodeID   `json:"into,omitempty"` // what came of it
	Synthetic bool       `json:"synthetic,omitempty"`
}

// Estate is a 苑区, a place; who governs it is the branches' matter.
//
// Indexes: "code".
type Estate struct {
	Code      EstateCode `json:"code"`
	Name      string     `json:"name"`
	Aliases   []string   `json:"aliases,omitempty"` // as people say and write it
	Parent    NodeID     `json:"parent"`            // general branch
	Holding   string     `json:"holding,omitempty"`
	Form      string     `json:"form,omitempty"`
	Synthetic bool       `json:"synthetic,omitempty"`
}

// Building is a 楼栋 and at once the lowest node of the tree.
//
// Indexes: "group" (group/code), "estate" (estate/number in five digits), "changed".
type Building struct {
	Code       NodeID     `json:"code"` // GX-12
	Estate     EstateCode `json:"estate"`
	Group      NodeID     `json:"group"`
	Number     int        `json:"number"`
	Aliases    []string   `json:"aliases,omitempty"`
	Form       string     `json:"form,omitempty"`
	Floors     int        `json:"floors"`
	Units      int        `json:"units"`
	PerLanding int        `json:"per_landing"`
	NoFourth   bool       `json:"no_fourth,omitempty"` // the floor above the third is called the fifth
	Households int        `json:"households"`          // as once counted; lists count anew
	Lift       bool       `json:"lift,omitempty"`
	Built      int        `json:"built,omitempty"`
	Changed    time.Time  `json:"changed"`
	Synthetic  bool       `json:"synthetic,omitempty"`
}

// Reorganisation is a merge or a split of nodes: kept before it is carried out, so
// that one cut short is finished, and for ever, as the history.
//
// Indexes: "open" (only while it is not Done), "at". Unique keys: what it Holds.
type Reorganisation struct {
	ID     string    `json:"id"`
	Kind   string    `json:"kind"` // merge, split
	At     time.Time `json:"at"`
	By     string    `json:"by"`                // account
	ByName string    `json:"by_name,omitempty"` // of the account as it was
	Why    string    `json:"why"`
	From   []NodeID  `json:"from"`           // nodes that end, for a merge; the node split, for a split
	Into   []Node    `json:"into"`           // nodes that are made or go on
	Above  []NodeID  `json:"above"`          // what they lie in, "" for the top
	Moves  []Move    `json:"moves"`          // every child that gets another parent
	Begun  time.Time `json:"begun,omitzero"` // checked, and being carried out; before that nothing is changed
	Done   time.Time `json:"done,omitzero"`
}

// Holds lists the keys by which no two reorganisations are about the same node, or
// one about a node and another about what it lies in, at the same time.
func (r Reorganisation) Holds() []string {
	if !r.Done.IsZero() {
		return nil
	}
	var keys []string
	hold := func(id NodeID) {
		if key := "node/" + string(cmp.Or(id, Everything)); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	for _, id := range slices.Concat(r.From, r.Above) {
		hold(id)
	}
	for _, n := range r.Into {
		hold(n.ID)
	}
	return keys
}

// Move is a node's or building's change of parent.
type Move struct {
	Node NodeID `json:"node"`
	From NodeID `json:"from"`
	To   NodeID `json:"to"`
}
