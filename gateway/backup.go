package main

import (
	"context"
	"errors"
	"io"
)

func (h *house) dump(ctx context.Context, w io.Writer) (int, error) {
	return 0, errors.New("being written")
}
