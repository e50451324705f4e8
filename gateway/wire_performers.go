package main

import (
	"context"
	"maps"
	"sync"
	"time"

	"wanjia/events/community"
	"wanjia/streaming"
)

// performers is who performs, as the shows ask for it: what the community knew of each a moment
// ago, and of whom nobody has asked yet what it knows now.
type performers struct {
	community *community.Service

	mu    sync.Mutex
	known map[streaming.PersonID]bool
}

// Agreed implements [streaming.Consents].
func (c *performers) Agreed(ctx context.Context, people []streaming.PersonID) (map[streaming.PersonID]bool, error) {
	out := make(map[streaming.PersonID]bool, len(people))
	var fresh []streaming.PersonID
	c.mu.Lock()
	for _, p := range people {
		if yes, ok := c.known[p]; ok {
			out[p] = yes
		} else {
			fresh = append(fresh, p)
		}
	}
	c.mu.Unlock()
	if len(fresh) == 0 {
		return out, nil
	}
	asked, err := c.ask(ctx, fresh)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil {
		c.known = map[streaming.PersonID]bool{}
	}
	maps.Copy(c.known, asked)
	maps.Copy(out, asked)
	return out, nil
}

// ask asks the community.
func (c *performers) ask(ctx context.Context, people []streaming.PersonID) (map[streaming.PersonID]bool, error) {
	ids := make([]community.PersonID, len(people))
	for i, p := range people {
		ids[i] = community.PersonID(p)
	}
	found, err := c.community.Replayable(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[streaming.PersonID]bool, len(found))
	for p, yes := range found {
		out[streaming.PersonID(p)] = yes
	}
	return out, nil
}

// askConsents is how often the community is asked anew. Whoever takes a consent back is
// out of the lists after it, and out of what is kept of them on the way to the public
// after the minute for which those may be kept.
const askConsents = 10 * time.Second

// refresh forgets all but some people, and learns anew of those.
func (c *performers) refresh(ctx context.Context, people []streaming.PersonID) error {
	known, err := c.ask(ctx, people)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.known = known
	return nil
}

// followConsents keeps what is known of those who perform young.
func followConsents(l *live) role {
	return ticking(askConsents, func(ctx context.Context) {
		ctx, cancel := context.WithTimeout(ctx, 8*time.Second)
		defer cancel()
		if err := l.cast.refresh(ctx, l.performing()); err != nil && ctx.Err() == nil {
			l.log.WarnContext(ctx, "nobody knows who agreed to being seen again; what was known stands", "err", err)
		}
	})
}

// performing is everybody who is named in a show or on a tape.
func (l *live) performing() []streaming.PersonID {
	named := map[streaming.PersonID]bool{}
	if known := l.known.Load(); known != nil {
		for _, s := range *known {
			for _, p := range s.Cast() {
				named[p] = true
			}
		}
	}
	if known := l.tapes.known.Load(); known != nil {
		for _, t := range *known {
			for _, p := range t.Cast() {
				named[p] = true
			}
		}
	}
	all := make([]streaming.PersonID, 0, len(named))
	for p := range named {
		all = append(all, p)
	}
	return all
}
