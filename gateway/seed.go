package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"runtime/debug"
	"slices"
	"text/tabwriter"
	"time"

	"wanjia/events/fault"
	"wanjia/events/seed"
)

var seedCommand = command{
	name: "seed",
	args: "--size S|M|L --out DIR | --load",
	doc:  "write the made-up community as files, or load it",
	more: `S is 6,000 people in 3 estates, for tests; M 45,000 in 8, for a laptop; L the whole
of 180,000 people, 60,000 households, 840 buildings and 24 estates.

DIR is made if it is missing and has to be empty. It gets CSV files in UTF-8 and a
manifest.json with the rows and the SHA-256 of each; the same options give the same
bytes. The files that end in _key.csv are answers for tests, not data: which
record is whose duplicate, and whom a search means. care_cards.enc is encrypted
with a key that follows from --rng, so it hides nothing. Nobody in it is real.

--load puts it into the document store instead, without the answers. Once is
enough: repeating it changes nothing, and one that was cut short is finished. On
SQLite the service is stopped first.`,
	setup: func(p *program, fs *flag.FlagSet) func(context.Context, []string) error {
		var opt seed.Options
		fs.StringVar((*string)(&opt.Size), "size", "", "how much: S, M or L")
		dir := fs.String("out", "", "folder to write into")
		load := fs.Bool("load", false, "load it into the document store")
		fs.Uint64Var(&opt.RNG, "rng", 20270131, "what chance starts from; another number is another community")
		fs.IntVar(&opt.Edition, "edition", 2027, "year of the edition; ages are those of its first of January")
		fs.StringVar((*string)(&opt.Profile), "ages", "community", "table of ages: community, or the city's census")
		fs.Float64Var(&opt.MeanHousehold, "mean-household", 3, "persons per household, 2.45 to 3.5; the people stay as many")
		fs.StringVar(&opt.PhonePrefix, "phone-prefix", "154", "how every telephone number begins, one to four digits")
		return func(ctx context.Context, words []string) error {
			if err := noWords(words); err != nil {
				return err
			}
			switch {
			case opt.Size == "":
				return errors.New("say how much: --size S, M or L")
			case (*dir == "") != *load:
				return errors.New("say where it goes, one of the two: --out DIR for files, --load for the document store")
			case *load:
				return p.loadSeed(ctx, opt)
			}
			return p.writeSeed(ctx, *dir, opt)
		}
	},
}

// writeSeed writes the community and prints how many rows of what there are.
func (p *program) writeSeed(ctx context.Context, dir string, opt seed.Options) error {
	start := time.Now()
	m, err := seed.WriteFiles(ctx, dir, opt)
	if errors.Is(err, seed.ErrNotEmpty) {
		return fmt.Errorf("%s is not empty; name a folder that is, or a new one", dir)
	}
	if err != nil {
		return plainOptions(err)
	}
	files := slices.Clone(m.Files)
	slices.SortStableFunc(files, func(a, b seed.File) int { return cmp.Compare(a.Path, b.Path) })
	t := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "ROWS\tBYTES\t  FILE\n")
	rows, bytes := 0, int64(0)
	for _, f := range files {
		fmt.Fprintf(t, "%d\t%d\t  %s\n", f.Rows, f.Bytes, f.Path)
		rows, bytes = rows+f.Rows, bytes+f.Bytes
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "\n%d rows, %d bytes in %s, %s into %s\n", rows, bytes,
		time.Since(start).Round(time.Millisecond), seed.ManifestName, dir)
	return err
}

// loadMemory is what the collector may let the loader's memory grow to: a community of
// 180,000 is to fit a machine that has 500 MB for it, with the engine's own beside.
const loadMemory = 320 << 20

// loadSeed loads the community and says how long it took.
func (p *program) loadSeed(ctx context.Context, opt seed.Options) error {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(loadMemory))
	return p.withDocuments(ctx, func(h *house) error {
		l := newLoader(h.documents, newPeople(h.documents, nil).store.Secret)
		l.say = sayLoading(p.stdout, opt.Size)
		done, err := l.load(ctx, opt)
		switch {
		case err != nil:
			return plainOptions(err)
		case done.rows == 0:
			_, err = fmt.Fprintf(p.stdout, "the community of size %s is there already, %d rows since %s; nothing was changed\n",
				opt.Size, done.mark.Rows, done.mark.Finished.Local().Format(time.DateTime))
			return err
		}
		what := "loaded"
		if done.again {
			what = "there after a load that had been cut short"
		}
		_, err = fmt.Fprintf(p.stdout, "%d rows %s in %s, %.0f a second\n", done.rows, what,
			done.took.Round(time.Millisecond), float64(done.rows)/done.took.Seconds())
		return err
	})
}

// plainOptions is why no community can be made as asked, for people.
func plainOptions(err error) error {
	if f, ok := errors.AsType[*fault.Error](err); ok && errors.Is(err, seed.ErrOptions) {
		return fmt.Errorf("%v", f.Details["why"])
	}
	return err
}
