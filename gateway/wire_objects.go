package main

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"wanjia/events/objects"
	"wanjia/events/objects/s3objects"
	"wanjia/events/seed"
	"wanjia/gateway/config"
)

// objectStore is [objects.Store] as the rest of this package needs it.
type objectStore struct{ objects.Store }

// maxPicture bounds what is read into memory to be served.
const maxPicture = 8 << 20 // bytes

func openObjectFolder(path string) (objectStore, func() error, error) {
	f, err := objects.OpenFolder(path)
	if err != nil {
		return objectStore{}, nil, fmt.Errorf("open the objects: %w", err)
	}
	return objectStore{f}, f.Close, nil
}

// check says what the storage is and whether it works.
func (s objectStore) check(ctx context.Context) (string, error) {
	h, err := s.Check(ctx)
	return h.Kind, err
}

// Object implements [api.Objects].
func (s objectStore) Object(ctx context.Context, key string) ([]byte, error) {
	r, info, err := s.Get(ctx, key)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if info.Size > maxPicture {
		return nil, fmt.Errorf("object %s has %d bytes, too many to serve from memory", key, info.Size)
	}
	return io.ReadAll(r)
}

// add stores the pictures of the dataset that are not there yet.
func (s objectStore) add(ctx context.Context, covers []seed.Cover) error {
	for _, c := range covers {
		if info, err := s.Stat(ctx, c.Key); err == nil && info.Size == int64(len(c.Body)) {
			continue
		}
		if _, err := s.Put(ctx, c.Key, bytes.NewReader(c.Body), int64(len(c.Body)), c.Type); err != nil {
			return fmt.Errorf("load the pictures: %w", err)
		}
	}
	return nil
}

func openS3(ctx context.Context, c config.S3) (objectStore, func() error, error) {
	s, err := s3objects.Open(ctx, s3objects.Config{
		Endpoint: c.Endpoint, Region: c.Region, Bucket: c.Bucket, AccessKey: c.Key, SecretKey: c.Secret,
	})
	if err != nil {
		return objectStore{}, nil, fmt.Errorf("open the objects: %w\ncheck the WANJIA_S3_ settings and that the storage runs there, or unset WANJIA_S3_ENDPOINT for a folder", err)
	}
	return objectStore{s}, s.Close, nil
}
