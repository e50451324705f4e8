package directory

import (
	"context"
	"fmt"
	"time"

	"wanjia/events/community"
)

const (
	pageSize = 500
	// everySecond is how often changes are looked for.
	everySecond = time.Second
	// slack is how long before the last look a change may carry its stamp and yet
	// not have been seen by it: its writer's clock may be ten seconds behind, and
	// its write ten seconds under way.
	slack = 20 * time.Second
	// briefly is the same for the looks in between, which see what processes with
	// right clocks do.
	briefly = 2 * time.Second
	// pause is how many times longer the time between two long looks is than what
	// the last one took, so that after a large import they do not fill a core.
	pause = 9
	// lookWithin bounds one look.
	lookWithin = 2 * time.Minute
)

// marks say from where the next looks begin.
type marks struct {
	short    time.Time // start of the last look
	long     time.Time // start of the last long one
	nextLong time.Time // when the next long one is due
}

// Run follows the changes of all processes until ctx ends. A look that fails is
// made again at the next tick.
func (d *Directory) Run(ctx context.Context) error {
	tick := d.Tick
	if tick == nil {
		ticker := time.NewTicker(everySecond)
		defer ticker.Stop()
		tick = ticker.C
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick:
			_ = d.Poll(ctx) // it is logged, and Check tells it
		}
	}
}

// Poll brings the index up to what is stored now. After an error parts of it may be
// newer than others; the next Poll mends that.
func (d *Directory) Poll(ctx context.Context) error {
	bounded, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	start := d.Now()
	err := d.follow(bounded, start)
	if ctx.Err() != nil {
		return err
	}
	d.looking.Lock()
	was := d.failing
	if d.failing = err; err == nil {
		d.asOf = start
	}
	d.looking.Unlock()
	switch {
	case err != nil && was == nil:
		d.Log.ErrorContext(ctx, "search cannot follow the changes", "err", err)
	case err == nil && was != nil:
		d.Log.InfoContext(ctx, "search follows the changes again")
	}
	return err
}

// follow reads what changed and puts it into the index.
func (d *Directory) follow(ctx context.Context, start time.Time) error {
	if err := d.rescope(ctx); err != nil {
		return err
	}
	d.writing.Lock()
	m := d.recent
	d.writing.Unlock()
	from, long := m.short.Add(-briefly), !start.Before(m.nextLong)
	if long {
		from = m.long.Add(-slack)
	}
	// Households first: people take their addresses from them.
	if err := changed(ctx, d, d.Store.Households, from, d.takeHouseholds); err != nil {
		return fmt.Errorf("read changed households: %w", err)
	}
	if err := changed(ctx, d, d.Store.People, from, d.takePeople); err != nil {
		return fmt.Errorf("read changed people: %w", err)
	}
	m.short = start
	if long {
		m.long = start
		end := d.Now()
		m.nextLong = end.Add(pause * end.Sub(start))
	}
	d.writing.Lock()
	d.recent = m
	d.writing.Unlock()
	return nil
}

// changed hands over what changed since, page by page.
func changed[ID ~string, T any](ctx context.Context, d *Directory, r community.Records[ID, T], since time.Time, take func(context.Context, []T) error) error {
	by := community.By{Index: "changed", From: community.ChangedAt(since), Limit: pageSize}
	for {
		next, err := func() (string, error) {
			d.writing.Lock()
			defer d.writing.Unlock()
			page, next, err := r.List(ctx, by)
			if err != nil {
				return "", err
			}
			return next, take(ctx, page)
		}()
		if err != nil || next == "" {
			return err
		}
		by.After = next
	}
}

// rescope puts entries anew whose building was moved within the organisation, was
// renamed or is new.
func (d *Directory) rescope(ctx context.Context) error {
	tree, err := d.Tree(ctx)
	if err != nil {
		return fmt.Errorf("read the organisation: %w", err)
	}
	d.looking.RLock()
	same := d.tree == tree
	d.looking.RUnlock()
	if same {
		return nil
	}
	for b := range tree.Below(community.Reach{community.Everything}) {
		if err := d.resite(ctx, tree, b); err != nil {
			return err
		}
	}
	d.looking.Lock()
	d.tree = tree
	d.looking.Unlock()
	return nil
}

// resite puts the entries of a building anew if they are others than they were.
func (d *Directory) resite(ctx context.Context, tree *community.Tree, b community.Building) error {
	d.writing.Lock()
	defer d.writing.Unlock()
	code := b.Code
	was, known := d.sites[code]
	now := siteOf(tree, b, was)
	if known && was == now {
		return nil
	}
	d.sites[code] = now
	d.putBuilding(code, now)
	for id, h := range d.homes {
		if h.building == code {
			d.putHome(id, h)
		}
	}
	if err := d.takeAll(ctx, "building", string(code)+"/"); err != nil {
		delete(d.sites, code) // so that the next look tries again
		return err
	}
	return nil
}
