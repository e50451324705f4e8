package community_test

import (
	"testing"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// TestLeaderHalfChanged: a change of leader cut short between its steps shows one
// leader, the one the team names, and pressing again mends it.
func TestLeaderHalfChanged(t *testing.T) {
	t.Parallel()
	s := newTown(t, nil)
	change(t, s.Store.Teams, "v-1", func(x *community.Team) { x.Leader = communitytest.TongSon })
	roles := func() map[community.PersonID]string {
		team, err := s.Team(t.Context(), all, all, "v-1")
		if err != nil {
			t.Fatal(err)
		}
		members, _, err := s.Members(t.Context(), team, "", 10)
		if err != nil {
			t.Fatal(err)
		}
		got := map[community.PersonID]string{}
		for _, m := range members {
			got[m.Membership.Person] = m.Role
		}
		return got
	}
	if got := roles(); got[communitytest.TongSon] != community.RoleLeader || got[communitytest.Tong] != community.RoleMember {
		t.Errorf("half changed: %v", got)
	}
	for range 2 {
		if _, err := s.SetMember(t.Context(), all, "v-1", communitytest.TongSon, community.RoleLeader); err != nil {
			t.Fatal(err)
		}
		if got := roles(); len(got) != 2 || got[communitytest.TongSon] != community.RoleLeader || got[communitytest.Tong] != community.RoleMember {
			t.Errorf("mended: %v", got)
		}
	}
}
