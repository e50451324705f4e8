package hls

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"wanjia/streaming"
)

// Entry is a conformed film as a source. Its cells go on air byte for byte as the
// conformer wrote them.
type Entry struct {
	id    streaming.SourceID
	clock streaming.Clock
	root  *os.Root
	index entryIndex
	inits []*Init
}

// maxIndex bounds the index of an entry in bytes.
const maxIndex = 16 << 20

// OpenEntry opens the folder of a conformed film for a channel. The caller closes
// it. It fails for one that was conformed for other sizes or another grid.
func OpenEntry(id streaming.SourceID, c streaming.Channel, dir string) (*Entry, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open entry %s: %w", id, err)
	}
	e := &Entry{id: id, clock: c.Clock, root: root}
	if err := e.read(c); err != nil {
		return nil, errors.Join(fmt.Errorf("open entry %s: %w", id, err), root.Close())
	}
	return e, nil
}

func (e *Entry) read(c streaming.Channel) error {
	file, err := e.root.Open(indexName)
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
		init, err := e.bytes(t.Name, 0, t.Init)
		if err != nil {
			return err
		}
		e.inits = append(e.inits, &Init{Bytes: init, Codec: t.Codec})
	}
	return nil
}

// Close frees the entry's folder.
func (e *Entry) Close() error { return e.root.Close() }

// Cells is the length of the entry.
func (e *Entry) Cells() int64 { return int64(len(e.index.Tracks[0].Cells)) }

// Cell implements [Source]. The entry's first cell is on air in cell a.Begin.
func (e *Entry) Cell(_ context.Context, a Ask) (Cell, error) {
	k := a.Cell - a.Begin
	if k < 0 || k >= e.Cells() {
		return Cell{}, ErrMissing
	}
	c := Cell{Run: fmt.Sprintf("%s@%d", e.id, a.Begin)}
	for i, t := range e.index.Tracks {
		at := t.Cells[k]
		media, err := e.bytes(t.Name, at.Offset, at.Size)
		if err != nil {
			return Cell{}, fmt.Errorf("read cell %d of entry %s: %w", k, e.id, err)
		}
		c.Parts = append(c.Parts, Part{
			Init: e.inits[i], Media: media,
			Start: e.clock.Start(a.Begin) + time.Duration(at.Start), Duration: time.Duration(at.Duration),
		})
	}
	return c, nil
}

func (e *Entry) bytes(track string, at int64, size int) ([]byte, error) {
	file, err := e.root.Open(track + ".mp4")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	b := make([]byte, size)
	_, err = file.ReadAt(b, at)
	return b, err
}
