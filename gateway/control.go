package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A service on a data folder listens on a Unix socket beside its public address,
// so that `doctor`, `admin add` and `backup` work while it runs: the embedded
// parts belong to one process, and stopping a service to back it up would be a
// poor bargain. The socket is for the user the service runs as and nobody else.

// maxSocketPath is the longest path every system takes for a Unix socket.
const maxSocketPath = 100 // bytes

// openControl makes the socket, tells the lock of it, and returns what serves it.
func (h *house) openControl(public string, controls http.Handler) (role, error) {
	path, remove, err := controlPath(h.folder)
	if err != nil {
		return role{}, fmt.Errorf("make the control socket: %w", err)
	}
	l, err := net.Listen("unix", path)
	if err == nil {
		err = os.Chmod(path, 0o600)
	}
	if err == nil {
		held := holder{PID: os.Getpid(), URL: public, Control: path}
		if h.builtin != nil {
			held.Redis = h.builtin.URL()
		}
		err = h.folder.announce(held)
	}
	if err != nil {
		if l != nil {
			_ = l.Close() // nobody has used it yet
		}
		return role{}, errors.Join(fmt.Errorf("make the control socket: %w", err), remove())
	}
	r := serverRole(&http.Server{Handler: controls, ReadHeaderTimeout: 5 * time.Second}, l)
	stop := r.stop
	r.stop = func(ctx context.Context) error { return errors.Join(stop(ctx), remove()) }
	return r, nil
}

// controlPath is where the socket goes: into the data folder, or, where that path
// is too long for a socket, into a folder of its own. What a killed process left
// there is cleared: the lock says that nobody uses it.
func controlPath(f *folder) (path string, remove func() error, err error) {
	path = f.in("control.sock")
	if len(path) <= maxSocketPath {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", nil, err
		}
		return path, func() error { return nil }, nil // closing the listener removes it
	}
	dir, err := os.MkdirTemp("", "wanjia-") // mode 0700
	if err != nil {
		return "", nil, err
	}
	return filepath.Join(dir, "control.sock"), func() error { return os.RemoveAll(dir) }, nil
}

func (s *services) controls() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /parts", func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, true, s.states(r.Context()))
	})
	mux.HandleFunc("POST /admins", func(w http.ResponseWriter, r *http.Request) {
		account, err := s.people.service.AddAdmin(r.Context(), r.FormValue("phone"))
		if err != nil {
			http.Error(w, plain(err), http.StatusBadRequest)
			return
		}
		writeJSON(w, true, account.Masked())
	})
	s.controlPools(mux)
	s.controlOrder(mux)
	s.controlPasskeys(mux)
	mux.HandleFunc("POST /backup", func(w http.ResponseWriter, r *http.Request) {
		n, err := s.house.dump(r.Context(), w)
		if err != nil {
			s.house.log.ErrorContext(r.Context(), "backup failed", "err", err)
			panic(http.ErrAbortHandler) // the reader sees a stream cut short, not one that ends well
		}
		s.house.log.InfoContext(r.Context(), "backup written", "documents", n)
	})
	return mux
}

// control speaks to the service that holds a data folder.
type control struct {
	holder holder
	client *http.Client
}

// errNoControl: the folder is held, but by a process that takes no questions yet
// or any more.
var errNoControl = errors.New("it does not answer on its control socket; is it starting or stopping?")

func dialControl(h holder) (*control, error) {
	if h.Control == "" {
		return nil, errNoControl
	}
	return &control{h, &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "unix", h.Control)
		},
	}}}, nil
}

// copy asks and writes the body of a good answer to w.
func (c *control) copy(ctx context.Context, w io.Writer, method, path string, form url.Values) error {
	body, err := c.do(ctx, method, path, form)
	if err != nil {
		return err
	}
	defer body.Close()
	if _, err := io.Copy(w, body); err != nil {
		return fmt.Errorf("copy from the running wanjia: %w", err)
	}
	return nil
}

// do asks and returns the body of a good answer; the caller closes it.
func (c *control) do(ctx context.Context, method, path string, form url.Values) (io.ReadCloser, error) {
	r, err := http.NewRequestWithContext(ctx, method, "http://wanjia"+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := c.client.Do(r)
	if err != nil {
		return nil, fmt.Errorf("ask the running wanjia (process %s): %w: %w", strconv.Itoa(c.holder.PID), errNoControl, err)
	}
	if answer.StatusCode == http.StatusOK {
		return answer.Body, nil
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 4096))
	if err != nil {
		return nil, fmt.Errorf("read the answer of the running wanjia: %w", err)
	}
	return nil, errors.New(strings.TrimSpace(string(text)))
}
