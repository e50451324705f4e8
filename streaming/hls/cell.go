// Package hls makes a channel's public stream: it cuts pictures and sound on the
// grid of programme time, packs them as fragmented MP4, publishes them after the
// channel's delay and says what the playlists hold. It alone knows H.264, AAC and
// the boxes they come in.
package hls

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"
)

// What a source answers when it has no cell to give.
var (
	// ErrPending: not yet; ask again shortly.
	ErrPending = errors.New("the cell is not complete yet")
	// ErrMissing: there is none and there will be none.
	ErrMissing = errors.New("the source has nothing for this cell")
)

// Ask is what a source is asked for.
type Ask struct {
	Cell  int64
	Begin int64 // the cell at which the source's own beginning lies
	First bool  // another source has the cell before: nothing from before this cell's start
	Last  bool  // another source has the cell after: nothing from after this cell's end
	Final bool  // there is no more time to wait

	// Until is not zero where a cell is asked for that is not over: what it has before
	// this programme time. A source that knows the rest already may answer with it.
	Until time.Duration
}

// Cell is everything there is to see and hear in one cell of the grid.
type Cell struct {
	Run   string // cells of one run follow each other without a break in their timestamps
	Parts []Part // one per track, in the order of the channel's tracks
}

// Part is one track's share of a cell. One without media is a gap.
type Part struct {
	Init     *Init
	Media    []byte        // moof and mdat
	Start    time.Duration // programme time of its first sample
	Duration time.Duration
}

// Init is what a decoder needs before the media: ftyp and moov.
type Init struct {
	Bytes []byte
	Codec string // as playlists name it
}

// Source gives the cells of one origin of pictures and sound. Its methods are
// safe for concurrent use.
type Source interface {
	// Cell makes a cell: ErrPending unless a.Final, ErrMissing. Asked again for
	// the same cell with the same neighbours it answers alike.
	Cell(ctx context.Context, a Ask) (Cell, error)
}

// digest names content: 32 characters that differ for other bytes.
func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}
