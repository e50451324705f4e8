package streamingtest_test

import (
	"testing"

	"wanjia/streaming/streamingtest"
)

func TestMemoryLedger(t *testing.T) {
	t.Parallel()
	streamingtest.TestLedger(t, func(*testing.T) streamingtest.Shared { return new(streamingtest.Ledger) })
}
