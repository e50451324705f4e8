//go:build unix

package embedded

import (
	"os"
	"syscall"
)

const (
	canServe  = true
	sigPause  = syscall.SIGSTOP
	sigResume = syscall.SIGCONT
)

// ownedByUs says whether the folder belongs to the user we run as.
func ownedByUs(i os.FileInfo) bool {
	s, ok := i.Sys().(*syscall.Stat_t)
	return ok && int(s.Uid) == os.Getuid()
}
