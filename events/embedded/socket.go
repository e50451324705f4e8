package embedded

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	pidFile    = "redis.pid"
	maxSocket  = 100 // bytes; the kernel's bound is 107, and 103 on some systems
	askTimeout = 500 * time.Millisecond
	pollPause  = 5 * time.Millisecond
	maxSilence = 30 * time.Second // for a server that runs but says nothing, not even that it is loading
)

// socketPath is where the socket of the server for dir goes: into dir, or, where
// that path is longer than an address can be, into a short folder whose name
// follows from dir, so that the next process finds it again.
func socketPath(dir string) (string, error) {
	if path := filepath.Join(dir, "redis.sock"); len(path) <= maxSocket {
		return path, nil
	}
	sum := sha256.Sum256([]byte(dir))
	name := "wanjia-" + strconv.Itoa(os.Getuid()) + "-" + hex.EncodeToString(sum[:8])
	for _, base := range []string{os.TempDir(), "/tmp"} {
		short := filepath.Join(base, name)
		path := filepath.Join(short, "redis.sock")
		if len(path) > maxSocket {
			continue
		}
		if err := os.Mkdir(short, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
			return "", err
		}
		// Anybody may write in /tmp: take no folder another user has put there.
		is, err := os.Lstat(short)
		if err != nil {
			return "", err
		}
		if !is.IsDir() || is.Mode().Perm() != 0o700 || !ownedByUs(is) {
			return "", fmt.Errorf("%s is not a folder of ours with mode 0700", short)
		}
		return path, nil
	}
	return "", fmt.Errorf("no folder is short enough for a socket; set TMPDIR to a shorter path than %s", os.TempDir())
}

func socketURL(path string) string { return (&url.URL{Scheme: "unix", Path: path}).String() }

// ask sends one inline command over a connection of its own and returns the
// answer. It stands below the client library because here a server that is
// loading, half dead or not there yet is the normal case.
func ask(ctx context.Context, network, address, command string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	var d net.Dialer
	conn, err := d.DialContext(ctx, network, address)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if deadline, ok := ctx.Deadline(); ok {
		_ = conn.SetDeadline(deadline)
	}
	if _, err := io.WriteString(conn, command+"\r\n"); err != nil {
		return "", err
	}
	in := bufio.NewReader(conn)
	line, err := in.ReadString('\n')
	if err != nil {
		return "", err
	}
	line = strings.TrimSpace(line)
	switch {
	case line == "":
		return "", errors.New("empty answer")
	case line[0] == '-':
		return "", serverError(line[1:])
	case line[0] == '$':
		n, err := strconv.Atoi(line[1:])
		if err != nil || n < 0 || n > 1<<20 {
			return "", errors.New("not an answer of Redis")
		}
		body := make([]byte, n)
		_, err = io.ReadFull(in, body)
		return string(body), err
	}
	return line[1:], nil
}

// serverError is an error the server answered with.
type serverError string

func (e serverError) Error() string { return string(e) }

// awaitAnswer returns when the server answers, having loaded its data; or when
// it ends, says nothing for maxSilence, or ctx ends.
func awaitAnswer(ctx context.Context, c *child, network, address string) error {
	silent := time.Now()
	for {
		_, err := ask(ctx, network, address, "PING")
		if err == nil {
			return nil
		}
		if said, ok := errors.AsType[serverError](err); ok {
			if !strings.HasPrefix(string(said), "LOADING") {
				return nil // it is up, whatever else troubles it
			}
			silent = time.Now()
		}
		if time.Since(silent) > maxSilence {
			return fmt.Errorf("%w: no answer for %s: %w: %s", ErrNoStart, maxSilence, err, c.tail.last())
		}
		select {
		case <-c.done:
			return fmt.Errorf("%w: %w", ErrNoStart, c.ended())
		case <-ctx.Done():
			return fmt.Errorf("wait for redis-server: %w: %s", ctx.Err(), c.tail.last())
		case <-time.After(pollPause):
		}
	}
}

// serverVersion asks a running server.
func serverVersion(ctx context.Context, network, address string) (string, error) {
	text, err := ask(ctx, network, address, "INFO server")
	if err != nil {
		return "", err
	}
	return parseInfo(text)["redis_version"], nil
}

// parseInfo reads the answer to INFO: lines of name:value.
func parseInfo(text string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(text) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok && name != "" && name[0] != '#' {
			out[name] = value
		}
	}
	return out
}

// endOrphan ends a server that a killed process left running on the folder, and
// clears its socket. The caller holds the folder's lock, so whatever runs there
// has no owner any more.
func endOrphan(ctx context.Context, socket, dir string, log *slog.Logger) error {
	pid := readPID(filepath.Join(dir, pidFile))
	if _, err := ask(ctx, "unix", socket, "PING"); err == nil || pid != 0 && servesFolder(pid, dir) {
		log.Warn("ending a redis-server that an earlier process left behind", "pid", pid)
		_, _ = ask(ctx, "unix", socket, "SHUTDOWN") // closes without a word when it obeys
		if err := awaitEnd(ctx, socket, dir, pid); err != nil {
			return err
		}
	}
	if err := os.Remove(socket); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrFolder, err)
	}
	return nil
}

// awaitEnd waits for the orphan to be gone, with a harder signal every two
// seconds where its process is known for certain.
func awaitEnd(ctx context.Context, socket, dir string, pid int) error {
	known := func() bool { return pid != 0 && servesFolder(pid, dir) }
	signals := []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL}
	next, last := time.Now().Add(2*time.Second), time.Now().Add(maxSilence)
	for {
		_, err := ask(ctx, "unix", socket, "PING")
		if err != nil && !known() {
			return nil
		}
		if time.Now().After(next) && known() && len(signals) > 0 {
			if p, err := os.FindProcess(pid); err == nil {
				_ = p.Signal(signals[0])
			}
			signals, next = signals[1:], time.Now().Add(2*time.Second)
		}
		if time.Now().After(last) {
			return fmt.Errorf("%w: the server at %s (process %d) was left behind and does not end; end it by hand", ErrNoStart, socket, pid)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("a redis-server left behind (process %d) does not end: %w", pid, ctx.Err())
		case <-time.After(pollPause):
		}
	}
}

func readPID(path string) int {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil || pid <= 1 {
		return 0
	}
	return pid
}
