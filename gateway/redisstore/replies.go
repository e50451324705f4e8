package redisstore

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events/fault"
)

var (
	//go:embed begin.lua
	beginLua string
	begin    = redis.NewScript(beginLua)
	//go:embed finish.lua
	finishLua string
	finish    = redis.NewScript(finishLua)
	//go:embed abandon.lua
	abandonLua string
	abandon    = redis.NewScript(abandonLua)
)

// Errors of keeping replies.
var (
	// ErrLockLost: the attempt took longer than its lock and another one has
	// the key by now; its reply stands, not this one.
	ErrLockLost = fault.New(fault.Conflict, "idempotency_lock_lost", "another attempt of the same request has taken over")
	// ErrReplyTooLarge: the reply is beyond MaxReply and was not kept.
	ErrReplyTooLarge = fault.New(fault.Internal, "reply_too_large", "the answer is too large to be kept for a repeat")
)

// Times and sizes of replies.
const (
	LockFor  = 30 * time.Second // how long an attempt has the key; longer than any request may run
	KeepFor  = 24 * time.Hour   // how long a reply is replayed
	MaxReply = 1 << 20          // bytes of a body that is kept
)

// State is what [Replies.Begin] found under a key.
type State uint8

// The states.
const (
	Fresh    State = iota // the key is the caller's: run, then Finish or Abandon
	Running               // another attempt runs: answer 409, retry later
	Done                  // it has run: replay Reply
	Mismatch              // the key belongs to a different request: a client's mistake
)

// String names the state.
func (s State) String() string {
	names := [...]string{"fresh", "running", "done", "mismatch"}
	if int(s) < len(names) {
		return names[s]
	}
	return "unknown"
}

// Reply is an HTTP reply, kept to the byte.
type Reply struct {
	Status int
	Header map[string]string // those worth replaying: Content-Type, Location, ...
	Body   []byte
}

// Token names one attempt at one key. Its zero value names none.
type Token struct {
	key, attempt, fingerprint string
}

// Begun is the answer of [Replies.Begin].
type Begun struct {
	State      State
	Token      Token         // when Fresh
	Reply      Reply         // when Done
	RetryAfter time.Duration // when Running: when the lock would lapse by itself
}

// Replies remembers, for a while, what was answered under an idempotency key.
// It spares clients a second run; it is no guard. What must not happen twice has
// a document of its own with a deterministic id.
type Replies struct {
	Redis redis.UniversalClient

	LockFor time.Duration // 0 means the constant of that name
}

// Begin takes key for one attempt at a request, or says what has become of the
// key. scope is whose key it is, the credential, so that keys of different people
// never meet; fingerprint comes from [Fingerprint] and tells requests apart.
//
// The caller of a Fresh key ends it with [Replies.Finish] or [Replies.Abandon];
// if it dies, the lock lapses by itself.
func (r *Replies) Begin(ctx context.Context, scope, key, fingerprint string) (Begun, error) {
	t := Token{key: replyKey(scope, key), attempt: rand.Text(), fingerprint: fingerprint}
	lockFor := r.LockFor
	if lockFor == 0 {
		lockFor = LockFor
	}
	answer, err := begin.Run(ctx, r.Redis, []string{t.key}, t.attempt, fingerprint, lockFor.Milliseconds()).StringSlice()
	if err != nil {
		return Begun{}, fmt.Errorf("run begin.lua: %w", err)
	}
	switch {
	case len(answer) == 1 && answer[0] == "fresh":
		return Begun{State: Fresh, Token: t}, nil
	case len(answer) == 1 && answer[0] == "mismatch":
		return Begun{State: Mismatch}, nil
	case len(answer) == 2 && answer[0] == "running":
		ms, err := strconv.ParseInt(answer[1], 10, 64)
		return Begun{State: Running, RetryAfter: max(0, time.Duration(ms)*time.Millisecond)}, err
	case len(answer) == 4 && answer[0] == "done":
		reply, err := readReply(answer[1:])
		return Begun{State: Done, Reply: reply}, err
	}
	return Begun{}, fmt.Errorf("begin.lua answered %d fields", len(answer))
}

// Storable says whether a reply of that status is kept. Those that speak of a
// moment are not: the same request may fare better on the next attempt.
func Storable(status int) bool {
	switch status {
	case 409, 429, 500, 503:
		return false
	}
	return true
}

// Finish keeps the reply for keepFor (0 means KeepFor) and ends the attempt. A
// reply that is not [Storable] frees the key instead. Safe to repeat.
//
// Errors: [ErrLockLost]; [ErrReplyTooLarge], after which the key is locked until
// it lapses; those of Redis, after which the outcome is unknown.
func (r *Replies) Finish(ctx context.Context, t Token, reply Reply, keepFor time.Duration) error {
	if !Storable(reply.Status) {
		return r.Abandon(ctx, t)
	}
	if len(reply.Body) > MaxReply {
		return ErrReplyTooLarge
	}
	if keepFor == 0 {
		keepFor = KeepFor
	}
	header, err := json.Marshal(reply.Header)
	if err != nil {
		return fmt.Errorf("encode the header of a reply: %w", err)
	}
	kept, err := finish.Run(ctx, r.Redis, []string{t.key},
		t.attempt, t.fingerprint, keepFor.Milliseconds(), reply.Status, header, reply.Body).Bool()
	if err != nil {
		return fmt.Errorf("run finish.lua: %w", err)
	}
	if !kept {
		return ErrLockLost
	}
	return nil
}

// Abandon ends the attempt without a reply and frees the key for the next one.
// Safe to repeat, and harmless after Finish.
func (r *Replies) Abandon(ctx context.Context, t Token) error {
	if err := abandon.Run(ctx, r.Redis, []string{t.key}, t.attempt).Err(); err != nil {
		return fmt.Errorf("run abandon.lua: %w", err)
	}
	return nil
}

// Fingerprint is a short name of a request: its method, path, body and whatever
// else makes it another one. Parts are told apart, so ("ab", "c") and ("a", "bc")
// differ.
func Fingerprint(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		_ = binary.Write(h, binary.BigEndian, uint64(len(p))) // a hash never fails
		h.Write([]byte(p))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// replyKey hides what a client has chosen, and with it its length and its
// characters. The hash tag keeps what may join it one day on the same slot.
func replyKey(scope, key string) string { return "reply:{" + Fingerprint(scope, key) + "}" }

func readReply(fields []string) (Reply, error) {
	status, err := strconv.Atoi(fields[0])
	if err != nil {
		return Reply{}, fmt.Errorf("read the status of a kept reply: %w", err)
	}
	out := Reply{Status: status, Body: []byte(fields[2])}
	if err := json.Unmarshal([]byte(fields[1]), &out.Header); err != nil {
		return Reply{}, fmt.Errorf("read the header of a kept reply: %w", err)
	}
	return out, nil
}
