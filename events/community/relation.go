package community

import (
	"context"
	"fmt"
	"slices"
	"time"

	"wanjia/events/fault"
)

// Errors of relations.
var (
	ErrRelationKind = fault.New(fault.Invalid, "relation_kind", "say whether it is a child, family or a neighbour")
	ErrScope        = fault.New(fault.Invalid, "relation_scope", "say in what they may act: signing up, needs, being called, or all")
	ErrPeriod       = fault.New(fault.Invalid, "relation_period", "it has to end on a day that is still to come")
	ErrSelf         = fault.New(fault.Invalid, "relation_self", "nobody needs a permission to act for themselves")
	ErrTooManyActed = fault.New(fault.Conflict, "relation_limit", "ten people act for one already; end one first")
	ErrLastGuardian = fault.New(fault.Conflict, "last_guardian", "a child has to keep one who answers for it")
)

// The kinds of relations.
const (
	KindGuardian  = "guardian"
	KindChild     = "child"
	KindFamily    = "family"
	KindNeighbour = "neighbour"
	KindHead      = "building_head"
)

// What somebody may act in.
const (
	ToSignUp  = "signup"
	ToNeeds   = "needs"
	ToContact = "contact"
	ToAll     = "all"
)

var scopes = []string{ToSignUp, ToNeeds, ToContact, ToAll}

// Covers says whether the relation is about the scope.
func (r Relation) Covers(scope string) bool {
	return slices.Contains(r.Scope, scope) || slices.Contains(r.Scope, ToAll)
}

// InForce says whether the relation has begun and not ended, by its days; consent
// and age are [Service.MayAct]'s.
func (r Relation) InForce(at time.Time) bool {
	today := DayOf(at)
	return r.Ended.IsZero() && r.Agent != "" && r.From <= today && (r.Until == "" || today <= r.Until)
}

// MayAct says whether agent may act for person in scope at the moment, and by which
// relation. Everybody may act for themselves. Else a relation has to be in force and
// cover the scope; a guardian is one only while the child is under 18, and everybody
// else needs the consent the relation names to stand still. A record that was merged
// away stands for the one it was merged into, on either side and in the relation.
// Nobody acts for those who were removed.
func (s *Service) MayAct(ctx context.Context, agent, person PersonID, scope string, at time.Time) (Relation, bool, error) {
	if agent == "" || person == "" {
		return Relation{}, false, nil
	}
	a, err := s.survivors(ctx, agent, person)
	if err != nil || len(a) != 2 {
		return Relation{}, false, err
	}
	by, p := a[0], a[1]
	if by.ID == p.ID {
		return Relation{}, true, nil
	}
	relations, err := s.RelationsOf(ctx, by.ID)
	if err != nil {
		return Relation{}, false, err
	}
	for _, r := range relations {
		if !r.InForce(at) || !r.Covers(scope) {
			continue
		}
		about, err := s.samePerson(ctx, r.Person, p.ID)
		if err != nil || !about {
			if err != nil {
				return Relation{}, false, err
			}
			continue
		}
		ok, err := s.holds(ctx, r, p, at)
		if err != nil || ok {
			r.Person, r.Agent = p.ID, by.ID
			return r, ok, err
		}
	}
	return Relation{}, false, nil
}

// ActsFor lists the relations by which somebody may act for others at the moment,
// between the records that count.
func (s *Service) ActsFor(ctx context.Context, agent PersonID, at time.Time) ([]Relation, error) {
	relations, err := s.RelationsOf(ctx, agent)
	if err != nil {
		return nil, err
	}
	return s.standing(ctx, relations, at)
}

// standing keeps those of the relations by which somebody may act at the moment.
func (s *Service) standing(ctx context.Context, relations []Relation, at time.Time) ([]Relation, error) {
	var list []Relation
	for _, r := range relations {
		if !r.InForce(at) {
			continue
		}
		both, err := s.survivors(ctx, r.Person, r.Agent)
		if err != nil {
			return nil, err
		}
		if len(both) != 2 || both[0].ID == both[1].ID {
			continue
		}
		ok, err := s.holds(ctx, r, both[0], at)
		if err != nil {
			return nil, err
		}
		if ok {
			r.Person, r.Agent = both[0].ID, both[1].ID
			list = append(list, r)
		}
	}
	return list, nil
}

// ActFor lists the relations by which others may act for somebody at the moment,
// between the records that count.
func (s *Service) ActFor(ctx context.Context, person PersonID, at time.Time) ([]Relation, error) {
	relations, err := s.RelationsTo(ctx, person)
	if err != nil {
		return nil, err
	}
	return s.standing(ctx, relations, at)
}

// holds says whether what a relation rests on is still so.
func (s *Service) holds(ctx context.Context, r Relation, p Person, at time.Time) (bool, error) {
	if r.Kind == KindGuardian {
		age, known := Age(p.Born, at)
		// Nobody knows the age: then only the day the relation was given to end counts.
		return known && age < 18 || !known && r.Until != "", nil
	}
	if r.Kind == KindHead && !p.Away.IsZero() {
		return false, nil // it is another building's now
	}
	if r.Consent == "" {
		return false, nil
	}
	list, err := s.Store.Consents.Many(ctx, []ConsentID{r.Consent})
	if err != nil {
		return false, fmt.Errorf("read consent of relation: %w", err)
	}
	if len(list) != 1 || !list[0].Stands() || list[0].Purpose != ForAgent {
		return false, nil
	}
	return s.samePerson(ctx, list[0].Person, p.ID)
}

// RelationsTo lists who may act for somebody, those asked and ended ones too, with
// those of records that were merged into theirs.
func (s *Service) RelationsTo(ctx context.Context, person PersonID) ([]Relation, error) {
	return s.relationsOfAll(ctx, "person", person)
}

// RelationsOf lists for whom somebody may act, ended ones too, with those of records
// that were merged into theirs.
func (s *Service) RelationsOf(ctx context.Context, agent PersonID) ([]Relation, error) {
	return s.relationsOfAll(ctx, "agent", agent)
}

func (s *Service) relationsOfAll(ctx context.Context, index string, person PersonID) ([]Relation, error) {
	list, err := s.relations(ctx, index, string(person))
	if err != nil {
		return nil, err
	}
	merged, err := s.mergedInto(ctx, person)
	if err != nil {
		return nil, err
	}
	for _, id := range merged {
		more, err := s.relations(ctx, index, string(id))
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
}

// RelationsAsked lists where the owner of a number was asked to act and has not
// answered.
func (s *Service) RelationsAsked(ctx context.Context, phone string) ([]Relation, error) {
	return s.relations(ctx, "asked", phone)
}

func (s *Service) relations(ctx context.Context, index, above string) ([]Relation, error) {
	if above == "" {
		return nil, nil
	}
	var list []Relation
	by := By{Index: index, Prefix: above + "/", Limit: 200}
	for {
		page, next, err := s.Store.Relations.List(ctx, by)
		if err != nil {
			return nil, fmt.Errorf("relations by %s: %w", index, err)
		}
		list = append(list, page...)
		if next == "" {
			return list, nil
		}
		by.After = next
	}
}

// closeRelation ends a relation; repeating it changes nothing.
func (s *Service) closeRelation(ctx context.Context, id RelationID) error {
	_, err := s.Store.Relations.Change(ctx, id, func(r *Relation) error {
		if r.Ended.IsZero() {
			r.Ended, r.Asked = s.Now(), ""
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("end relation: %w", err)
	}
	return nil
}
