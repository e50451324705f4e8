// Package objects keeps files of any size by key: covers, photographs, films.
//
// The contract is small enough that a local folder ([Folder]) and an S3 server
// (s3objects) keep it to the letter; objectstest holds it as a test that both
// run. An object is whole or absent: a reader never sees half of one, and a
// write that fails leaves what was there before.
package objects

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"wanjia/events/fault"
)

// Limits of the contract, in bytes.
const (
	MaxKey     = 512
	MaxSegment = 200     // what stands between two slashes of a key
	MaxSize    = 5 << 40 // an object; S3's own bound
	maxType    = 128     // a content type
)

// Errors of the contract. Each is in the tree of what a Store returns.
var (
	// ErrNotFound: there is no object under that key.
	ErrNotFound = fault.New(fault.NotFound, "not_found", "there is no such thing, or it is not yours to see")
	// ErrKey: the key is not one; see [ValidKey].
	ErrKey = fault.New(fault.Invalid, "object_key", "the name of the file is not allowed")
	// ErrContent: the content type or the size announced is not possible.
	ErrContent = fault.New(fault.Invalid, "object_content", "the type or the size of the file is not allowed")
	// ErrSize: the reader held more or fewer bytes than announced. Nothing was stored.
	ErrSize = fault.New(fault.Invalid, "object_size", "the file arrived with another size than announced")
	// ErrUnavailable: the storage cannot be reached or does not answer. Whether
	// a write happened is unknown: repeat it.
	ErrUnavailable = fault.New(fault.Unavailable, "objects_unavailable", "the file storage is away for a moment; please try again shortly")
	// ErrFull: no room is left. Nothing was stored.
	ErrFull = fault.New(fault.Unavailable, "objects_full", "the file storage has no room left")
	// ErrReadOnly: the storage may only be read. Nothing was stored.
	ErrReadOnly = fault.New(fault.Unavailable, "objects_read_only", "the file storage may only be read")
	// ErrDenied: the storage refuses our credentials, or the bucket is not there.
	ErrDenied = fault.New(fault.Unavailable, "objects_denied", "the file storage refuses us; check its bucket and credentials")
	// ErrReplaced: the object was replaced while it was being read.
	ErrReplaced = fault.New(fault.Conflict, "object_replaced", "the file was replaced meanwhile; open it again")
	// ErrDamaged: what is stored is not readable as what it should be.
	ErrDamaged = fault.New(fault.Internal, "objects_damaged", "a stored file is damaged")
)

// Info describes an object.
type Info struct {
	Key         string
	Size        int64 // bytes
	ContentType string
	ETag        string // another one for other bytes, no quotes; not comparable between kinds of storage
	Modified    time.Time
}

// Store keeps objects. Its methods are safe for concurrent use.
type Store interface {
	// Put stores exactly size bytes of r under key, in place of what was there,
	// and describes it as Stat would, but for Modified, which may be a little
	// off. contentType "" means application/octet-stream. Errors: ErrKey,
	// ErrContent, ErrSize, ErrFull, ErrReadOnly, ErrDenied, ErrUnavailable, or
	// r's own. Safe to repeat with a reader that begins anew.
	Put(ctx context.Context, key string, r io.Reader, size int64, contentType string) (Info, error)

	// Get opens an object: ErrNotFound, ErrDamaged, ErrUnavailable, ErrDenied.
	// The caller closes it. When the object is replaced meanwhile it goes on
	// showing the one it was opened on, or ends in ErrReplaced; it never mixes
	// two. ctx bounds the reading too. One goroutine at a time reads.
	Get(ctx context.Context, key string) (io.ReadSeekCloser, Info, error)

	// Stat is Get without the bytes.
	Stat(ctx context.Context, key string) (Info, error)

	// Delete removes an object. One that is not there is removed already.
	Delete(ctx context.Context, key string) error

	// Check writes, reads and removes a small object and says what the storage
	// is. Its errors are those of Put and Get.
	Check(ctx context.Context) (Health, error)
}

// Health is what a Store says of itself.
type Health struct {
	Kind  string   // "folder" or "s3"
	Where string   // a path or an address with its bucket, without credentials
	Notes []string // what an operator should know or do
}

// CheckKey is the key that [Store.Check] writes and removes. Several processes
// may check at once, so each adds a name of its own.
const CheckKey = "check"

// ValidKey says whether key may name an object: 1 to MaxKey bytes, segments of
// ASCII letters, digits, '.', '_' and '-' separated by single slashes, none of
// them beginning with a '.' or longer than MaxSegment. So a key is safe in a
// path, an address and a header as it is.
func ValidKey(key string) error {
	if key == "" || len(key) > MaxKey {
		return ErrKey.With("why", "a key has 1 to 512 bytes")
	}
	for segment := range strings.SplitSeq(key, "/") {
		if segment == "" || segment[0] == '.' || len(segment) > MaxSegment {
			return ErrKey.With("why", "a part of the key is empty, begins with a dot or is too long")
		}
		for _, r := range segment {
			if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '.' && r != '_' && r != '-' {
				return ErrKey.With("why", "a key has ASCII letters, digits and . _ - / only")
			}
		}
	}
	return nil
}

// ValidContent checks what is announced of an object and returns the content
// type to store.
func ValidContent(size int64, contentType string) (string, error) {
	if size < 0 || size > MaxSize {
		return "", ErrContent.With("why", "the size is below zero or too large")
	}
	if contentType == "" {
		return "application/octet-stream", nil
	}
	if len(contentType) > maxType || !strings.Contains(contentType, "/") {
		return "", ErrContent.With("why", "the content type is not one")
	}
	for _, r := range contentType {
		if r < ' ' || r > '~' { // it becomes a header
			return "", ErrContent.With("why", "the content type has characters no header takes")
		}
	}
	return contentType, nil
}

// failed words a failure of the storage: what was tried, on which key, which of
// our faults it is, and what the system said.
func failed(doing, key string, f *fault.Error, err error) error {
	return fmt.Errorf("%s %s: %w: %w", doing, key, f, err)
}
