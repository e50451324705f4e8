package objects

import (
	"errors"
	"io"
)

// Exactly reads size bytes of r and ends in [ErrSize] where r has more or fewer.
// It looks beyond the last byte before it hands that out, so that who reads to
// write never finishes a wrong object.
func Exactly(r io.Reader, size int64) io.Reader {
	return &exactly{r: r, left: size, size: size}
}

type exactly struct {
	r          io.Reader
	left, size int64
	ended      bool // r is known to end here
}

// Read implements io.Reader.
func (e *exactly) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if e.left == 0 {
		return 0, e.end()
	}
	if int64(len(p)) > e.left {
		p = p[:e.left]
	}
	n, err := e.r.Read(p)
	e.left -= int64(n)
	if errors.Is(err, io.EOF) {
		e.ended, err = true, nil
		if e.left > 0 {
			return 0, ErrSize.With("announced", e.size)
		}
	}
	if err == nil && e.left == 0 {
		if err := e.end(); !errors.Is(err, io.EOF) {
			return 0, err
		}
	}
	return n, err
}

// end is io.EOF if r has nothing more.
func (e *exactly) end() error {
	if e.ended {
		return io.EOF
	}
	var one [1]byte
	n, err := io.ReadFull(e.r, one[:])
	switch {
	case n > 0:
		return ErrSize.With("announced", e.size)
	case errors.Is(err, io.EOF):
		e.ended = true
		return io.EOF
	}
	return err
}
