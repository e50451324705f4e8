package main

import (
	"context"
	"fmt"
	"time"

	"wanjia/events/community"
	"wanjia/events/directory"
	"wanjia/gateway/api"
)

// finder is the directory as the edge asks it.
type finder struct{ directory *directory.Directory }

var _ api.Directory = finder{}

// Search implements [api.Directory].
func (f finder) Search(ctx context.Context, text string, reach community.Reach, kinds []string, limit int) ([]api.Found, time.Time, error) {
	found, asOf, err := f.directory.Search(ctx, text, reach, kinds, limit)
	if err != nil {
		return nil, asOf, err
	}
	out := make([]api.Found, len(found))
	for i, one := range found {
		out[i] = api.Found(one)
	}
	return out, asOf, nil
}

// openDirectory makes the index of who lives here and puts it among the parts.
func (s *services) openDirectory(ctx context.Context) error {
	start := time.Now()
	d := s.community.directory
	if err := d.Start(ctx); err != nil {
		return fmt.Errorf("open the search: %w", err)
	}
	s.house.parts = append(s.house.parts, part{name: "search", kind: builtin, check: d.Check})
	s.house.log.DebugContext(ctx, "search index made", "took", time.Since(start).String())
	return nil
}

// followRole keeps the index equal to what is stored.
func followRole(d *directory.Directory) role {
	ctx, cancel := context.WithCancel(context.Background())
	return role{
		run:  func() error { return d.Run(ctx) },
		stop: func(context.Context) error { cancel(); return nil },
	}
}
