package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"wanjia/events/embedded"
	"wanjia/events/testkit"
)

// brokenLine is a Redis behind a line that can be cut, and its address.
func brokenLine(t *testing.T) (*testkit.Proxy, string) {
	t.Helper()
	a, err := embedded.ParseRedisURL(testkit.RedisServer(t).URL())
	if err != nil {
		t.Fatal(err)
	}
	line := testkit.NewProxy(t, a.Network, a.Addrs[0])
	return line, "redis://" + line.Addr()
}

// A Redis that goes in the middle is named, answered for with 503, and comes back
// by itself; so does the service.
func TestRedisGoesAndComes(t *testing.T) {
	t.Parallel()
	line, address := brokenLine(t)
	s := serve(t, "--demo", "S", "--data", t.TempDir(), "--redis-url", address)
	b := s.signIn(resident)
	pool := s.openPool()

	line.Cut()
	eventually(t, "readyz names redis", func() error { return failing(b, "redis") })
	b.refused("POST", "/v1/pools/"+pool+"/claims", "press-"+pool, party(3), http.StatusServiceUnavailable, "unavailable")
	if err := b.do("GET", "/v1/me", "", nil, nil); err != nil {
		t.Errorf("nobody is logged out without Redis, but: %v", err)
	}

	line.Heal()
	eventually(t, "readyz is well again", func() error { return b.do("GET", "/readyz", "", nil, nil) })
	eventually(t, "the same press", func() error {
		return b.do("POST", "/v1/pools/"+pool+"/claims", "press-"+pool, party(3), nil)
	})
	if !strings.Contains(s.log.String(), `"part is failing"`) || !strings.Contains(s.log.String(), `"part is back"`) {
		t.Error("the log does not tell of it")
	}
}

// The built-in Redis killed in the middle is started again.
func TestBuiltinRedisKilled(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := serve(t, "--demo", "S", "--data", data)
	b := s.signIn(resident)
	claim := b.book(s.openPool())
	killBuiltinRedis(t, data)
	eventually(t, "the service takes claims again", func() error {
		return b.do("DELETE", "/v1/claims/"+claim.ID, "", nil, nil)
	})
	eventually(t, "readyz is well again", func() error { return b.do("GET", "/readyz", "", nil, nil) })
}

// failing answers nil when readyz says that the part is failing.
func failing(b *browser, part string) error {
	err := b.do("GET", "/readyz", "", nil, nil)
	if err == nil {
		return fmt.Errorf("it is ready")
	}
	if !strings.Contains(err.Error(), `"name":"`+part+`","state":"failing"`) {
		return fmt.Errorf("it does not name %s: %w", part, err)
	}
	return nil
}

// killBuiltinRedis kills the redis-server on the data folder, by the number in
// its own file.
func killBuiltinRedis(t *testing.T, data string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(data, redisName, "redis.pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

// A Redis that is away, or that hangs, does not keep the service from ending.
func TestStopWithoutRedis(t *testing.T) {
	t.Parallel()
	for name, broke := range map[string]func(*testkit.Proxy){"cut": (*testkit.Proxy).Cut, "silent": (*testkit.Proxy).Pause} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			line, address := brokenLine(t)
			s := serve(t, "--demo", "S", "--data", t.TempDir(), "--redis-url", address, "--shutdown-after", "5s")
			s.signIn(resident)
			broke(line)
			eventually(t, "readyz names redis", func() error { return failing(s.browser(), "redis") })
			start := time.Now()
			if err := s.end(); err != nil {
				t.Error(err)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("the end took %s", took)
			}
			t.Logf("ended in %s", time.Since(start))
		})
	}
}
