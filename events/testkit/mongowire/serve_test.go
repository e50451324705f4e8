package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"wanjia/events/docstore"
	"wanjia/events/docstore/archive"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/docstore/mongodoc"
	"wanjia/events/docstore/sqlitedoc"
)

const childData = "WANJIA_TEST_MONGOWIRE_DATA" // this process is to serve that folder

func TestMain(m *testing.M) {
	if folder := os.Getenv(childData); folder != "" {
		ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
		err := run(ctx, []string{"-data", folder}, os.Stdout, os.Stderr)
		stop()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	if stopShared != nil {
		if err := stopShared(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

var stopShared func() error // nil until the server runs

// shared is the one wire server of this process: two cannot start in one without a
// data race of FerretDB's own.
func shared(t testing.TB) string {
	t.Helper()
	uri, err := start()
	if err != nil {
		t.Fatal(err)
	}
	return uri
}

var start = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "mongowire-test-")
	if err != nil {
		return "", err
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, done := make(chan string, 1), make(chan error, 1)
	stopShared = func() error {
		stop()
		return errors.Join(<-done, os.RemoveAll(folder))
	}
	go func() {
		done <- serve(ctx, "127.0.0.1:0", folder, slog.New(slog.DiscardHandler), func(uri string) { ready <- uri })
	}()
	select {
	case uri := <-ready:
		return uri, nil
	case err := <-done:
		done <- nil
		return "", err
	}
})

// database opens a database of its own on a server and drops it when the test ends;
// the caller closes it.
func database(t testing.TB, uri string) *mongodoc.Store {
	t.Helper()
	address, query, _ := strings.Cut(uri, "?")
	scheme, rest, _ := strings.Cut(address, "://")
	hosts, _, _ := strings.Cut(rest, "/")
	name := "wanjia_test_" + strings.ToLower(rand.Text())
	s, err := mongodoc.Open(t.Context(), scheme+"://"+hosts+"/"+name+"?"+query)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { drop(t, uri, name) })
	return s
}

// drop drops one database, so that a real server is left as it was found.
func drop(t testing.TB, uri, name string) {
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		t.Error(err)
		return
	}
	ctx := context.Background()
	if err := errors.Join(client.Database(name).Drop(ctx), client.Disconnect(ctx)); err != nil {
		t.Error(err)
	}
}

// TestContract runs on the wire server, without -race in our builds: it multiplies
// the time of a server that is not ours, and the engine's own tests have it.
func TestContract(t *testing.T) {
	t.Parallel()
	uri := shared(t)
	docstoretest.Run(t, func(t *testing.T) docstore.Engine { return database(t, uri) },
		docstoretest.UniqueKeys, docstoretest.AtomicReplace)
}

// TestContractMongoDB runs the whole contract, without any deviation, on the server
// that WANJIA_TEST_MONGODB_URI names, in databases of its own which it drops.
func TestContractMongoDB(t *testing.T) {
	uri := os.Getenv("WANJIA_TEST_MONGODB_URI")
	if uri == "" {
		t.Skip("WANJIA_TEST_MONGODB_URI names no server")
	}
	docstoretest.Run(t, func(t *testing.T) docstore.Engine { return database(t, uri) })
}

// TestArchive: what was written from one engine and restored into the other is the
// same, both ways.
func TestArchive(t *testing.T) {
	t.Parallel()
	uri := os.Getenv("WANJIA_TEST_MONGODB_URI")
	if uri == "" {
		uri = shared(t)
	}
	mongo, again := database(t, uri), database(t, uri)
	sqlite, err := sqlitedoc.Open(t.Context(), filepath.Join(t.TempDir(), "documents.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := errors.Join(mongo.Close(), again.Close(), sqlite.Close()); err != nil {
			t.Error(err)
		}
	}()
	var docs []docstore.Doc
	for i := range 603 { // more than a page of either engine
		docs = append(docs, docstore.Doc{
			ID: fmt.Sprintf("灯 %04d", i), Version: int64(1 + i*i), Schema: i % 3, Body: fmt.Appendf(nil, ` {"n": %d.0, "$at": "2027-02-0%dT00:00:00.123456789+08:00"}`, i, i%9),
			Unique: []string{fmt.Sprint("k", i), fmt.Sprint("=", i), fmt.Sprint("+", i)}, Index: map[string]string{"n": fmt.Sprint(i % 7), "who": "王"},
		})
	}
	for _, name := range []string{"claims", "people"} {
		answers, err := mongo.Load(t.Context(), name, docs)
		if err = errors.Join(append(answers, err)...); err != nil {
			t.Fatal(err)
		}
	}
	want := everything(t, mongo)
	first := written(t, mongo)
	for i, e := range []docstore.Engine{sqlite, again} {
		r, err := archive.Restore(t.Context(), bytes.NewReader(first), e, archive.Options{})
		if err != nil || r.Stored != 2*len(docs) {
			t.Fatalf("restore %d: %+v, %v", i, r, err)
		}
		if diff := cmp.Diff(want, everything(t, e)); diff != "" {
			t.Errorf("restore %d: %s", i, diff)
		}
		first = written(t, e)
	}
	if err := sqlite.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func written(t *testing.T, e docstore.Engine) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := archive.Write(t.Context(), &b, e, "test"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func everything(t *testing.T, e docstore.Engine) map[string][]docstore.Doc {
	t.Helper()
	names, err := e.Collections(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]docstore.Doc{}
	for _, name := range names {
		for d, err := range e.All(t.Context(), name) {
			if err != nil {
				t.Fatal(err)
			}
			all[name] = append(all[name], d)
		}
	}
	return all
}

// TestRun: the command prints its URI, serves, keeps what it was told to keep and
// ends when it is asked to.
func TestRun(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, want := range []error{docstore.ErrNotFound, nil} {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), childData+"="+folder)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err = errors.Join(err, cmd.Start()); err != nil {
			t.Fatal(err)
		}
		uri, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		s, err := mongodoc.Open(t.Context(), strings.TrimSpace(uri))
		if err != nil {
			t.Fatal(err)
		}
		h, err := s.Check(t.Context())
		if err != nil || len(h.Notes) == 0 || !strings.Contains(h.Notes[0], "for tests only") {
			t.Errorf("Check = %+v, %v", h, err)
		}
		if _, err := s.Get(t.Context(), "claims", "a"); !errors.Is(err, want) {
			t.Errorf("Get = %v, want %v", err, want)
		}
		if _, err := s.Insert(t.Context(), "claims", []docstore.Doc{{ID: "a", Body: []byte("1")}}); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("run = %v", err)
		}
	}
}

func TestRefuses(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"-listen", "0.0.0.0:0"}, {"-listen", ":0"}, {"-listen", "example.com:1"}, {"-listen", "127.0.0.1"}, {"-nonsense"}} {
		if err := run(t.Context(), args, io.Discard, io.Discard); err == nil {
			t.Errorf("run(%q) served", args)
		}
	}
}
