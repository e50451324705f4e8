package main

import (
	"bufio"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"wanjia/events/testkit"
)

// mongo starts a server that speaks MongoDB's protocol and returns its address.
// It is built here because what it needs is kept out of our module.
func mongo(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mongowire")
	build := exec.Command("go", "-C", "../events/testkit/mongowire", "build", "-o", path, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the Mongo wire server: %v\n%s", err, out)
	}
	server := exec.Command(path, "-data", t.TempDir())
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(os.Interrupt) // it may be gone already
		_ = server.Wait()
	})
	uri, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the Mongo wire server says nothing: %v", err)
	}
	u, err := url.Parse(strings.TrimSpace(uri))
	if err != nil {
		t.Fatal(err)
	}
	return u.Host
}

// The main job on documents in MongoDB, and a MongoDB that goes in the middle: it
// is named, answered for with 503, and comes back by itself; nothing is lost.
func TestServeOnMongo(t *testing.T) {
	t.Parallel()
	line := testkit.NewProxy(t, "tcp", mongo(t))
	uri := "mongodb://" + line.Addr() + "/wanjia"
	small, file := t.TempDir(), filepath.Join(t.TempDir(), "small")
	furnishSmall(t, small)
	prints(t, "backup", "--out", file, "--data", small)
	data := t.TempDir()
	prints(t, "restore", file, "--data", data, "--mongodb-uri", uri)
	s := serve(t, "--demo", "S", "--data", data, "--mongodb-uri", uri, "--request-timeout", "3s")
	b := s.signIn(resident)
	pool := s.openPool()
	claim := b.book(pool)

	line.Cut()
	eventually(t, "readyz names documents", func() error { return failing(b, "documents") })
	b.refused("GET", "/v1/me/claims", "", nil, http.StatusServiceUnavailable, "unavailable")
	line.Heal()
	eventually(t, "readyz is well again", func() error { return b.do("GET", "/readyz", "", nil, nil) })
	b.holds(claim)
	if err := s.end(); err != nil {
		t.Fatal(err)
	}

	again := serve(t, "--demo", "S", "--data", data, "--mongodb-uri", uri)
	late := again.browser()
	late.token = b.token
	late.holds(claim)
}
