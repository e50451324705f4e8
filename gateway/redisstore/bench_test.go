package redisstore_test

import (
	"net/http"
	"testing"
	"time"

	"wanjia/events/testkit"
	"wanjia/gateway/redisstore"
)

// BenchmarkAllow is one decision of the limiter, many callers at once.
func BenchmarkAllow(b *testing.B) {
	l := &redisstore.Limiter{Redis: testkit.Redis(b)}
	b.SetParallelism(32)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := l.Allow(b.Context(), "bench", redisstore.Rate{Count: 1000, Per: time.Second}); err != nil {
				b.Error(err)
			}
		}
	})
}

// BenchmarkReply is one idempotent request: Begin and Finish.
func BenchmarkReply(b *testing.B) {
	r := &redisstore.Replies{Redis: testkit.Redis(b)}
	reply := redisstore.Reply{Status: http.StatusCreated, Header: map[string]string{"Content-Type": "application/json"}, Body: make([]byte, 600)}
	key := b.Name() + time.Now().String()
	b.SetParallelism(32)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			begun, err := r.Begin(b.Context(), "ann", key+time.Now().String(), "f")
			if err == nil && begun.State == redisstore.Fresh {
				err = r.Finish(b.Context(), begun.Token, reply, time.Minute)
			}
			if err != nil {
				b.Error(err)
			}
		}
	})
}
