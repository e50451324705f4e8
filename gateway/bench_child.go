package main

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"wanjia/gateway/loadtest"
)

// benchChild is a process of a measurement.
type benchChild struct {
	cmd  *exec.Cmd
	data string // of a service
	addr string // 127.0.0.1:port
	log  string // file of what it said
	done chan error

	hasRedis bool   // a redis-server of its own
	redis    string // its number when it was last looked at, "" for none that lives
}

// childEnviron is ours without the settings, which are of other services.
func (p *program) childEnviron(more ...string) []string {
	env := slices.DeleteFunc(slices.Clone(p.environ), func(s string) bool {
		return strings.HasPrefix(s, "WANJIA_") && !strings.HasPrefix(s, "WANJIA_TEST_")
	})
	return append(env, more...)
}

// startChild runs this program again. What it says goes to a file.
func (p *program) startChild(dir, name string, env []string, args ...string) (*benchChild, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := &benchChild{log: filepath.Join(dir, name+".log"), done: make(chan error, 1)}
	f, err := os.Create(c.log)
	if err != nil {
		return nil, err
	}
	defer f.Close() // the child has its own
	c.cmd = exec.Command(self, args...)
	c.cmd.Env, c.cmd.Stdout, c.cmd.Stderr = env, f, f
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	go func() { c.done <- c.cmd.Wait() }()
	return c, nil
}

// await asks until ready answers nil or the child has ended.
func (c *benchChild) await(ctx context.Context, ready func() error) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		err := ready()
		if err == nil {
			return nil
		}
		select {
		case end := <-c.done:
			c.done <- end
			return fmt.Errorf("it ended: %w: %s", end, lastWords(c.log))
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// stop ends the child and waits for it.
func (c *benchChild) stop() error {
	_ = c.cmd.Process.Signal(syscall.SIGTERM) // it may have ended
	select {
	case err := <-c.done:
		c.done <- nil
		return err
	case <-time.After(30 * time.Second):
	}
	_ = c.cmd.Process.Kill() // as above
	return errors.Join(errors.New("it did not end and was killed"), <-c.done)
}

// lastWords is the end of a log.
func lastWords(path string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	return string(b[max(0, len(b)-2000):])
}

// startHello starts the yardstick.
func (b *bench) startHello(ctx context.Context) (*benchChild, error) {
	c, err := b.p.startChild(b.dir, "hello", b.p.childEnviron(), "bench", benchHello)
	if err != nil {
		return nil, err
	}
	return c, c.await(ctx, func() error {
		text, err := os.ReadFile(c.log)
		c.addr = strings.TrimSpace(string(text))
		if err == nil && c.addr == "" {
			err = errors.New("the yardstick says no address")
		}
		return err
	})
}

// startService starts a service on a fresh copy of the documents.
func (b *bench) startService(ctx context.Context, name string, env []string, args ...string) (*benchChild, error) {
	data := filepath.Join(b.dir, name)
	if err := b.house.copyTo(data); err != nil {
		return nil, err
	}
	words := []string{"serve"}
	if len(env) > 0 || b.o.profile != "" {
		words = []string{"bench", benchServe}
	}
	if b.o.profile != "" {
		env = append(env, envProfile+"="+filepath.Join(b.o.profile, name+".pprof"))
	}
	args = slices.Concat(words, []string{"--data", data, "--listen", "127.0.0.1:0", "--log-level", "warn", "--log-format", "json"}, args)
	c, err := b.p.startChild(b.dir, name, b.p.childEnviron(env...), args...)
	if err != nil {
		return nil, err
	}
	c.data = data
	b.services = append(b.services, c)
	err = c.await(ctx, func() error {
		u, err := url.Parse(readHolder(data).URL)
		if err != nil || u.Host == "" {
			return errors.New("it does not listen yet")
		}
		c.addr = u.Host
		answer, err := http.Get("http://" + c.addr + "/readyz")
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			return fmt.Errorf("it is not ready: %s", answer.Status)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("start the service %s: %w", name, err)
	}
	c.redis = c.redisPID()
	c.hasRedis = c.redis != ""
	return c, nil
}

// processorTime is what the process has used, and what its redis-server has, 0 where
// the system does not say.
func (c *benchChild) processorTime() (service, redis time.Duration) {
	service = usedBy(strconv.Itoa(c.cmd.Process.Pid))
	if pid := c.redisPID(); pid != "" {
		redis = usedBy(pid)
	}
	return service, redis
}

// redisPID is the number of the redis-server of a service, "" where there is none.
func (c *benchChild) redisPID() string {
	if c.data == "" {
		return ""
	}
	text, err := os.ReadFile(filepath.Join(c.data, redisName, "redis.pid"))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// redisDied says whether the redis-server is gone, or another than when this was last
// asked.
func (c *benchChild) redisDied() bool {
	was := c.redis
	c.redis = c.redisPID()
	if _, err := os.Stat("/proc/" + c.redis); err != nil {
		c.redis = ""
	}
	return c.hasRedis && (c.redis == "" || c.redis != was)
}

// usedBy is the processor time of one process.
func usedBy(pid string) time.Duration {
	const tick = 10 * time.Millisecond // of Linux, on every machine Go knows
	text, err := os.ReadFile("/proc/" + pid + "/stat")
	_, rest, ok := strings.Cut(string(text), ") ") // the name before may hold anything
	fields := strings.Fields(rest)
	if err != nil || !ok || len(fields) < 13 {
		return 0
	}
	var sum time.Duration
	for _, field := range fields[11:13] { // in the program and in the system
		n, _ := strconv.ParseInt(field, 10, 64)
		sum += time.Duration(n) * tick
	}
	return sum
}

// killRedis kills the redis-server of a service, as hard as it goes.
func (c *benchChild) killRedis() error {
	pid, err := strconv.Atoi(c.redisPID())
	if err != nil {
		return fmt.Errorf("find the redis-server: %w", err)
	}
	return syscall.Kill(pid, syscall.SIGKILL)
}

// rss is how many bytes of memory the process has now.
func (c *benchChild) rss() (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) == 3 && fields[0] == "VmRSS:" {
			kib, err := strconv.ParseInt(fields[1], 10, 64)
			return kib << 10, err
		}
	}
	return 0, errors.New("the system does not say how much memory a process has")
}

// press has a process of its own do the job.
func (b *bench) press(ctx context.Context, job *loadtest.Job) (*loadtest.Result, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	var in, out, said bytes.Buffer
	if err := gob.NewEncoder(&in).Encode(job); err != nil {
		return nil, fmt.Errorf("write the job: %w", err)
	}
	cmd := exec.CommandContext(ctx, self, "bench", benchPress)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = b.p.childEnviron(), &in, &out, &said
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("the client: %w: %s", err, said.String())
	}
	result := new(loadtest.Result)
	if err := gob.NewDecoder(&out).Decode(result); err != nil {
		return nil, fmt.Errorf("read the client's result: %w", err)
	}
	return result, nil
}
