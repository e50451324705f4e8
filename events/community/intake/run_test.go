package intake_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
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

func (closing) Close() error { return nil }

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

func TestRun(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	i := h.bring(t, everywhere, header+
		"邓海燕,女,1988-05-04,,桂香苑12栋2单元501\n"+ // as she is known
		"龚秀英,女,1950,15400000020,桂香苑12栋2单元501\n"+ // a telephone, where none was known
		"龚秀英,女,1950,15400000020,桂香苑12栋2单元501\n"+ // again
		"新来的,男,1990,15400000021,桂香苑12栋3单元701\n"+
		"新来的妻,女,1991,,GX-12-3-701\n"+
		"童磊,男,1960-01-01,,桂香苑12栋2单元502\n"+ // not he: born otherwise
		"张三,男,,12,桂香苑12栋2单元501\n"+
		"李四,男,,,桂香苑99栋2单元501\n")
	if i.State != intake.Done || i.Counts != (intake.Counts{Rows: 8, Added: 3, Changed: 1, Same: 2, Refused: 2}) {
		t.Errorf("%s %+v", i.State, i.Counts)
	}
	gong, _ := h.Community.Store.People.Get(t.Context(), communitytest.Gong)
	if gong.Phone != "15400000020" {
		t.Errorf("what was empty is %q", gong.Phone)
	}
	people := h.people(t)
	for _, want := range []string{"新来的M199015400000021GX-12-3-701import", "新来的妻F1991GX-12-3-701import", "童磊M1960-01-01GX-12-2-502import", "童磊M1996-07-1915400000007GX-12-2-502head"} {
		if !slices.Contains(people, want) {
			t.Errorf("%q is not among %q", want, people)
		}
	}
	homes, _, _ := h.Community.Store.Households.List(t.Context(), community.By{Index: "code", Value: "GX-12-3-701", Limit: 9})
	if len(homes) != 1 || homes[0].Floor != 7 || homes[0].Flat != 1 {
		t.Errorf("households of the new family = %+v, want one", homes)
	}
	lines, _, err := h.Audit.Lines(t.Context(), audit.Query{Scopes: []string{"*", "GX-12"}, What: "import", Limit: 50})
	if err != nil || len(lines) != 2 || lines[1].Object != "person/p-gong" || lines[1].Detail["filled"] != "phone" || lines[0].Detail["added"] != "3" {
		t.Errorf("audit lines = %+v, %v", lines, err)
	}
	// The same list again changes nobody.
	again := h.bring(t, everywhere, header+"新来的,男,1990,15400000021,桂香苑12栋3单元701\n")
	if again.Counts != (intake.Counts{Rows: 1, Same: 1}) {
		t.Errorf("again: %+v", again.Counts)
	}
}

func TestRunOverwritesNothing(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	i := h.bring(t, everywhere, header+"龚秀英,女,1950-02-03,15400000022,桂香苑12栋2单元501\n邓立,,,,桂香苑12栋2单元501\n")
	if i.Counts.Changed != 1 || i.Counts.Same != 1 {
		t.Errorf("%+v", i.Counts)
	}
	gong, _ := h.Community.Store.People.Get(t.Context(), communitytest.Gong)
	li, _ := h.Community.Store.People.Get(t.Context(), communitytest.Li)
	if gong.Born != "1950" || li.Phone != "15400000005" || li.Sex != "M" {
		t.Errorf("%+v, %+v: what was known was written over", gong, li)
	}
}

func TestRunStaysInReach(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	secretary := intake.Who{Account: "a-z6", Reach: community.Reach{"Z6"}}
	i := h.bring(t, secretary, header+"外面的,男,,,桂香苑12栋2单元501\n里面的,男,,,荷风苑1栋1单元2701\n没写苑区,女,,,1栋1单元2701\n")
	if i.Counts != (intake.Counts{Rows: 3, Added: 2, Refused: 1}) {
		t.Errorf("%+v", i.Counts)
	}
	var report bytes.Buffer
	if err := h.Report(t.Context(), i, &report); err != nil || !strings.Contains(report.String(), "2,out_of_reach,") {
		t.Errorf("%v, %s", err, report.String())
	}
	other := community.Reach{"Z5"}
	if _, err := h.Get(t.Context(), other, i.ID); !errors.Is(err, intake.ErrNoImport) {
		t.Errorf("another branch's import: %v", err)
	}
	if list, _, _ := h.List(t.Context(), other, "", 10); len(list) != 0 {
		t.Errorf("another branch sees %+v", list)
	}
	if list, _, _ := h.List(t.Context(), community.Reach{community.Everything}, "", 10); len(list) != 1 {
		t.Errorf("the administrator sees %d", len(list))
	}
}

// TestReportIsSafe: what a spreadsheet would compute comes back as text.
func TestReportIsSafe(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	i := h.bring(t, everywhere, header+
		"=HYPERLINK(\"x\"),男,+1,@SUM(1),-桂香苑\n"+strings.Repeat("长", 1500)+",男,,,桂香苑12栋2单元501\n")
	var report bytes.Buffer
	if err := h.Report(t.Context(), i, &report); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(report.String(), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v: %s", len(rows), err, report.String())
	}
	if want := []string{"2", "name", intake.Reason("name"), `'=HYPERLINK("x")`, "男", "'+1", "'@SUM(1)", "'-桂香苑"}; !slices.Equal(rows[1], want) {
		t.Errorf("%q, want %q", rows[1], want)
	}
	if rows[2][1] != "cell_too_long" || len([]rune(rows[2][3])) != intake.MaxCell {
		t.Errorf("%q with %d characters", rows[2][1], len([]rune(rows[2][3])))
	}
}

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

// TestCrashAnywhere ends the process at every write of an import, the write done
// or not, and wants the next run to bring it to the same end.
func TestCrashAnywhere(t *testing.T) {
	t.Parallel()
	whole := newTown(t)
	const rows = 560
	want := whole.bring(t, everywhere, list(rows))
	people := whole.people(t)
	if want.Counts.Added == 0 || want.Counts.Changed != 1 || want.Counts.Same == 0 || want.Counts.Refused == 0 {
		t.Fatalf("%+v does not have everything", want.Counts)
	}
	for _, before := range []bool{true, false} {
		for n := int64(1); ; n++ {
			healthy := &docstoretest.Memory{}
			h := newHouse(t, healthy)
			if err := communitytest.Fill(t.Context(), h.Community.Store); err != nil {
				t.Fatal(err)
			}
			i, _ := h.upload(t, everywhere, list(rows))
			if _, err := h.Start(t.Context(), everywhere.Reach, i.ID, nil); err != nil {
				t.Fatal(err)
			}
			dying := &mortal{Engine: healthy, before: before}
			dying.left.Store(n)
			_ = h.restarted(t, dying).Run(t.Context(), i.ID) // what it says nobody hears
			again := h.restarted(t, healthy)
			again.clock.Add(120)
			got := again.finish(t, i.ID)
			if got.State != intake.Done || got.Counts != want.Counts {
				t.Fatalf("died at write %d (%v): %s %+v, want %+v", n, before, got.State, got.Counts, want.Counts)
			}
			if !slices.Equal(again.people(t), people) {
				t.Fatalf("died at write %d (%v): other people than without", n, before)
			}
			if !dying.dead.Load() {
				t.Logf("%d writes", n-1)
				break
			}
		}
	}
}

// TestTwoRunners: of two processes that both take an import for lost, one goes on,
// and no row comes twice.
func TestTwoRunners(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	alone := newTown(t)
	want := alone.bring(t, everywhere, list(1200))
	i, _ := h.upload(t, everywhere, list(1200))
	if _, err := h.Start(t.Context(), everywhere.Reach, i.ID, nil); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for n := range 4 {
		other := h.restarted(t, h.engine)
		other.clock.Store(int64(n) * 60) // to each the one before seems lost
		wg.Go(func() {
			if err := other.Run(t.Context(), i.ID); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	h.clock.Store(600)
	got := h.finish(t, i.ID)
	if got.State != intake.Done || got.Counts != want.Counts || !slices.Equal(h.people(t), alone.people(t)) {
		t.Errorf("%s %+v, want %+v", got.State, got.Counts, want.Counts)
	}
}

// TestCancelWhileRunning: the runner stops at its next batch and what was taken
// stays.
func TestCancelWhileRunning(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	i, _ := h.upload(t, everywhere, list(2000))
	if _, err := h.Start(t.Context(), everywhere.Reach, i.ID, nil); err != nil {
		t.Fatal(err)
	}
	ran := make(chan error, 1)
	go func() { ran <- h.Run(t.Context(), i.ID) }()
	for {
		now, err := h.Imports.Get(t.Context(), i.ID)
		if err != nil {
			t.Fatal(err)
		}
		if now.Counts.Rows > 0 {
			break
		}
	}
	cancelled, err := h.Cancel(t.Context(), everywhere.Reach, i.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := <-ran; err != nil {
		t.Error(err)
	}
	after, _ := h.Imports.Get(t.Context(), i.ID)
	if after.State != intake.Cancelled || after.Counts.Rows == 2000 || after.Counts != cancelled.Counts {
		t.Errorf("%s after %d rows, %d when it was cancelled", after.State, after.Counts.Rows, cancelled.Counts.Rows)
	}
	if _, err := h.Start(t.Context(), everywhere.Reach, i.ID, nil); !errors.Is(err, intake.ErrState) {
		t.Errorf("started again: %v", err)
	}
}

// TestOutbox: an import that runs is found until it ends, and only when nobody has
// been heard of it.
func TestOutbox(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	i, _ := h.upload(t, everywhere, list(20))
	i, err := h.Start(t.Context(), everywhere.Reach, i.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	pending := func(after time.Duration) (found []events.Errand) {
		for e, err := range h.Pending(t.Context(), i.Beat.Add(after)) {
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, e)
		}
		return found
	}
	if got := pending(0); len(got) != 0 {
		t.Errorf("%+v is pending at once", got)
	}
	got := pending(time.Second)
	if len(got) != 1 || got[0].Subject != i.ID {
		t.Fatalf("%+v, want the import", got)
	}
	if err := h.Done(t.Context(), got[0]); err != nil || len(pending(time.Second)) != 1 {
		t.Errorf("an import that runs lost its errand, %v", err)
	}
	h.finish(t, i.ID)
	if got := pending(time.Hour); len(got) != 0 {
		t.Errorf("%+v is pending after the end", got)
	}
}

func TestTidy(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	done := h.bring(t, everywhere, header+"坏行,女,明天,,桂香苑12栋2单元501\n")
	waiting, _ := h.upload(t, everywhere, list(3))
	kept := h.Files.(*files)
	h.clock.Store(int64((3 * 24 * time.Hour).Seconds()))
	if err := h.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, _ := h.Imports.Get(t.Context(), waiting.ID); got.State != intake.Cancelled || len(kept.kept) != 1 {
		t.Errorf("%s, %d files", got.State, len(kept.kept))
	}
	h.clock.Store(int64((31 * 24 * time.Hour).Seconds()))
	for range 2 {
		if err := h.Tidy(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(kept.kept) != 0 {
		t.Errorf("%d files are kept", len(kept.kept))
	}
	done, _ = h.Imports.Get(t.Context(), done.ID)
	if err := h.Report(t.Context(), done, io.Discard); !errors.Is(err, intake.ErrForgotten) {
		t.Errorf("report of what was deleted: %v", err)
	}
}
