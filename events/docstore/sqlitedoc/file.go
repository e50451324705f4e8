package sqlitedoc

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"wanjia/events/docstore"
	"wanjia/events/filelock"
)

const (
	magic         = "SQLite format 3\x00"
	headerSize    = 100
	applicationID = 0x574a4453 // "WJDS" in the header, so that no other program's file is taken for ours
	formatVersion = 1          // user_version: raise it when the tables change
	quickCheckMax = 256 << 20  // bytes; a larger file is checked by [Store.Verify] only, to start in time
)

// The key tables refer to a document by its number, and documents lie in the order
// they came: ids and keys are mostly random, so that each is another page to write,
// and pages of keys alone hold many. Measured beside documents kept in the order of
// their ids with the id in each key row: 57 instead of 91 µs of processor for a
// document with four unique and two index keys, and a sixth less file.
const schema = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE docs (
	n INTEGER PRIMARY KEY,
	collection INTEGER NOT NULL,
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	schema INTEGER NOT NULL,
	uniq BLOB NOT NULL,
	idx BLOB NOT NULL,
	body BLOB NOT NULL,
	UNIQUE (collection, id)
);
CREATE TABLE uniques (
	collection INTEGER NOT NULL,
	key TEXT NOT NULL,
	n INTEGER NOT NULL,
	PRIMARY KEY (collection, key)
) WITHOUT ROWID;
CREATE TABLE indexes (
	collection INTEGER NOT NULL,
	name INTEGER NOT NULL,
	value TEXT NOT NULL,
	id TEXT NOT NULL,
	n INTEGER NOT NULL,
	PRIMARY KEY (collection, name, value, id)
) WITHOUT ROWID;
`

// dsn is the address of the file with what every connection to it needs.
func dsn(path string, pragmas ...string) string {
	q := url.Values{"_pragma": append([]string{
		"busy_timeout(5000)", // somebody may look into the file with the sqlite3 shell
		"synchronous(FULL)",  // a commit is on the disk before it is answered
	}, pragmas...)}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}

// lockFile takes the store for this process. SQLite's own locks would let two
// processes write in turns, and each would be wrong about what the other changed.
func lockFile(ctx context.Context, path string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fileError(err)
	}
	f, err := filelock.Take(ctx, path+".lock")
	if errors.Is(err, filelock.ErrHeld) {
		holder, _ := os.ReadFile(path + ".lock") // says who; without it the message only says less
		return nil, fmt.Errorf("process %s has it open; stop that one, or use another data folder: %w",
			strings.TrimSpace(string(holder)), docstore.ErrInUse)
	}
	if err != nil {
		return nil, fileError(err)
	}
	// The number is only for the message above: the lock itself is the kernel's.
	if err := f.Truncate(0); err == nil {
		_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0)
	}
	return f, nil
}

// prepareFile makes the file when there is none, else looks at its header before
// SQLite does, which would take an empty file for a new store.
func prepareFile(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return createFile(ctx, path)
	}
	if err != nil {
		return fileError(err)
	}
	header, size, err := readHeader(f)
	if cerr := f.Close(); err == nil { // before SQLite opens it: closing drops the process's locks on the file
		err = cerr
	}
	if err != nil {
		return fileError(err)
	}
	switch {
	case len(header) < headerSize:
		return damaged("the file is cut short")
	case string(header[:len(magic)]) != magic:
		return damaged("the file is not a SQLite database")
	case binary.BigEndian.Uint32(header[68:]) != applicationID:
		return damaged("the file is another program's SQLite database")
	}
	if log, err := os.Stat(path + "-wal"); errors.Is(err, fs.ErrNotExist) || err == nil && log.Size() == 0 {
		// With a log beside it the file may lack what the log has. Without one it
		// is whole pages, and as many as it says: SQLite reads half a page as one
		// that ends in zeros.
		page := int64(binary.BigEndian.Uint16(header[16:]))
		if page == 1 {
			page = 65536
		}
		if page == 0 || size%page != 0 || size/page < int64(binary.BigEndian.Uint32(header[28:])) {
			return damaged("the file is cut short")
		}
	}
	return checkVersion(int(binary.BigEndian.Uint32(header[60:])))
}

// readHeader returns the header, as much of it as there is, and the file's size.
func readHeader(f *os.File) ([]byte, int64, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	header := make([]byte, headerSize)
	n, err := io.ReadFull(f, header)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return header[:n], info.Size(), err
}

// createFile makes an empty store beside path and moves it into place, so that a
// process killed in between leaves nothing which looks like a store.
func createFile(ctx context.Context, path string) error {
	if _, err := os.Stat(path + "-wal"); err == nil {
		return damaged("the file is gone but its log " + filepath.Base(path) + "-wal is here; put the file back beside it")
	}
	fresh := path + ".new"
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(fresh + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fileError(err)
		}
	}
	db, err := sql.Open("sqlite", dsn(fresh, "journal_mode(WAL)"))
	if err != nil {
		return engineError(err)
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d; BEGIN; %s COMMIT;",
		applicationID, formatVersion, schema))
	if err = errors.Join(err, db.Close()); err != nil {
		return engineError(err)
	}
	if err := os.Rename(fresh, path); err != nil {
		return fileError(err)
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes a new name in the folder durable.
func syncFolder(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return fileError(err)
	}
	return fileError(errors.Join(d.Sync(), d.Close()))
}

// checkFile reads the opened store's own account of itself, and every page of it
// while that is quick.
func checkFile(ctx context.Context, conn *sql.Conn, path string) error {
	var version int
	if err := conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return engineError(err)
	}
	if err := checkVersion(version); err != nil {
		return err
	}
	if info, err := os.Stat(path); err != nil || info.Size() > quickCheckMax {
		return fileError(err)
	}
	return integrity(ctx, conn, "PRAGMA quick_check(1)")
}

func checkVersion(version int) error {
	switch {
	case version > formatVersion:
		return fmt.Errorf("the file has format %d, this program knows up to %d; run the newer program: %w",
			version, formatVersion, docstore.ErrNewer)
	case version < 1:
		return damaged("the file has no format version")
	}
	return nil
}

func integrity(ctx context.Context, conn *sql.Conn, pragma string) error {
	var answer string
	if err := conn.QueryRowContext(ctx, pragma).Scan(&answer); err != nil {
		return engineError(err)
	}
	if answer != "ok" {
		return damaged(answer)
	}
	return nil
}

// damaged says what is wrong with the file and what to do about it.
func damaged(what string) error {
	return fmt.Errorf("%s; move it away (do not delete it) and restore a backup: %w", what, docstore.ErrDamaged)
}
