package proof

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"wanjia/ticketing"
)

// cutOff gives nothing back, as a process that dies between the halves of a swap.
type cutOff struct {
	ticketing.Claims
	down bool
}

func (s *cutOff) Release(ctx context.Context, holder ticketing.HolderID, id ticketing.ClaimID, at time.Time) (ticketing.Claim, error) {
	if s.down {
		return ticketing.Claim{}, errors.New("the process is gone")
	}
	return s.Claims.Release(ctx, holder, id, at)
}

// swapTo swaps a claim of ann for places in another pool.
func (h *House) swapTo(t *testing.T, c ticketing.Claim, pool int, key string) (ticketing.Claim, error) {
	t.Helper()
	return h.Swap(t.Context(), "ann", c.ID, ticketing.Request{Pool: h.Pools[pool].ID, Key: key})
}

// ofAnn are the places ann has, by pool.
func (h *House) ofAnn(t *testing.T) (places [nightWindows]int) {
	t.Helper()
	for i, p := range h.Pools {
		owned, err := h.Claims.Owned(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range owned {
			if c.Holder == "ann" {
				places[i] += len(c.Places)
			}
		}
	}
	return places
}

// playSwapTwice: ann swaps her claim for another window, and from the other telephone,
// before the old places are given back, for a third.
func playSwapTwice(t *testing.T, h *House, _ bool) (wrong []string) {
	ann := h.claim(t, "ann", 2)
	claims := &cutOff{Claims: h.Claims, down: true}
	h.Claims = claims
	if _, err := h.swapTo(t, ann, 1, "one"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.swapTo(t, ann, 2, "two"); !errors.Is(err, ticketing.ErrClaimOver) {
		wrong = append(wrong, fmt.Sprintf("swapped once more: %v", err))
	}
	claims.down = false
	h.round(t)
	if got := h.ofAnn(t); got != [nightWindows]int{0, 2, 0} {
		wrong = append(wrong, fmt.Sprintf("ann has %v places in three windows of a night", got))
	}
	return append(wrong, h.owners(t)...)
}

// playSwapNoRoom: the last places of the other window go to bob while ann swaps.
func playSwapNoRoom(t *testing.T, h *House, off bool) (wrong []string) {
	ann := h.claim(t, "ann", 2)
	bob := h.press("bob", 1, "b")
	bob.Pool = h.Pools[1].ID
	if _, err := h.Claim(t.Context(), bob); err != nil {
		t.Fatal(err)
	}
	if off {
		h.release(t, ann)
	}
	if _, err := h.swapTo(t, ann, 1, "one"); err == nil {
		t.Error("there was no room")
	}
	if got := h.ofAnn(t); got != [nightWindows]int{2, 0, 0} {
		wrong = append(wrong, fmt.Sprintf("ann, who could not swap, has %v", got))
	}
	return wrong
}

// playSwapCut: the process dies after the new places are ann's.
func playSwapCut(t *testing.T, h *House, off bool) (wrong []string) {
	ann := h.claim(t, "ann", 2)
	claims := &cutOff{Claims: h.Claims, down: true}
	h.Claims = claims
	if _, err := h.swapTo(t, ann, 1, "one"); err != nil {
		t.Fatal(err)
	}
	if claims.down = off; !off { // without the errand nobody comes back to it
		h.round(t)
	}
	if got := h.ofAnn(t); got != [nightWindows]int{0, 2, 0} {
		wrong = append(wrong, fmt.Sprintf("after all errands ann has %v", got))
	}
	return wrong
}

// playSwapLimit: who has swapped may not book beside it.
func playSwapLimit(t *testing.T, h *House, _ bool) (wrong []string) {
	ann := h.claim(t, "ann", 2)
	if _, err := h.swapTo(t, ann, 1, "one"); err != nil {
		t.Fatal(err)
	}
	r := h.press("ann", 1, "beside")
	r.Pool = h.Pools[2].ID
	if _, err := h.Claim(t.Context(), r); !errors.Is(err, ticketing.ErrAlreadyClaimed) {
		wrong = append(wrong, fmt.Sprintf("booked beside what was swapped: %v", err))
	}
	return wrong
}

// playRests: booking rests, and another process remembers the pool as it was.
func playRests(t *testing.T, h *House, off bool) (wrong []string) {
	if off {
		h.Service.Pools = restless{h.Service.Pools}
	}
	if err := h.Pause(t.Context(), h.Pools[0].ID, true); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Claim(t.Context(), h.press("ann", 1, "a")); !errors.Is(err, ticketing.ErrPaused) {
		wrong = append(wrong, fmt.Sprintf("pressed while booking rests: %v", err))
	}
	if _, err := h.Hold(t.Context(), h.press("bob", 1, "b")); !errors.Is(err, ticketing.ErrPaused) {
		wrong = append(wrong, fmt.Sprintf("held while booking rests: %v", err))
	}
	return wrong
}
