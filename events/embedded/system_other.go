//go:build !unix

package embedded

import (
	"os"
	"syscall"
)

// Without Unix sockets and signals redis-server is not started; see [StartRedis].
const (
	canServe  = false
	sigPause  = syscall.SIGKILL // never sent, as no server is started
	sigResume = syscall.SIGKILL
)

func ownedByUs(os.FileInfo) bool { return false }

func childAttr() *syscall.SysProcAttr { return nil }

func servesFolder(int, string) bool { return false }
