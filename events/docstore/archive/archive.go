// Package archive writes all documents of a store to one file and loads them into
// another store, of either engine, with their versions.
//
// The file begins with a line of plain text that says what it is and its format,
//
//	wanjia-documents 1
//
// and goes on in gzip. Inside are lines of JSON: a header (program, time); for each
// document, ordered by collection and id, a line with all but the body, which
// follows as it is; and a trailer with the number of documents of each collection
// and the SHA-256 of everything before it. So a file that is cut, changed or of a
// newer format is known before anything of it is used, and a person can look into
// it with tail -n +2 | zcat.
package archive

import (
	"time"

	"wanjia/events/docstore"
	"wanjia/events/fault"
)

// Format is the newest format this program reads, and the one it writes.
const Format = 1

const (
	magic   = "wanjia-documents "
	maxLine = 1 << 20 // bytes of a line; the keys of the largest document fit, escaped
)

// Errors of reading a file and of restoring it.
var (
	// ErrForeign: the file is no archive.
	ErrForeign = fault.New(fault.Invalid, "archive_foreign", "this is not a backup file of this program")
	// ErrNewer: a newer program wrote the file.
	ErrNewer = fault.New(fault.Invalid, "archive_newer", "the backup file was written by a newer version of this program; restore it with that one")
	// ErrCut: the end of the file is missing.
	ErrCut = fault.New(fault.Invalid, "archive_cut", "the backup file is cut short; take another copy of it")
	// ErrDamaged: the file is not what was written.
	ErrDamaged = fault.New(fault.Invalid, "archive_damaged", "the backup file is damaged; take another copy of it")
	// ErrNotEmpty: the store holds documents, and the caller did not ask to merge.
	ErrNotEmpty = fault.New(fault.Conflict, "store_not_empty", "the store already holds documents; restore into an empty one, or ask to merge")
	// ErrConflicts: some documents could not be stored beside those that are there.
	ErrConflicts = fault.New(fault.Conflict, "restore_conflicts", "some documents of the backup exclude documents that are there; those that are there were kept")
)

// Info says what an archive holds.
type Info struct {
	Format      int            // of the file
	Program     string         // that wrote it, with its version
	Created     time.Time      // when writing began
	Collections map[string]int // documents of each
	Documents   int            // in all
}

// header and trailer are the first and the last line.
type header struct {
	Program string    `json:"program"`
	Created time.Time `json:"created"`
}

type trailer struct {
	Collections map[string]int `json:"collections"`
	SHA256      string         `json:"sha256"` // hex, of all bytes before this line
}

// line is what stands before a body, or the trailer.
type line struct {
	Collection string            `json:"c,omitempty"`
	ID         string            `json:"id,omitempty"`
	Version    int64             `json:"v,omitempty"`
	Schema     int               `json:"s,omitempty"`
	Unique     []string          `json:"u,omitempty"`
	Index      map[string]string `json:"x,omitempty"`
	Bytes      int               `json:"n,omitempty"` // of the body that follows, with a line end behind it
	End        *trailer          `json:"end,omitempty"`
}

// entry is one document of an archive.
type entry struct {
	collection string
	doc        docstore.Doc
}
