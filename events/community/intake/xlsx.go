package intake

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// sheet is an .xlsx that has passed the guards.
type sheet struct {
	data     []byte
	name     string
	formulas map[int]bool
}

// openSheet reads the first visible sheet of an .xlsx. The packed file is kept in
// memory, which MaxSize bounds.
func openSheet(open Opener) (*sheet, error) {
	r, err := open()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if _ = r.Close(); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(data) > MaxSize {
		return nil, ErrDamaged
	}
	if err := guardZip(z); err != nil {
		return nil, err
	}
	file, name, err := sheetPath(z)
	if err != nil {
		return nil, err
	}
	s := &sheet{data: data, name: name}
	if s.formulas, err = scan(z, file); err != nil {
		return nil, err
	}
	if has(z, "xl/sharedStrings.xml") {
		_, err = scan(z, "xl/sharedStrings.xml")
	}
	return s, err
}

func has(z *zip.Reader, name string) bool {
	f, err := z.Open(name)
	if err != nil {
		return false
	}
	_ = f.Close()
	return true
}

// rows reads the cells as they are kept, not as they are shown: a number in full,
// a day as the number of its days. Formulas have a value in the file, but whoever
// wrote it may have written another than they compute: it counts for nothing.
func (s *sheet) rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		f, err := excelize.OpenReader(bytes.NewReader(s.data), excelize.Options{
			RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: inMemory,
		})
		if err != nil {
			yield(Row{}, fmt.Errorf("%w: %w", ErrDamaged, err))
			return
		}
		defer f.Close() // removes the files it has unpacked
		rows, err := f.Rows(s.name)
		if err != nil {
			yield(Row{}, fmt.Errorf("%w: %w", ErrDamaged, err))
			return
		}
		defer rows.Close()
		for n := 1; rows.Next(); n++ {
			cells, err := rows.Columns()
			if err != nil {
				yield(Row{Number: n}, fmt.Errorf("row %d: %w: %w", n, ErrDamaged, err))
				return
			}
			if !yield(s.row(n, cells), nil) {
				return
			}
		}
	}
}

func (s *sheet) row(n int, cells []string) Row {
	row := Row{Number: n, Cells: cells}
	if len(cells) > MaxColumns {
		row.Cells, row.Fault = cells[:MaxColumns], faultColumns
	}
	for i, c := range row.Cells {
		if len(c) > MaxCell && utf8.RuneCountInString(c) > MaxCell {
			row.Cells[i], row.Fault = cut(c, MaxCell), faultCell
		}
	}
	if s.formulas[n] {
		row.Fault = faultFormula
	}
	return row
}

// cut keeps the first n characters.
func cut(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
