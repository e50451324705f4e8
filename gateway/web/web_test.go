package web

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// A binary from a clone without Node must still answer with a page that says
// what to do; a built one must hold all five entries.
func TestFiles(t *testing.T) {
	t.Parallel()
	want := []string{"index.html"}
	if Built() {
		want = append(want, "gala/index.html", "console/index.html", "gate/index.html", "gate-sw.js", "doors/index.html", "doors-sw.js")
	}
	if err := fstest.TestFS(Files(), want...); err != nil {
		t.Error(err)
	}
}

func TestUnbuiltPageSaysHowToBuild(t *testing.T) {
	t.Parallel()
	page, err := fs.ReadFile(unbuilt, "unbuilt/index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"make web", `lang="zh-CN"`} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page for an unbuilt web does not say %q", want)
		}
	}
	if strings.Contains(string(page), "<script") {
		t.Error("the page for an unbuilt web has a script, which the content policy forbids inline")
	}
}
