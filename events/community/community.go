// Package community is who lives here: the organisation's tree, estates and
// buildings, households, people, what they agreed to, who may act for whom, the six
// posts of every building, volunteers and teams.
//
// A person, an account and a household are three things. A person may have no
// telephone, a telephone may serve several people, and a household may share its
// flat with another. An account (gateway/identity) stands for at most one person.
package community

import (
	"context"
	"iter"
	"time"

	"wanjia/events/fault"
)

// Errors of the community. What lies outside somebody's reach answers as if it did
// not exist.
var (
	ErrNoNode      = fault.New(fault.NotFound, "no_such_node", "there is no such part of the organisation")
	ErrNoEstate    = fault.New(fault.NotFound, "no_such_estate", "there is no such estate")
	ErrNoBuilding  = fault.New(fault.NotFound, "no_such_building", "there is no such building")
	ErrNoHousehold = fault.New(fault.NotFound, "no_such_household", "there is no such household")
	ErrNoPerson    = fault.New(fault.NotFound, "no_such_person", "there is no such person")
	ErrNoConsent   = fault.New(fault.NotFound, "no_such_consent", "there is no such consent")
	ErrNoRelation  = fault.New(fault.NotFound, "no_such_relation", "nobody was named to act there")
	ErrNoPost      = fault.New(fault.NotFound, "no_such_post", "there is no such post")
	ErrNoTeam      = fault.New(fault.NotFound, "no_such_team", "there is no such team")
	ErrNoAddress   = fault.New(fault.Invalid, "no_such_address", "there is no such flat in this building")
	ErrName        = fault.New(fault.Invalid, "name", "a name has 1 to 60 characters: letters of any script, spaces, a middle dot, a hyphen")
	ErrExists      = fault.New(fault.Conflict, "exists", "this is here already")
)

// Reach lists the nodes somebody may look at or change, each with all below it.
// "*" is everything; an empty Reach is nothing.
type Reach []NodeID

// Everything is the reach of those who may see all.
const Everything NodeID = "*"

// NodeID names a node of the organisation's tree: "Z5", "GX-B1", "GX-G07", and
// buildings by their code, "GX-12".
type NodeID string

// The other names of things.
type (
	EstateCode  string // "GX"
	HouseholdID string
	PersonID    string
	ConsentID   string
	RelationID  string
	PostID      string // "GX-12-head"
	TeamID      string
)

// Day is a date as 2027-01-31, or only a year, or "".
type Day string

// By selects records by one index, in its order.
type By struct {
	Index  string
	Value  string // exactly this; "" for every value
	Prefix string // values that begin with it; not together with Value
	From   string // values from here on; not together with the two before
	After  string // cursor
	Limit  int    // 1 to 1000
	Desc   bool
}

// Records keeps one kind of record. Every method is one step of the document store
// and safe for concurrent use.
type Records[ID ~string, T any] interface {
	// Get returns one, or the kind's ErrNo….
	Get(ctx context.Context, id ID) (T, error)
	// Many returns those that exist, in the order of ids.
	Many(ctx context.Context, ids []ID) ([]T, error)
	// Add stores each: nil, or ErrExists for one whose id or unique key is taken.
	Add(ctx context.Context, values ...T) ([]error, error)
	// Change applies change to what is stored and stores the outcome in one step;
	// change runs again when somebody gets in between, an error of it stores nothing.
	Change(ctx context.Context, id ID, change func(*T) error) (T, error)
	// Remove forgets one; repeating it changes nothing.
	Remove(ctx context.Context, id ID) error
	// List returns a page and the cursor of the next, "" at the end.
	List(ctx context.Context, by By) ([]T, string, error)
	// Count counts the values under an index that begin with prefix.
	Count(ctx context.Context, index, prefix string) (int, error)
	// All yields every record by id.
	All(ctx context.Context) iter.Seq2[T, error]
}

// Store is all that the community keeps; events/store implements it on documents.
// The indexes are named beside each type.
type Store struct {
	Nodes      Records[NodeID, Node]
	Estates    Records[EstateCode, Estate]
	Buildings  Records[NodeID, Building]
	Households Records[HouseholdID, Household]
	People     Records[PersonID, Person]
	Consents   Records[ConsentID, Consent]
	Relations  Records[RelationID, Relation]
	Posts      Records[PostID, Post]
	Seats      Records[PersonID, Seats]
	Teams      Records[TeamID, Team]
	Members    Records[string, Membership]
	Volunteers Records[PersonID, Volunteer]
	CarePairs  Records[string, CarePair]
	Portraits  Records[PersonID, Portrait]
	Changes    Records[string, Reorganisation]
	Notices    Records[string, Notice]
}

// Service is the rules of the community. Its fields are set once, before use.
type Service struct {
	Store    Store
	Pictures Pictures // of portraits; nil keeps none
	Now      func() time.Time

	tree   trees
	counts counted
}

// ChangedAt is a moment as the indexes "changed" hold it: the order of the strings
// is the order of time.
func ChangedAt(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000000Z") }
