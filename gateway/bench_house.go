package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/gateway/identity"
	"wanjia/gateway/loadtest"
	"wanjia/ticketing"
)

// visitor is an account that is signed in.
type visitor struct {
	account identity.AccountID
	token   string
}

// The pools of a measurement. Those to be claimed have room for everybody, each a
// session of its own, so that one visitor may claim in each of them.
const (
	benchEvent   = "bench"
	benchClaimed = 24 // pools to be claimed
	poolSold     = "bench-sold"
	poolRush     = "bench-rush"
	rushPlaces   = 19_460 // the online share of the banquet
	benchParty   = 6
	benchLate    = 2 // for each who claims, so many come late
)

func benchPool(i int) string { return fmt.Sprintf("bench-%02d", i) }

// benchHouse is what the services of a measurement begin with: one file of documents.
type benchHouse struct {
	dir      string
	visitors []visitor
	late     []visitor // who come when all is gone
	capacity map[string]int
}

// prepareBench makes the documents: an event, sessions, pools, and accounts that are
// signed in.
func (p *program) prepareBench(ctx context.Context, dir string, visitors int) (*benchHouse, error) {
	b := &benchHouse{dir: filepath.Join(dir, "begin"), capacity: map[string]int{}}
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return nil, err
	}
	engine, err := openSQLite(ctx, filepath.Join(b.dir, documentsName))
	if err != nil {
		return nil, err
	}
	err = errors.Join(b.addPools(ctx, p, engine, visitors), b.addVisitors(ctx, engine, (1+benchLate)*visitors))
	b.visitors, b.late = b.visitors[:visitors], b.visitors[visitors:]
	return b, errors.Join(err, engine.Close())
}

func (b *benchHouse) addPools(ctx context.Context, p *program, e docstore.Engine, visitors int) error {
	now := time.Now()
	day := 24 * time.Hour
	event := events.Event{
		ID: benchEvent, Kind: events.Banquet, Edition: 1, Title: events.Text{ZH: "万家宴", EN: "Banquet"},
		Place: events.Text{ZH: "文体中心", EN: "Culture centre"}, Starts: now.Add(day), Ends: now.Add(2 * day), Synthetic: true,
	}
	b.capacity[poolSold], b.capacity[poolRush], b.capacity[poolOpening] = 1, rushPlaces, openingPlaces
	for i := range benchClaimed {
		b.capacity[benchPool(i)] = visitors * benchParty
	}
	var sessions []events.Session
	var pools []ticketing.Pool
	for id, places := range b.capacity {
		session := events.Session{
			ID: events.SessionID(id), Event: event.ID, Title: events.Text{ZH: "第一场", EN: "First sitting"},
			Starts: now.Add(day), Ends: now.Add(2 * day), ApprovedCapacity: places, Synthetic: true,
		}
		sessions = append(sessions, session)
		pools = append(pools, ticketing.Pool{
			ID: ticketing.PoolID(id), Session: session.ID, Event: event.ID, Title: events.Text{ZH: "居民", EN: "Residents"},
			Capacity: places, MaxParty: benchParty, Opens: now.Add(-time.Hour), Closes: now.Add(day), Epoch: 1, Synthetic: true,
		})
		if id == poolOpening {
			pools[len(pools)-1].Quotas = openingShares()
		}
	}
	if err := newCatalogue(e).kept.Add(ctx, []events.Event{event}, sessions); err != nil {
		return fmt.Errorf("add sessions: %w", err)
	}
	return newInventory(e, nil, nil, p.log).pools.Add(ctx, pools)
}

// addVisitors makes accounts and signs them in. Many at a time, as the store commits
// together what comes together.
func (b *benchHouse) addVisitors(ctx context.Context, e docstore.Engine, n int) error {
	who := newPeople(e, nil)
	now := time.Now()
	b.visitors = make([]visitor, n)
	numbers, errs := make(chan int), make([]error, 200)
	var all sync.WaitGroup
	for w := range errs {
		all.Go(func() {
			for i := range numbers {
				account := identity.Account{
					ID: identity.AccountID(rand.Text()), Phone: fmt.Sprintf("154%08d", 10_000_000+i),
					Name: fmt.Sprintf("测试%d", i), Created: now,
				}
				session := identity.Session{
					ID: identity.SessionID(rand.Text()), Account: account.ID, Device: "bench",
					Created: now, Expires: now.Add(identity.SessionLife).Truncate(time.Second),
				}
				_, err := who.store.AddAccount(ctx, account)
				token, keyErr := who.service.Token(ctx, session)
				errs[w] = errors.Join(errs[w], err, keyErr, who.store.AddSession(ctx, session))
				b.visitors[i] = visitor{account.ID, token}
			}
		})
	}
	for i := range n {
		numbers <- i
	}
	close(numbers)
	all.Wait()
	return errors.Join(errs...)
}

// copyTo begins a data folder with the documents.
func (b *benchHouse) copyTo(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, benchMark), nil, 0o600); err != nil {
		return err
	}
	data, err := os.ReadFile(filepath.Join(b.dir, documentsName))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, documentsName), data, 0o600)
}

// record is a claim as it is stored, read here without the rooms that wrote it, so
// that their mistakes are not repeated in the count.
type record struct {
	ID     string `json:"id"`
	Pool   string `json:"pool"`
	Places []int  `json:"places"`
	State  string `json:"state"`
}

// stored reads every claim of a data folder whose service has ended.
func (b *benchHouse) stored(ctx context.Context, dir string) ([]loadtest.Stored, error) {
	engine, err := openSQLite(ctx, filepath.Join(dir, documentsName))
	if err != nil {
		return nil, err
	}
	defer engine.Close()
	claims := docstore.Collection[record]{Engine: engine, Name: "claims", Schema: 1, ID: func(r record) string { return r.ID }}
	var out []loadtest.Stored
	for v, err := range claims.All(ctx) {
		if err != nil {
			return nil, fmt.Errorf("read the claims: %w", err)
		}
		r := v.Value
		out = append(out, loadtest.Stored{ID: r.ID, Pool: r.Pool, Places: r.Places, Owns: r.State == "claimed" || r.State == "offered"})
	}
	return out, nil
}

// withoutClaims is an engine that answers an insert of claims without writing it.
func withoutClaims(e docstore.Engine) docstore.Engine { return forgetful{e} }

type forgetful struct{ docstore.Engine }

// Insert implements [docstore.Engine].
func (f forgetful) Insert(ctx context.Context, collection string, docs []docstore.Doc) ([]error, error) {
	if collection == "claims" {
		return make([]error, len(docs)), nil
	}
	return f.Engine.Insert(ctx, collection, docs)
}
