package proof

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sourceGuard is a guard in the engine's own text: the condition under which something
// is refused, and the test that fails when that condition never holds.
type sourceGuard struct {
	file, cond, says string // ticketing/<file>: if cond { ... says ... }
	nth              int    // which, from 1, where the file has several alike; 0 where it has one
	test             string // of package, the folder of the file where nothing is said
	pkg              string
}

func (g sourceGuard) folder() string {
	if g.pkg != "" {
		return g.pkg
	}
	return filepath.Join("ticketing", filepath.Dir(g.file))
}

func (g sourceGuard) name() string { return fmt.Sprintf("%s: if %s", g.file, g.cond) }

// guardedFolders are those of whose text every refusal has to have a row.
var guardedFolders = []string{".", "store", "redisstore", "checkin", "crowd", "pass"}

// cutting is the text that goes with guards that can be taken away: which one is, the
// environment says. A condition that is a part of a guard never holds without it, or,
// with a number below zero, always.
const cutting = `package %s

import (
	"os"
	"strconv"
)

var cutGuard, _ = strconv.Atoi(os.Getenv("WANJIA_TEST_CUT"))

func cutStands(guard int) bool { return guard != cutGuard }

func cutPart(guard int, holds bool) bool {
	return holds && guard != cutGuard || cutGuard < 0 && guard == -cutGuard
}
`

// guardedFile is one file with the guards in it, by their numbers.
type guardedFile struct {
	name   string // in the folder ticketing
	text   []byte
	guards map[int]refusal
	parts  map[int]condition
}

// cuttable is the text with a switch at every guard.
func (f guardedFile) cuttable() string {
	type insert struct {
		at, other int // where, and where the other end is
		text      string
	}
	var inserts []insert
	around := func(from, to int, open, end string) {
		inserts = append(inserts, insert{from, to, open}, insert{to, from, end})
	}
	for n, r := range f.guards {
		for i := range r.from {
			around(r.from[i], r.to[i], "(", fmt.Sprintf(") && cutStands(%d)", n))
		}
	}
	for n, c := range f.parts {
		around(c.from, c.to, fmt.Sprintf("cutPart(%d, ", n), ")")
	}
	slices.SortFunc(inserts, func(a, b insert) int {
		if a.at != b.at {
			return a.at - b.at
		}
		return b.other - a.other // what ends here before what begins, the inner ends first
	})
	var b strings.Builder
	last := 0
	for _, in := range inserts {
		b.Write(f.text[last:in.at])
		b.WriteString(in.text)
		last = in.at
	}
	b.Write(f.text[last:])
	return b.String()
}

// guardedFiles finds every guard of the tables in the text. It is an error for a row to
// have no guard, and for what refuses something to have no row.
func guardedFiles(t *testing.T, root string) []guardedFile {
	t.Helper()
	var out []guardedFile
	used, numbers := make([]bool, len(sourceGuards)), partNumbers()
	for _, folder := range guardedFolders {
		names, err := filepath.Glob(filepath.Join(root, "ticketing", folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") || slices.Contains(elsewhere, filepath.Join(folder, filepath.Base(name))) {
				continue
			}
			f := guardedFile{name: filepath.Join(folder, filepath.Base(name)), guards: map[int]refusal{}, parts: map[int]condition{}}
			if f.text, err = os.ReadFile(name); err != nil {
				t.Fatal(err)
			}
			all, err := refusals(name, f.text)
			parts, perr := conditions(name, f.text)
			if err := errors.Join(err, perr); err != nil {
				t.Fatal(err)
			}
			for i, r := range all {
				if n := rowOf(f.name, r, all[:i]); n >= 0 {
					f.guards[n+1], used[n] = r, true
				} else if sayings[f.name+": "+r.cond] == "" {
					t.Errorf("%s: if %s { %s }: no row says which test fails without it", f.name, r.cond, r.says)
				}
			}
			for at, c := range partsOf(f.name, parts) {
				if n, ok := numbers[at]; ok {
					f.parts[n] = c
					delete(numbers, at)
				}
			}
			out = append(out, f)
		}
	}
	for n, ok := range used {
		if !ok {
			t.Errorf("%s { %s }: it does not stand there any more", sourceGuards[n].name(), sourceGuards[n].says)
		}
	}
	for at := range numbers {
		t.Errorf("%s: %s, number %d: it does not stand there any more", at.file, at.cond, at.nth)
	}
	return out
}

// rowOf is which row a guard has, -1 for none; before are those above it in its file.
func rowOf(file string, r refusal, before []refusal) int {
	nth := 1
	for _, b := range before {
		if b.cond == r.cond && b.says == r.says {
			nth++
		}
	}
	return slices.IndexFunc(sourceGuards, func(g sourceGuard) bool {
		return g.file == file && g.cond == r.cond && g.says == r.says && max(1, g.nth) == nth
	})
}

var failure = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)|^panic: `)

// cut is one guard to be taken away: which, and the test that has to fail then.
type cut struct {
	name, folder, test string
	number             int
}

// TestSourceGuards takes each guard of the engine's and the gates' Go text away by
// itself and wants its own test to fail. Outside of a soak run it only looks whether
// each guard has a row and each row a guard, for a compiler has to run for each package.
func TestSourceGuards(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	files := guardedFiles(t, root)
	if soaked(0, 1) == 0 || t.Failed() {
		return
	}
	var cuts []cut
	for n, g := range sourceGuards {
		cuts = append(cuts, cut{g.name(), g.folder(), g.test, n + 1})
	}
	cuts = append(cuts, partCuts()...)
	overlay := overlayOf(t, root, files)
	folder, binaries := t.TempDir(), map[string]string{}
	sound := map[string]bool{} // the tests that pass while every guard stands
	for _, c := range cuts {
		t.Run(c.name, func(t *testing.T) {
			if binaries[c.folder] == "" {
				binaries[c.folder] = compiled(t, root, overlay, c.folder, folder)
			}
			whole := c
			if whole.number = 0; !sound[c.folder+" "+c.test] {
				if said, ok := whole.passes(t, root, binaries[c.folder]); !ok {
					t.Fatalf("%s fails with every guard in place: %s", c.test, said)
				}
				sound[c.folder+" "+c.test] = true
			}
			if _, ok := c.passes(t, root, binaries[c.folder]); ok {
				t.Errorf("without it %s is content", c.test)
			}
		})
	}
	t.Logf("%d guards were taken away", len(cuts))
}

// overlayOf writes the texts in which each guard can be taken away, and returns the
// file that has the compiler read them.
func overlayOf(t *testing.T, root string, files []guardedFile) string {
	t.Helper()
	folder := t.TempDir()
	instead := map[string]string{}
	write := func(name, text string) {
		at := filepath.Join(folder, fmt.Sprint(len(instead), ".go"))
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		instead[filepath.Join(root, "ticketing", name)] = at
	}
	for _, f := range files {
		if len(f.guards)+len(f.parts) == 0 {
			continue
		}
		write(f.name, f.cuttable())
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, f.name, f.text, parser.PackageClauseOnly)
		if err != nil {
			t.Fatal(err)
		}
		if with := filepath.Join(filepath.Dir(f.name), "cutting.go"); instead[filepath.Join(root, "ticketing", with)] == "" {
			write(with, fmt.Sprintf(cutting, parsed.Name.Name))
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": instead})
	name := filepath.Join(folder, "overlay.json")
	if err := errors.Join(err, os.WriteFile(name, list, 0o600)); err != nil {
		t.Fatal(err)
	}
	return name
}

// compiled is the binary of the tests of a package, in a folder.
func compiled(t *testing.T, root, overlay, pkg, folder string) string {
	t.Helper()
	out := filepath.Join(folder, strings.ReplaceAll(pkg, "/", "-")+".test")
	cmd := exec.CommandContext(t.Context(), "go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", out, "./"+pkg)
	cmd.Dir = root
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("compile %s: %v: %.2000s", pkg, err, said)
	}
	return out
}

// passes runs the test without the guard, number 0 for none, and says whether it is
// content.
func (c cut) passes(t *testing.T, root, binary string) (said string, ok bool) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), binary, "-test.run", "^"+c.test+"$", "-test.count=1", "-test.timeout=40s")
	cmd.Dir = filepath.Join(root, c.folder)
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "WANJIA_TEST_SOAK=") }),
		fmt.Sprint("WANJIA_TEST_CUT=", c.number))
	out, err := cmd.CombinedOutput()
	if err != nil && !failure.Match(out) {
		t.Fatalf("run %s: %v: %.500s", c.test, err, out)
	}
	if err == nil && strings.Contains(string(out), "no tests to run") {
		t.Fatalf("there is no %s in %s", c.test, c.folder)
	}
	return string(out), err == nil
}
