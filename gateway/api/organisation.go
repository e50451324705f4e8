package api

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// OrganisationNode is a node of the organisation with what lies directly below it.
type OrganisationNode struct {
	Node     NodeDetail        `json:"node"`
	Path     []community.Named `json:"path" nullable:"false" doc:"From the top down to the node itself; empty for the top"`
	Children []NodeChild       `json:"children" nullable:"false"`
	Totals   community.Totals  `json:"totals"`
	AsOf     time.Time         `json:"as_of" doc:"When the oldest figure was counted"`
}

// NodeDetail is a node by itself.
type NodeDetail struct {
	ID        community.NodeID   `json:"id" example:"GX-G07" doc:"* for the top"`
	Kind      community.NodeKind `json:"kind" enum:"community,general_branch,branch,group,building"`
	Name      string             `json:"name"`
	Committee string             `json:"committee,omitempty" example:"五居委会"`
	Ended     *time.Time         `json:"ended,omitempty" doc:"When it was merged or split away"`
	Into      []community.Named  `json:"into,omitempty" doc:"What came of it"`
}

// NodeChild is a node below another, and how much is in it.
type NodeChild struct {
	ID          community.NodeID   `json:"id"`
	Kind        community.NodeKind `json:"kind" enum:"general_branch,branch,group,building"`
	Name        string             `json:"name"`
	Buildings   int                `json:"buildings"`
	Households  int                `json:"households"`
	People      int                `json:"people"`
	Posts       int                `json:"posts"`
	VacantPosts int                `json:"vacant_posts"`
}

// NodeInput names a node to look at.
type NodeInput struct {
	Node community.NodeID `query:"node" maxLength:"64" doc:"Empty for the highest the caller may see"`
}

// getOrganisation answers GET /v1/organisation: 200 OrganisationNode |
// 404 no_such_node.
func (a *API) getOrganisation(ctx context.Context, in *NodeInput) (*reply[OrganisationNode], error) {
	b, err := a.Community.Look(ctx, a.reach(ctx, identity.SeeOrganisation), in.Node)
	if err != nil {
		return nil, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	out := OrganisationNode{
		Node: NodeDetail{ID: b.Node.ID, Kind: b.Node.Kind, Name: b.Node.Name, Committee: b.Node.Committee},
		Path: some(b.Path), Children: make([]NodeChild, len(b.Children)), Totals: b.Totals, AsOf: here(b.At),
	}
	if !b.Node.Ended.IsZero() {
		out.Node.Ended = new(here(b.Node.Ended))
		out.Node.Into = named(tree, b.Node.Into)
	}
	for i, c := range b.Children {
		out.Children[i] = NodeChild{
			ID: c.ID, Kind: c.Kind, Name: c.Name, Buildings: c.Totals.Buildings, Households: c.Totals.Households,
			People: c.Totals.People, Posts: c.Totals.Posts, VacantPosts: c.Totals.VacantPosts,
		}
	}
	return &reply[OrganisationNode]{out}, nil
}

func named(t *community.Tree, ids []community.NodeID) []community.Named {
	list := make([]community.Named, len(ids))
	for i, id := range ids {
		list[i] = community.Named{ID: id, Name: t.NodeName(id)}
	}
	return list
}

// reason is why something is changed, in the caller's words: two characters at the
// least. Else it returns [audit.ErrReason].
func reason(why string) (string, error) {
	why = strings.Join(strings.Fields(why), " ")
	if utf8.RuneCountInString(why) < 2 {
		return "", audit.ErrReason
	}
	return why, nil
}
