package redisstore_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"wanjia/events/testkit"
	"wanjia/gateway/redisstore"
)

func begin(t *testing.T, r *redisstore.Replies, scope, key, fingerprint string, want redisstore.State) redisstore.Begun {
	t.Helper()
	b, err := r.Begin(t.Context(), scope, key, fingerprint)
	if err != nil {
		t.Fatal(err)
	}
	if b.State != want {
		t.Fatalf("Begin found %s, want %s", b.State, want)
	}
	return b
}

func finish(t *testing.T, r *redisstore.Replies, token redisstore.Token, reply redisstore.Reply) {
	t.Helper()
	if err := r.Finish(t.Context(), token, reply, 0); err != nil {
		t.Fatal(err)
	}
}

func TestRepliesLife(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, client redis.UniversalClient) {
		r, key := &redisstore.Replies{Redis: client}, fresh(t)
		f := redisstore.Fingerprint("POST", "/v1/pools/p/claims", `{"party":3}`)
		token := begin(t, r, "ann", key, f, redisstore.Fresh).Token
		if b := begin(t, r, "ann", key, f, redisstore.Running); b.RetryAfter <= 0 || b.RetryAfter > redisstore.LockFor {
			t.Errorf("a running request is to be asked again in %v", b.RetryAfter)
		}
		begin(t, r, "ann", key, "another request", redisstore.Mismatch)
		begin(t, r, "bob", key, f, redisstore.Fresh) // his key, not hers

		reply := redisstore.Reply{
			Status: http.StatusCreated,
			Header: map[string]string{"Content-Type": "application/json", "Location": "/v1/claims/万"},
			Body:   []byte("{\"places\":[1,2,3]}\n\x00\xff"),
		}
		finish(t, r, token, reply)
		finish(t, r, token, reply) // the answer to the first may have been lost
		if diff := cmp.Diff(reply, begin(t, r, "ann", key, f, redisstore.Done).Reply); diff != "" {
			t.Errorf("the reply came back changed (-want +got):\n%s", diff)
		}
		begin(t, r, "ann", key, "another request", redisstore.Mismatch)
		if err := r.Abandon(t.Context(), token); err != nil {
			t.Error(err)
		}
		begin(t, r, "ann", key, f, redisstore.Done) // Abandon after Finish takes nothing away
	})
}

// TestRepliesOfAMoment: errors are replayed like any reply, except those that
// speak of a moment, after which the key is free again.
func TestRepliesOfAMoment(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, client redis.UniversalClient) {
		r := &redisstore.Replies{Redis: client}
		for status, kept := range map[int]bool{201: true, 204: true, 400: true, 404: true, 422: true, 409: false, 429: false, 500: false, 503: false} {
			key := fresh(t)
			token := begin(t, r, "ann", key, "f", redisstore.Fresh).Token
			finish(t, r, token, redisstore.Reply{Status: status})
			want := redisstore.Fresh
			if kept {
				want = redisstore.Done
			}
			begin(t, r, "ann", key, "f", want)
		}
	})
}

func TestRepliesAbandon(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, client redis.UniversalClient) {
		r, key := &redisstore.Replies{Redis: client}, fresh(t)
		first := begin(t, r, "ann", key, "f", redisstore.Fresh).Token
		for range 2 {
			if err := r.Abandon(t.Context(), first); err != nil {
				t.Fatal(err)
			}
		}
		second := begin(t, r, "ann", key, "f", redisstore.Fresh).Token
		if err := r.Abandon(t.Context(), first); err != nil { // late, and no longer its business
			t.Fatal(err)
		}
		begin(t, r, "ann", key, "f", redisstore.Running)
		finish(t, r, second, redisstore.Reply{Status: 200})
	})
}

// TestRepliesLockLapses: a runner that died does not block the key, and one that
// was only slow does not overwrite who came after it.
func TestRepliesLockLapses(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, client redis.UniversalClient) {
		r, key := &redisstore.Replies{Redis: client, LockFor: 150 * time.Millisecond}, fresh(t)
		slow := begin(t, r, "ann", key, "f", redisstore.Fresh).Token
		next := awaitFresh(t, r, key)
		if err := r.Finish(t.Context(), slow, redisstore.Reply{Status: 200, Body: []byte("slow")}, 0); !errors.Is(err, redisstore.ErrLockLost) {
			t.Errorf("Finish after another attempt has taken over = %v, want ErrLockLost", err)
		}
		finish(t, r, next, redisstore.Reply{Status: 200, Body: []byte("next")})
		if b := begin(t, r, "ann", key, "f", redisstore.Done); string(b.Reply.Body) != "next" {
			t.Errorf("the reply kept is %q", b.Reply.Body)
		}

		// Slow, but nobody came after it: it did run, so its reply is kept.
		key = fresh(t)
		slow = begin(t, r, "ann", key, "f", redisstore.Fresh).Token
		awaitGone(t, r, client, key)
		finish(t, r, slow, redisstore.Reply{Status: 201})
		begin(t, r, "ann", key, "f", redisstore.Done)
	})
}

// awaitFresh begins until the lock of the attempt before has lapsed.
func awaitFresh(t *testing.T, r *redisstore.Replies, key string) redisstore.Token {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		b, err := r.Begin(t.Context(), "ann", key, "f")
		if err != nil {
			t.Fatal(err)
		}
		if b.State == redisstore.Fresh {
			return b.Token
		}
		time.Sleep(min(b.RetryAfter, 20*time.Millisecond) + time.Millisecond)
	}
	t.Fatal("the lock never lapsed")
	return redisstore.Token{}
}

// awaitGone waits until Redis has forgotten the key.
func awaitGone(t *testing.T, r *redisstore.Replies, client redis.UniversalClient, key string) {
	t.Helper()
	name := "reply:{" + redisstore.Fingerprint("ann", key) + "}"
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if n, err := client.Exists(t.Context(), name).Result(); err != nil {
			t.Fatal(err)
		} else if n == 0 {
			return
		}
	}
	t.Fatal("the lock never lapsed")
}

func TestRepliesExpire(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, client redis.UniversalClient) {
		r, key := &redisstore.Replies{Redis: client}, fresh(t)
		token := begin(t, r, "ann", key, "f", redisstore.Fresh).Token
		finish(t, r, token, redisstore.Reply{Status: 200})
		name := "reply:{" + redisstore.Fingerprint("ann", key) + "}"
		ttl, err := client.PTTL(t.Context(), name).Result()
		if err != nil || ttl <= redisstore.KeepFor-time.Minute || ttl > redisstore.KeepFor {
			t.Errorf("a kept reply expires in %v, %v, want %v", ttl, err, redisstore.KeepFor)
		}
		if err := r.Finish(t.Context(), token, redisstore.Reply{Status: 200}, 30*time.Millisecond); err != nil {
			t.Fatal(err)
		}
		awaitGone(t, r, client, key)
	})
}

func TestRepliesTooLarge(t *testing.T) {
	t.Parallel()
	r, key := &redisstore.Replies{Redis: testkit.Redis(t)}, fresh(t)
	token := begin(t, r, "ann", key, "f", redisstore.Fresh).Token
	large := redisstore.Reply{Status: 200, Body: make([]byte, redisstore.MaxReply+1)}
	if err := r.Finish(t.Context(), token, large, 0); !errors.Is(err, redisstore.ErrReplyTooLarge) {
		t.Errorf("Finish = %v, want ErrReplyTooLarge", err)
	}
	large.Body = bytes.Repeat([]byte{'x'}, redisstore.MaxReply)
	finish(t, r, token, large)
	if b := begin(t, r, "ann", key, "f", redisstore.Done); len(b.Reply.Body) != redisstore.MaxReply {
		t.Errorf("%d bytes came back", len(b.Reply.Body))
	}
}

// TestRepliesContention: of 200 at once exactly one may run. The same crowd on
// GET and then SET is the proof that the test can fail.
func TestRepliesContention(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, client redis.UniversalClient) {
		r, key := &redisstore.Replies{Redis: client}, fresh(t)
		var (
			mu   sync.Mutex
			seen = map[redisstore.State]int{}
		)
		crowd(t, func(ctx context.Context) (bool, error) {
			b, err := r.Begin(ctx, "ann", key, "f")
			mu.Lock()
			defer mu.Unlock()
			seen[b.State]++
			return b.State == redisstore.Fresh, err
		})
		want := map[redisstore.State]int{redisstore.Fresh: 1, redisstore.Running: contenders - 1}
		if diff := cmp.Diff(want, seen); diff != "" {
			t.Errorf("states found (-want +got):\n%s", diff)
		}
	})
	t.Run("negative control", func(t *testing.T) {
		t.Parallel()
		client, key, allRead := testkit.Redis(t), "reply:"+fresh(t), meeting(contenders)
		runners := crowd(t, func(ctx context.Context) (bool, error) {
			n, err := client.Exists(ctx, key).Result()
			allRead()
			if err != nil || n > 0 {
				return false, err
			}
			return true, client.Set(ctx, key, "running", time.Minute).Err()
		})
		if runners < 2 {
			t.Errorf("without a script %d ran, so the test above would not notice", runners)
		}
		t.Logf("without a script %d of %d ran, with it 1", runners, contenders)
	})
}

// TestBeginRepeated: the client library sends a command again when its answer
// was lost. The attempt that has the key must still be told so.
func TestBeginRepeated(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, client redis.UniversalClient) {
		twice := &repeater{}
		client.AddHook(twice)
		r := &redisstore.Replies{Redis: client}
		begin(t, r, "ann", fresh(t), "f", redisstore.Fresh)
		if twice.repeated == 0 {
			t.Error("no command was repeated, so nothing was tested")
		}
	})
}

// repeater sends every script twice and passes on the second answer.
type repeater struct{ repeated int }

// DialHook implements redis.Hook.
func (*repeater) DialHook(next redis.DialHook) redis.DialHook { return next }

// ProcessHook implements redis.Hook.
func (r *repeater) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		err := next(ctx, cmd)
		if name := cmd.Name(); err == nil && (name == "evalsha" || name == "eval") {
			r.repeated++
			err = next(ctx, cmd)
		}
		return err
	}
}

// ProcessPipelineHook implements redis.Hook.
func (*repeater) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}

func TestFingerprint(t *testing.T) {
	t.Parallel()
	a, b := redisstore.Fingerprint("ab", "c"), redisstore.Fingerprint("a", "bc")
	if a == b || a == redisstore.Fingerprint("abc") || a != redisstore.Fingerprint("ab", "c") {
		t.Error("parts of a request run together")
	}
}
