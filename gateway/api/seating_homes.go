package api

import (
	"context"
	"slices"
	"sync"

	"wanjia/events/community"
	"wanjia/ticketing/seating/runs"
)

// seatBooks remembers the households of the versions asked for last, with where they live.
type seatBooks struct {
	mu    sync.Mutex
	known []seatBook
}

type seatBook struct {
	version string
	homes   []SeatedHome
}

// keptBooks is how many are remembered: two sittings, before a change and after.
const keptBooks = 6

// seatHomes are the households of a version, with where they live.
func (a *API) seatHomes(ctx context.Context, v *runs.Version) ([]SeatedHome, error) {
	a.books.mu.Lock()
	i := slices.IndexFunc(a.books.known, func(b seatBook) bool { return b.version == v.ID })
	if i >= 0 {
		homes := a.books.known[i].homes
		a.books.mu.Unlock()
		return homes, nil
	}
	a.books.mu.Unlock()
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	homes := wireHomes(v, tree)
	a.books.mu.Lock()
	defer a.books.mu.Unlock()
	if a.books.known = append(a.books.known, seatBook{v.ID, homes}); len(a.books.known) > keptBooks {
		a.books.known = slices.Clone(a.books.known[1:])
	}
	return homes, nil
}

// wireHomes writes where people live down to the building, which is what seating goes by
// and all that organisers may see of an address.
func wireHomes(v *runs.Version, tree *community.Tree) []SeatedHome {
	moved := map[string]bool{}
	for _, m := range v.Moved {
		moved[m.Household] = true
	}
	at := map[string]int{}
	for i, seat := range v.Result.Seats {
		at[seat.Household] = i + 1
	}
	homes := make([]SeatedHome, 0, len(v.Plan.Households))
	for _, h := range v.Plan.Households {
		w := SeatedHome{
			Household: h.ID, Building: h.Building, People: h.People, Quiet: h.Quiet, Only: h.Only, Allergens: len(h.Allergens) > 0, Kin: h.Kin,
			Moved: moved[h.ID], Places: []int{},
		}
		w.Address = tree.BuildingName(community.NodeID(h.Building))
		if b, ok := tree.Building(community.NodeID(h.Building)); ok {
			w.Estate = string(b.Estate)
		}
		if i := at[h.ID]; i > 0 {
			seat := v.Result.Seats[i-1]
			w.Table, w.Places, w.Wheelchairs, w.Kept, w.Hand = seat.Table, some(seat.Places), seat.Wheelchairs, seat.Kept, seat.Hand
		}
		homes = append(homes, w)
	}
	return homes
}

// seatedHomes is the seating of a sitting that counts, with the households of it.
func (a *API) seatedHomes(ctx context.Context, at SittingPath) (*runs.Version, []SeatedHome, error) {
	v, err := a.seated(ctx, at.Event, at.Session)
	if err != nil {
		return nil, nil, err
	}
	homes, err := a.seatHomes(ctx, v)
	return v, homes, err
}
