package api

import (
	"context"
	"time"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// Account is who is signed in, as the account may see itself in this session.
type Account struct {
	ID           identity.AccountID `json:"id"`
	Name         string             `json:"name"`
	Language     string             `json:"language" enum:",zh,en" doc:"Messages are sent in it; empty until somebody said"`
	PhoneMasked  string             `json:"phone_masked" example:"154****1234"`
	Roles        []identity.Role    `json:"roles" nullable:"false" doc:"All that the account holds, resident first"`
	Person       string             `json:"person" doc:"Whom of the community the account stands for; empty for nobody yet"`
	Rights       []identity.Right   `json:"rights" nullable:"false" doc:"What this session may do somewhere; those of staff count once the second factor is passed"`
	Grants       []AccountGrant     `json:"grants" nullable:"false"`
	SecondFactor SecondFactorState  `json:"second_factor"`
}

// AccountGrant is a role the account holds.
type AccountGrant struct {
	ID       string        `json:"id" doc:"Empty where it comes with a post"`
	Role     identity.Role `json:"role"`
	Node     string        `json:"node" example:"GX-12"`
	NodeName string        `json:"node_name" doc:"Empty for the whole community"`
	Until    *time.Time    `json:"until,omitempty"`
	Post     bool          `json:"post" doc:"It comes with holding a post of a building"`
}

// SecondFactorState says how an account and a session stand with the second factor.
type SecondFactorState struct {
	Needed   bool `json:"needed" doc:"The account holds a role of staff"`
	Enrolled bool `json:"enrolled"`
	Passed   bool `json:"passed" doc:"In this session"`
}

// RenameInput sets how an account is called, and what it reads; what is left out stays.
type RenameInput struct {
	Body struct {
		Name     string `json:"name,omitempty" minLength:"1" maxLength:"240"`
		Language string `json:"language,omitempty" enum:"zh,en" doc:"Messages are sent in it"`
	}
}

// NewPhoneInput proves a new number.
type NewPhoneInput struct {
	DeviceID string `header:"X-Device-Id" hidden:"true"`
	Body     SignInRequest
}

// getMe answers GET /v1/me: 200 Account | 401 sign_in.
func (a *API) getMe(ctx context.Context, _ *struct{}) (*reply[Account], error) {
	return a.me(ctx, actor(ctx))
}

// patchMe answers PATCH /v1/me: 200 Account | 400 name.
func (a *API) patchMe(ctx context.Context, in *RenameInput) (*reply[Account], error) {
	who := actor(ctx)
	if language := in.Body.Language; language != "" && language != who.Account.Language {
		var err error
		if who.Account, err = a.Identity.Read(ctx, who.Account.ID, language); err != nil {
			return nil, err
		}
	}
	if in.Body.Name == "" && in.Body.Language != "" {
		return a.me(ctx, who)
	}
	name, err := community.CleanName(in.Body.Name)
	if err != nil {
		return nil, err
	}
	err = a.audited(ctx, "account.name", accountObject(who.Account.ID), community.Everything, "", "", nil,
		func(ctx context.Context) (err error) {
			who.Account, err = a.Identity.Rename(ctx, who.Account.ID, name)
			return err
		})
	if err != nil {
		return nil, err
	}
	return a.me(ctx, who)
}

// postMyPhone answers POST /v1/me/phone: 200 Account | 400 phone | 401 code_wrong |
// 403 sign_in_again, second_factor | 409 phone_taken | 429 code_locked.
func (a *API) postMyPhone(ctx context.Context, in *NewPhoneInput) (*reply[Account], error) {
	number, err := identity.ParsePhone(in.Body.Phone)
	if err != nil {
		return nil, err
	}
	who := actor(ctx)
	detail := map[string]string{"from": who.Account.Masked(), "to": identity.Mask(number)}
	err = a.audited(ctx, "account.phone", accountObject(who.Account.ID), community.Everything, "", "", detail,
		func(ctx context.Context) (err error) {
			who.Account, err = a.Identity.ChangePhone(ctx, actor(ctx), number, in.Body.Code, deviceOf("", in.DeviceID))
			if err != nil {
				return err
			}
			return a.Community.NewNumber(ctx, community.PersonID(who.Account.Person), actor(ctx).Account.Phone, number)
		})
	if err != nil {
		return nil, err
	}
	return a.me(ctx, who)
}

// me shows an actor to itself.
func (a *API) me(ctx context.Context, who identity.Actor) (*reply[Account], error) {
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	now := a.Now()
	w := Account{
		ID: who.Account.ID, Name: who.Account.Name, Language: who.Account.Language, PhoneMasked: who.Account.Masked(), Person: who.Account.Person,
		Roles: identity.RolesOf(who.Held, now), Rights: some(identity.Rights(who.Grants, now)), Grants: []AccountGrant{},
		SecondFactor: SecondFactorState{
			Needed: identity.IsStaff(who.Held, now), Enrolled: who.Account.Factor.On(), Passed: who.Strong,
		},
	}
	for _, g := range who.Held {
		if g.Stands(now) {
			w.Grants = append(w.Grants, AccountGrant{
				ID: g.ID, Role: g.Role, Node: g.Node, NodeName: nodeName(tree, g.Node), Until: untilOf(g), Post: g.ID == "",
			})
		}
	}
	return &reply[Account]{w}, nil
}

func accountObject(id identity.AccountID) string { return "account/" + string(id) }

// nodeName is how a node is called, "" for the whole community, whose name is the
// page's own.
func nodeName(t *community.Tree, node string) string {
	if node == identity.Everywhere {
		return ""
	}
	return t.NodeName(community.NodeID(node))
}

func untilOf(g identity.Grant) *time.Time {
	if g.Until.IsZero() {
		return nil
	}
	return new(here(g.Until))
}
