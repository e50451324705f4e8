// Package filelock lets one process at a time hold something on a disk.
//
// The kernel frees a lock with its process, however that ends. What the package
// alone knows is how long "ends" can take, and that a lock is freed by saying so
// and not by closing the file.
package filelock

import (
	"context"
	"errors"
	"os"
	"time"
)

// ErrHeld: another process, or another holder in this one, has the lock.
var ErrHeld = errors.New("the lock is held")

const (
	within = 2 * time.Second       // a process killed a moment ago may not be quite gone
	pause  = 25 * time.Millisecond // between two tries
)

// Take takes the lock file at path, which is made if need be, and keeps trying
// for two seconds while it is held. It returns [ErrHeld] when it still is then,
// or when ctx ends; every other error is the file system's. The file may be
// written to; [Free] it.
func Take(ctx context.Context, path string) (*os.File, error) {
	for end := time.Now().Add(within); ; {
		f, err := try(path, os.O_RDWR|os.O_CREATE, false)
		if !errors.Is(err, ErrHeld) || time.Now().After(end) {
			return f, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(pause):
		}
	}
}

// Held says whether somebody has the lock file at path now. It changes nothing,
// and several may ask at the same time. A file that is not there is not held.
func Held(path string) (bool, error) {
	f, err := try(path, os.O_RDONLY, true)
	switch {
	case errors.Is(err, ErrHeld):
		return true, nil
	case errors.Is(err, os.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	}
	return false, Free(f)
}
