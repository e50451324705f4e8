package objects

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"wanjia/events/fault"
)

// Folder keeps objects as files of a local folder.
//
// A key's last segment is the name of its file, the others are folders whose
// names end in a '+', which no key has: "a" and "a/b" do not meet. A file is the
// object's bytes, so that other programs can open it, and behind them a trailer
// with what else is known of it. One file, one rename: an object and its type are
// never of different ages, and a file cut short is told from a whole one.
type Folder struct {
	dir  string
	root *os.Root // nothing a key says leads out of it
}

var _ Store = (*Folder)(nil)

const (
	unfinished = ".unfinished" // writes under way; no key begins with a dot
	abandoned  = 24 * time.Hour
)

// OpenFolder opens a folder of objects, made if absent, and removes what writes
// that were killed long ago left behind. Errors: ErrReadOnly, ErrFull, or
// ErrUnavailable for whatever else is wrong with the folder.
func OpenFolder(dir string) (*Folder, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, failed("open the folder", dir, ErrUnavailable, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, failed("make the folder", dir, writeCause(err), err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, failed("open the folder", dir, writeCause(err), err)
	}
	f := &Folder{dir: dir, root: root}
	// A folder that may only be read is still good for reading.
	if err := root.Mkdir(unfinished, 0o700); err != nil && !errors.Is(err, fs.ErrExist) && writeCause(err) != ErrReadOnly {
		return nil, errors.Join(failed("open the folder", dir, writeCause(err), err), root.Close())
	}
	f.sweep()
	return f, nil
}

// Close frees the folder; objects opened before stay open.
func (f *Folder) Close() error { return f.root.Close() }

// sweep removes unfinished files that nobody can be writing any more. What
// cannot be removed now is tried again at the next start.
func (f *Folder) sweep() {
	d, err := f.root.Open(unfinished)
	if err != nil {
		return
	}
	defer d.Close()
	entries, _ := d.ReadDir(-1)
	for _, e := range entries {
		if i, err := e.Info(); err == nil && time.Since(i.ModTime()) > abandoned {
			_ = f.root.Remove(path.Join(unfinished, e.Name()))
		}
	}
}

// cause tells which fault an error of the file system is.
func cause(err error) *fault.Error {
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return ErrNotFound
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return ErrFull
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return ErrReadOnly
	}
	return ErrUnavailable
}

// place is the path of a key's file within the root.
func place(key string) string { return strings.ReplaceAll(key, "/", "+/") }

// Put implements [Store].
func (f *Folder) Put(ctx context.Context, key string, r io.Reader, size int64, contentType string) (Info, error) {
	if err := ValidKey(key); err != nil {
		return Info{}, err
	}
	contentType, err := ValidContent(size, contentType)
	if err != nil {
		return Info{}, err
	}
	temporary := path.Join(unfinished, rand.Text())
	file, err := f.create(temporary)
	if err != nil {
		return Info{}, failed("put", key, writeCause(err), err)
	}
	info, err := f.fill(ctx, file, r, size, contentType)
	if err == nil {
		err = f.settle(temporary, place(key))
	}
	if err != nil {
		_ = f.root.Remove(temporary)
		_, ours := errors.AsType[*fault.Error](err)
		_, theirs := errors.AsType[sourceError](err)
		if ours || theirs {
			return Info{}, fmt.Errorf("put %s: %w", key, err)
		}
		return Info{}, failed("put", key, writeCause(err), err)
	}
	info.Key = key
	return info, nil
}

func (f *Folder) create(name string) (*os.File, error) {
	file, err := f.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrNotExist) { // somebody has tidied up
		if err := f.root.Mkdir(unfinished, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		return f.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	}
	return file, err
}

// fill writes bytes and trailer to file, down to the disk, and closes it.
func (f *Folder) fill(ctx context.Context, file *os.File, r io.Reader, size int64, contentType string) (Info, error) {
	defer file.Close() // the one that counts is below
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(file, sum), Exactly(&heldReader{ctx, r}, size)); err != nil {
		return Info{}, err
	}
	t := trailer{Type: contentType, ETag: hex.EncodeToString(sum.Sum(nil)[:16]), Size: size, Modified: time.Now().UTC().Truncate(time.Millisecond)}
	if _, err := file.Write(t.bytes()); err != nil {
		return Info{}, err
	}
	if err := file.Sync(); err != nil {
		return Info{}, err
	}
	return t.info(), file.Close()
}

// settle moves a finished file to its place and makes that last.
func (f *Folder) settle(from, to string) error {
	parent := path.Dir(to)
	if err := f.root.MkdirAll(parent, 0o700); err != nil {
		return err
	}
	if err := f.root.Rename(from, to); err != nil {
		return err
	}
	for { // new folders last only when those above them do
		d, err := f.root.Open(parent)
		if err != nil {
			return err
		}
		if err := errors.Join(d.Sync(), d.Close()); err != nil {
			return err
		}
		if parent == "." {
			return nil
		}
		parent = path.Dir(parent)
	}
}

// heldReader stops reading when the caller's context ends, and marks the
// reader's own errors so that they are not taken for the disk's.
type heldReader struct {
	ctx context.Context
	r   io.Reader
}

// Read implements io.Reader.
func (h *heldReader) Read(p []byte) (int, error) {
	if err := h.ctx.Err(); err != nil {
		return 0, sourceError{err}
	}
	n, err := h.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = sourceError{err}
	}
	return n, err
}

type sourceError struct{ err error }

// Error implements error.
func (e sourceError) Error() string { return "read what is to be stored: " + e.err.Error() }

// Unwrap gives the reader's error.
func (e sourceError) Unwrap() error { return e.err }

// writeCause is cause for a write, where something absent means that the folder
// itself has gone.
func writeCause(err error) *fault.Error {
	if c := cause(err); c != ErrNotFound {
		return c
	}
	return ErrUnavailable
}

// Get implements [Store].
func (f *Folder) Get(ctx context.Context, key string) (io.ReadSeekCloser, Info, error) {
	if err := ValidKey(key); err != nil {
		return nil, Info{}, err
	}
	if err := ctx.Err(); err != nil {
		return nil, Info{}, err
	}
	file, err := f.root.Open(place(key))
	if err != nil {
		return nil, Info{}, failed("get", key, cause(err), err)
	}
	t, err := readTrailer(file)
	if err != nil {
		return nil, Info{}, errors.Join(fmt.Errorf("get %s: %w", key, err), file.Close())
	}
	info := t.info()
	info.Key = key
	return &folderObject{SectionReader: io.NewSectionReader(file, 0, t.Size), ctx: ctx, file: file}, info, nil
}

// folderObject shows a file without its trailer.
type folderObject struct {
	*io.SectionReader
	ctx  context.Context
	file *os.File
}

// Read implements io.Reader.
func (o *folderObject) Read(p []byte) (int, error) {
	if err := o.ctx.Err(); err != nil {
		return 0, err
	}
	return o.SectionReader.Read(p)
}

// Close implements io.Closer.
func (o *folderObject) Close() error { return o.file.Close() }

// Stat implements [Store].
func (f *Folder) Stat(ctx context.Context, key string) (Info, error) {
	r, info, err := f.Get(ctx, key)
	if err != nil {
		return Info{}, err
	}
	return info, r.Close()
}

// Delete implements [Store]. Folders that become empty stay.
func (f *Folder) Delete(ctx context.Context, key string) error {
	if err := ValidKey(key); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	err := f.root.Remove(place(key))
	if err == nil || cause(err) == ErrNotFound {
		return nil
	}
	return failed("delete", key, cause(err), err)
}

// Check implements [Store].
func (f *Folder) Check(ctx context.Context) (Health, error) {
	h := Health{Kind: "folder", Where: f.dir, Notes: []string{"objects are on this machine only; include the folder in its backup"}}
	return h, Probe(ctx, f)
}
