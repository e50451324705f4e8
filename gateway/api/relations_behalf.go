package api

import (
	"context"
	"strings"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// NamingInput names who is to act for somebody, written down on their behalf.
type NamingInput struct {
	Person community.PersonID `path:"person" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Body   struct {
		Agent      community.PersonID `json:"agent,omitempty" maxLength:"128" doc:"Somebody in the caller's reach, or agent_phone"`
		AgentPhone string             `json:"agent_phone,omitempty" maxLength:"32" doc:"Whose owner has to say yes first"`
		Kind       string             `json:"kind" enum:"child,family,neighbour,guardian"`
		Scope      []string           `json:"scope" minItems:"1" maxItems:"4" nullable:"false" doc:"signup, needs, contact, all"`
		Until      community.Day      `json:"until,omitempty" maxLength:"10" doc:"The last day; empty for open"`
		Consent    Agreement          `json:"consent" doc:"How the person agreed to it"`
	}
}

// postRelation writes down who may act for somebody who cannot do so themselves.
//
//	POST /v1/people/{person}/relations
//	201 RelationView | 400 relation_agent, relation_kind, relation_scope,
//	relation_period, relation_self, relation_age, person_phone, witness |
//	403 guardian_needed | 404 no_such_person | 409 relation_limit
func (a *API) postRelation(ctx context.Context, in *NamingInput) (*reply[RelationView], error) {
	b, reach := in.Body, a.reach(ctx, identity.ActForPeople)
	p, err := a.Community.PersonIn(ctx, reach, in.Person)
	if err != nil {
		return nil, err
	}
	var agent community.Person
	if b.Agent != "" {
		if agent, err = a.Community.PersonIn(ctx, reach, b.Agent); err != nil {
			return nil, err
		}
	}
	detail := map[string]string{"kind": b.Kind, "scope": strings.Join(b.Scope, " "), "how": b.Consent.How}
	var r community.Relation
	err = a.audited(ctx, "relation.name", "person/"+string(p.ID), p.Building, p.ID, "", detail, func(ctx context.Context) (err error) {
		r, err = a.Community.NameAgent(ctx, community.Naming{
			Person: p.ID, Agent: agent.ID, Phone: b.AgentPhone, Kind: b.Kind, Scope: b.Scope, Until: b.Until,
			Agreed: *a.agreed(ctx, &b.Consent),
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	v, err := a.viewer(ctx)
	if err != nil {
		return nil, err
	}
	return &reply[RelationView]{v.relation(r, agent)}, nil
}

// RelationEnd names a relation to be ended.
type RelationEnd struct {
	Relation community.RelationID `path:"relation" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Why      string               `query:"why" maxLength:"200"`
}

// deleteRelation answers DELETE /v1/relations/{relation}?why=: 204 | 400 reason |
// 404 no_such_relation | 409 last_guardian.
func (a *API) deleteRelation(ctx context.Context, in *RelationEnd) (*struct{}, error) {
	why, err := reason(in.Why)
	if err != nil {
		return nil, err
	}
	r, p, err := a.Community.RelationIn(ctx, a.reach(ctx, identity.ActForPeople), in.Relation)
	if err != nil {
		return nil, err
	}
	detail := map[string]string{"kind": r.Kind}
	return nil, a.audited(ctx, "relation.end", "person/"+string(p.ID), p.Building, p.ID, why, detail, func(ctx context.Context) error {
		return a.Community.EndRelation(ctx, r.ID)
	})
}
