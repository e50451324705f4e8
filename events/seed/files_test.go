package seed_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/seed"
)

var update = flag.Bool("update", false, "write the manifests of testdata anew, without -race; raise seed.Version with them")

// The same options give the same bytes: the manifests of testdata, with the hash of
// every file, are what any machine writes.
func TestWriteFilesGolden(t *testing.T) {
	t.Parallel()
	for _, size := range everySize() {
		t.Run(string(size), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if _, err := seed.WriteFiles(t.Context(), dir, seed.Options{Size: size}); err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(filepath.Join(dir, seed.ManifestName))
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "manifest-"+string(size)+".json")
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
				t.Errorf("manifest (-want +got)\n%s", diff)
			}
		})
	}
}

// small writes size S once for the tests that read it.
func small(t *testing.T) (string, seed.Manifest) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "a", "new", "folder")
	m, err := seed.WriteFiles(t.Context(), dir, seed.Options{Size: seed.S})
	if err != nil {
		t.Fatal(err)
	}
	return dir, m
}

func TestWriteFiles(t *testing.T) {
	t.Parallel()
	dir, m := small(t)
	var read seed.Manifest
	text, err := os.ReadFile(filepath.Join(dir, seed.ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m, read); diff != "" {
		t.Errorf("the manifest as returned and as written (-returned +written)\n%s", diff)
	}
	listed := 0
	for _, f := range m.Files {
		body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Path)))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(body)
		if hex.EncodeToString(sum[:]) != f.SHA256 || int64(len(body)) != f.Bytes {
			t.Errorf("%s is not what the manifest says", f.Path)
		}
		if f.Rows != m.Counts[tableOf(f.Path)] {
			t.Errorf("%s has %d rows, its table %d", f.Path, f.Rows, m.Counts[tableOf(f.Path)])
		}
		if strings.HasSuffix(f.Path, ".csv") {
			checkCSV(t, f, body)
		}
		listed++
	}
	found := 0
	err = filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			found++
		}
		return err
	})
	if err != nil || found != listed+1 {
		t.Errorf("%d files besides %d listed and the manifest: %v", found, listed, err)
	}
}

func tableOf(path string) string {
	name := path[strings.LastIndex(path, "/")+1:]
	return strings.TrimSuffix(strings.TrimSuffix(name, ".csv"), ".enc")
}

// checkCSV reads a file as any reader of CSV does: UTF-8, a header, rows as wide
// as it, each marked as made up.
func checkCSV(t *testing.T, f seed.File, body []byte) {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		t.Errorf("%s: %v", f.Path, err)
		return
	}
	mark := slices.Index(all[0], "synthetic")
	edition := slices.Index(all[0], "edition")
	if mark < 0 || edition < 0 || len(all) != f.Rows+1 {
		t.Errorf("%s: header %v, %d rows", f.Path, all[0], len(all)-1)
		return
	}
	for _, row := range all[1:] {
		if row[mark] != "true" || row[edition] != "2027" {
			t.Errorf("%s: row %v is not marked", f.Path, row)
			return
		}
	}
	if bytes.ContainsRune(body, '\uFFFD') || bytes.Contains(body, []byte("\r")) {
		t.Errorf("%s holds characters that are none", f.Path)
	}
}

// The rows in the files are those that are yielded.
func TestFilesHoldTheRows(t *testing.T) {
	t.Parallel()
	dir, _ := small(t)
	body, err := os.ReadFile(filepath.Join(dir, "people", "people.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(body))
	lines.Scan()
	if want := "id,household,name,sex,born,role,phone,ability,language,channel,synthetic,edition"; lines.Text() != want {
		t.Errorf("header %q, want %q", lines.Text(), want)
	}
	for _, r := range smallRows(t) {
		p, ok := r.(seed.Person)
		if !ok {
			continue
		}
		lines.Scan()
		want := strings.Join([]string{p.ID, p.Household, p.Name, p.Sex, string(p.Born), p.Role, p.Phone, p.Ability, p.Language, p.Channel, "true", "2027"}, ",")
		if lines.Text() != want {
			t.Fatalf("a line is %s, not %s", lines.Text(), want)
		}
	}
	if lines.Scan() {
		t.Errorf("after all people there is %q", lines.Text())
	}
}

func TestWriteFilesRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	keep := filepath.Join(dir, "mine.txt")
	if err := os.WriteFile(keep, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := seed.WriteFiles(t.Context(), dir, seed.Options{Size: seed.S}); !errors.Is(err, seed.ErrNotEmpty) {
		t.Errorf("into a folder that holds something: %v", err)
	}
	if body, err := os.ReadFile(keep); err != nil || string(body) != "mine" {
		t.Errorf("what was there: %q, %v", body, err)
	}
	if _, err := seed.WriteFiles(t.Context(), keep, seed.Options{Size: seed.S}); err == nil {
		t.Error("into a file: no error")
	}
}

// stops ends after so many looks at its error, as if someone pressed Ctrl-C meanwhile.
type stops struct {
	context.Context
	looks int
}

func (s *stops) Err() error {
	if s.looks--; s.looks < 0 {
		return context.Canceled
	}
	return nil
}

func TestWriteFilesStoppedLeavesNothing(t *testing.T) {
	t.Parallel()
	there := t.TempDir()
	missing := filepath.Join(t.TempDir(), "new")
	for _, dir := range []string{there, missing} {
		if _, err := seed.WriteFiles(&stops{t.Context(), 9_000}, dir, seed.Options{Size: seed.S}); !errors.Is(err, context.Canceled) {
			t.Errorf("stopped while writing into %s: %v", dir, err)
		}
	}
	if left, err := os.ReadDir(there); err != nil || len(left) > 0 {
		t.Errorf("left %v in the folder that was there: %v", left, err)
	}
	if _, err := os.Stat(missing); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder made for it: %v", err)
	}
}

func TestCareCards(t *testing.T) {
	t.Parallel()
	dir, m := small(t)
	body, err := os.ReadFile(filepath.Join(dir, "people", "care_cards.enc"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]seed.CareCard{}
	for _, r := range smallRows(t) {
		if c, ok := r.(seed.CareCard); ok {
			want[c.Pair] = c
			for _, secret := range append(c.Contacts, c.Person, c.Address, c.DrugAllergy) {
				if bytes.Contains(body, []byte(secret)) {
					t.Errorf("%q stands open in the file", secret)
				}
			}
		}
	}
	lines := strings.Split(strings.TrimSpace(string(body)), "\n")
	seen := map[string]bool{}
	for _, line := range lines {
		card, err := seed.OpenCareCard(seed.CareKey(m.RNG), line)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[card.Pair], card); diff != "" || seen[line[:16]] {
			t.Errorf("card of %s, its nonce used before %v (-want +got)\n%s", card.Pair, seen[line[:16]], diff)
		}
		seen[line[:16]] = true
	}
	if len(lines) != len(want) || len(want) == 0 {
		t.Errorf("%d lines for %d cards", len(lines), len(want))
	}
	tampered := []byte(lines[0])
	tampered[40] ^= 1
	for name, bad := range map[string]struct {
		key  []byte
		line string
	}{
		"another key": {seed.CareKey(m.RNG + 1), lines[0]},
		"tampered":    {seed.CareKey(m.RNG), string(tampered)},
		"cut":         {seed.CareKey(m.RNG), lines[0][:len(lines[0])-8]},
		"empty":       {seed.CareKey(m.RNG), ""},
		"no base64":   {seed.CareKey(m.RNG), "卡"},
	} {
		if card, err := seed.OpenCareCard(bad.key, bad.line); !errors.Is(err, seed.ErrCareCard) {
			t.Errorf("%s: %v, %v", name, card, err)
		}
	}
}
