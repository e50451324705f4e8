package api

import (
	"context"
	"errors"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/gateway/identity"
	"wanjia/ticketing/pass"
)

// RoleHeld is a role somebody holds by hand.
type RoleHeld struct {
	ID          string             `json:"id"`
	Account     identity.AccountID `json:"account"`
	Name        string             `json:"name"`
	PhoneMasked string             `json:"phone_masked"`
	Role        identity.Role      `json:"role"`
	Node        string             `json:"node"`
	NodeName    string             `json:"node_name" doc:"Empty for the whole community"`
	Until       *time.Time         `json:"until,omitempty"`
	At          time.Time          `json:"at"`
	ByName      string             `json:"by_name"`
	Why         string             `json:"why"`
	Gate        string             `json:"gate,omitempty" doc:"The only gate they work at, event/gate" example:"lantern-2027/w1"`
	From        *time.Time         `json:"from,omitempty" doc:"When their shift begins"`
}

// RolePage is a piece of the list of roles.
type RolePage struct {
	Items []RoleHeld `json:"items" nullable:"false"`
	Next  string     `json:"next" doc:"Cursor for ?after=; empty at the end"`
}

// RolesInput selects roles.
type RolesInput struct {
	PageInput
	Node string `query:"node" maxLength:"64" doc:"Only those at this node or below it"`
}

// GrantableRoles is the roles the caller may give somewhere, the lowest first.
type GrantableRoles struct {
	Roles []identity.Role `json:"roles" nullable:"false"`
}

// GrantInput gives a role.
type GrantInput struct {
	Body struct {
		Phone string        `json:"phone" minLength:"1" maxLength:"64" doc:"Whose; an account is made where there is none"`
		Name  string        `json:"name,omitempty" maxLength:"240" doc:"For an account that has none yet"`
		Role  identity.Role `json:"role" minLength:"1" maxLength:"32"`
		Node  string        `json:"node" minLength:"1" maxLength:"64" doc:"* for the whole community"`
		Until time.Time     `json:"until,omitempty"`
		Why   string        `json:"why" maxLength:"200"`

		Event events.ID `json:"event,omitempty" maxLength:"64" doc:"Of gate staff, with gate: the only one they work at"`
		Gate  string    `json:"gate,omitempty" maxLength:"16" example:"w1"`
		From  time.Time `json:"from,omitempty" doc:"Of gate staff: when their shift begins; then until is when it ends"`
	}
}

// RevokeInput takes a role back.
type RevokeInput struct {
	Grant string `path:"grant" maxLength:"64"`
	Why   string `query:"why" maxLength:"200"`
}

// getRoles answers GET /v1/roles: 200 RolePage | 404 no_such_node.
func (a *API) getRoles(ctx context.Context, in *RolesInput) (*reply[RolePage], error) {
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	reach := a.reach(ctx, identity.GrantRoles)
	node := community.NodeID(in.Node)
	if node != "" && !(known(tree, node) && tree.Within(node, reach)) {
		return nil, community.ErrNoNode
	}
	list, next, err := a.Identity.Grants(ctx, func(at string) bool {
		id := community.NodeID(at)
		return tree.Within(id, reach) && (node == "" || tree.Within(id, community.Reach{node}))
	}, in.After, in.Limit)
	if err != nil {
		return nil, pageFault(err)
	}
	page := RolePage{Items: make([]RoleHeld, len(list)), Next: next}
	names := map[identity.AccountID]string{"": ""}
	for i, h := range list {
		if page.Items[i], err = a.wireRole(ctx, tree, h, names); err != nil {
			return nil, err
		}
	}
	return &reply[RolePage]{page}, nil
}

// wireRole adds who gave a role; names keeps those looked up already.
func (a *API) wireRole(ctx context.Context, tree *community.Tree, h identity.Held, names map[identity.AccountID]string) (RoleHeld, error) {
	by, ok := names[h.Grant.By]
	if !ok {
		giver, err := a.Identity.Account(ctx, h.Grant.By)
		if err != nil && !errors.Is(err, identity.ErrNoAccount) {
			return RoleHeld{}, err
		}
		by = giver.Name
		names[h.Grant.By] = by
	}
	g := h.Grant
	return RoleHeld{
		ID: g.ID, Account: h.Account.ID, Name: h.Account.Name, PhoneMasked: h.Account.Masked(), Role: g.Role,
		Node: g.Node, NodeName: nodeName(tree, g.Node), Until: untilOf(g), At: here(g.At), ByName: by, Why: g.Why, Gate: g.Gate, From: whenIf(g.From),
	}, nil
}

// getGrantable answers GET /v1/roles/grantable: 200 GrantableRoles.
func (a *API) getGrantable(ctx context.Context, _ *struct{}) (*reply[GrantableRoles], error) {
	return &reply[GrantableRoles]{GrantableRoles{identity.Grantable(actor(ctx).Grants, a.Now())}}, nil
}

// postRole answers POST /v1/roles: 201 RoleHeld | 400 phone, name, role, until, reason |
// 403 above_yourself | 404 no_such_node | 409 too_many_roles.
func (a *API) postRole(ctx context.Context, in *GrantInput) (*reply[RoleHeld], error) {
	b := in.Body
	why, err := reason(b.Why)
	if err != nil {
		return nil, err
	}
	name := ""
	if strings.TrimSpace(b.Name) != "" {
		if name, err = community.CleanName(b.Name); err != nil {
			return nil, err
		}
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	node := community.NodeID(b.Node)
	if !known(tree, node) {
		return nil, community.ErrNoNode
	}
	gate, err := a.gateNamed(ctx, b.Event, b.Gate)
	if err != nil {
		return nil, err
	}
	account, err := a.Identity.AccountFor(ctx, b.Phone)
	if err != nil {
		return nil, err
	}
	var grant identity.Grant
	detail := map[string]string{"role": string(b.Role), "phone": account.Masked()}
	if !b.Until.IsZero() {
		detail["until"] = here(b.Until).Format(time.DateOnly)
	}
	if gate != "" {
		detail["gate"] = gate
	}
	err = a.audited(ctx, "role.grant", accountObject(account.ID), node, community.PersonID(account.Person), why, detail,
		func(ctx context.Context) (err error) {
			wanted := identity.Granting{Account: account.ID, Role: b.Role, Node: b.Node, Until: b.Until, Why: why, Gate: gate, From: b.From}
			grant, err = a.Identity.Grant(ctx, actor(ctx), wanted, covering(tree, node))
			if err == nil && account.Name == "" && name != "" {
				account, err = a.Identity.Rename(ctx, account.ID, name)
			}
			return err
		})
	if err != nil {
		return nil, err
	}
	out, err := a.wireRole(ctx, tree, identity.Held{Account: account, Grant: grant}, map[identity.AccountID]string{})
	return &reply[RoleHeld]{out}, err
}

// gateNamed is a gate by one name, "lantern-2027/w1"; "" for none named. It returns
// pass.ErrNone and pass.ErrNoGate.
func (a *API) gateNamed(ctx context.Context, event events.ID, gate string) (string, error) {
	if event == "" && gate == "" {
		return "", nil
	}
	if a.Passes == nil {
		return "", pass.ErrNone
	}
	book, err := a.Passes.Book(ctx, event)
	if err != nil {
		return "", err
	}
	if _, ok := book.Gate(gate); !ok {
		return "", pass.ErrNoGate
	}
	return string(event) + "/" + gate, nil
}

// deleteRole answers DELETE /v1/roles/{grant}?why=: 204 | 400 reason |
// 403 above_yourself | 404 no_such_grant, also for one outside the caller's reach.
func (a *API) deleteRole(ctx context.Context, in *RevokeInput) (*struct{}, error) {
	why, err := reason(in.Why)
	if err != nil {
		return nil, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	account, grant, err := a.Identity.Granted(ctx, in.Grant)
	if err != nil {
		return nil, err
	}
	node := community.NodeID(grant.Node)
	if !tree.Within(node, a.reach(ctx, identity.GrantRoles)) {
		return nil, identity.ErrNoGrant
	}
	detail := map[string]string{"role": string(grant.Role), "phone": account.Masked()}
	return nil, a.audited(ctx, "role.revoke", accountObject(account.ID), node, community.PersonID(account.Person), why, detail,
		func(ctx context.Context) error {
			return a.Identity.Revoke(ctx, actor(ctx), in.Grant, covering(tree, node))
		})
}

// known says whether there is such a node now; those merged or split away are not.
func known(t *community.Tree, id community.NodeID) bool {
	if n, ok := t.Node(id); ok {
		return n.Ended.IsZero()
	}
	_, building := t.Building(id)
	return building || id == community.Everything
}

// covering says of a node of the caller's whether it is the given one or above it.
func covering(t *community.Tree, node community.NodeID) func(string) bool {
	return func(own string) bool { return t.Within(node, community.Reach{community.NodeID(own)}) }
}
