package community

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Erase forgets somebody at their wish. Nobody acts for them or is acted for by them
// any more; they leave teams, posts and care pairs; their consents are withdrawn, their photo goes; and
// of the record, and of those merged into it, only the id stays until
// [Service.Forget] takes that too. Consents are kept as the proof of what was allowed
// once, for their own time. It may be repeated, and finishes one that was cut short:
// the record goes last. One that was merged into another stands for that one. It
// returns [ErrNoPerson].
func (s *Service) Erase(ctx context.Context, person PersonID) error {
	records, err := s.Records(ctx, person)
	if err != nil {
		return fmt.Errorf("erase %s: %w", person, err)
	}
	steps := []func(context.Context, PersonID) error{
		s.endRelations, s.leaveTeams, s.leavePosts, s.leaveCare, s.withdrawAll, s.removePortrait, s.dropNotices, s.empty,
	}
	for _, step := range steps {
		for _, id := range records {
			if err := step(ctx, id); err != nil {
				return fmt.Errorf("erase %s: %w", person, err)
			}
		}
	}
	return nil
}

// recordsOf lists a person's record last, after those that were merged into it.
func (s *Service) recordsOf(ctx context.Context, person PersonID) ([]PersonID, error) {
	if _, err := s.Store.People.Get(ctx, person); err != nil {
		return nil, err
	}
	merged, err := s.mergedInto(ctx, person)
	if err != nil {
		return nil, err
	}
	slices.Reverse(merged)
	return append(merged, person), nil
}

// mergedInto lists the records that were merged into one, in however many steps.
func (s *Service) mergedInto(ctx context.Context, person PersonID) ([]PersonID, error) {
	records := []PersonID{person}
	for i := 0; i < len(records); i++ {
		merged, _, err := s.Store.People.List(ctx, By{Index: "merged", Prefix: string(records[i]) + "/", Limit: 1000})
		if err != nil {
			return nil, fmt.Errorf("records merged into %s: %w", records[i], err)
		}
		for _, m := range merged {
			if !slices.Contains(records, m.ID) { // damaged data may hold a ring
				records = append(records, m.ID)
			}
		}
	}
	return records[1:], nil
}

// empty leaves nothing in a record but its id, and no note of it in its household.
func (s *Service) empty(ctx context.Context, person PersonID) error {
	p, err := s.Store.People.Get(ctx, person)
	if err != nil {
		return err
	}
	if p.Household != "" {
		if err := s.expected(ctx, p); err != nil && !errors.Is(err, ErrNoHousehold) {
			return err
		}
	}
	_, err = s.Store.People.Change(ctx, person, func(p *Person) error {
		now := s.Now()
		removed := p.Removed
		if removed.IsZero() {
			removed = now
		}
		*p = Person{
			ID: p.ID, Channel: p.Channel, MergedInto: p.MergedInto, Removed: removed,
			Created: p.Created, Changed: now, Synthetic: p.Synthetic,
		}
		return nil
	})
	return err
}

func (s *Service) endRelations(ctx context.Context, person PersonID) error {
	to, err := s.relations(ctx, "person", string(person))
	if err != nil {
		return err
	}
	of, err := s.relations(ctx, "agent", string(person))
	if err != nil {
		return err
	}
	for _, r := range append(to, of...) {
		if err := s.closeRelation(ctx, r.ID); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) leaveTeams(ctx context.Context, person PersonID) error {
	members, err := s.MembershipsOf(ctx, person)
	if err != nil {
		return err
	}
	for _, m := range members {
		if err := s.Store.Members.Remove(ctx, m.ID); err != nil {
			return err
		}
	}
	led, _, err := s.Store.Teams.List(ctx, By{Index: "leader", Prefix: string(person) + "/", Limit: 1000})
	if err != nil {
		return fmt.Errorf("teams of a leader: %w", err)
	}
	for _, t := range led {
		_, err := s.Store.Teams.Change(ctx, t.ID, func(t *Team) error {
			if t.Leader == person {
				t.Leader = ""
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return s.Store.Volunteers.Remove(ctx, person)
}

// MembershipsOf lists the teams somebody is in.
func (s *Service) MembershipsOf(ctx context.Context, person PersonID) ([]Membership, error) {
	members, _, err := s.Store.Members.List(ctx, By{Index: "person", Prefix: string(person) + "/", Limit: 1000})
	if err != nil {
		return nil, fmt.Errorf("teams of a person: %w", err)
	}
	return members, nil
}

// PostsOf lists the posts somebody holds.
func (s *Service) PostsOf(ctx context.Context, person PersonID) ([]Post, error) {
	posts, _, err := s.Store.Posts.List(ctx, By{Index: "holder", Prefix: string(person) + "/", Limit: 1000})
	if err != nil {
		return nil, fmt.Errorf("posts of a person: %w", err)
	}
	return posts, nil
}

func (s *Service) leavePosts(ctx context.Context, person PersonID) error {
	today := s.today()
	return errors.Join(
		s.Store.Seats.Remove(ctx, person),
		s.eachPost(ctx, "holder", person, func(p *Post) {
			p.endTerm(today)
			p.Holder, p.VacantSince = "", today
		}),
		s.eachPost(ctx, "deputy", person, func(p *Post) { p.Deputy = "" }))
}

func (s *Service) leaveCare(ctx context.Context, person PersonID) error {
	end := func(c *CarePair) {
		if c.Ended.IsZero() {
			c.Ended = s.Now()
		}
		c.Card, c.Key = nil, ""
	}
	if err := s.eachPair(ctx, person, end); err != nil {
		return err
	}
	// Nothing lists pairs by their helpers; they are few, and this is rare.
	for c, err := range s.Store.CarePairs.All(ctx) {
		if err != nil {
			return fmt.Errorf("care pairs: %w", err)
		}
		if !slices.Contains(c.Helpers, person) {
			continue
		}
		_, err := s.Store.CarePairs.Change(ctx, c.ID, func(c *CarePair) error {
			c.Helpers = slices.DeleteFunc(slices.Clone(c.Helpers), func(id PersonID) bool { return id == person })
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// withdrawAll closes every record of consent, refusals too: from now on the time
// they are kept runs.
func (s *Service) withdrawAll(ctx context.Context, person PersonID) error {
	by := By{Index: "person", Prefix: string(person) + "/", Limit: 200}
	for {
		page, next, err := s.Store.Consents.List(ctx, by)
		if err != nil {
			return fmt.Errorf("consents of a person: %w", err)
		}
		for _, c := range page {
			if _, err := s.withdraw(ctx, c.ID); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		by.After = next
	}
}
