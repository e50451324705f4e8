package community_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/docstore"
	"wanjia/events/store"
)

// mortal is an engine whose process dies at a write: with before it is not done,
// else it is and nobody hears of it.
type mortal struct {
	docstore.Engine
	left   atomic.Int64
	before bool
	dead   atomic.Bool
}

func (m *mortal) write(do func() error) error {
	if !m.dead.Load() && m.left.Add(-1) > 0 {
		return do()
	}
	if !m.dead.Swap(true) && !m.before {
		_ = do() // whoever asked does not live to hear it
	}
	return docstore.ErrUnavailable
}

func (m *mortal) Insert(ctx context.Context, c string, docs []docstore.Doc) (answers []error, err error) {
	err = m.write(func() (err error) { answers, err = m.Engine.Insert(ctx, c, docs); return err })
	return answers, err
}

func (m *mortal) Replace(ctx context.Context, c string, d docstore.Doc) (v int64, err error) {
	err = m.write(func() (err error) { v, err = m.Engine.Replace(ctx, c, d); return err })
	return v, err
}

func (m *mortal) Delete(ctx context.Context, c, id string, v int64) error {
	return m.write(func() error { return m.Engine.Delete(ctx, c, id, v) })
}

// TestMergeCutShort ends the process at every write of a merge, and of its undoing,
// and wants what comes after to bring it to one of the two ends whole.
func TestMergeCutShort(t *testing.T) {
	t.Parallel()
	plain := newMergeTown(t)
	apart := plain.everything(t)
	if _, err := plain.Merge(t.Context(), everyone, request()); err != nil {
		t.Fatal(err)
	}
	together := withoutEnds(plain.everything(t))
	apart = withoutEnds(apart)
	for _, undoing := range []bool{false, true} {
		for _, before := range []bool{true, false} {
			for n := int64(1); ; n++ {
				h := newMergeTown(t)
				if undoing {
					if _, err := h.Merge(t.Context(), everyone, request()); err != nil {
						t.Fatal(err)
					}
				}
				dying := &mortal{Engine: h.engine, before: before}
				dying.left.Store(n)
				doomed := newMergeHouse(t, dying, h.desk, 0)
				if undoing {
					_, _ = doomed.Undo(t.Context(), everyone, "m-1", "a", "错了")
				} else {
					_, _ = doomed.Merge(t.Context(), everyone, request())
				}
				after := newMergeHouse(t, h.engine, h.desk, 2*time.Minute)
				if err := after.Finish(t.Context()); err != nil {
					t.Fatal(err)
				}
				got := withoutEnds(after.everything(t))
				if !maps.Equal(got, together) && !maps.Equal(got, apart) {
					for name := range got {
						if got[name] != together[name] && got[name] != apart[name] {
							t.Logf("%s is %s", name, got[name])
						}
					}
					t.Fatalf("undoing %v, died at write %d (%v): neither merged nor apart", undoing, n, before)
				}
				if open, _, _ := after.Merges.List(t.Context(), community.By{Index: "open", Limit: 9}); len(open) > 0 {
					t.Fatalf("undoing %v, died at write %d (%v): %s is left open", undoing, n, before, open[0].State)
				}
				if !dying.dead.Load() {
					t.Logf("undoing %v: %d writes", undoing, n-1)
					break
				}
			}
		}
	}
}

// withoutEnds leaves out the moments at which things ended, which differ by run.
func withoutEnds(all map[string]string) map[string]string {
	out := map[string]string{}
	for name, text := range all {
		var m map[string]any
		if json.Unmarshal([]byte(text), &m) == nil {
			if _, ok := m["ended"]; ok {
				m["ended"] = "then"
			}
			b, _ := json.Marshal(m)
			text = string(b)
		}
		out[name] = text
	}
	return out
}

// TestMergesOfOverlappingPairs: of many who merge one person with others at once,
// nobody ends up merged into somebody who was merged away at the same time.
func TestMergesOfOverlappingPairs(t *testing.T) {
	t.Parallel()
	if lost := overlapping(t, store.NewMerges); lost > 0 {
		t.Errorf("%d people were merged into somebody who is merged into them", lost)
	}
	// The negative control: merges that hold nobody let it happen.
	for range 200 {
		if overlapping(t, func(e docstore.Engine) community.Records[string, community.PersonMerge] {
			return unheld{store.NewMerges(e)}
		}) > 0 {
			return
		}
	}
	t.Error("without holding the people nothing went wrong either: the test proves nothing")
}

// unheld keeps merges as done from the start, so that they hold nobody.
type unheld struct {
	community.Records[string, community.PersonMerge]
}

func (u unheld) Add(ctx context.Context, list ...community.PersonMerge) ([]error, error) {
	for i := range list {
		list[i].State = community.MergeDone
	}
	answers, err := u.Records.Add(ctx, list...)
	return answers, err
}

func (u unheld) Change(ctx context.Context, id string, change func(*community.PersonMerge) error) (community.PersonMerge, error) {
	return u.Records.Change(ctx, id, func(m *community.PersonMerge) error {
		m.State = community.MergePlanned
		err := change(m)
		if m.State == community.MergeDoing {
			m.State = community.MergeDone
		}
		return err
	})
}

// overlapping merges 龚秀英 and her second record both ways at once and says how many
// of the two point in a ring.
func overlapping(t *testing.T, merges func(docstore.Engine) community.Records[string, community.PersonMerge]) int {
	t.Helper()
	h := newMergeTown(t)
	h.Merges = merges(h.engine)
	var wg sync.WaitGroup
	var won atomic.Int32
	start := make(chan struct{})
	for i := range 4 {
		r := request()
		r.ID = fmt.Sprint("m-", i)
		if i%2 == 1 {
			r.Kept, r.Gone = r.Gone, r.Kept
		}
		wg.Go(func() {
			<-start
			_, err := h.Merge(t.Context(), everyone, r)
			switch {
			case err == nil:
				won.Add(1)
			case errors.Is(err, community.ErrMergeBusy), errors.Is(err, community.ErrMerged), errors.Is(err, community.ErrMergeMoved):
			default:
				t.Errorf("%d: %v", i, err)
			}
		})
	}
	close(start)
	wg.Wait()
	a, _ := h.Service.Store.People.Get(t.Context(), communitytest.Gong)
	b, _ := h.Service.Store.People.Get(t.Context(), again)
	if !a.Live() && !b.Live() || won.Load() != 1 {
		return 1
	}
	return 0
}
