package objects_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wanjia/events/fault"
	"wanjia/events/objects"
	"wanjia/events/objects/objectstest"
	"wanjia/events/testkit"
)

// writerDir names the folder this binary, started again by a test, is to write
// into until it is killed.
const writerDir = "WANJIA_TEST_OBJECTS_WRITER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(writerDir); dir != "" {
		beWriter(dir)
	}
	goleak.VerifyTestMain(m)
}

func TestFolder(t *testing.T) {
	t.Parallel()
	objectstest.TestStore(t, func(t *testing.T) objects.Store { return testkit.Objects(t) })
}

func open(t *testing.T, dir string) *objects.Folder {
	t.Helper()
	f, err := objects.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestFolderKeepsOverRestart(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "not", "there", "yet")
	stored, err := open(t, dir).Put(t.Context(), "covers/2027/gala.png", strings.NewReader("picture"), 7, "image/png")
	if err != nil {
		t.Fatal(err)
	}
	got, err := open(t, dir).Stat(t.Context(), "covers/2027/gala.png")
	if err != nil || got != stored {
		t.Errorf("after a restart %+v, %v, want %+v", got, err, stored)
	}
	file, err := os.ReadFile(filepath.Join(dir, "covers+", "2027+", "gala.png"))
	if err != nil || !bytes.HasPrefix(file, []byte("picture")) {
		t.Errorf("the file does not begin with the object's bytes: %v", err)
	}
}

// TestFolderStaysInside: a link somebody has laid in the folder leads nowhere.
func TestFolderStaysInside(t *testing.T) {
	t.Parallel()
	outside, dir := t.TempDir(), t.TempDir()
	f := open(t, dir)
	if err := os.Symlink(outside, filepath.Join(dir, "way+")); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Put(t.Context(), "way/out", strings.NewReader("x"), 1, ""); err == nil {
		t.Error("Put followed a link out of the folder")
	}
	if _, _, err := f.Get(t.Context(), "way/out"); err == nil {
		t.Error("Get followed a link out of the folder")
	}
	if found, _ := os.ReadDir(outside); len(found) > 0 {
		t.Errorf("outside the folder there is %v", found)
	}
}

// TestFolderDamaged: a file cut or overwritten at any place is told from a whole
// one.
func TestFolderDamaged(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f := open(t, dir)
	if _, err := f.Put(t.Context(), "film", strings.NewReader("0123456789"), 10, "video/mp4"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "film")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	damaged := map[string][]byte{"longer": append(bytes.Clone(whole), '!'), "doubled": append([]byte("x"), whole...)}
	for cut := range whole {
		damaged[fmt.Sprint("cut at ", cut)] = whole[:cut]
	}
	for name, content := range damaged {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Stat(t.Context(), "film"); !errors.Is(err, objects.ErrDamaged) || fault.Of(err).Kind != fault.Internal {
			t.Errorf("%s: %v, want ErrDamaged", name, err)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Stat(t.Context(), "film"); !errors.Is(err, objects.ErrDamaged) {
		t.Errorf("a folder in its place: %v, want ErrDamaged", err)
	}
}

func TestFolderFull(t *testing.T) {
	t.Parallel()
	f := open(t, testkit.SmallDisk(t, 1<<20))
	if _, err := f.Put(t.Context(), "small", strings.NewReader("kept"), 4, ""); err != nil {
		t.Fatal(err)
	}
	large := make([]byte, 2<<20)
	for _, key := range []string{"large", "small"} {
		if _, err := f.Put(t.Context(), key, bytes.NewReader(large), int64(len(large)), ""); !errors.Is(err, objects.ErrFull) {
			t.Errorf("Put(%s) on a full disk = %v, want ErrFull", key, err)
		}
	}
	if _, err := f.Stat(t.Context(), "large"); !errors.Is(err, objects.ErrNotFound) {
		t.Errorf("half an object: %v", err)
	}
	r, _, err := f.Get(t.Context(), "small")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if body, err := io.ReadAll(r); string(body) != "kept" {
		t.Errorf("what was there before is now %q, %v", body, err)
	}
	// The failed writes have left nothing: there is room again.
	if _, err := f.Put(t.Context(), "medium", bytes.NewReader(large[:800<<10]), 800<<10, ""); err != nil {
		t.Errorf("after the failures: %v", err)
	}
}

func TestFolderReadOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := open(t, dir).Put(t.Context(), "kept", strings.NewReader("x"), 1, ""); err != nil {
		t.Fatal(err)
	}
	f := open(t, testkit.ReadOnlyDisk(t, dir))
	if _, err := f.Put(t.Context(), "new", strings.NewReader("x"), 1, ""); !errors.Is(err, objects.ErrReadOnly) {
		t.Errorf("Put = %v, want ErrReadOnly", err)
	}
	if err := f.Delete(t.Context(), "kept"); !errors.Is(err, objects.ErrReadOnly) {
		t.Errorf("Delete = %v, want ErrReadOnly", err)
	}
	if _, err := f.Check(t.Context()); !errors.Is(err, objects.ErrReadOnly) {
		t.Errorf("Check = %v, want ErrReadOnly", err)
	}
	if _, err := f.Stat(t.Context(), "kept"); err != nil {
		t.Errorf("reading: %v", err)
	}
}

func TestFolderNotAFolder(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "below")} {
		if _, err := objects.OpenFolder(dir); fault.Of(err).Kind != fault.Unavailable {
			t.Errorf("OpenFolder(%s) = %v, want a fault of kind unavailable", dir, err)
		}
	}
	dir := t.TempDir()
	f := open(t, filepath.Join(dir, "gone"))
	if err := os.RemoveAll(filepath.Join(dir, "gone")); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Put(t.Context(), "x", strings.NewReader("x"), 1, ""); !errors.Is(err, objects.ErrUnavailable) {
		t.Errorf("Put into a folder that has gone = %v, want ErrUnavailable", err)
	}
}

// TestFolderSweeps: what a killed write left long ago goes at the next start;
// what may still be written stays.
func TestFolderSweeps(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	open(t, dir)
	for name, age := range map[string]time.Duration{"old": 25 * time.Hour, "young": time.Minute} {
		path := filepath.Join(dir, ".unfinished", name)
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	open(t, dir)
	left, err := os.ReadDir(filepath.Join(dir, ".unfinished"))
	if err != nil || len(left) != 1 || left[0].Name() != "young" {
		t.Errorf("unfinished: %v, %v", left, err)
	}
}

// beWriter replaces one object over and over and says so each time.
func beWriter(dir string) {
	f, err := objects.OpenFolder(dir)
	for n := byte('a'); err == nil; n++ {
		body := bytes.Repeat([]byte{n}, 200_000)
		if _, err = f.Put(context.Background(), "film", bytes.NewReader(body), int64(len(body)), "video/"+fmt.Sprint(n)); err == nil {
			fmt.Println(n)
		}
	}
	fmt.Println("error", err)
	os.Exit(1)
}

// TestFolderWriterKilled kills a process in the middle of replacing an object:
// the one or the other is there, whole, with its own type.
func TestFolderWriterKilled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f := open(t, dir)
	for round := range 15 {
		writer := exec.Command(os.Args[0])
		writer.Env = append(os.Environ(), writerDir+"="+dir)
		out, err := writer.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := writer.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(out, make([]byte, 4+8*round)); err != nil { // at another moment each time
			t.Fatal(err)
		}
		_ = writer.Process.Kill()
		_ = writer.Wait() // killed
		r, info, err := f.Get(t.Context(), "film")
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		body, err := io.ReadAll(r)
		_ = r.Close()
		if err != nil || len(body) != 200_000 || bytes.Count(body, body[:1]) != len(body) || info.ContentType != "video/"+fmt.Sprint(body[0]) {
			t.Errorf("round %d: %d bytes, %+v, %v", round, len(body), info, err)
		}
	}
}

func TestExactly(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		text string
		size int64
		want error
	}{
		"exact": {"abc", 3, nil}, "empty": {"", 0, nil}, "short": {"ab", 3, objects.ErrSize}, "long": {"abcd", 3, objects.ErrSize},
		"too much of nothing": {"a", 0, objects.ErrSize},
	} {
		for _, r := range []io.Reader{strings.NewReader(tt.text), oneByte{strings.NewReader(tt.text)}} {
			got, err := io.ReadAll(objects.Exactly(r, tt.size))
			if !errors.Is(err, tt.want) || err == nil && string(got) != tt.text {
				t.Errorf("%s: %q, %v, want %v", name, got, err, tt.want)
			}
			if err != nil && int64(len(got)) >= tt.size && tt.size > 0 {
				t.Errorf("%s: all %d bytes were handed out before the error", name, len(got))
			}
		}
	}
}

// oneByte reads a byte at a time and the end apart from the last.
type oneByte struct{ r io.Reader }

// Read implements io.Reader.
func (o oneByte) Read(p []byte) (int, error) { return o.r.Read(p[:min(1, len(p))]) }

// FuzzValidKey: a key that is allowed is a local path, is its own escape in an
// address, and names exactly one file.
func FuzzValidKey(f *testing.F) {
	for _, seed := range []string{"a", "a/b.png", "..", "a//b", "/a", "a/.b", "a+b", "a\\b", "a%2e", "CON", strings.Repeat("a/", 256)} {
		f.Add(seed)
	}
	dir := f.TempDir()
	folder, err := objects.OpenFolder(dir)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = folder.Close() })
	f.Fuzz(func(t *testing.T, key string) {
		mark := rand.Text()
		_, err := folder.Put(t.Context(), key, strings.NewReader(mark), int64(len(mark)), "")
		if objects.ValidKey(key) != nil {
			if !errors.Is(err, objects.ErrKey) {
				t.Fatalf("Put(%q) = %v, want ErrKey", key, err)
			}
			return
		}
		if err != nil {
			t.Fatalf("Put(%q): %v", key, err)
		}
		if !filepath.IsLocal(key) || strings.ContainsAny(key, "?#%&+ \\:") {
			t.Fatalf("%q is allowed and needs an escape", key)
		}
		r, _, err := folder.Get(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if got, err := io.ReadAll(r); string(got) != mark {
			t.Fatalf("%q gave back %q, %v", key, got, err)
		}
	})
}
