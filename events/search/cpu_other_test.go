//go:build !linux

package search

import (
	"testing"
	"time"
)

var began = time.Now()

func onOneThread(*testing.B) {}

// cpuTime is the time on the wall where a thread's own is not to be had.
func cpuTime() time.Duration { return time.Since(began) }
