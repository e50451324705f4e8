package community

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"wanjia/events/fault"
)

// Errors of teams.
var (
	ErrTeamRole = fault.New(fault.Invalid, "team_role", "in a team one is leader, deputy or member; leaders and deputies are of age")
)

// TeamQuery selects teams. Empty fields select all; the filters go together.
type TeamQuery struct {
	Sort   string // volunteer, cultural, club
	Estate EstateCode
	Text   string // in the name
	After  string // cursor
	Limit  int    // 1 to 1000
}

// TeamView is a team as somebody may see it.
type TeamView struct {
	Team
	Members int
	Changer bool // whether they may see everybody in it and change who is
}

// Member is somebody in a team.
type Member struct {
	Membership
	Person    Person
	Volunteer Volunteer // zero where they are not registered
}

// Teams lists the teams somebody may see, by id, and the cursor of the next page:
// those of the whole community and those of estates of which something lies in
// their reach. Of hidden ones the leader is left out unless they may change them.
func (s *Service) Teams(ctx context.Context, see, alter Reach, q TeamQuery) ([]TeamView, string, error) {
	t, err := s.Tree(ctx)
	if err != nil {
		return nil, "", err
	}
	reach := t.teamReach(see, alter)
	list, next := []TeamView{}, ""
	for team, err := range s.Store.Teams.All(ctx) {
		if err != nil {
			return nil, "", fmt.Errorf("list teams: %w", err)
		}
		if string(team.ID) <= q.After || !q.fits(team) || !reach.shows(team) {
			continue
		}
		if len(list) == q.Limit {
			next = string(list[len(list)-1].ID)
			break
		}
		view, err := s.viewTeam(ctx, reach, team)
		if err != nil {
			return nil, "", err
		}
		list = append(list, view)
	}
	return list, next, nil
}

func (q TeamQuery) fits(t Team) bool {
	return (q.Sort == "" || t.Sort == q.Sort) && (q.Estate == "" || t.Estate == q.Estate) &&
		strings.Contains(strings.ToLower(t.Name), strings.ToLower(strings.TrimSpace(q.Text)))
}

// teamReach is what of the estates lies in two reaches: of seeing and of changing.
type teamReach struct {
	sees, alters         bool                // anything; everything
	seen, altered, parts map[EstateCode]bool // with something in it; with all; with something not
}

func (t *Tree) teamReach(see, alter Reach) teamReach {
	r := teamReach{
		sees: len(see) > 0, alters: slices.Contains(alter, Everything),
		seen: map[EstateCode]bool{}, altered: map[EstateCode]bool{}, parts: map[EstateCode]bool{},
	}
	for _, b := range t.buildings {
		if t.Within(b.Code, see) {
			r.seen[b.Estate] = true
		}
		if t.Within(b.Code, alter) {
			r.altered[b.Estate] = true
		} else {
			r.parts[b.Estate] = true
		}
	}
	return r
}

// shows says whether a team is of the whole community or of an estate of which
// something lies in the reach.
func (r teamReach) shows(team Team) bool { return r.sees && (team.Estate == "" || r.seen[team.Estate]) }

// changes says whether a team lies in the reach whole: every building of its estate
// does, or the reach is everything.
func (r teamReach) changes(team Team) bool {
	return r.alters || team.Estate != "" && r.altered[team.Estate] && !r.parts[team.Estate]
}

func (s *Service) viewTeam(ctx context.Context, reach teamReach, team Team) (TeamView, error) {
	n, err := s.Store.Members.Count(ctx, "team", string(team.ID)+"/")
	if err != nil {
		return TeamView{}, fmt.Errorf("count members of %s: %w", team.ID, err)
	}
	view := TeamView{Team: team, Members: n, Changer: reach.changes(team)}
	if team.Hidden && !view.Changer {
		view.Leader = ""
	}
	return view, nil
}

// Team returns a team, or [ErrNoTeam].
func (s *Service) Team(ctx context.Context, see, alter Reach, id TeamID) (TeamView, error) {
	t, err := s.Tree(ctx)
	if err != nil {
		return TeamView{}, err
	}
	team, err := s.Store.Teams.Get(ctx, id)
	if err != nil {
		return TeamView{}, err
	}
	reach := t.teamReach(see, alter)
	if !reach.shows(team) {
		return TeamView{}, ErrNoTeam
	}
	return s.viewTeam(ctx, reach, team)
}

// Members lists who is in a team that was seen, leader and deputies first, and the
// cursor of the next page. Of a hidden team it lists nobody to whom may not change
// it.
func (s *Service) Members(ctx context.Context, team TeamView, after string, limit int) ([]Member, string, error) {
	if team.Hidden && !team.Changer {
		return nil, "", nil
	}
	list, next, err := s.Store.Members.List(ctx, By{Index: "team", Prefix: string(team.ID) + "/", After: after, Limit: limit})
	if err != nil {
		return nil, "", err
	}
	ids := make([]PersonID, len(list))
	for i, m := range list {
		ids[i] = m.Person
	}
	people, err := s.peopleByID(ctx, ids)
	if err != nil {
		return nil, "", err
	}
	volunteers, err := s.Store.Volunteers.Many(ctx, ids)
	if err != nil {
		return nil, "", err
	}
	registered := make(map[PersonID]Volunteer, len(volunteers))
	for _, v := range volunteers {
		registered[v.Person] = v
	}
	members := make([]Member, 0, len(list))
	for _, m := range list {
		members = append(members, Member{team.roleOf(m), people[m.Person], registered[m.Person]})
	}
	return members, next, nil
}

// roleOf makes the team's word on who leads it count: a change of leader is two
// steps, and what is written at the members may be behind.
func (t Team) roleOf(m Membership) Membership {
	switch {
	case m.Person == t.Leader:
		m.Role = RoleLeader
	case m.Role == RoleLeader:
		m.Role = RoleMember
	}
	return m
}
