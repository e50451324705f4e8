package main

import (
	"bytes"
	"context"
	"fmt"
)

// portraits keeps the photos of the duty roster among the objects; it is
// [community.Pictures].
type portraits struct{ objectStore }

// PutPicture implements [community.Pictures].
func (p portraits) PutPicture(ctx context.Context, key string, jpeg []byte) error {
	if _, err := p.Put(ctx, key, bytes.NewReader(jpeg), int64(len(jpeg)), "image/jpeg"); err != nil {
		return fmt.Errorf("store a photo: %w", err)
	}
	return nil
}

// Picture implements [community.Pictures].
func (p portraits) Picture(ctx context.Context, key string) ([]byte, error) {
	return p.Object(ctx, key)
}

// RemovePicture implements [community.Pictures].
func (p portraits) RemovePicture(ctx context.Context, key string) error { return p.Delete(ctx, key) }
