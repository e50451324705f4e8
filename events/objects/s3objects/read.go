package s3objects

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/minio/minio-go/v7"

	"wanjia/events/objects"
)

// Get implements [objects.Store]. The description and the first bytes come with
// one answer; the client's own reader asks for them one after the other, and
// relies on the server to notice what changed in between, which not all do.
func (s *Store) Get(ctx context.Context, key string) (io.ReadSeekCloser, objects.Info, error) {
	if err := objects.ValidKey(key); err != nil {
		return nil, objects.Info{}, err
	}
	body, info, err := s.fetch(ctx, key, minio.GetObjectOptions{})
	if err != nil {
		return nil, objects.Info{}, err
	}
	return &object{store: s, ctx: ctx, info: info, body: body}, info, nil
}

func (s *Store) fetch(ctx context.Context, key string, o minio.GetObjectOptions) (io.ReadCloser, objects.Info, error) {
	core := minio.Core{Client: s.client}
	body, i, _, err := core.GetObject(ctx, s.bucket, s.name(key), o)
	if err != nil {
		return nil, objects.Info{}, fail("get", key, err)
	}
	return body, describe(key, i), nil
}

// object reads one version of an object, with a new request after each Seek.
type object struct {
	store *Store
	ctx   context.Context // of the Get: reading goes on under it
	info  objects.Info
	at    int64         // of the next byte
	body  io.ReadCloser // from at on; nil after a Seek
	shut  bool
}

var errShut = errors.New("the object is closed")

// Read implements io.Reader.
func (o *object) Read(p []byte) (int, error) {
	if o.shut {
		return 0, errShut
	}
	if o.at >= o.info.Size {
		return 0, io.EOF
	}
	if o.body == nil {
		if err := o.reopen(); err != nil {
			return 0, err
		}
	}
	if int64(len(p)) > o.info.Size-o.at {
		p = p[:o.info.Size-o.at]
	}
	n, err := o.body.Read(p)
	o.at += int64(n)
	switch {
	case errors.Is(err, io.EOF) && o.at < o.info.Size:
		err = fail("read", o.info.Key, io.ErrUnexpectedEOF)
	case err != nil && !errors.Is(err, io.EOF):
		err = fail("read", o.info.Key, err)
	}
	return n, err
}

// reopen asks for the rest, and makes sure that it is the rest of the same.
func (o *object) reopen() error {
	var options minio.GetObjectOptions
	if err := options.SetMatchETag(o.info.ETag); err != nil {
		return fmt.Errorf("read %s: %w", o.info.Key, err)
	}
	if o.at > 0 {
		if err := options.SetRange(o.at, 0); err != nil {
			return fmt.Errorf("read %s: %w", o.info.Key, err)
		}
	}
	body, info, err := o.store.fetch(o.ctx, o.info.Key, options)
	if err != nil {
		return err
	}
	if info.ETag != o.info.ETag {
		_ = body.Close() // another object's
		return fmt.Errorf("read %s: %w", o.info.Key, objects.ErrReplaced)
	}
	o.body = body
	return nil
}

// Seek implements io.Seeker. It sends nothing; the next Read does.
func (o *object) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += o.at
	case io.SeekEnd:
		offset += o.info.Size
	}
	if offset < 0 || whence < io.SeekStart || whence > io.SeekEnd {
		return 0, errors.New("seek to before the object's beginning")
	}
	if offset != o.at && o.body != nil {
		_ = o.body.Close() // what was left of it is not wanted
		o.body = nil
	}
	o.at = offset
	return offset, nil
}

// Close implements io.Closer.
func (o *object) Close() error {
	o.shut = true
	if o.body == nil {
		return nil
	}
	return o.body.Close()
}
