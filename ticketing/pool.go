// Package ticketing is the inventory: pools of places and who holds them.
//
// Redis decides who may, the document store decides who owns: a claim is
// acknowledged only after its document, guarded by the unique keys of its places
// and of its holder's limits, is durable.
package ticketing

import (
	"time"

	"wanjia/events"
	"wanjia/ticketing/seating"
)

// PoolID names a pool: "lantern-2027-n1-1930-residents".
type PoolID string

// HolderID names who claims: the person a place is for.
type HolderID string

// ClaimID names a claim. It is a hash of pool, holder and idempotency key, so
// that a retry is the same claim.
type ClaimID string

// Pool is a stock of places 1..Capacity that one rule hands out.
type Pool struct {
	ID        PoolID
	Session   events.SessionID
	Event     events.ID
	Title     events.Text
	Capacity  int // places, those that are blocked too; only ever grows
	Blocked   int // of them, taken out by the house itself
	MaxParty  int // persons one claim may hold
	Opens     time.Time
	Closes    time.Time
	MoreUntil time.Time // from then on parties only grow smaller; zero for the start of the session
	Paused    bool      // booking rests: nobody gets a new place, what is held or owned stays
	Epoch     int64     // raised by each rebuild of Redis
	Rev       int64     // raised by each change of what the scripts are told: size, window, shares, limits
	Synthetic bool

	// Plan makes the places seats: place n is the n-th seat of it. "" is a counted pool.
	Plan seating.PlanID

	// Quotas divides the places among channels; none leaves all to whoever comes.
	// A channel that is not named may take nothing.
	Quotas []Quota
	// Limits are how many claims somebody may have; none means one a holder and
	// session.
	Limits []Limit

	Moves   []Move // log of what went from one share to another, oldest first
	Work    *Work  // a change of size under way; nil when there is none
	Works   int64  // how many there were
	Removed bool   // it was given up; kept for what is written about it
	Moved   int    // how many of its edition's moves its dates have followed
}

// Until is until when places are given: when the pool closes, and never while booking
// rests. It is what the stock is told, so that a press that was let in before is
// answered the same again.
func (p Pool) Until() time.Time {
	if p.Paused {
		return time.Unix(0, 0)
	}
	return p.Closes
}

// Size is how many places the pool has for people.
func (p Pool) Size() int { return p.Capacity - p.Blocked }

// Kept returns how many places no channel may take; 0 where they share them all.
func (p Pool) Kept() int {
	if len(p.Quotas) == 0 {
		return 0
	}
	kept := p.Size()
	for _, q := range p.Quotas {
		kept -= q.Places
	}
	return kept
}

// Channels: how somebody came to book.
const (
	Online         = "online"        // themselves, or whom they named, on a page
	ThroughHead    = "building_head" // their building head did
	ThroughHotline = "hotline"       // whoever took their call did
	WalkUp         = "walk_up"       // on the day, at the gate
	Accessible     = "accessible"    // places kept for those who need them
)

// Blocking is the channel of the house's own: places that were taken out of a pool
// count as taken through it. No quota may name it.
const Blocking = "blocked"

// Quota is the share of a pool that one channel may take.
type Quota struct {
	Channel string // online, building_head, hotline, walk_up, accessible, reserve
	Places  int
	// Release is when what is left of it goes to the channel Into; zero for never.
	Release time.Time
	Into    string
}

// Share returns how many places a channel may have taken, -1 when the channels
// share them all.
func (p Pool) Share(channel string) int {
	if len(p.Quotas) == 0 {
		return -1
	}
	for _, q := range p.Quotas {
		if q.Channel == channel {
			return q.Places
		}
	}
	return 0
}

// State is where a claim stands.
type State string

// The states of a claim that are stored.
const (
	Claimed  State = "claimed"
	Released State = "released" // given back by its holder
	Revoked  State = "revoked"  // taken away by the house, for Reason
	Void     State = "void"     // a tombstone: this claim can never come to be
	OnList   State = "waiting"  // on the waiting list
	Offered  State = "offered"  // places are kept for one who waited, until Until
	Expired  State = "expired"  // the offer was not taken up in time
	Blocked  State = "blocked"  // taken out of the pool by the house itself
	Left     State = "left"     // left the list, turned the offer down or has other places
)

// Claim is places owned: the durable record.
type Claim struct {
	ID       ClaimID
	Pool     PoolID
	Session  events.SessionID
	Event    events.ID
	Holder   HolderID
	Party    int               // persons
	Children int               // of them, who may not come alone
	Places   []int             // place numbers in the pool, len == Party while claimed
	Seq      int64             // order of the claims of a pool; never goes back, may skip
	Uses     []LimitUse        // of the limits of its pool, while claimed
	Subjects map[string]string // of the request, while it waits
	Until    time.Time         // of an offer: at that moment it stands no longer
	Offered  time.Time         // when one who waited was offered the places; zero for others
	Held     bool              // the places were held first, so Seq may be older than At
	Wish     Wish              // of a seated pool
	Skips    int               // how often others were offered places before one who waits
	State    State
	Channel  string   // "online", "building_head", "hotline"
	Agent    HolderID // who pressed the button, when not the holder
	Asked    string   // what the press asked for, to tell a retry from another press under its key
	Code     string   // 8 characters for reading aloud, unique among all claims
	At       time.Time
	Ended    time.Time

	Rev      int64    // raised by each change of its places and of who holds it
	Changes  []Change // of its party, the latest last
	Passing  *Passing // the offer to somebody else that stands, nil for none
	From     HolderID // who passed it on, "" for nobody
	OldCodes []string // which it had before it was passed on
	Reason   string   // of a revocation, in the words of whoever revoked it
	ReasonEN string   // the same in English where it was there, never without Reason
	Kept     bool     // of a revocation: the places stay out of the stock
	Instead  ClaimID  // which it was taken instead of, "" for none; see [Service.Swap]
}

// owns says whether the places of a claim are out of the stock for good.
func (c Claim) owns() bool {
	switch c.State {
	case Claimed, Offered, Blocked:
		return true
	}
	return c.State == Revoked && c.Kept
}

// Hint is for whom the stock notes that they have places here: nobody, for a claim
// that was revoked.
func (c Claim) Hint() HolderID {
	if c.State == Revoked {
		return ""
	}
	return c.Holder
}

// Availability is what everybody may know of a pool, the same for all.
type Availability struct {
	Pool     PoolID
	Title    events.Text
	State    string // "not_open", "open", "sold_out", "closed"
	Opens    time.Time
	Closes   time.Time
	Capacity int // places, those blocked too
	Blocked  int // places taken out by the house itself
	Claimed  int // places owned, held or about to be owned, through every channel
	Free     int // places left for whoever books online; of seats the normal ones
	MaxParty int
	Plan     seating.PlanID // "" for a counted pool
	Waiting  int            // parties on the waiting list, as last told to Redis
	AsOf     time.Time      // when the figures were read from Redis
}
