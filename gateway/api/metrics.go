package api

import (
	"errors"
	"maps"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// measures are the figures of the edge.
type measures struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	serve    fiber.Handler
}

// register adds the figures of Go, the process and HTTP to the registry; the
// wiring adds those of the other parts.
func (m *measures) register(r *prometheus.Registry) {
	if r == nil {
		r = prometheus.NewRegistry()
	}
	m.serve = adaptor.HTTPHandler(promhttp.HandlerFor(r, promhttp.HandlerOpts{}))
	m.requests = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "wanjia_http_requests_total", Help: "Requests answered, by route and status.",
	}, []string{"route", "method", "status"})
	m.seconds = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "wanjia_http_request_seconds", Help: "Seconds from the first handler to the last, by route.",
		Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
	}, []string{"route"})
	for _, c := range []prometheus.Collector{
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		m.requests, m.seconds,
	} {
		if err := r.Register(c); err != nil {
			if _, twice := errors.AsType[prometheus.AlreadyRegisteredError](err); !twice {
				panic(err) // a name of ours is not a valid one
			}
		}
	}
}

// routeFigures are those of one route, at hand: finding them by their labels costs as
// much as a whole answer from memory.
type routeFigures struct {
	route   string
	seconds prometheus.Observer

	mu     sync.Mutex                                        // held to replace counts
	counts atomic.Pointer[map[answerKind]prometheus.Counter] // never written to
}

type answerKind struct {
	head   bool
	status int
}

func (m *measures) route(name string) *routeFigures {
	f := &routeFigures{route: name, seconds: m.seconds.WithLabelValues(name)}
	f.counts.Store(&map[answerKind]prometheus.Counter{})
	return f
}

func (m *measures) observe(c *fiber.Ctx, f *routeFigures, took time.Duration) {
	if f != nil {
		f.observe(m, c.Method(), c.Response().StatusCode(), took)
	} else { // outside the table
		m.requests.WithLabelValues("web", c.Method(), strconv.Itoa(c.Response().StatusCode())).Inc()
		m.seconds.WithLabelValues("web").Observe(took.Seconds())
	}
}

func (f *routeFigures) observe(m *measures, method string, status int, took time.Duration) {
	f.seconds.Observe(took.Seconds())
	kind := answerKind{method == fiber.MethodHead, status}
	count := (*f.counts.Load())[kind]
	if count == nil {
		count = m.requests.WithLabelValues(f.route, method, strconv.Itoa(status))
		f.mu.Lock()
		more := maps.Clone(*f.counts.Load())
		more[kind] = count
		f.counts.Store(&more)
		f.mu.Unlock()
	}
	count.Inc()
}

// getMetrics answers GET /metrics: 200, in Prometheus's text format.
func (a *API) getMetrics(c *fiber.Ctx) error { return a.measures.serve(c) }
