//go:build !unix

package filelock

import (
	"errors"
	"os"
)

func try(path string, _ int, _ bool) (*os.File, error) {
	return nil, &os.PathError{Op: "lock", Path: path, Err: errors.ErrUnsupported}
}

// Free frees the lock and closes its file.
func Free(f *os.File) error { return f.Close() }
