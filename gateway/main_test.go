package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wanjia/events/testkit"
)

// childMark makes this test binary behave as the program, so that a test can
// start the real thing as a process of its own and kill it.
const childMark = "WANJIA_TEST_CHILD"

func TestMain(m *testing.M) {
	if words := os.Getenv(stageMark); words != "" {
		beStage(strings.Split(words, ","))
	}
	if words := os.Getenv(performerMark); words != "" {
		bePerformer(strings.Split(words, "|"))
	}
	if name := os.Getenv(cableMark); name != "" {
		beCable(name)
	}
	if os.Getenv(childMark) != "" {
		main()
		os.Exit(0)
	}
	testkit.Main(m,
		// fasthttp keeps one clock for the whole process, and the cleaner of a
		// server that has ended sleeps ten seconds before it notices.
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"),
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.(*workerPool).Start.func2"),
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp/stackless.funcWorker")) // packs answers, as long as the process lives
}

// within bounds every wait of these tests; machines that test are busy.
const within = 60 * time.Second

// eventually waits until ok answers nil.
func eventually(t *testing.T, what string, ok func() error) {
	t.Helper()
	deadline := time.Now().Add(within)
	for {
		err := ok()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s: %v", what, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// output is a writer that may be read meanwhile.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

var readyLine = regexp.MustCompile(`is ready: (https?://\S+)`)

// service is a running `serve`, in this process or as a child.
type service struct {
	t      *testing.T
	url    string
	stdout *output
	log    *output
	done   chan error // receives how it ended, once

	pid  int          // of a child
	stop func()       // asks it to end
	kill func() error // a child only
	once sync.Once
	err  error
}

// demoDocuments is the file of a demonstration's documents, loaded once for all tests:
// under -race a load takes seconds.
var demoDocuments = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "wanjia-demo-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	args := []string{"seed", "--size", "S", "--load", "--data", dir}
	if err := run(context.Background(), args, nil, io.Discard, io.Discard); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, documentsName))
})

// furnish puts a demonstration's documents into the data folder that args name, if
// they ask for one, keep their documents there and nothing is there yet.
func furnish(t *testing.T, args []string) {
	t.Helper()
	data := ""
	for i, a := range args {
		if a == "--data" {
			data = args[i+1]
		}
	}
	if data == "" || !slices.Contains(args, "--demo") || slices.Contains(args, "--mongodb-uri") {
		return
	}
	path := filepath.Join(data, documentsName)
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		return
	}
	documents, err := demoDocuments()
	if err != nil {
		t.Fatalf("load a demonstration: %v", err)
	}
	if err := os.MkdirAll(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, documents, 0o600); err != nil {
		t.Fatal(err)
	}
}

// serve starts the service in this process on a free port and waits until it is
// ready. It is stopped at the end of the test, if it was not before.
func serve(t *testing.T, args ...string) *service {
	t.Helper()
	return servePatiently(t, 0, args...)
}

// servePatiently is serve where Redis may be silent for so long before that is an answer
// of its own.
func servePatiently(t *testing.T, patience time.Duration, args ...string) *service {
	t.Helper()
	furnish(t, args)
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	s := &service{t: t, stdout: &output{}, log: &output{}, done: make(chan error, 1), stop: stop}
	args = append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)
	p := &program{stdout: s.stdout, stderr: s.log, patience: patience}
	go func() { s.done <- p.run(ctx, args) }()
	s.await()
	return s
}

// serveChild starts the service as a process.
func serveChild(t *testing.T, args ...string) *service {
	t.Helper()
	furnish(t, args)
	c := child(t, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...)
	s := &service{t: t, stdout: &output{}, log: &output{}, done: make(chan error, 1)}
	c.Stdout, c.Stderr = s.stdout, s.log
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	s.stop = func() { _ = c.Process.Signal(os.Interrupt) }
	s.kill, s.pid = c.Process.Kill, c.Process.Pid
	go func() { s.done <- c.Wait() }()
	s.await()
	return s
}

// child is the program as a process that is not started yet.
func child(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, args...)
	c.Env = []string{childMark + "=1", "PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir()}
	return c
}

func (s *service) await() {
	s.t.Helper()
	s.t.Cleanup(func() {
		if err := s.end(); err != nil && !s.t.Failed() {
			s.t.Errorf("the service ended with: %v", err)
		}
		if s.t.Failed() {
			s.t.Logf("stdout:\n%s\nlog:\n%s", s.stdout, s.log)
		}
	})
	deadline := time.Now().Add(within)
	for s.url == "" {
		select {
		case err := <-s.done:
			s.done <- err
			s.t.Fatalf("the service did not start: %v", err)
		case <-time.After(5 * time.Millisecond):
		}
		if m := readyLine.FindStringSubmatch(s.stdout.String()); m != nil {
			s.url = m[1]
		}
		if time.Now().After(deadline) {
			s.t.Fatal("the service is not ready")
		}
	}
}

// end stops the service and returns how it ended; repeating it answers the same.
func (s *service) end() error {
	s.once.Do(func() {
		s.stop()
		select {
		case s.err = <-s.done:
		case <-time.After(within):
			s.err = fmt.Errorf("still running %s after it was told to stop", within)
		}
	})
	return s.err
}

// murder kills a child as kill -9 does and waits until it is gone.
func (s *service) murder() {
	s.t.Helper()
	s.once.Do(func() {
		if err := s.kill(); err != nil {
			s.t.Fatal(err)
		}
		<-s.done
	})
}

// browser is a person with a session.
type browser struct {
	s      *service
	http   http.Client
	token  string
	device string // what a device of a gate proves itself with
}

func (s *service) browser() *browser {
	return &browser{s: s, http: http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: within}}
}

// do makes a request and decodes a good answer into out; others are an error that
// holds the status and the body.
func (b *browser) do(method, path, key string, in, out any) error {
	var body io.Reader
	if in != nil {
		j, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(j)
	}
	r, err := http.NewRequest(method, b.s.url+path, body)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	if b.token != "" {
		r.Header.Set("Authorization", "Bearer "+b.token)
	}
	if b.device != "" {
		r.Header.Set("Authorization", "Device "+b.device)
	}
	answer, err := b.http.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %d %s", method, path, answer.StatusCode, text)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(text, out)
}

// must is do for what has to work.
func (b *browser) must(method, path, key string, in, out any) {
	b.s.t.Helper()
	if err := b.do(method, path, key, in, out); err != nil {
		b.s.t.Fatal(err)
	}
}

// refused is do for what has to be answered with the status and the code.
func (b *browser) refused(method, path, key string, in any, status int, code string) {
	b.s.t.Helper()
	err := b.do(method, path, key, in, nil)
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf(": %d ", status)) || !strings.Contains(err.Error(), code) {
		b.s.t.Fatalf("%s %s: %v, want %d %s", method, path, err, status, code)
	}
}
