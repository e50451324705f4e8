package community

import (
	"context"
	"slices"

	"wanjia/events/fault"
)

// Errors of naming somebody to act.
var (
	ErrAgent = fault.New(fault.Invalid, "relation_agent", "say who: somebody of the household, or a mobile number")
	// ErrYoungAgent: who acts for others is grown-up.
	ErrYoungAgent = fault.New(fault.Invalid, "relation_age", "only a grown-up can act for somebody else")
)

// Naming says that somebody is to act for a person.
type Naming struct {
	Person PersonID // for whom
	Agent  PersonID // who, or
	Phone  string   // the number of whoever is asked; they have to say yes
	Kind   string   // child, family, neighbour; guardian for a child under 18
	Scope  []string // signup, needs, contact, all
	Until  Day      // the last day, "" for open
	Agreed Agreed   // how the person agreed to it
}

// NameAgent lets somebody act for a person. Named by person, the relation stands at
// once; named by number, it stands when the owner of the number says yes, see
// [Service.AcceptAgent]. Nothing here tells whether a number is anybody's. Repeating
// it returns the relation there is, as it is.
//
// It returns [ErrNoPerson]; [ErrAgent], [ErrSelf], [ErrYoungAgent], [ErrNumber],
// [ErrRelationKind], [ErrScope], [ErrPeriod] and [ErrTooManyActed]; and, but for the
// guardian of a child, the errors of [Service.GiveConsent].
func (s *Service) NameAgent(ctx context.Context, n Naming) (Relation, error) {
	p, err := s.live(ctx, n.Person)
	if err != nil {
		return Relation{}, err
	}
	r, err := s.naming(ctx, p, n)
	if err != nil {
		return Relation{}, err
	}
	if r.Kind == KindGuardian {
		return s.relate(ctx, r)
	}
	c, err := s.consent(ctx, p, Consent{
		Person: p.ID, Purpose: ForAgent, Version: n.Agreed.Version, Given: true, By: n.Agreed.By,
		How: n.Agreed.How, Account: n.Agreed.Account, Witness: n.Agreed.Witness,
	})
	if err != nil {
		return Relation{}, err
	}
	r.Consent = c.ID
	return s.relate(ctx, r)
}

// naming checks what was said and makes the relation of it.
func (s *Service) naming(ctx context.Context, p Person, n Naming) (Relation, error) {
	r := Relation{Person: p.ID, Kind: n.Kind, Until: n.Until, Synthetic: p.Synthetic}
	age, known := Age(p.Born, s.Now())
	switch child := known && age < 18; {
	case n.Kind == KindGuardian && child:
		r.Until = grownUp(p.Born)
	case !slices.Contains([]string{KindChild, KindFamily, KindNeighbour}, n.Kind):
		return r, ErrRelationKind
	}
	for _, scope := range n.Scope {
		if !slices.Contains(scopes, scope) {
			return r, ErrScope
		}
		if !slices.Contains(r.Scope, scope) {
			r.Scope = append(r.Scope, scope)
		}
	}
	if len(r.Scope) == 0 {
		return r, ErrScope
	}
	if r.Until != "" && (!wholeDay(r.Until) || r.Until < s.today()) {
		return r, ErrPeriod
	}
	if (n.Agent == "") == (n.Phone == "") {
		return r, ErrAgent
	}
	if n.Agent != "" {
		r.Agent = n.Agent
		return r, s.mayBeAgent(ctx, p.ID, n.Agent)
	}
	var err error
	if r.Asked, err = CleanPhone(n.Phone); err != nil {
		return r, err
	}
	if len(r.Asked) != 11 || r.Asked[0] != '1' {
		return r, ErrNumber
	}
	return r, nil
}

// wholeDay says whether d is a day of the calendar and not only a year.
func wholeDay(d Day) bool { return len(d) == len("2006-01-02") && dayBefore(d) != d }

func (s *Service) mayBeAgent(ctx context.Context, person, agent PersonID) error {
	if agent == person {
		return ErrSelf
	}
	a, err := s.live(ctx, agent)
	if err != nil {
		return err
	}
	if age, known := Age(a.Born, s.Now()); known && age < 18 {
		return ErrYoungAgent
	}
	return nil
}

// AcceptAgent is the yes of whoever was asked by number: from now on agent acts.
// phone is the number agent has proved to have. Of several answers the first counts.
// It returns [ErrNoRelation] where that number was not asked, [ErrSelf] and
// [ErrYoungAgent].
func (s *Service) AcceptAgent(ctx context.Context, id RelationID, agent PersonID, phone string) (Relation, error) {
	r, err := s.Store.Relations.Get(ctx, id)
	if err != nil {
		return Relation{}, err
	}
	agents, err := s.samePerson(ctx, r.Agent, agent)
	if err != nil {
		return Relation{}, err
	}
	if !asked(r, phone) && (!agents || !r.Ended.IsZero()) {
		return Relation{}, ErrNoRelation
	}
	was := r.Agent
	if err := s.mayBeAgent(ctx, r.Person, agent); err != nil {
		return Relation{}, err
	}
	return s.Store.Relations.Change(ctx, id, func(r *Relation) error {
		switch {
		case asked(*r, phone):
			r.Agent, r.Asked = agent, ""
		case r.Agent != was || !r.Ended.IsZero():
			return ErrNoRelation
		}
		return nil
	})
}

func asked(r Relation, phone string) bool {
	return r.Ended.IsZero() && r.Asked != "" && r.Asked == phone
}

// RelationFor returns a relation to somebody it is about: whoever acts, is acted for,
// answers for the child it is about, or was asked at the number. For anybody else it
// is [ErrNoRelation].
func (s *Service) RelationFor(ctx context.Context, id RelationID, person PersonID, phone string) (Relation, error) {
	r, err := s.Store.Relations.Get(ctx, id)
	if err != nil {
		return Relation{}, err
	}
	if asked(r, phone) {
		return r, nil
	}
	for _, one := range []PersonID{r.Person, r.Agent} {
		if mine, err := s.samePerson(ctx, one, person); err != nil || mine && person != "" {
			return r, err
		}
	}
	by, ok, err := s.MayAct(ctx, person, r.Person, ToAll, s.Now())
	if err == nil && (!ok || by.Kind != KindGuardian) {
		err = ErrNoRelation
	}
	if err != nil {
		return Relation{}, err
	}
	return r, nil
}

// EndRelation ends a relation; repeating it changes nothing. It returns
// [ErrNoRelation], and [ErrLastGuardian] where a child would be left with nobody who
// answers for it.
func (s *Service) EndRelation(ctx context.Context, id RelationID) error {
	r, err := s.Store.Relations.Get(ctx, id)
	if err != nil {
		return err
	}
	if r.Kind == KindGuardian && r.InForce(s.Now()) {
		if err := s.anotherGuardian(ctx, r); err != nil {
			return err
		}
	}
	return s.closeRelation(ctx, id)
}

func (s *Service) anotherGuardian(ctx context.Context, r Relation) error {
	child, err := s.Store.People.Get(ctx, r.Person)
	if err != nil {
		return err
	}
	if age, known := Age(child.Born, s.Now()); !child.Live() || !known || age >= 18 {
		return nil
	}
	relations, err := s.RelationsTo(ctx, r.Person)
	if err != nil {
		return err
	}
	for _, o := range relations {
		if o.ID != r.ID && o.Kind == KindGuardian && o.InForce(s.Now()) {
			return nil
		}
	}
	return ErrLastGuardian
}
