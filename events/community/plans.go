package community

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// planMerge checks a merge and says what is to be done. The plan depends on the
// tree alone, so that the same wish on the same tree is the same plan.
func (t *Tree) planMerge(reach Reach, m Merge) (Reorganisation, error) {
	from := slices.DeleteFunc(slices.Clone(m.From), func(id NodeID) bool { return id == m.Into })
	whole := from
	if m.Into != "" {
		whole = append(slices.Clone(from), m.Into)
	}
	if len(from) == 0 || len(whole) < 2 || repeated(whole) {
		return Reorganisation{}, ErrMerge
	}
	into, err := t.mergedInto(reach, whole, m)
	if err != nil {
		return Reorganisation{}, err
	}
	r := Reorganisation{Kind: "merge", From: from, Into: []Node{into}}
	r.Above = t.above(whole)
	for _, id := range from {
		for _, child := range t.Children(id) {
			r.Moves = append(r.Moves, Move{child, id, into.ID})
		}
	}
	return r, nil
}

// mergedInto is the node that comes of a merge.
func (t *Tree) mergedInto(reach Reach, whole []NodeID, m Merge) (Node, error) {
	for _, id := range whole {
		if err := t.mayReorganise(reach, id); err != nil {
			return Node{}, err
		}
		if t.nodes[id].Kind != t.nodes[whole[0]].Kind {
			return Node{}, ErrMerge.With("node", id)
		}
	}
	if m.Into != "" {
		into := t.nodes[m.Into]
		if m.Name == "" {
			return into, nil
		}
		var err error
		into.Name, err = t.freeName(m.Name, into.Parent, whole)
		return into, err
	}
	first := t.nodes[whole[0]]
	into := Node{Kind: first.Kind, Parent: first.Parent, Committee: first.Committee, Estate: first.Estate, Synthetic: first.Synthetic}
	for _, id := range whole {
		n := t.nodes[id]
		if n.Parent != first.Parent {
			return Node{}, ErrMerge.With("node", id)
		}
		if n.Estate != into.Estate {
			into.Estate = ""
		}
	}
	into.ID = t.newIDs(whole[0], 1)[0]
	var err error
	into.Name, err = t.freeName(m.Name, into.Parent, whole)
	return into, err
}

// planSplit checks a split and says what is to be done.
func (t *Tree) planSplit(reach Reach, s Split) (Reorganisation, error) {
	if err := t.mayReorganise(reach, s.Node); err != nil {
		return Reorganisation{}, err
	}
	var placed []NodeID
	for _, p := range s.Into {
		if len(p.Children) == 0 {
			return Reorganisation{}, ErrSplit
		}
		placed = append(placed, p.Children...)
	}
	children := t.Children(s.Node)
	slices.Sort(children)
	slices.Sort(placed)
	if len(s.Into) < 2 || !slices.Equal(placed, children) {
		return Reorganisation{}, ErrSplit
	}
	r := Reorganisation{Kind: "split", From: []NodeID{s.Node}, Above: t.above([]NodeID{s.Node})}
	var names []string
	for i, id := range t.newIDs(s.Node, len(s.Into)) {
		n := t.nodes[s.Node]
		n.ID = id
		name, err := t.freeName(s.Into[i].Name, n.Parent, r.From)
		if err != nil {
			return Reorganisation{}, err
		}
		if slices.Contains(names, name) {
			return Reorganisation{}, ErrNodeName.With("name", name)
		}
		names, n.Name = append(names, name), name
		r.Into = append(r.Into, n)
		for _, child := range s.Into[i].Children {
			r.Moves = append(r.Moves, Move{child, s.Node, id})
		}
	}
	return r, nil
}

// mayReorganise says whether somebody of this reach may merge or split a node: it
// lies in the reach and so does what it lies in, for who splits the part they are
// responsible for would be responsible for nothing.
func (t *Tree) mayReorganise(reach Reach, id NodeID) error {
	n, ok := t.nodes[id]
	switch {
	case !ok && t.has(id) && t.Within(id, reach): // a building is never merged
		return ErrMerge.With("node", id)
	case !ok || !t.Within(id, reach):
		return ErrNoNode
	case !n.Ended.IsZero():
		return ErrEnded.With("node", id)
	case !t.Within(cmp.Or(n.Parent, Everything), reach):
		return ErrAbove.With("node", id)
	}
	return nil
}

// above lists what the nodes lie in.
func (t *Tree) above(ids []NodeID) []NodeID {
	var above []NodeID
	for _, id := range ids {
		if p := t.nodes[id].Parent; !slices.Contains(above, p) {
			above = append(above, p)
		}
	}
	return above
}

// freeName is a name as it is kept. It must not be that of another node in parent,
// those that end left out.
func (t *Tree) freeName(name string, parent NodeID, ending []NodeID) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	n := utf8.RuneCountInString(name)
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" ·-（）()", r)
	}
	if n < 2 || n > maxName || !utf8.ValidString(name) || strings.ContainsFunc(name, odd) {
		return "", ErrNodeName.With("name", name)
	}
	for _, id := range t.children[parent] {
		if t.nodes[id].Name == name && !slices.Contains(ending, id) {
			return "", ErrNodeName.With("name", name)
		}
	}
	return name, nil
}

// newIDs makes ids like that of a node: after GX-G07 come the next numbers that no
// node of the estate ever had.
func (t *Tree) newIDs(like NodeID, n int) []NodeID {
	stem := strings.TrimRight(string(like), "0123456789")
	width := 0
	if digits := string(like)[len(stem):]; strings.HasPrefix(digits, "0") {
		width = len(digits)
	}
	last := 0
	for id := range t.nodes {
		digits, ok := strings.CutPrefix(string(id), stem)
		if number, err := strconv.Atoi(digits); ok && err == nil {
			last = max(last, number)
		}
	}
	ids := make([]NodeID, n)
	for i := range ids {
		ids[i] = NodeID(fmt.Sprintf("%s%0*d", stem, width, last+1+i))
	}
	return ids
}

func repeated(ids []NodeID) bool {
	sorted := slices.Sorted(slices.Values(ids))
	return len(slices.Compact(sorted)) != len(ids)
}
