package directory

import (
	"context"
	"fmt"
	"iter"

	"wanjia/events/community"
)

// Start makes the index of all that is stored and of what changed meanwhile.
// Searches are refused until it is done; it is called once, before [Directory.Run].
func (d *Directory) Start(ctx context.Context) error {
	if err := d.build(ctx); err != nil {
		return err
	}
	return d.Poll(ctx)
}

func (d *Directory) build(ctx context.Context) error {
	d.writing.Lock()
	defer d.writing.Unlock()
	start := d.Now()
	tree, err := d.Tree(ctx)
	if err != nil {
		return fmt.Errorf("make the index: %w", err)
	}
	d.homes = map[community.HouseholdID]home{}
	d.sites = map[community.NodeID]site{}
	for b := range tree.Below(community.Reach{community.Everything}) {
		s := siteOf(tree, b, site{})
		d.sites[b.Code] = s
		d.putBuilding(b.Code, s)
	}
	err = beside(d.Store.Households.All(ctx), func(h community.Household) {
		d.homes[h.ID] = homeOf(h)
		d.putHome(h.ID, d.homes[h.ID])
	})
	if err != nil {
		return fmt.Errorf("make the index of households: %w", err)
	}
	if err = beside(d.Store.People.All(ctx), d.putPerson); err != nil {
		return fmt.Errorf("make the index of people: %w", err)
	}
	d.recent = marks{short: start, long: start}
	d.looking.Lock()
	d.tree, d.asOf = tree, start
	d.looking.Unlock()
	return nil
}

// beside hands every value over while the next ones are read.
func beside[T any](all iter.Seq2[T, error], take func(T)) (failed error) {
	values := make(chan []T, 4)
	go func() {
		defer close(values)
		group := make([]T, 0, pageSize)
		for v, err := range all {
			if err != nil {
				failed = err
				break
			}
			if group = append(group, v); len(group) == pageSize {
				values <- group
				group = make([]T, 0, pageSize)
			}
		}
		values <- group
	}()
	for group := range values { // to the end, so that the reader is not left waiting
		for _, v := range group {
			take(v)
		}
	}
	return failed
}
