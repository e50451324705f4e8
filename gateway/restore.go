package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"wanjia/events/docstore/archive"
)

var restoreCommand = command{
	name: "restore",
	args: "FILE [--merge]",
	doc:  "load a backup into an empty document store",
	more: `
The whole file is read first: of one that is cut, damaged or of a newer version
nothing is loaded. The store may be of either engine, and the service on it must
be stopped. What Redis knows is made anew from the documents at the next start.`,
	setup: func(p *program, fs *flag.FlagSet) func(context.Context, []string) error {
		merge := fs.Bool("merge", false, "load into a store that holds documents; those that are there are kept as they are")
		return func(ctx context.Context, words []string) error {
			if len(words) != 1 {
				return errors.New("say which file: wanjia restore FILE")
			}
			return p.restore(ctx, words[0], archive.Options{Merge: *merge})
		}
	},
}

// shownConflicts is how many conflicts are printed one by one.
const shownConflicts = 20

func (p *program) restore(ctx context.Context, path string, o archive.Options) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open the backup file: %w", err)
	}
	defer f.Close()
	return p.withDocuments(ctx, func(h *house) error {
		if h.folder == nil && p.config.Redis == "" { // documents in MongoDB, Redis in the folder
			folder, err := takeFolder(ctx, p.config.Data)
			if err != nil {
				return err
			}
			defer folder.close()
			h.folder = folder
		}
		r, err := archive.Restore(ctx, f, h.documents, o)
		for i, c := range r.Conflicts {
			if i == shownConflicts {
				fmt.Fprintf(p.stdout, "and %d more\n", len(r.Conflicts)-i)
				break
			}
			fmt.Fprintf(p.stdout, "not loaded: %s %s: %v\n", c.Collection, c.ID, c.Why)
		}
		if err != nil && !errors.Is(err, archive.ErrConflicts) {
			return err
		}
		fmt.Fprintf(p.stdout, "%d documents loaded, %d were there already, of a backup made by %s on %s\n",
			r.Stored, r.Same, r.Program, r.Created.Local().Format("2006-01-02 15:04 MST"))
		return errors.Join(err, p.forgetCopies(h))
	})
}

// forgetCopies removes what the built-in Redis remembers of other documents than
// those that are there now. All of it is a copy; an outside Redis is somebody
// else's to empty.
func (p *program) forgetCopies(h *house) error {
	if p.config.Redis != "" {
		_, err := fmt.Fprintln(p.stdout, "empty the database of that Redis (FLUSHDB) before the next start: it may remember other bookings")
		return err
	}
	if err := os.RemoveAll(filepath.Join(h.folder.in(redisName), "appendonlydir")); err != nil {
		return fmt.Errorf("remove what the built-in Redis remembers: %w", err)
	}
	return nil
}
