package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events/embedded"
)

// patient is the Redis the doctor looks at.
type patient struct {
	client redis.UniversalClient
	health embedded.RedisHealth
	ends   []func() error
}

func (p *patient) close() {
	for i := len(p.ends) - 1; i >= 0; i-- {
		_ = p.ends[i]() // the visit is over; what it found stands
	}
}

// redisAnswers opens Redis and asks how it is.
func (d *doctor) redisAnswers(ctx context.Context) finding {
	const name = "redis"
	p, err := d.openRedis(ctx)
	if err != nil {
		return finding{name, bad, plain(err), "start it, or look at its log; WANJIA_REDIS_URL unset means the built-in one"}
	}
	if p.health, err = embedded.CheckRedis(ctx, p.client); err != nil {
		p.close()
		return finding{name, bad, plain(err), "look at its log"}
	}
	d.redis = p
	h := p.health
	f := finding{name, good, fmt.Sprintf("%s %s, %s, %s, answers in %s", h.Server, h.Version, h.Mode, h.Role, h.RoundTrip.Round(10*time.Microsecond)), ""}
	if h.Role == "replica" {
		f.state = bad
	}
	f.advise(notesOn(h.Notes, ""))
	return f
}

func (d *doctor) redisMemory() finding {
	h := d.redis.health
	f := finding{"redis memory", good, "maxmemory-policy " + h.Policy, ""}
	f.advise(notesOn(h.Notes, aboutMemory))
	if f.state == warn && h.Policy != "unknown" {
		f.state = bad // it may throw away locks and queued work at any moment
	}
	return f
}

func (d *doctor) redisPersistence() finding {
	h := d.redis.health
	f := finding{"redis persistence", good, h.Persistence, ""}
	f.advise(notesOn(h.Notes, aboutKeeping))
	return f
}

// Words by which the notes on one Redis are told apart.
const (
	aboutMemory  = "maxmemory-policy"
	aboutKeeping = "append"
)

// notesOn are the notes with the word in them; "" stands for those that belong to
// no line of their own.
func notesOn(notes []string, word string) []string {
	var out []string
	for _, n := range notes {
		own := ""
		switch {
		case strings.Contains(n, aboutMemory):
			own = aboutMemory
		case strings.Contains(n, aboutKeeping):
			own = aboutKeeping
		}
		if own == word {
			out = append(out, n)
		}
	}
	return out
}

// openRedis opens the Redis a service would use: the configured one, that of the
// running service, or the built-in one for the time of the visit, on the data
// where there are any.
func (d *doctor) openRedis(ctx context.Context) (*patient, error) {
	// What the library says of failed connections is in the error, too.
	quietRedis.Do(func() { embedded.LogRedis(slog.New(slog.DiscardHandler)) })
	p := &patient{}
	address := d.config.Redis
	if address == "" && d.held {
		if address = d.holder.Redis; address == "" {
			return nil, errNoControl
		}
	}
	if address == "" {
		server, err := d.startRedis(ctx, p)
		if err != nil {
			p.close()
			return nil, err
		}
		address = server.URL()
	}
	var err error
	if p.client, err = embedded.OpenRedis(ctx, address); err != nil {
		p.close()
		return nil, err
	}
	p.ends = append(p.ends, p.client.Close)
	return p, nil
}

func (d *doctor) startRedis(ctx context.Context, p *patient) (*embedded.RedisServer, error) {
	dir := filepath.Join(d.config.Data, redisName)
	_, err := os.Stat(dir)
	if d.folder == nil || errors.Is(err, os.ErrNotExist) {
		if dir, err = os.MkdirTemp("", "wanjia-doctor-"); err != nil {
			return nil, err
		}
		p.ends = append(p.ends, func() error { return os.RemoveAll(dir) })
	}
	server, err := embedded.StartRedis(ctx, embedded.RedisConfig{Dir: dir})
	if err != nil {
		return nil, err
	}
	p.ends = append(p.ends, func() error { return server.Close(context.WithoutCancel(ctx)) })
	return server, nil
}
