package livekitroom_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"

	"wanjia/streaming/livekitroom"
)

// A process can have one server; all tests share it, and what it says.
var (
	server *livekitroom.Built
	said   letters
)

// letters are the messages that the server has sent.
type letters struct {
	mu  sync.Mutex
	all []letter
}

type letter struct{ authorization, body string }

func (l *letters) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return // it is sent again
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, letter{r.Header.Get("Authorization"), string(b)})
}

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	box := httptest.NewServer(&said)
	defer box.Close()
	var err error
	server, err = livekitroom.StartBuilt(context.Background(), livekitroom.BuiltConfig{Host: "127.0.0.1", Webhook: box.URL, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		slog.Error("there is no stage", "err", err)
		return 1
	}
	code := m.Run()
	if err := server.Close(context.Background()); err != nil {
		slog.Error("the stage does not close", "err", err)
		return 1
	}
	return code
}

func TestSecondServer(t *testing.T) {
	t.Parallel()
	if _, err := livekitroom.StartBuilt(t.Context(), livekitroom.BuiltConfig{Log: slog.New(slog.DiscardHandler)}); err != livekitroom.ErrTwice {
		t.Fatalf("a second server: %v", err)
	}
}

// TestRealEvent: what the real server sends when a room is made is believed, byte for
// byte as it was sent.
func TestRealEvent(t *testing.T) {
	t.Parallel()
	if err := (livekitroom.Rooms{At: server.Address()}).Open(t.Context(), "told"); err != nil {
		t.Fatal(err)
	}
	wait(t, func() bool {
		said.mu.Lock()
		defer said.mu.Unlock()
		for _, l := range said.all {
			e, err := server.Address().Event(l.authorization, []byte(l.body))
			if err != nil {
				t.Fatalf("%v: %s", err, l.body)
			}
			if e.Kind == "room_started" && e.Room == "told" && e.ID != "" {
				return true
			}
		}
		return false
	})
}
