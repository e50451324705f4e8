package main

import (
	"context"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"

	"wanjia/workers"
)

// newRegistry holds the figures of this process, at first only which build it is;
// each room adds its own, gateway/api those of Go and of the process.
func newRegistry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "wanjia_build_info",
		Help: "Always 1; the labels say which build this is.",
	}, []string{"version", "go"})
	build.WithLabelValues(version(), runtime.Version()).Set(1)
	r.MustRegister(build)
	return r
}

// poolFigures are a Redis client's own.
type poolFigures struct{ client redis.UniversalClient }

var (
	poolConns    = prometheus.NewDesc("wanjia_redis_pool_connections", "Connections to Redis, by state.", []string{"state"}, nil)
	poolTakes    = prometheus.NewDesc("wanjia_redis_pool_takes_total", "Connections asked of the pool: found there (hit) or opened (miss).", []string{"found"}, nil)
	poolTimeouts = prometheus.NewDesc("wanjia_redis_pool_timeouts_total", "Times no connection came free in time.", nil, nil)
	poolStale    = prometheus.NewDesc("wanjia_redis_pool_stale_total", "Connections thrown away as no longer good.", nil, nil)
)

// Describe implements [prometheus.Collector].
func (p poolFigures) Describe(ch chan<- *prometheus.Desc) { prometheus.DescribeByCollect(p, ch) }

// Collect implements [prometheus.Collector].
func (p poolFigures) Collect(ch chan<- prometheus.Metric) {
	s := p.client.PoolStats()
	ch <- prometheus.MustNewConstMetric(poolConns, prometheus.GaugeValue, float64(s.IdleConns), "idle")
	ch <- prometheus.MustNewConstMetric(poolConns, prometheus.GaugeValue, float64(s.TotalConns-s.IdleConns), "used")
	ch <- prometheus.MustNewConstMetric(poolTakes, prometheus.CounterValue, float64(s.Hits), "hit")
	ch <- prometheus.MustNewConstMetric(poolTakes, prometheus.CounterValue, float64(s.Misses), "miss")
	ch <- prometheus.MustNewConstMetric(poolTimeouts, prometheus.CounterValue, float64(s.Timeouts))
	ch <- prometheus.MustNewConstMetric(poolStale, prometheus.CounterValue, float64(s.StaleConns))
}

// queueFigures are asked for at each scrape; while the queue does not answer they
// are simply missing, and wanjia_queue_up is 0.
type queueFigures struct{ monitor *workers.Monitor }

var (
	queueUp    = prometheus.NewDesc("wanjia_queue_up", "1 while the queue's sizes can be read.", nil, nil)
	queueTasks = prometheus.NewDesc("wanjia_queue_tasks", "Tasks in a queue, by state.", []string{"queue", "state"}, nil)
)

// queueScrape bounds one look at the queues: the figures of everything else must
// not wait for a queue that hangs.
const queueScrape = time.Second

// Describe implements [prometheus.Collector].
func (q queueFigures) Describe(ch chan<- *prometheus.Desc) { ch <- queueUp; ch <- queueTasks }

// Collect implements [prometheus.Collector].
func (q queueFigures) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), queueScrape)
	defer cancel()
	sizes, err := bounded(ctx, q.monitor.Queues)
	if err != nil {
		ch <- prometheus.MustNewConstMetric(queueUp, prometheus.GaugeValue, 0)
		return
	}
	ch <- prometheus.MustNewConstMetric(queueUp, prometheus.GaugeValue, 1)
	for _, s := range sizes {
		for state, n := range map[string]int{
			"pending": s.Pending, "active": s.Active, "scheduled": s.Scheduled, "retry": s.Retry, "archived": s.Archived,
		} {
			ch <- prometheus.MustNewConstMetric(queueTasks, prometheus.GaugeValue, float64(n), s.Name, state)
		}
	}
}
