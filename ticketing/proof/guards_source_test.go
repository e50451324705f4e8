package proof

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sourceGuard is a guard in the engine's own text: the condition under which something
// is refused, and the test that fails when that condition never holds.
type sourceGuard struct {
	file, cond, says string // ticketing/<file>: if cond { ... says ... }
	test             string // of package, "ticketing" where nothing is said
	pkg              string
}

// without returns the text of the file in which the condition never holds.
func (g sourceGuard) without(text string) (string, error) {
	lines := strings.Split(text, "\n")
	found := -1
	for i, line := range lines {
		line, _, _ = strings.Cut(strings.TrimSpace(line), " // ")
		if line != "if "+g.cond+" {" && line != "case "+g.cond+":" {
			continue
		}
		next := i + 1
		for strings.HasPrefix(strings.TrimSpace(lines[next]), "//") {
			next++
		}
		if !strings.Contains(lines[next], g.says) {
			continue
		}
		if found >= 0 {
			return "", errors.New("it stands there twice")
		}
		found = i
	}
	if found < 0 {
		return "", errors.New("it does not stand there any more")
	}
	line := lines[found]
	if strings.Contains(line, "case "+g.cond) {
		lines[found] = strings.Replace(line, "case "+g.cond, "case false", 1)
	} else {
		init, cond, ok := strings.Cut(g.cond, "; ")
		if !ok {
			init, cond = "", g.cond
		} else {
			init += "; "
		}
		lines[found] = strings.Replace(line, "if "+g.cond, "if "+init+"false && ("+cond+")", 1)
	}
	return strings.Join(lines, "\n"), nil
}

func (g sourceGuard) folder() string {
	if g.pkg != "" {
		return g.pkg
	}
	return "ticketing"
}

var failure = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)|^panic: `)

// TestSourceGuards takes each guard of the engine's Go text away by itself and wants
// its own test to fail. Outside of a soak run it only looks whether all of them stand
// where the table says, for a compiler has to run for each.
func TestSourceGuards(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	caught := 0
	for _, g := range sourceGuards {
		name := filepath.Join(root, "ticketing", g.file)
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		cut, err := g.without(string(text))
		if err != nil {
			t.Errorf("%s: %s: %v", g.file, g.cond, err)
			continue
		}
		if soaked(0, 1) == 0 {
			continue
		}
		out, failed := g.run(t, root, name, cut)
		if !failed {
			t.Errorf("%s: without %q %s is content: %s", g.file, g.cond, g.test, out)
			continue
		}
		caught++
	}
	t.Logf("%d guards, %d of them taken away and caught", len(sourceGuards), caught)
}

// run runs the test of a guard on the text without it, and says whether it failed as a
// test does.
func (g sourceGuard) run(t *testing.T, root, name, cut string) (out string, failed bool) {
	t.Helper()
	folder := t.TempDir()
	instead, overlay := filepath.Join(folder, "without.go"), filepath.Join(folder, "overlay.json")
	list, err := json.Marshal(map[string]any{"Replace": map[string]string{name: instead}})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.WriteFile(instead, []byte(cut), 0o600), os.WriteFile(overlay, list, 0o600)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", "test", "-vet=off", "-count=1", "-timeout=100s", "-overlay", overlay, "-run", "^"+g.test+"$", "./"+g.folder())
	cmd.Dir = root
	said, err := cmd.CombinedOutput()
	if err == nil {
		return "", false
	}
	if strings.Contains(string(said), "[build failed]") {
		return fmt.Sprintf("it does not compile: %.500s", said), false
	}
	return string(said), failure.Match(said)
}
