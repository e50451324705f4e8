package community

import (
	"slices"
	"testing"
	"time"
)

// town is two general branches; GX-B2 was merged into GX-B1, and GX-G09 was split.
func town() *Tree {
	gone := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	return NewTree([]Node{
		{ID: "Z5", Kind: GeneralBranch, Name: "第五总支"}, {ID: "Z6", Kind: GeneralBranch, Name: "第六总支"},
		{ID: "GX-B1", Kind: Branch, Parent: "Z5", Name: "桂香苑支部"},
		{ID: "GX-B2", Kind: Branch, Parent: "Z5", Name: "桂香苑二支部", Ended: gone, Into: []NodeID{"GX-B1"}},
		{ID: "HF-B1", Kind: Branch, Parent: "Z6", Name: "荷风苑支部"},
		{ID: "GX-G07", Kind: Group, Parent: "GX-B1"}, {ID: "HF-G01", Kind: Group, Parent: "HF-B1"},
		{ID: "GX-G09", Kind: Group, Parent: "GX-B1", Ended: gone, Into: []NodeID{"GX-G07", "GX-G10"}},
	}, []Estate{{Code: "GX", Name: "桂香苑"}, {Code: "HF", Name: "荷风苑"}}, []Building{
		{Code: "GX-12", Estate: "GX", Group: "GX-G07", Number: 12}, {Code: "GX-2", Estate: "GX", Group: "GX-G07", Number: 2},
		{Code: "HF-1", Estate: "HF", Group: "HF-G01", Number: 1},
	}, gone)
}

func TestWithin(t *testing.T) {
	t.Parallel()
	tree := town()
	tests := []struct {
		id    NodeID
		reach Reach
		want  bool
	}{
		{"GX-12", nil, false},
		{"GX-12", Reach{Everything}, true},
		{"GX-12", Reach{"GX-12"}, true},
		{"GX-12", Reach{"GX-2"}, false},
		{"GX-12", Reach{"GX-1"}, false}, // a name that begins alike is not above
		{"GX-12", Reach{"GX-G07"}, true},
		{"GX-12", Reach{"Z5"}, true},
		{"GX-12", Reach{"Z6", "HF-1"}, false},
		{"GX-12", Reach{"GX-B2"}, true},   // merged away: its successor counts
		{"GX-12", Reach{"GX-G09"}, false}, // split: it has to be said anew
		{"GX-12", Reach{""}, false},
		{"Z5", Reach{"GX-12"}, false},
		{"nowhere", Reach{"Z5", ""}, false},
		{"nowhere", Reach{Everything}, true},
		{"", Reach{"Z5", ""}, false},
	}
	for _, tt := range tests {
		if got := tree.Within(tt.id, tt.reach); got != tt.want {
			t.Errorf("Within(%q, %q) = %v, want %v", tt.id, tt.reach, got, tt.want)
		}
	}
}

func TestTreeLists(t *testing.T) {
	t.Parallel()
	tree := town()
	if got, want := tree.Path("GX-12"), []NodeID{"Z5", "GX-B1", "GX-G07", "GX-12"}; !slices.Equal(got, want) {
		t.Errorf("Path = %q, want %q", got, want)
	}
	if got, want := tree.Children("GX-G07"), []NodeID{"GX-2", "GX-12"}; !slices.Equal(got, want) {
		t.Errorf("Children = %q, want %q, by number", got, want)
	}
	if got, want := tree.Children(""), []NodeID{"Z5", "Z6"}; !slices.Equal(got, want) {
		t.Errorf("top = %q, want %q", got, want)
	}
	if got, want := tree.Children("GX-B1"), []NodeID{"GX-G07"}; !slices.Equal(got, want) {
		t.Errorf("Children = %q, want %q, without the ended", got, want)
	}
	var codes []NodeID
	for b := range tree.Below(Reach{"Z5", "HF-1"}) {
		codes = append(codes, b.Code)
	}
	if want := []NodeID{"GX-2", "GX-12", "HF-1"}; !slices.Equal(codes, want) {
		t.Errorf("Below = %q, want %q", codes, want)
	}
	if got := tree.Address(Household{Building: "GX-12", Unit: 2, Room: "501"}); got != "桂香苑 12栋 2单元 501" {
		t.Errorf("Address = %q", got)
	}
}
