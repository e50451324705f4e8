package community

import "time"

// The kinds of posts of a building, 两长四员.
const (
	PostLeader   = "leader"   // 党小组长
	PostHead     = "head"     // 楼栋长
	PostHealth   = "health"   // 卫生委员
	PostSecurity = "security" // 治安委员
	PostCulture  = "culture"  // 文体委员
	PostProperty = "property" // 物业房管员
)

// PostKinds lists the six in the order of the roster.
var PostKinds = []string{PostLeader, PostHead, PostHealth, PostSecurity, PostCulture, PostProperty}

// Post is one of the six posts of a building.
//
// Indexes: "building" (building/kind), "holder" (person/id), "deputy" (person/id),
// "vacant" (building/id, only without a holder).
type Post struct {
	ID          PostID    `json:"id"`
	Building    NodeID    `json:"building"`
	Kind        string    `json:"kind"`
	Title       string    `json:"title"`
	Holder      PersonID  `json:"holder,omitempty"` // "" while vacant
	Deputy      PersonID  `json:"deputy,omitempty"`
	From        Day       `json:"from,omitempty"`
	Until       Day       `json:"until,omitempty"`
	VacantSince Day       `json:"vacant_since,omitempty"`
	DutyPhone   string    `json:"duty_phone,omitempty"` // of the post, not of the person
	Consent     ConsentID `json:"consent,omitempty"`    // to being on the wall
	Published   bool      `json:"published,omitempty"`  // the holder agreed to their name on the wall
	Terms       []Term    `json:"terms,omitempty"`      // those before, oldest first
	Synthetic   bool      `json:"synthetic,omitempty"`
}

// Term is a time in which somebody held a post.
type Term struct {
	Holder PersonID `json:"holder"`
	From   Day      `json:"from"`
	Until  Day      `json:"until"`
}

// Team is a service team or one of culture or sport. A team may be both.
//
// Indexes: "estate" (estate or "-", id), "leader" (person/id).
type Team struct {
	ID        TeamID     `json:"id"`
	Sort      string     `json:"sort"` // volunteer, cultural, or club: one that meets without anyone signing up
	Kind      string     `json:"kind"`
	Name      string     `json:"name"`
	Estate    EstateCode `json:"estate,omitempty"` // "" for the whole community
	Use       string     `json:"use,omitempty"`    // what it does at events
	Leader    PersonID   `json:"leader,omitempty"`
	Hidden    bool       `json:"hidden,omitempty"`  // its members are not listed
	Weekday   int        `json:"weekday,omitempty"` // of rehearsals, 1 for Monday to 7
	Starts    string     `json:"starts,omitempty"`  // 15:30
	Minutes   int        `json:"minutes,omitempty"`
	Weekdays  []int      `json:"weekdays,omitempty"` // of a club: each of the days it meets
	Place     string     `json:"place,omitempty"`    // of a club: the pavilion
	Since     Day        `json:"since,omitempty"`
	Synthetic bool       `json:"synthetic,omitempty"`
}

// Membership is a person in a team.
//
// Indexes: "team" (team/role rank/person), "person" (person/team).
type Membership struct {
	ID        string   `json:"id"` // team/person
	Team      TeamID   `json:"team"`
	Person    PersonID `json:"person"`
	Role      string   `json:"role"` // leader, deputy, member
	Since     Day      `json:"since,omitempty"`
	Synthetic bool     `json:"synthetic,omitempty"`
}

// Volunteer is what a person is as a registered volunteer.
type Volunteer struct {
	Person            PersonID `json:"person"`
	Number            string   `json:"number"` // of the register
	Since             Day      `json:"since,omitempty"`
	HalfHoursThisYear int      `json:"half_hours_this_year,omitempty"`
	HalfHours         int      `json:"half_hours,omitempty"`
	Stars             int      `json:"stars,omitempty"`
	Skills            []string `json:"skills,omitempty"`
	Synthetic         bool     `json:"synthetic,omitempty"`
}

// CarePair is someone looked after and the neighbours who do. The card is sealed
// with the house's key and opens only for them and the medic on duty.
//
// Indexes: "person" (person/id), "sealed" (when it ended, while there is a card still).
type CarePair struct {
	ID        string     `json:"id"`
	Person    PersonID   `json:"person"`
	Helpers   []PersonID `json:"helpers"`
	Visits    string     `json:"visits,omitempty"` // daily, twice_weekly, weekly
	Key       string     `json:"key,omitempty"`    // number of the sealed key a helper keeps
	Since     Day        `json:"since,omitempty"`
	Card      []byte     `json:"card,omitempty"`
	Ended     time.Time  `json:"ended,omitzero"`
	Synthetic bool       `json:"synthetic,omitempty"`
}
