package community

import (
	"context"
	"errors"
	"slices"
)

// The roles in a team.
const (
	RoleLeader = "leader"
	RoleDeputy = "deputy"
	RoleMember = "member"
)

// SetMember puts somebody into a team or gives them another role in it. A new
// leader takes the place of the one before, who stays a member. Repeating it
// changes nothing. It returns [ErrNoTeam], [ErrNoPerson], [ErrTeamRole].
func (s *Service) SetMember(ctx context.Context, alter Reach, id TeamID, person PersonID, role string) (Member, error) {
	team, p, err := s.teamAndPerson(ctx, alter, id, person)
	if err != nil {
		return Member{}, err
	}
	if !slices.Contains([]string{RoleLeader, RoleDeputy, RoleMember}, role) {
		return Member{}, ErrTeamRole
	}
	if age, known := Age(p.Born, s.Now()); role != RoleMember && known && age < 18 {
		return Member{}, ErrTeamRole
	}
	m := Membership{ID: string(id) + "/" + string(person), Team: id, Person: person, Role: role, Since: s.today()}
	answers, err := s.Store.Members.Add(ctx, m)
	if err != nil {
		return Member{}, err
	}
	if errors.Is(answers[0], ErrExists) {
		m, err = s.Store.Members.Change(ctx, m.ID, func(m *Membership) error { m.Role = role; return nil })
	} else {
		err = answers[0]
	}
	if err != nil {
		return Member{}, err
	}
	if err := s.setLeader(ctx, team, person, role); err != nil {
		return Member{}, err
	}
	volunteers, err := s.Store.Volunteers.Many(ctx, []PersonID{person})
	if err != nil {
		return Member{}, err
	}
	return Member{m, p, append(volunteers, Volunteer{})[0]}, nil
}

// setLeader writes into the team who leads it now, and makes the one before a member.
func (s *Service) setLeader(ctx context.Context, team Team, person PersonID, role string) error {
	before := PersonID("")
	err := quietly(s.Store.Teams.Change(ctx, team.ID, func(t *Team) error {
		switch {
		case role == RoleLeader && t.Leader != person:
			before, t.Leader = t.Leader, person
		case role != RoleLeader && t.Leader == person:
			t.Leader = ""
		default:
			return errSame
		}
		return nil
	}))
	if err != nil || before == "" {
		return err
	}
	err = quietly(s.Store.Members.Change(ctx, string(team.ID)+"/"+string(before), func(m *Membership) error {
		if m.Role != RoleLeader {
			return errSame
		}
		m.Role = RoleMember
		return nil
	}))
	if errors.Is(err, ErrNoTeam) { // led it without being in it
		return nil
	}
	return err
}

// RemoveMember takes somebody out of a team; one who is not there is no mistake,
// since repeating it changes nothing. It returns [ErrNoTeam].
func (s *Service) RemoveMember(ctx context.Context, alter Reach, id TeamID, person PersonID) error {
	team, err := s.teamToChange(ctx, alter, id)
	if err != nil {
		return err
	}
	if err := s.setLeader(ctx, team, person, RoleMember); err != nil {
		return err
	}
	return s.Store.Members.Remove(ctx, string(id)+"/"+string(person))
}

// teamAndPerson returns a team and somebody who may be put into it: both lie in the
// reach, and the person is somebody still.
func (s *Service) teamAndPerson(ctx context.Context, alter Reach, id TeamID, person PersonID) (Team, Person, error) {
	team, err := s.teamToChange(ctx, alter, id)
	if err != nil {
		return Team{}, Person{}, err
	}
	p, err := s.Store.People.Get(ctx, person)
	if err != nil {
		return Team{}, Person{}, err
	}
	t, err := s.Tree(ctx)
	if err != nil {
		return Team{}, Person{}, err
	}
	if !p.Live() || !t.Within(p.Building, alter) {
		return Team{}, Person{}, ErrNoPerson
	}
	return team, p, nil
}

func (s *Service) teamToChange(ctx context.Context, alter Reach, id TeamID) (Team, error) {
	t, err := s.Tree(ctx)
	if err != nil {
		return Team{}, err
	}
	team, err := s.Store.Teams.Get(ctx, id)
	if err != nil {
		return Team{}, err
	}
	if !t.teamReach(nil, alter).changes(team) {
		return Team{}, ErrNoTeam
	}
	return team, nil
}
