package embedded_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events/embedded"
	"wanjia/events/fault"
	"wanjia/events/testkit"
)

// start starts a server on dir; the test closes it.
func start(t *testing.T, dir string) *embedded.RedisServer {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s, err := embedded.StartRedis(ctx, embedded.RedisConfig{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if s.Kind() != embedded.KindServer {
		t.Fatal("this test needs redis-server; on Debian: apt-get install redis-server")
	}
	return s
}

func stop(t *testing.T, s *embedded.RedisServer) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
}

func set(t *testing.T, c redis.UniversalClient, key, value string) {
	t.Helper()
	if err := c.Set(t.Context(), key, value, 0).Err(); err != nil {
		t.Fatal(err)
	}
}

func wantValue(t *testing.T, c redis.UniversalClient, key, want string) {
	t.Helper()
	if got, err := c.Get(t.Context(), key).Result(); err != nil || got != want {
		t.Errorf("%s = %q, %v, want %q", key, got, err, want)
	}
}

// eventually waits until ready is nil.
func eventually(t *testing.T, within time.Duration, ready func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	for {
		err := ready(ctx)
		if err == nil {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("after %v: %v", within, err)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func TestRedisKeepsData(t *testing.T) {
	t.Parallel()
	for name, folder := range map[string]string{
		"plain":         "redis",
		"odd name":      `a b'c"d %41#? 万家`,
		"long":          strings.Repeat("long/", 30) + "redis",
		"not there yet": "a/b/c",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), folder)
			for run := range 3 {
				s := start(t, dir)
				c, err := embedded.OpenRedis(t.Context(), s.URL())
				if err != nil {
					t.Fatal(err)
				}
				if run > 0 {
					wantValue(t, c, "run", fmt.Sprint(run-1))
				}
				set(t, c, "run", fmt.Sprint(run))
				if err := c.Close(); err != nil {
					t.Error(err)
				}
				stop(t, s)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, "redis.sock")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestRedisSettings(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir())
	defer stop(t, s)
	c := testkit.Open(t, s.URL())
	for name, want := range map[string]string{
		"port": "0", "appendonly": "yes", "appendfsync": "everysec", "maxmemory-policy": "noeviction", "save": "", "aof-load-truncated": "yes",
	} {
		got, err := c.ConfigGet(t.Context(), name).Result()
		if err != nil || got[name] != want {
			t.Errorf("%s = %q, %v, want %q", name, got[name], err, want)
		}
	}
	if !strings.HasPrefix(s.URL(), "unix://") || s.Version() == "" || s.Dir() == "" {
		t.Errorf("URL %s, version %q, folder %q", s.URL(), s.Version(), s.Dir())
	}
	// In a group of its own the child does not hear a Ctrl-C meant for us.
	if group, err := syscall.Getpgid(s.PID()); err != nil || group == syscall.Getpgrp() {
		t.Errorf("the child's group is %d, %v, ours %d", group, err, syscall.Getpgrp())
	}
	environment, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", s.PID()))
	if err != nil || strings.Contains(string(environment), "HOME=") {
		t.Errorf("the child has our environment: %q, %v", environment, err)
	}
}

// TestRedisDies kills the server under a client that goes on writing: it comes
// back by itself, on the same data, and the client with it.
func TestRedisDies(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir())
	defer stop(t, s)
	c := testkit.Open(t, s.URL())
	written := 0
	for range 2 {
		for range 200 {
			set(t, c, fmt.Sprint("key", written), "kept")
			written++
		}
		onDisk(t, c)
		before, restarts := s.PID(), s.Restarts()
		if err := syscall.Kill(before, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		eventually(t, 20*time.Second, func(ctx context.Context) error {
			if s.Restarts() == restarts {
				return errors.New("not started again")
			}
			return c.Ping(ctx).Err()
		})
		if s.PID() == before {
			t.Error("the process is the same")
		}
	}
	if n, err := c.DBSize(t.Context()).Result(); err != nil || int(n) != written {
		t.Errorf("%d of %d acknowledged writes are there, %v", n, written, err)
	}
	if s.Restarts() != 2 {
		t.Errorf("%d restarts, want 2", s.Restarts())
	}
}

// onDisk waits until the append-only file has all that was acknowledged: with
// appendfsync everysec Redis holds writes back, for up to two seconds, while the
// disk is still busy with an earlier sync.
func onDisk(t *testing.T, c redis.UniversalClient) {
	t.Helper()
	eventually(t, 20*time.Second, func(ctx context.Context) error {
		state, err := c.Info(ctx, "persistence").Result()
		if err == nil && !strings.Contains(state, "aof_buffer_length:0\r\n") {
			err = errors.New("writes are still in the server's memory")
		}
		return err
	})
}

// TestParentKilled kills a process that runs the built-in Redis and starts on
// its folder at once.
func TestParentKilled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for round := range 3 {
		parent := exec.Command(os.Args[0])
		parent.Env = append(os.Environ(), helperDir+"="+dir)
		out, err := parent.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := parent.Start(); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		var pid int
		if _, scan := fmt.Sscanf(line, "pid %d", &pid); err != nil || scan != nil {
			t.Fatalf("the parent says %q, %v", line, err)
		}
		c, err := embedded.OpenRedis(t.Context(), "unix://"+dir+"/redis.sock")
		if err != nil {
			t.Fatal(err)
		}
		set(t, c, fmt.Sprint("round", round), "kept")
		_ = c.Close()
		if err := parent.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = parent.Wait() // killed, as it says

		s := start(t, dir)
		if s.PID() != pid && works(pid, dir) {
			t.Errorf("the server %d of the killed parent still runs", pid)
		}
		c = testkit.Open(t, s.URL())
		for r := range round + 1 {
			wantValue(t, c, fmt.Sprint("round", r), "kept")
		}
		stop(t, s)
	}
}

// works says whether a process works in dir; one that has ended and was not
// reaped yet works nowhere.
func works(pid int, dir string) bool {
	cwd, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
	return err == nil && cwd == dir
}

// TestOrphan: a server without an owner holds the folder, in good health or
// stopped dead.
func TestOrphan(t *testing.T) {
	t.Parallel()
	for name, stopped := range map[string]bool{"answering": false, "stopped": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			socket := filepath.Join(dir, "redis.sock")
			orphan := exec.Command("redis-server", "--port", "0", "--unixsocket", socket, "--dir", dir,
				"--pidfile", filepath.Join(dir, "redis.pid"), "--daemonize", "no", "--appendonly", "yes", "--save", "")
			if err := orphan.Start(); err != nil {
				t.Fatal(err)
			}
			gone := make(chan struct{})
			go func() {
				_ = orphan.Wait() // however it ended
				close(gone)
			}()
			defer func() {
				_ = orphan.Process.Kill()
				<-gone
			}()
			eventually(t, 10*time.Second, func(ctx context.Context) error {
				c, err := embedded.OpenRedis(ctx, "unix://"+socket)
				if err != nil {
					return err
				}
				return errors.Join(c.Set(ctx, "mark", name, 0).Err(), c.Close())
			})
			if stopped {
				if err := orphan.Process.Signal(syscall.SIGSTOP); err != nil {
					t.Fatal(err)
				}
			}
			s := start(t, dir)
			defer stop(t, s)
			select {
			case <-gone:
			case <-time.After(5 * time.Second):
				t.Error("the orphan still runs")
			}
			wantValue(t, testkit.Open(t, s.URL()), "mark", name)
		})
	}
}

func TestFolderInUse(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir())
	defer stop(t, s)
	_, err := embedded.StartRedis(t.Context(), embedded.RedisConfig{Dir: s.Dir()})
	if !errors.Is(err, embedded.ErrInUse) || fault.Of(err).Kind != fault.Unavailable {
		t.Errorf("a second start on the folder = %v, want ErrInUse", err)
	}
	if err := testkit.Open(t, s.URL()).Ping(t.Context()).Err(); err != nil {
		t.Errorf("the first suffered from it: %v", err)
	}
}

// record is the last append-only file of a stopped server.
func record(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "appendonlydir", "*.incr.aof"))
	if err != nil || len(files) != 1 {
		t.Fatalf("append-only files: %v, %v", files, err)
	}
	return files[0]
}

// filled is a folder with a stopped server's data: key0 to key99.
func filled(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	s := start(t, dir)
	c := testkit.Open(t, s.URL())
	for i := range 100 {
		set(t, c, fmt.Sprint("key", i), "kept")
	}
	stop(t, s)
	return dir
}

// TestRecordCut cuts the append-only file at every place within its last command,
// as a kill in the middle of a write does.
func TestRecordCut(t *testing.T) {
	t.Parallel()
	dir := filled(t)
	file := record(t, dir)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	last := strings.LastIndex(string(whole), "*3\r\n")
	for cut := last; cut < len(whole); cut += 5 {
		if err := os.WriteFile(file, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		s := start(t, dir)
		c := testkit.Open(t, s.URL())
		if n, err := c.DBSize(t.Context()).Result(); err != nil || n != 99 {
			t.Errorf("cut at %d of %d: %d keys, %v, want the 99 before", cut, len(whole), n, err)
		}
		stop(t, s)
	}
}

// TestRecordDamaged: what cannot be read is said aloud and left as it is.
func TestRecordDamaged(t *testing.T) {
	t.Parallel()
	dir := filled(t)
	file := record(t, dir)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	copy(whole[len(whole)/2:], "############")
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = embedded.StartRedis(t.Context(), embedded.RedisConfig{Dir: dir})
	if !errors.Is(err, embedded.ErrNoStart) || !strings.Contains(err.Error(), "Bad file format") {
		t.Errorf("start on a damaged file = %v, want ErrNoStart with the server's words", err)
	}
	if after, err := os.ReadFile(file); err != nil || string(after) != string(whole) {
		t.Errorf("the damaged file was changed: %v", err)
	}
	if err := os.Rename(filepath.Join(dir, "appendonlydir"), filepath.Join(dir, "aside")); err != nil {
		t.Fatal(err)
	}
	stop(t, start(t, dir)) // the way out that the message names
}

func TestNoStart(t *testing.T) {
	t.Parallel()
	script := func(t *testing.T, text string) string {
		path := filepath.Join(t.TempDir(), "redis-server")
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Run("no such program", func(t *testing.T) {
		t.Parallel()
		_, err := embedded.StartRedis(t.Context(), embedded.RedisConfig{Dir: t.TempDir(), Program: "/no/such/program"})
		if !errors.Is(err, embedded.ErrNoStart) {
			t.Errorf("%v, want ErrNoStart", err)
		}
	})
	t.Run("ends at once", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		_, err := embedded.StartRedis(t.Context(), embedded.RedisConfig{Dir: dir, Program: script(t, "echo not today; exit 3")})
		if !errors.Is(err, embedded.ErrNoStart) || !strings.Contains(err.Error(), "not today") || !strings.Contains(err.Error(), "exit status 3") {
			t.Errorf("%v, want ErrNoStart with its last words", err)
		}
		stop(t, start(t, dir)) // the folder is free again
	})
	t.Run("never answers", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		_, err := embedded.StartRedis(ctx, embedded.RedisConfig{Dir: t.TempDir(), Program: script(t, "exec sleep 600")})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v, want the deadline", err)
		}
	})
	t.Run("no folder", func(t *testing.T) {
		t.Parallel()
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := embedded.StartRedis(t.Context(), embedded.RedisConfig{Dir: filepath.Join(file, "redis")})
		if !errors.Is(err, embedded.ErrFolder) {
			t.Errorf("%v, want ErrFolder", err)
		}
	})
	t.Run("folder that may only be read", func(t *testing.T) {
		t.Parallel()
		_, err := embedded.StartRedis(t.Context(), embedded.RedisConfig{Dir: testkit.ReadOnlyDisk(t, t.TempDir())})
		if !errors.Is(err, embedded.ErrFolder) {
			t.Errorf("%v, want ErrFolder", err)
		}
	})
}

// TestDiskFull fills the disk under a running server: writes are refused as
// "away", reads go on, nothing is lost, and with room again so are writes.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	dir := testkit.SmallDisk(t, 4<<20)
	s := start(t, filepath.Join(dir, "redis"))
	defer stop(t, s)
	c := testkit.Open(t, s.URL())
	set(t, c, "before", "kept")
	filler := filepath.Join(dir, "filler")
	if err := os.WriteFile(filler, make([]byte, 3<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	block := strings.Repeat("x", 256<<10)
	eventually(t, 20*time.Second, func(ctx context.Context) error {
		err := c.Set(ctx, "block", block, 0).Err()
		if err == nil {
			return errors.New("the disk is not full yet")
		}
		if !errors.Is(err, embedded.ErrRedisAway) {
			t.Fatalf("on a full disk: %v, want ErrRedisAway", err)
		}
		return nil
	})
	wantValue(t, c, "before", "kept")
	if _, err := embedded.CheckRedis(t.Context(), c); !errors.Is(err, embedded.ErrRedisAway) || !strings.Contains(err.Error(), "No space left") {
		t.Errorf("CheckRedis on a full disk = %v, want what the server says of it", err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	eventually(t, 20*time.Second, func(ctx context.Context) error { return c.Set(ctx, "after", "room", 0).Err() })
	wantValue(t, c, "before", "kept")
}

func TestMiniredisStandsIn(t *testing.T) {
	t.Setenv("PATH", t.TempDir()) // not parallel: redis-server is installed for the others
	s, err := embedded.StartRedis(t.Context(), embedded.RedisConfig{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer stop(t, s)
	if s.Kind() != embedded.KindMini || s.PID() != 0 || s.Dir() != "" || s.Version() == "" {
		t.Errorf("kind %s, process %d, folder %q, version %q", s.Kind(), s.PID(), s.Dir(), s.Version())
	}
	c := testkit.Open(t, s.URL())
	if err := c.Set(t.Context(), "short", "x", 60*time.Millisecond).Err(); err != nil {
		t.Fatal(err)
	}
	wantValue(t, c, "short", "x")
	eventually(t, 5*time.Second, func(ctx context.Context) error {
		n, err := c.Exists(ctx, "short").Result()
		if err == nil && n != 0 {
			err = errors.New("a key with 60ms to live still lives")
		}
		return err
	})
	h, err := embedded.CheckRedis(t.Context(), c)
	if err != nil || h.Server != embedded.KindMini || len(h.Notes) != 1 || !strings.Contains(h.Notes[0], "install redis-server") {
		t.Errorf("CheckRedis: %+v, %v", h, err)
	}
	if _, err := embedded.StartCluster(t.Context(), embedded.ClusterConfig{Dir: t.TempDir(), Masters: 3}); !errors.Is(err, embedded.ErrNoServer) {
		t.Errorf("StartCluster = %v, want ErrNoServer", err)
	}
}
