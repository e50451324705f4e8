package intake

import (
	"bytes"
	"fmt"
	"iter"
)

// Finding is what a file was found to be.
type Finding struct {
	Format    string   `json:"format"` // csv, xlsx
	Encoding  string   `json:"encoding,omitempty"`
	Separator string   `json:"separator,omitempty"`
	Sheet     string   `json:"sheet,omitempty"`
	HeaderRow int      `json:"header_row"`
	Header    []string `json:"header"`
	Fields    []Field  `json:"fields"` // of each column, "" for none
	Rows      int      `json:"rows"`   // below the header, empty ones left out
}

// The formats.
const (
	formatText  = "csv"
	formatSheet = "xlsx"
)

// sampleRows is how many rows a check shows.
const sampleRows = 5

// headerWithin is how many rows may stand above the header: a title, who made the
// list, when.
const headerWithin = 10

// Inspect reads a whole file and says what it is, with a sample of its rows. It
// returns the errors of this package that begin with "import_".
func Inspect(open Opener) (Finding, [][]string, error) {
	var f Finding
	if err := f.sniff(open); err != nil {
		return f, nil, err
	}
	rows, err := f.rows(open)
	if err != nil {
		return f, nil, err
	}
	var early []Row // those that may be the header, and what follows them
	total := 0
	for row, err := range rows {
		if err != nil {
			return f, nil, err
		}
		if row.empty() {
			continue
		}
		if total++; total > MaxRows+headerWithin {
			return f, nil, ErrManyRows
		}
		if len(early) < headerWithin+sampleRows {
			early = append(early, row)
		}
	}
	if len(early) == 0 {
		return f, nil, ErrEmpty
	}
	at := headerAmong(early)
	f.HeaderRow, f.Header = early[at].Number, trimmed(early[at].Cells)
	f.Fields = columns(f.Header)
	if f.Rows = total - at - 1; f.Rows > MaxRows {
		return f, nil, ErrManyRows
	}
	if f.Rows == 0 {
		return f, nil, ErrEmpty
	}
	sample := [][]string{}
	for _, r := range early[at+1 : min(len(early), at+1+sampleRows)] {
		sample = append(sample, trimmed(r.Cells))
	}
	return f, sample, nil
}

// headerAmong finds the header: the row of which most cells are known, else the
// first with two cells.
func headerAmong(rows []Row) int {
	best, most := -1, 0
	for i, r := range rows[:min(len(rows), headerWithin)] {
		known := 0
		for _, f := range columns(trimmed(r.Cells)) {
			if f != "" {
				known++
			}
		}
		if known > most {
			best, most = i, known
		}
	}
	for i := 0; best < 0 && i < min(len(rows), headerWithin); i++ {
		filled := 0
		for _, c := range rows[i].Cells {
			if c != "" {
				filled++
			}
		}
		if filled >= 2 {
			best = i
		}
	}
	return max(best, 0)
}

// sniff says which format and encoding a file has.
func (f *Finding) sniff(open Opener) error {
	head, err := readHead(open)
	if err != nil {
		return err
	}
	switch {
	case len(head) == 0:
		return ErrEmpty
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		f.Format = formatSheet
		return nil
	case bytes.HasPrefix(head, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return ErrOldExcel
	case bytes.HasPrefix(head, []byte("%PDF")):
		return ErrFormat
	}
	f.Format = formatText
	if f.Encoding, err = encodingOf(head, open); err != nil {
		return err
	}
	r, err := open()
	if err != nil {
		return err
	}
	defer r.Close()
	f.Separator = string(separatorOf(decoded(r, f.Encoding)))
	return nil
}

// rows reads all rows of the file, the header and what stands above it too.
func (f *Finding) rows(open Opener) (iter.Seq2[Row, error], error) {
	switch f.Format {
	case formatSheet:
		s, err := openSheet(open)
		if err != nil {
			return nil, err
		}
		f.Sheet = s.name
		return s.rows(), nil
	case formatText:
		return func(yield func(Row, error) bool) {
			r, err := open()
			if err != nil {
				yield(Row{}, err)
				return
			}
			defer r.Close()
			source := &failing{r: r}
			textRows(decoded(source, f.Encoding), rune(f.Separator[0]))(func(row Row, err error) bool {
				if source.err != nil {
					err = source.err
				}
				return yield(row, err)
			})
		}, nil
	}
	return nil, fmt.Errorf("a list of format %q", f.Format)
}

// below yields the rows under the header, empty ones left out.
func (f *Finding) below(open Opener) (iter.Seq2[Row, error], error) {
	rows, err := f.rows(open)
	if err != nil {
		return nil, err
	}
	return func(yield func(Row, error) bool) {
		rows(func(row Row, err error) bool {
			if err == nil && (row.Number <= f.HeaderRow || row.empty()) {
				return true
			}
			return yield(row, err)
		})
	}, nil
}

func trimmed(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = tidy(c)
	}
	return out
}
