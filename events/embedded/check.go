package embedded

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// RedisHealth is what a Redis says of itself. A field that the server does not
// tell, as managed ones may not, is "unknown".
type RedisHealth struct {
	Server      string        // "redis", "miniredis" or what else the server calls itself
	Version     string        //
	Mode        string        // "standalone", "sentinel" or "cluster"
	Role        string        // "master", "replica"; in a cluster what it has: "3 masters, 3 replicas"
	Policy      string        // maxmemory-policy
	Persistence string        // "append-only file, everysec", "snapshots", "none", ...
	RoundTrip   time.Duration // of one PING; in a cluster the slowest master's
	Notes       []string      // what an operator should know or do, one sentence each
}

const unknown = "unknown"

// CheckRedis asks Redis how it is. An error means that it does not answer; what
// it answers but should not is in Notes. In a cluster every master is asked.
func CheckRedis(ctx context.Context, client redis.UniversalClient) (RedisHealth, error) {
	cluster, ok := client.(*redis.ClusterClient)
	if !ok {
		return checkNode(ctx, client)
	}
	var (
		mu    sync.Mutex
		nodes []RedisHealth
	)
	err := cluster.ForEachMaster(ctx, func(ctx context.Context, node *redis.Client) error {
		h, err := checkNode(ctx, node)
		if err != nil {
			return fmt.Errorf("%s: %w", node.Options().Addr, err)
		}
		for i, note := range h.Notes {
			h.Notes[i] = node.Options().Addr + ": " + note
		}
		mu.Lock()
		defer mu.Unlock()
		nodes = append(nodes, h)
		return nil
	})
	if err == nil && len(nodes) == 0 {
		err = errors.New("the cluster has no master")
	}
	if err != nil {
		return RedisHealth{}, fmt.Errorf("check redis cluster: %w", away(err))
	}
	return mergeNodes(ctx, cluster, nodes)
}

// mergeNodes says for a cluster what is true of all its masters.
func mergeNodes(ctx context.Context, cluster *redis.ClusterClient, nodes []RedisHealth) (RedisHealth, error) {
	h := nodes[0]
	h.Mode = "cluster"
	for _, n := range nodes[1:] {
		h.Version = same(h.Version, n.Version)
		h.Policy = same(h.Policy, n.Policy)
		h.Persistence = same(h.Persistence, n.Persistence)
		h.RoundTrip = max(h.RoundTrip, n.RoundTrip)
		h.Notes = append(h.Notes, n.Notes...)
	}
	slices.Sort(h.Notes)
	text, err := cluster.ClusterInfo(ctx).Result()
	if err != nil {
		return h, fmt.Errorf("ask for the state of the cluster: %w", err)
	}
	state := parseInfo(text)
	if text, err = cluster.ClusterNodes(ctx).Result(); err != nil {
		return h, fmt.Errorf("ask for the nodes of the cluster: %w", err)
	}
	replicas := 0
	for _, m := range parseMembers(text) {
		if m.replica && m.well {
			replicas++
		}
	}
	h.Role = fmt.Sprintf("%d masters, %d replicas", len(nodes), replicas)
	if s := state["cluster_state"]; s != "ok" {
		h.Notes = append(h.Notes, "the cluster's state is "+s+", with "+state["cluster_slots_ok"]+" of 16384 slots served; look at CLUSTER NODES")
	}
	if replicas < len(nodes) {
		h.Notes = append(h.Notes, "some masters have no replica; when such a one is lost, so is its part of the keys until they are rebuilt")
	}
	return h, nil
}

func same(a, b string) string {
	if a == b {
		return a
	}
	return "mixed"
}

// checkNode asks one server.
func checkNode(ctx context.Context, node redis.UniversalClient) (RedisHealth, error) {
	h := RedisHealth{Server: unknown, Version: unknown, Mode: unknown, Role: unknown, Policy: unknown, Persistence: unknown}
	start := time.Now()
	if err := node.Ping(ctx).Err(); err != nil {
		return h, fmt.Errorf("ping redis: %w", err)
	}
	h.RoundTrip = time.Since(start)
	if hello, err := node.Do(ctx, "HELLO", "3").Result(); err == nil {
		h.fromHello(hello)
	}
	text, err := node.Info(ctx).Result()
	if err != nil {
		h.note("INFO is not allowed, so that its state cannot be told")
	}
	h.fromInfo(parseInfo(text))
	if h.Server == KindMini {
		h.Policy, h.Persistence = "noeviction", "none"
	} else if h.Persistence == "append-only file" || h.Persistence == "no append-only file" {
		h.fromConfig(ctx, node)
	}
	h.judge()
	return h, nil
}

func (h *RedisHealth) note(format string, args ...any) {
	h.Notes = append(h.Notes, fmt.Sprintf(format, args...))
}

// fromHello reads the answer to HELLO, which says the same again to a connection
// that speaks RESP3 already and is the only thing miniredis knows itself by.
func (h *RedisHealth) fromHello(answer any) {
	hello, _ := answer.(map[any]any)
	for name, field := range map[string]*string{"server": &h.Server, "version": &h.Version, "mode": &h.Mode, "role": &h.Role} {
		if s, ok := hello[name].(string); ok && s != "" {
			*field = s
		}
	}
}

func (h *RedisHealth) fromInfo(info map[string]string) {
	take := func(field *string, name string) {
		if v := info[name]; v != "" {
			*field = v
		}
	}
	take(&h.Version, "redis_version")
	take(&h.Mode, "redis_mode")
	take(&h.Role, "role")
	if h.Role == "slave" {
		h.Role = "replica"
	}
	take(&h.Policy, "maxmemory_policy")
	switch info["aof_enabled"] {
	case "1":
		h.Persistence = "append-only file"
	case "0":
		h.Persistence = "no append-only file"
	}
	if info["aof_last_write_status"] == "err" {
		h.note("its last write to the append-only file failed; see to the room on its disk")
	}
	if info["rdb_last_bgsave_status"] == "err" {
		h.note("its last snapshot failed; see to the room on its disk")
	}
	used, _ := strconv.ParseFloat(info["used_memory"], 64)
	bound, _ := strconv.ParseFloat(info["maxmemory"], 64)
	if bound > 0 && used > 0.9*bound {
		h.note("%.0f %% of its maxmemory are in use; give it more", 100*used/bound)
	}
}

// fromConfig fills in what only CONFIG tells, where it is allowed.
func (h *RedisHealth) fromConfig(ctx context.Context, node redis.UniversalClient) {
	if h.Persistence == "append-only file" {
		if c, err := node.ConfigGet(ctx, "appendfsync").Result(); err == nil && c["appendfsync"] != "" {
			h.Persistence += ", " + c["appendfsync"]
		}
		return
	}
	c, err := node.ConfigGet(ctx, "save").Result()
	switch {
	case err != nil:
		h.Persistence = unknown
	case c["save"] == "":
		h.Persistence = "none"
	default:
		h.Persistence = "snapshots"
	}
}

// judge adds what an operator should do about what was found.
func (h *RedisHealth) judge() {
	switch {
	case h.Server == KindMini:
		h.note("this is the stand-in inside the process, which forgets everything when it ends; install redis-server (apt-get install redis-server)")
	case h.Policy == unknown:
		h.note("its maxmemory-policy cannot be told; make sure that it is noeviction")
	case h.Policy != "noeviction":
		h.note("its maxmemory-policy is %s, so that it may throw away locks and queued work; set maxmemory-policy noeviction", h.Policy)
	}
	switch {
	case h.Server == KindMini:
	case h.Persistence == unknown:
		h.note("its persistence cannot be told; make sure that it keeps an append-only file (appendonly yes)")
	case h.Persistence == "none":
		h.note("it keeps nothing over a restart; set appendonly yes")
	case h.Persistence == "snapshots":
		h.note("it keeps snapshots only and loses minutes when it dies; set appendonly yes")
	case strings.HasSuffix(h.Persistence, ", no"):
		h.note("it leaves writing out to the system; set appendfsync everysec")
	}
	if h.Role == "replica" {
		h.note("this is a replica and takes no writes; give the address of the master, of the sentinels or of the cluster")
	}
	if older(h.Version, 6, 2) && h.Server == "redis" {
		h.note("version %s is older than 6.2, which is the oldest we know to work", h.Version)
	}
}

// older compares a version like 7.0.15; one that cannot be read is not older.
func older(version string, major, minor int) bool {
	parts := strings.SplitN(version, ".", 3)
	if len(parts) < 2 {
		return false
	}
	a, err1 := strconv.Atoi(parts[0])
	b, err2 := strconv.Atoi(parts[1])
	return err1 == nil && err2 == nil && (a < major || a == major && b < minor)
}
