package search

import (
	"runtime"
	"syscall"
	"testing"
	"time"
)

// onOneThread keeps a benchmark on its thread, so that cpuTime is its own.
func onOneThread(b *testing.B) {
	runtime.LockOSThread()
	b.Cleanup(runtime.UnlockOSThread)
}

// cpuTime returns what the thread has used of a core, which unlike the time on
// the wall does not count other programs on a busy machine.
func cpuTime() time.Duration {
	const thread = 1 // RUSAGE_THREAD
	var use syscall.Rusage
	if err := syscall.Getrusage(thread, &use); err != nil {
		panic(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}
