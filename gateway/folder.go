package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"wanjia/events/filelock"
)

// Names in the data folder. What an embedded part keeps below its name is its
// own business.
const (
	lockName      = "wanjia.lock"
	documentsName = "documents.db"
	redisName     = "redis"
	objectsName   = "objects"
)

// leastFree is how much room a disk must have for a start: below it the first
// writes would fail anyway, and less plainly.
const leastFree = 8 << 20 // bytes

// folder is the data folder, held by this process alone until it is closed. The
// kernel frees the lock with the process, however that ends.
type folder struct {
	path string
	lock *os.File
}

// holder is what the process that holds a data folder writes into its lock.
type holder struct {
	PID     int    `json:"pid"`
	URL     string `json:"url,omitempty"`     // where it serves
	Control string `json:"control,omitempty"` // its control socket, see control.go
	Redis   string `json:"redis,omitempty"`   // its built-in Redis, if it has one
}

// takeFolder makes the folder if need be, locks it and makes sure that it can be
// written. The errors say what to do.
func takeFolder(ctx context.Context, path string) (*folder, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, folderError(path, err)
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, folderError(path, err)
	}
	lock, err := filelock.Take(ctx, filepath.Join(path, lockName))
	if errors.Is(err, filelock.ErrHeld) {
		return nil, heldError{path, readHolder(path)}
	}
	if err != nil {
		return nil, folderError(path, err)
	}
	f := &folder{path, lock}
	if err := f.probe(); err != nil {
		return nil, errors.Join(folderError(path, err), f.close())
	}
	return f, nil
}

// heldError says that another process has the data folder.
type heldError struct {
	path string
	holder
}

// Error implements error.
func (e heldError) Error() string {
	who := "another wanjia"
	if e.PID != 0 {
		who = fmt.Sprintf("another wanjia (process %d)", e.PID)
	}
	if e.URL != "" {
		who += " at " + e.URL
	}
	return fmt.Sprintf("%s is running on the data folder %s: stop it first, or set WANJIA_DATA to another folder", who, e.path)
}

// probe finds out whether the folder takes data, which permissions alone do not
// tell, and says who holds it.
func (f *folder) probe() error {
	free, err := freeSpace(f.path)
	if err != nil {
		return err
	}
	if free < leastFree {
		return fmt.Errorf("%s free: %w", size(free), syscall.ENOSPC)
	}
	return f.announce(holder{PID: os.Getpid()})
}

// announce writes into the lock who holds the folder.
func (f *folder) announce(h holder) error {
	b, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("encode lock: %w", err)
	}
	if err := f.lock.Truncate(0); err != nil {
		return err
	}
	if _, err := f.lock.WriteAt(b, 0); err != nil {
		return err
	}
	return f.lock.Sync()
}

// in is the path of something in the folder.
func (f *folder) in(name string) string { return filepath.Join(f.path, name) }

func (f *folder) close() error { return filelock.Free(f.lock) }

// readHolder reads what the lock of a folder says; nothing if it cannot be read.
func readHolder(path string) holder {
	var h holder
	b, err := os.ReadFile(filepath.Join(path, lockName))
	if err == nil && json.Unmarshal(b, &h) != nil {
		return holder{}
	}
	return h
}

// holderOf says whether a process holds the folder now, and which. It changes
// nothing.
func holderOf(path string) (holder, bool, error) {
	held, err := filelock.Held(filepath.Join(path, lockName))
	if err != nil {
		return holder{}, false, folderError(path, err)
	}
	if !held {
		return holder{}, false, nil
	}
	return readHolder(path), true, nil
}

// folderError says what is wrong with the data folder and what to do about it.
func folderError(path string, err error) error {
	const other = "set WANJIA_DATA to another folder"
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("the disk of the data folder %s is full: free some space, or %s: %w", path, other, err)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("the data folder %s cannot be written: let this user write it, or %s: %w", path, other, err)
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return fmt.Errorf("the data folder %s is not a folder: move the file away, or %s: %w", path, other, err)
	}
	return fmt.Errorf("the data folder %s cannot be used: %w", path, err)
}

// freeSpace is how many bytes this user may still write at path.
func freeSpace(path string) (uint64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(path, &st); err != nil {
		return 0, fmt.Errorf("look at the disk of %s: %w", path, err)
	}
	return st.Bavail * uint64(st.Bsize), nil
}

// size writes a number of bytes for people.
func size(n uint64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d KiB", n>>10)
}
