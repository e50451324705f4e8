package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"wanjia/events/docstore/archive"
)

var backupCommand = command{
	name: "backup",
	args: "--out FILE",
	doc:  "write all documents to a file",
	more: `
Works beside a running service. The file is read back before it gets its name, so
one that has its name is whole; it restores into either engine. An existing file
is not overwritten. It holds phone numbers and secrets: keep it like the data
folder itself. Pictures are not in it: copy the folder data/objects, or the bucket.`,
	setup: func(p *program, fs *flag.FlagSet) func(context.Context, []string) error {
		out := fs.String("out", "", "file to write")
		return func(ctx context.Context, words []string) error {
			if err := noWords(words); err != nil {
				return err
			}
			if *out == "" {
				return errors.New("say where to: wanjia backup --out FILE")
			}
			info, err := p.backup(ctx, *out)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.stdout, "%d documents of %d collections are in %s\n", info.Documents, len(info.Collections), *out)
			return err
		}
	},
}

// backup writes beside path, reads that back, and only then gives it its name.
func (p *program) backup(ctx context.Context, path string) (_ archive.Info, err error) {
	if _, err := os.Lstat(path); err == nil {
		return archive.Info{}, fmt.Errorf("%s is there already: move it away or choose another name", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".unfinished-*") // mode 0600
	if err != nil {
		return archive.Info{}, fmt.Errorf("make the backup file: %w", err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // what matters is why it was not finished
		}
	}()
	if err := p.write(ctx, f); err != nil {
		return archive.Info{}, errors.Join(err, f.Close())
	}
	info, err := readBack(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return archive.Info{}, fmt.Errorf("the backup that was written to %s cannot be read back: %w", path, err)
	}
	// Link refuses where rename would overwrite a file that came meanwhile.
	if err := os.Link(f.Name(), path); err != nil {
		return archive.Info{}, fmt.Errorf("name the backup file: %w", err)
	}
	return info, errors.Join(os.Remove(f.Name()), syncFolder(filepath.Dir(path)))
}

// write lets the service that holds the documents write them, or opens them.
func (p *program) write(ctx context.Context, w io.Writer) error {
	running, err := p.running()
	if err != nil {
		return err
	}
	if running == nil {
		return p.withDocuments(ctx, func(h *house) error {
			_, err := h.dump(ctx, w)
			return err
		})
	}
	return running.copy(ctx, w, "POST", "/backup", nil)
}

// dump writes the documents and returns how many.
func (h *house) dump(ctx context.Context, w io.Writer) (int, error) {
	info, err := archive.Write(ctx, w, h.documents, "wanjia "+version())
	return info.Documents, err
}

func readBack(f *os.File) (archive.Info, error) {
	if err := f.Sync(); err != nil {
		return archive.Info{}, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return archive.Info{}, err
	}
	return archive.Verify(f)
}

// syncFolder makes a new name in the folder durable.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
