package api

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"wanjia/events/community"
	"wanjia/events/docstore"
	"wanjia/gateway/identity"
)

// OrganisationChange is a merge or a split.
type OrganisationChange struct {
	ID     string            `json:"id"`
	Kind   string            `json:"kind" enum:"merge,split"`
	At     time.Time         `json:"at"`
	ByName string            `json:"by_name" doc:"Of whoever did it, as it was then; may be empty"`
	Why    string            `json:"why"`
	From   []community.Named `json:"from" nullable:"false" doc:"What ended"`
	Into   []community.Named `json:"into" nullable:"false" doc:"What came of it"`
	Moved  int               `json:"moved" doc:"Parts that lie in another one now"`
	Done   *time.Time        `json:"done,omitempty" doc:"Missing while it is being carried out, or finished after a failure"`
	// Regrant is told of a split only, to whoever made it.
	Regrant []RoleHeld `json:"regrant,omitempty" doc:"Roles held at the part that was split: they name nothing any more and have to be granted anew"`
}

// ChangePage is a piece of the organisation's history.
type ChangePage struct {
	Items []OrganisationChange `json:"items" nullable:"false"`
	Next  string               `json:"next" doc:"Cursor for ?after=; empty at the end; a page may be short before it"`
}

// MergeInput asks for several nodes to become one.
type MergeInput struct {
	Body struct {
		From []community.NodeID `json:"from" minItems:"1" maxItems:"50" doc:"What ends; may name the one that goes on too"`
		Into community.NodeID   `json:"into,omitempty" maxLength:"64" doc:"The one that goes on; empty makes a new one"`
		Name string             `json:"name,omitempty" maxLength:"240" doc:"Of the new one; with into, a new name for it"`
		Why  string             `json:"why" maxLength:"200"`
	}
}

// SplitInput asks for a node to become several.
type SplitInput struct {
	Body struct {
		Node community.NodeID `json:"node" maxLength:"64"`
		Into []SplitPart      `json:"into" minItems:"1" maxItems:"50"`
		Why  string           `json:"why" maxLength:"200"`
	}
}

// SplitPart is a new node and what goes into it.
type SplitPart struct {
	Name     string             `json:"name" maxLength:"240"`
	Children []community.NodeID `json:"children" minItems:"1" maxItems:"200"`
}

// getHistory answers GET /v1/organisation/history: 200 ChangePage | 400 cursor.
func (a *API) getHistory(ctx context.Context, in *PageInput) (*reply[ChangePage], error) {
	list, next, err := a.Community.Reorganisations(ctx, a.reach(ctx, identity.SeeOrganisation), in.After, in.Limit)
	if errors.Is(err, docstore.ErrInvalid) {
		return nil, errCursor
	}
	if err != nil {
		return nil, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	out := ChangePage{Items: make([]OrganisationChange, len(list)), Next: next}
	for i, r := range list {
		out.Items[i] = wireChange(tree, r)
	}
	return &reply[ChangePage]{out}, nil
}

// postMerge answers POST /v1/organisation/merges: 201 OrganisationChange |
// 400 merge, node_name, reason | 403 above_your_part | 404 no_such_node |
// 409 node_ended, reorganising.
func (a *API) postMerge(ctx context.Context, in *MergeInput) (*reply[OrganisationChange], error) {
	reach := a.reach(ctx, identity.ChangeOrganisation)
	m := community.Merge{From: in.Body.From, Into: in.Body.Into, Name: in.Body.Name}
	detail := map[string]string{"from": idList(m.From), "into": string(m.Into), "name": m.Name}
	return a.reorganised(ctx, "organisation.merge", m.From[0], in.Body.Why, detail,
		func(ctx context.Context, by community.Doer) (community.Reorganisation, error) {
			return a.Community.Merge(ctx, reach, m, by)
		})
}

// postSplit answers POST /v1/organisation/splits: 201 OrganisationChange |
// 400 split, node_name, reason | 403 above_your_part | 404 no_such_node |
// 409 node_ended, reorganising.
func (a *API) postSplit(ctx context.Context, in *SplitInput) (*reply[OrganisationChange], error) {
	reach := a.reach(ctx, identity.ChangeOrganisation)
	split := community.Split{Node: in.Body.Node}
	detail := map[string]string{}
	for _, p := range in.Body.Into {
		split.Into = append(split.Into, community.Part{Name: p.Name, Children: p.Children})
		detail[cmp.Or(p.Name, "-")] = idList(p.Children)
	}
	out, err := a.reorganised(ctx, "organisation.split", split.Node, in.Body.Why, detail,
		func(ctx context.Context, by community.Doer) (community.Reorganisation, error) {
			return a.Community.Split(ctx, reach, split, by)
		})
	if err == nil {
		out.Body.Regrant, err = a.heldAt(ctx, split.Node)
	}
	return out, err
}

// mostRegranted bounds the list of roles to grant anew; no part has more.
const mostRegranted = 200

// heldAt lists the roles granted by hand at a node itself.
func (a *API) heldAt(ctx context.Context, node community.NodeID) ([]RoleHeld, error) {
	held, _, err := a.Identity.Grants(ctx, func(at string) bool { return at == string(node) }, "", mostRegranted)
	if err != nil {
		return nil, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	list, names := make([]RoleHeld, len(held)), map[identity.AccountID]string{"": ""}
	for i, h := range held {
		if list[i], err = a.wireRole(ctx, tree, h, names); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// reorganised runs a merge or a split as one line of the audit log, which belongs to
// the part above the first node.
func (a *API) reorganised(ctx context.Context, what string, node community.NodeID, why string, detail map[string]string,
	change func(context.Context, community.Doer) (community.Reorganisation, error),
) (*reply[OrganisationChange], error) {
	why, err := reason(why)
	if err != nil {
		return nil, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	who := actor(ctx).Account
	var r community.Reorganisation
	scope := cmp.Or(tree.Parent(node), community.Everything)
	err = a.audited(ctx, what, "node/"+string(node), scope, "", why, detail, func(ctx context.Context) error {
		var err error
		r, err = change(ctx, community.Doer{Account: string(who.ID), Name: who.Name, Why: why})
		return err
	})
	if err != nil {
		return nil, err
	}
	if tree, err = a.Community.Tree(ctx); err != nil {
		return nil, err
	}
	return &reply[OrganisationChange]{wireChange(tree, r)}, nil
}

func wireChange(t *community.Tree, r community.Reorganisation) OrganisationChange {
	w := OrganisationChange{
		ID: r.ID, Kind: r.Kind, At: here(r.At), ByName: r.ByName, Why: r.Why, From: named(t, r.From),
		Into: make([]community.Named, len(r.Into)), Moved: len(r.Moves),
	}
	for i, n := range r.Into {
		w.Into[i] = community.Named{ID: n.ID, Name: n.Name}
	}
	if !r.Done.IsZero() {
		w.Done = new(here(r.Done))
	}
	return w
}

// idList is ids as one line, cut where it grows long.
func idList(ids []community.NodeID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	list := strings.Join(names, " ")
	if len(list) > 1000 {
		list = strings.ToValidUTF8(list[:1000], "") + " …"
	}
	return list
}
