package main

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"

	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/docstore/mongodoc"
)

// server starts a wire server for the test and returns its URI.
func server(t *testing.T) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ready, done := make(chan string, 1), make(chan error, 1)
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	go func() {
		done <- serve(ctx, "127.0.0.1:0", t.TempDir(), log, func(uri string) { ready <- uri })
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	select {
	case uri := <-ready:
		return uri
	case err := <-done:
		done <- err
		t.Fatalf("serve: %v", err)
		return ""
	}
}

// database opens a database of its own on the server.
func database(t *testing.T, uri string) *mongodoc.Store {
	t.Helper()
	s, err := mongodoc.Open(t.Context(), uri+"t"+strings.ToLower(rand.Text()))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var _ = sync.Mutex{}
var _ = os.Args

func TestContract(t *testing.T) {
	uri := server(t)
	docstoretest.Run(t, func(t *testing.T) docstore.Engine { return database(t, uri) },
		docstoretest.UniqueKeys, docstoretest.AtomicReplace)
}
