package redisstore_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events/embedded"
	"wanjia/events/fault"
	"wanjia/events/testkit"
	"wanjia/gateway/redisstore"
)

func TestLimiterBurst(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, client redis.UniversalClient) {
		l, key := &redisstore.Limiter{Redis: client}, fresh(t)
		rate := redisstore.Rate{Count: 3, Per: time.Hour}
		for left := 2; left >= 0; left-- {
			d, err := l.Allow(t.Context(), key, rate)
			if err != nil {
				t.Fatal(err)
			}
			if !d.OK || d.Remaining != left || d.RetryAfter != 0 || d.Reset <= 0 || d.Reset > time.Hour {
				t.Errorf("with %d left: %+v", left, d)
			}
		}
		d, err := l.Allow(t.Context(), key, rate)
		if err != nil {
			t.Fatal(err)
		}
		if d.OK || d.RetryAfter < 19*time.Minute || d.RetryAfter > 20*time.Minute {
			t.Errorf("the fourth of three an hour: %+v, want refused for 20 minutes", d)
		}
		if d, err := l.Allow(t.Context(), fresh(t), rate); err != nil || !d.OK {
			t.Errorf("another key: %+v, %v", d, err)
		}
		ttl, err := client.PTTL(t.Context(), "limit:"+key).Result()
		if err != nil || ttl <= 0 || ttl > time.Hour+time.Second {
			t.Errorf("the key expires in %v, %v", ttl, err)
		}
	})
}

// TestLimiterRefills waits as long as it is told to and is let through: neither
// sooner nor later than promised.
func TestLimiterRefills(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, client redis.UniversalClient) {
		l, key := &redisstore.Limiter{Redis: client}, fresh(t)
		rate := redisstore.Rate{Count: 5, Per: time.Second, Burst: 1}
		allow := func() redisstore.Decision {
			d, err := l.Allow(t.Context(), key, rate)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		allow()
		start := time.Now()
		d := allow()
		if d.OK || d.RetryAfter <= 0 || d.RetryAfter > 200*time.Millisecond {
			t.Fatalf("the second at once: %+v", d)
		}
		for !d.OK {
			if time.Since(start) > 10*time.Second {
				t.Fatal("never let through again")
			}
			time.Sleep(d.RetryAfter) // the wait itself is what is tested
			d = allow()
		}
		if took := time.Since(start); took < 150*time.Millisecond {
			t.Errorf("let through again after %v, one in 200ms is the rate", took)
		}
	})
}

// TestLimiterLongRun: who asks all the time gets the rate, not more.
func TestLimiterLongRun(t *testing.T) {
	t.Parallel()
	l, key := &redisstore.Limiter{Redis: testkit.Redis(t)}, fresh(t)
	rate := redisstore.Rate{Count: 100, Per: time.Second, Burst: 10}
	start, passed := time.Now(), 0
	for time.Since(start) < 700*time.Millisecond {
		d, err := l.Allow(t.Context(), key, rate)
		if err != nil {
			t.Fatal(err)
		}
		if d.OK {
			passed++
		}
	}
	most := 10 + int(time.Since(start).Seconds()*100) + 1
	if passed > most || passed < most/2 {
		t.Errorf("%d passed in %v, at most %d may", passed, time.Since(start), most)
	}
}

const contenders, places = 200, 20

// TestLimiterContention: of many at once exactly as many pass as may. The same
// crowd on a limiter that reads and then writes is the proof that it can fail.
func TestLimiterContention(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, client redis.UniversalClient) {
		l, key := &redisstore.Limiter{Redis: client}, fresh(t)
		passed := crowd(t, func(ctx context.Context) (bool, error) {
			d, err := l.Allow(ctx, key, redisstore.Rate{Count: places, Per: time.Hour})
			return d.OK, err
		})
		if passed != places {
			t.Errorf("%d passed, want %d", passed, places)
		}
	})
	t.Run("negative control", func(t *testing.T) {
		t.Parallel()
		client, key, allRead := testkit.Redis(t), "limit:"+fresh(t), meeting(contenders)
		passed := crowd(t, func(ctx context.Context) (bool, error) {
			n, err := client.Get(ctx, key).Int()
			allRead()
			if err != nil && !errors.Is(err, redis.Nil) {
				return false, err
			}
			if n >= places {
				return false, nil
			}
			return true, client.Set(ctx, key, n+1, time.Minute).Err()
		})
		if passed <= places {
			t.Errorf("without a script %d passed, so the test above would not notice", passed)
		}
		t.Logf("without a script %d of %d passed, with it %d", passed, contenders, places)
	})
}

// meeting returns a function in which n callers wait for each other. It widens
// the gap between reading and writing, so that a negative control does not
// depend on luck.
func meeting(n int) func() {
	var wg sync.WaitGroup
	wg.Add(n)
	return func() {
		wg.Done()
		wg.Wait()
	}
}

// crowd lets all try at the same moment and counts who passes.
func crowd(t *testing.T, try func(context.Context) (bool, error)) int {
	var (
		wg     sync.WaitGroup
		passed atomic.Int32
		gun    = make(chan struct{})
	)
	for range contenders {
		wg.Go(func() {
			<-gun
			ok, err := try(t.Context())
			if err != nil {
				t.Error(err)
			}
			if ok {
				passed.Add(1)
			}
		})
	}
	close(gun)
	wg.Wait()
	return int(passed.Load())
}

// TestLimiterClockSetBack: a moment farther away than the rate can lead to, as
// another node's clock may leave, does not keep anybody out for long.
func TestLimiterClockSetBack(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, client redis.UniversalClient) {
		l, key := &redisstore.Limiter{Redis: client}, fresh(t)
		future := time.Now().Add(24 * time.Hour).UnixMicro()
		if err := client.Set(t.Context(), "limit:"+key, future, 48*time.Hour).Err(); err != nil {
			t.Fatal(err)
		}
		d, err := l.Allow(t.Context(), key, redisstore.Rate{Count: 60, Per: time.Minute})
		if err != nil {
			t.Fatal(err)
		}
		if d.OK || d.RetryAfter > time.Second {
			t.Errorf("%+v, want a second's wait at most", d)
		}
	})
}

func TestLimiterBadRate(t *testing.T) {
	t.Parallel()
	l := &redisstore.Limiter{Redis: testkit.Redis(t)}
	for name, rate := range map[string]redisstore.Rate{
		"nothing":        {},
		"no duration":    {Count: 1},
		"negative":       {Count: -1, Per: time.Second},
		"negative burst": {Count: 1, Per: time.Second, Burst: -1},
	} {
		if _, err := l.Allow(t.Context(), fresh(t), rate); err == nil || fault.Of(err).Kind != fault.Internal {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLimiterLongKey(t *testing.T) {
	t.Parallel()
	client := testkit.Redis(t)
	l := &redisstore.Limiter{Redis: client}
	key := fresh(t) + string(make([]byte, 10_000))
	for want := range 2 {
		d, err := l.Allow(t.Context(), key, redisstore.Rate{Count: 1, Per: time.Hour})
		if err != nil || d.OK != (want == 0) {
			t.Errorf("try %d: %+v, %v", want, d, err)
		}
	}
	if n, err := client.Exists(t.Context(), "limit:"+key).Result(); err != nil || n != 0 {
		t.Errorf("the long key itself is in Redis: %d, %v", n, err)
	}
}

// TestRedisAway: who cannot be asked is reported as away, within the caller's
// deadline, and not as a bug of ours.
func TestRedisAway(t *testing.T) {
	t.Parallel()
	server := testkit.RedisServer(t)
	proxy := testkit.NewProxy(t, "unix", server.Dir()+"/redis.sock")
	client := testkit.Open(t, "redis://"+proxy.Addr())
	limiter := &redisstore.Limiter{Redis: client}
	replies := &redisstore.Replies{Redis: client}
	key := fresh(t)
	try := func(ctx context.Context) map[string]error {
		_, limited := limiter.Allow(ctx, key, redisstore.Rate{Count: 1000, Per: time.Second})
		_, begun := replies.Begin(ctx, "ann", key+time.Now().String(), "f")
		return map[string]error{"Allow": limited, "Begin": begun}
	}
	for name, breakIt := range map[string]func(){"cut": proxy.Cut, "stalled": proxy.Pause} {
		breakIt()
		ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond)
		start := time.Now()
		for call, err := range try(ctx) {
			if !errors.Is(err, embedded.ErrRedisAway) || fault.Of(err).Kind != fault.Unavailable {
				t.Errorf("%s with the line %s: %v, want ErrRedisAway", call, name, err)
			}
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("with the line %s it took %v to say so, the deadline was 400ms", name, took)
		}
		cancel()
		proxy.Heal()
		ctx, cancel = context.WithTimeout(t.Context(), 5*time.Second)
		for call, err := range try(ctx) {
			if err != nil {
				t.Errorf("%s after the line was mended (%s): %v", call, name, err)
			}
		}
		cancel()
	}
}
