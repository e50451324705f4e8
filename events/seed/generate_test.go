package seed_test

import (
	"context"
	"sync"
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

// sizeS is every row of size S, made once.
var sizeS = sync.OnceValues(func() ([]seed.Row, error) {
	var all []seed.Row
	_, err := seed.Generate(context.Background(), seed.Options{Size: seed.S}, func(r seed.Row) error { all = append(all, r); return nil })
	return all, err
})

func smallRows(t *testing.T) []seed.Row {
	t.Helper()
	all, err := sizeS()
	if err != nil {
		t.Fatal(err)
	}
	return all
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
