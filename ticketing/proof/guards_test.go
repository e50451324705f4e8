package proof

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/events/docstore"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/ticketingtest"
)

// TestGuards takes away each guard of the engine by itself and plays what it guards
// against: with the guard nothing goes wrong, without it that very thing does.
func TestGuards(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		play    func(t *testing.T, h *House, off bool) (wrong []string)
		without string // unique keys that are not kept when the guard is off
		pools   []ticketing.Pool
	}{
		"place key":        {playPlaces, "place/", poolsOf(1, 2)},
		"limit key":        {playLimit, "limit/", sisters(4)},
		"wait key":         {playWaiting, "wait/", poolsOf(1, 1)},
		"tombstone":        {playTombstone, "", poolsOf(1, 2)},
		"epoch":            {playEpoch, "", poolsOf(1, 4)},
		"request id":       {playRepetition, "", poolsOf(1, 4)},
		"party as a whole": {playParty, "", poolsOf(1, 3)},

		"number key":                 {playNumber, "seq/", poolsOf(1, 4)},
		"two clocks":                 {playClocks, "", long(1, 2)},
		"newcomers behind the list":  {playBehind, "", poolsOf(1, 3)},
		"an offer's two hours":       {playOfferOver, "", poolsOf(1, 2)},
		"accepted or ended":          {playAcceptEnded, "", long(1, 2)},
		"left while being offered":   {playLeaving, "", poolsOf(1, 2)},
		"a party offered as a whole": {playOfferWhole, "", poolsOf(1, 3)},
		"overtaken so often":         {playOvertaken, "", poolsOf(1, 12)},
		"a change buried":            {playChangeBuried, "", poolsOf(1, 4)},
		"a change of what was read":  {playChangeRead, "", poolsOf(1, 6)},
		"the receiver's consent":     {playConsent, "", poolsOf(1, 4)},
		"the receiver's limit":       {playReceiverLimit, "limit/", sisters(4)},
		"an offer's 48 hours":        {playPassingOver, "", long(1, 4)},
		"the giver has it no more":   {playGiverRelease, "", poolsOf(1, 4)},
		"a revoked claim is over":    {playRevokedOver, "", poolsOf(1, 4)},
		"kept places have a key":     {playKept, "place/", poolsOf(1, 2)},

		"swapped once":         {playSwapTwice, "instead/", windowsOf(4)},
		"new places first":     {playSwapNoRoom, "", windowsOf(2)},
		"the rest of a swap":   {playSwapCut, "", windowsOf(4)},
		"a limit after a swap": {playSwapLimit, "limit/", windowsOf(4)},
		"a pool that rests":    {playRests, "", poolsOf(1, 4)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, off := range []bool{false, true} {
				var engine docstore.Engine = testkit.Documents(t)
				if off && tt.without != "" {
					engine = keyless{engine, tt.without}
				}
				history := &History{}
				pools := slices.Clone(tt.pools)
				for i := range pools { // fresh ones, the same session where it was the same
					pools[i].ID += ticketing.PoolID(fmt.Sprint(off))
				}
				h, err := open(t.Context(), engine, &redisstore.Stock{Redis: testkit.Redis(t)}, pools, history)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(h.claims.Close)
				h.History = history
				h.warm(t)
				wrong := tt.play(t, h, off)
				if !off && len(wrong) > 0 {
					t.Errorf("with the guard: %s", strings.Join(wrong, "; "))
				}
				if off && len(wrong) == 0 {
					t.Error("without the guard nothing went wrong: it guards nothing, or this test does not look")
				}
			}
		})
	}
}

// sisters are two pools of one session.
func sisters(capacity int) []ticketing.Pool {
	a, b := ticketingtest.Pool(capacity), ticketingtest.Pool(capacity)
	b.Session = a.Session
	return []ticketing.Pool{a, b}
}

// keyless is a document store that keeps no unique keys of one kind.
type keyless struct {
	docstore.Engine
	prefix string
}

func (e keyless) strip(d docstore.Doc) docstore.Doc {
	d.Unique = slices.DeleteFunc(slices.Clone(d.Unique), func(k string) bool { return strings.HasPrefix(k, e.prefix) })
	return d
}

func (e keyless) Insert(ctx context.Context, collection string, docs []docstore.Doc) ([]error, error) {
	stripped := make([]docstore.Doc, len(docs))
	for i, d := range docs {
		stripped[i] = e.strip(d)
	}
	return e.Engine.Insert(ctx, collection, stripped)
}

func (e keyless) Replace(ctx context.Context, collection string, doc docstore.Doc) (int64, error) {
	return e.Engine.Replace(ctx, collection, e.strip(doc))
}

// press is a request for the first pool.
func (h *House) press(holder string, party int, key string) ticketing.Request {
	return ticketing.Request{Pool: h.Pools[0].ID, Holder: ticketing.HolderID(holder), Party: party, Key: key, Channel: ticketing.Online}
}

// meantime does something once, between the decision of the stock and the insert of
// a holder's claim.
type meantime struct {
	ticketing.Claims
	holder ticketing.HolderID
	do     func()
	voids  bool // tombstones are stored
}

func (m *meantime) Insert(ctx context.Context, c ticketing.Claim) error {
	if c.State == ticketing.Void && !m.voids {
		return nil
	}
	if do := m.do; c.Holder == m.holder && c.State == ticketing.Claimed && do != nil {
		m.do = nil
		do()
	}
	return m.Claims.Insert(ctx, c)
}

// owners finds places with two owners and claims that are not whole.
func (h *House) owners(t *testing.T) (wrong []string) {
	t.Helper()
	for _, p := range h.Pools {
		owned, err := h.Claims.Owned(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		of := map[int]ticketing.HolderID{}
		for _, c := range owned {
			if len(c.Places) != c.Party {
				wrong = append(wrong, fmt.Sprintf("%s owns %v for %d", c.Holder, c.Places, c.Party))
			}
			for _, n := range c.Places {
				if by, ok := of[n]; ok {
					wrong = append(wrong, fmt.Sprintf("place %d is of %s and of %s", n, by, c.Holder))
				}
				of[n] = c.Holder
			}
		}
	}
	return wrong
}

// playPlaces: the stock is written anew while ann's claim is on its way, so bob gets
// the same places.
func playPlaces(t *testing.T, h *House, _ bool) []string {
	h.Claims = &meantime{Claims: h.Claims, holder: "ann", voids: true, do: func() {
		if err := h.Rebuild(t.Context(), h.Pools[0].ID); err != nil {
			t.Error(err)
		}
		if _, err := h.Claim(t.Context(), h.press("bob", 2, "b")); err != nil {
			t.Error(err)
		}
	}}
	if _, err := h.Claim(t.Context(), h.press("ann", 2, "a")); err != nil && !errors.Is(err, ticketing.ErrRebuilding) {
		t.Error(err)
	}
	return h.owners(t)
}

// playLimit: ann claims in both pools of a session, which have one place a holder.
func playLimit(t *testing.T, h *House, _ bool) (wrong []string) {
	n := 0
	for i, p := range h.Pools {
		r := h.press("ann", 1, fmt.Sprint("phone", i))
		r.Pool = p.ID
		_, err := h.Claim(t.Context(), r)
		if err == nil {
			n++
		} else if !errors.Is(err, ticketing.ErrAlreadyClaimed) {
			t.Error(err)
		}
	}
	if n != 1 {
		wrong = append(wrong, fmt.Sprintf("ann has %d claims for one session", n))
	}
	return wrong
}

// playWaiting: ann joins the list from two phones.
func playWaiting(t *testing.T, h *House, _ bool) (wrong []string) {
	if _, err := h.Claim(t.Context(), h.press("bob", 1, "b")); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"phone1", "phone2"} {
		if _, err := h.Join(t.Context(), h.press("ann", 1, key)); err != nil && !errors.Is(err, ticketing.ErrAlreadyWaiting) {
			t.Error(err)
		}
	}
	list, err := h.Waits.OnList(t.Context(), h.Pools[0].ID, 10)
	if err != nil || len(list) != 1 {
		wrong = append(wrong, fmt.Sprintf("ann stands %d times on the list, %v", len(list), err))
	}
	return wrong
}

// playTombstone: ann's press is taken for abandoned while it is on its way; its places
// come back to the stock.
func playTombstone(t *testing.T, h *House, off bool) (wrong []string) {
	h.Claims = &meantime{Claims: h.Claims, holder: "ann", voids: !off, do: func() {
		time.Sleep(20 * time.Millisecond) // by the clock of Redis: a press counts as abandoned after 5
		if err := h.Reap(t.Context()); err != nil {
			t.Error(err)
		}
	}}
	c, err := h.Claim(t.Context(), h.press("ann", 2, "a"))
	gave := slices.ContainsFunc(h.History.given, func(g give) bool { return g.ok })
	if !gave {
		t.Error("the reaper did not come by")
	}
	if err == nil {
		wrong = append(wrong, fmt.Sprintf("ann owns %v, which were given back for her press was void", c.Places))
	} else if !errors.Is(err, ticketing.ErrLapsed) {
		t.Error(err)
	}
	return wrong
}

// anyEpoch returns places whatever epoch is in force.
type anyEpoch struct{ ticketing.Stock }

func (s anyEpoch) Give(ctx context.Context, p ticketing.Pool, id ticketing.ClaimID) (bool, error) {
	have, err := s.Snapshot(ctx, p)
	if err != nil {
		return false, err
	}
	p.Epoch = have.Epoch
	return s.Stock.Give(ctx, p, id)
}

// rewriting does something once between reading the claims and writing the stock anew.
type rewriting struct {
	ticketing.Stock
	do func()
}

func (s *rewriting) Rebuild(ctx context.Context, p ticketing.Pool, owned []ticketing.Claim, waiting int) (bool, error) {
	if do := s.do; do != nil {
		s.do = nil
		do()
	}
	return s.Stock.Rebuild(ctx, p, owned, waiting)
}

// playEpoch: ann gives back while the stock is being written anew from claims of
// which hers was one.
func playEpoch(t *testing.T, h *House, off bool) (wrong []string) {
	ann, err := h.Claim(t.Context(), h.press("ann", 2, "a"))
	if err != nil {
		t.Fatal(err)
	}
	if off {
		h.Stock = anyEpoch{h.Stock}
	}
	done := false
	h.Stock = &rewriting{Stock: h.Stock, do: func() {
		if _, err := h.Claims.Release(t.Context(), ann.Holder, ann.ID, time.Now()); err != nil {
			t.Error(err)
		}
		done = h.GiveBack(t.Context(), ann.ID) == nil
	}}
	if err := h.Rebuild(t.Context(), h.Pools[0].ID); err != nil {
		t.Fatal(err)
	}
	if !done { // the errand is run again until it succeeds
		if err := h.GiveBack(t.Context(), ann.ID); err != nil {
			t.Error(err)
		}
	}
	found, err := h.Reconcile(t.Context(), time.Millisecond)
	if err != nil {
		t.Error(err)
	}
	for _, d := range found {
		wrong = append(wrong, d.Text)
	}
	return wrong
}

// playRepetition: a press is repeated by the network after what it took was given back.
func playRepetition(t *testing.T, h *House, off bool) []string {
	c, err := h.Claim(t.Context(), h.press("ann", 2, "a"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Release(t.Context(), "ann", c.ID); err != nil {
		t.Fatal(err)
	}
	again := h.press("ann", 2, "a")
	if off {
		again.Key = "another"
	}
	if got, err := h.Claim(t.Context(), again); err == nil && got.State == ticketing.Claimed {
		return []string{fmt.Sprintf("ann owns %v again, which she gave back", got.Places)}
	}
	return nil
}

// playParty: two places are left for a party of three, and stay free.
func playParty(t *testing.T, h *House, off bool) (wrong []string) {
	if off {
		h.Stock = tearing{h.Stock}
	}
	if _, err := h.Claim(t.Context(), h.press("ann", 1, "a")); err != nil {
		t.Fatal(err)
	}
	_, err := h.Claim(t.Context(), h.press("bob", 3, "b"))
	if !errors.Is(err, ticketing.ErrSoldOut) {
		wrong = append(wrong, fmt.Sprintf("a party of 3 for 2 places is answered %v", err))
	}
	a, err := h.Availability(t.Context(), h.Pools[0].Session)
	if err != nil {
		t.Fatal(err)
	}
	if a[0].Free != 2 {
		wrong = append(wrong, fmt.Sprintf("%d of 2 places are left", a[0].Free))
	}
	return append(wrong, h.owners(t)...)
}
