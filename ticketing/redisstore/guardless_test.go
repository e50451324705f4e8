package redisstore_test

import (
	"context"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
)

// without is a Redis whose scripts lack one guard: the text of a file that is left out,
// and what stands there instead. It counts how many scripts that ran had it.
type without struct {
	whole, cut string // the text of the file with and without it
	met        int
}

// lacking returns the guard at text in a file, replaced by instead, which must be there.
func lacking(t *testing.T, file, text, instead string) *without {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), text) {
		t.Fatalf("%s has no such guard any more: %q", file, text)
	}
	return &without{whole: string(b), cut: strings.ReplaceAll(string(b), text, instead)}
}

// noScript makes a client send the text of a script.
type noScript struct{}

func (noScript) Error() string { return "NOSCRIPT the text, please" }
func (noScript) RedisError()   {}

// DialHook implements [redis.Hook].
func (w *without) DialHook(next redis.DialHook) redis.DialHook { return next }

// ProcessPipelineHook implements [redis.Hook].
func (w *without) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}

// ProcessHook implements [redis.Hook].
func (w *without) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		switch cmd.Name() {
		case "evalsha":
			cmd.SetErr(noScript{})
			return noScript{}
		case "eval":
			if source := cmd.Args()[1].(string); strings.Contains(source, w.whole) {
				cmd.Args()[1] = strings.ReplaceAll(source, w.whole, w.cut)
				w.met++
			}
		}
		return next(ctx, cmd)
	}
}

// lab is a stock on a Redis of which a test may lose writes.
type lab struct {
	*testing.T
	*redisstore.Stock
	redis redis.UniversalClient // with every guard
	pool  ticketing.Pool
	holds bool // press asks for holds, which take.lua gives, and not for claims
}

// photograph returns what brings the keys of the lab's pool back to what they are now,
// as a fail-over to a replica that was behind does.
func (l lab) photograph() (lose func()) {
	ctx := context.Background()
	keys := func() []string {
		all, err := l.redis.Keys(ctx, "*{"+string(l.pool.ID)+"}*").Result()
		if err != nil {
			l.Fatal(err)
		}
		return all
	}
	was := map[string]string{}
	for _, key := range keys() {
		text, err := l.redis.Dump(ctx, key).Result()
		if err != nil {
			l.Fatal(err)
		}
		was[key] = text
	}
	return func() {
		for _, key := range slices.Concat(keys(), slices.Collect(maps.Keys(was))) {
			l.redis.Del(ctx, key)
		}
		for key, text := range was {
			if err := l.redis.Restore(ctx, key, 0, text).Err(); err != nil {
				l.Fatal(err)
			}
		}
	}
}

// newLab returns a lab whose pool is built; w is the guard its scripts lack, nil for
// none.
func newLab(t *testing.T, p ticketing.Pool, plans ticketing.Plans, w *without) lab {
	t.Helper()
	address := testkit.RedisURL(t)
	client := testkit.Open(t, address)
	if w != nil {
		client.AddHook(w)
	}
	l := lab{T: t, Stock: &redisstore.Stock{Redis: client, Plans: plans}, redis: testkit.Redis(t), pool: p}
	rebuildWith(t, l.Stock, p, nil)
	return l
}
