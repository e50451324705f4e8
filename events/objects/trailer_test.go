package objects

import (
	"bytes"
	"errors"
	"testing"
	"time"
)

// FuzzParseTrailer: whatever stands at the end of a file, it is read or refused;
// what is read fits the file.
func FuzzParseTrailer(f *testing.F) {
	whole := trailer{Type: "image/png", ETag: "abc", Size: 7, Modified: time.Unix(1_800_000_000, 0).UTC()}.bytes()
	f.Add(whole, int64(len(whole))+7)
	f.Add(trailerMark, int64(len(trailerMark)))
	f.Add([]byte("{}\x00\x00\x00\x02\nwanjia object 1\n"), int64(23))
	f.Fuzz(func(t *testing.T, end []byte, size int64) {
		got, err := parseTrailer(end, size)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatalf("%v is not ErrDamaged", err)
			}
			return
		}
		if got.Size < 0 || got.Size >= size {
			t.Fatalf("a file of %d bytes holds an object of %d", size, got.Size)
		}
	})
}

func TestTrailerRoundTrip(t *testing.T) {
	t.Parallel()
	in := trailer{Type: "text/plain; charset=utf-8", ETag: "0011", Size: 5, Modified: time.Unix(1_800_000_000, 5_000_000).UTC()}
	file := append([]byte("hello"), in.bytes()...)
	got, err := parseTrailer(file, int64(len(file)))
	if err != nil || got != in {
		t.Errorf("%+v, %v, want %+v", got, err, in)
	}
	if n := len(in.bytes()); n > maxTrailer || bytes.Count(file, trailerMark) != 1 {
		t.Errorf("a trailer of %d bytes", n)
	}
	long := trailer{Type: string(bytes.Repeat([]byte(`"`), maxType)), ETag: string(bytes.Repeat([]byte("f"), 32)), Size: MaxSize, Modified: time.Unix(1<<36, 999_000_000).UTC()}
	if n := len(long.bytes()); n > maxTrailer {
		t.Errorf("the longest trailer has %d bytes, %d are read", n, maxTrailer)
	}
}
