package community_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"wanjia/events/community"
)

// counter counts how often somebody counts.
type counter struct {
	community.Records[community.PersonID, community.Person]
	calls atomic.Int32
	fail  error
}

func (c *counter) Count(ctx context.Context, index, prefix string) (int, error) {
	c.calls.Add(1)
	if c.fail != nil {
		return 0, c.fail
	}
	return c.Records.Count(ctx, index, prefix)
}

// TestLookTogether: many who open the page at once have each part of the community
// counted once, and all are told the same.
func TestLookTogether(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	people := &counter{Records: w.Store.People}
	w.Store.People = people
	everywhere := community.Reach{community.Everything}
	var wg sync.WaitGroup
	seen := make([]int, 32)
	for i := range seen {
		wg.Go(func() {
			b, err := w.Look(t.Context(), everywhere, "")
			if err != nil {
				t.Error(err)
			}
			seen[i] = b.Totals.People
		})
	}
	wg.Wait()
	for _, n := range seen {
		if n == 0 || n != seen[0] {
			t.Errorf("people are %v", seen)
			break
		}
	}
	tree, err := w.Tree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n := int(people.calls.Load()); n > len(tree.Estates()) {
		t.Errorf("counted %d times, of %d estates", n, len(tree.Estates()))
	}
}

// TestLookFails: what cannot be counted is no figure.
func TestLookFails(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	broken := errors.New("no disk")
	w.Store.People = &counter{Records: w.Store.People, fail: broken}
	if b, err := w.Look(t.Context(), community.Reach{community.Everything}, ""); !errors.Is(err, broken) {
		t.Errorf("%+v, %v", b, err)
	}
}
