package embedded

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/redis/go-redis/v9"

	"wanjia/events/fault"
)

// ErrRedisAway: Redis cannot be reached, or says that it cannot do its work now
// (loading, no room on its disk, no master). Whether the command ran is unknown.
var ErrRedisAway = fault.New(fault.Unavailable, "redis_unavailable", "a part of the service is away for a moment; please try again shortly")

// notNow are the beginnings of answers that mean: right command, wrong moment.
var notNow = []string{"LOADING", "MISCONF", "READONLY", "CLUSTERDOWN", "MASTERDOWN", "OOM", "TRYAGAIN", "BUSY ", "NOREPLICAS", "ERR max number of clients", "UNBLOCKED"}

// away wraps err as [ErrRedisAway] if it is of that sort, and leaves it alone
// otherwise: redis.Nil, errors of a script and a caller who has left are none.
func away(err error) error {
	if err == nil || errors.Is(err, redis.Nil) || errors.Is(err, context.Canceled) || errors.Is(err, ErrRedisAway) {
		return err
	}
	if answer, ok := errors.AsType[redis.Error](err); ok {
		for _, beginning := range notNow {
			if strings.HasPrefix(answer.Error(), beginning) {
				return awayError{err}
			}
		}
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return awayError{err}
	}
	for _, e := range []error{io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, redis.ErrPoolTimeout, redis.ErrPoolExhausted, context.DeadlineExceeded} {
		if errors.Is(err, e) {
			return awayError{err}
		}
	}
	return err
}

// awayError is an error of the library that also is an [ErrRedisAway].
type awayError struct{ err error }

// Error implements error.
func (e awayError) Error() string { return "redis: " + e.err.Error() }

// Unwrap gives both sides.
func (e awayError) Unwrap() []error { return []error{ErrRedisAway, e.err} }

// faultHook gives every error of a client its fault, so that no store has to
// know how the library words its troubles.
type faultHook struct{}

// DialHook implements redis.Hook.
func (faultHook) DialHook(next redis.DialHook) redis.DialHook { return next }

// ProcessHook implements redis.Hook.
func (faultHook) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		return away(next(ctx, cmd)) // the library stores the answer in cmd
	}
}

// ProcessPipelineHook implements redis.Hook.
func (faultHook) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		err := next(ctx, cmds)
		for _, cmd := range cmds {
			cmd.SetErr(away(cmd.Err()))
		}
		return away(err)
	}
}
