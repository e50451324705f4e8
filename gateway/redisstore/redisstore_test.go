package redisstore_test

import (
	"crypto/rand"
	"testing"

	"github.com/redis/go-redis/v9"

	"wanjia/events/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// onEach runs a test on everything that serve may run on.
func onEach(t *testing.T, test func(t *testing.T, client redis.UniversalClient)) {
	for name, open := range map[string]func(testing.TB) redis.UniversalClient{
		"redis-server": testkit.Redis,
		"miniredis":    testkit.Miniredis,
		"cluster":      testkit.Cluster,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

// fresh is a key no other test has.
func fresh(t *testing.T) string { return t.Name() + "/" + rand.Text() }
