package redisstore_test

import (
	"testing"

	"wanjia/events/testkit"
	"wanjia/streaming/redisstore"
	"wanjia/streaming/streamingtest"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestLedger(t *testing.T) {
	t.Parallel()
	streamingtest.TestLedger(t, func(t *testing.T) streamingtest.Shared { return &redisstore.Ledger{Redis: testkit.Redis(t)} })
}

// TestFallbackLedger: where redis-server is not installed serve has miniredis.
func TestFallbackLedger(t *testing.T) {
	t.Parallel()
	streamingtest.TestLedger(t, func(t *testing.T) streamingtest.Shared { return &redisstore.Ledger{Redis: testkit.Miniredis(t)} })
}
