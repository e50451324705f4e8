//go:build unix

package embedded

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

const (
	canServe  = true
	sigPause  = syscall.SIGSTOP
	sigResume = syscall.SIGCONT
)

// lockFile takes the lock that says a folder is in use. The kernel frees it with
// the process, however that ends, and no child inherits it.
func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("%s: %w", path, ErrInUse)
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return f, nil
}

// unlockFile frees the lock. Closing alone would not do at once: a child that is
// being started just now has a copy of the file until it has become its program.
func unlockFile(f *os.File) error {
	return errors.Join(syscall.Flock(int(f.Fd()), syscall.LOCK_UN), f.Close())
}

// ownedByUs says whether the folder belongs to the user we run as.
func ownedByUs(i os.FileInfo) bool {
	s, ok := i.Sys().(*syscall.Stat_t)
	return ok && int(s.Uid) == os.Getuid()
}
