package config_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"wanjia/gateway/config"
)

var update = flag.Bool("update", false, "write the settings table into README.md")

// The README's table is the list of settings; run with -update to write it.
func TestReadmeTable(t *testing.T) {
	const (
		path  = "../../README.md"
		begin = "<!-- settings -->"
		end   = "<!-- /settings -->"
	)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), begin)
	table, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("README.md has no place for the settings: write %s and %s on lines of their own", begin, end)
	}
	want := "\n\n" + config.Table() + "\n"
	if table == want {
		return
	}
	if !*update {
		t.Fatal("the settings table of README.md is not that of the list; run: go test ./gateway/config -run ReadmeTable -update")
	}
	if err := os.WriteFile(path, []byte(before+begin+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
