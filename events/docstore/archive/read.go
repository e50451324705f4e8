package archive

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"strconv"
	"strings"

	"wanjia/events/docstore"
)

// Verify reads an archive to its end and says what it holds. The error is ErrForeign,
// ErrNewer, ErrCut or ErrDamaged, or that of reading r.
func Verify(r io.Reader) (Info, error) {
	info, err := read(r, func(entry) error { return nil })
	if err != nil {
		return info, fmt.Errorf("verify archive: %w", err)
	}
	return info, nil
}

// read hands each document to use, in order. Only when it returns without an error
// was the archive whole.
func read(r io.Reader, use func(entry) error) (Info, error) {
	src := &source{Reader: r}
	info, err := readAll(bufio.NewReader(src), use)
	if src.err != nil {
		return info, src.err // the file may be well, only reading it is not
	}
	return info, err
}

// source remembers the error of the reader below, which gzip would pass on as if
// the file were at fault.
type source struct {
	io.Reader
	err error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

func readAll(plain *bufio.Reader, use func(entry) error) (Info, error) {
	info := Info{Collections: map[string]int{}}
	var err error
	if info.Format, err = format(plain); err != nil {
		return info, err
	}
	z, err := gzip.NewReader(plain)
	if err != nil {
		return info, broken(err)
	}
	z.Multistream(false) // what follows the one stream is not ours
	a := &reader{in: bufio.NewReaderSize(z, 64<<10), sum: newSum()}
	var h header
	if err := a.line(&h); err != nil {
		return info, err
	}
	info.Program, info.Created = h.Program, h.Created
	if err := a.entries(&info, use); err != nil {
		return info, err
	}
	for _, in := range []io.ByteReader{a.in, plain} {
		if _, err := in.ReadByte(); err == nil {
			return info, broken(errors.New("there is more behind the end"))
		} else if !errors.Is(err, io.EOF) {
			return info, broken(err)
		}
	}
	return info, nil
}

// format reads the line of plain text.
func format(r *bufio.Reader) (int, error) {
	start, err := r.Peek(len(magic) + 8)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	text, found := strings.CutPrefix(string(start), magic)
	number, _, end := strings.Cut(text, "\n")
	n, err := strconv.Atoi(number)
	switch {
	case !found && strings.HasPrefix(magic, string(start)) && len(start) > 0, found && !end && len(start) < len(magic)+8:
		return 0, fmt.Errorf("it ends in the first line: %w", ErrCut)
	case !found || !end || err != nil || n < 1 || strconv.Itoa(n) != number:
		return 0, ErrForeign
	case n > Format:
		return n, fmt.Errorf("its format is %d, this program knows up to %d: %w", n, Format, ErrNewer)
	}
	_, err = r.Discard(len(magic) + len(number) + 1)
	return n, err
}

type reader struct {
	in  *bufio.Reader
	sum hash.Hash
}

// entries reads up to and with the trailer.
func (a *reader) entries(info *Info, use func(entry) error) error {
	var last entry
	for {
		sum := a.sum.Sum(nil) // of all before the line that may be the trailer
		var l line
		if err := a.line(&l); err != nil {
			return err
		}
		if l.End != nil {
			if l.End.SHA256 != hex.EncodeToString(sum) || !maps.Equal(l.End.Collections, info.Collections) {
				return broken(errors.New("the checksum is another"))
			}
			return nil
		}
		e, err := a.entry(l)
		if err != nil {
			return err
		}
		if cmp.Or(cmp.Compare(last.collection, e.collection), cmp.Compare(last.doc.ID, e.doc.ID)) >= 0 {
			return broken(fmt.Errorf("document %q of %s is out of order", e.doc.ID, e.collection))
		}
		if err := use(e); err != nil {
			return err
		}
		info.Collections[e.collection]++
		info.Documents++
		last = entry{e.collection, docstore.Doc{ID: e.doc.ID}}
	}
}

// entry reads the body that belongs to a line.
func (a *reader) entry(l line) (entry, error) {
	e := entry{l.Collection, docstore.Doc{ID: l.ID, Version: l.Version, Schema: l.Schema, Unique: l.Unique, Index: l.Index}}
	if l.Bytes < 1 || l.Bytes > docstore.MaxBody {
		return e, broken(fmt.Errorf("document %q has %d bytes", l.ID, l.Bytes))
	}
	body := make([]byte, l.Bytes+1)
	if _, err := io.ReadFull(a.in, body); err != nil {
		return e, broken(err)
	}
	a.sum.Write(body)
	e.doc.Body = body[:l.Bytes:l.Bytes]
	if docstore.ValidCollection(l.Collection) != nil || e.doc.Valid() != nil || e.doc.Version < 1 || body[l.Bytes] != '\n' {
		return e, broken(fmt.Errorf("document %q of %q is not valid", l.ID, l.Collection))
	}
	return e, nil
}

// line reads one line of JSON.
func (a *reader) line(into any) error {
	var raw []byte
	for {
		part, err := a.in.ReadSlice('\n')
		raw = append(raw, part...)
		if err == nil {
			break
		}
		if !errors.Is(err, bufio.ErrBufferFull) || len(raw) > maxLine {
			return broken(fmt.Errorf("read a line: %w", err))
		}
	}
	a.sum.Write(raw)
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return broken(err)
	}
	if d.InputOffset() != int64(len(raw)-1) {
		return broken(errors.New("there is more in a line than there should be"))
	}
	return nil
}

// broken says what an error in the middle of an archive means.
func broken(err error) error {
	kind := ErrDamaged
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		kind = ErrCut
	}
	return fmt.Errorf("%w: %w", err, kind)
}
