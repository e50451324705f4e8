package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Replies remembers what was answered under an idempotency key.
type Replies interface {
	// Begin takes key for one attempt, or says what has become of it. Keys of
	// different scopes never meet; fingerprint tells requests apart.
	Begin(ctx context.Context, scope, key, fingerprint string) (Attempt, error)
}

// KeyState is what [Replies.Begin] found under a key.
type KeyState uint8

// The states of a key.
const (
	KeyFresh    KeyState = iota // ours: run, then Finish or Abandon
	KeyRunning                  // another attempt runs
	KeyDone                     // it has run: replay Reply
	KeyMismatch                 // it belongs to another request
)

// Attempt is the outcome of [Replies.Begin].
type Attempt struct {
	State   KeyState
	Reply   Reply                              // with KeyDone
	Finish  func(context.Context, Reply) error // with KeyFresh: keeps the reply
	Abandon func(context.Context) error        // with KeyFresh: frees the key
}

// Reply is an answer kept to the byte.
type Reply struct {
	Status int
	Header map[string]string
	Body   []byte
}

// once runs the rest of the chain at most once per Idempotency-Key and account,
// and gives repeats the same answer for a day, errors included. Answers that
// speak of a moment (409, 429 and ours at fault) are not kept.
//
// Without the memory it runs as it is: what must not happen twice has an id made
// from the same key, so a repeat finds what the first one made.
func (a *API) once(c *fiber.Ctx, r Route) error {
	key := c.Get("Idempotency-Key")
	if !validToken(key, 8, 64) {
		return errKey
	}
	if a.Replies == nil || r.Own {
		return r.next(c)
	}
	ctx := c.UserContext()
	soon, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	attempt, err := a.Replies.Begin(soon, string(requestOf(ctx).Account), key, fingerprint(c))
	if err != nil {
		a.Log.WarnContext(ctx, "memory of replies away", "route", r.ID, "err", err)
		return c.Next()
	}
	switch attempt.State {
	case KeyRunning:
		return errKeyRunning
	case KeyMismatch:
		return errKeyReused
	case KeyDone:
		for name, value := range attempt.Reply.Header {
			c.Set(name, value)
		}
		c.Set("Idempotency-Replayed", "true")
		return c.Status(attempt.Reply.Status).Send(attempt.Reply.Body)
	}
	return a.attempt(c, r, attempt)
}

// attempt runs the request and keeps what it answered. Whatever happens, the key
// is let go.
func (a *API) attempt(c *fiber.Ctx, r Route, attempt Attempt) error {
	// The answer is kept though the request's time may be over.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.UserContext()), 2*time.Second)
	defer cancel()
	kept := false
	defer func() {
		if kept {
			return
		}
		if err := attempt.Abandon(ctx); err != nil {
			a.Log.WarnContext(ctx, "idempotency key not freed", "route", r.ID, "err", err)
		}
	}()
	if err := c.Next(); err != nil {
		if err := a.onError(c, err); err != nil {
			return err
		}
	}
	status := c.Response().StatusCode()
	if ofTheMoment(status) {
		return nil
	}
	kept = true
	err := attempt.Finish(ctx, Reply{
		Status: status,
		Header: map[string]string{fiber.HeaderContentType: string(c.Response().Header.ContentType())},
		Body:   append([]byte(nil), c.Response().Body()...),
	})
	if err != nil {
		kept = false
		a.Log.WarnContext(ctx, "reply not kept", "route", r.ID, "err", err)
	}
	return nil
}

// ofTheMoment says whether the same request may fare better next time.
func ofTheMoment(status int) bool {
	return status == http.StatusConflict || status == http.StatusTooManyRequests || status >= 500
}

// fingerprint tells requests apart: a key belongs to one.
func fingerprint(c *fiber.Ctx) string {
	h := sha256.New()
	h.Write([]byte(c.Method() + " " + c.Path() + "\x00"))
	h.Write(c.Body())
	return hex.EncodeToString(h.Sum(nil))
}
