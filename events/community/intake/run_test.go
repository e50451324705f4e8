package intake_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/community/intake"
)

func (closing) Close() error { return nil }

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
