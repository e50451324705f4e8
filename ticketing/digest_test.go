package ticketing

import (
	"strings"
	"testing"
)

// TestDigest: what was digested before is digested the same: the ids of claims are made
// of it. However long the parts are, where one ends and the next begins matters.
func TestDigest(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 400)
	for want, parts := range map[string][]string{
		"seoc8gkovge196nruj49irtp4gjqsgf4cidp6j54imchmu2in1ag": nil,
		"pgkiafov5u111m2q1pjgfe8ck7a97f6qo4o736aja34hn4aqsmrg": {"pool-1", "ann", "press-0001"},
		"pul5cu7chnaaad5cisj4idihnme3mmhnd0ub5bvfl5smqmgv3kn0": {"万家", "", long},
	} {
		if got := digest(parts...); got != want {
			t.Errorf("digest(%.60q) = %s, want %s", parts, got, want)
		}
	}
	if digest("ab", "c") == digest("a", "bc") || digest(long, "x") == digest(long+"x", "") {
		t.Error("two presses have one digest")
	}
}
