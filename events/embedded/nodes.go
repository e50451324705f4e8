package embedded

import (
	"strconv"
	"strings"
)

// clusterMember is a node of a cluster as another one sees it.
type clusterMember struct {
	addr    string // host:port
	replica bool
	well    bool     // not suspected, not failed, not new
	slots   [][2]int // first and last of each range
}

// parseMembers reads the answer to CLUSTER NODES, which unlike CLUSTER SHARDS
// every version gives. Lines that are none are left out.
//
//	id host:port@busport[,name] flags master ping pong epoch link slot from-to ...
func parseMembers(text string) []clusterMember {
	var out []clusterMember
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 8 {
			continue
		}
		addr, _, _ := strings.Cut(fields[1], "@")
		m := clusterMember{addr: addr, well: true}
		for flag := range strings.SplitSeq(fields[2], ",") {
			switch flag {
			case "slave":
				m.replica = true
			case "fail", "fail?", "handshake", "noaddr":
				m.well = false
			}
		}
		for _, text := range fields[8:] { // a slot on its way is in brackets, and no number
			from, to, isRange := strings.Cut(text, "-")
			first, err := strconv.Atoi(from)
			if err != nil {
				continue
			}
			last := first
			if isRange {
				if last, err = strconv.Atoi(to); err != nil {
					continue
				}
			}
			m.slots = append(m.slots, [2]int{first, last})
		}
		out = append(out, m)
	}
	return out
}

// serves says whether the member has the slot.
func (m clusterMember) serves(slot int) bool {
	for _, r := range m.slots {
		if slot >= r[0] && slot <= r[1] {
			return true
		}
	}
	return false
}
