package embedded_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"wanjia/events/embedded"
	"wanjia/events/fault"
	"wanjia/events/testkit"
)

// TestDeadlineHonoured: against a server that accepts and never answers, a
// deadline of 100 ms ends in about that time. A client of the library's own
// making is the proof that it would not by itself.
func TestDeadlineHonoured(t *testing.T) {
	t.Parallel()
	within := func(call func(context.Context) error) (time.Duration, error) {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		begun := time.Now()
		err := call(ctx)
		return time.Since(begun), err
	}

	stalling := testkit.StallingServer(t)
	took, err := within(func(ctx context.Context) error {
		_, err := embedded.OpenRedis(ctx, "redis://"+stalling)
		return err
	})
	if !errors.Is(err, embedded.ErrRedisAway) || took > time.Second {
		t.Errorf("OpenRedis took %v: %v", took, err)
	}

	// The line dies under a client that was open before.
	server := testkit.RedisServer(t)
	proxy := testkit.NewProxy(t, "unix", filepath.Join(server.Dir(), "redis.sock"))
	client := testkit.Open(t, "redis://"+proxy.Addr())
	proxy.Pause()
	for name, call := range map[string]func(context.Context) error{
		"a command":  func(ctx context.Context) error { return client.Get(ctx, "x").Err() },
		"a script":   func(ctx context.Context) error { return redis.NewScript("return 1").Run(ctx, client, nil).Err() },
		"a pipeline": func(ctx context.Context) error { _, err := pipeline(ctx, client); return err },
	} {
		took, err := within(call)
		if !errors.Is(err, embedded.ErrRedisAway) || took < 90*time.Millisecond || took > time.Second {
			t.Errorf("%s took %v: %v", name, took, err)
		}
	}

	plain := redis.NewClient(&redis.Options{Addr: stalling, ReadTimeout: 800 * time.Millisecond, MaxRetries: -1})
	defer plain.Close()
	took, err = within(func(ctx context.Context) error { return plain.Get(ctx, "x").Err() })
	if err == nil || took < 500*time.Millisecond {
		t.Errorf("a plain client took %v (%v), so this test would not notice", took, err)
	}
	t.Logf("deadline 100ms: a plain client took %v", took.Round(time.Millisecond))
}

func pipeline(ctx context.Context, c redis.UniversalClient) ([]redis.Cmder, error) {
	return c.Pipelined(ctx, func(p redis.Pipeliner) error {
		p.Get(ctx, "a")
		p.Get(ctx, "b")
		return nil
	})
}

func TestOpenRefused(t *testing.T) {
	t.Parallel()
	locked := miniredis.RunT(t)
	locked.RequireUserAuth("ann", "open sesame")
	host, port, _ := net.SplitHostPort(locked.Addr())
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := l.Addr().String()
	_ = l.Close()

	if _, err := embedded.OpenRedis(t.Context(), "redis://ann:open%20sesame@"+host+":"+port); err != nil {
		t.Errorf("with the right password: %v", err)
	}
	for name, tt := range map[string]struct {
		address string
		away    bool
		says    string
	}{
		"wrong password":  {"redis://ann:sesame@" + locked.Addr(), false, "WRONGPASS"},
		"no password":     {"redis://" + locked.Addr(), false, "NOAUTH"},
		"nobody there":    {"redis://ann:sesame@" + nobody, true, "connection refused"},
		"nobody, cluster": {"redis+cluster://ann:sesame@" + nobody, true, "connection refused"},
		"no socket":       {"unix://ann:sesame@/no/such/socket", true, "no such file"},
		"no address":      {"sesame", false, "redis_url"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			defer cancel()
			_, err := embedded.OpenRedis(ctx, tt.address)
			if err == nil || errors.Is(err, embedded.ErrRedisAway) != tt.away || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%v, want %q (away: %v)", err, tt.says, tt.away)
			}
			if strings.Contains(fmt.Sprint(err, fault.Of(err).Details), "sesame") {
				t.Errorf("the password shows: %v", err)
			}
		})
	}
}

// TestErrorsKeepTheirMeaning: the fault is added, and what the library compares
// by stays comparable.
func TestErrorsKeepTheirMeaning(t *testing.T) {
	t.Parallel()
	s := testkit.RedisServer(t)
	c := testkit.Open(t, s.URL())
	if err := c.Get(t.Context(), "absent").Err(); !errors.Is(err, redis.Nil) || errors.Is(err, embedded.ErrRedisAway) {
		t.Errorf("Get of nothing = %v, want redis.Nil alone", err)
	}
	if err := redis.NewScript("return redis.error_reply('MINE not now')").Run(t.Context(), c, nil).Err(); err == nil || errors.Is(err, embedded.ErrRedisAway) {
		t.Errorf("a script's own error = %v", err)
	}
	if err := c.LPush(t.Context(), "list", "x").Err(); err != nil {
		t.Fatal(err)
	}
	if err := c.Incr(t.Context(), "list").Err(); err == nil || errors.Is(err, embedded.ErrRedisAway) {
		t.Errorf("a wrong type = %v, which is a bug of ours", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.Get(gone, "x").Err(); !errors.Is(err, context.Canceled) || errors.Is(err, embedded.ErrRedisAway) {
		t.Errorf("a caller who has left = %v", err)
	}
	// Memory is spent: a real server's way of saying not now.
	if err := c.ConfigSet(t.Context(), "maxmemory", "1").Err(); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"command": c.Set(t.Context(), "x", "y", 0).Err(),
		"pipeline": func() error {
			p := c.Pipeline()
			p.Set(t.Context(), "x", "y", 0)
			_, err := p.Exec(t.Context())
			return err
		}(),
		"script": redis.NewScript("return redis.call('SET', KEYS[1], 'y')").Run(t.Context(), c, []string{"x"}).Err(),
	} {
		if !errors.Is(err, embedded.ErrRedisAway) || fault.Of(err).Kind != fault.Unavailable || !strings.Contains(err.Error(), "OOM") {
			t.Errorf("%s without memory = %v, want ErrRedisAway", name, err)
		}
	}
}

// TestLineCut: a connection that breaks is "away", and the client recovers.
func TestLineCut(t *testing.T) {
	t.Parallel()
	server := testkit.RedisServer(t)
	proxy := testkit.NewProxy(t, "unix", filepath.Join(server.Dir(), "redis.sock"))
	c := testkit.Open(t, "redis://"+proxy.Addr())
	set(t, c, "x", "1")
	proxy.Cut()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	if err := c.Get(ctx, "x").Err(); !errors.Is(err, embedded.ErrRedisAway) {
		t.Errorf("with the line cut: %v, want ErrRedisAway", err)
	}
	if _, err := pipeline(ctx, c); !errors.Is(err, embedded.ErrRedisAway) {
		t.Errorf("a pipeline with the line cut: %v, want ErrRedisAway", err)
	}
	if _, err := embedded.CheckRedis(ctx, c); !errors.Is(err, embedded.ErrRedisAway) {
		t.Errorf("CheckRedis with the line cut: %v, want ErrRedisAway", err)
	}
	proxy.Heal()
	wantValue(t, c, "x", "1")
}

// TestSentinel asks a real sentinel for the master.
func TestSentinel(t *testing.T) {
	t.Parallel()
	master := tcpServer(t, "")
	host, port, err := net.SplitHostPort(master)
	if err != nil {
		t.Fatal(err)
	}
	sentinel := tcpServer(t, "sentinel monitor wanjia "+host+" "+port+" 1\n")
	c := testkit.Open(t, "redis+sentinel://"+sentinel+"/wanjia/1")
	set(t, c, "x", "1")
	direct := testkit.Open(t, "redis://"+master+"/1")
	wantValue(t, direct, "x", "1")
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	if _, err := embedded.OpenRedis(ctx, "redis+sentinel://"+sentinel+"/other"); err == nil {
		t.Error("a master the sentinel does not know was found")
	}
}

// tcpServer runs a redis-server on a free port until the test ends, as a sentinel
// when it is given a sentinel's configuration.
func tcpServer(t *testing.T, sentinel string) string {
	t.Helper()
	for range 10 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		address := l.Addr().String()
		_, port, _ := net.SplitHostPort(address)
		_ = l.Close()
		dir := t.TempDir()
		file := filepath.Join(dir, "redis.conf")
		text := "port " + port + "\nbind 127.0.0.1\nsave \"\"\ndir " + dir + "\n" + sentinel
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		args := []string{file}
		if sentinel != "" {
			args = append(args, "--sentinel")
		}
		cmd := exec.Command("redis-server", args...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		gone := make(chan struct{})
		go func() {
			_ = cmd.Wait() // killed
			close(gone)
		}()
		t.Cleanup(func() {
			_ = cmd.Process.Kill()
			<-gone
		})
		if answers(t.Context(), address, gone) {
			return address
		}
	}
	t.Fatal("no server got a free port")
	return ""
}

func answers(ctx context.Context, address string, gone <-chan struct{}) bool {
	c := redis.NewClient(&redis.Options{Addr: address, MaxRetries: -1, DialerRetries: 1})
	defer c.Close()
	for {
		if c.Ping(ctx).Err() == nil {
			return true
		}
		select {
		case <-gone:
			return false
		case <-ctx.Done():
			return false
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func TestLogRedis(t *testing.T) {
	var out strings.Builder // the handler writes a line at a time
	embedded.LogRedis(slog.New(slog.NewTextHandler(&out, nil)))
	// not parallel, and put back: the library's log is global
	defer embedded.LogRedis(slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	_, _ = embedded.OpenRedis(ctx, "unix:///no/such/socket") // fails; what it says on the way is looked at
	if !strings.Contains(out.String(), "redis client says") {
		t.Errorf("the library said nothing: %q", out.String())
	}
}
