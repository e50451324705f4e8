package community_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// TestMergeForgotten: the copies for undoing a merge go when somebody is forgotten,
// or after their time, and the merge itself stays on record without a name.
func TestMergeForgotten(t *testing.T) {
	t.Parallel()
	for name, forget := range map[string]func(ctx context.Context, h *mergeHouse) (*mergeHouse, error){
		"at her wish": func(ctx context.Context, h *mergeHouse) (*mergeHouse, error) {
			return h, h.Empty(ctx, []community.PersonID{again})
		},
		"once she is removed": func(ctx context.Context, h *mergeHouse) (*mergeHouse, error) {
			if err := h.Service.Erase(ctx, communitytest.Gong); err != nil {
				return h, err
			}
			n, err := h.Forget(ctx)
			if n != 1 {
				t.Errorf("%d merges were emptied", n)
			}
			return h, err
		},
		"after its time": func(ctx context.Context, h *mergeHouse) (*mergeHouse, error) {
			early := newMergeHouse(t, h.engine, h.desk, community.UndoKept-time.Minute)
			if n, err := early.Forget(ctx); n != 0 || err != nil {
				t.Errorf("%d were emptied before their time, %v", n, err)
			}
			late := newMergeHouse(t, h.engine, h.desk, community.UndoKept)
			_, err := late.Forget(ctx)
			return late, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx := t.Context()
			h := newMergeTown(t)
			r := request()
			r.By, r.ByName = "acc-1", "何书记"
			m, err := h.Merge(ctx, community.Reach{community.Everything}, r)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := h.Forget(ctx); n != 0 || err != nil {
				t.Errorf("%d emptied at once, %v", n, err)
			}
			if h, err = forget(ctx, h); err != nil {
				t.Fatal(err)
			}
			if err := h.Unname(ctx, "acc-1"); err != nil {
				t.Fatal(err)
			}
			left, err := h.Merges.Get(ctx, m.ID)
			if err != nil || len(left.Steps)+len(left.Take)+len(left.Tell) > 0 || left.ByName != "" || left.By != "acc-1" || left.Gone != again {
				t.Errorf("left of it are %d steps, by %q, %v", len(left.Steps), left.ByName, err)
			}
			if _, err := h.Undo(ctx, community.Reach{community.Everything}, m.ID, "acc-1", "二人"); !errors.Is(err, community.ErrMergeOld) && !errors.Is(err, community.ErrNoMerge) {
				t.Errorf("undone: %v", err)
			}
		})
	}
}
