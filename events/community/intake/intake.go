// Package intake brings in lists of people that others keep: reading what a
// spreadsheet or a text file holds, row by row and within fixed bounds, and adding
// what it says to the community, in a job that survives the loss of the process.
package intake

import (
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// Bounds of a list.
const (
	MaxSize    = 32 << 20 // bytes of the file
	MaxPart    = 1 << 20  // bytes of one part of it
	MaxRows    = 250_000  // below the header
	MaxColumns = 100      // cells of one row
	MaxCell    = 1000     // characters of one cell
)

// Errors of lists and of bringing them in.
var (
	ErrNoImport   = fault.New(fault.NotFound, "no_such_import", "there is no such import, or it is not yours to see")
	ErrFileSize   = fault.New(fault.Invalid, "import_size", "a list has at most 32 MB; cut it into several")
	ErrFileName   = fault.New(fault.Invalid, "import_name", "give the file a name of 1 to 200 characters")
	ErrPart       = fault.New(fault.Invalid, "import_part", "this part of the file has another size or number than was announced")
	ErrIncomplete = fault.New(fault.Conflict, "import_incomplete", "parts of the file are missing; send them again")
	ErrState      = fault.New(fault.Conflict, "import_state", "the import has gone on meanwhile; look at it again")
	ErrFormat     = fault.New(fault.Invalid, "import_format", "this is neither an .xlsx nor a text file with columns; save it as one of them")
	ErrOldExcel   = fault.New(fault.Invalid, "import_old_excel", "this is an old .xls file or one with a password; save it as .xlsx without a password")
	ErrDamaged    = fault.New(fault.Invalid, "import_damaged", "the file is damaged or not made as a spreadsheet is; save it anew and send that")
	ErrTooMuch    = fault.New(fault.Invalid, "import_too_much", "unpacked, the file is far too large for a list of people")
	ErrEncoding   = fault.New(fault.Invalid, "import_encoding", "the characters of the file cannot be read; save it as UTF-8 or as .xlsx")
	ErrQuote      = fault.New(fault.Invalid, "import_quote", "a quotation mark is opened and never closed; details.row says where")
	ErrEmpty      = fault.New(fault.Invalid, "import_empty", "there are no rows below the header")
	ErrManyRows   = fault.New(fault.Invalid, "import_many_rows", "a list has at most 250,000 rows; cut it into several")
	ErrColumns    = fault.New(fault.Invalid, "import_columns", "the columns do not fit: details says which are missing, unknown or named twice")
	ErrForgotten  = fault.New(fault.NotFound, "import_forgotten", "the file of this import was deleted after its time")
)

// State is how far an import has come.
type State string

// The states. From the last three nothing leads on.
const (
	Uploading State = "uploading"
	Checked   State = "checked" // its columns are known; it waits to be started
	Running   State = "running"
	Done      State = "done"
	Cancelled State = "cancelled"
	Failed    State = "failed" // Import.Fault says why
)

// Import is a list on its way in. The document is the truth of the job: what is
// queued only hastens it.
//
// Indexes: "at" (created), "errand" (while it runs).
type Import struct {
	ID      string          `json:"id"`
	Name    string          `json:"name"`            // of the file
	Size    int64           `json:"size"`            // bytes
	Parts   []Part          `json:"parts,omitempty"` // those here, by number
	State   State           `json:"state"`
	By      string          `json:"by"` // account
	ByName  string          `json:"by_name,omitempty"`
	Reach   community.Reach `json:"reach"` // of who brings it in; rows outside are refused
	Created time.Time       `json:"created"`
	Started time.Time       `json:"started,omitzero"`
	Ended   time.Time       `json:"ended,omitzero"`
	Found   *Finding        `json:"found,omitempty"`

	At        int       `json:"at"` // the last row that is done, as the file numbers them
	Counts    Counts    `json:"counts"`
	Batch     int       `json:"batch"`          // number of the batch in Plan
	Plan      []Step    `json:"plan,omitempty"` // the batch being carried out
	Beat      time.Time `json:"beat,omitzero"`  // when the runner was last heard of
	Runner    string    `json:"runner,omitempty"`
	Fault     string    `json:"fault,omitempty"`     // code of what ended it
	Forgotten bool      `json:"forgotten,omitempty"` // the file is deleted

	Errands []events.Errand `json:"errands,omitempty"`
}

// Part is a piece of the file.
type Part struct {
	Number int   `json:"n"`
	Size   int64 `json:"size"` // bytes
}

// Counts is what became of the rows.
type Counts struct {
	Rows    int `json:"rows"` // looked at
	Added   int `json:"added"`
	Changed int `json:"changed"`
	Same    int `json:"same"`
	Refused int `json:"refused"`
}

// Over says whether nothing leads on from the state.
func (i Import) Over() bool { return i.State == Done || i.State == Cancelled || i.State == Failed }

// What a step does with its row.
const (
	stepAdd    = "a"
	stepChange = "c"
	stepSame   = "s"
	stepRefuse = "r"
)

// Step is what is to be done with one row, decided before anything is written, so
// that a batch cut short is carried out as it was begun.
type Step struct {
	Row       int                   `json:"r"`
	Do        string                `json:"d"`
	Person    community.PersonID    `json:"p,omitempty"`
	Household community.HouseholdID `json:"h,omitempty"`
	New       bool                  `json:"n,omitempty"` // the household is to be made
	Code      string                `json:"c,omitempty"` // why it is refused
}

// Refusals are the rows of one batch that were not taken. What stood in them is
// only in the file.
//
// Indexes: "import" (import/batch).
type Refusals struct {
	ID     string `json:"id"` // import/batch in six digits
	Import string `json:"import"`
	Rows   []Step `json:"rows"`
}
