package community_test

import (
	"errors"
	"slices"
	"testing"

	"wanjia/events/community"
)

// TestNarrow: a reach is narrowed and never widened, and what lies outside is not
// there.
func TestNarrow(t *testing.T) {
	t.Parallel()
	s := newTown(t, nil)
	for name, tt := range map[string]struct {
		reach community.Reach
		to    community.Narrowing
		want  community.Reach
		err   error
	}{
		"not at all":              {community.Reach{"GX-12"}, community.Narrowing{}, community.Reach{"GX-12"}, nil},
		"to a node":               {all, community.Narrowing{Node: "GX-G07"}, community.Reach{"GX-G07"}, nil},
		"to an estate":            {all, community.Narrowing{Estate: "GX"}, community.Reach{"GX-2", "GX-12"}, nil},
		"to my part of an estate": {community.Reach{"GX-12"}, community.Narrowing{Estate: "GX"}, community.Reach{"GX-12"}, nil},
		"to both":                 {all, community.Narrowing{Node: "GX-G07", Estate: "GX", Building: "GX-2"}, community.Reach{"GX-2"}, nil},
		"to a node above":         {community.Reach{"GX-12"}, community.Narrowing{Node: "GX-G07"}, nil, community.ErrNoNode},
		"to a node elsewhere":     {community.Reach{"GX-G07"}, community.Narrowing{Node: "HF-1"}, nil, community.ErrNoNode},
		"to no node":              {all, community.Narrowing{Node: "XX"}, nil, community.ErrNoNode},
		"to everything":           {community.Reach{"GX-12"}, community.Narrowing{Node: "*"}, nil, community.ErrNoNode},
		"to another estate":       {community.Reach{"GX-G07"}, community.Narrowing{Estate: "HF"}, nil, community.ErrNoEstate},
		"to no estate":            {all, community.Narrowing{Estate: "XX"}, nil, community.ErrNoEstate},
		"to next door":            {community.Reach{"GX-12"}, community.Narrowing{Building: "GX-2"}, nil, community.ErrNoBuilding},
		"to a building elsewhere": {all, community.Narrowing{Estate: "GX", Building: "HF-1"}, nil, community.ErrNoBuilding},
		"of nothing":              {nil, community.Narrowing{Estate: "GX"}, nil, community.ErrNoEstate},
	} {
		got, err := s.Narrow(t.Context(), tt.reach, tt.to)
		slices.Sort(got)
		slices.Sort(tt.want)
		if !errors.Is(err, tt.err) || !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, %v, want %v, %v", name, got, err, tt.want, tt.err)
		}
	}
}
