package embedded_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"wanjia/events/embedded"
	"wanjia/events/testkit"
)

func check(t *testing.T, c redis.UniversalClient) embedded.RedisHealth {
	t.Helper()
	h, err := embedded.CheckRedis(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestCheckHealthy(t *testing.T) {
	t.Parallel()
	h := check(t, testkit.Redis(t))
	if h.Server != "redis" || h.Mode != "standalone" || h.Role != "master" || h.Policy != "noeviction" ||
		h.Persistence != "append-only file, everysec" || h.RoundTrip <= 0 || len(h.Notes) != 0 {
		t.Errorf("%+v", h)
	}
}

func TestCheckHealthyCluster(t *testing.T) {
	t.Parallel()
	h := check(t, testkit.Cluster(t))
	if h.Mode != "cluster" || h.Role != "3 masters, 3 replicas" || h.Policy != "noeviction" || len(h.Notes) != 0 {
		t.Errorf("%+v", h)
	}
}

// TestCheckFindsFault breaks one setting after the other and wants to be told
// what to do, once.
func TestCheckFindsFault(t *testing.T) {
	t.Parallel()
	s := testkit.RedisServer(t)
	c := testkit.Open(t, s.URL())
	do := func(args ...any) {
		t.Helper()
		if err := c.Do(t.Context(), args...).Err(); err != nil {
			t.Fatal(args, err)
		}
	}
	for _, step := range []struct {
		name       string
		break1     []any
		mend       []any
		note       string
		everything string // what Persistence or Policy or Role becomes
	}{
		{"evicting", []any{"CONFIG", "SET", "maxmemory-policy", "allkeys-lru"}, []any{"CONFIG", "SET", "maxmemory-policy", "noeviction"},
			"set maxmemory-policy noeviction", "allkeys-lru"},
		{"no file", []any{"CONFIG", "SET", "appendonly", "no"}, []any{"CONFIG", "SET", "appendonly", "yes"},
			"keeps nothing over a restart; set appendonly yes", "none"},
		{"snapshots", []any{"CONFIG", "SET", "appendonly", "no", "save", "60 1"}, []any{"CONFIG", "SET", "appendonly", "yes", "save", ""},
			"keeps snapshots only", "snapshots"},
		{"lazy", []any{"CONFIG", "SET", "appendfsync", "no"}, []any{"CONFIG", "SET", "appendfsync", "everysec"},
			"set appendfsync everysec", "append-only file, no"},
		{"nearly full", []any{"CONFIG", "SET", "maxmemory", "1mb"}, []any{"CONFIG", "SET", "maxmemory", "0"},
			"of its maxmemory are in use", "noeviction"},
		{"replica", []any{"REPLICAOF", "127.0.0.1", "1"}, []any{"REPLICAOF", "NO", "ONE"},
			"this is a replica", "replica"},
	} {
		do(step.break1...)
		h := check(t, c)
		do(step.mend...)
		if n := len(h.Notes); n != 1 || !strings.Contains(h.Notes[0], step.note) {
			t.Errorf("%s: notes %q, want one with %q", step.name, h.Notes, step.note)
		}
		if !slices.Contains([]string{h.Policy, h.Persistence, h.Role}, step.everything) {
			t.Errorf("%s: %+v does not show %q", step.name, h, step.everything)
		}
	}
	if h := check(t, c); len(h.Notes) != 0 {
		t.Errorf("mended, but %q", h.Notes)
	}
}

// TestCheckManaged: a server that forbids CONFIG, or INFO too, is healthy with
// questions open.
func TestCheckManaged(t *testing.T) {
	t.Parallel()
	s := testkit.RedisServer(t)
	c := testkit.Open(t, s.URL())
	for name, rules := range map[string][]any{
		"noconfig": {"+@all", "-config"},
		"noinfo":   {"+@all", "-config", "-info"},
	} {
		args := append([]any{"ACL", "SETUSER", name, "on", ">pw", "~*"}, rules...)
		if err := c.Do(t.Context(), args...).Err(); err != nil {
			t.Fatal(err)
		}
	}
	as := func(name string) embedded.RedisHealth {
		return check(t, testkit.Open(t, strings.Replace(s.URL(), "unix://", "unix://"+name+":pw@", 1)))
	}
	if h := as("noconfig"); h.Policy != "noeviction" || h.Persistence != "append-only file" || len(h.Notes) != 0 {
		t.Errorf("without CONFIG: %+v", h)
	}
	if h := as("noinfo"); h.Policy != "unknown" || h.Persistence != "unknown" || h.Version == "unknown" || len(h.Notes) != 3 {
		t.Errorf("without INFO: %+v", h)
	}
	if err := c.ConfigSet(t.Context(), "appendonly", "no").Err(); err != nil {
		t.Fatal(err)
	}
	if h := as("noconfig"); h.Persistence != "unknown" || len(h.Notes) != 1 {
		t.Errorf("without CONFIG and file: %+v", h)
	}
}
