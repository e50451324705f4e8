package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"wanjia/events/fault"
)

// ErrNoServer: redis-server is not installed, and here nothing else will do.
var ErrNoServer = fault.New(fault.Unavailable, "redis_not_installed", "redis-server is not installed; on Debian: apt-get install redis-server")

// ClusterConfig says what cluster to start.
type ClusterConfig struct {
	Dir      string       // each node gets a folder in it
	Masters  int          // at least 3, Redis elects by majority
	Replicas int          // in all; spread over the masters in turn
	Log      *slog.Logger // nil logs nothing
}

// RedisCluster is a Redis Cluster on loopback: a small real one, for tests and
// for trying things. Nodes 0..Masters-1 begin as masters. A node that dies stays
// dead until [RedisCluster.Restart].
type RedisCluster struct {
	program string
	log     *slog.Logger
	masters int
	nodes   []*clusterNode
}

type clusterNode struct {
	dir  string
	port int

	mu    sync.Mutex
	child *child
}

func (n *clusterNode) addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(n.port)) }

// nodeTimeout is how long a node may be silent before others vote on it: short,
// so that a fail-over takes about two of it.
const nodeTimeout = 1500 * time.Millisecond

// StartCluster starts the nodes and returns when all slots are served and every
// replica follows its master. When ctx ends first, everything is cleared away.
func StartCluster(ctx context.Context, cfg ClusterConfig) (*RedisCluster, error) {
	if cfg.Masters < 3 || cfg.Replicas < 0 {
		return nil, fmt.Errorf("a cluster has at least 3 masters, not %d with %d replicas", cfg.Masters, cfg.Replicas)
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	program, err := exec.LookPath("redis-server")
	if err != nil || !canServe {
		return nil, ErrNoServer
	}
	c := &RedisCluster{program: program, log: cfg.Log, masters: cfg.Masters}
	for i := range cfg.Masters + cfg.Replicas {
		n := &clusterNode{dir: filepath.Join(cfg.Dir, "node"+strconv.Itoa(i))}
		if err := os.MkdirAll(n.dir, 0o700); err != nil {
			return nil, errors.Join(fmt.Errorf("%w: %w", ErrFolder, err), c.Close())
		}
		if err := c.place(ctx, n); err != nil {
			return nil, errors.Join(err, c.Close())
		}
		c.nodes = append(c.nodes, n)
	}
	if err := c.form(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("form a cluster: %w", err), c.Close())
	}
	return c, nil
}

// place starts a new node on ports that are free, trying others when somebody
// else is quicker.
func (c *RedisCluster) place(ctx context.Context, n *clusterNode) error {
	var err error
	for range 10 {
		if n.port, err = freePort(); err != nil {
			return err
		}
		if err = c.launch(ctx, n); err == nil || ctx.Err() != nil {
			return err
		}
	}
	return err
}

// Ports of the nodes. Both a port and its bus port, 10000 above, lie below the
// range from which the system takes ports for outgoing connections.
const (
	firstPort = 11000
	lastPort  = 22000
	busOffset = 10000
)

// freePort finds a port that is free together with its bus port.
func freePort() (int, error) {
	for range 200 {
		port := firstPort + rand.IntN(lastPort-firstPort)
		if canListen(port) && canListen(port+busOffset) {
			return port, nil
		}
	}
	return 0, errors.New("no free ports for a node of a Redis Cluster")
}

func canListen(port int) bool {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	return err == nil && l.Close() == nil
}

// launch starts a node's process on its port and waits for its answer.
func (c *RedisCluster) launch(ctx context.Context, n *clusterNode) error {
	child, err := startChild(c.program, []string{
		"--bind", "127.0.0.1",
		"--port", strconv.Itoa(n.port),
		"--dir", n.dir,
		"--daemonize", "no",
		"--save", "",
		"--appendonly", "yes",
		"--appendfsync", "everysec",
		"--maxmemory-policy", "noeviction",
		"--cluster-enabled", "yes",
		"--cluster-config-file", "nodes.conf",
		"--cluster-node-timeout", strconv.FormatInt(nodeTimeout.Milliseconds(), 10),
		"--cluster-allow-replica-migration", "no", // tests name nodes by number: they stay where they are
		"--repl-diskless-sync-delay", "0",
		"--repl-ping-replica-period", "1", // a replica counts once it has heard its master
		"--shutdown-timeout", "0",
	}, c.log)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoStart, err)
	}
	if err := awaitAnswer(ctx, child, "tcp", n.addr()); err != nil {
		child.kill()
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.child = child
	return nil
}

// Nodes is how many nodes the cluster has, dead ones included.
func (c *RedisCluster) Nodes() int { return len(c.nodes) }

// Addrs are the nodes' addresses, host:port.
func (c *RedisCluster) Addrs() []string {
	out := make([]string, len(c.nodes))
	for i, n := range c.nodes {
		out[i] = n.addr()
	}
	return out
}

// URL is what [OpenRedis] takes.
func (c *RedisCluster) URL() string { return "redis+cluster://" + strings.Join(c.Addrs(), ",") }

// Pause stops node i where it stands: connections stay open and nobody answers.
func (c *RedisCluster) Pause(i int) error { return c.nodes[i].signal(sigPause) }

// Resume lets a paused node go on.
func (c *RedisCluster) Resume(i int) error { return c.nodes[i].signal(sigResume) }

// Kill ends node i at once, as a power cut would, and returns when it is gone.
func (c *RedisCluster) Kill(i int) error {
	n := c.nodes[i]
	if err := n.signal(syscall.SIGKILL); err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	<-n.child.done
	return nil
}

// Restart starts a killed node again on its data and its port.
func (c *RedisCluster) Restart(ctx context.Context, i int) error {
	n := c.nodes[i]
	n.mu.Lock()
	old := n.child
	n.mu.Unlock()
	select {
	case <-old.done:
	default:
		return fmt.Errorf("node %d is running", i)
	}
	return c.launch(ctx, n)
}

func (n *clusterNode) signal(s syscall.Signal) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.child.signal(s); err != nil {
		return fmt.Errorf("signal the node at %s: %w", n.addr(), err)
	}
	return nil
}

// Close ends all nodes, paused ones too. The folders stay; they are the
// caller's. Safe to repeat.
func (c *RedisCluster) Close() error {
	for _, n := range c.nodes {
		n.mu.Lock()
		n.child.kill() // nothing here is worth a slow goodbye
		n.mu.Unlock()
	}
	return nil
}
