package seed

import "time"

// Volunteer is a registered volunteer.
type Volunteer struct {
	ID                string   `csv:"id"`
	Person            string   `csv:"person"`
	Since             Day      `csv:"since"`
	HalfHoursThisYear int      `csv:"half_hours_this_year"`
	HalfHours         int      `csv:"half_hours"`
	Stars             int      `csv:"stars"` // one to five from 100, 300, 600, 1,000 and 1,500 hours
	Skills            []string `csv:"skills"`
	Mark
}

// VolunteerTeam is a service team.
type VolunteerTeam struct {
	ID      string `csv:"id"`
	Kind    string `csv:"kind"`
	Name    string `csv:"name"`
	Estate  string `csv:"estate"` // "" for the whole community
	Use     string `csv:"use"`    // what it does at events
	Members int    `csv:"members"`
	Leader  string `csv:"leader"` // Person
	Public  bool   `csv:"public"` // whether its members may be listed
	Since   Day    `csv:"since"`
	Mark
}

// CulturalTeam is a team of culture or sport.
type CulturalTeam struct {
	ID      string `csv:"id"`
	Kind    string `csv:"kind"`
	Name    string `csv:"name"`
	Estate  string `csv:"estate"`
	Members int    `csv:"members"`
	Leader  string `csv:"leader"`  // Person
	Weekday int    `csv:"weekday"` // of rehearsals, 1 for Monday to 7
	Starts  string `csv:"starts"`  // 15:30
	Minutes int    `csv:"minutes"`
	Props   string `csv:"props"`
	Since   Day    `csv:"since"`
	Mark
}

// Membership is a person in a team of either sort.
type Membership struct {
	Team   string `csv:"team"`
	Person string `csv:"person"`
	Role   string `csv:"role"` // leader, deputy, member
	Since  Day    `csv:"since"`
	Mark
}

// Club meets at a pavilion without anyone signing up.
type Club struct {
	ID       string   `csv:"id"`
	Kind     string   `csv:"kind"` // song, chess, book
	Name     string   `csv:"name"`
	Estate   string   `csv:"estate"`
	Pavilion string   `csv:"pavilion"`
	Weekdays []string `csv:"weekdays"` // 1 for Monday to 7
	Starts   string   `csv:"starts"`
	Rain     string   `csv:"rain"` // what happens when it rains
	Mark
}

// Shift is one post of one volunteer at an event for some hours.
type Shift struct {
	ID     string    `csv:"id"`
	Event  string    `csv:"event"`
	Place  int       `csv:"place"` // venue or part of the ground, from 1
	Post   int       `csv:"post"`  // at that place, from 1
	Use    string    `csv:"use"`   // as of a team
	Starts time.Time `csv:"starts"`
	Ends   time.Time `csv:"ends"`
	Team   string    `csv:"team"` // the team asked to fill it
	Mark
}

// Table implements [Row].
func (Volunteer) Table() string { return "volunteers" }

// Table implements [Row].
func (VolunteerTeam) Table() string { return "volunteer_teams" }

// Table implements [Row].
func (CulturalTeam) Table() string { return "cultural_teams" }

// Table implements [Row].
func (Membership) Table() string { return "members" }

// Table implements [Row].
func (Club) Table() string { return "clubs" }

// Table implements [Row].
func (Shift) Table() string { return "shifts" }
