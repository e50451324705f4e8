package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"

	"wanjia/events/docstore"
	"wanjia/events/embedded"
	"wanjia/gateway/config"
)

// house is the parts that are open. [house.close] ends them in the reverse order
// of opening.
type house struct {
	config  *config.Config
	log     *slog.Logger
	metrics *prometheus.Registry
	// patience is that of the program.
	patience time.Duration

	folder    *folder // nil when nothing is embedded
	documents docstore.Engine
	watcher   docstore.Watcher      // of the documents, nil where others change them too
	builtin   *embedded.RedisServer // nil when Redis is not embedded
	redis     redis.UniversalClient
	objects   objectStore

	parts []part
	ends  []ending
}

// ending closes one part.
type ending struct {
	name  string
	close func(context.Context) error
}

// quietRedis sends what the Redis library says to the log. The library has one
// place for that in the whole process.
var quietRedis sync.Once

// openWithin bounds the opening of one part. A Redis loads its whole file before
// it answers, so this is generous.
const openWithin = 30 * time.Second

// newHouse is a house with nothing open yet.
func newHouse(c *config.Config, log *slog.Logger) *house {
	return &house{config: c, log: log, metrics: newRegistry()}
}

// later says how a part that has been opened is closed.
func (h *house) later(name string, f func(context.Context) error) {
	h.ends = append(h.ends, ending{name, f})
}

// close ends the parts in reverse, each however the others fared. It takes as
// long as ctx allows; what does not end by then is cut off.
func (h *house) close(ctx context.Context) error {
	var errs []error
	for _, e := range slices.Backward(h.ends) {
		if err := e.close(ctx); err != nil {
			errs = append(errs, fmt.Errorf("close %s: %w", e.name, err))
		}
	}
	h.ends = nil
	return errors.Join(errs...)
}

// openAll opens everything a service needs; on an error nothing stays open.
func (h *house) openAll(ctx context.Context) error {
	err := h.openFolder(ctx)
	for _, open := range []func(context.Context) error{h.openDocuments, h.openRedis, h.openObjects} {
		if err == nil {
			err = open(ctx)
		}
	}
	if err != nil {
		return errors.Join(err, h.close(context.WithoutCancel(ctx)))
	}
	return nil
}

// openFolder takes the data folder, if any embedded part needs one.
func (h *house) openFolder(ctx context.Context) error {
	c := h.config
	if h.folder != nil || c.MongoDB != "" && c.Redis != "" && c.S3.Endpoint != "" {
		return nil
	}
	f, err := takeFolder(ctx, c.Data)
	if err != nil {
		return err
	}
	h.folder = f
	h.later("the data folder", func(context.Context) error { return f.close() })
	return nil
}

func (h *house) openDocuments(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	kind := external
	var engine docstore.Engine
	var err error
	if h.config.MongoDB != "" {
		engine, err = openMongo(ctx, h.config.MongoDB)
	} else {
		kind = builtin
		engine, err = openSQLite(ctx, h.folder.in(documentsName))
	}
	if err != nil {
		return err
	}
	h.documents = newTimedEngine(engine, h.metrics)
	h.watcher, _ = engine.(docstore.Watcher)
	h.later("the documents", func(context.Context) error { return engine.Close() })
	h.parts = append(h.parts, part{name: "documents", kind: kind, check: func(ctx context.Context) (string, error) {
		health, err := engine.Check(ctx)
		return health.Engine + " " + health.Version, err
	}})
	return nil
}

func (h *house) openRedis(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	quietRedis.Do(func() { embedded.LogRedis(h.log) })
	kind, address := external, h.config.Redis
	if address == "" {
		kind = builtin
		server, err := embedded.StartRedis(context.WithoutCancel(ctx), embedded.RedisConfig{Dir: h.folder.in(redisName), Log: h.log})
		if err != nil {
			return fmt.Errorf("start the built-in Redis: %w", err)
		}
		h.builtin, address = server, server.URL()
		h.later("the built-in Redis", server.Close)
	}
	client, err := embedded.OpenRedisPatiently(ctx, address, h.patience)
	if err != nil {
		if kind == external {
			return fmt.Errorf("%w\ncheck WANJIA_REDIS_URL and that Redis runs there, or unset it for the built-in one", err)
		}
		return err
	}
	gathered := embedded.Gather(client)
	gathered.Within = h.patience
	h.redis = gathered
	h.metrics.MustRegister(poolFigures{client})
	h.later("the connections to Redis", func(context.Context) error { return h.redis.Close() })
	h.parts = append(h.parts, part{name: "redis", kind: kind, check: h.checkRedis})
	return nil
}

// checkRedis asks for an answer and for nothing else: it runs at every probe.
func (h *house) checkRedis(ctx context.Context) (string, error) {
	what := "redis"
	if h.builtin != nil {
		what = h.builtin.Kind() + " " + h.builtin.Version()
	}
	return what, h.redis.Ping(ctx).Err()
}

func (h *house) openObjects(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	kind := external
	var store objectStore
	var end func() error
	var err error
	if h.config.S3.Endpoint != "" {
		store, end, err = openS3(ctx, h.config.S3)
	} else {
		kind = builtin
		store, end, err = openObjectFolder(h.folder.in(objectsName))
	}
	if err != nil {
		return err
	}
	h.later("the objects", func(context.Context) error { return end() })
	h.objects = store
	h.parts = append(h.parts, part{name: "objects", kind: kind, check: store.check})
	return nil
}
