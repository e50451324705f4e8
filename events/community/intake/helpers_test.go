package intake

import (
	"bytes"
	"io"
	"time"
)

// seedTime is a moment of tests.
var seedTime = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// from opens bytes.
func from(b []byte) Opener {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }
}
