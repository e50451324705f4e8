package embedded

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseMembers(t *testing.T) {
	t.Parallel()
	text := `07c37d 127.0.0.1:30004@31004,host4 slave e7d1ee 0 1426238317239 4 connected
67ed2d 127.0.0.1:30002@31002 master - 0 1426238316232 2 connected 5461-10922 [93->-292f8b] 12000
824fe1 127.0.0.1:30005 slave,fail? 67ed2d 0 1426238316741 5 connected
e7d1ee [::1]:30001@31001 myself,master - 0 0 1 connected 0-5460

nonsense
`
	want := []clusterMember{
		{addr: "127.0.0.1:30004", replica: true, well: true},
		{addr: "127.0.0.1:30002", well: true, slots: [][2]int{{5461, 10922}, {12000, 12000}}},
		{addr: "127.0.0.1:30005", replica: true},
		{addr: "[::1]:30001", well: true, slots: [][2]int{{0, 5460}}},
	}
	got := parseMembers(text)
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(clusterMember{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !got[1].serves(12000) || got[1].serves(11000) || !got[3].serves(0) {
		t.Error("slots are read wrongly")
	}
}

// FuzzParseMembers: no answer, however mangled, breaks the reader.
func FuzzParseMembers(f *testing.F) {
	f.Add("67ed2d 127.0.0.1:30002@31002 master - 0 1426238316232 2 connected 5461-10922 [93->-292f8b] 12000 -1 1-x")
	f.Fuzz(func(t *testing.T, text string) {
		for _, m := range parseMembers(text) {
			for _, r := range m.slots {
				if r[0] <= r[1] && !m.serves(r[0]) {
					t.Fatal("a range serves less than itself")
				}
			}
		}
		parseInfo(text)
	})
}
