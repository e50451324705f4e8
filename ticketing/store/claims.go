package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/ticketing"
)

// claim is the stored form of [ticketing.Claim], with the errands it has caused.
type claim struct {
	ID       string    `json:"id"`
	Pool     string    `json:"pool"`
	Session  string    `json:"session"`
	Event    string    `json:"event"`
	Holder   string    `json:"holder"`
	Agent    string    `json:"agent,omitempty"`
	Party    int       `json:"party,omitempty"`
	Children int       `json:"children,omitempty"`
	Asked    string    `json:"asked,omitempty"`
	Places   []int     `json:"places,omitempty"`
	Seq      int64     `json:"seq,omitempty"`
	State    string    `json:"state"`
	Channel  string    `json:"channel,omitempty"`
	Code     string    `json:"code,omitempty"`
	At       time.Time `json:"at"`
	Ended    time.Time `json:"ended,omitzero"`
	Uses     []use     `json:"uses,omitempty"` // none on claims of before there were rules
	// Of one who waits or waited.
	Subjects map[string]string `json:"subjects,omitempty"`
	Until    time.Time         `json:"until,omitzero"`
	Skips    int               `json:"skips,omitempty"`
	Offered  time.Time         `json:"offered,omitzero"`
	Held     bool              `json:"held,omitempty"`
	Wish     *wish             `json:"wish,omitempty"` // of a seated pool, nil for none

	Rev      int64    `json:"rev,omitempty"`
	Changes  []change `json:"changes,omitempty"`
	Passing  *passing `json:"passing,omitempty"`
	From     string   `json:"from,omitempty"`
	OldCodes []string `json:"old_codes,omitempty"`
	Reason   string   `json:"reason,omitempty"`
	ReasonEN string   `json:"reason_en,omitempty"` // never without reason
	Kept     bool     `json:"kept,omitempty"`
	Instead  string   `json:"instead,omitempty"`

	Errands []events.Errand `json:"errands,omitempty"`
}

// wish is the stored form of [ticketing.Wish].
type wish struct {
	Seats       []string `json:"seats,omitempty"`
	Sector      string   `json:"sector,omitempty"`
	Wheelchairs int      `json:"wheelchairs,omitempty"`
	Scattered   bool     `json:"scattered,omitempty"`
}

func wishOf(w ticketing.Wish) *wish {
	if len(w.Seats) == 0 && w.Sector == "" && w.Wheelchairs == 0 && !w.Scattered {
		return nil
	}
	return new(wish(w))
}

func (w *wish) wish() ticketing.Wish {
	if w == nil {
		return ticketing.Wish{}
	}
	return ticketing.Wish(*w)
}

// use is the stored form of [ticketing.LimitUse].
type use struct {
	Rule    string `json:"rule"`
	Per     string `json:"per"`
	Scope   string `json:"scope"`
	Subject string `json:"subject"`
	N       int    `json:"n"`
}

// The beginnings of unique keys. What they guard: one owner a place, one claim for
// each use of a limit, one claim a code, one entry of a holder on the waiting list of
// a pool, one claim a sequence number, one claim taken instead of another.
const (
	placeKey   = "place/"
	codeKey    = "code/"
	waitKey    = "wait/"
	seqKey     = "seq/"
	insteadKey = "instead/"
)

func placeKeyOf(pool string, n int) string { return placeKey + pool + "/" + strconv.Itoa(n) }

// uniqueKeys of a claim. One that is over holds nothing but its code and its number,
// which are never given out again.
func uniqueKeys(c claim) []string {
	var keys []string
	switch ticketing.State(c.State) {
	case ticketing.Offered, ticketing.OnList:
		keys = append(keys, waitKey+c.Pool+"/"+c.Holder)
	}
	switch ticketing.State(c.State) {
	case ticketing.Claimed, ticketing.Offered, ticketing.Blocked:
		for _, u := range c.uses() {
			keys = append(keys, u.Key())
		}
		for _, n := range c.Places {
			keys = append(keys, placeKeyOf(c.Pool, n))
		}
	}
	if c.State == string(ticketing.Claimed) && c.Instead != "" {
		keys = append(keys, insteadKey+c.Instead)
	}
	if c.State == string(ticketing.Revoked) && c.Kept {
		for _, n := range c.Places {
			keys = append(keys, placeKeyOf(c.Pool, n))
		}
	}
	if c.Code != "" {
		keys = append(keys, codeKey+c.Code)
	}
	for _, code := range c.OldCodes {
		keys = append(keys, codeKey+code)
	}
	if c.Seq > 0 {
		keys = append(keys, seqKey+c.Pool+"/"+strconv.FormatInt(c.Seq, 10))
	}
	return keys
}

// uses are what a claim uses up of the limits.
func (c claim) uses() []ticketing.LimitUse {
	switch ticketing.State(c.State) {
	case ticketing.OnList, ticketing.Void, ticketing.Left, ticketing.Expired, ticketing.Blocked:
		return nil
	}
	if len(c.Uses) == 0 {
		return []ticketing.LimitUse{{Rule: "session", Per: ticketing.PerHolder, Scope: c.Session, Subject: c.Holder, N: 1}}
	}
	out := make([]ticketing.LimitUse, len(c.Uses))
	for i, u := range c.Uses {
		out[i] = ticketing.LimitUse(u)
	}
	return out
}

func indexKeys(c claim) map[string]string {
	keys := map[string]string{"pool": c.Pool + "/" + c.State}
	if c.State == string(ticketing.Revoked) && c.Kept { // its places are out of the stock like those
		keys["pool"] = c.Pool + "/" + string(ticketing.Blocked)
	}
	at := docstore.Stamp(c.At)
	switch ticketing.State(c.State) {
	case ticketing.Claimed, ticketing.Released, ticketing.Revoked:
		keys["holder"] = c.Holder + "/" + at
	case ticketing.OnList:
		keys["waiter"], keys["waiting"] = c.Holder+"/"+at, c.Pool+"/"+at
	case ticketing.Offered:
		keys["waiter"], keys["until"] = c.Holder+"/"+at, docstore.Stamp(c.Until)
	case ticketing.Expired, ticketing.Left:
		keys["waiter"] = c.Holder + "/" + at
	}
	if p := c.Passing.passing(); p != nil && c.State == string(ticketing.Claimed) {
		keys["passing"], keys["passing_until"] = p.To.Name()+"/"+docstore.Stamp(p.At), docstore.Stamp(p.Until)
	}
	if len(c.Errands) > 0 {
		keys["errand"] = docstore.Stamp(c.Errands[0].At)
	}
	return keys
}

// Claims implements [ticketing.Claims], [ticketing.Waits] and, for what claims cause,
// [events.Outbox]. Close it to wait for inserts under way.
type Claims struct {
	claims docstore.Collection[claim]
	groups batcher
}

var (
	_ ticketing.Claims = (*Claims)(nil)
	_ ticketing.Waits  = (*Claims)(nil)
	_ events.Outbox    = (*Claims)(nil)
)

// NewClaims returns the claims kept by e.
func NewClaims(e docstore.Engine) *Claims {
	s := &Claims{claims: docstore.Collection[claim]{
		Engine: e, Name: "claims", Schema: 1,
		ID: func(c claim) string { return c.ID }, Unique: uniqueKeys, Index: indexKeys, Encode: encodeClaim,
	}}
	s.groups.insert = s.claims.Insert
	return s
}

// Close waits for the inserts under way.
func (s *Claims) Close() { s.groups.wait() }

// Insert implements [ticketing.Claims].
func (s *Claims) Insert(ctx context.Context, c ticketing.Claim) error {
	v := stored(c)
	return taken(s.groups.add(ctx, v), v)
}

// taken turns a duplicate of c into what stood in its way.
func taken(err error, c claim) error {
	d, ok := errors.AsType[*docstore.Duplicate](err)
	if !ok {
		return err
	}
	t := &ticketing.Taken{
		By:      ticketing.ClaimID(d.Holder),
		Place:   strings.HasPrefix(d.Key, placeKey) || strings.HasPrefix(d.Key, seqKey),
		Code:    strings.HasPrefix(d.Key, codeKey),
		Wait:    strings.HasPrefix(d.Key, waitKey),
		Instead: strings.HasPrefix(d.Key, insteadKey),
	}
	if i := slices.IndexFunc(c.uses(), func(u ticketing.LimitUse) bool { return u.Key() == d.Key }); i >= 0 {
		t.Limit, t.Use = true, i
	}
	return t
}

// Claim implements [ticketing.Claims].
func (s *Claims) Claim(ctx context.Context, id ticketing.ClaimID) (ticketing.Claim, error) {
	v, err := s.claims.Get(ctx, string(id))
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return ticketing.Claim{}, ticketing.ErrNoClaim
	}
	if err != nil {
		return ticketing.Claim{}, fmt.Errorf("read claim %s: %w", id, err)
	}
	return v.Value.claim(), nil
}

// Coded implements [ticketing.Claims].
func (s *Claims) Coded(ctx context.Context, code string) (ticketing.Claim, error) {
	v, err := s.claims.Find(ctx, codeKey+code)
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return ticketing.Claim{}, ticketing.ErrNoClaim
	}
	if err != nil {
		return ticketing.Claim{}, fmt.Errorf("find the claim of a code: %w", err)
	}
	return v.Value.claim(), nil
}

// Release implements [ticketing.Claims].
func (s *Claims) Release(ctx context.Context, holder ticketing.HolderID, id ticketing.ClaimID, at time.Time) (ticketing.Claim, error) {
	v, err := s.claims.Change(ctx, string(id), func(c *claim) error {
		if c.Holder != string(holder) {
			return ticketing.ErrNoClaim
		}
		if c.State != string(ticketing.Claimed) {
			return errAsItStands
		}
		c.State, c.Ended = string(ticketing.Released), at
		c.Errands = append(c.Errands, ticketing.GiveErrand(c.claim()))
		return nil
	})
	switch {
	case errors.Is(err, docstore.ErrNotFound):
		return ticketing.Claim{}, ticketing.ErrNoClaim
	case errors.Is(err, errAsItStands) && v.Value.State == string(ticketing.Void):
		return ticketing.Claim{}, ticketing.ErrNoClaim
	case errors.Is(err, errAsItStands):
		return v.Value.claim(), nil
	case err != nil:
		return ticketing.Claim{}, err
	}
	return v.Value.claim(), nil
}

// errAsItStands ends a change that has nothing to change.
var errAsItStands = errors.New("nothing to change")

// OfHolder implements [ticketing.Claims].
func (s *Claims) OfHolder(ctx context.Context, holder ticketing.HolderID, page events.PageQuery) ([]ticketing.Claim, string, error) {
	values, next, err := s.claims.List(ctx, docstore.Query{
		Index: "holder", Prefix: string(holder) + "/", After: page.After, Limit: page.Limit, Desc: true,
	})
	if err != nil {
		return nil, "", fmt.Errorf("list claims of a holder: %w", err)
	}
	return claims(values), next, nil
}

// Owned implements [ticketing.Claims].
func (s *Claims) Owned(ctx context.Context, pool ticketing.PoolID) ([]ticketing.Claim, error) {
	var out []ticketing.Claim
	// Offered first: one that is accepted between the two reads is seen twice rather
	// than not at all, and what is seen twice is the same.
	seen := map[ticketing.ClaimID]bool{}
	for _, state := range []ticketing.State{ticketing.Offered, ticketing.Claimed, ticketing.Blocked} {
		value := string(pool) + "/" + string(state)
		for v, err := range s.claims.Each(ctx, docstore.Query{Index: "pool", Prefix: value}) {
			if err != nil {
				return nil, fmt.Errorf("list claims of pool %s: %w", pool, err)
			}
			if c := v.Value.claim(); !seen[c.ID] {
				seen[c.ID] = true
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// InPool implements [ticketing.History].
func (s *Claims) InPool(ctx context.Context, pool ticketing.PoolID) iter.Seq2[ticketing.Claim, error] {
	return func(yield func(ticketing.Claim, error) bool) {
		for v, err := range s.claims.Each(ctx, docstore.Query{Index: "pool", Prefix: string(pool) + "/"}) {
			if err != nil {
				yield(ticketing.Claim{}, fmt.Errorf("list claims of pool %s: %w", pool, err))
				return
			}
			if !yield(v.Value.claim(), nil) {
				return
			}
		}
	}
}

// Pending implements [events.Outbox].
func (s *Claims) Pending(ctx context.Context, before time.Time) iter.Seq2[events.Errand, error] {
	return func(yield func(events.Errand, error) bool) {
		for v, err := range s.claims.Each(ctx, docstore.Query{Index: "errand", To: docstore.Stamp(before)}) {
			if err != nil {
				yield(events.Errand{}, fmt.Errorf("list errands of claims: %w", err))
				return
			}
			for _, e := range v.Value.Errands {
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}

// Done implements [events.Outbox].
func (s *Claims) Done(ctx context.Context, e events.Errand) error {
	_, err := s.claims.Change(ctx, e.Subject, func(c *claim) error {
		kept := slices.DeleteFunc(slices.Clone(c.Errands), func(have events.Errand) bool { return have.ID == e.ID })
		if len(kept) == len(c.Errands) {
			return errAsItStands
		}
		c.Errands = kept
		return nil
	})
	if err != nil && !errors.Is(err, errAsItStands) && !errors.Is(err, docstore.ErrNotFound) {
		return fmt.Errorf("strike errand %s: %w", e.ID, err)
	}
	return nil
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Claims) Migrate(ctx context.Context) (int, error) { return s.claims.Migrate(ctx) }

func claims(values []docstore.Versioned[claim]) []ticketing.Claim {
	out := make([]ticketing.Claim, len(values))
	for i, v := range values {
		out[i] = v.Value.claim()
	}
	return out
}

func stored(c ticketing.Claim) claim {
	s := claim{
		ID: string(c.ID), Pool: string(c.Pool), Session: string(c.Session), Event: string(c.Event),
		Holder: string(c.Holder), Agent: string(c.Agent), Party: c.Party, Places: c.Places, Seq: c.Seq,
		State: string(c.State), Channel: c.Channel, Code: c.Code, At: c.At, Ended: c.Ended,
		Subjects: c.Subjects, Until: c.Until, Skips: c.Skips, Offered: c.Offered, Held: c.Held,
		Children: c.Children, Asked: c.Asked, Wish: wishOf(c.Wish), Instead: string(c.Instead),
	}
	s.changeOf(c)
	for _, u := range c.Uses {
		s.Uses = append(s.Uses, use(u))
	}
	if c.State == ticketing.Claimed {
		s.Errands = []events.Errand{ticketing.ConfirmErrand(c)}
		if c.Instead != "" {
			s.Errands = append(s.Errands, ticketing.SwapErrand(c))
		}
	}
	return s
}

func (c claim) claim() ticketing.Claim {
	return c.changes(ticketing.Claim{
		ID: ticketing.ClaimID(c.ID), Pool: ticketing.PoolID(c.Pool), Session: events.SessionID(c.Session),
		Event: events.ID(c.Event), Holder: ticketing.HolderID(c.Holder), Agent: ticketing.HolderID(c.Agent),
		Party: c.Party, Places: c.Places, Seq: c.Seq, State: ticketing.State(c.State), Channel: c.Channel,
		Code: c.Code, At: c.At, Ended: c.Ended, Uses: c.uses(),
		Subjects: c.Subjects, Until: c.Until, Skips: c.Skips, Offered: c.Offered, Held: c.Held,
		Children: c.Children, Asked: c.Asked, Wish: c.Wish.wish(), Instead: ticketing.ClaimID(c.Instead),
	})
}
