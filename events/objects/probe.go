package objects

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"strings"
)

// Probe writes a small object of its own name, reads it back and removes it: the
// common part of every [Store.Check].
func Probe(ctx context.Context, s Store) error {
	text := rand.Text()
	key := CheckKey + "/" + text
	if _, err := s.Put(ctx, key, strings.NewReader(text), int64(len(text)), "text/plain"); err != nil {
		return err
	}
	r, _, err := s.Get(ctx, key)
	if err != nil {
		return err
	}
	defer r.Close()
	back, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("read %s back: %w", key, err)
	}
	if !bytes.Equal(back, []byte(text)) {
		return fmt.Errorf("read %s back: %w", key, ErrDamaged)
	}
	return s.Delete(ctx, key)
}
