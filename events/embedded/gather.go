package embedded

import (
	"cmp"
	"context"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// Bounds of what [Gathered] sends.
const (
	gatherFlights = 2   // groups on their way at a time
	gatherMost    = 128 // scripts in a group
)

// Gathered is a client whose scripts travel together: those that are asked for while
// two groups are on their way make the next group, and cost one write and one read
// instead of one each. There is no timer: alone, a script leaves at once. Everything
// but EvalSha goes straight to the client below.
//
// A caller waits no longer than its context. One that leaves before its script was
// sent has not run it; later, it does not learn the outcome. A group that is lost may
// be sent again by the library, as single commands are: scripts bear running twice.
type Gathered struct {
	redis.UniversalClient
	// Within bounds a group, 0 for the usual seconds. It is set before use.
	Within time.Duration

	mu      sync.Mutex
	waiting []*gathered
	flying  int
	flights sync.WaitGroup
}

type gathered struct {
	ctx  context.Context
	cmd  *redis.Cmd
	done chan struct{}
}

// Gather returns c with its scripts gathered. Closing it closes c.
func Gather(c redis.UniversalClient) *Gathered { return &Gathered{UniversalClient: c} }

// Close waits for the scripts on their way and closes the client.
func (g *Gathered) Close() error {
	g.flights.Wait()
	return g.UniversalClient.Close()
}

// EvalSha implements [redis.Scripter].
func (g *Gathered) EvalSha(ctx context.Context, sha1 string, keys []string, args ...any) *redis.Cmd {
	words := make([]any, 0, 3+len(keys)+len(args))
	words = append(words, "evalsha", sha1, len(keys))
	for _, key := range keys {
		words = append(words, key)
	}
	// The command belongs to the group, which may outlive its caller, and so does not
	// take the caller's context along.
	e := &gathered{ctx: ctx, cmd: redis.NewCmd(context.WithoutCancel(ctx), append(words, args...)...), done: make(chan struct{})}
	if len(keys) > 0 {
		e.cmd.SetFirstKeyPos(3)
	}
	g.mu.Lock()
	g.waiting = append(g.waiting, e)
	if g.flying < gatherFlights {
		g.flying++
		g.flights.Go(g.fly)
	}
	g.mu.Unlock()
	select {
	case <-e.done:
		if redis.HasErrorPrefix(e.cmd.Err(), "NOSCRIPT") {
			e.cmd.SetErr(redis.ErrNoScript) // as the client below says it
		}
		return e.cmd
	case <-ctx.Done():
		left := redis.NewCmd(ctx)
		left.SetErr(away(context.Cause(ctx)))
		return left
	}
}

// fly sends group after group until nobody waits.
func (g *Gathered) fly() {
	for {
		g.mu.Lock()
		n := min(len(g.waiting), gatherMost)
		group := g.waiting[:n:n]
		g.waiting = g.waiting[n:]
		if n == 0 {
			g.waiting = nil
			g.flying--
			g.mu.Unlock()
			return
		}
		g.mu.Unlock()
		g.send(group)
	}
}

// send runs a group under a deadline of its own: no caller ends what others wait for.
func (g *Gathered) send(group []*gathered) {
	ctx, cancel := context.WithTimeout(context.Background(), cmp.Or(g.Within, ioTimeout))
	defer cancel()
	pipe := g.Pipeline()
	for _, e := range group {
		if err := e.ctx.Err(); err != nil {
			e.cmd.SetErr(away(err))
			continue
		}
		_ = pipe.Process(ctx, e.cmd) // only adds it
	}
	_, _ = pipe.Exec(ctx) // each command has its own answer
	for _, e := range group {
		close(e.done)
	}
}
