package api

import (
	"cmp"
	"context"
	"errors"

	"wanjia/events/community"
	"wanjia/events/docstore"
	"wanjia/gateway/identity"
)

// TeamSummary is a team in a list.
type TeamSummary struct {
	ID         community.TeamID     `json:"id"`
	Sort       string               `json:"sort" enum:"volunteer,cultural,club"`
	Kind       string               `json:"kind"`
	Name       string               `json:"name"`
	Estate     community.EstateCode `json:"estate" doc:"Empty for the whole community"`
	EstateName string               `json:"estate_name"`
	Use        string               `json:"use" doc:"What it does at events, or brings"`
	Members    int                  `json:"members" doc:"How many"`
	Hidden     bool                 `json:"hidden" doc:"Only those who may change it see who is in it"`
	MayChange  bool                 `json:"may_change"`
	Weekday    int                  `json:"weekday" doc:"Of rehearsals, 1 for Monday to 7; 0 for none"`
	Starts     string               `json:"starts" example:"15:30"`
	Minutes    int                  `json:"minutes"`
	Weekdays   []int                `json:"weekdays" nullable:"false" doc:"Of a club, which nobody has to join: each of the days it meets"`
	Place      string               `json:"place" doc:"Where a club meets"`
	Since      community.Day        `json:"since"`
	Synthetic  bool                 `json:"synthetic"`
}

// TeamPage is a piece of the list of teams.
type TeamPage struct {
	Items []TeamSummary `json:"items" nullable:"false"`
	Next  string        `json:"next" doc:"Cursor for ?after=; empty at the end"`
}

// TeamDetail is a team with a piece of the list of who is in it.
type TeamDetail struct {
	TeamSummary
	Items []TeamMember `json:"items" nullable:"false" doc:"Leader and deputies first; none of a hidden team unless the caller may change it"`
	Next  string       `json:"next" doc:"Cursor for ?after=; empty at the end"`
}

// TeamMember is somebody in a team.
type TeamMember struct {
	Person    community.PersonID `json:"person"`
	Name      string             `json:"name" doc:"Masked unless the caller may change the team"`
	Role      string             `json:"role" enum:"leader,deputy,member"`
	Since     community.Day      `json:"since"`
	AgeBand   string             `json:"age_band"`
	Volunteer *VolunteerEntry    `json:"volunteer,omitempty" doc:"Missing for who is not registered"`
}

// VolunteerEntry is what the volunteers' register says of somebody.
type VolunteerEntry struct {
	Number        string        `json:"number"`
	Since         community.Day `json:"since"`
	Stars         int           `json:"stars" minimum:"0" maximum:"5"`
	Hours         float64       `json:"hours" doc:"Of service altogether, in halves"`
	HoursThisYear float64       `json:"hours_this_year"`
	Skills        []string      `json:"skills" nullable:"false"`
}

// TeamsInput selects teams.
type TeamsInput struct {
	PageInput
	Sort   string               `query:"sort" enum:"volunteer,cultural,club,"`
	Estate community.EstateCode `query:"estate" maxLength:"16"`
	Text   string               `query:"q" maxLength:"120" doc:"In the name"`
}

// TeamInput names a team and a piece of its members.
type TeamInput struct {
	PageInput
	Team community.TeamID `path:"team" maxLength:"64"`
}

// MemberInput puts somebody into a team.
type MemberInput struct {
	Team   community.TeamID   `path:"team" maxLength:"64"`
	Person community.PersonID `path:"person" maxLength:"128"`
	Body   struct {
		Role string `json:"role" enum:"leader,deputy,member"`
		Why  string `json:"why,omitempty" maxLength:"200"`
	}
}

// MemberGone takes somebody out of a team.
type MemberGone struct {
	Team   community.TeamID   `path:"team" maxLength:"64"`
	Person community.PersonID `path:"person" maxLength:"128"`
	Why    string             `query:"why" maxLength:"200"`
}

// getTeams answers GET /v1/teams: 200 TeamPage.
func (a *API) getTeams(ctx context.Context, in *TeamsInput) (*reply[TeamPage], error) {
	list, next, err := a.Community.Teams(ctx, a.reach(ctx, identity.SeeOrganisation), a.reach(ctx, identity.ChangeTeams),
		community.TeamQuery{Sort: in.Sort, Estate: in.Estate, Text: in.Text, After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	out := TeamPage{Items: make([]TeamSummary, len(list)), Next: next}
	for i, t := range list {
		out.Items[i] = wireTeam(tree, t)
	}
	return &reply[TeamPage]{out}, nil
}

// getTeam answers GET /v1/teams/{team}: 200 TeamDetail | 400 cursor | 404 no_such_team.
func (a *API) getTeam(ctx context.Context, in *TeamInput) (*reply[TeamDetail], error) {
	team, err := a.Community.Team(ctx, a.reach(ctx, identity.SeeOrganisation), a.reach(ctx, identity.ChangeTeams), in.Team)
	if err != nil {
		return nil, err
	}
	members, next, err := a.Community.Members(ctx, team, in.After, in.Limit)
	if errors.Is(err, docstore.ErrInvalid) {
		return nil, errCursor
	}
	if err != nil {
		return nil, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	out := TeamDetail{TeamSummary: wireTeam(tree, team), Items: make([]TeamMember, len(members)), Next: next}
	for i, m := range members {
		out.Items[i] = a.wireMember(m, team.Changer)
	}
	return &reply[TeamDetail]{out}, nil
}

// putMember answers PUT /v1/teams/{team}/members/{person}: 200 TeamMember |
// 400 team_role | 404 no_such_team, no_such_person.
func (a *API) putMember(ctx context.Context, in *MemberInput) (*reply[TeamMember], error) {
	var m community.Member
	err := a.memberChanged(ctx, in.Team, in.Person, in.Body.Why, in.Body.Role, func(ctx context.Context, reach community.Reach) error {
		var err error
		m, err = a.Community.SetMember(ctx, reach, in.Team, in.Person, in.Body.Role)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &reply[TeamMember]{a.wireMember(m, true)}, nil
}

// deleteMember answers DELETE /v1/teams/{team}/members/{person}?why=: 204 |
// 404 no_such_team.
func (a *API) deleteMember(ctx context.Context, in *MemberGone) (*struct{}, error) {
	return nil, a.memberChanged(ctx, in.Team, in.Person, in.Why, "none", func(ctx context.Context, reach community.Reach) error {
		return a.Community.RemoveMember(ctx, reach, in.Team, in.Person)
	})
}

// memberChanged runs a change of who is in a team as one line of the audit log. Who
// is in a hidden team is not said there either.
func (a *API) memberChanged(ctx context.Context, id community.TeamID, person community.PersonID, why, role string,
	change func(context.Context, community.Reach) error,
) error {
	reach := a.reach(ctx, identity.ChangeTeams)
	team, err := a.Community.Team(ctx, reach, reach, id)
	if err != nil {
		return err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return err
	}
	scope := community.Everything
	if e, ok := tree.Estate(team.Estate); ok {
		scope = cmp.Or(e.Parent, scope)
	}
	detail := map[string]string{"role": role, "team": team.Name}
	if team.Hidden {
		person, detail = "", map[string]string{"team": team.Name}
	}
	return a.audited(ctx, "team.member", "team/"+string(id), scope, person, why, detail,
		func(ctx context.Context) error { return change(ctx, reach) })
}

func wireTeam(tree *community.Tree, t community.TeamView) TeamSummary {
	estate, _ := tree.Estate(t.Estate)
	return TeamSummary{
		ID: t.ID, Sort: t.Sort, Kind: t.Kind, Name: t.Name, Estate: t.Estate, EstateName: estate.Name, Use: t.Use,
		Members: t.Members, Hidden: t.Hidden, MayChange: t.Changer, Weekday: t.Weekday, Starts: t.Starts,
		Minutes: t.Minutes, Weekdays: some(t.Weekdays), Place: t.Place, Since: t.Since, Synthetic: t.Synthetic,
	}
}

func (a *API) wireMember(m community.Member, open bool) TeamMember {
	w := TeamMember{
		Person: m.Membership.Person, Name: community.MaskName(m.Person.Name), Role: m.Role, Since: m.Since,
		AgeBand: community.AgeBand(m.Person.Born, a.Now()),
	}
	if open {
		w.Name = m.Person.Name
	}
	if v := m.Volunteer; v.Person != "" {
		w.Volunteer = &VolunteerEntry{
			Number: v.Number, Since: v.Since, Stars: v.Stars, Hours: float64(v.HalfHours) / 2,
			HoursThisYear: float64(v.HalfHoursThisYear) / 2, Skills: some(v.Skills),
		}
	}
	return w
}
