// Package embedded runs the built-in parts of the house, so that one command is
// enough to start it: Redis, as a child process where redis-server is installed
// and else inside this process. It also holds the one place that opens Redis
// clients and the launcher of Redis clusters that tests use.
//
// It knows processes, sockets and addresses, and nothing of what is kept there.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"

	"wanjia/events/fault"
	"wanjia/events/filelock"
)

// Errors of starting the built-in Redis.
var (
	// ErrInUse: another process of ours works on the folder.
	ErrInUse = fault.New(fault.Unavailable, "redis_folder_in_use", "another wanjia is running on this data folder; stop it or set WANJIA_DATA to another folder")
	// ErrFolder: the folder cannot be made, written or locked.
	ErrFolder = fault.New(fault.Unavailable, "redis_folder", "the folder of the built-in Redis cannot be used; check that it can be written and that the disk has room")
	// ErrNoStart: redis-server ended before it answered; its last words are in
	// the error. Redis holds only what can be rebuilt, so moving its
	// appendonlydir aside is a way out when that file is damaged.
	ErrNoStart = fault.New(fault.Unavailable, "redis_no_start", "the built-in Redis does not start; see its last words, and move its appendonlydir aside if that is damaged")
)

// Kinds of built-in Redis.
const (
	KindServer = "redis-server" // a child process, keeps its data in the folder
	KindMini   = "miniredis"    // in this process, forgets everything at the end
)

// RedisConfig says how to run the built-in Redis.
type RedisConfig struct {
	Dir     string       // where the append-only file is kept; made if absent
	Program string       // redis-server to run; "" takes the one on PATH, if any
	Log     *slog.Logger // nil logs nothing
}

// RedisServer is a running built-in Redis. Its methods are safe for concurrent
// use.
type RedisServer struct {
	kind, version, url string

	mini *miniredis.Miniredis

	program, dir, socket string
	args                 []string
	lock                 *os.File
	log                  *slog.Logger

	cancel context.CancelFunc // ends the supervisor, or the ticker of miniredis
	done   chan struct{}      // closed when that goroutine is gone

	mu       sync.Mutex
	child    *child
	restarts int
}

// StartRedis starts redis-server on a Unix socket with its append-only file in
// cfg.Dir and returns when it has loaded that file and answers. It starts it
// again, on the same data, whenever it dies. What an earlier process that was
// killed left behind (a socket, a cut file, a server still running) is cleared.
//
// Where redis-server is not installed, miniredis stands in; [RedisServer.Kind]
// says so. Errors: [ErrInUse], [ErrFolder], [ErrNoStart], or that of ctx.
func StartRedis(ctx context.Context, cfg RedisConfig) (*RedisServer, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	program := cfg.Program
	if program == "" {
		found, err := exec.LookPath("redis-server")
		if err != nil || !canServe {
			return StartMiniredis(cfg.Log)
		}
		program = found
	}
	s := &RedisServer{kind: KindServer, program: program, log: cfg.Log, done: make(chan struct{})}
	if err := s.takeFolder(ctx, cfg.Dir); err != nil {
		return nil, err
	}
	if err := s.firstStart(ctx); err != nil {
		return nil, errors.Join(err, s.leaveFolder())
	}
	background, cancel := context.WithCancel(context.WithoutCancel(ctx))
	s.cancel = cancel
	go s.supervise(background)
	return s, nil
}

// takeFolder makes and locks the folder and decides where the socket goes.
func (s *RedisServer) takeFolder(ctx context.Context, dir string) error {
	err := os.MkdirAll(dir, 0o700)
	if err == nil {
		dir, err = filepath.Abs(dir)
	}
	if err == nil { // what /proc shows of a child is free of links
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFolder, err)
	}
	s.dir = dir
	if s.lock, err = filelock.Take(ctx, filepath.Join(dir, "wanjia.lock")); err != nil {
		if errors.Is(err, filelock.ErrHeld) {
			return fmt.Errorf("%s: %w", dir, ErrInUse)
		}
		return fmt.Errorf("%w: %w", ErrFolder, err)
	}
	if s.socket, err = socketPath(dir); err != nil {
		return errors.Join(fmt.Errorf("%w: %w", ErrFolder, err), s.leaveFolder())
	}
	s.url = socketURL(s.socket)
	s.args = []string{
		"--port", "0",
		"--unixsocket", s.socket,
		"--unixsocketperm", "700",
		"--dir", dir,
		"--pidfile", filepath.Join(dir, pidFile),
		"--daemonize", "no",
		"--databases", "16",
		"--save", "", // the append-only file alone is the record
		"--appendonly", "yes",
		"--appendfsync", "everysec",
		"--aof-load-truncated", "yes", // a killed server leaves half a command at the end
		"--maxmemory-policy", "noeviction",
	}
	return nil
}

// leaveFolder frees the folder and what was made outside it.
func (s *RedisServer) leaveFolder() error {
	if s.socket != "" && filepath.Dir(s.socket) != s.dir {
		_ = os.RemoveAll(filepath.Dir(s.socket)) // our own short folder; gone or not, the next start copes
	}
	return filelock.Free(s.lock)
}

func (s *RedisServer) firstStart(ctx context.Context) error {
	if err := endOrphan(ctx, s.socket, s.dir, s.log); err != nil {
		return err
	}
	c, err := startChild(s.program, s.args, s.log)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoStart, err)
	}
	if err := awaitAnswer(ctx, c, "unix", s.socket); err != nil {
		c.kill()
		return err
	}
	if s.version, err = serverVersion(ctx, "unix", s.socket); err != nil {
		c.kill()
		return fmt.Errorf("%w: %w", ErrNoStart, err)
	}
	s.child = c
	return nil
}

// Bounds of the pause before a dead server is started again; it doubles from the
// first to the last and is short again once a server has lived for steadyAfter.
const (
	firstPause  = 50 * time.Millisecond
	lastPause   = 5 * time.Second
	steadyAfter = 10 * time.Second
)

// supervise starts the server again whenever it ends, until ctx does.
func (s *RedisServer) supervise(ctx context.Context) {
	defer close(s.done)
	pause, since := firstPause, time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.child.done:
		}
		if ctx.Err() != nil {
			return
		}
		if time.Since(since) > steadyAfter {
			pause = firstPause
		}
		s.log.Error("redis-server died", "err", s.child.ended(), "restart_in", pause)
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		pause, since = min(2*pause, lastPause), time.Now()
		s.restart(ctx)
	}
}

// restart starts the server once; when that fails the old, ended child stays in
// place and supervise comes again.
func (s *RedisServer) restart(ctx context.Context) {
	c, err := startChild(s.program, s.args, s.log)
	if err != nil {
		s.log.Error("redis-server does not start", "err", err)
		return
	}
	s.mu.Lock()
	s.child = c
	s.restarts++
	s.mu.Unlock()
	err = awaitAnswer(ctx, c, "unix", s.socket)
	switch {
	case err == nil:
		s.log.Info("redis-server is back", "pid", c.pid())
	case ctx.Err() == nil:
		s.log.Error("redis-server does not answer", "err", err)
		c.kill()
	}
}

// Kind is [KindServer] or [KindMini].
func (s *RedisServer) Kind() string { return s.kind }

// Version is that of the server or, for miniredis, of the module.
func (s *RedisServer) Version() string { return s.version }

// URL is what [OpenRedis] takes. It holds no secret.
func (s *RedisServer) URL() string { return s.url }

// Dir is the folder of the data, "" for miniredis.
func (s *RedisServer) Dir() string { return s.dir }

// PID is the process of the present redis-server, 0 for miniredis. It changes
// when the server dies and is started again.
func (s *RedisServer) PID() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.child == nil {
		return 0
	}
	return s.child.pid()
}

// Restarts counts how often a dead server was started again.
func (s *RedisServer) Restarts() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.restarts
}

// Close ends the server after it has written out what it has. When ctx ends
// first the server is killed and the error says so; the data survive that too.
// Call it once.
func (s *RedisServer) Close(ctx context.Context) error {
	s.cancel()
	<-s.done
	if s.mini != nil {
		s.mini.Close()
		return nil
	}
	return errors.Join(s.child.stop(ctx), s.leaveFolder())
}
