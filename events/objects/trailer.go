package objects

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"
)

// trailer is what a file of a [Folder] says of itself behind its bytes:
//
//	JSON, then its length in 4 bytes (big endian), then the mark
type trailer struct {
	Type     string    `json:"type"`
	ETag     string    `json:"etag"`
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
}

var trailerMark = []byte("\nwanjia object 1\n")

const maxTrailer = 1024

func (t trailer) info() Info {
	return Info{Size: t.Size, ContentType: t.Type, ETag: t.ETag, Modified: t.Modified}
}

func (t trailer) bytes() []byte {
	text, err := json.Marshal(t)
	if err != nil {
		panic(err) // strings, a number and a time of this century
	}
	out := append(text, binary.BigEndian.AppendUint32(nil, uint32(len(text)))...)
	return append(out, trailerMark...)
}

// readTrailer reads the end of file. A file without a whole trailer that fits it
// is ErrDamaged.
func readTrailer(file *os.File) (trailer, error) {
	i, err := file.Stat()
	if err != nil {
		return trailer{}, fmt.Errorf("%w: %w", cause(err), err)
	}
	if !i.Mode().IsRegular() {
		return trailer{}, fmt.Errorf("%w: %s is not a file", ErrDamaged, i.Name())
	}
	n := min(i.Size(), maxTrailer)
	end := make([]byte, n)
	if _, err := file.ReadAt(end, i.Size()-n); err != nil && err != io.EOF {
		return trailer{}, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return parseTrailer(end, i.Size())
}

// parseTrailer reads a trailer from the last bytes of a file of that size.
func parseTrailer(end []byte, size int64) (trailer, error) {
	var t trailer
	rest, marked := bytes.CutSuffix(end, trailerMark)
	if !marked || len(rest) < 4 {
		return t, fmt.Errorf("%w: it has no end", ErrDamaged)
	}
	text, length := rest[:len(rest)-4], int(binary.BigEndian.Uint32(rest[len(rest)-4:]))
	if length > len(text) {
		return t, fmt.Errorf("%w: its end is cut", ErrDamaged)
	}
	text = text[len(text)-length:]
	if err := json.Unmarshal(text, &t); err != nil {
		return t, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if t.Size < 0 || t.Size != size-int64(length+4+len(trailerMark)) {
		return t, fmt.Errorf("%w: it says %d bytes and has another number", ErrDamaged, t.Size)
	}
	return t, nil
}
