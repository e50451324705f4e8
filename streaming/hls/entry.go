package hls

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"wanjia/streaming"
)

// Entry is a conformed film as a source. Its cells go on air byte for byte as the
// conformer wrote them.
type Entry struct {
	id    streaming.SourceID
	clock streaming.Clock
	root  Shelf
	lame  atomic.Bool
	index entryIndex
	inits []*Init
}

// Shelf holds the files of an entry.
type Shelf interface {
	// Open opens one of [EntryFiles]; the caller closes it.
	Open(ctx context.Context, name string) (io.ReadSeekCloser, error)
	// Close frees the shelf.
	Close() error
}

// folder is a shelf on this machine.
type folder struct{ *os.Root }

// Open implements [Shelf].
func (f folder) Open(_ context.Context, name string) (io.ReadSeekCloser, error) {
	return f.Root.Open(name)
}

// EntryFiles are the names of the files that an entry consists of.
func EntryFiles(ladder []streaming.Rendition) []string {
	names := []string{indexName, streaming.Audio + ".mp4"}
	for _, r := range ladder {
		names = append(names, r.Name+".mp4")
	}
	return names
}

// readWithin bounds the reading of one piece of an entry.
const readWithin = 5 * time.Second

// maxIndex bounds the index of an entry in bytes.
const maxIndex = 16 << 20

// OpenEntry opens the folder of a conformed film for a channel. The caller closes
// it. It fails for one that was conformed for other sizes or another grid.
func OpenEntry(id streaming.SourceID, c streaming.Channel, dir string) (*Entry, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open entry %s: %w", id, err)
	}
	return OpenShelf(id, c, folder{root})
}

// OpenShelf opens a conformed film that lies on a shelf, as [OpenEntry] does a folder.
func OpenShelf(id streaming.SourceID, c streaming.Channel, s Shelf) (*Entry, error) {
	e := &Entry{id: id, clock: c.Clock, root: s}
	if err := e.read(c); err != nil {
		return nil, errors.Join(fmt.Errorf("open entry %s: %w", id, err), s.Close())
	}
	return e, nil
}

func (e *Entry) read(c streaming.Channel) error {
	ctx, cancel := context.WithTimeout(context.Background(), readWithin)
	defer cancel()
	file, err := e.root.Open(ctx, indexName)
	if err != nil {
		return err
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, maxIndex))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, &e.index); err != nil {
		return err
	}
	tracks := c.Tracks()
	if e.index.Version != 1 || e.index.Grid != int64(c.Clock.Every()) || len(e.index.Tracks) != len(tracks) {
		return errors.New("it was conformed for another kind of channel")
	}
	for i, t := range e.index.Tracks {
		if t.Name != tracks[i] || t.Init <= 0 || t.Init > 64<<10 || len(t.Cells) != len(e.index.Tracks[0].Cells) {
			return fmt.Errorf("track %s does not fit the channel", t.Name)
		}
		init, err := e.bytes(ctx, t.Name, 0, t.Init)
		if err != nil {
			return err
		}
		e.inits = append(e.inits, &Init{Bytes: init, Codec: t.Codec})
	}
	return nil
}

// Close frees the entry's folder.
func (e *Entry) Close() error { return e.root.Close() }

// Lame says whether a piece of it could not be read.
func (e *Entry) Lame() bool { return e.lame.Load() }

// Cells is the length of the entry.
func (e *Entry) Cells() int64 { return int64(len(e.index.Tracks[0].Cells)) }

// Cell implements [Source]. The entry's first cell is on air in cell a.Begin.
func (e *Entry) Cell(ctx context.Context, a Ask) (Cell, error) {
	k := a.Cell - a.Begin
	if k < 0 || k >= e.Cells() {
		return Cell{}, ErrMissing
	}
	c := Cell{Run: fmt.Sprintf("%s@%d", e.id, a.Begin)}
	for i, t := range e.index.Tracks {
		at := t.Cells[k]
		media, err := e.bytes(ctx, t.Name, at.Offset, at.Size)
		if err != nil {
			e.lame.Store(true)
			return Cell{}, fmt.Errorf("read cell %d of entry %s: %w", k, e.id, err)
		}
		c.Parts = append(c.Parts, Part{
			Init: e.inits[i], Media: media,
			Start: e.clock.Start(a.Begin) + time.Duration(at.Start), Duration: time.Duration(at.Duration),
		})
	}
	return c, nil
}

func (e *Entry) bytes(ctx context.Context, track string, at int64, size int) ([]byte, error) {
	file, err := e.root.Open(ctx, track+".mp4")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if _, err := file.Seek(at, io.SeekStart); err != nil {
		return nil, err
	}
	b := make([]byte, size)
	_, err = io.ReadFull(file, b)
	return b, err
}
