package streamingtest

import (
	"context"

	"wanjia/streaming"
)

// Consents is [streaming.Consents] in memory: whether each agreed who is of the community.
type Consents map[streaming.PersonID]bool

var _ streaming.Consents = Consents(nil)

// Agreed implements [streaming.Consents].
func (c Consents) Agreed(_ context.Context, people []streaming.PersonID) (map[streaming.PersonID]bool, error) {
	out := map[streaming.PersonID]bool{}
	for _, p := range people {
		if yes, ok := c[p]; ok {
			out[p] = yes
		}
	}
	return out, nil
}
