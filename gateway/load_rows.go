package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"wanjia/events/community"
	"wanjia/events/seed"
)

// loadWriters store batches at the same time, so that one is encoded while another
// is synced.
type loadWriters struct {
	ctx    context.Context // ends with the first failure
	cancel context.CancelCauseFunc
	jobs   chan func(context.Context) error
	wg     sync.WaitGroup
}

func startLoadWriters(ctx context.Context) *loadWriters {
	w := &loadWriters{jobs: make(chan func(context.Context) error)}
	w.ctx, w.cancel = context.WithCancelCause(ctx)
	for range 4 {
		w.wg.Go(func() {
			for job := range w.jobs {
				if err := job(w.ctx); err != nil {
					w.cancel(err)
				}
			}
		})
	}
	return w
}

// do hands a batch over; it waits while all are busy, which bounds the memory.
func (w *loadWriters) do(job func(context.Context) error) error {
	select {
	case w.jobs <- job:
		return nil
	case <-w.ctx.Done():
		return context.Cause(w.ctx)
	}
}

// wait ends the writers and returns what failed.
func (w *loadWriters) wait() error {
	close(w.jobs)
	w.wg.Wait()
	err := context.Cause(w.ctx)
	w.cancel(nil)
	return err
}

// batchRows is how many rows go into the document store together.
const batchRows = 500

// batch collects the rows of one kind. That some are there already is no failure.
type batch[ID ~string, T any] struct {
	records community.Records[ID, T]
	writers *loadWriters
	rows    []T
}

func (b *batch[ID, T]) add(row T) error {
	b.rows = append(b.rows, row)
	if len(b.rows) < batchRows {
		return nil
	}
	return b.flush()
}

func (b *batch[ID, T]) flush() error {
	if len(b.rows) == 0 {
		return nil
	}
	rows := b.rows
	b.rows = make([]T, 0, batchRows)
	return b.writers.do(func(ctx context.Context) error {
		answers, err := b.records.Add(ctx, rows...)
		if err != nil {
			return err
		}
		for _, answer := range answers {
			if answer != nil && !errors.Is(answer, community.ErrExists) {
				return answer
			}
		}
		return nil
	})
}

// filler turns rows of the dataset into records of the community. What a row says
// of another that came before is kept until it is whole: needs belong to their
// person, a card to its pair.
type filler struct {
	now     func() time.Time
	key     []byte
	started time.Time
	rows    int

	nodes      batch[community.NodeID, community.Node]
	estates    batch[community.EstateCode, community.Estate]
	buildings  batch[community.NodeID, community.Building]
	households batch[community.HouseholdID, community.Household]
	people     batch[community.PersonID, community.Person]
	consents   batch[community.ConsentID, community.Consent]
	relations  batch[community.RelationID, community.Relation]
	posts      batch[community.PostID, community.Post]
	teams      batch[community.TeamID, community.Team]
	members    batch[string, community.Membership]
	volunteers batch[community.PersonID, community.Volunteer]
	pairs      batch[string, community.CarePair]

	building map[string]community.NodeID // of a household
	waiting  []community.Person          // in order, until their needs are known
	at       map[string]int              // in waiting
	related  int
	carded   map[string]community.CarePair // pairs without their card yet
}

func newFiller(s community.Store, w *loadWriters, key []byte, now func() time.Time) *filler {
	return &filler{
		now: now, key: key, started: time.Now(),
		nodes: batchOf(s.Nodes, w), estates: batchOf(s.Estates, w), buildings: batchOf(s.Buildings, w),
		households: batchOf(s.Households, w), people: batchOf(s.People, w), consents: batchOf(s.Consents, w),
		relations: batchOf(s.Relations, w), posts: batchOf(s.Posts, w), teams: batchOf(s.Teams, w),
		members: batchOf(s.Members, w), volunteers: batchOf(s.Volunteers, w), pairs: batchOf(s.CarePairs, w),
		building: map[string]community.NodeID{}, at: map[string]int{}, carded: map[string]community.CarePair{},
	}
}

func batchOf[ID ~string, T any](r community.Records[ID, T], w *loadWriters) batch[ID, T] {
	return batch[ID, T]{records: r, writers: w}
}

// put stores a row, or keeps it until it is whole. Answer keys and the shifts of
// events are no part of the community.
func (f *filler) put(row seed.Row) error {
	switch r := row.(type) {
	case seed.DuplicateKey, seed.AddressKey, seed.PhoneKey, seed.SearchKey, seed.Shift:
		return nil
	case seed.Site, seed.Venue, seed.BanquetTable, seed.Sitting, seed.BanquetQuota, seed.Registration, seed.KinLink, seed.Wish,
		seed.LibraryDish, seed.Dish, seed.DishShare, seed.Delivery, seed.Incident:
		return nil // the banquet is loaded by itself, when its sittings are there
	case seed.LanternZone, seed.LanternGate, seed.LanternPath, seed.LanternRoute, seed.LanternWindow, seed.Lantern, seed.LanternCircuit,
		seed.LanternEvening, seed.LanternIncident: // the show is loaded with the catalogue, its works have no place yet
		return nil
	case seed.Need:
		f.rows++
		return f.need(r)
	default:
		f.rows++
		return errors.Join(f.place(row), f.somebody(row), f.office(row))
	}
}

// end stores what is left.
func (f *filler) end() error {
	err := f.release()
	for _, pair := range f.carded {
		err = errors.Join(err, f.pairs.add(pair))
	}
	for _, flush := range []func() error{
		f.nodes.flush, f.estates.flush, f.buildings.flush, f.households.flush, f.people.flush, f.consents.flush,
		f.relations.flush, f.posts.flush, f.teams.flush, f.members.flush, f.volunteers.flush, f.pairs.flush,
	} {
		err = errors.Join(err, flush())
	}
	return err
}

// need goes to its person, who waits for it.
func (f *filler) need(r seed.Need) error {
	i, ok := f.at[r.Person]
	if !ok {
		return fmt.Errorf("a need of %s comes too late or for nobody", r.Person)
	}
	f.waiting[i].Needs = append(f.waiting[i].Needs, community.Need{Kind: r.Kind, Code: r.Code})
	return nil
}

// release stores the people, whose needs are all known.
func (f *filler) release() error {
	now := f.now().UTC()
	for _, p := range f.waiting {
		p.Created, p.Changed = now, now
		if err := f.people.add(p); err != nil {
			return err
		}
	}
	f.waiting, f.at = nil, nil
	return nil
}
