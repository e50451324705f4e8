package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBenchInSmall runs the measurement with everything in it for a moment each, and
// kills the redis-server in the middle. What figures come out does not matter here.
func TestBenchInSmall(t *testing.T) {
	t.Parallel()
	out, file := new(output), filepath.Join(t.TempDir(), "figures.json")
	environ := append(os.Environ(), childMark+"=1") // its processes are this one again
	err := run(t.Context(), []string{
		"bench", "claims", "--visitors", "200", "--slice", "150ms", "--rounds", "1", "--connections", "8", "--rush", "500ms",
		"--rows", "claims,rush", "--kill-redis", "--out", file,
	}, environ, out, out)
	// A busy machine may well refuse the figures; it may not lose a claim.
	if err != nil && !strings.Contains(err.Error(), "refused: the client used") {
		t.Fatalf("%v\n%s", err, out)
	}
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var figures struct{ Rows []benchRow }
	if err := json.Unmarshal(body, &figures); err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, r := range figures.Rows {
		names = append(names, r.Name)
		if r.Name == "claims" && r.Verdict != redisDied {
			t.Errorf("what was measured while Redis died counts: %s", r.Verdict)
		}
		if r.Name == "kept" && !strings.HasPrefix(r.Figure, "oversold 0, lost 0 (") {
			t.Errorf("kept: %s: %s", r.Figure, r.Verdict)
		}
	}
	if got := strings.Join(names, ","); got != "claims,rush,kept" {
		t.Errorf("rows are %s\n%s", got, out)
	}
	if !strings.Contains(out.String(), "the redis-server was killed") {
		t.Errorf("the redis-server was not killed:\n%s", out)
	}
}

func TestBenchServesOnlyItsOwnFolders(t *testing.T) {
	t.Parallel()
	out := new(output)
	err := run(t.Context(), []string{"bench", "serve", "--data", t.TempDir()}, nil, out, out)
	if err == nil || !strings.Contains(err.Error(), "the folders that bench makes") {
		t.Errorf("err = %v", err)
	}
}
