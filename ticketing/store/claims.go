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
	ID      string          `json:"id"`
	Pool    string          `json:"pool"`
	Session string          `json:"session"`
	Event   string          `json:"event"`
	Holder  string          `json:"holder"`
	Agent   string          `json:"agent,omitempty"`
	Party   int             `json:"party,omitempty"`
	Places  []int           `json:"places,omitempty"`
	Seq     int64           `json:"seq,omitempty"`
	State   string          `json:"state"`
	Channel string          `json:"channel,omitempty"`
	Code    string          `json:"code,omitempty"`
	At      time.Time       `json:"at"`
	Ended   time.Time       `json:"ended,omitzero"`
	Uses    []use           `json:"uses,omitempty"` // none on claims of before there were rules
	Errands []events.Errand `json:"errands,omitempty"`
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
// each use of a limit, one claim a code.
const (
	placeKey = "place/"
	codeKey  = "code/"
)

func placeKeyOf(pool string, n int) string { return placeKey + pool + "/" + strconv.Itoa(n) }

// uniqueKeys of a claim. One that is not claimed any more holds nothing but its
// code, which is never given out again.
func uniqueKeys(c claim) []string {
	var keys []string
	if c.State == string(ticketing.Claimed) {
		for _, u := range c.uses() {
			keys = append(keys, u.Key())
		}
		for _, n := range c.Places {
			keys = append(keys, placeKeyOf(c.Pool, n))
		}
	}
	if c.Code != "" {
		keys = append(keys, codeKey+c.Code)
	}
	return keys
}

// uses are what a claim uses up of the limits.
func (c claim) uses() []ticketing.LimitUse {
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
	if c.State != string(ticketing.Void) {
		keys["holder"] = c.Holder + "/" + docstore.Stamp(c.At)
	}
	if len(c.Errands) > 0 {
		keys["errand"] = docstore.Stamp(c.Errands[0].At)
	}
	return keys
}

// Claims implements [ticketing.Claims] and, for what claims cause,
// [events.Outbox]. Close it to wait for inserts under way.
type Claims struct {
	claims docstore.Collection[claim]
	groups batcher
}

var (
	_ ticketing.Claims = (*Claims)(nil)
	_ events.Outbox    = (*Claims)(nil)
)

// NewClaims returns the claims kept by e.
func NewClaims(e docstore.Engine) *Claims {
	s := &Claims{claims: docstore.Collection[claim]{
		Engine: e, Name: "claims", Schema: 1,
		ID: func(c claim) string { return c.ID }, Unique: uniqueKeys, Index: indexKeys,
	}}
	s.groups.insert = s.claims.Insert
	return s
}

// Close waits for the inserts under way.
func (s *Claims) Close() { s.groups.wait() }

// Insert implements [ticketing.Claims].
func (s *Claims) Insert(ctx context.Context, c ticketing.Claim) error {
	err := s.groups.add(ctx, stored(c))
	d, ok := errors.AsType[*docstore.Duplicate](err)
	if !ok {
		return err
	}
	taken := &ticketing.Taken{
		By:    ticketing.ClaimID(d.Holder),
		Place: strings.HasPrefix(d.Key, placeKey),
		Code:  strings.HasPrefix(d.Key, codeKey),
	}
	if i := slices.IndexFunc(stored(c).uses(), func(u ticketing.LimitUse) bool { return u.Key() == d.Key }); i >= 0 {
		taken.Limit, taken.Use = true, i
	}
	return taken
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

// Release implements [ticketing.Claims].
func (s *Claims) Release(ctx context.Context, id ticketing.ClaimID, at time.Time) (ticketing.Claim, error) {
	v, err := s.claims.Change(ctx, string(id), func(c *claim) error {
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
	value := string(pool) + "/" + string(ticketing.Claimed)
	for v, err := range s.claims.Each(ctx, docstore.Query{Index: "pool", Prefix: value}) {
		if err != nil {
			return nil, fmt.Errorf("list claims of pool %s: %w", pool, err)
		}
		out = append(out, v.Value.claim())
	}
	return out, nil
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
	}
	if c.State == ticketing.Claimed {
		for _, u := range c.Uses {
			s.Uses = append(s.Uses, use(u))
		}
		s.Errands = []events.Errand{ticketing.ConfirmErrand(c)}
	}
	return s
}

func (c claim) claim() ticketing.Claim {
	return ticketing.Claim{
		ID: ticketing.ClaimID(c.ID), Pool: ticketing.PoolID(c.Pool), Session: events.SessionID(c.Session),
		Event: events.ID(c.Event), Holder: ticketing.HolderID(c.Holder), Agent: ticketing.HolderID(c.Agent),
		Party: c.Party, Places: c.Places, Seq: c.Seq, State: ticketing.State(c.State), Channel: c.Channel,
		Code: c.Code, At: c.At, Ended: c.Ended, Uses: c.uses(),
	}
}
