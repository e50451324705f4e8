package intake

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
)

// Bounds of an .xlsx unpacked, in bytes. Sheets and strings beyond inMemory are
// read from files, everything else has to stay small.
const (
	maxUnpacked = 256 << 20
	maxOther    = 16 << 20 // all parts but sheets and strings
	inMemory    = 8 << 20
	maxParts    = 2000
	maxText     = 256 << 10 // of one cell; spreadsheets stop at 32,767 characters
	maxSheetRow = 1 << 20   // rows of a sheet
)

// guardZip refuses an .xlsx that would unpack into too much. Nothing is unpacked
// for that: the reader of the archive holds every part to the size it announces.
func guardZip(z *zip.Reader) error {
	var total, other uint64
	for _, f := range z.File {
		total += f.UncompressedSize64
		name := strings.ToLower(f.Name)
		if !strings.HasPrefix(name, "xl/worksheets/sheet") && name != "xl/sharedstrings.xml" {
			other += f.UncompressedSize64
		}
	}
	if total > maxUnpacked || other > maxOther || len(z.File) > maxParts {
		return ErrTooMuch
	}
	return nil
}

// sheetPath finds the part that holds the first sheet anybody sees, and its name.
func sheetPath(z *zip.Reader) (file, name string, err error) {
	var book struct {
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
			Other string `xml:"http://purl.oclc.org/ooxml/officeDocument/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := errors.Join(decodePart(z, "xl/workbook.xml", &book), decodePart(z, "xl/_rels/workbook.xml.rels", &relations)); err != nil {
		return "", "", ErrFormat
	}
	for _, s := range book.Sheets {
		if s.State != "" && s.State != "visible" {
			continue
		}
		for _, r := range relations.List {
			if r.ID != s.ID && r.ID != s.Other {
				continue
			}
			if target, ok := strings.CutPrefix(r.Target, "/"); ok {
				return target, s.Name, nil
			}
			return path.Join("xl", r.Target), s.Name, nil
		}
	}
	return "", "", ErrFormat
}

func decodePart(z *zip.Reader, name string, into any) error {
	f, err := z.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return xml.NewDecoder(f).Decode(into)
}

// scan reads a part as bytes, before anything makes objects of it: it says which
// rows hold a formula, and refuses what no spreadsheet writes, a cell of megabytes
// or a row beyond the last.
func scan(z *zip.Reader, name string) (formulas map[int]bool, err error) {
	f, err := z.Open(name)
	if err != nil {
		return nil, ErrDamaged.With("part", name)
	}
	defer f.Close()
	s := &scanner{r: bufio.NewReaderSize(f, 64<<10), formulas: map[int]bool{}}
	for {
		if err := s.text(); errors.Is(err, io.EOF) {
			return s.formulas, nil
		} else if err != nil {
			return nil, ErrDamaged.With("part", name).With("row", s.row)
		}
		if err := s.tag(); err != nil {
			return nil, ErrDamaged.With("part", name).With("row", s.row)
		}
	}
}

type scanner struct {
	r        *bufio.Reader
	row      int
	formulas map[int]bool
	name     []byte
}

var errLong = errors.New("longer than any spreadsheet writes")

// text passes over what stands before the next tag.
func (s *scanner) text() error {
	return s.until('<', maxText)
}

func (s *scanner) until(end byte, most int) error {
	for n := 0; ; {
		piece, err := s.r.ReadSlice(end)
		if n += len(piece); n > most {
			return errLong
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

// tag reads one tag, whose '<' has been read.
func (s *scanner) tag() error {
	if ahead, _ := s.r.Peek(8); bytes.HasPrefix(ahead, []byte("!--")) || bytes.HasPrefix(ahead, []byte("![CDATA[")) {
		return errLong // spreadsheets write neither, and what they hide is not looked for
	}
	s.name = s.name[:0]
	var quote byte
	for {
		c, err := s.r.ReadByte()
		if err != nil {
			return errLong
		}
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return s.element()
		}
		if s.name = append(s.name, c); len(s.name) > 64<<10 {
			return errLong
		}
	}
}

// element looks at a whole tag.
func (s *scanner) element() error {
	if len(s.name) == 0 || s.name[0] == '/' || s.name[0] == '?' || s.name[0] == '!' {
		return nil
	}
	end := bytes.IndexAny(s.name, " \t\r\n/")
	if end < 0 {
		end = len(s.name)
	}
	local := s.name[bytes.IndexByte(s.name[:end], ':')+1 : end]
	switch string(local) {
	case "row":
		before := s.row
		s.row++
		if n, ok := attribute(s.name[end:], "r"); ok {
			s.row, _ = strconv.Atoi(n) // 0 for what is no number
		}
		if s.row <= before || s.row > maxSheetRow { // out of order, formulas would be counted to other rows
			return errLong
		}
	case "f":
		s.formulas[s.row] = true
	}
	return nil
}

func attribute(tag []byte, name string) (string, bool) {
	for part := range bytes.FieldsSeq(tag) {
		if rest, ok := bytes.CutPrefix(part, []byte(name+"=")); ok {
			return string(bytes.Trim(rest, `"'/`)), true
		}
	}
	return "", false
}
