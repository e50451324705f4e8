package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"wanjia/events/community"
	"wanjia/events/docstore"
	"wanjia/events/seed"
	"wanjia/events/store"
)

// loadMark says which made-up community is in the document store. It is written
// before the first row and finished after the last.
type loadMark struct {
	ID       string       `json:"id"`
	Options  seed.Options `json:"options"`
	Started  time.Time    `json:"started"`
	Finished time.Time    `json:"finished,omitzero"`
	Rows     int          `json:"rows,omitempty"`
	Logins   []binding    `json:"logins,omitempty"` // of the demonstration, once it was started
}

// communityMark is the id of the one mark there is.
const communityMark = "community"

func loadMarks(e docstore.Engine) docstore.Collection[loadMark] {
	return docstore.Collection[loadMark]{
		Engine: e, Name: "datasets", Schema: 1, ID: func(m loadMark) string { return m.ID },
	}
}

// loader puts the made-up community into the document store, once.
type loader struct {
	marks  docstore.Collection[loadMark]
	store  community.Store
	secret func(ctx context.Context, name string, fresh []byte) ([]byte, error)
	now    func() time.Time
	say    func(rows int, took time.Duration) // told now and then how far it is; nil for nobody
}

func newLoader(e docstore.Engine, secret func(context.Context, string, []byte) ([]byte, error)) *loader {
	return &loader{marks: loadMarks(e), store: store.NewCommunity(e), secret: secret, now: time.Now}
}

// loaded is what a call of load did.
type loaded struct {
	mark  loadMark
	rows  int // written or found by this call; 0 where it was all there
	took  time.Duration
	again bool // one that was interrupted was finished
}

// load makes sure that the community is there, whole: one that is there already is
// left alone, one that was interrupted is finished, row for row as it was begun. It
// refuses, in a sentence for people, when another community is there.
func (l *loader) load(ctx context.Context, opt seed.Options) (loaded, error) {
	if _, err := opt.Filled(); err != nil {
		return loaded{}, err
	}
	start := l.now()
	mark, err := l.begin(ctx, opt, start)
	if err != nil || !mark.Finished.IsZero() {
		return loaded{mark: mark}, err
	}
	rows, err := l.fill(ctx, mark.Options)
	if err != nil {
		return loaded{}, err
	}
	done, err := l.marks.Change(ctx, communityMark, func(m *loadMark) error {
		m.Finished, m.Rows = l.now(), rows
		return nil
	})
	return loaded{mark: done.Value, rows: rows, took: l.now().Sub(start), again: !mark.Started.Equal(start)}, err
}

// begin returns the mark of the community that is there or is to be.
func (l *loader) begin(ctx context.Context, opt seed.Options, at time.Time) (loadMark, error) {
	found, err := l.marks.Get(ctx, communityMark)
	if errors.Is(err, docstore.ErrNotFound) {
		if err := l.free(ctx); err != nil {
			return loadMark{}, err
		}
		mark := loadMark{ID: communityMark, Options: opt, Started: at.UTC()}
		if err = l.marks.InsertOne(ctx, mark); err == nil {
			return mark, nil
		}
		if errors.Is(err, docstore.ErrDuplicate) { // another process was faster
			found, err = l.marks.Get(ctx, communityMark)
		}
	}
	if err != nil {
		return loadMark{}, fmt.Errorf("look for the made-up community: %w", err)
	}
	if there := found.Value.Options; !wants(opt, there) {
		return loadMark{}, fmt.Errorf("a made-up community of size %s is here already and cannot be changed into another; "+
			"ask for %s with the same options, or use another data folder (--data DIR) or database", there.Size, there.Size)
	}
	return found.Value, nil
}

// wants says whether who asks for opt may have what is there: only the size counts
// where nothing else was asked for.
func wants(opt, there seed.Options) bool {
	if opt == (seed.Options{Size: opt.Size}) {
		return opt.Size == there.Size
	}
	a, errA := opt.Filled()
	b, errB := there.Filled()
	return errA == nil && errB == nil && a == b
}

// free refuses a document store with people of its own: made-up ones are not to be
// mixed with them.
func (l *loader) free(ctx context.Context) error {
	buildings, err := l.store.Buildings.Count(ctx, "estate", "")
	if err != nil {
		return fmt.Errorf("look for a community: %w", err)
	}
	if buildings > 0 {
		return errors.New("a community that is not made up is here already; the made-up one needs another data folder (--data DIR) or database")
	}
	return nil
}

// cardKey is the house's key of care cards.
func (l *loader) cardKey(ctx context.Context) ([]byte, error) {
	fresh := make([]byte, community.CardKeySize)
	rand.Read(fresh) // never fails
	key, err := l.secret(ctx, "care_card", fresh)
	if err != nil {
		return nil, fmt.Errorf("read the key of care cards: %w", err)
	}
	return key, nil
}

// fill stores every row that is not there yet and returns how many there are.
func (l *loader) fill(ctx context.Context, opt seed.Options) (int, error) {
	key, err := l.cardKey(ctx)
	if err != nil {
		return 0, err
	}
	w := startLoadWriters(ctx)
	f := newFiller(l.store, w, key, l.now)
	last := time.Now()
	_, err = seed.Generate(w.ctx, opt, func(row seed.Row) error {
		if l.say != nil && f.rows%500 == 0 && time.Since(last) > 2*time.Second {
			last = time.Now()
			l.say(f.rows, last.Sub(f.started))
		}
		return f.put(row)
	})
	if err == nil {
		err = f.end()
	}
	// A failed write ends the generator's context, so its error is the true one.
	if failed := w.wait(); failed != nil {
		err = failed
	}
	if err != nil {
		return f.rows, fmt.Errorf("load the made-up community: %w", err)
	}
	return f.rows, nil
}
