package main

import (
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events/embedded"
)

// queueConn opens the queue's own connections: asynq closes what it is given, so
// each of its parts gets a client for itself, to the same Redis and by the same
// settings as like.
type queueConn struct {
	like   redis.UniversalClient
	gather bool // for who enqueues: its scripts come from many callers at once
}

// queueDial and queueTries keep a Redis that is away from holding up the queue's
// callers, who pass no deadline.
const (
	queueDial  = time.Second
	queueTries = 1
)

// MakeRedisClient implements asynq.RedisConnOpt.
func (q queueConn) MakeRedisClient() any {
	client := q.open()
	if q.gather {
		return embedded.Gather(client)
	}
	return client
}

func (q queueConn) open() redis.UniversalClient {
	like := q.like
	if g, ok := like.(*embedded.Gathered); ok {
		like = g.UniversalClient
	}
	switch c := like.(type) {
	case *redis.Client:
		o := *c.Options()
		o.DialTimeout, o.MaxRetries = queueDial, queueTries
		return redis.NewClient(&o)
	case *redis.ClusterClient:
		o := *c.Options()
		o.DialTimeout, o.MaxRedirects = queueDial, max(3, o.MaxRedirects)
		return redis.NewClusterClient(&o)
	}
	panic(fmt.Sprintf("no queue over a %T", q.like)) // OpenRedis returns one of the two
}
