// Package tables seats the households of one sitting of a banquet: which venue,
// which table, which places, and why there. Pure functions of their input: the same
// plan gives the same result on any machine.
package tables

// Plan is everything a sitting is seated from.
type Plan struct {
	Seed       uint64
	Venues     []Venue
	Tables     []Table // of a venue in the order of its floor: neighbours follow each other
	Households []Household

	Dishes         []Dish   // eaten at this sitting
	DishesPerTable int      // most at one table
	Wanted         []string // what each table is to have one of, such as soup
}

// Venue is a place with tables. Approved is the most people it may hold, 0 for as
// many as it has places, below 0 for nobody. Helpers stand by those in wheelchairs, each by two at most.
type Venue struct {
	ID       string
	X, Y     int // metres
	Approved int
	Helpers  []string
}

// Table is a table. Its places are numbered 1 to Places round it, so that the first
// and the last are neighbours. Ends are the places made for a wheelchair; nobody
// without one sits there.
type Table struct {
	ID       string
	Venue    string
	Places   int
	Ends     []int
	AisleCM  int
	StepFree bool
	ToiletM  int
	Only     string // "" for everyone; else only for households of the same, such as halal
	Quiet    bool
}

// Household is who comes together: People of them, Wheelchairs of these in one.
type Household struct {
	ID          string
	Building    string
	X, Y        int // metres, where it lives
	People      int
	Wheelchairs int
	Kin         string   // households of one code sit together
	Wishes      []string // households it would like at its table
	Only        string   // sits only where Only is the same
	Quiet       bool     // sits only at a quiet table
	Allergens   []string // declared by anybody who comes
	Order       int      // of registration
}

// Result is who sits where, and what a person has to decide.
type Result struct {
	Seats      []Seat // in the order of the plan's households
	Left       []Left
	Dishes     []Placed // in the order of the plan's dishes
	LeftDishes []Left   // Household names the dish
}

// Seat is where a household sits. Companions are, of its places, those beside its
// wheelchairs; Kept are places kept for a companion the household has not got.
type Seat struct {
	Household   string
	Table       string
	Places      []int
	Wheelchairs []int
	Companions  []int
	Kept        []int
	Helpers     []string // one for each wheelchair
	Hand        bool     `json:",omitempty"` // somebody chose the table
	Reasons     []Reason
}

// Left is what could not be done and is for a person to decide.
type Left struct {
	Household string
	Code      string
}

// Codes of what is left to a person.
const (
	NoRoom       = "no_room"       // no table has so many places together
	NoAccessible = "no_accessible" // no table takes the wheelchairs
	NoOnly       = "no_only"       // no table of its kind has room
	NoQuiet      = "no_quiet"      // no quiet table has room
	NoAdjacent   = "no_adjacent"   // a group larger than a table finds no tables side by side
	NoHelper     = "no_helper"     // seated, but nobody stands by the wheelchair
	Malformed    = "malformed"     // more wheelchairs than people, nobody at all, or there twice
)

// Reason is why a household sits where it does; the page says it in words.
type Reason struct {
	Code  string
	Count int    // what the code counts
	Of    int    // of how many
	Name  string // what the code names
}

// Codes of reasons.
const (
	BecauseNeighbours = "neighbours"       // Count households of its building are at the table
	BecauseAlone      = "only_of_building" // nobody else of its building comes to this sitting
	BecauseApart      = "neighbours_apart" // Count neighbours come, but found no room at one table
	BecauseKin        = "kin"              // the group Name of Count households sits together
	BecauseKinTables  = "kin_side_by_side" // the group Name is larger than a table
	BecauseWishes     = "wishes"           // Count of Of wishes are met
	BecauseNear       = "nearest_venue"    // the venue is Count metres away, the nearest
	BecauseFull       = "venue_full"       // Name would have been nearer; this is Count metres away
	BecauseAccessible = "accessible"       // an end without steps, a toilet within Count metres
	BecauseCompanion  = "companion_kept"   // Count places are kept for a companion
	BecauseOnly       = "only"             // the table is Name
	BecauseQuiet      = "quiet"            // the table is quiet
	BecauseDish       = "dish_here"        // Count dishes the household brings stand on its table
	BecauseDishAway   = "dish_elsewhere"   // its dish stands on table Name
	BecauseHand       = "by_hand"          // somebody of the organisers chose this table
	BecauseCompany    = "company"          // it keeps a neighbour company who sits there for reasons of their own
)

// What a wheelchair needs of a table.
const (
	leastAisleCM  = 90
	furthestToilM = 50
	perHelper     = 2
)

// places is how many a household takes: one more where everybody who comes is in a
// wheelchair, for somebody to sit beside them.
func (h *Household) places() int {
	if h.Wheelchairs > 0 && h.Wheelchairs == h.People {
		return h.People + 1
	}
	return h.People
}

// ends is how many wheelchairs get to the table.
func (t *Table) ends() int {
	if !t.StepFree || t.AisleCM < leastAisleCM || t.ToiletM > furthestToilM {
		return 0
	}
	return len(t.Ends)
}
