// Package testkit gives the tests of every room the real things they stand on:
// Redis servers and clusters, both kinds of storage, and networks that can be
// cut. It has no fakes of rules and knows no domain.
//
// A package that uses what is shared here (Redis, Cluster) has
//
//	func TestMain(m *testing.M) { testkit.Main(m) }
//
// which ends the shared servers after the last test and looks for goroutines
// that were left.
package testkit

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wanjia/events/embedded"
)

// startWithin bounds the start of anything: machines that test are busy.
const startWithin = 60 * time.Second

// Main runs the tests of a package, ends what they shared, fails when a
// goroutine is left, and exits. The options excuse goroutines of libraries that
// have no end, each by its function's name.
func Main(m *testing.M, excused ...goleak.Option) {
	code := m.Run()
	if err := closeShared(); err != nil {
		fmt.Fprintln(os.Stderr, "testkit:", err)
		code = max(code, 1)
	}
	if code == 0 {
		err := goleak.Find(excused...)
		// go-redis looks once a second whether a pool it can not dial for was closed.
		for end := time.Now().Add(2 * time.Second); err != nil && time.Now().Before(end); {
			err = goleak.Find(excused...)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "testkit: goroutines are left after all tests:", err)
			code = 1
		}
	}
	os.Exit(code)
}

// shared is what the tests of one process have in common, each started by the
// first that asks.
var shared struct {
	mu      sync.Mutex
	dir     string
	server  *embedded.RedisServer
	cluster *embedded.RedisCluster
}

// sharedDir is a folder that lives as long as the process. Folders of processes
// that were killed are removed on the way.
func sharedDir() (string, error) {
	if shared.dir != "" {
		return shared.dir, nil
	}
	sweep()
	dir, err := os.MkdirTemp("", dirPrefix+strconv.Itoa(os.Getpid())+"-")
	if err != nil {
		return "", err
	}
	shared.dir = dir
	return dir, nil
}

const dirPrefix = "wanjia-test-"

// sweep removes the shared folders of processes that are gone.
func sweep() {
	old, _ := filepath.Glob(filepath.Join(os.TempDir(), dirPrefix+"*")) // the pattern is sound
	for _, dir := range old {
		number, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(dir), dirPrefix), "-")
		pid, err := strconv.Atoi(number)
		if err == nil && errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			_ = os.RemoveAll(dir) // another user's stays
		}
	}
}

func closeShared() error {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	var errs []error
	if shared.server != nil {
		errs = append(errs, shared.server.Close(ctx))
	}
	if shared.cluster != nil {
		errs = append(errs, shared.cluster.Close())
	}
	if shared.dir != "" {
		errs = append(errs, os.RemoveAll(shared.dir))
	}
	shared.server, shared.cluster, shared.dir = nil, nil, ""
	return errors.Join(errs...)
}

// needRedisServer fails the test when redis-server is not installed; it never
// skips it.
func needRedisServer(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Fatal("this test needs redis-server; on Debian: apt-get install redis-server (make test does it)")
	}
}

// starting is a context for starting something in a test.
func starting(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), startWithin)
	t.Cleanup(cancel)
	return ctx
}
