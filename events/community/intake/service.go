package intake

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/objects"
)

// Files keeps the parts of lists; [objects.Store] does.
type Files interface {
	Put(ctx context.Context, key string, r io.Reader, size int64, contentType string) (objects.Info, error)
	Get(ctx context.Context, key string) (io.ReadSeekCloser, objects.Info, error)
	Delete(ctx context.Context, key string) error
}

// Service is the rules of bringing lists in. Its fields are set once, before use.
type Service struct {
	Imports   community.Records[string, Import]
	Refusals  community.Records[string, Refusals]
	Community *community.Service
	Files     Files
	Audit     *audit.Log
	Queue     events.Queue // hastens the job; the outbox makes up for it
	Log       *slog.Logger
	Now       func() time.Time

	checking sync.Mutex // one file at a time is in memory
}

// Who brings a list in.
type Who struct {
	Account string
	Name    string
	Reach   community.Reach
}

// mostParts bounds how many pieces a file is cut into.
const mostParts = 2 * MaxSize / MaxPart

// Create opens an import for a file of that many bytes, or answers [ErrFileName]
// or [ErrFileSize].
func (s *Service) Create(ctx context.Context, who Who, name string, size int64) (Import, error) {
	name = strings.TrimSpace(name)
	if name == "" || !utf8.ValidString(name) || utf8.RuneCountInString(name) > 200 {
		return Import{}, ErrFileName
	}
	if size < 1 || size > MaxSize {
		return Import{}, ErrFileSize
	}
	i := Import{
		ID: "i-" + strings.ToLower(rand.Text()[:12]), Name: name, Size: size, State: Uploading,
		By: who.Account, ByName: who.Name, Reach: who.Reach, Created: s.Now(),
	}
	answers, err := s.Imports.Add(ctx, i)
	return i, errors.Join(append(answers, err)...)
}

// Get returns an import that lies in the reach whole, or [ErrNoImport].
func (s *Service) Get(ctx context.Context, reach community.Reach, id string) (Import, error) {
	i, err := s.Imports.Get(ctx, id)
	if err != nil {
		return Import{}, err
	}
	tree, err := s.Community.Tree(ctx)
	if err != nil {
		return Import{}, err
	}
	if !visible(tree, i, reach) {
		return Import{}, ErrNoImport
	}
	return i, nil
}

func visible(tree *community.Tree, i Import, reach community.Reach) bool {
	return len(i.Reach) > 0 && !slices.ContainsFunc(i.Reach, func(n community.NodeID) bool { return !tree.Within(n, reach) })
}

// List returns the imports in the reach, newest first, and the cursor of the next
// page; a page may be shorter than the limit and still have a next.
func (s *Service) List(ctx context.Context, reach community.Reach, after string, limit int) ([]Import, string, error) {
	tree, err := s.Community.Tree(ctx)
	if err != nil {
		return nil, "", err
	}
	found, next, err := s.Imports.List(ctx, community.By{Index: "at", After: after, Limit: limit, Desc: true})
	if err != nil {
		return nil, "", err
	}
	return slices.DeleteFunc(found, func(i Import) bool { return !visible(tree, i, reach) }), next, nil
}

// PutPart keeps a piece of the file. Pieces are numbered from 0 or 1 and put
// together by number; one sent again takes the place of the first.
func (s *Service) PutPart(ctx context.Context, reach community.Reach, id string, n int, body []byte) error {
	i, err := s.Get(ctx, reach, id)
	switch {
	case err != nil:
		return err
	case i.State != Uploading:
		return ErrState
	case n < 0 || n > mostParts || len(body) == 0 || len(body) > MaxPart:
		return ErrPart
	}
	if _, err := s.Files.Put(ctx, partKey(id, n), bytes.NewReader(body), int64(len(body)), ""); err != nil {
		return fmt.Errorf("keep part %d of import %s: %w", n, id, err)
	}
	_, err = s.Imports.Change(ctx, id, func(i *Import) error {
		if i.State != Uploading {
			return ErrState
		}
		parts := slices.DeleteFunc(slices.Clone(i.Parts), func(p Part) bool { return p.Number == n })
		parts = append(parts, Part{n, int64(len(body))})
		slices.SortFunc(parts, func(a, b Part) int { return a.Number - b.Number })
		if total(parts) > i.Size {
			return ErrPart
		}
		i.Parts = parts
		return nil
	})
	return err
}

func total(parts []Part) int64 {
	var sum int64
	for _, p := range parts {
		sum += p.Size
	}
	return sum
}

func partKey(id string, n int) string { return fmt.Sprintf("imports/%s/%03d", id, n) }

// Check reads the whole file and says what it was found to be, with some of its
// rows. It answers the errors of files; the import waits for other parts then.
func (s *Service) Check(ctx context.Context, reach community.Reach, id string) (Import, [][]string, error) {
	i, err := s.Get(ctx, reach, id)
	switch {
	case err != nil:
		return i, nil, err
	case i.State != Uploading && i.State != Checked:
		return i, nil, ErrState
	case total(i.Parts) != i.Size || i.Parts[0].Number > 1 || i.Parts[len(i.Parts)-1].Number-i.Parts[0].Number != len(i.Parts)-1:
		return i, nil, ErrIncomplete
	}
	s.checking.Lock()
	found, sample, err := Inspect(s.opener(ctx, i))
	s.checking.Unlock()
	if err != nil {
		return i, nil, err
	}
	i, err = s.Imports.Change(ctx, id, func(i *Import) error {
		if i.State != Uploading && i.State != Checked {
			return ErrState
		}
		i.State, i.Found = Checked, &found
		return nil
	})
	return i, sample, err
}

// Missing lists the fields without which no row of the import could be taken.
func (f Finding) Missing() []Field { return missing(f.Fields) }

// Start begins to bring the rows in, with corrections of the mapping from header
// to field, "" to leave a column out. It answers [ErrColumns] and [ErrState].
func (s *Service) Start(ctx context.Context, reach community.Reach, id string, changes map[string]string) (Import, error) {
	if _, err := s.Get(ctx, reach, id); err != nil {
		return Import{}, err
	}
	i, err := s.Imports.Change(ctx, id, func(i *Import) error {
		if i.State != Checked {
			return ErrState
		}
		fields, err := corrected(i.Found.Header, i.Found.Fields, changes)
		if err != nil {
			return err
		}
		found := *i.Found
		found.Fields = fields
		i.Found, i.State, i.Started = &found, Running, s.Now()
		i.beat(i.Started)
		return nil
	})
	if err != nil {
		return i, err
	}
	if err := s.Queue.Enqueue(ctx, i.Errands[0]); err != nil {
		s.Log.WarnContext(ctx, "errand left to the sweeper", "errand", i.Errands[0].ID, "err", err)
	}
	return i, nil
}

// Cancel ends an import that is not over; rows that were taken stay.
func (s *Service) Cancel(ctx context.Context, reach community.Reach, id string) (Import, error) {
	if _, err := s.Get(ctx, reach, id); err != nil {
		return Import{}, err
	}
	return s.Imports.Change(ctx, id, func(i *Import) error {
		if i.State == Cancelled {
			return nil
		}
		if i.Over() {
			return ErrState
		}
		i.end(Cancelled, s.Now())
		return nil
	})
}

func (i *Import) end(state State, now time.Time) {
	i.State, i.Ended, i.Errands, i.Runner = state, now, nil, ""
}

// line is an audit line about an import, in the name of who brings it in.
func (s *Service) line(i Import, what, object, scope string) audit.Line {
	return audit.Line{
		Account: i.By, Name: i.ByName, Channel: "import", What: what, Object: object, Scope: scope, Request: i.ID,
	}
}

// Scope is the node an act on the import as a whole is written down under.
func (i Import) Scope() community.NodeID {
	if len(i.Reach) == 0 {
		return community.Everything
	}
	return i.Reach[0]
}

// opener opens the file of an import, part after part.
func (s *Service) opener(ctx context.Context, i Import) Opener {
	return func() (io.ReadCloser, error) {
		if i.Forgotten {
			return nil, ErrForgotten
		}
		return &joined{ctx: ctx, files: s.Files, id: i.ID, left: i.Parts}, nil
	}
}

// joined reads the parts of a file as one.
type joined struct {
	ctx   context.Context
	files Files
	id    string
	left  []Part
	open  io.ReadCloser
}

// Read implements io.Reader.
func (j *joined) Read(p []byte) (int, error) {
	for {
		if j.open == nil {
			if len(j.left) == 0 {
				return 0, io.EOF
			}
			r, _, err := j.files.Get(j.ctx, partKey(j.id, j.left[0].Number))
			if err != nil {
				return 0, fmt.Errorf("open part %d of import %s: %w", j.left[0].Number, j.id, err)
			}
			j.open, j.left = r, j.left[1:]
		}
		n, err := j.open.Read(p)
		if errors.Is(err, io.EOF) {
			err = errors.Join(j.open.Close())
			j.open = nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// Close implements io.Closer.
func (j *joined) Close() error {
	if j.open == nil {
		return nil
	}
	return j.open.Close()
}
