package streamingtest_test

import (
	"testing"

	"wanjia/streaming/streamingtest"
)

func TestTapes(t *testing.T) {
	t.Parallel()
	streamingtest.TestTapes(t, &streamingtest.Tapes{})
}

func TestFilms(t *testing.T) {
	t.Parallel()
	streamingtest.TestFilms(t, &streamingtest.Films{})
}
