// Package docstore is the durable document store: one contract, two engines.
//
// It knows nothing of what it keeps. A document is an id, a version, a body in
// JSON, unique keys that at most one document of the collection may hold, and
// index keys it can be listed by. There are no transactions across documents:
// the atomic step is one insert, one versioned replace or one versioned delete.
// The engines are sqlitedoc (embedded) and mongodoc (MongoDB); docstoretest holds
// the contract as a test which both run.
package docstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"wanjia/events/fault"
)

// Limits of the contract, the same in both engines. Sizes are in bytes of UTF-8.
const (
	MaxName   = 64      // a collection's or an index's name: [a-z][a-z0-9_]*
	MaxKey    = 512     // an id, a unique key, an index value
	MaxUnique = 256     // unique keys of one document
	MaxIndex  = 32      // index keys of one document; MongoDB has 64 indexes for a whole collection
	MaxBody   = 8 << 20 // a body; MongoDB's own bound is 16 MiB with everything
	MaxPage   = 1000    // documents in one page of a list
)

// Errors of the contract.
var (
	// ErrNotFound: the collection holds no document with that id or key.
	ErrNotFound = fault.New(fault.NotFound, "not_found", "there is no such thing, or it is not yours to see")
	// ErrStale: the document has another version than the one read.
	ErrStale = fault.New(fault.Conflict, "stale", "it was changed meanwhile; read it again")
	// ErrDuplicate is what a [*Duplicate] matches by errors.Is.
	ErrDuplicate = fault.New(fault.Conflict, "duplicate", "another one holds this already")
	// ErrInvalid: a document or a query breaks the limits of the contract.
	ErrInvalid = fault.New(fault.Invalid, "invalid_document", "the document breaks the limits of the store")
	// ErrUnavailable: the engine cannot be reached or cannot write. The outcome
	// of a write that ends in it is unknown: repeat the same write, or read.
	ErrUnavailable = fault.New(fault.Unavailable, "storage_unavailable", "the document store is away for a moment; please try again shortly")
	// ErrFull: no room is left on the disk. Nothing was written.
	ErrFull = fault.New(fault.Unavailable, "storage_full", "the document store has no room left on its disk")
	// ErrReadOnly: the data folder cannot be written. Nothing was written.
	ErrReadOnly = fault.New(fault.Unavailable, "storage_read_only", "the document store may only be read")
	// ErrDamaged: the stored data is not readable as what it should be.
	ErrDamaged = fault.New(fault.Internal, "storage_damaged", "the document store is damaged; restore a backup")
	// ErrNewer: a newer version of this program wrote the data.
	ErrNewer = fault.New(fault.Unavailable, "storage_newer", "the document store was written by a newer version of this program")
	// ErrInUse: another process has the data open.
	ErrInUse = fault.New(fault.Unavailable, "storage_in_use", "another process uses the document store")
)

// Doc is one stored document.
type Doc struct {
	ID      string
	Version int64             // 1 when inserted, one more with each replace; set by the engine
	Schema  int               // version of the body's shape, see [Collection]
	Body    []byte            // JSON, kept to the byte; engines check only that it is UTF-8
	Unique  []string          // in this order; read back as nil when there are none
	Index   map[string]string // index name -> ordered value; read back as nil when empty
}

// Duplicate says which unique key stood in the way of an insert or a replace.
type Duplicate struct {
	Key    string // the key; "" when the id itself is taken
	Holder string // id of the document that holds it, "" when it was gone on looking
}

// Error implements error.
func (d *Duplicate) Error() string {
	if d.Key == "" {
		return fmt.Sprintf("duplicate id %q", d.Holder)
	}
	return fmt.Sprintf("duplicate key %q held by %q", d.Key, d.Holder)
}

// Is makes a Duplicate match [ErrDuplicate].
func (d *Duplicate) Is(target error) bool { return target == error(ErrDuplicate) }

// Unwrap lets fault.Of find the kind and code.
func (d *Duplicate) Unwrap() error { return ErrDuplicate }

// Query selects documents of a collection by one index.
//
// Documents that carry no value under Index are not selected. The order is by
// value, then id, both compared as bytes; Desc is that order backwards. Prefix,
// From and To are UTF-8 of at most MaxKey bytes without NUL, so that a prefix
// never ends inside a character.
type Query struct {
	Index  string
	Prefix string // values that begin with it; "" selects all
	From   string // values >= From, "" for no bound; not together with Prefix
	To     string // values < To, "" for no bound; not together with Prefix
	After  string // the cursor of the page before, "" for the first
	Limit  int    // 1..MaxPage
	Desc   bool   // from the highest value down, equal values from the highest id down
}

// Page is a piece of a list.
type Page struct {
	Docs []Doc
	Next string // cursor for Query.After; "" when this was the last page
}

// Engine keeps documents durably. A write that returned nil survives the loss of
// the process and, on one machine, of power (SQLite synchronous=FULL; MongoDB
// majority). Every method is safe for concurrent use.
//
// The context bounds the caller's wait. A write whose caller has left may still
// happen. An id or a key that the limits forbid is nowhere: reads, Delete and
// Find answer it with ErrNotFound. A method called after Close, and one cut short
// by its context, ends in ErrUnavailable. Documents handed in and out are the
// caller's own.
type Engine interface {
	// Insert stores each document with version 1. Documents stand and fall
	// alone: the slice answers for each in order, nil for stored or already
	// refused as a [*Duplicate] (id first, else the first taken key in the
	// document's order). They are stored in order, so one that shares an id or a
	// key with an earlier one of the same call is a duplicate too. The error
	// speaks of the whole call; when it is not nil the outcome of every document
	// is unknown, except with ErrInvalid, ErrFull and ErrReadOnly, where nothing
	// was stored.
	Insert(ctx context.Context, collection string, docs []Doc) ([]error, error)

	// Load is Insert for documents that come from another store: each keeps the
	// version it carries, which must be at least 1.
	Load(ctx context.Context, collection string, docs []Doc) ([]error, error)

	// Get returns the document, or ErrNotFound.
	Get(ctx context.Context, collection, id string) (Doc, error)

	// GetMany returns those that exist, in the order of ids; absent ones are
	// left out, an id given twice is answered twice. At most MaxPage ids.
	GetMany(ctx context.Context, collection string, ids []string) ([]Doc, error)

	// Find returns the document that holds the unique key, or ErrNotFound.
	Find(ctx context.Context, collection, key string) (Doc, error)

	// Replace stores doc (body, schema, unique and index keys anew) if the
	// stored version still is doc.Version, and returns the new version. Else
	// ErrStale, ErrNotFound, or a [*Duplicate] for a key another one holds.
	Replace(ctx context.Context, collection string, doc Doc) (int64, error)

	// Delete removes the document and frees its keys if the stored version
	// still is version. Else ErrStale or ErrNotFound.
	Delete(ctx context.Context, collection, id string, version int64) error

	// List returns a page of the query.
	List(ctx context.Context, collection string, q Query) (Page, error)

	// Count returns how many documents have a value under index that begins
	// with prefix.
	Count(ctx context.Context, collection, index, prefix string) (int, error)

	// Size returns how many documents the collection holds. In MongoDB it is read
	// from the collection's own figures, which after a crash or on a sharded
	// cluster may be off until they are counted anew.
	Size(ctx context.Context, collection string) (int, error)

	// All yields every document of the collection by id. Documents written
	// meanwhile may or may not be seen; each is seen at most once.
	All(ctx context.Context, collection string) iter.Seq2[Doc, error]

	// Collections names the collections that hold documents, sorted.
	Collections(ctx context.Context) ([]string, error)

	// Check says what the engine is and whether it can read and write now.
	Check(ctx context.Context) (Health, error)

	// Close ends the engine; writes under way are finished first.
	Close() error
}

// Health is what an engine says of itself.
type Health struct {
	Engine  string   // "sqlite" or "mongodb"
	Version string   // of the engine
	Where   string   // a path or an address, without credentials
	Notes   []string // what an operator should know or do, e.g. "no replica set"
}

// Valid checks the limits of the contract; engines call it before a write.
func (d Doc) Valid() error {
	bad := func(why string) error { return ErrInvalid.With("id", d.ID).With("why", why) }
	if why := keyFault(d.ID); why != "" {
		return bad("id " + why)
	}
	if len(d.Unique) > MaxUnique {
		return bad("too many unique keys")
	}
	seen := make(map[string]bool, len(d.Unique))
	for _, k := range d.Unique {
		if why := keyFault(k); why != "" {
			return bad("unique key " + why)
		}
		if seen[k] {
			return bad("unique key given twice")
		}
		seen[k] = true
	}
	if len(d.Index) > MaxIndex {
		return bad("too many index keys")
	}
	for name, value := range d.Index {
		if !validName(name) {
			return bad("index name " + name)
		}
		if why := keyFault(value); why != "" {
			return bad("index value " + why)
		}
	}
	if len(d.Body) == 0 || len(d.Body) > MaxBody {
		return bad("body is empty or too large")
	}
	if !utf8.Valid(d.Body) {
		return bad("body is not UTF-8")
	}
	return nil
}

// ValidCollection checks a collection's name.
func ValidCollection(name string) error {
	if !validName(name) {
		return ErrInvalid.With("collection", name)
	}
	return nil
}

// Clone returns a copy that shares nothing with d.
func (d Doc) Clone() Doc {
	d.Body, d.Unique, d.Index = bytes.Clone(d.Body), slices.Clone(d.Unique), maps.Clone(d.Index)
	return d
}

// InOrder returns the documents in the order of ids, absent ones left out and
// those asked for twice given twice: what GetMany answers, for engines.
func InOrder(docs []Doc, ids []string) []Doc {
	at := make(map[string]int, len(docs))
	for i, d := range docs {
		at[d.ID] = i
	}
	given := make([]bool, len(docs))
	out := make([]Doc, 0, len(ids))
	for _, id := range ids {
		i, ok := at[id]
		if !ok {
			continue
		}
		d := docs[i]
		if given[i] {
			d = d.Clone()
		}
		given[i] = true
		out = append(out, d)
	}
	return out
}

// ValidKey says whether s can be an id, a unique key or an index value.
func ValidKey(s string) bool { return keyFault(s) == "" }

// keyFault says why s cannot be an id, a key or an index value, "" if it can.
// NUL is refused because engines disagree on it.
func keyFault(s string) string {
	switch {
	case s == "":
		return "is empty"
	case len(s) > MaxKey:
		return "is too long"
	case strings.ContainsRune(s, 0):
		return "holds a NUL byte"
	case !utf8.ValidString(s):
		return "is not UTF-8"
	}
	return ""
}

func validName(s string) bool {
	if s == "" || len(s) > MaxName || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' {
			return false
		}
	}
	return true
}

func isStale(err error) bool { return errors.Is(err, ErrStale) }

// Watcher is an engine whose documents nobody else changes: one process has them.
type Watcher interface {
	// Watch has changed called with the id of each document of the collection that is
	// replaced or deleted: once that can be read, and before whoever asked for it is
	// answered; also where it failed. What is inserted changes nothing. changed must
	// not write here. Watch is to be called before the engine is used.
	Watch(collection string, changed func(id string))
	// Written grows with every call that wrote to the collection, or may have: once that
	// can be read, and before whoever wrote is answered.
	Written(collection string) int64
}
