package embedded

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// child is one running redis-server.
type child struct {
	cmd  *exec.Cmd
	tail *tail
	done chan struct{} // closed once the process is gone and reaped
	end  error         // how it ended; read it after done only
}

// startChild starts program. Whoever calls it owns the child: end it with
// [child.stop], or wait for done.
func startChild(program string, args []string, log *slog.Logger) (*child, error) {
	c := &child{cmd: exec.Command(program, args...), tail: &tail{log: log}, done: make(chan struct{})}
	c.cmd.Env = []string{"LC_ALL=C", "PATH=" + os.Getenv("PATH")} // our settings hold secrets: not for a child
	c.cmd.Stdout, c.cmd.Stderr = c.tail, c.tail
	c.cmd.SysProcAttr = childAttr()
	c.cmd.WaitDelay = 2 * time.Second // a background rewrite inherits the pipe and may outlive its parent
	started := make(chan error, 1)
	go func() {
		defer close(c.done)
		// The kernel sends the parent-death signal when the thread that forked
		// ends, so that thread must stay ours for as long as the child lives.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := c.cmd.Start()
		started <- err
		if err == nil {
			c.end = c.cmd.Wait()
		}
	}()
	if err := <-started; err != nil {
		<-c.done
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	return c, nil
}

func (c *child) pid() int { return c.cmd.Process.Pid }

func (c *child) signal(s syscall.Signal) error { return c.cmd.Process.Signal(s) }

// stop asks the child to end, which makes redis-server write out what it has,
// and kills it when ctx ends first. It returns when the process is gone.
func (c *child) stop(ctx context.Context) error {
	again := time.NewTicker(500 * time.Millisecond)
	defer again.Stop()
	for {
		_ = c.signal(syscall.SIGTERM) // an error means that it is gone already
		select {
		case <-c.done:
			return nil
		case <-again.C: // it refuses, and forgets, while it writes a first append-only file
		case <-ctx.Done():
			c.kill()
			return fmt.Errorf("redis-server %d did not end in time and was killed: %w", c.pid(), ctx.Err())
		}
	}
}

// kill ends the child at once and returns when it is gone.
func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	<-c.done
}

// ended describes how the child ended, with its last words; only after done.
func (c *child) ended() error {
	how := "exit status 0"
	if c.end != nil {
		how = c.end.Error()
	}
	return fmt.Errorf("redis-server ended (%s): %s", how, c.tail.last())
}

// tail keeps the last lines a child printed, for messages, and passes each on
// to the log.
type tail struct {
	log *slog.Logger

	mu    sync.Mutex
	part  []byte
	lines []string
}

const tailLines = 12

// Write implements io.Writer.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.part = append(t.part, p...)
	for {
		line, rest, found := bytes.Cut(t.part, []byte{'\n'})
		if !found {
			return len(p), nil
		}
		t.part = rest
		if s := strings.TrimSpace(string(line)); s != "" {
			t.lines = append(t.lines[max(0, len(t.lines)-tailLines+1):], s)
			t.log.Debug("redis-server says", "line", s)
		}
	}
}

func (t *tail) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(t.lines, " | ")
}
