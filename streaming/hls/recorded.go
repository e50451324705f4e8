package hls

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wanjia/streaming"
)

// Kept reads what is kept of shows.
type Kept interface {
	// Tapes are those of a channel, newest first.
	Tapes(ctx context.Context, c streaming.ChannelID) ([]streaming.Tape, error)
	// Records are all cells of a tape, oldest first; they are not to be changed.
	Records(ctx context.Context, t streaming.Tape) ([]streaming.Record, error)
}

// The lists of what is kept: "replay-1802520000.m3u8" is a whole show, by when it went
// on air, "clip-1802520000-3035.m3u8" one of its items.
const (
	replayPrefix = "replay-"
	clipPrefix   = "clip-"
	listSuffix   = ".m3u8"
)

// ReplayList is the name of the list of a whole show.
func ReplayList(k streaming.TapeKey) string {
	return replayPrefix + strconv.FormatInt(k.Opened, 10) + listSuffix
}

// ClipList is the name of the list of an item; "" for one that was not played.
func ClipList(t streaming.Tape, id streaming.ItemID) string {
	i := slices.IndexFunc(t.Items, func(p streaming.Played) bool { return p.Item == id })
	if i < 0 {
		return ""
	}
	// By its name in letters and digits: its place among the items may change while the
	// show is on.
	return fmt.Sprintf("%s%d-%x%s", clipPrefix, t.Opened, string(id), listSuffix)
}

// recorded is a list of what is kept, or ErrNoChannel.
func (o *Origin) recorded(ctx context.Context, c streaming.Channel, folder, name string) (*streaming.Object, error) {
	if o.Kept == nil || folder != "" && !c.HasTrack(folder) {
		return nil, streaming.ErrNoChannel
	}
	tapes, err := o.Kept.Tapes(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	for _, t := range tapes {
		from, to, ok := stretch(t, name)
		if !ok {
			continue
		}
		records, err := o.Kept.Records(ctx, t)
		if err != nil {
			return nil, err
		}
		records = streaming.Shown(t.Free(between(records, from, to)))
		if len(records) == 0 {
			continue
		}
		b := multivariant(c, records, name)
		if folder != "" {
			b = again(c, slices.Index(c.Tracks(), folder), records)
		}
		return &streaming.Object{
			ReadSeekCloser: inMemory{bytes.NewReader(b)}, Size: int64(len(b)), ContentType: playlistType, Tag: digest(b), Keep: streaming.KeepAMinute,
		}, nil
	}
	return nil, streaming.ErrNoChannel
}

// stretch is the cells of a tape that a list is of; false where it is of none.
func stretch(t streaming.Tape, name string) (from, to int64, ok bool) {
	if name == ReplayList(t.TapeKey) {
		return t.Whole()
	}
	for _, p := range t.Items {
		if name == ClipList(t, p.Item) {
			return t.Clip(p.Item)
		}
	}
	return 0, 0, false
}

// between are the records of the cells from one to the one before another.
func between(records []streaming.Record, from, to int64) []streaming.Record {
	at := func(n int64) int {
		i, _ := slices.BinarySearchFunc(records, n, func(r streaming.Record, n int64) int { return int(r.Cell - n) })
		return i
	}
	return records[at(from):at(to)]
}

// keptObject says whether an object belongs to a tape of the channel.
func (o *Origin) keptObject(ctx context.Context, c streaming.Channel, folder, name string) (bool, error) {
	track := slices.Index(c.Tracks(), folder)
	if o.Kept == nil || track < 0 {
		return false, nil
	}
	tapes, err := o.Kept.Tapes(ctx, c.ID)
	if err != nil {
		return false, err
	}
	number, _, _ := strings.Cut(name, ".")
	n, numbered := strconv.ParseInt(number, 10, 64)
	for _, t := range tapes {
		if numbered == nil && (n < t.First || n >= t.Next) {
			continue
		}
		records, err := o.Kept.Records(ctx, t)
		if err != nil {
			return false, err
		}
		if numbered == nil {
			records = between(records, n, n+1)
		}
		records = t.Free(records)
		if slices.ContainsFunc(records, func(r streaming.Record) bool {
			p := r.Pieces[track]
			return r.Cell >= t.First && !p.Gap() && (p.Name == name || p.Init == name)
		}) {
			return true, nil
		}
	}
	return false, nil
}

// again writes the media playlist of something that is over: the same segments that
// were on air, numbered from 0.
func again(c streaming.Channel, track int, records []streaming.Record) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "#EXTM3U\n#EXT-X-VERSION:%d\n#EXT-X-TARGETDURATION:%d\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-DISCONTINUITY-SEQUENCE:0\n",
		playlistVersion, c.Clock.Target())
	init := ""
	for i, r := range records {
		p := r.Pieces[track]
		if i > 0 && (records[i-1].Run != r.Run || records[i-1].Cell+1 != r.Cell) {
			b.WriteString("#EXT-X-DISCONTINUITY\n")
		}
		if p.Init != "" && p.Init != init {
			fmt.Fprintf(&b, "#EXT-X-MAP:URI=\"%s\"\n", p.Init)
			init = p.Init
		}
		date(&b, c, p)
		writeSegment(&b, r, p)
	}
	b.WriteString("#EXT-X-ENDLIST\n")
	return []byte(b.String())
}

// Deleter removes objects.
type Deleter interface {
	// Delete removes an object; one that is not there is removed already.
	Delete(ctx context.Context, key string) error
}

// Discard removes the objects of some cells. It is safe to repeat.
func Discard(ctx context.Context, from Deleter, c streaming.Channel, records []streaming.Record) error {
	tracks := c.Tracks()
	for _, r := range records {
		for i, p := range r.Pieces {
			if p.Gap() || i >= len(tracks) {
				continue
			}
			if err := from.Delete(ctx, key(c.ID, tracks[i], p.Name)); err != nil {
				return fmt.Errorf("delete cell %d: %w", r.Cell, err)
			}
		}
	}
	return nil
}
