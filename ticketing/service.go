package ticketing

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"log/slog"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/ticketing/seating"
)

// Errors a claim can end in.
var (
	ErrNoPool         = fault.New(fault.NotFound, "no_such_pool", "there is no such pool of places")
	ErrNoClaim        = fault.New(fault.NotFound, "no_such_claim", "there is no such booking, or it is not yours to see")
	ErrNotOpen        = fault.New(fault.Conflict, "not_open", "booking has not opened yet")
	ErrPaused         = fault.New(fault.Conflict, "paused", "booking rests for the moment; what you have stays yours")
	ErrClosed         = fault.New(fault.Conflict, "closed", "booking is closed")
	ErrSoldOut        = fault.New(fault.Conflict, "sold_out", "there are not enough places left for your party")
	ErrAlreadyClaimed = fault.New(fault.Conflict, "already_claimed", "you already hold places for this session")
	ErrPartySize      = fault.New(fault.Invalid, "party_size", "the party is too large or too small for this pool")
	ErrChildrenAlone  = fault.New(fault.Invalid, "children_alone", "children cannot come alone; somebody grown-up has to be of the party")
	ErrKeyReused      = fault.New(fault.Invalid, "idempotency_reused", "this key was used for another request")
	ErrQueue          = fault.New(fault.Conflict, "waitlist", "others are waiting for places here; you can join the list behind them")
	ErrRoom           = fault.New(fault.Conflict, "room", "there are places left; no need to wait")
	ErrAlreadyWaiting = fault.New(fault.Conflict, "already_waiting", "you are on this waiting list already")
	ErrOfferLapsed    = fault.New(fault.Conflict, "offer_lapsed", "this offer does not stand any more")
	ErrLimit          = fault.New(fault.Conflict, "limit", "you have as many bookings of this kind as one may have")
	ErrHoldLapsed     = fault.New(fault.Conflict, "hold_lapsed", "the places are not held for you any more; please choose again")
	ErrHoldExtended   = fault.New(fault.Conflict, "hold_extended", "this hold was extended once already")
	ErrLapsed         = fault.New(fault.Conflict, "lapsed", "this press came to nothing; please press again")
	ErrPending        = fault.New(fault.Unavailable, "pending", "your press is still being written down; please ask again in a moment")
	ErrRebuilding     = fault.New(fault.Unavailable, "rebuilding", "this pool is being put in order; please press again in a moment")
)

// Request asks for places.
type Request struct {
	Pool     PoolID
	Holder   HolderID
	Agent    HolderID // who pressed, "" when the holder did
	Party    int      // persons
	Children int      // of them, who may not come alone
	Key      string   // the client's idempotency key
	Channel  string   // "online", "building_head", "hotline"
	Wish     Wish     // of a seated pool
	// Subjects name whom the limits count: PerHousehold, PerPhone. PerHolder is Holder,
	// and AlsoHolder who it was before.
	Subjects map[string]string

	instead *Claim // of a swap: what it replaces
}

// Pools is the durable record of pools.
type Pools interface {
	// Pool returns one pool as it was a second ago at most, or ErrNoPool.
	Pool(ctx context.Context, id PoolID) (Pool, error)
	// Fresh returns one pool as it is, or ErrNoPool.
	Fresh(ctx context.Context, id PoolID) (Pool, error)
	// PoolsOf returns the pools of a session, in the order of their ids.
	PoolsOf(ctx context.Context, session events.SessionID) ([]Pool, error)
	// PoolsOfPlan returns the pools of a seating plan, in the order of their ids.
	PoolsOfPlan(ctx context.Context, plan seating.PlanID) ([]Pool, error)
	// AllPools returns every pool that closes after the moment and was not given up.
	AllPools(ctx context.Context, after time.Time) ([]Pool, error)
	// RaiseEpoch raises the pool's epoch by one and returns the pool.
	RaiseEpoch(ctx context.Context, id PoolID) (Pool, error)
	// SetPlan makes the pool one of the seats of a plan, "" for a counted one, and
	// raises its epoch by one, if the epoch is still the one given; else ErrMoved.
	SetPlan(ctx context.Context, id PoolID, plan seating.PlanID, epoch int64) (Pool, error)
	// Add stores pools that are not there yet and leaves those that are.
	Add(ctx context.Context, pools []Pool) error
	// Change applies change to the pool as it is and stores it, again from the start
	// while others get in between. It returns ErrNoPool, or change's own error.
	Change(ctx context.Context, id PoolID, change func(*Pool) error) (Pool, error)
}

// Claims is the durable record of claims: the truth of who owns which place.
type Claims interface {
	// Insert stores c with the unique keys of its places, its limits, its number, its
	// code and the claim it is taken instead of, or says as a *Taken what stood in the way. With any other error the
	// outcome is unknown and the same Insert may be repeated.
	Insert(ctx context.Context, c Claim) error
	// Claim returns one claim, tombstones too, or ErrNoClaim.
	Claim(ctx context.Context, id ClaimID) (Claim, error)
	// Release moves a claimed claim of holder to Released, which frees its unique
	// keys. A released one is returned as it stands; a tombstone is ErrNoClaim, and so
	// is what somebody else has taken over, be it at this moment.
	Release(ctx context.Context, holder HolderID, id ClaimID, at time.Time) (Claim, error)
	// Using returns the claim that uses up a place of a limit, "" for none.
	Using(ctx context.Context, u LimitUse) (ClaimID, error)
	// Coded returns the claim that has, or had before it was passed on, a code for
	// reading aloud, or ErrNoClaim.
	Coded(ctx context.Context, code string) (Claim, error)
	// OfHolder returns a holder's claims, newest first, and the next cursor.
	OfHolder(ctx context.Context, holder HolderID, page events.PageQuery) ([]Claim, string, error)
	// Owned returns every claim of the pool in state Claimed, Offered or Blocked.
	Owned(ctx context.Context, pool PoolID) ([]Claim, error)
	History
}

// Taken says what kept a claim from being stored.
type Taken struct {
	By      ClaimID // the claim that holds it
	Place   bool    // a place of the claim, or its number: Redis is stale
	Limit   bool    // a limit
	Use     int     // with Limit: which of the claim's Uses
	Code    bool    // the code for reading aloud
	Wait    bool    // a place on the waiting list of the pool
	Instead bool    // another claim was taken instead of the same one
	// None of them: the id, so this very claim is stored already.
}

// Error implements error.
func (t *Taken) Error() string { return "taken by claim " + string(t.By) }

// Stock is the hot copy of a pool: which places are free and who is about to
// own which. It decides who may; it may lose everything at any moment.
type Stock interface {
	// Take reserves places for a claim, all or none, and enters it in the
	// pending log. The same claim again gets the same places.
	//
	// Take, Offer, Block, Hold and Keep tell the stock which revision of the pool's
	// document they go by; one with a lower revision than the stock knows is
	// answered StaleCaller. So a change binds the very next press, whichever process
	// it reaches.
	Take(ctx context.Context, p Pool, c Claim) (Grant, error)
	// Offer is Take for one from the waiting list: those who wait do not stand in
	// the way.
	Offer(ctx context.Context, p Pool, c Claim) (Grant, error)
	// Block is Take for the house itself: neither the window nor those who wait nor
	// the shares of the channels stand in the way. The places count as taken through
	// the channel [Blocking].
	Block(ctx context.Context, p Pool, c Claim) (Grant, error)
	// Fence says that the pool's document is about to be written as p.Rev: from then
	// on whoever comes with a lower one is answered StaleCaller. Without effect it
	// answers TooMany when more places are taken through a channel than most says,
	// StaleCaller when the stock knows this revision already.
	Fence(ctx context.Context, p Pool, most map[string]int) (Grant, error)
	// SetWaiting says how many parties wait for the pool: while it is more than
	// none, Take and Hold answer Queue. told is the Told of its Count from before they
	// were counted: none is not believed when somebody was said to wait since. False,
	// and nothing has changed, then, and when another epoch is in force than p's.
	SetWaiting(ctx context.Context, p Pool, n int, told int64) (bool, error)
	// Hold reserves places as Take does, for a while only: until f from now, and
	// however often it is kept no longer than longest. The same claim again gets
	// the same hold while it lasts.
	Hold(ctx context.Context, p Pool, c Claim, f, longest time.Duration) (Grant, error)
	// Keep extends a hold by so much from now, once, or with 0 enters it in the
	// pending log as a claim; Lapsed when it has ended, never was, or is another
	// holder's. Of c only ID and Holder matter.
	Keep(ctx context.Context, p Pool, c Claim, by time.Duration) (Grant, error)
	// Resume makes a claim that nobody has written down the hold again that Keep made it
	// of, with what was left of its time. It is false when that time is up or it never was
	// a hold: then the claim stays, and it is for the caller to make sure that it is never
	// written down. What is no such claim any more is left alone.
	Resume(ctx context.Context, p Pool, id ClaimID) (bool, error)
	// Drop ends a hold and returns its places; what is a claim by now, or another
	// holder's, is left alone, but is no hold again. False when another epoch is in force
	// than p's.
	Drop(ctx context.Context, p Pool, c Claim) (bool, error)
	// Lapse returns the places of holds that have ended, some at a time, and says
	// of how many. Take and Hold do not depend on it: they make room themselves.
	Lapse(ctx context.Context, p Pool) (int, error)
	// Settle marks a claim as owned. It is false when the stock has no entry of it, or
	// has a hold: the stock was written anew, or the hold was resumed, while the claim
	// was on its way to the documents; or another epoch is in force than p's.
	Settle(ctx context.Context, p Pool, id ClaimID) (bool, error)
	// Give returns the places of a claim, once: only while the claim is still
	// entered. It is false, and nothing has changed, when another epoch is in
	// force than p's, or the stock has lost what it once knew.
	Give(ctx context.Context, p Pool, id ClaimID) (bool, error)
	// More reserves n more places for a claim, all or none, by the rules of newcomers
	// and until the moment, and enters them in the pending log under a name made by
	// [MoreID]. The same name again gets the same places. It is Lapsed for a claim the
	// stock does not know. Give returns them; Match makes them the claim's.
	More(ctx context.Context, p Pool, c Claim, name ClaimID, n int, until time.Time) (Grant, error)
	// Match has the stock say of a claim what its document says, places and holder, if
	// c.Rev is later than what it knows: Granted. StaleStock when it does not know the
	// claim or one of its places, StaleCaller when another epoch is in force.
	Match(ctx context.Context, p Pool, c Claim) (Grant, error)
	// Pending returns claims entered longer than age ago and not settled, and what was
	// taken for changes of claims. Those that were holds say so.
	Pending(ctx context.Context, p Pool, age time.Duration) ([]Claim, error)
	// Counts returns the figures of the pools in their order; Known is false
	// for a pool Redis knows nothing of or not in this epoch.
	Counts(ctx context.Context, pools []Pool) ([]Count, error)
	// Snapshot returns all Redis knows of the pool, whatever its epoch.
	Snapshot(ctx context.Context, p Pool) (Snapshot, error)
	// Rebuild replaces all Redis knows of the pool by the claims and the number of
	// waiting parties given, under p's epoch, unless somebody else rebuilds or has
	// already: then false.
	Rebuild(ctx context.Context, p Pool, owned []Claim, waiting int) (bool, error)
	// Seats returns how the seats of a seated pool stand.
	Seats(ctx context.Context, p Pool) (Seats, error)
	// Clock returns what time it is by the clock of the stock, the same for all who ask.
	Clock(ctx context.Context) (time.Time, error)
	// Lock takes the right to rebuild the pool for a while; false when somebody
	// else has it. It saves work and is only a hint. The returned func gives
	// the right back.
	Lock(ctx context.Context, p PoolID) (unlock func(), ok bool, err error)
}

// Grant is the answer of the stock.
type Grant struct {
	Verdict Verdict
	Places  []int     // with Granted; with SeatsTaken those that are not free
	Channel string    // with Granted; with TooMany which
	Seq     int64     // with Granted
	Until   time.Time // with Granted: when the hold ends, by the clock of the stock; zero for what is no hold
	Holder  ClaimID   // with HeldAlready: the claim the holder has
	Could   Could     // with NoBlock
	Free    int       // with NoRoom: places left for the channel; with Queue: parties that wait
	Taken   int       // with TooMany: places taken through the channel
}

// Verdict is what the stock decided.
type Verdict string

// The verdicts.
const (
	Granted     Verdict = "granted"
	Lapsed      Verdict = "lapsed"   // of a hold: it has ended, or never was
	KeptAlready Verdict = "extended" // of a hold: it was extended before
	HeldAlready Verdict = "held"
	NoRoom      Verdict = "no_room"
	Queue       Verdict = "queue" // others wait: newcomers stand behind them
	Early       Verdict = "early"
	Late        Verdict = "late"
	SeatsTaken  Verdict = "seats_taken" // seats asked for by name are not free
	NoBlock     Verdict = "no_block"    // there are no such seats together
	TooMany     Verdict = "taken"       // of a fence: more is taken than would be left
	StaleStock  Verdict = "stale"       // Redis is behind: rebuild
	StaleCaller Verdict = "newer"       // the caller is behind: read the pool again
)

// Count is the figures of one pool.
type Count struct {
	Known      bool
	Rev        int64          // of the pool's document, as last told to the stock
	Taken      int            // places owned, held or about to be owned
	Waiting    int            // parties on the waiting list
	Told       int64          // how often somebody was said to wait, in this epoch
	Accessible int            // of a seated pool: wheelchair and companion seats that are free
	ByChannel  map[string]int // of them, those taken through each channel
}

// Blocked is how many of the places taken the house has taken itself.
func (c Count) Blocked() int { return c.ByChannel[Blocking] }

// Service is the rules of the inventory. Its fields are set once, before use.
type Service struct {
	Pools  Pools
	Claims Claims
	Waits  Waits
	Plans  Plans // of the seated pools; nil where there are none
	// Ledgers and Capacities are for changing what there is to claim.
	Ledgers    Ledgers
	Capacities Capacities
	Stock      Stock
	Queue      events.Queue
	Log        *slog.Logger
	Now        func() time.Time // time.Now

	// Households lets one press of a household through at a time; nil lets all.
	Households Locks
	// Starts is when a session begins; nil takes each pool's close for it.
	Starts func(context.Context, events.SessionID) (time.Time, error)

	full     full
	rebuilds rebuilds
	lines    lines
	watch    watch
}

// NewClaimID returns the id of a press: the same for a retry of it.
func NewClaimID(pool PoolID, holder HolderID, key string) ClaimID {
	return ClaimID("c" + digest(string(pool), string(holder), key)[:25])
}

// codeLetters has no two that look or sound alike when read aloud.
const codeLetters = "abcdefghjkmnpqrstuvwxyz23456789"

// CodeOf returns the 8 characters that stand for a claim where it is read
// aloud; attempt counts up while the code belongs to somebody else.
func CodeOf(id ClaimID, attempt int) string {
	sum := sha256.Sum256([]byte("code\x00" + string(id) + strings.Repeat("+", attempt)))
	code := make([]byte, 8)
	for i := range code {
		// 31 letters out of 65,536: the bias is below a thousandth.
		code[i] = codeLetters[(int(sum[2*i])<<8|int(sum[2*i+1]))%len(codeLetters)]
	}
	return string(code)
}

// digestText writes a digest as text.
var digestText = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

func digest(parts ...string) string {
	var room [256]byte // every press has one made
	text := room[:0]
	for _, p := range parts {
		// The length keeps ("ab","c") and ("a","bc") apart.
		text = append(append(text, byte(len(p)>>8), byte(len(p))), p...)
	}
	sum := sha256.Sum256(text)
	return digestText.EncodeToString(sum[:])
}
