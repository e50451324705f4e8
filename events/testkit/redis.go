package testkit

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events/embedded"
)

// Redis is a client of a real redis-server that all tests of the process share.
// Nobody flushes it: keys begin with something of the test's own (rand.Text),
// or hold fresh ids.
func Redis(t testing.TB) redis.UniversalClient {
	t.Helper()
	return Open(t, RedisURL(t))
}

// RedisURL is the address of the server that [Redis] gives a client of.
func RedisURL(t testing.TB) string {
	t.Helper()
	needRedisServer(t)
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if shared.server == nil {
		dir, err := sharedDir()
		if err != nil {
			t.Fatal(err)
		}
		shared.server, err = embedded.StartRedis(starting(t), embedded.RedisConfig{Dir: filepath.Join(dir, "redis")})
		if err != nil {
			t.Fatal(err)
		}
	}
	return shared.server.URL()
}

// RedisServer is a redis-server of the test's own, which it may kill.
func RedisServer(t testing.TB) *embedded.RedisServer {
	t.Helper()
	needRedisServer(t)
	s, err := embedded.StartRedis(starting(t), embedded.RedisConfig{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, s)
	return s
}

// Miniredis is a client of a miniredis of the test's own, with a running clock:
// what serve falls back to where redis-server is not installed.
func Miniredis(t testing.TB) redis.UniversalClient {
	t.Helper()
	s, err := embedded.StartMiniredis(nil)
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, s)
	return Open(t, s.URL())
}

func closeAtEnd(t testing.TB, s *embedded.RedisServer) {
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := s.Close(ctx); err != nil {
			t.Error(err)
		}
	})
}

// Cluster is a client of a Redis Cluster of three masters and three replicas
// that all tests of the process share. Who wants to break one has [OwnCluster].
func Cluster(t testing.TB) redis.UniversalClient {
	t.Helper()
	return Open(t, ClusterURL(t))
}

// ClusterURL is the address of the cluster that [Cluster] gives a client of.
func ClusterURL(t testing.TB) string {
	t.Helper()
	needRedisServer(t)
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if shared.cluster == nil {
		dir, err := sharedDir()
		if err != nil {
			t.Fatal(err)
		}
		shared.cluster = startCluster(t, filepath.Join(dir, "cluster"))
	}
	return shared.cluster.URL()
}

// OwnCluster is a cluster of three masters and three replicas of the test's own,
// whose nodes it may pause and kill. It takes about three seconds to start.
func OwnCluster(t testing.TB) *embedded.RedisCluster {
	t.Helper()
	needRedisServer(t)
	c := startCluster(t, t.TempDir())
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func startCluster(t testing.TB, dir string) *embedded.RedisCluster {
	t.Helper()
	c, err := embedded.StartCluster(starting(t), embedded.ClusterConfig{Dir: dir, Masters: 3, Replicas: 3})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Open opens a client for an address and closes it when the test is over.
func Open(t testing.TB, address string) redis.UniversalClient {
	t.Helper()
	client, err := embedded.OpenRedis(starting(t), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := client.Close(); err != nil {
			t.Error(err)
		}
	})
	return client
}
