package docstore

import (
	"context"
	"errors"
	"slices"
	"time"
)

// InsertNew stores the values whose ids are not there yet, in groups, and leaves
// the others as they stand: loading the same values twice changes nothing.
func InsertNew[T any](ctx context.Context, c Collection[T], values []T) error {
	for group := range slices.Chunk(values, 200) {
		answers, err := c.Insert(ctx, group...)
		if err != nil {
			return err
		}
		for _, err := range answers {
			if d, ok := errors.AsType[*Duplicate](err); err != nil && (!ok || d.Key != "") {
				return err
			}
		}
	}
	return nil
}

// Migrator is a collection that can rewrite its older documents.
type Migrator interface {
	Migrate(ctx context.Context) (int, error)
}

// MigrateAll migrates each collection in turn and returns how many documents
// were rewritten in all.
func MigrateAll(ctx context.Context, collections ...Migrator) (int, error) {
	total := 0
	for _, c := range collections {
		n, err := c.Migrate(ctx)
		total += n
		if err != nil {
			return total, err
		}
	}
	return total, nil
}

// Stamp writes a moment as an index value: the order of the strings is the order
// of time, to the nanosecond, whatever zone t is in.
func Stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000000Z") }
