package community

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Totals is how much there is in a part of the organisation.
type Totals struct {
	Buildings   int `json:"buildings"`
	Households  int `json:"households" doc:"That did not move away"`
	People      int `json:"people" doc:"Records that stand for somebody: neither merged into another nor removed"`
	Posts       int `json:"posts"`
	VacantPosts int `json:"vacant_posts" doc:"With nobody named; terms that are over are not among them"`

	at time.Time // when the oldest figure was counted
}

func (t *Totals) add(more Totals) {
	t.Buildings += more.Buildings
	t.Households += more.Households
	t.People += more.People
	t.Posts += more.Posts
	t.VacantPosts += more.VacantPosts
	if t.at.IsZero() || !more.at.IsZero() && more.at.Before(t.at) {
		t.at = more.at
	}
}

// countAge is how old a figure of the organisation may be.
const countAge = 5 * time.Second

// counted remembers the figures of whole estates and of buildings for a moment, by
// the beginning of their codes. There are never more than a thousand or so.
type counted struct {
	counting sync.Mutex // who comes while another counts waits for what that finds
	mu       sync.Mutex
	kept     map[string]Totals
}

// counters is how many parts are counted at the same time.
const counters = 4

// partsOf lists how the codes begin of what lies in a reach, and how many buildings
// that are. A whole estate is counted at once, since its buildings' codes begin alike;
// else each building is by itself.
func (t *Tree) partsOf(reach Reach) (prefixes []string, buildings int) {
	byEstate := map[EstateCode][]NodeID{}
	for b := range t.Below(reach) {
		byEstate[b.Estate] = append(byEstate[b.Estate], b.Code)
	}
	for estate, codes := range byEstate {
		buildings += len(codes)
		if t.wholeEstate(estate, len(codes)) {
			prefixes = append(prefixes, string(estate)+"-")
			continue
		}
		for _, code := range codes {
			prefixes = append(prefixes, string(code)+"/")
		}
	}
	return prefixes, buildings
}

// totals counts what lies in a reach.
func (s *Service) totals(ctx context.Context, t *Tree, reach Reach) (Totals, error) {
	prefixes, buildings := t.partsOf(reach)
	sum := Totals{Buildings: buildings}
	for _, prefix := range prefixes {
		n, err := s.countBelow(ctx, prefix)
		if err != nil {
			return Totals{}, err
		}
		sum.add(n)
	}
	if sum.at.IsZero() {
		sum.at = s.Now()
	}
	return sum, nil
}

// wholeEstate says whether n buildings are all of the estate, and whether these and
// no others have codes that begin with the estate's.
func (t *Tree) wholeEstate(estate EstateCode, n int) bool {
	for code, b := range t.buildings {
		if strings.HasPrefix(string(code), string(estate)+"-") != (b.Estate == estate) {
			return false
		}
		if b.Estate == estate {
			n--
		}
	}
	return n == 0
}

// prepare counts what lies in the reaches and is not known, several parts at a time:
// of the whole community it is the longest thing somebody waits for.
func (s *Service) prepare(ctx context.Context, t *Tree, reaches ...Reach) error {
	s.counts.counting.Lock()
	defer s.counts.counting.Unlock()
	parts := map[string]bool{}
	for _, reach := range reaches {
		prefixes, _ := t.partsOf(reach)
		for _, prefix := range prefixes {
			parts[prefix] = true
		}
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan string)
	var wg sync.WaitGroup
	for range min(counters, len(parts)) {
		wg.Go(func() {
			for prefix := range next {
				if _, err := s.countBelow(ctx, prefix); err != nil {
					stop(err)
				}
			}
		})
	}
	for prefix := range parts {
		next <- prefix
	}
	close(next)
	wg.Wait()
	return context.Cause(ctx)
}

// countBelow counts what lies in buildings whose codes begin so, at most five
// seconds ago.
func (s *Service) countBelow(ctx context.Context, prefix string) (Totals, error) {
	now := s.Now()
	s.counts.mu.Lock()
	known, ok := s.counts.kept[prefix]
	s.counts.mu.Unlock()
	if ok && now.Sub(known.at) < countAge && !now.Before(known.at) {
		return known, nil
	}
	n := Totals{at: now}
	for _, c := range []struct {
		what  string
		into  *int
		count func(context.Context, string, string) (int, error)
		index string
	}{
		{"households", &n.Households, s.Store.Households.Count, "living"},
		{"people", &n.People, s.Store.People.Count, "living"},
		{"posts", &n.Posts, s.Store.Posts.Count, "building"},
		{"vacant posts", &n.VacantPosts, s.Store.Posts.Count, "vacant"},
	} {
		var err error
		if *c.into, err = c.count(ctx, c.index, prefix); err != nil {
			return Totals{}, fmt.Errorf("count %s below %s: %w", c.what, prefix, err)
		}
	}
	s.counts.mu.Lock()
	defer s.counts.mu.Unlock()
	if s.counts.kept == nil {
		s.counts.kept = map[string]Totals{}
	}
	s.counts.kept[prefix] = n
	return n, nil
}
