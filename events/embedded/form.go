package embedded

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

const slots = 16384

// form makes a cluster of nodes that know nothing of each other.
func (c *RedisCluster) form(ctx context.Context) error {
	clients := c.clients()
	defer closeAll(clients)
	for i, node := range clients {
		// Distinct epochs from the start spare the nodes a round of settling who
		// of them is the newer.
		if err := node.Do(ctx, "CLUSTER", "SET-CONFIG-EPOCH", i+1).Err(); err != nil {
			return fmt.Errorf("give node %d its epoch: %w", i, err)
		}
		if i < c.masters {
			from, to := i*slots/c.masters, (i+1)*slots/c.masters-1
			if err := node.ClusterAddSlotsRange(ctx, from, to).Err(); err != nil {
				return fmt.Errorf("give node %d its slots: %w", i, err)
			}
		}
		if i == 0 {
			continue
		}
		host, port, err := net.SplitHostPort(c.nodes[i].addr())
		if err == nil {
			err = clients[0].ClusterMeet(ctx, host, port).Err()
		}
		if err != nil {
			return fmt.Errorf("let node 0 meet node %d: %w", i, err)
		}
	}
	if err := until(ctx, "the nodes know each other", func() error { return c.acquainted(ctx, clients) }); err != nil {
		return err
	}
	for i := c.masters; i < len(clients); i++ {
		id, err := clients[i%c.masters].ClusterMyID(ctx).Result() // node 3 follows node 0, and so on
		if err == nil {
			err = clients[i].ClusterReplicate(ctx, id).Err()
		}
		if err != nil {
			return fmt.Errorf("make node %d a replica: %w", i, err)
		}
	}
	if err := c.settled(ctx, clients); err != nil {
		return err
	}
	return until(ctx, "all replicas are known", func() error { return c.replicated(ctx, clients) })
}

// replicated is nil when every node knows of every replica that it has heard its
// master, so that it would stand for election and be named to clients.
func (c *RedisCluster) replicated(ctx context.Context, clients []*redis.Client) error {
	for i, node := range clients {
		shards, err := node.ClusterShards(ctx).Result()
		if err != nil {
			return err
		}
		ready := 0
		for _, s := range shards {
			for _, n := range s.Nodes {
				if n.Role == "replica" && n.Health == "online" && n.ReplicationOffset > 0 {
					ready++
				}
			}
		}
		if want := len(clients) - c.masters; ready != want {
			return fmt.Errorf("node %d knows %d of %d replicas", i, ready, want)
		}
	}
	return nil
}

// acquainted is nil when every node knows every other and has shaken hands.
func (c *RedisCluster) acquainted(ctx context.Context, clients []*redis.Client) error {
	for i, node := range clients {
		text, err := node.ClusterNodes(ctx).Result()
		if err != nil {
			return err
		}
		known := 0
		for _, m := range parseMembers(text) {
			if m.well {
				known++
			}
		}
		if known != len(clients) {
			return fmt.Errorf("node %d knows %d of %d", i, known, len(clients))
		}
	}
	return nil
}

// WaitHealthy returns when all running nodes agree that every slot is served and
// every running replica follows its master.
func (c *RedisCluster) WaitHealthy(ctx context.Context) error {
	clients := c.clients()
	defer closeAll(clients)
	var running []*redis.Client
	for i, n := range c.nodes {
		n.mu.Lock()
		select {
		case <-n.child.done:
		default:
			running = append(running, clients[i])
		}
		n.mu.Unlock()
	}
	return c.settled(ctx, running)
}

func (c *RedisCluster) settled(ctx context.Context, clients []*redis.Client) error {
	return until(ctx, "the cluster serves all slots", func() error {
		for _, node := range clients {
			text, err := node.ClusterInfo(ctx).Result()
			if err != nil {
				return err
			}
			state := parseInfo(text)
			if state["cluster_state"] != "ok" || state["cluster_slots_ok"] != strconv.Itoa(slots) {
				return fmt.Errorf("%s: state %s, %s slots", node.Options().Addr, state["cluster_state"], state["cluster_slots_ok"])
			}
			if text, err = node.Info(ctx, "replication").Result(); err != nil {
				return err
			}
			if role := parseInfo(text); role["role"] == "slave" && role["master_link_status"] != "up" {
				return fmt.Errorf("%s does not follow its master yet", node.Options().Addr)
			}
		}
		return nil
	})
}

// MasterOf is the number of the node that serves the key at present, as the
// other nodes see it.
func (c *RedisCluster) MasterOf(ctx context.Context, key string) (int, error) {
	clients := c.clients()
	defer closeAll(clients)
	err := errors.New("no node answers")
	for _, node := range clients {
		var slot int64
		if slot, err = node.ClusterKeySlot(ctx, key).Result(); err != nil {
			continue
		}
		var text string
		if text, err = node.ClusterNodes(ctx).Result(); err != nil {
			continue
		}
		err = fmt.Errorf("nobody serves slot %d", slot)
		for _, m := range parseMembers(text) {
			if i := slices.Index(c.Addrs(), m.addr); i >= 0 && m.well && m.serves(int(slot)) {
				return i, nil
			}
		}
	}
	return 0, fmt.Errorf("find the master of a key: %w", err)
}

// clients are short-lived connections to the single nodes; a node that does not
// answer costs a second at most.
func (c *RedisCluster) clients() []*redis.Client {
	out := make([]*redis.Client, len(c.nodes))
	for i, n := range c.nodes {
		out[i] = redis.NewClient(&redis.Options{
			Addr:                  n.addr(),
			PoolSize:              1,
			MaxRetries:            -1,
			DialerRetries:         1,
			DialTimeout:           time.Second,
			ReadTimeout:           time.Second,
			ContextTimeoutEnabled: true,
			DisableIdentity:       true,
		})
	}
	return out
}

func closeAll(clients []*redis.Client) {
	for _, c := range clients {
		_ = c.Close()
	}
}

// until tries ready until it is nil or ctx ends; then the error is ready's last.
func until(ctx context.Context, what string, ready func() error) error {
	for {
		err := ready()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait until %s: %w: %w", what, ctx.Err(), err)
		case <-time.After(10 * time.Millisecond):
		}
	}
}
