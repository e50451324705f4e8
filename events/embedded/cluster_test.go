package embedded_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"wanjia/events/embedded"
	"wanjia/events/testkit"
)

// TestClusterAddresses: every way to name a cluster leads to all of it, the
// address of a single node too.
func TestClusterAddresses(t *testing.T) {
	t.Parallel()
	whole := testkit.ClusterURL(t)
	nodes := strings.Split(strings.TrimPrefix(whole, "redis+cluster://"), ",")
	for name, address := range map[string]string{
		"all nodes":   whole,
		"one, plain":  "redis://" + nodes[0],
		"a replica":   "redis://" + nodes[5],
		"two, plain":  "redis://" + nodes[0] + "," + nodes[1],
		"by argument": "redis://" + nodes[0] + "?addr=" + nodes[1],
		"one dead":    "redis+cluster://127.0.0.1:1," + nodes[2],
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := testkit.Open(t, address)
			for i := range 30 { // over all slots, so that every node is met
				key := fmt.Sprint(t.Name(), i)
				set(t, c, key, key)
				wantValue(t, c, key, key)
			}
		})
	}
}

// TestClusterFailover pauses and kills nodes of a cluster: within the caller's
// deadline while it cannot serve, and serving again when a replica has taken over.
func TestClusterFailover(t *testing.T) {
	t.Parallel()
	cluster := testkit.OwnCluster(t)
	c := testkit.Open(t, cluster.URL())
	set(t, c, "x", "1")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()

	master, err := cluster.MasterOf(ctx, "x")
	if err != nil {
		t.Fatal(err)
	}
	if err := cluster.Pause(master); err != nil {
		t.Fatal(err)
	}
	short, stop := context.WithTimeout(ctx, 300*time.Millisecond)
	begun := time.Now()
	if err := c.Set(short, "x", "2", 0).Err(); !errors.Is(err, embedded.ErrRedisAway) || time.Since(begun) > 2*time.Second {
		t.Errorf("with its master paused: %v after %v, want ErrRedisAway within the deadline", err, time.Since(begun))
	}
	stop()
	if err := cluster.Resume(master); err != nil {
		t.Fatal(err)
	}
	if err := cluster.WaitHealthy(ctx); err != nil {
		t.Fatal(err)
	}

	if master, err = cluster.MasterOf(ctx, "x"); err != nil {
		t.Fatal(err)
	}
	if err := cluster.Kill(master); err != nil {
		t.Fatal(err)
	}
	begun = time.Now()
	eventually(t, 30*time.Second, func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, 500*time.Millisecond)
		defer cancel()
		return c.Set(ctx, "x", "3", 0).Err()
	})
	t.Logf("writes again %v after the master was killed", time.Since(begun).Round(10*time.Millisecond))
	now, err := cluster.MasterOf(ctx, "x")
	if err != nil || now == master {
		t.Errorf("the master is node %d, %v, and node %d was killed", now, err, master)
	}
	if err := cluster.Restart(ctx, now); err == nil {
		t.Error("a running node was started again")
	}
	if err := cluster.Restart(ctx, master); err != nil {
		t.Fatal(err)
	}
	if err := cluster.WaitHealthy(ctx); err != nil {
		t.Fatal(err)
	}
	wantValue(t, c, "x", "3")
	eventually(t, 20*time.Second, func(ctx context.Context) error {
		h, err := embedded.CheckRedis(ctx, c)
		if err == nil && (h.Role != "3 masters, 3 replicas" || len(h.Notes) != 0) {
			err = fmt.Errorf("%+v", h)
		}
		return err
	})
}

// TestClusterBroken: with a master and its replica gone the cluster stops, and
// the check says so.
func TestClusterBroken(t *testing.T) {
	t.Parallel()
	cluster := testkit.OwnCluster(t)
	c := testkit.Open(t, cluster.URL())
	for _, i := range []int{0, 3} {
		if err := cluster.Kill(i); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, 30*time.Second, func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		h, err := embedded.CheckRedis(ctx, c)
		if err == nil && len(h.Notes) == 0 {
			return errors.New("nothing is found wrong")
		}
		return nil
	})
	eventually(t, 30*time.Second, func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		for i := range 100 {
			if err := c.Set(ctx, fmt.Sprint("k", i), "v", 0).Err(); errors.Is(err, embedded.ErrRedisAway) {
				return nil
			}
		}
		return errors.New("every write succeeds")
	})
}

func TestClusterConfig(t *testing.T) {
	t.Parallel()
	if _, err := embedded.StartCluster(t.Context(), embedded.ClusterConfig{Dir: t.TempDir(), Masters: 2}); err == nil {
		t.Error("a cluster of two masters was started")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if c, err := embedded.StartCluster(ctx, embedded.ClusterConfig{Dir: t.TempDir(), Masters: 3, Replicas: 3}); err == nil {
		t.Error("a cluster was ready in 300ms; shorten the deadline of this test")
		_ = c.Close()
	} else if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, want the deadline", err)
	}
}
