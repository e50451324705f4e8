package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/audit"
	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
)

var auditDay = time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC)

// randomLine writes a line whose every field has few values, so that queries hit
// and miss, and several lines have the same moment.
func randomLine(r *rand.Rand) audit.Line {
	pick := func(values ...string) string { return values[r.IntN(len(values))] }
	at := auditDay.Add(time.Duration(r.IntN(200)) * time.Second)
	return audit.Line{
		ID: fmt.Sprintf("%s%010d", audit.First(at), r.IntN(1_000_000_000)), At: at,
		Account: pick("ann", "bob", "bo"), For: pick("", "p-1", "p-2", "p-1x"), What: pick("person.change", "person.reveal", "role.grant", "personal"),
		Object: pick("person/p-1", "person/p-1/x", "person/p-2", "account/ann"), Scope: pick("GX-12", "GX-2", "HF-1", "*"), Outcome: audit.Done,
	}
}

// model is what a query selects, written as simply as can be.
func model(lines []audit.Line, q audit.Query, within func(string) bool) []audit.Line {
	out := []audit.Line{}
	for _, l := range lines {
		is := func(want, got string) bool { return want == "" || want == got }
		if is(q.Account, l.Account) && is(q.For, l.For) && is(q.Object, l.Object) && within(l.Scope) &&
			(q.What == "" || l.What == q.What || strings.HasPrefix(l.What, q.What+".")) &&
			(q.From.IsZero() || !l.At.Before(q.From)) && (q.To.IsZero() || l.At.Before(q.To)) {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b audit.Line) int { return strings.Compare(b.ID, a.ID) })
	return out
}

// TestAuditPages: page by page, a query shows exactly what it selects, newest
// first, each line once, on pages that are full but for the last.
func TestAuditPages(t *testing.T) {
	t.Parallel()
	const seed = 20270131
	r := rand.New(rand.NewPCG(seed, 1))
	log := NewAudit(&docstoretest.Memory{})
	lines := make([]audit.Line, 400)
	for i := range lines {
		lines[i] = randomLine(r)
		if err := log.Add(t.Context(), lines[i]); err != nil {
			t.Fatal(err)
		}
	}
	pick := func(values ...string) string { return values[r.IntN(len(values))] }
	moment := func() time.Time {
		if r.IntN(2) == 0 {
			return time.Time{}
		}
		return auditDay.Add(time.Duration(r.IntN(220)-10) * time.Second)
	}
	for range 150 {
		q := audit.Query{
			Account: pick("", "", "ann", "bob", "nobody"), For: pick("", "", "p-1", "p-2"), Object: pick("", "", "person/p-1", "account/ann"),
			What: pick("", "", "person", "person.change", "role.grant"), From: moment(), To: moment(), Limit: 1 + r.IntN(7),
		}
		seen := []string{"GX-12", "GX-2", "HF-1", "*"}[:r.IntN(5)]
		within := func(scope string) bool { return slices.Contains(seen, scope) }
		want, got := model(lines, q, within), []audit.Line{}
		first := q
		for {
			page, next, err := log.Lines(t.Context(), q, within)
			if err != nil {
				t.Fatalf("%+v: %v", q, err)
			}
			got = append(got, page...)
			if len(page) != q.Limit && next != "" || len(page) > q.Limit || len(got) > len(want) {
				t.Fatalf("%+v in %v: a page of %d with next %q, %d lines so far of %d", q, seen, len(page), next, len(got), len(want))
			}
			if next == "" {
				break
			}
			q.After = next
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%+v in %v: %s", first, seen, diff)
		}
	}
}

// TestAuditFarBetween: where almost nothing is the reader's to see, pages come to
// an end in bounded work, and go on from there.
func TestAuditFarBetween(t *testing.T) {
	t.Parallel()
	log := NewAudit(&docstoretest.Memory{})
	log.mostRead = 1500
	const n = 2500
	batch := make([]audit.Line, n)
	for i := range batch {
		at := auditDay.Add(time.Duration(i) * time.Second)
		batch[i] = audit.Line{ID: audit.First(at) + "x", At: at, Account: "ann", Scope: "HF-1"}
	}
	batch[0].Scope, batch[n/2].Scope = "GX-12", "GX-12"
	for part := range slices.Chunk(batch, docstore.MaxPage) {
		if _, err := log.lines.Insert(t.Context(), part...); err != nil {
			t.Fatal(err)
		}
	}
	q, found, pages := audit.Query{Limit: 20}, 0, 0
	for {
		page, next, err := log.Lines(t.Context(), q, func(scope string) bool { return scope == "GX-12" })
		if err != nil {
			t.Fatal(err)
		}
		found, pages = found+len(page), pages+1
		if next == "" {
			break
		}
		q.After = next
	}
	if found != 2 || pages != 2 {
		t.Errorf("%d lines on %d pages, want 2 on 2", found, pages)
	}
}

func TestAuditCursors(t *testing.T) {
	t.Parallel()
	log := NewAudit(&docstoretest.Memory{})
	for _, after := range []string{"a/b", "ü", strings.Repeat("a", 65), "\x00", "a b"} {
		if _, _, err := log.Lines(t.Context(), audit.Query{After: after, Limit: 1}, func(string) bool { return true }); !errors.Is(err, docstore.ErrInvalid) {
			t.Errorf("the cursor %q: %v", after, err)
		}
	}
}

// TestAuditClose: a line is closed once; later words change nothing.
func TestAuditClose(t *testing.T) {
	t.Parallel()
	ctx, log := t.Context(), NewAudit(&docstoretest.Memory{})
	l := audit.Line{ID: audit.First(auditDay) + "x", At: auditDay, Scope: "*", Outcome: audit.Open}
	if err := log.Add(ctx, l); err != nil {
		t.Fatal(err)
	}
	for _, outcome := range []audit.Outcome{audit.Refused, audit.Done} {
		if err := log.Close(ctx, l.ID, outcome, "above_yourself"); err != nil {
			t.Fatal(err)
		}
	}
	if err := log.Close(ctx, "gone", audit.Done, ""); err != nil {
		t.Errorf("closing a line that is gone: %v", err)
	}
	all, _, err := log.Lines(ctx, audit.Query{Limit: 5}, func(string) bool { return true })
	if err != nil || len(all) != 1 || all[0].Outcome != audit.Refused || all[0].Code != "above_yourself" {
		t.Errorf("lines %+v, %v", all, err)
	}
}

// TestAuditSweep: a sweep removes what is older than the moment and nothing else.
func TestAuditSweep(t *testing.T) {
	t.Parallel()
	ctx, log := t.Context(), NewAudit(&docstoretest.Memory{})
	for i := range 3 {
		at := auditDay.Add(time.Duration(i) * time.Hour)
		if err := log.Add(ctx, audit.Line{ID: audit.First(at) + "x", At: at, Scope: "*"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []int{1, 0} {
		if n, err := log.Sweep(ctx, auditDay.Add(time.Hour)); n != want || err != nil {
			t.Errorf("Sweep = %d, %v, want %d", n, err, want)
		}
	}
	all, _, err := log.Lines(context.Background(), audit.Query{Limit: 5}, func(string) bool { return true })
	if err != nil || len(all) != 2 {
		t.Errorf("%d lines are left, %v", len(all), err)
	}
}
