package seed_test

import (
	"context"
	"os"
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

// watched says that the race detector watches, under which the full-size community takes
// eighty seconds instead of six: it is made without, in a stage of its own of .ci/test.
var watched bool

// everySize are the sizes to make here.
func everySize() []seed.Size {
	if watched && os.Getenv("WANJIA_TEST_SOAK") == "" {
		return []seed.Size{seed.S}
	}
	return []seed.Size{seed.S, seed.M, seed.L}
}

// Every sum of the plan and every reference, at each size.
func TestCommunity(t *testing.T) {
	t.Parallel()
	for _, size := range everySize() {
		t.Run(string(size), func(t *testing.T) {
			t.Parallel()
			for _, wrong := range check(t, size, rows(t.Context(), size)) {
				t.Error(wrong)
			}
		})
	}
}
