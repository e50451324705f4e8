package archive

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/docstore/sqlitedoc"
)

var update = flag.Bool("update", false, "write testdata anew")

// engines are those that need no server; the wire server's tests do the same with
// MongoDB's.
var engines = map[string]func(*testing.T) docstore.Engine{
	"memory": func(*testing.T) docstore.Engine { return new(docstoretest.Memory) },
	"sqlite": func(t *testing.T) docstore.Engine {
		s, err := sqlitedoc.Open(t.Context(), filepath.Join(t.TempDir(), "documents.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	},
}

func doc(id, body string, unique ...string) docstore.Doc {
	return docstore.Doc{
		ID: id, Version: int64(len(id)), Schema: 2, Body: []byte(body), Unique: unique,
		Index: map[string]string{"at": "2027-02-0" + id[:1], "who": "王\n\"<" + id},
	}
}

// filled loads a little of everything.
func filled(t testing.TB, e docstore.Engine) docstore.Engine {
	t.Helper()
	load(t, e, "claims", doc("a", `{"a":1}`, "k1", "键 2", "\n"), doc("bb", " [ ] \n"), doc("c\u2028", `"灯 </script>"`, "k3"))
	load(t, e, "people", doc("a", "null", "k1"), docstore.Doc{ID: "bare", Version: 1 << 40, Body: []byte("0")})
	var many []docstore.Doc
	for i := range 1203 {
		many = append(many, doc(fmt.Sprintf("%04d", i), fmt.Sprintf(`{"n":%d,"text":"%0500d"}`, i, i), fmt.Sprint("n", i)))
	}
	load(t, e, "many", many...)
	return e
}

func load(t testing.TB, e docstore.Engine, collection string, docs ...docstore.Doc) {
	t.Helper()
	answers, err := e.Load(context.Background(), collection, docs)
	if err = errors.Join(append(answers, err)...); err != nil {
		t.Fatal(err)
	}
}

func written(t testing.TB, e docstore.Engine) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := Write(context.Background(), &b, e, "test 1"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// inside is the archive without what differs from one writing to the next.
func inside(t *testing.T, archive []byte) string {
	t.Helper()
	_, packed, _ := bytes.Cut(archive, []byte("\n"))
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	return strings.Join(lines[1:len(lines)-1], "\n")
}

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	for from, open := range engines {
		for to, reopen := range engines {
			t.Run(from+" to "+to, func(t *testing.T) {
				t.Parallel()
				first := written(t, filled(t, open(t)))
				e := reopen(t)
				r, err := Restore(t.Context(), bytes.NewReader(first), e, Options{})
				if err != nil {
					t.Fatal(err)
				}
				want := Report{Info: Info{Format: Format, Program: "test 1", Created: r.Created, Documents: 1208,
					Collections: map[string]int{"claims": 3, "people": 2, "many": 1203}}, Stored: 1208}
				if diff := cmp.Diff(want, r); diff != "" || r.Created.IsZero() {
					t.Error(diff)
				}
				if inside(t, first) != inside(t, written(t, e)) {
					t.Error("the archive of the restored store is another")
				}
				d, err := e.Find(t.Context(), "claims", "键 2")
				if diff := cmp.Diff(doc("a", `{"a":1}`, "k1", "键 2", "\n"), d); diff != "" || err != nil {
					t.Error(diff, err)
				}
			})
		}
	}
}

func TestEmpty(t *testing.T) {
	t.Parallel()
	r, err := Restore(t.Context(), bytes.NewReader(written(t, new(docstoretest.Memory))), new(docstoretest.Memory), Options{})
	if err != nil || r.Documents != 0 || r.Stored != 0 {
		t.Errorf("Restore = %+v, %v", r, err)
	}
}

// small is an archive short enough to harm at every place.
func small(t testing.TB) []byte {
	e := new(docstoretest.Memory)
	load(t, e, "claims", doc("a", `{"a":1}`, "k1"), doc("b", "2"))
	return written(t, e)
}

// refuses wants an archive to be refused with one of the errors, and the store to
// stay as it is.
func refuses(t *testing.T, archive []byte, kinds ...error) {
	t.Helper()
	e := new(docstoretest.Memory)
	_, err := Restore(t.Context(), bytes.NewReader(archive), e, Options{Merge: true})
	ok := false
	for _, k := range kinds {
		ok = ok || errors.Is(err, k)
	}
	if !ok {
		t.Errorf("Restore of %d bytes = %v, want one of %v", len(archive), err, kinds)
	}
	if names, err := e.Collections(t.Context()); err != nil || len(names) > 0 {
		t.Errorf("%v were written, %v", names, err)
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	whole := small(t)
	for n := range whole {
		if n == 0 {
			refuses(t, nil, ErrForeign)
			continue
		}
		refuses(t, whole[:n], ErrCut)
	}
}

// TestChanged changes every bit of the file. A few bits of gzip carry nothing (the
// time, padding): then the documents must be those that were written.
func TestChanged(t *testing.T) {
	t.Parallel()
	whole := small(t)
	idle := 0
	for i := range whole {
		for bit := range 8 {
			harmed := bytes.Clone(whole)
			harmed[i] ^= 1 << bit
			if _, err := Verify(bytes.NewReader(harmed)); err != nil {
				refuses(t, harmed, ErrDamaged, ErrCut, ErrForeign, ErrNewer)
				continue
			}
			idle++
			e := new(docstoretest.Memory)
			if _, err := Restore(t.Context(), bytes.NewReader(harmed), e, Options{}); err != nil {
				t.Error(err)
			}
			if inside(t, whole) != inside(t, written(t, e)) {
				t.Errorf("bit %d of byte %d changed what was restored", bit, i)
			}
		}
	}
	if idle > 80 {
		t.Errorf("%d bits could be changed unnoticed", idle)
	}
	start := bytes.IndexByte(whole, '\n') + 1
	refuses(t, append(bytes.Clone(whole), 0), ErrDamaged)
	refuses(t, append(bytes.Clone(whole), whole[start:]...), ErrDamaged)
}

func TestNewerAndForeign(t *testing.T) {
	t.Parallel()
	_, rest, _ := bytes.Cut(small(t), []byte("\n"))
	for first, want := range map[string]error{
		"wanjia-documents 2\n": ErrNewer, "wanjia-documents 12345\n": ErrNewer, "wanjia-documents 0\n": ErrForeign,
		"wanjia-documents -1\n": ErrForeign, "wanjia-documents 01\n": ErrForeign, "wanjia-documents \n": ErrForeign,
		"SQLite format 3\x00": ErrForeign, "{": ErrForeign, "": ErrForeign,
	} {
		refuses(t, append([]byte(first), rest...), want)
	}
	refuses(t, rest, ErrForeign)
}

// forge packs lines as an archive would, with a right checksum.
func forge(t testing.TB, lines ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s%d\n", magic, Format)
	z := gzip.NewWriter(&b)
	a := &writer{out: z, sum: newSum()}
	text := strings.Join(lines, "\n") + "\n"
	if err := a.bytes([]byte(text)); err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, l := range lines {
		if strings.HasPrefix(l, `{"c":"claims"`) {
			counts["claims"]++
		}
	}
	if err := errors.Join(a.trailer(counts), z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestForged: with all sums right, what no store can hold is refused all the same.
func TestForged(t *testing.T) {
	t.Parallel()
	head := `{"program":"p","created":"2027-01-01T00:00:00Z"}`
	one := `{"c":"claims","id":"a","v":1,"n":1}` + "\n1"
	if _, err := Verify(bytes.NewReader(forge(t, head, one))); err != nil {
		t.Fatal(err)
	}
	for name, lines := range map[string][]string{
		"twice":        {head, one, one},
		"out of order": {head, `{"c":"claims","id":"b","v":1,"n":1}` + "\n1", one},
		"no version":   {head, `{"c":"claims","id":"a","n":1}` + "\n1"},
		"no body":      {head, `{"c":"claims","id":"a","v":1}` + "\n"},
		"big body":     {head, fmt.Sprintf(`{"c":"claims","id":"a","v":1,"n":%d}`, docstore.MaxBody+1) + "\n1"},
		"collection":   {head, `{"c":"Claims","id":"a","v":1,"n":1}` + "\n1"},
		"key twice":    {head, `{"c":"claims","id":"a","v":1,"u":["k","k"],"n":1}` + "\n1"},
		"unknown":      {head, `{"c":"claims","id":"a","v":1,"n":1,"more":1}` + "\n1"},
		"two in line":  {head, `{"c":"claims","id":"a","v":1,"n":1} {}` + "\n1"},
		"long line":    {head, `{"c":"claims","id":"` + strings.Repeat("a", maxLine+100_000) + `","v":1,"n":1}` + "\n1"},
		"long body":    {head, `{"c":"claims","id":"a","v":1,"n":1}` + "\n12"},
		"no header":    {one},
	} {
		t.Run(name, func(t *testing.T) { refuses(t, forge(t, lines...), ErrDamaged, ErrCut) })
	}
}

func TestNotEmpty(t *testing.T) {
	t.Parallel()
	e := new(docstoretest.Memory)
	load(t, e, "other", doc("x", "1"))
	_, err := Restore(t.Context(), bytes.NewReader(small(t)), e, Options{})
	if !errors.Is(err, ErrNotEmpty) {
		t.Errorf("Restore = %v, want %v", err, ErrNotEmpty)
	}
	if names, _ := e.Collections(t.Context()); len(names) != 1 {
		t.Errorf("collections %v", names)
	}
}

// TestMerge: what is there stays; what is the same is passed over; what excludes it
// is reported; the rest comes in.
func TestMerge(t *testing.T) {
	t.Parallel()
	e := new(docstoretest.Memory)
	load(t, e, "claims", doc("a", "1", "k"), doc("b", "2"), doc("c", "3", "l"), doc("e", "5"))
	archive := written(t, e)
	e = new(docstoretest.Memory)
	mine := doc("a", "other", "k")
	load(t, e, "claims", mine, doc("b", "2"), doc("d", "4", "l"))
	r, err := Restore(t.Context(), bytes.NewReader(archive), e, Options{Merge: true})
	if !errors.Is(err, ErrConflicts) {
		t.Errorf("Restore = %v, want %v", err, ErrConflicts)
	}
	want := []Conflict{
		{"claims", "a", &docstore.Duplicate{Holder: "a"}},
		{"claims", "c", &docstore.Duplicate{Key: "l", Holder: "d"}},
	}
	if diff := cmp.Diff(want, r.Conflicts); diff != "" || r.Stored != 1 || r.Same != 1 {
		t.Errorf("%s stored %d, same %d", diff, r.Stored, r.Same)
	}
	if d, err := e.Get(t.Context(), "claims", "a"); err != nil || string(d.Body) != "other" {
		t.Errorf("the document that was there became %s, %v", d.Body, err)
	}
}

// breaking fails after some loads, as a store does that goes away.
type breaking struct {
	docstore.Engine
	left int
}

func (b *breaking) Load(ctx context.Context, collection string, docs []docstore.Doc) ([]error, error) {
	if b.left--; b.left < 0 {
		return nil, docstore.ErrUnavailable
	}
	return b.Engine.Load(ctx, collection, docs)
}

// TestBrokenOff: a restore that broke off goes on when it is run again.
func TestBrokenOff(t *testing.T) {
	t.Parallel()
	archive := written(t, filled(t, new(docstoretest.Memory)))
	e := new(docstoretest.Memory)
	r, err := Restore(t.Context(), bytes.NewReader(archive), &breaking{e, 2}, Options{})
	if !errors.Is(err, docstore.ErrUnavailable) || r.Stored == 0 || r.Stored == r.Documents {
		t.Fatalf("Restore = %+v, %v", r, err)
	}
	again, err := Restore(t.Context(), bytes.NewReader(archive), e, Options{Merge: true})
	if err != nil || again.Same != r.Stored || again.Stored != r.Documents-r.Stored {
		t.Errorf("Restore = %+v, %v", again, err)
	}
	if inside(t, archive) != inside(t, written(t, e)) {
		t.Error("the archive of the restored store is another")
	}
}

// TestTrouble: an error of the disk is not blamed on the archive, and one of the
// store ends writing.
func TestTrouble(t *testing.T) {
	t.Parallel()
	whole := small(t)
	trouble := errors.New("the disk")
	_, err := Verify(io.MultiReader(bytes.NewReader(whole[:len(whole)/2]), iotest.ErrReader(trouble)))
	if !errors.Is(err, trouble) || errors.Is(err, ErrDamaged) || errors.Is(err, ErrCut) {
		t.Errorf("Verify = %v, want %v", err, trouble)
	}
	e := filled(t, new(docstoretest.Memory))
	_ = e.Close()
	var b bytes.Buffer
	if _, err := Write(t.Context(), &b, e, "test"); !errors.Is(err, docstore.ErrUnavailable) {
		t.Errorf("Write = %v, want %v", err, docstore.ErrUnavailable)
	}
	refuses(t, b.Bytes(), ErrCut)
}

// TestOld: an archive that an earlier program wrote can be read for ever.
func TestOld(t *testing.T) {
	t.Parallel()
	name := filepath.Join("testdata", "format1.wanjia")
	if *update {
		if err := os.WriteFile(name, small(t), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	e := new(docstoretest.Memory)
	if _, err := Restore(t.Context(), f, e, Options{}); err != nil {
		t.Fatal(err)
	}
	for id, body := range map[string]string{"a": `{"a":1}`, "b": "2"} {
		if d, err := e.Get(t.Context(), "claims", id); err != nil || string(d.Body) != body {
			t.Errorf("%s = %s, %v", id, d.Body, err)
		}
	}
}

// FuzzRestore: whatever the bytes, the answer is one of the errors, or an archive
// that comes back the same.
func FuzzRestore(f *testing.F) {
	whole := small(f)
	f.Add(whole)
	f.Add(whole[:len(whole)-9])
	f.Add([]byte(magic + "2\n"))
	f.Add(forge(f, `{"program":"p","created":"2027-01-01T00:00:00Z"}`, `{"c":"claims","id":"a","v":1,"u":["k"],"n":1}`+"\n1"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		e := new(docstoretest.Memory)
		r, err := Restore(context.Background(), bytes.NewReader(raw), e, Options{})
		if err != nil {
			for _, k := range []error{ErrForeign, ErrNewer, ErrCut, ErrDamaged, ErrConflicts} {
				if errors.Is(err, k) {
					return
				}
			}
			t.Fatalf("Restore = %v", err)
		}
		if again, err := Verify(bytes.NewReader(written(t, e))); err != nil || again.Documents != r.Documents {
			t.Fatalf("written again: %+v, %v, want %d documents", again, err, r.Documents)
		}
	})
}

// FuzzLines fuzzes what is inside the compression and the sums.
func FuzzLines(f *testing.F) {
	f.Add(`{"program":"p","created":"2027-01-01T00:00:00Z"}` + "\n" + `{"c":"claims","id":"a","v":1,"u":["k"],"n":1}` + "\n1")
	f.Add(`{}` + "\n" + `{"c":"a","id":"b","v":9,"s":-1,"x":{"a":"b"},"n":2}` + "\n{}")
	f.Fuzz(func(t *testing.T, text string) {
		_, err := Verify(bytes.NewReader(forge(t, text)))
		if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrCut) {
			t.Fatalf("Verify = %v", err)
		}
	})
}
