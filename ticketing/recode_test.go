package ticketing_test

import (
	"errors"
	"testing"

	"wanjia/ticketing"
)

// TestRecode: a lost code is replaced once, however often its loss is told; it finds its
// claim still, and is nobody else's.
func TestRecode(t *testing.T) {
	t.Parallel()
	d := newDesk(10, nil)
	ctx := t.Context()
	c, err := d.Claim(ctx, d.press("ann", 2, "k"))
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := d.Recode(ctx, c.ID, c.Code)
	if err != nil || fresh.Code == c.Code || fresh.Rev != c.Rev+1 || fresh.Party != 2 || fresh.Holder != "ann" {
		t.Fatalf("anew = %+v, %v", fresh, err)
	}
	if again, err := d.Recode(ctx, c.ID, c.Code); err != nil || again.Code != fresh.Code || again.Rev != fresh.Rev {
		t.Errorf("the same loss again = %+v, %v, want what was made", again, err)
	}
	if found, err := d.Coded(ctx, c.Code); err != nil || found.ID != c.ID {
		t.Errorf("by the old code: %+v, %v", found, err)
	}
	if _, err := d.Recode(ctx, c.ID, "hhhhhhhh"); !errors.Is(err, ticketing.ErrNoClaim) {
		t.Errorf("by a code of nobody = %v, want ErrNoClaim", err)
	}
	if _, err := d.Release(ctx, "ann", c.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Recode(ctx, c.ID, fresh.Code); !errors.Is(err, ticketing.ErrClaimOver) {
		t.Errorf("of what was given back = %v, want ErrClaimOver", err)
	}
	if _, err := d.Recode(ctx, "none", "hhhhhhhh"); !errors.Is(err, ticketing.ErrNoClaim) {
		t.Errorf("of nothing = %v, want ErrNoClaim", err)
	}
}
