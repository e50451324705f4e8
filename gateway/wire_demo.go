package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"wanjia/events/seed"
)

// loadCommunity puts the made-up community where it is not there yet.
func (s *services) loadCommunity(ctx context.Context, opt seed.Options) error {
	l := newLoader(s.house.documents, s.people.store.Secret)
	l.say = sayLoading(s.out, opt.Size)
	done, err := l.load(ctx, opt)
	if err == nil && done.rows > 0 {
		s.house.log.InfoContext(ctx, "made-up community loaded", "size", opt.Size, "rows", done.rows, "took", done.took.String())
	}
	return err
}

// sayLoading prints how far a load is, for who waits for it.
func sayLoading(w io.Writer, size seed.Size) func(int, time.Duration) {
	return func(rows int, took time.Duration) {
		fmt.Fprintf(w, "loading the made-up community of size %s: %d rows, %.0f a second\n", size, rows, float64(rows)/took.Seconds())
	}
}
