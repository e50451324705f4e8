package sqlitedoc

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"wanjia/events/docstore"
)

var errClosed = fmt.Errorf("the store is closed: %w", docstore.ErrUnavailable)

// left is the answer to a caller whose context ended first.
func left(ctx context.Context) error {
	return fmt.Errorf("%w: %w", ctx.Err(), docstore.ErrUnavailable)
}

// engineError says what an error of SQLite means to the contract.
func engineError(err error) error {
	if err == nil || errors.Is(err, docstore.ErrUnavailable) {
		return err
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

// transient says whether the failure of a group may lie in one op alone, so that
// trying each by itself helps. After an error of input or output it does not: the
// outcome is unknown, and trying again would only hide it.
func transient(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return !ok || e.Code()&0xff != sqlite3.SQLITE_IOERR
}
