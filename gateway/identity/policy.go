package identity

import (
	"slices"
	"time"
)

// Right is one thing that may be done to other people's affairs. What people do in
// their own needs none.
type Right string

// The rights.
const (
	SeeOrganisation    Right = "organisation.see"    // tree, posts with their holders, teams
	ChangeOrganisation Right = "organisation.change" // posts, merges, splits, buildings
	FindPeople         Right = "people.find"         // search and lists, masked
	ChangePeople       Right = "people.change"       // register, correct, confirm who lives here
	RevealPeople       Right = "people.reveal"       // one full value at a time, each written down
	ActForPeople       Right = "people.act_for"      // sign up and write down consents for them
	MergePeople        Right = "people.merge"        // duplicates, and undoing it
	RevokeClaims       Right = "claims.revoke"       // take places away, for a reason
	ImportPeople       Right = "people.import"       // lists of rows
	PrintRoster        Right = "roster.print"        // with what the holders agreed to show
	ChangeTeams        Right = "teams.change"        // members of teams
	GrantRoles         Right = "roles.grant"         // at or below one's own node, never above one's own role
	ReadAudit          Right = "audit.read"          // lines of one's own nodes
	SeeStock           Right = "stock.see"           // capacity, pools, shares, moves: figures, no names
	ChangeStock        Right = "stock.change"        // the same; for the whole house alone
	ChangeEvents       Right = "events.change"       // editions, their sessions and permits; for the whole house alone
	StopEvents         Right = "events.stop"         // postpone, resume and cancel what is public
	WatchGates         Right = "gates.watch"         // who went in and out where, figures alone
	ChangeGates        Right = "gates.change"        // devices of the gates; for the whole house alone
	WorkGates          Right = "gates.work"          // set up the device one holds at a gate; for the whole house alone
	OrderGates         Right = "gates.order"         // stop, one-way, open, answer calls; for the whole house alone
	ResetFactors       Right = "factors.reset"       // a second factor that was lost
	EnterStage         Right = "stage.enter"         // perform, host, or be a branch venue of a show
	DirectShow         Right = "show.direct"         // see and hear all of a stage, show somebody out
	SeeSeating         Right = "seating.see"         // halls and who sits where, with addresses; for the whole house alone
	ChangeSeating      Right = "seating.change"      // halls, runs, moving people to other tables; for the whole house alone
	PublishSeating     Right = "seating.publish"     // letting everybody read a seating; for the whole house alone
	RunHouse           Right = "house.run"           // system page, queues, everything technical
)

// The roles beside Resident and Admin. The six posts come with holding the post and
// are never granted by hand.
const (
	GroupLeader     Role = "group_leader"  // 党小组长
	BuildingHead    Role = "building_head" // 楼栋长
	HealthPost      Role = "health"        // 卫生委员
	SecurityPost    Role = "security"      // 治安委员
	CulturePost     Role = "culture"       // 文体委员
	PropertyPost    Role = "property"      // 物业房管员
	Secretary       Role = "branch_secretary"
	Organiser       Role = "organiser"
	Hotline         Role = "hotline_operator"
	GateStaff       Role = "gate_staff"
	Performer       Role = "performer"
	Judge           Role = "judge"
	Director        Role = "director"
	Moderator       Role = "moderator"
	VolunteerLeader Role = "volunteer_leader"
	Commander       Role = "commander"
)

// duty is what a role is about.
type duty struct {
	role   Role
	rank   int     // who grants must stand higher, or be an administrator
	staff  bool    // needs the second factor
	post   bool    // comes with a post of a building
	rights []Right // within the node it is granted at
}

// duties is the one place where it is written who may do what. A role that is not
// here may do nothing, and neither may one whose row names no rights.
var duties = []duty{
	{Resident, 0, false, false, nil},
	{GroupLeader, 1, false, true, []Right{SeeOrganisation, FindPeople, PrintRoster}},
	{BuildingHead, 1, false, true, []Right{SeeOrganisation, FindPeople, ChangePeople, RevealPeople, ActForPeople, PrintRoster}},
	{HealthPost, 1, false, true, []Right{SeeOrganisation, FindPeople}},
	{SecurityPost, 1, false, true, []Right{SeeOrganisation, FindPeople}},
	{CulturePost, 1, false, true, []Right{SeeOrganisation, FindPeople}},
	{PropertyPost, 1, false, true, []Right{SeeOrganisation}},
	{GateStaff, 1, false, false, []Right{WatchGates, WorkGates}},
	{Performer, 1, false, false, []Right{EnterStage}},
	{Judge, 1, true, false, nil},
	{VolunteerLeader, 1, false, false, []Right{SeeOrganisation, ChangeTeams}},
	{Moderator, 2, true, false, nil},
	{Director, 2, true, false, []Right{EnterStage, DirectShow}},
	{Hotline, 2, true, false, []Right{SeeOrganisation, FindPeople, ChangePeople, RevealPeople, ActForPeople, SeeStock, SeeSeating}},
	{Commander, 3, true, false, []Right{SeeOrganisation, FindPeople, RevealPeople, ReadAudit, SeeStock, WatchGates, OrderGates, StopEvents, SeeSeating}},
	{Organiser, 3, true, false, []Right{SeeOrganisation, FindPeople, ActForPeople, PrintRoster, ChangeTeams, SeeStock, ChangeStock, RevokeClaims, WatchGates, ChangeGates, WorkGates, OrderGates, ChangeEvents, SeeSeating, ChangeSeating, PublishSeating}},
	{Secretary, 4, true, false, []Right{
		SeeOrganisation, ChangeOrganisation, FindPeople, ChangePeople, RevealPeople, ActForPeople,
		MergePeople, ImportPeople, PrintRoster, ChangeTeams, SeeStock, ChangeStock, RevokeClaims, ChangeEvents, StopEvents, WatchGates, ChangeGates, WorkGates, GrantRoles, ReadAudit, EnterStage, OrderGates, DirectShow, SeeSeating, ChangeSeating, PublishSeating,
	}},
	{Admin, 9, true, false, []Right{
		SeeOrganisation, ChangeOrganisation, FindPeople, ChangePeople, RevealPeople, ActForPeople,
		MergePeople, ImportPeople, PrintRoster, ChangeTeams, GrantRoles, ReadAudit, SeeStock, ChangeStock, RevokeClaims, ChangeEvents, StopEvents, WatchGates, ChangeGates, WorkGates, ResetFactors, EnterStage, DirectShow, OrderGates, SeeSeating, ChangeSeating, PublishSeating, RunHouse,
	}},
}

// Grant is a role held at a node of the organisation, "*" for everywhere.
type Grant struct {
	ID    string    `json:"id,omitempty"` // "" where it comes with a post
	Role  Role      `json:"role"`
	Node  string    `json:"node"`
	Until time.Time `json:"until,omitzero"` // zero for open
	By    AccountID `json:"by,omitempty"`
	At    time.Time `json:"at,omitzero"`
	Why   string    `json:"why,omitempty"`

	// Gate is the only gate that gate staff work at, "lantern-2027/w1"; "" for any. From
	// is when their shift there begins, zero for at once.
	Gate string    `json:"gate,omitempty"`
	From time.Time `json:"from,omitzero"`
}

// Stands says whether the grant is in force at the moment.
func (g Grant) Stands(now time.Time) bool { return g.Until.IsZero() || now.Before(g.Until) }

// Nodes lists where the grants give the right at the moment: the reach of whoever
// holds them. None is nowhere.
func Nodes(grants []Grant, right Right, now time.Time) []string {
	var nodes []string
	for _, g := range grants {
		if g.gives(right, now) && !slices.Contains(nodes, g.Node) {
			nodes = append(nodes, g.Node)
		}
	}
	return nodes
}

// gives says whether the grant gives the right at its node at the moment. What
// concerns the whole house is given by a grant at "*" alone.
func (g Grant) gives(right Right, now time.Time) bool {
	d, ok := dutyOf(g.Role)
	return ok && g.Node != "" && g.Stands(now) && slices.Contains(d.rights, right) &&
		(g.Node == Everywhere || !wholeHouse(right))
}

// AtGate says whether the grants let somebody work at a gate, "lantern-2027/w1", at the
// moment, and until when, zero for open. It returns [ErrOtherGate] for whose shift is at
// another and [ErrShiftEarly] for whose has not begun.
func AtGate(grants []Grant, gate string, now time.Time) (until time.Time, err error) {
	err = ErrOtherGate
	for _, g := range grants {
		switch {
		case !g.gives(WorkGates, now), g.Gate != "" && g.Gate != gate:
		case now.Before(g.From):
			if err != nil {
				err = ErrShiftEarly.With("from", g.From)
			}
		case err != nil: // the first that lets them
			until, err = g.Until, nil
		case g.Until.IsZero() || !until.IsZero() && g.Until.After(until):
			until = g.Until
		}
	}
	return until, err
}

// wholeHouse says whether a right is not about any part of the organisation.
func wholeHouse(right Right) bool {
	return right == RunHouse || right == ResetFactors || right == ChangeStock || right == ChangeEvents || right == StopEvents || right == DirectShow || right == OrderGates || right == WorkGates || right == ChangeGates || right == SeeSeating || right == ChangeSeating || right == PublishSeating
}

// Everywhere is the node of a grant that holds for the whole community.
const Everywhere = "*"

// Rights lists what the grants give anywhere at the moment, for a page to know what
// to offer.
func Rights(grants []Grant, now time.Time) []Right {
	var rights []Right
	for _, g := range grants {
		d, _ := dutyOf(g.Role)
		for _, r := range d.rights {
			if g.gives(r, now) && !slices.Contains(rights, r) {
				rights = append(rights, r)
			}
		}
	}
	slices.Sort(rights)
	return rights
}

// Capacity is the role in which the grants give the right at the moment at a node
// that covers what is changed; "" if none does.
func Capacity(grants []Grant, right Right, now time.Time, covers func(node string) bool) Role {
	for _, g := range grants {
		if g.gives(right, now) && covers(g.Node) {
			return g.Role
		}
	}
	return ""
}

// IsStaff says whether one of the grants is of a role that needs a second factor.
func IsStaff(grants []Grant, now time.Time) bool {
	return slices.ContainsFunc(grants, func(g Grant) bool { return g.staff() && g.Stands(now) })
}

// staff says whether the role needs the second factor; a role that is not known
// needs it, too.
func (g Grant) staff() bool {
	d, ok := dutyOf(g.Role)
	return !ok || d.staff
}

// RolesOf lists the roles of the grants that stand at the moment, each once, after
// Resident, which is everybody's.
func RolesOf(grants []Grant, now time.Time) []Role {
	roles := []Role{Resident}
	for _, g := range grants {
		if g.Stands(now) && !slices.Contains(roles, g.Role) {
			roles = append(roles, g.Role)
		}
	}
	return roles
}

func dutyOf(r Role) (duty, bool) {
	i := slices.IndexFunc(duties, func(d duty) bool { return d.role == r })
	if i < 0 {
		return duty{}, false
	}
	return duties[i], true
}

// AllRoles lists every role, the lowest first.
func AllRoles() []Role {
	roles := make([]Role, len(duties))
	for i, d := range duties {
		roles[i] = d.role
	}
	return roles
}
