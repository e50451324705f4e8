package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// The encodings of text files.
const (
	encUTF8    = "utf-8"
	encUTF16LE = "utf-16le"
	encUTF16BE = "utf-16be"
	encGB18030 = "gb18030" // GBK and GB2312 are parts of it
)

// Opener opens a file from its beginning.
type Opener func() (io.ReadCloser, error)

// headSize is how much of a file is looked at to know what it is.
const headSize = 4096

func readHead(open Opener) ([]byte, error) {
	r, err := open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	head := make([]byte, headSize)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	return head[:n], nil
}

// encodingOf says how a text file is written, looking at all of it where its
// beginning does not say.
func encodingOf(head []byte, open Opener) (string, error) {
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		return encUTF8, nil
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return encUTF16LE, nil
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return encUTF16BE, nil
	}
	if name, wide := wideWithoutMark(head); wide {
		return name, nil
	}
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' || b == 0x7f {
			return "", ErrFormat
		}
	}
	if ok, err := reads(open, encoding.UTF8Validator, false); ok || err != nil {
		return encUTF8, err
	}
	if ok, err := reads(open, simplifiedchinese.GB18030.NewDecoder(), true); ok || err != nil {
		return encGB18030, err
	}
	return "", ErrEncoding
}

// wideWithoutMark knows UTF-16 without a byte order mark by the noughts of its
// commas and line ends, which all stand on the same side.
func wideWithoutMark(head []byte) (string, bool) {
	var noughts [2]int
	for i, b := range head {
		if b == 0 {
			noughts[i%2]++
		}
	}
	switch even, odd := noughts[0], noughts[1]; {
	case odd > 0 && even*20 <= odd:
		return encUTF16LE, true
	case even > 0 && odd*20 <= even:
		return encUTF16BE, true
	}
	return "", false
}

// reads says whether the whole file goes through t; with strict, without a
// character that t could not make out.
func reads(open Opener, t transform.Transformer, strict bool) (bool, error) {
	r, err := open()
	if err != nil {
		return false, err
	}
	defer r.Close()
	source := &failing{r: r}
	buf := make([]byte, 32<<10)
	for text := transform.NewReader(source, t); ; {
		n, err := text.Read(buf)
		if strict && bytes.Contains(buf[:n], []byte("\uFFFD")) {
			return false, nil
		}
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case source.err != nil:
			return false, source.err
		case err != nil:
			return false, nil
		}
	}
}

// failing tells the failures of a reader from those of what reads through it.
type failing struct {
	r   io.Reader
	err error
}

func (f *failing) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		f.err = err
	}
	return n, err
}

// decoded reads text of an encoding as UTF-8 without a byte order mark.
func decoded(r io.Reader, name string) *bufio.Reader {
	switch name {
	case encUTF16LE:
		r = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(r)
	case encUTF16BE:
		r = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(r)
	case encGB18030:
		r = simplifiedchinese.GB18030.NewDecoder().Reader(r)
	default:
		r = unicode.UTF8BOM.NewDecoder().Reader(r)
	}
	return bufio.NewReaderSize(r, 32<<10)
}
