package ticketing

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"
)

// The order of a pool, as a text that anybody may check: who came when, in which
// order places were given, and that nobody went before those who waited. It names
// nobody. Whoever holds a claim finds their own line by [OrderTag].
//
// It is lines of JSON: an [OrderHead], then an [OrderLine] for each time places were
// given, in the order of their sequence numbers, then one for each party that waits
// or waited in vain, in the order they came, then an [OrderEnd]. The lines of those
// who got places form a chain of hashes over what never changes again, so that a
// later text of the same pool must begin as an earlier one did. The program in
// ticketing/checkorder reads it and imports nothing of ours.

// OrderHead is the first line: the rules of the pool.
type OrderHead struct {
	Format   string         `json:"format"` // "wanjia-order-1"
	Pool     PoolID         `json:"pool"`
	Capacity int            `json:"capacity"` // places
	MaxParty int            `json:"max_party"`
	Opens    time.Time      `json:"opens"`
	Closes   time.Time      `json:"closes"`
	Quotas   map[string]int `json:"quotas,omitempty"` // places by channel, as they stand now
	OfferFor int            `json:"offer_seconds"`
	Look     int            `json:"look_ahead"` // parties that may be looked at for a free place
	MaxSkips int            `json:"max_skips"`  // how often one who waits may be overtaken
	Made     time.Time      `json:"made"`
}

// OrderLine is one party.
type OrderLine struct {
	Seq     int64     `json:"seq,omitempty"` // order in which places were given; none for those who only wait
	Tag     string    `json:"tag"`           // [OrderTag] of the claim
	At      time.Time `json:"at"`            // of the press, or of joining the list
	Offered time.Time `json:"offered,omitzero"`
	Held    bool      `json:"held,omitempty"` // the places were held first: given at most [HoldLongest] before At
	Channel string    `json:"channel"`
	Hash    string    `json:"hash,omitempty"` // of this line and all before it, see chain
	// What may change later is not part of the hash.
	Party  int       `json:"party"` // persons
	Places []int     `json:"places,omitempty"`
	State  State     `json:"state"`
	Ended  time.Time `json:"ended,omitzero"`
	Kept   bool      `json:"kept,omitempty"`   // revoked, and its places are nobody else's yet
	Passed bool      `json:"passed,omitempty"` // somebody else has it than at the beginning
	Grown  []Growth  `json:"grown,omitempty"`  // when the party got more places, the latest last
}

// Growth is places that a party got after its first: by the rules of newcomers, so that
// nobody may have waited then.
type Growth struct {
	At time.Time `json:"at"`
	By int       `json:"by"` // places
}

// OrderEnd is the last line.
type OrderEnd struct {
	Given   int    `json:"given"`   // lines with places
	Waiting int    `json:"waiting"` // lines without
	Root    string `json:"root"`    // the last hash
}

const orderFormat = "wanjia-order-1"

// OrderTag is how a claim is called in the order of its pool: whoever knows the id
// can find its line, and no id can be found from the line.
func OrderTag(id ClaimID) string {
	sum := sha256.Sum256([]byte("wanjia order\n" + id))
	return hex.EncodeToString(sum[:16])
}

// Order writes the order of a pool as it is now.
//
// It returns [ErrNoPool] and the errors of w.
func (s *Service) Order(ctx context.Context, id PoolID, w io.Writer) error {
	pool, err := s.Pools.Fresh(ctx, id)
	if err != nil {
		return err
	}
	given, waiting, err := s.orderLines(ctx, id)
	if err != nil {
		return fmt.Errorf("read the claims of pool %s: %w", id, err)
	}
	head := OrderHead{
		Format: orderFormat, Pool: id, Capacity: pool.Capacity, MaxParty: pool.MaxParty,
		Opens: pool.Opens.UTC(), Closes: pool.Closes.UTC(), OfferFor: int(OfferFor.Seconds()),
		Look: lookAhead, MaxSkips: maxSkips, Made: s.Now().UTC(),
	}
	for _, q := range pool.Quotas {
		if head.Quotas == nil {
			head.Quotas = map[string]int{}
		}
		head.Quotas[q.Channel] = q.Places
	}
	return writeOrder(w, head, given, waiting)
}

// orderLines reads everybody who ever got a place of the pool or waited for one. It
// reads twice: one that moves from state to state while it is read may be passed by
// once.
func (s *Service) orderLines(ctx context.Context, pool PoolID) (given, waiting []OrderLine, err error) {
	claims := map[ClaimID]Claim{}
	for range 2 {
		for c, err := range s.Claims.InPool(ctx, pool) {
			if err != nil {
				return nil, nil, err
			}
			claims[c.ID] = c
		}
	}
	for _, c := range claims {
		l := OrderLine{
			Seq: c.Seq, Tag: OrderTag(c.ID), At: c.At.UTC(), Held: c.Held, Channel: c.Channel,
			Party: c.Party, Places: c.Places, State: c.State, Kept: c.Kept, Passed: c.From != "",
		}
		for _, ch := range c.Changes {
			if ch.More > 0 {
				l.Grown = append(l.Grown, Growth{ch.At.UTC(), ch.More})
			}
		}
		if !c.Offered.IsZero() {
			l.Offered = c.Offered.UTC()
		}
		if !c.Ended.IsZero() {
			l.Ended = c.Ended.UTC()
		}
		switch {
		case c.State == Void: // it never was
		case c.Seq == 0:
			waiting = append(waiting, l)
		default:
			given = append(given, l)
		}
	}
	slices.SortFunc(given, func(a, b OrderLine) int { return cmp.Compare(a.Seq, b.Seq) })
	slices.SortFunc(waiting, func(a, b OrderLine) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Tag, b.Tag))
	})
	return given, waiting, nil
}

func writeOrder(w io.Writer, head OrderHead, given, waiting []OrderLine) error {
	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	if err := lines.Encode(head); err != nil {
		return err
	}
	end := OrderEnd{Given: len(given), Waiting: len(waiting)}
	for _, l := range given {
		end.Root = l.chain(end.Root)
		l.Hash = end.Root
		if err := lines.Encode(l); err != nil {
			return err
		}
	}
	for _, l := range waiting {
		if err := lines.Encode(l); err != nil {
			return err
		}
	}
	if err := lines.Encode(end); err != nil {
		return err
	}
	return out.Flush()
}

// chain is SHA-256 over the hash before and the fields that never change, each on a
// line of its own, times as they are written.
func (l OrderLine) chain(before string) string {
	offered := ""
	if !l.Offered.IsZero() {
		offered = l.Offered.Format(time.RFC3339Nano)
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d\n%s\n%s\n%s\n%t\n%s\n", before, l.Seq, l.Tag, l.At.Format(time.RFC3339Nano), offered, l.Held, l.Channel)
	return hex.EncodeToString(h.Sum(nil))
}

// History is what the order is made from.
type History interface {
	// InPool returns every claim of the pool in whatever state, in no order. One that
	// changes its state meanwhile may come twice, or not at all.
	InPool(ctx context.Context, pool PoolID) iter.Seq2[Claim, error]
}
