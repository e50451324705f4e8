package community

import (
	"context"
	"fmt"
)

// Card is a person with all that stands around them, for those who work with them;
// the care card is not part of it.
type Card struct {
	Person    Person
	Household Household // the zero one where the person's is gone
	Consents  []Standing
	ActFor    []Relation // those who may act for the person, not ended
	ActsFor   []Relation // those the person may act for, not ended
	Others    map[PersonID]Person
	Posts     []Post // held, or deputised in
	Teams     []TeamOf
}

// TeamOf is a team somebody is in.
type TeamOf struct {
	Team
	Role string // leader, deputy, member
}

// mostAround bounds how much of a kind stands around one person on a card.
const mostAround = 200

// CardOf reads what stands around a person.
func (s *Service) CardOf(ctx context.Context, p Person) (Card, error) {
	c := Card{Person: p, Others: map[PersonID]Person{}}
	homes, err := s.Store.Households.Many(ctx, []HouseholdID{p.Household})
	if err != nil {
		return c, fmt.Errorf("household of a person: %w", err)
	}
	if len(homes) > 0 {
		c.Household = homes[0]
	}
	if c.Consents, err = s.Consents(ctx, p.ID); err != nil {
		return c, err
	}
	if err := s.relationsOnCard(ctx, &c); err != nil {
		return c, err
	}
	for _, index := range []string{"holder", "deputy"} {
		posts, _, err := s.Store.Posts.List(ctx, By{Index: index, Prefix: string(p.ID) + "/", Limit: mostAround})
		if err != nil {
			return c, fmt.Errorf("posts of a person: %w", err)
		}
		c.Posts = append(c.Posts, posts...)
	}
	return c, s.teamsOnCard(ctx, &c)
}

func (s *Service) relationsOnCard(ctx context.Context, c *Card) error {
	to, err := s.RelationsTo(ctx, c.Person.ID)
	if err != nil {
		return err
	}
	of, err := s.RelationsOf(ctx, c.Person.ID)
	if err != nil {
		return err
	}
	var others []PersonID
	for _, r := range to {
		if r.Ended.IsZero() {
			c.ActFor, others = append(c.ActFor, r), append(others, r.Agent)
		}
	}
	for _, r := range of {
		if r.Ended.IsZero() {
			c.ActsFor, others = append(c.ActsFor, r), append(others, r.Person)
		}
	}
	people, err := s.Store.People.Many(ctx, others)
	if err != nil {
		return fmt.Errorf("people around a person: %w", err)
	}
	for _, p := range people {
		c.Others[p.ID] = p
	}
	return nil
}

func (s *Service) teamsOnCard(ctx context.Context, c *Card) error {
	members, _, err := s.Store.Members.List(ctx, By{Index: "person", Prefix: string(c.Person.ID) + "/", Limit: mostAround})
	if err != nil {
		return fmt.Errorf("teams of a person: %w", err)
	}
	ids := make([]TeamID, len(members))
	for i, m := range members {
		ids[i] = m.Team
	}
	teams, err := s.Store.Teams.Many(ctx, ids)
	if err != nil {
		return fmt.Errorf("teams of a person: %w", err)
	}
	for _, t := range teams {
		for _, m := range members {
			if m.Team == t.ID {
				c.Teams = append(c.Teams, TeamOf{t, m.Role})
			}
		}
	}
	return nil
}
