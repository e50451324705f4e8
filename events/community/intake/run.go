package intake

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/events/objects"
)

const (
	batchRows = 250              // rows between two saves of the position
	lostAfter = 10 * time.Second // without a beat, after which a runner counts as lost
)

// errOvertaken: the import was cancelled, or another runner has it.
var errOvertaken = errors.New("the import is somebody else's now")

// Run brings the rows of an import in, from where it stands to its end, or until
// ctx ends or the import is cancelled. It may run several times, also at once: each
// batch is decided and kept before any of it is written, a person's id follows from
// the row, and only the runner heard of last goes on.
func (s *Service) Run(ctx context.Context, id string) error {
	r := &runner{Service: s, token: rand.Text()}
	if err := r.take(ctx, id); err != nil {
		if errors.Is(err, errOvertaken) || errors.Is(err, ErrNoImport) {
			return nil
		}
		return err
	}
	err := r.rows(ctx)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errOvertaken):
		return nil
	case hopeless(err):
		return r.fail(ctx, err)
	}
	r.release(ctx)
	return err
}

// runner is one run of an import. job is what is known of it, ahead of what is
// stored by the batch just carried out.
type runner struct {
	*Service
	token  string
	job    Import
	reader *reader
}

// take makes this runner the one that goes on.
func (r *runner) take(ctx context.Context, id string) error {
	var err error
	r.job, err = r.Imports.Change(ctx, id, func(i *Import) error {
		now := r.Now()
		if i.State != Running || i.Runner != "" && now.Sub(i.Beat) < lostAfter && !now.Before(i.Beat) {
			return errOvertaken
		}
		i.Runner = r.token
		i.beat(now)
		return nil
	})
	return err
}

// save stores how far the job is, if it still is ours, and notes that we live.
func (r *runner) save(ctx context.Context, change func(*Import)) error {
	stored, err := r.Imports.Change(ctx, r.job.ID, func(i *Import) error {
		if i.State != Running || i.Runner != r.token {
			return errOvertaken
		}
		i.At, i.Counts, i.Batch, i.Plan = r.job.At, r.job.Counts, r.job.Batch, r.job.Plan
		i.beat(r.Now())
		change(i)
		return nil
	})
	if err == nil {
		r.job = stored
	}
	return err
}

// release lets another runner go on at once. What it cannot store is done again.
func (r *runner) release(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := r.save(ctx, func(i *Import) {
		i.Runner = ""
		i.beat(i.Started) // long ago: the next sweep finds it
	})
	if err != nil && !errors.Is(err, errOvertaken) {
		r.Log.WarnContext(ctx, "import left to the sweeper", "import", r.job.ID, "err", err)
	}
}

// hopeless says whether an error will be the same however often it is tried.
func hopeless(err error) bool {
	f := fault.Of(err)
	switch f.Kind {
	case fault.Internal, fault.Limited, fault.Unavailable:
		return errors.Is(err, objects.ErrDamaged)
	}
	return true
}

func (r *runner) fail(ctx context.Context, cause error) error {
	err := r.save(ctx, func(i *Import) {
		i.Fault = fault.Of(cause).Code
		i.end(Failed, r.Now())
	})
	if errors.Is(err, errOvertaken) {
		return nil
	}
	r.Log.WarnContext(ctx, "import failed", "import", r.job.ID, "err", cause)
	return err
}

// rows carries all rows out, batch by batch.
func (r *runner) rows(ctx context.Context) error {
	if err := r.prepare(ctx); err != nil {
		return err
	}
	rows, err := r.job.Found.below(r.opener(ctx, r.job))
	if err != nil {
		return err
	}
	var batch []Row
	for row, err := range rows {
		if err != nil {
			return err
		}
		if row.Number <= r.job.At {
			continue
		}
		batch = append(batch, row)
		want := batchRows
		if len(r.job.Plan) > 0 {
			want = len(r.job.Plan)
		}
		if len(batch) < want {
			continue
		}
		if err := r.batch(ctx, batch); err != nil {
			return err
		}
		batch = batch[:0]
	}
	if len(batch) > 0 {
		if err := r.batch(ctx, batch); err != nil {
			return err
		}
	}
	return r.finish(ctx)
}

// prepare reads what every row is held against.
func (r *runner) prepare(ctx context.Context) error {
	tree, err := r.Community.Tree(ctx)
	if err != nil {
		return err
	}
	reach := r.job.Reach
	r.reader = &reader{
		fields: r.job.Found.Fields, sheet: r.job.Found.Format == formatSheet, places: newPlaces(tree, reach),
		within: func(b community.NodeID) bool { return tree.Within(b, reach) }, now: r.Now(),
	}
	return nil
}

// batch decides what to do with some rows, keeps that together with how far the
// batch before has come, and does it.
func (r *runner) batch(ctx context.Context, rows []Row) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	entries := make([]entry, len(rows))
	codes := make([]string, len(rows))
	for i, row := range rows {
		entries[i], codes[i] = r.reader.read(row)
	}
	if len(r.job.Plan) == 0 {
		plan, err := r.decide(ctx, rows, entries, codes)
		if err != nil {
			return err
		}
		if err := r.save(ctx, func(i *Import) { i.Plan = plan }); err != nil {
			return err
		}
	} else if len(r.job.Plan) != len(rows) || r.job.Plan[0].Row != rows[0].Number {
		return fmt.Errorf("the file of import %s is not what it was: %w", r.job.ID, ErrDamaged)
	}
	for i := range r.job.Plan { // places may have changed since it was decided
		if step := &r.job.Plan[i]; codes[i] != "" && step.Do != stepRefuse {
			*step = Step{Row: step.Row, Do: stepRefuse, Code: codes[i]}
		}
	}
	if err := r.carryOut(ctx, r.job.Plan, entries); err != nil {
		return err
	}
	for _, step := range r.job.Plan {
		r.job.Counts.count(step)
	}
	r.job.At, r.job.Plan = rows[len(rows)-1].Number, nil
	r.job.Batch++
	return nil
}

func (c *Counts) count(s Step) {
	c.Rows++
	switch s.Do {
	case stepAdd:
		c.Added++
	case stepChange:
		c.Changed++
	case stepSame:
		c.Same++
	default:
		c.Refused++
	}
}

func (r *runner) finish(ctx context.Context) error {
	c := r.job.Counts
	line := r.line(r.job, "import.done", "import/"+r.job.ID, string(r.job.Scope()))
	line.Detail = map[string]string{
		"rows": fmt.Sprint(c.Rows), "added": fmt.Sprint(c.Added), "changed": fmt.Sprint(c.Changed),
		"same": fmt.Sprint(c.Same), "refused": fmt.Sprint(c.Refused),
	}
	return r.Audit.Do(ctx, line, func(ctx context.Context) error {
		return r.save(ctx, func(i *Import) { i.end(Done, r.Now()) })
	})
}
