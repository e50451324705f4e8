package main

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"wanjia/events/testkit"
)

// prints runs a command that has to go well and returns what it prints.
func prints(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, log output
	if err := run(t.Context(), args, nil, &stdout, &log); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, &log)
	}
	return stdout.String()
}

// The first administrator is made before the first start or beside a running
// service, and a repeat changes nothing.
func TestAdminAdd(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	for range 2 {
		if got := prints(t, "admin", "add", "--phone", "154 0000 0077", "--data", data); !strings.Contains(got, "154****0077") {
			t.Errorf("printed %q", got)
		}
	}
	s := serve(t, "--demo", "S", "--data", data)
	first := s.signIn("15400000077")
	first.refused("GET", "/v1/system", "", nil, http.StatusForbidden, "second_factor")
	first.enrol()
	first.must("GET", "/v1/system", "", nil, &struct{}{})

	b := s.signIn(resident)
	b.refused("GET", "/v1/system", "", nil, http.StatusForbidden, "forbidden")
	prints(t, "admin", "add", "--data", data, "--phone", resident)
	b.refused("GET", "/v1/system", "", nil, http.StatusForbidden, "second_factor")
	b.enrol()
	b.must("GET", "/v1/system", "", nil, &struct{}{})

	refuses(t, []string{"admin", "add", "--phone", "12", "--data", data}, nil, "not a Chinese mobile number")
}

func TestAdminAddWithoutPhone(t *testing.T) {
	t.Parallel()
	refuses(t, []string{"admin", "add", "--phone", "12", "--data", t.TempDir()}, nil, "not a Chinese mobile number")
	refuses(t, []string{"admin", "add", "--phone", resident, "--data", testkit.ReadOnlyDisk(t, t.TempDir())}, nil, "cannot be written")
}

// The control socket is for the user of the service and for nobody else.
func TestControlIsPrivate(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := serve(t, "--data", data)
	h, held, err := holderOf(data)
	if err != nil || !held || h.URL != s.url || h.PID != os.Getpid() {
		t.Fatalf("holder = %+v, %v, %v", h, held, err)
	}
	i, err := os.Stat(h.Control)
	if err != nil {
		t.Fatal(err)
	}
	if i.Mode().Perm() != 0o600 {
		t.Errorf("the socket's mode is %v", i.Mode())
	}
}

func TestMigrate(t *testing.T) {
	t.Parallel()
	data := served(t)
	if got := prints(t, "migrate", "--data", data); !strings.HasPrefix(got, "0 documents rewritten") {
		t.Errorf("printed %q", got)
	}
	serve(t, "--data", data)
	refuses(t, []string{"migrate", "--data", data}, nil, "is running on the data folder", "stop it first")
}

// What prints for programs prints nothing else.
func TestPrinting(t *testing.T) {
	t.Parallel()
	var document struct{ OpenAPI string }
	if err := json.Unmarshal([]byte(prints(t, "openapi")), &document); err != nil || document.OpenAPI != "3.1.0" {
		t.Errorf("openapi: %v, %+v", err, document)
	}
	if got := prints(t, "version"); !strings.HasPrefix(got, "wanjia ") {
		t.Errorf("version printed %q", got)
	}
	got := prints(t, "config", "--redis-url", "redis://:hunter2@h", "--log-level", "warn")
	for _, want := range []string{"WANJIA_LISTEN", "127.0.0.1:8080", "default", "redis://:***@h", "flag"} {
		if !strings.Contains(got, want) {
			t.Errorf("config lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "hunter2") {
		t.Errorf("config shows a password:\n%s", got)
	}
}

// Every command has its help, and the list names every command.
func TestHelp(t *testing.T) {
	t.Parallel()
	all := prints(t, "help")
	for _, c := range commands() {
		if !strings.Contains(all, "  "+c.name) {
			t.Errorf("help does not name %s", c.name)
		}
		for _, got := range []string{prints(t, "help", c.name), prints(t, c.name, "--help")} {
			if !strings.Contains(got, "Usage: wanjia "+c.name) || !strings.Contains(got, "--listen") {
				t.Errorf("the help of %s:\n%s", c.name, got)
			}
		}
	}
	if got := prints(t, "help", "admin"); !strings.Contains(got, "--phone") || strings.Count(got, "--data") != 1 {
		t.Errorf("the help of admin:\n%s", got)
	}
}
