package intake_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/community/intake"
	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/objects"
	"wanjia/events/store"
)

// files is [intake.Files] in memory.
type files struct {
	mu   sync.Mutex
	kept map[string][]byte
}

type closing struct{ *bytes.Reader }

func (f *files) Put(_ context.Context, key string, r io.Reader, _ int64, _ string) (objects.Info, error) {
	b, err := io.ReadAll(r)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.kept == nil {
		f.kept = map[string][]byte{}
	}
	f.kept[key] = b
	return objects.Info{Key: key, Size: int64(len(b))}, err
}

func (f *files) Get(_ context.Context, key string) (io.ReadSeekCloser, objects.Info, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	b, ok := f.kept[key]
	if !ok {
		return nil, objects.Info{}, objects.ErrNotFound
	}
	return closing{bytes.NewReader(b)}, objects.Info{}, nil
}

func (f *files) Delete(_ context.Context, key string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.kept, key)
	return nil
}

// queue takes every errand and does none.
type queue struct{}

func (queue) Enqueue(context.Context, events.Errand) error { return nil }

// mortal is an engine whose process dies at a write: with before it is not done,
// else it is and nobody hears of it.
type mortal struct {
	docstore.Engine
	left   atomic.Int64 // writes until it dies
	before bool
	dead   atomic.Bool
}

var errDead = fmt.Errorf("the process is gone: %w", docstore.ErrUnavailable)

func (m *mortal) write(do func() error) error {
	if m.dead.Load() {
		return errDead
	}
	if m.left.Add(-1) > 0 {
		return do()
	}
	m.dead.Store(true)
	if !m.before {
		_ = do() // whoever asked does not live to hear it
	}
	return errDead
}

func (m *mortal) Insert(ctx context.Context, c string, docs []docstore.Doc) (answers []error, err error) {
	err = m.write(func() (err error) { answers, err = m.Engine.Insert(ctx, c, docs); return err })
	return answers, err
}

func (m *mortal) Replace(ctx context.Context, c string, d docstore.Doc) (v int64, err error) {
	err = m.write(func() (err error) { v, err = m.Engine.Replace(ctx, c, d); return err })
	return v, err
}

func (m *mortal) Delete(ctx context.Context, c, id string, v int64) error {
	return m.write(func() error { return m.Engine.Delete(ctx, c, id, v) })
}

// house is a town into which lists are brought.
type house struct {
	*intake.Service
	engine docstore.Engine
	log    *store.Audit
	clock  atomic.Int64 // added to the time, in seconds
}

func newHouse(tb testing.TB, engine docstore.Engine) *house {
	tb.Helper()
	h := &house{engine: engine, log: store.NewAudit(engine)}
	now := func() time.Time { return time.Now().Add(time.Duration(h.clock.Load()) * time.Second) }
	h.Service = &intake.Service{
		Imports: store.NewImports(engine), Refusals: store.NewRefusals(engine),
		Community: &community.Service{Store: store.NewCommunity(engine), Now: now},
		Files:     &files{}, Audit: &audit.Log{Store: h.log, Now: now}, Queue: queue{},
		Log: slog.New(slog.DiscardHandler), Now: now,
	}
	return h
}

func newTown(tb testing.TB) *house {
	tb.Helper()
	h := newHouse(tb, &docstoretest.Memory{})
	if err := communitytest.Fill(tb.Context(), h.Community.Store); err != nil {
		tb.Fatal(err)
	}
	return h
}

// restarted is the house on another engine, a minute later, with the same files.
func (h *house) restarted(tb testing.TB, engine docstore.Engine) *house {
	tb.Helper()
	again := newHouse(tb, engine)
	again.Files = h.Files
	again.clock.Store(h.clock.Load() + 60)
	return again
}

// everywhere is somebody who may bring in all.
var everywhere = intake.Who{Account: "a-admin", Name: "管理员", Reach: community.Reach{community.Everything}}

// upload sends a list in parts and checks it.
func (h *house) upload(tb testing.TB, who intake.Who, list string) (intake.Import, [][]string) {
	tb.Helper()
	ctx := tb.Context()
	i, err := h.Create(ctx, who, "list.csv", int64(len(list)))
	if err != nil {
		tb.Fatal(err)
	}
	for n, left := 1, list; len(left) > 0; n++ {
		piece := left[:min(len(left), intake.MaxPart)]
		left = left[len(piece):]
		if err := h.PutPart(ctx, who.Reach, i.ID, n, []byte(piece)); err != nil {
			tb.Fatal(err)
		}
	}
	i, sample, err := h.Check(ctx, who.Reach, i.ID)
	if err != nil {
		tb.Fatal(err)
	}
	return i, sample
}

// bring uploads a list, starts it and runs it to its end.
func (h *house) bring(tb testing.TB, who intake.Who, list string) intake.Import {
	tb.Helper()
	i, _ := h.upload(tb, who, list)
	if _, err := h.Start(tb.Context(), who.Reach, i.ID, nil); err != nil {
		tb.Fatal(err)
	}
	return h.finish(tb, i.ID)
}

func (h *house) finish(tb testing.TB, id string) intake.Import {
	tb.Helper()
	if err := h.Run(tb.Context(), id); err != nil {
		tb.Fatal(err)
	}
	i, err := h.Imports.Get(tb.Context(), id)
	if err != nil {
		tb.Fatal(err)
	}
	return i
}

// people lists everybody as a line, without ids.
func (h *house) people(tb testing.TB) []string {
	tb.Helper()
	var list []string
	for p, err := range h.Community.Store.People.All(tb.Context()) {
		if err != nil {
			tb.Fatal(err)
		}
		home, err := h.Community.Store.Households.Get(tb.Context(), p.Household)
		if err != nil {
			tb.Fatalf("%s has no home: %v", p.Name, err)
		}
		list = append(list, fmt.Sprint(p.Name, p.Sex, p.Born, p.Phone, home.Code, p.Channel))
	}
	slices.Sort(list)
	return list
}

const header = "姓名,性别,出生日期,电话,地址\n"

// list is a list of n people in families, every tenth of them known or refused.
func list(n int) string {
	var b strings.Builder
	b.WriteString(header)
	for i := range n {
		switch {
		case i%50 == 7:
			b.WriteString("龚秀英,女,1950,15400000020,桂香苑12栋2单元501\n")
		case i%50 == 9:
			b.WriteString("坏行,女,明天,,桂香苑12栋2单元501\n")
		default:
			fmt.Fprintf(&b, "%c%c,男,1980,,荷风苑1栋1单元%d\n", '一'+rune(i), '丁'+rune(i), 100*(1+i/20%30)+1+i/5%4)
		}
	}
	return b.String()
}
