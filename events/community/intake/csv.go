package intake

import (
	"bufio"
	"errors"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// Row is one row of a list.
type Row struct {
	Number int      // as the spreadsheet shows it, from 1
	Cells  []string // each cut at MaxCell characters, no more than MaxColumns
	Fault  string   // why it cannot be taken whatever it says, "" if it can
}

// The faults of rows as such.
const (
	faultCell    = "cell_too_long"
	faultColumns = "too_many_columns"
	faultFormula = "formula"
)

// empty says whether nothing stands in the row.
func (r Row) empty() bool {
	for _, c := range r.Cells {
		if c != "" {
			return false
		}
	}
	return r.Fault == ""
}

// separators may stand between the cells of a text file.
const separators = ",;\t"

// separatorOf is the one most frequent in the first lines, outside quotation
// marks; Excel may also say it in a line of its own, "sep=;".
func separatorOf(r *bufio.Reader) rune {
	text, _ := r.Peek(8 << 10) // a shorter file is the common case
	for len(text) > 0 && !utf8.RuneStart(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	if rest, ok := strings.CutPrefix(string(text), "sep="); ok && rest != "" && strings.Contains(separators, rest[:1]) {
		return rune(rest[0])
	}
	var count [len(separators)]int
	quoted, lines := false, 0
	for _, c := range string(text) {
		if lines == 10 {
			break
		}
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n' || c == '\r':
			lines++
		default:
			if i := strings.IndexRune(separators, c); i >= 0 {
				count[i]++
			}
		}
	}
	best := 0
	for i := range count {
		if count[i] > count[best] {
			best = i
		}
	}
	return rune(separators[best])
}

// textRows reads cells between separators, as RFC 4180 has them and as loosely as
// spreadsheets do. encoding/csv is not used because it keeps a whole cell in
// memory however long it is, takes one that is never closed for the rest of the
// file, and knows no lines that end in CR alone.
func textRows(r *bufio.Reader, separator rune) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		p := &textParser{r: r, separator: separator}
		for {
			row, err := p.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if p.row == 1 && len(row.Cells) > 0 && strings.HasPrefix(row.Cells[0], "sep=") {
				continue
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

type textParser struct {
	r         *bufio.Reader
	separator rune
	row       int

	cells []string
	cell  []byte
	chars int
	fault string
}

// next reads one row; io.EOF when there is none.
func (p *textParser) next() (Row, error) {
	c, err := p.read()
	if err != nil {
		return Row{}, err
	}
	p.row++
	p.cells, p.fault = nil, ""
	for {
		end, err := p.readCell(c)
		if err != nil {
			return Row{Number: p.row}, err
		}
		if end != p.separator {
			return Row{Number: p.row, Cells: p.cells, Fault: p.fault}, nil
		}
		if c, err = p.read(); errors.Is(err, io.EOF) {
			c = '\n' // the file ends in a separator: one more cell, and empty
		} else if err != nil {
			return Row{Number: p.row}, err
		}
	}
}

// readCell reads the cell that begins with c and returns what ended it: the
// separator, or '\n' for the row.
func (p *textParser) readCell(c rune) (rune, error) {
	p.cell, p.chars = p.cell[:0], 0
	quoted := c == '"'
	if quoted {
		if err := p.readQuoted(); err != nil {
			return 0, err
		}
		var err error
		if c, err = p.read(); err != nil {
			c = '\n'
		}
	}
	for c != p.separator && c != '\n' {
		p.put(c)
		next, err := p.read()
		if errors.Is(err, io.EOF) {
			next = '\n'
		} else if err != nil {
			return 0, err
		}
		c = next
	}
	if len(p.cells) < MaxColumns {
		p.cells = append(p.cells, string(p.cell))
	} else {
		p.fault = faultColumns
	}
	return c, nil
}

// readQuoted reads up to the closing quotation mark.
func (p *textParser) readQuoted() error {
	for {
		c, err := p.read()
		if errors.Is(err, io.EOF) {
			return ErrQuote.With("row", p.row)
		}
		if err != nil {
			return err
		}
		if c == '"' {
			next, _, err := p.r.ReadRune()
			if err != nil || next != '"' {
				if err == nil {
					err = p.r.UnreadRune()
				}
				if errors.Is(err, io.EOF) {
					err = nil
				}
				return err
			}
		}
		p.put(c)
	}
}

// put adds a character to the cell, as long as it has room.
func (p *textParser) put(c rune) {
	if p.chars == MaxCell {
		p.fault = faultCell
		return
	}
	p.chars++
	p.cell = utf8.AppendRune(p.cell, c)
}

// read reads a character; every kind of line end is '\n'.
func (p *textParser) read() (rune, error) {
	c, _, err := p.r.ReadRune()
	if err != nil || c != '\r' {
		return c, err
	}
	if next, _, err := p.r.ReadRune(); err == nil && next != '\n' {
		return '\n', p.r.UnreadRune()
	}
	return '\n', nil
}
