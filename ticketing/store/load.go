package store

import (
	"context"
	"fmt"

	"wanjia/events/docstore"
	"wanjia/ticketing"
)

// Load stores claims of a made-up dataset that are not there yet, with all their unique
// keys and without anybody being told of them. The stock learns of them when its pool is
// rebuilt: no place of the pool may have been given out before.
func (s *Claims) Load(ctx context.Context, claims []ticketing.Claim) error {
	docs := make([]claim, len(claims))
	for i, c := range claims {
		docs[i] = stored(c)
		docs[i].Errands = nil
	}
	if err := docstore.InsertNew(ctx, s.claims, docs); err != nil {
		return fmt.Errorf("load claims: %w", err)
	}
	return nil
}
