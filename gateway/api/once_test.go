package api

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
)

// memory is Replies in memory.
type memory struct {
	mu   sync.Mutex
	keys map[string]*remembered
	fail error
}

type remembered struct {
	fingerprint string
	reply       *Reply // nil while it runs
}

func (m *memory) Begin(_ context.Context, scope, key, fingerprint string) (Attempt, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail != nil {
		return Attempt{}, m.fail
	}
	name := scope + "\x00" + key
	switch known := m.keys[name]; {
	case known == nil:
	case known.fingerprint != fingerprint:
		return Attempt{State: KeyMismatch}, nil
	case known.reply == nil:
		return Attempt{State: KeyRunning}, nil
	default:
		return Attempt{State: KeyDone, Reply: *known.reply}, nil
	}
	if m.keys == nil {
		m.keys = map[string]*remembered{}
	}
	m.keys[name] = &remembered{fingerprint: fingerprint}
	return Attempt{
		Finish: func(_ context.Context, r Reply) error {
			m.mu.Lock()
			defer m.mu.Unlock()
			m.keys[name].reply = &r
			return nil
		},
		Abandon: func(context.Context) error {
			m.mu.Lock()
			defer m.mu.Unlock()
			delete(m.keys, name)
			return nil
		},
	}, nil
}

// counter is an app with one route that takes something scarce and counts how
// often it did.
func counter(tb testing.TB, replies Replies, do func(n int32, c *fiber.Ctx) error) (func(body string, headers ...string) answered, *atomic.Int32) {
	tb.Helper()
	h := newHouse(tb, func(a *API) { a.Replies = replies; a.Rates.Take = Rate{Count: 1000, Per: time.Second, Burst: 1000} })
	var n atomic.Int32
	app := fiber.New(h.config())
	app.Use(h.edge)
	app.Post("/take", h.guard(Route{ID: "take", Who: signedIn, Rate: taking, Once: true}), func(c *fiber.Ctx) error { return do(n.Add(1), c) })
	return func(body string, headers ...string) answered {
		if len(headers) == 0 || !strings.HasPrefix(headers[len(headers)-1], "Authorization") {
			headers = append(headers, bearer(h.resident))
		} else if headers[len(headers)-1] == "Authorization: admin" {
			headers[len(headers)-1] = bearer(h.admin)
		}
		return doOn(tb, app, "POST", "/take", body, headers...)
	}, &n
}

func TestOnce(t *testing.T) {
	t.Parallel()
	take, n := counter(t, &memory{}, func(n int32, c *fiber.Ctx) error {
		return c.Status(201).JSON(fiber.Map{"taken": n})
	})
	first := take(`{}`, key("press-001"))
	again := take(`{}`, key("press-001"))
	if first.StatusCode != 201 || again.StatusCode != 201 || first.text != again.text || n.Load() != 1 {
		t.Errorf("%d %s, then %d %s, run %d times", first.StatusCode, first.text, again.StatusCode, again.text, n.Load())
	}
	if first.Header.Get("Idempotency-Replayed") != "" || again.Header.Get("Idempotency-Replayed") != "true" ||
		again.Header.Get("Content-Type") != first.Header.Get("Content-Type") {
		t.Errorf("the replay's headers: %v", again.Header)
	}
	if res := take(`{"other":1}`, key("press-001")); res.StatusCode != 400 || res.problem(t).Code != "idempotency_reused" {
		t.Errorf("the key of another request: %d %s", res.StatusCode, res.text)
	}
	take(`{}`, key("press-001"), "Authorization: admin")
	take(`{}`, key("press-002"))
	if n.Load() != 3 {
		t.Errorf("somebody else's key and another key: run %d times in all, want 3", n.Load())
	}
	if res := take(`{}`); res.StatusCode != 400 || res.problem(t).Code != "idempotency_key" {
		t.Errorf("no key: %d %s", res.StatusCode, res.text)
	}
}

// TestOnceKeepsWhatLasts: errors are replayed too, but not those of the moment.
func TestOnceKeepsWhatLasts(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		do   func(c *fiber.Ctx) error
		runs int32
	}{
		"created":    {func(c *fiber.Ctx) error { return c.SendStatus(201) }, 1},
		"not found":  {func(*fiber.Ctx) error { return errNoCover }, 1},
		"invalid":    {func(*fiber.Ctx) error { return errInvalid }, 1},
		"conflict":   {func(*fiber.Ctx) error { return errKeyRunning }, 2},
		"slow down":  {func(*fiber.Ctx) error { return errSlowDown }, 2},
		"a bug":      {func(*fiber.Ctx) error { return errors.New("bug") }, 2},
		"a panic":    {func(*fiber.Ctx) error { panic("bug") }, 2},
		"gone away":  {func(*fiber.Ctx) error { return context.DeadlineExceeded }, 2},
		"bare 503":   {func(c *fiber.Ctx) error { return c.SendStatus(503) }, 2},
		"no content": {func(c *fiber.Ctx) error { return c.SendStatus(204) }, 1},
	}
	for name, tt := range tests {
		take, n := counter(t, &memory{}, func(_ int32, c *fiber.Ctx) error { return tt.do(c) })
		first, again := take(`{}`, key("press-001")), take(`{}`, key("press-001"))
		if first.StatusCode != again.StatusCode || n.Load() != tt.runs {
			t.Errorf("%s: %d then %d, run %d times, want %d", name, first.StatusCode, again.StatusCode, n.Load(), tt.runs)
		}
	}
}

// TestOnceAtOnce: of presses at the same moment one runs, the others are told to
// wait; without the memory all of them run, so this test can fail.
func TestOnceAtOnce(t *testing.T) {
	t.Parallel()
	const presses = 16
	all := func(replies Replies) (runs int32, running int32) {
		release := make(chan struct{})
		var arrived atomic.Int32
		take, n := counter(t, replies, func(_ int32, c *fiber.Ctx) error {
			if arrived.Add(1) == presses {
				close(release) // all of them ran: nothing held them back
			}
			<-release
			return c.SendStatus(201)
		})
		var (
			wg      sync.WaitGroup
			waiting atomic.Int32
		)
		for range presses {
			wg.Go(func() {
				res := take(`{}`, key("press-001"))
				if res.StatusCode == 409 && res.problem(t).Code == "idempotency_running" && res.Header.Get("Retry-After") == "5" {
					waiting.Add(1)
					if arrived.Add(1) == presses {
						close(release)
					}
				}
			})
		}
		wg.Wait()
		return n.Load(), waiting.Load()
	}
	if runs, running := all(&memory{}); runs != 1 || running != presses-1 {
		t.Errorf("%d ran and %d were told to wait, want 1 and %d", runs, running, presses-1)
	}
	if runs, _ := all(nil); runs != presses {
		t.Errorf("without the memory %d ran; this control should see %d", runs, presses)
	}
}

// TestOnceWithoutMemory: a memory that is away lets requests through; what they
// take is guarded further in.
func TestOnceWithoutMemory(t *testing.T) {
	t.Parallel()
	take, n := counter(t, &memory{fail: errors.New("redis is gone")}, func(_ int32, c *fiber.Ctx) error { return c.SendStatus(201) })
	if res := take(`{}`, key("press-001")); res.StatusCode != 201 || n.Load() != 1 {
		t.Errorf("%d %s, run %d times", res.StatusCode, res.text, n.Load())
	}
}
