package api

import (
	"context"
	"slices"

	"wanjia/events/community"
)

// OwnRelation is a permission to act, to one of those it is about.
type OwnRelation struct {
	ID         community.RelationID `json:"id"`
	Person     community.PersonID   `json:"person" doc:"Who is acted for"`
	PersonName string               `json:"person_name"`
	Agent      community.PersonID   `json:"agent" doc:"Who acts; empty while they have not said yes"`
	AgentName  string               `json:"agent_name" doc:"While they have not said yes: the number that was asked, masked"`
	Kind       string               `json:"kind" enum:"guardian,child,family,neighbour,building_head"`
	Scope      []string             `json:"scope" nullable:"false"`
	From       community.Day        `json:"from"`
	Until      community.Day        `json:"until,omitempty" doc:"The last day; empty for open"`
	Default    bool                 `json:"default" doc:"Nobody was named, so it is the building head"`
	State      string               `json:"state" enum:"stands,asked,unproven" doc:"unproven: no consent stands behind it, so nobody can act by it"`
}

// OwnRelations is who acts for the caller, and for whom the caller acts. What the
// caller was asked to do stands among the latter, as asked.
type OwnRelations struct {
	ActsForMe []OwnRelation `json:"acts_for_me" nullable:"false"`
	IActFor   []OwnRelation `json:"i_act_for" nullable:"false"`
}

// OwnNaming says who is to act.
type OwnNaming struct {
	AgentPhone string             `json:"agent_phone,omitempty" maxLength:"64" doc:"Whoever has the number is asked; nobody learns whether it is known"`
	Agent      community.PersonID `json:"agent,omitempty" maxLength:"128" doc:"Somebody of the caller's household"`
	Kind       string             `json:"kind" maxLength:"32" doc:"child, family, neighbour; guardian for a child"`
	Scope      []string           `json:"scope" maxItems:"8" doc:"signup, needs, contact, all"`
	Until      community.Day      `json:"until,omitempty" maxLength:"16" doc:"The last day; empty for open"`
	For        community.PersonID `json:"for,omitempty" maxLength:"128" doc:"A child the caller answers for; empty for oneself"`
}

// OwnNamingInput names somebody to act.
type OwnNamingInput struct{ Body OwnNaming }

// RelationRef names a relation.
type RelationRef struct {
	Relation community.RelationID `path:"relation" maxLength:"128"`
}

// getMeRelations answers GET /v1/me/relations?for=: 200 OwnRelations | 404
// no_household, no_such_person. for is a child the caller answers for.
func (a *API) getMeRelations(ctx context.Context, in *ForInput) (*reply[OwnRelations], error) {
	me, err := a.self(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.answersFor(ctx, me, in.For)
	if err != nil {
		return nil, err
	}
	to, err := a.Community.RelationsTo(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	of, err := a.Community.RelationsOf(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	if p.ID == me.ID {
		asked, err := a.Community.RelationsAsked(ctx, actor(ctx).Account.Phone)
		if err != nil {
			return nil, err
		}
		of = append(of, slices.DeleteFunc(asked, func(r community.Relation) bool { return r.Person == me.ID })...)
	}
	list := OwnRelations{}
	if list.ActsForMe, err = a.ownRelations(ctx, to); err != nil {
		return nil, err
	}
	if list.IActFor, err = a.ownRelations(ctx, of); err != nil {
		return nil, err
	}
	return &reply[OwnRelations]{list}, nil
}

// answersFor returns the caller for "", else a child they are the guardian of.
func (a *API) answersFor(ctx context.Context, me community.Person, id community.PersonID) (community.Person, error) {
	if id == "" || id == me.ID {
		return me, nil
	}
	r, ok, err := a.Community.MayAct(ctx, me.ID, id, community.ToAll, a.Now())
	if err == nil && (!ok || r.Kind != community.KindGuardian) {
		err = community.ErrNoPerson
	}
	if err != nil {
		return community.Person{}, err
	}
	return a.Community.Survivor(ctx, id)
}

// ownRelations leaves out what has ended.
func (a *API) ownRelations(ctx context.Context, relations []community.Relation) ([]OwnRelation, error) {
	list := []OwnRelation{}
	for _, r := range relations {
		if !r.Ended.IsZero() || r.Until != "" && r.Until < community.DayOf(a.Now()) {
			continue
		}
		w, err := a.ownRelation(ctx, r)
		if err != nil {
			return nil, err
		}
		list = append(list, w)
	}
	return list, nil
}

func (a *API) ownRelation(ctx context.Context, r community.Relation) (OwnRelation, error) {
	w := OwnRelation{
		ID: r.ID, Person: r.Person, Agent: r.Agent, Kind: r.Kind, Scope: r.Scope, From: r.From, Until: r.Until, Default: r.Default,
		State: "asked", AgentName: community.MaskPhone(r.Asked),
	}
	if w.Scope == nil {
		w.Scope = []string{}
	}
	people, err := a.Community.Store.People.Many(ctx, []community.PersonID{r.Person, r.Agent})
	if err != nil {
		return w, err
	}
	for _, p := range people {
		if p.ID == r.Person {
			w.PersonName = p.Name
		}
		if p.ID == r.Agent {
			w.AgentName = p.Name
		}
	}
	if r.Asked == "" {
		w.State = "unproven"
		acts, err := a.Community.ActsFor(ctx, r.Agent, a.Now())
		if err != nil {
			return w, err
		}
		if slices.ContainsFunc(acts, func(o community.Relation) bool { return o.ID == r.ID }) {
			w.State = "stands"
		}
	}
	return w, nil
}

// postMeRelation lets somebody act for the caller, or for a child they answer for.
// Somebody of the household does so at once; whoever is named by number has to say
// yes first, and the answer is the same whether anybody has that number.
//
//	POST /v1/me/relations   {"agent_phone": "15400000001", "kind": "child", "scope": ["signup"]}
//	201 OwnRelation | 400 relation_agent, relation_self, relation_age, person_phone,
//	relation_kind, relation_scope, relation_period | 404 no_household, no_such_person |
//	409 relation_limit
func (a *API) postMeRelation(ctx context.Context, in *OwnNamingInput) (*reply[OwnRelation], error) {
	me, err := a.self(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.answersFor(ctx, me, in.Body.For)
	if err != nil {
		return nil, err
	}
	if err := a.mayName(ctx, me, in.Body); err != nil {
		return nil, err
	}
	b, account := in.Body, actor(ctx).Account
	var r community.Relation
	err = a.audited(ctx, "relation.name", "person/"+string(p.ID), scopeOf(p), other(me, p), "",
		map[string]string{"kind": b.Kind, "agent": string(b.Agent), "number": community.MaskPhone(b.AgentPhone)},
		func(ctx context.Context) (err error) {
			r, err = a.Community.NameAgent(ctx, community.Naming{
				Person: p.ID, Agent: b.Agent, Phone: b.AgentPhone, Kind: b.Kind, Scope: b.Scope, Until: b.Until,
				Agreed: community.Agreed{How: "app", By: me.ID, Account: string(account.ID)},
			})
			return err
		})
	if err != nil {
		return nil, err
	}
	w, err := a.ownRelation(ctx, r)
	return &reply[OwnRelation]{w}, err
}

// mayName says whether the caller may name that person: themselves for a child, or
// one of the household they see. The number of the account itself is no one else's.
func (a *API) mayName(ctx context.Context, me community.Person, n OwnNaming) error {
	if n.AgentPhone != "" {
		number, err := community.CleanPhone(n.AgentPhone)
		if err == nil && number == actor(ctx).Account.Phone {
			err = community.ErrSelf
		}
		return err
	}
	if n.Agent == "" || n.Agent == me.ID {
		return nil // the rules say what is wrong with it
	}
	_, people, err := a.housemates(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(people, func(p community.Person) bool { return p.ID == n.Agent }) {
		return community.ErrNoPerson
	}
	return nil
}

// postRelationAccept is the yes of the caller to acting for somebody who named their number.
//
//	POST /v1/me/relations/{relation}/accept
//	200 OwnRelation | 400 relation_age | 404 no_household, no_such_relation
func (a *API) postRelationAccept(ctx context.Context, in *RelationRef) (*reply[OwnRelation], error) {
	me, r, err := a.myRelation(ctx, in.Relation)
	if err != nil {
		return nil, err
	}
	p, err := a.Community.Survivor(ctx, r.Person)
	if err != nil {
		return nil, community.ErrNoRelation
	}
	err = a.audited(ctx, "relation.accept", "relation/"+string(r.ID), scopeOf(p), r.Person, "", nil, func(ctx context.Context) (err error) {
		r, err = a.Community.AcceptAgent(ctx, r.ID, me.ID, actor(ctx).Account.Phone)
		return err
	})
	if err != nil {
		return nil, err
	}
	w, err := a.ownRelation(ctx, r)
	return &reply[OwnRelation]{w}, err
}

// deleteMeRelation ends a relation the caller is one of, or answers for; for whoever
// was asked by number it is the no.
//
//	DELETE /v1/me/relations/{relation}   204 | 404 no_household, no_such_relation | 409 last_guardian
func (a *API) deleteMeRelation(ctx context.Context, in *RelationRef) (*struct{}, error) {
	me, r, err := a.myRelation(ctx, in.Relation)
	if err != nil {
		return nil, err
	}
	scope, forWhom := scopeOf(me), r.Person
	if r.Person == me.ID {
		forWhom = ""
	}
	return nil, a.audited(ctx, "relation.end", "relation/"+string(r.ID), scope, forWhom, "", map[string]string{"kind": r.Kind},
		func(ctx context.Context) error { return a.Community.EndRelation(ctx, r.ID) })
}

func (a *API) myRelation(ctx context.Context, id community.RelationID) (community.Person, community.Relation, error) {
	me, err := a.self(ctx)
	if err != nil {
		return me, community.Relation{}, err
	}
	r, err := a.Community.RelationFor(ctx, id, me.ID, actor(ctx).Account.Phone)
	return me, r, err
}
