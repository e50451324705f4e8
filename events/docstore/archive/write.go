package archive

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"time"

	"wanjia/events/docstore"
)

// Write writes all documents of the store to w. program names the writer, with its
// version.
//
// Two archives of the same documents differ in the time only. Documents changed
// while it runs are in it as they were before or after; for a picture of one moment
// let nobody write. When Write fails the file is of no use, and [Verify] says so.
func Write(ctx context.Context, w io.Writer, e docstore.Engine, program string) (Info, error) {
	info := Info{Format: Format, Program: program, Created: time.Now().UTC().Truncate(time.Second), Collections: map[string]int{}}
	if _, err := fmt.Fprintf(w, "%s%d\n", magic, Format); err != nil {
		return info, fmt.Errorf("write archive: %w", err)
	}
	z := gzip.NewWriter(w)
	a := &writer{out: z, sum: newSum()}
	if err := a.all(ctx, e, &info); err != nil {
		return info, fmt.Errorf("write archive: %w", err)
	}
	if err := z.Close(); err != nil {
		return info, fmt.Errorf("write archive: %w", err)
	}
	return info, nil
}

func newSum() hash.Hash { return sha256.New() }

type writer struct {
	out io.Writer
	sum hash.Hash
}

func (a *writer) all(ctx context.Context, e docstore.Engine, info *Info) error {
	if err := a.line(header{info.Program, info.Created}); err != nil {
		return err
	}
	names, err := e.Collections(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		for d, err := range e.All(ctx, name) {
			if err != nil {
				return err
			}
			if err := a.doc(name, d); err != nil {
				return err
			}
			info.Collections[name]++
			info.Documents++
		}
	}
	return a.trailer(info.Collections)
}

func (a *writer) trailer(collections map[string]int) error {
	return a.line(line{End: &trailer{Collections: collections, SHA256: hex.EncodeToString(a.sum.Sum(nil))}})
}

func (a *writer) doc(collection string, d docstore.Doc) error {
	err := a.line(line{
		Collection: collection, ID: d.ID, Version: d.Version, Schema: d.Schema,
		Unique: d.Unique, Index: d.Index, Bytes: len(d.Body),
	})
	if err != nil {
		return err
	}
	return a.bytes(append(d.Body[:len(d.Body):len(d.Body)], '\n'))
}

func (a *writer) line(v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return a.bytes(append(raw, '\n'))
}

func (a *writer) bytes(raw []byte) error {
	a.sum.Write(raw)
	_, err := a.out.Write(raw)
	return err
}
