package seed_test

import (
	"context"
	"testing"

	"wanjia/events/seed"
)

// rows yields the community of a size.
func rows(ctx context.Context, size seed.Size) func(func(seed.Row) error) error {
	return func(yield func(seed.Row) error) error {
		_, err := seed.Generate(ctx, seed.Options{Size: size}, yield)
		return err
	}
}

// Every sum of the plan and every reference, at each size.
func TestCommunity(t *testing.T) {
	t.Parallel()
	for _, size := range []seed.Size{seed.S, seed.M, seed.L} {
		t.Run(string(size), func(t *testing.T) {
			t.Parallel()
			for _, wrong := range check(t, size, rows(t.Context(), size)) {
				t.Error(wrong)
			}
		})
	}
}
