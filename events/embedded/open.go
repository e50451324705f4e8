package embedded

import (
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// Settings of every client.
const (
	dialTimeout = 2 * time.Second
	ioTimeout   = 3 * time.Second // for a caller without a deadline; others set their own
	// reloadCluster is how often the map of a cluster is read anew. The
	// library's own minute would make every fail-over last that long.
	reloadCluster = time.Second
)

// OpenRedis opens a client for an address as [ParseRedisURL] reads it and makes
// sure that somebody answers there. A single address that turns out to be a node
// of a cluster gets a client for the whole cluster.
//
// The client honours the deadline of each call's context. Its errors carry a
// fault: [ErrRedisAway] when Redis cannot be reached or cannot do its work now.
// Errors of OpenRedis itself: [ErrRedisURL], [ErrRedisAway], or the server's own
// refusal, a wrong password for one. None shows a password.
func OpenRedis(ctx context.Context, address string) (redis.UniversalClient, error) {
	return OpenRedisPatiently(ctx, address, 0)
}

// OpenRedisPatiently is OpenRedis with a client for which Redis may be silent for so long,
// where a caller's own deadline allows it; 0 for the usual seconds.
func OpenRedisPatiently(ctx context.Context, address string, silence time.Duration) (redis.UniversalClient, error) {
	a, err := ParseRedisURL(address)
	if err != nil {
		return nil, err
	}
	a.Silence = silence
	client, err := openAddress(ctx, a)
	if err != nil || a.Shape != ShapeNode || !isCluster(ctx, client) {
		return client, err
	}
	if err := client.Close(); err != nil {
		return nil, fmt.Errorf("close the first connection to %s: %w", a, err)
	}
	a.Shape, a.DB = ShapeCluster, 0
	return openAddress(ctx, a)
}

func openAddress(ctx context.Context, a RedisAddress) (redis.UniversalClient, error) {
	client := newClient(a)
	if err := client.Ping(ctx).Err(); err != nil {
		_ = client.Close() // says only that connections were there to close
		return nil, fmt.Errorf("open redis at %s: %w", a, away(err))
	}
	return client, nil
}

// isCluster asks a node. Where INFO is not allowed the answer is no, and who
// has a cluster there says so in the address.
func isCluster(ctx context.Context, client redis.UniversalClient) bool {
	text, err := client.Info(ctx, "cluster").Result()
	return err == nil && parseInfo(text)["cluster_enabled"] == "1"
}

// newClient makes a client and connects to nothing yet.
func newClient(a RedisAddress) redis.UniversalClient {
	o := &redis.UniversalOptions{
		Addrs:            a.Addrs,
		DB:               a.DB,
		Username:         a.Username,
		Password:         a.Password,
		SentinelUsername: a.SentinelUsername,
		SentinelPassword: a.SentinelPassword,
		MasterName:       a.Master,

		ContextTimeoutEnabled: true, // else a caller's deadline is ignored once connected
		DialTimeout:           dialTimeout,
		ReadTimeout:           cmp.Or(a.Silence, ioTimeout),
		WriteTimeout:          cmp.Or(a.Silence, ioTimeout),
		PoolSize:              max(32, 10*runtime.GOMAXPROCS(0)), // per node
		// Notices of planned maintenance are a thing of one vendor's cloud and
		// cost a command on each connection.
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}
	if a.TLS {
		o.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	var client redis.UniversalClient
	switch a.Shape {
	case ShapeCluster:
		c := o.Cluster()
		c.ClusterStateReloadInterval = reloadCluster
		client = redis.NewClusterClient(c)
	case ShapeSentinel:
		client = redis.NewFailoverClient(o.Failover())
	default:
		c := o.Simple()
		c.Network = a.Network
		client = redis.NewClient(c)
	}
	client.AddHook(faultHook{})
	return client
}

// LogRedis sends what the client library has to say (lost connections, mostly)
// to log instead of standard error. It is global to the process: main calls it
// once, before it opens a client.
func LogRedis(log *slog.Logger) { redis.SetLogger(libraryLog{log}) }

type libraryLog struct{ log *slog.Logger }

// Printf implements the library's logger.
func (l libraryLog) Printf(ctx context.Context, format string, v ...any) {
	l.log.WarnContext(ctx, "redis client says", "line", strings.TrimSpace(fmt.Sprintf(format, v...)))
}
