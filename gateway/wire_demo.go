package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"wanjia/events/community"
	"wanjia/events/seed"
	"wanjia/gateway/identity"
)

// loadCommunity puts the made-up community where it is not there yet and returns the
// logins to try, with the people they stand for.
func (s *services) loadCommunity(ctx context.Context, opt seed.Options) ([]identity.Login, error) {
	l := newLoader(s.house.documents, s.people.store.Secret)
	l.say = sayLoading(s.out, opt.Size)
	done, err := l.load(ctx, opt)
	if err != nil {
		return nil, err
	}
	if done.rows > 0 {
		s.house.log.InfoContext(ctx, "made-up community loaded", "size", opt.Size, "rows", done.rows, "took", done.took.String())
	}
	to, err := l.logins(ctx, done.mark)
	return bound(identity.DemoLogins(), to), err
}

// logins returns for whom the demonstration's logins stand. The first call chooses.
func (l *loader) logins(ctx context.Context, mark loadMark) ([]binding, error) {
	if len(mark.Logins) > 0 {
		return mark.Logins, nil
	}
	tree, err := (&community.Service{Store: l.store, Now: l.now}).Tree(ctx)
	if err != nil {
		return nil, err
	}
	chosen, err := choose(ctx, l.store, tree)
	if err != nil {
		return nil, err
	}
	kept, err := l.marks.Change(ctx, communityMark, func(m *loadMark) error {
		if len(m.Logins) == 0 { // or another process was faster
			m.Logins = chosen
		}
		return nil
	})
	return kept.Value.Logins, err
}

// sayLoading prints how far a load is, for who waits for it.
func sayLoading(w io.Writer, size seed.Size) func(int, time.Duration) {
	return func(rows int, took time.Duration) {
		fmt.Fprintf(w, "loading the made-up community of size %s: %d rows, %.0f a second\n", size, rows, float64(rows)/took.Seconds())
	}
}
