package sqlitedoc

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	"modernc.org/sqlite/lib"

	"wanjia/events/docstore"
	"wanjia/events/fault"
)

var errClosed = fmt.Errorf("the store is closed: %w", docstore.ErrUnavailable)

// left is the answer to a caller whose context ended first.
func left(ctx context.Context) error {
	return fmt.Errorf("%w: %w", ctx.Err(), docstore.ErrUnavailable)
}

// engineError says what an error of SQLite means to the contract.
func engineError(err error) error {
	if _, ok := errors.AsType[*fault.Error](err); ok || err == nil {
		return err // said already
	}
	kind := docstore.ErrUnavailable
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() & 0xff {
		case sqlite3.SQLITE_FULL:
			kind = docstore.ErrFull
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
			kind = docstore.ErrReadOnly
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT:
			kind = docstore.ErrDamaged
		case sqlite3.SQLITE_IOERR:
			if e.Code() == sqlite3.SQLITE_IOERR_SHMSIZE { // the log's index could not grow
				kind = docstore.ErrFull
			}
		}
	}
	return fmt.Errorf("%w: %w", err, kind)
}

// fileError says what an error of the file system means to the contract.
func fileError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%w; free some space: %w", err, docstore.ErrFull)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w; let this user write the folder and its files: %w", err, docstore.ErrReadOnly)
	}
	return fmt.Errorf("%w: %w", err, docstore.ErrUnavailable)
}

// opsOwn says whether an error lies in the op that met it, so that its neighbours may
// do better without it. Trouble with the disk or the file is everybody's, and
// trying again one by one would only multiply the wait.
func opsOwn(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return true
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_RANGE, sqlite3.SQLITE_ERROR:
		return true
	}
	return false
}
