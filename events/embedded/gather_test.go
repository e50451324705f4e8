package embedded_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events/embedded"
	"wanjia/events/fault"
	"wanjia/events/testkit"
)

// TestGathered: scripts asked for at once are each answered for themselves, the first
// of them though Redis has never heard of it, and an error of one is nobody else's.
func TestGathered(t *testing.T) {
	t.Parallel()
	g := embedded.Gather(testkit.Redis(t))
	run := fmt.Sprint(time.Now().UnixNano())
	echo := redis.NewScript("-- " + run + "\nif ARGV[1] == '13' then return redis.error_reply('ODD luck') end\nredis.call('SET', KEYS[1], ARGV[1], 'PX', 60000)\nreturn ARGV[1]")
	var all sync.WaitGroup
	for i := range 500 {
		all.Go(func() {
			got, err := echo.Run(t.Context(), g, []string{fmt.Sprintf("gathered:{%s}:%d", run, i)}, i).Text()
			switch {
			case i == 13:
				if err == nil || err.Error() != "ODD luck" {
					t.Errorf("13: %q, %v", got, err)
				}
			case err != nil || got != fmt.Sprint(i):
				t.Errorf("%d: %q, %v", i, got, err)
			}
		})
	}
	all.Wait()
	if got, err := g.Get(t.Context(), fmt.Sprintf("gathered:{%s}:%d", run, 499)).Result(); err != nil || got != "499" {
		t.Errorf("a script that was answered left %q, %v", got, err)
	}
}

// TestGatheredCallerLeaves: whoever leaves is answered at once and hinders nobody.
func TestGatheredCallerLeaves(t *testing.T) {
	t.Parallel()
	c := testkit.Redis(t)
	g := embedded.Gather(c)
	slow := redis.NewScript("local from = redis.call('TIME')\nrepeat local now = redis.call('TIME') until (now[1] - from[1]) * 1000000 + now[2] - from[2] > 200000\nreturn 1")
	soon, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	start := time.Now()
	err := slow.Run(soon, g, []string{"gathered:slow"}).Err()
	if took := time.Since(start); took > 150*time.Millisecond {
		t.Errorf("a caller with 20 ms waited %v", took)
	}
	if !errors.Is(err, context.DeadlineExceeded) || fault.Of(err).Kind != fault.Unavailable {
		t.Errorf("err = %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := slow.Run(ended, g, []string{"gathered:slow"}).Err(); !errors.Is(err, context.Canceled) {
		t.Errorf("of one who had left: %v", err)
	}
	if err := redis.NewScript("return 1").Run(t.Context(), g, []string{"gathered:slow"}).Err(); err != nil {
		t.Errorf("the next one: %v", err)
	}
}

// TestGatheredRedisAway: everybody hears of it, with its fault.
func TestGatheredRedisAway(t *testing.T) {
	t.Parallel()
	s, err := embedded.StartMiniredis(nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := embedded.OpenRedis(t.Context(), s.URL())
	if err != nil {
		t.Fatal(err)
	}
	g := embedded.Gather(c)
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if err := redis.NewScript("return 1").Run(t.Context(), g, []string{"k"}).Err(); !errors.Is(err, embedded.ErrRedisAway) {
				t.Errorf("err = %v", err)
			}
		})
	}
	all.Wait()
	if err := g.Close(); err != nil {
		t.Error(err)
	}
}
