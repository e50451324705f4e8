package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wanjia/events/seed"
)

// The command as a person would use it, and the clear words when it cannot.
func TestSeedCommand(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "community")
	var out output
	if err := run(t.Context(), []string{"seed", "--size", "S", "--out", dir}, nil, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`\b6000 +\d+ +people/people\.csv\n`, `\b2000 +\d+ +people/households\.csv\n`, `rows, \d+ bytes in .*manifest\.json into `} {
		if !regexp.MustCompile(want).MatchString(out.String()) {
			t.Errorf("nothing like %s in\n%s", want, out.String())
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, seed.ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	var m seed.Manifest
	if err := json.Unmarshal(text, &m); err != nil || m.Size != seed.S || m.Counts["people"] != 6000 {
		t.Errorf("the manifest is of size %q with %d people: %v", m.Size, m.Counts["people"], err)
	}

	file := filepath.Join(dir, seed.ManifestName)
	refusals := map[string]struct {
		args []string
		says string
	}{
		"the same folder again": {[]string{"--size", "S", "--out", dir}, "is not empty"},
		"a file":                {[]string{"--size", "S", "--out", file}, file},
		"no size":               {[]string{"--out", dir}, "--size S, M or L"},
		"no folder":             {[]string{"--size", "S"}, "--out DIR"},
		"another size":          {[]string{"--size", "XXL", "--out", dir}, `not "XXL"`},
		"no such mean":          {[]string{"--size", "S", "--out", dir, "--mean-household", "9"}, "9 persons"},
		"one word too many":     {[]string{"S"}, "one word too many"},
		"no such flag":          {[]string{"--sise", "S"}, "did you mean --size"},
	}
	for name, tt := range refusals {
		err := run(t.Context(), append([]string{"seed"}, tt.args...), nil, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, nothing of %q", name, err, tt.says)
		}
	}

	ended, end := context.WithCancel(t.Context())
	end()
	left := filepath.Join(t.TempDir(), "left")
	if err := run(ended, []string{"seed", "--size", "S", "--out", left}, nil, io.Discard, io.Discard); err == nil {
		t.Error("a run that was ended reports no error")
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("a run that was ended left its folder")
	}
}
