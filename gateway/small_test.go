package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"wanjia/events/docstore"
)

// few is how many documents a collection of the small demonstration keeps whole.
const few = 300

// smallDemo is the file of a demonstration's documents without most of its people:
// whom its logins stand for are there. It is for tests that carry all documents from
// place to place, or into an engine that is slow.
var smallDemo = sync.OnceValues(func() ([]byte, error) {
	whole, err := demoDocuments()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "wanjia-small-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "whole")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		return nil, err
	}
	ctx := context.Background()
	from, err := openSQLite(ctx, path)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	into, err := openSQLite(ctx, filepath.Join(dir, "small"))
	if err != nil {
		return nil, err
	}
	if err := thin(ctx, from, into); err != nil {
		return nil, err
	}
	if err := into.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, "small"))
})

// thin copies small collections whole and of others what speaks of a login's person.
func thin(ctx context.Context, from, into docstore.Engine) error {
	l := newLoader(from, nil)
	mark, err := l.marks.Get(ctx, communityMark)
	if err != nil {
		return err
	}
	logins, err := l.logins(ctx, mark.Value)
	if err != nil {
		return err
	}
	var persons []string
	for _, b := range logins {
		if b.Person != "" {
			persons = append(persons, `"`+b.Person+`"`)
		}
	}
	speaks := func(d docstore.Doc) bool {
		for _, p := range persons {
			if strings.Contains(string(d.Body), p) {
				return true
			}
		}
		return false
	}
	names, err := from.Collections(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		var all, some []docstore.Doc
		for d, err := range from.All(ctx, name) {
			if err != nil {
				return err
			}
			if len(all) <= few {
				all = append(all, d)
			}
			if speaks(d) {
				some = append(some, d)
			}
		}
		if len(all) > few {
			all = some
		}
		if _, err := into.Load(ctx, name, all); err != nil {
			return err
		}
	}
	return nil
}

// furnishSmall puts the small demonstration into a data folder.
func furnishSmall(t *testing.T, data string) {
	t.Helper()
	documents, err := smallDemo()
	if err != nil {
		t.Fatalf("thin out a demonstration: %v", err)
	}
	if err := os.MkdirAll(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, documentsName), documents, 0o600); err != nil {
		t.Fatal(err)
	}
}
