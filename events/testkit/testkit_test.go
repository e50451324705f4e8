package testkit_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wanjia/events/docstore"
	"wanjia/events/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestSharedIsShared(t *testing.T) {
	t.Parallel()
	if a, b := testkit.RedisURL(t), testkit.RedisURL(t); a != b {
		t.Errorf("two servers: %s and %s", a, b)
	}
	if own := testkit.RedisServer(t).URL(); own == testkit.RedisURL(t) {
		t.Error("a test's own server is the shared one")
	}
	if err := testkit.Redis(t).Ping(t.Context()).Err(); err != nil {
		t.Error(err)
	}
	if err := testkit.Miniredis(t).Ping(t.Context()).Err(); err != nil {
		t.Error(err)
	}
}

func TestDocuments(t *testing.T) {
	t.Parallel()
	a, b := testkit.Documents(t), testkit.Documents(t)
	answers, err := a.Insert(t.Context(), "things", []docstore.Doc{{ID: "x", Schema: 1, Body: []byte(`{}`)}})
	if err != nil || answers[0] != nil {
		t.Fatal(err, answers)
	}
	if _, err := a.Get(t.Context(), "things", "x"); err != nil {
		t.Error(err)
	}
	if _, err := b.Get(t.Context(), "things", "x"); !errors.Is(err, docstore.ErrNotFound) {
		t.Errorf("another test's engine has it: %v", err)
	}
	if _, err := testkit.Objects(t).Put(t.Context(), "x", strings.NewReader("x"), 1, ""); err != nil {
		t.Error(err)
	}
}

func TestStallingServer(t *testing.T) {
	t.Parallel()
	conn, err := net.Dial("tcp", testkit.StallingServer(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "hello\r\n"); err != nil {
		t.Fatal(err)
	}
	_ = conn.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	if n, err := conn.Read(make([]byte, 1)); n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("it said something: %d, %v", n, err)
	}
}

// echo answers each line with itself, on a Unix socket.
func echo(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "echo.sock")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				_, _ = io.Copy(conn, conn) // until the other side hangs up
				_ = conn.Close()
			}()
		}
	}()
	t.Cleanup(func() {
		_ = l.Close()
		<-done
	})
	return path
}

func TestProxy(t *testing.T) {
	t.Parallel()
	p := testkit.NewProxy(t, "unix", echo(t))
	dial := func() net.Conn {
		conn, err := net.Dial("tcp", p.Addr())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		return conn
	}
	say := func(conn net.Conn, within time.Duration) error {
		_ = conn.SetDeadline(time.Now().Add(within))
		if _, err := fmt.Fprintln(conn, "hello"); err != nil {
			return err
		}
		line, err := bufio.NewReader(conn).ReadString('\n')
		if err == nil && line != "hello\n" {
			err = fmt.Errorf("got %q", line)
		}
		return err
	}
	conn := dial()
	if err := say(conn, 5*time.Second); err != nil {
		t.Fatalf("healed: %v", err)
	}

	p.Pause()
	if err := say(conn, 50*time.Millisecond); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("paused: %v, want silence", err)
	}
	p.Heal()
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
	if line, err := bufio.NewReader(conn).ReadString('\n'); line != "hello\n" {
		t.Errorf("what was held back did not arrive: %q, %v", line, err)
	}

	p.Cut()
	if err := say(conn, 5*time.Second); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("cut: %v, want a broken connection", err)
	}
	if err := say(dial(), 5*time.Second); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("a new connection while cut: %v, want a broken one", err)
	}
	p.Heal()
	if err := say(dial(), 5*time.Second); err != nil {
		t.Errorf("healed again: %v", err)
	}
}

func TestSmallDisk(t *testing.T) {
	t.Parallel()
	dir := testkit.SmallDisk(t, 64<<10)
	if err := os.WriteFile(filepath.Join(dir, "x"), make([]byte, 1<<20), 0o600); err == nil || !strings.Contains(err.Error(), "no space") {
		t.Errorf("a megabyte fits into 64 KiB: %v", err)
	}
	view := testkit.ReadOnlyDisk(t, dir)
	if err := os.WriteFile(filepath.Join(view, "y"), nil, 0o600); err == nil {
		t.Error("a read-only disk was written to")
	}
	if _, err := os.Stat(filepath.Join(view, "x")); err != nil {
		t.Errorf("its content does not show: %v", err)
	}
}
