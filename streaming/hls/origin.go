package hls

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"wanjia/events/objects"
	"wanjia/streaming"
)

// Stored reads what is public.
type Stored interface {
	// Get opens an object; the caller closes it. It returns objects.ErrNotFound.
	Get(ctx context.Context, key string) (io.ReadSeekCloser, objects.Info, error)
}

// Origin answers for everything public of the channels. It holds no state that
// another origin would not have: any number of them may run.
type Origin struct {
	Channels func(streaming.ChannelID) (streaming.Channel, bool)
	Listings streaming.Listings
	Stored   Stored
	Kept     Kept                                                // nil where nothing is kept
	Past     func(streaming.ChannelID) (streaming.Channel, bool) // those that something is kept of
	Now      func() time.Time

	waiting atomic.Int64 // requests
	mu      sync.Mutex
	known   map[streaming.ChannelID]*listing
}

// The lists of a channel: the short one is for who watches, the long one for who
// goes back; a quick channel has one more with parts of cells, for few.
const (
	shortList = "index.m3u8"
	longList  = "dvr.m3u8"
	quickList = "quick.m3u8"
)

// shortCells is how many cells the short list has: five minutes.
const shortCells = 150

// The media types of what is public.
const (
	playlistType = "application/vnd.apple.mpegurl"
	mediaType    = "video/mp4"
)

// listing is what is known of one channel, asked anew when it is older than a
// tenth of a cell.
type listing struct {
	mu      sync.Mutex
	asked   time.Time
	first   int64
	term    int64
	open    *streaming.Record // of a quick channel
	records []streaming.Record
	written map[string][]byte // playlists of these records
}

// Open opens a public object by its path below /live/{channel}/. It returns
// streaming.ErrNoChannel for what is not public, however it is spelled, with Keep
// set where it never will be again.
//
// Of a quick channel's list with parts it waits until that has what r asks for, and of
// a part that is announced until it is there: streaming.ErrReload, streaming.ErrCrowded.
func (o *Origin) Open(ctx context.Context, channel streaming.ChannelID, path string, r streaming.Reload) (*streaming.Object, error) {
	folder, name, deep := strings.Cut(path, "/")
	if !deep {
		folder, name = "", folder
	}
	if strings.HasSuffix(name, listSuffix) && (strings.HasPrefix(name, replayPrefix) || strings.HasPrefix(name, clipPrefix)) {
		if o.Past == nil {
			return nil, streaming.ErrNoChannel
		}
		c, ok := o.Past(channel)
		if !ok {
			return nil, streaming.ErrNoChannel
		}
		return o.recorded(ctx, c, folder, name)
	}
	c, ok := o.Channels(channel)
	if !ok {
		return o.past(ctx, channel, folder, name)
	}
	l, err := o.listing(ctx, c)
	if err != nil {
		return nil, err
	}
	if name == quickList && c.Quick {
		return o.quick(ctx, c, folder, r)
	}
	if name == shortList || name == longList {
		return l.playlist(c, folder, name)
	}
	if err := o.announced(ctx, c, l, name); err != nil {
		return nil, err
	}
	keep, ok := l.has(c, folder, name)
	if !ok {
		object, err := o.past(ctx, channel, folder, name)
		if errors.Is(err, streaming.ErrNoChannel) {
			object = &streaming.Object{Keep: keep}
		}
		return object, err
	}
	return o.stored(ctx, c, folder, name)
}

// past is an object of something that is kept.
func (o *Origin) past(ctx context.Context, id streaming.ChannelID, folder, name string) (*streaming.Object, error) {
	if o.Past == nil {
		return nil, streaming.ErrNoChannel
	}
	c, ok := o.Past(id)
	if !ok {
		return nil, streaming.ErrNoChannel
	}
	if ok, err := o.keptObject(ctx, c, folder, name); err != nil || !ok {
		return nil, cmp.Or(err, error(streaming.ErrNoChannel))
	}
	return o.stored(ctx, c, folder, name)
}

func (o *Origin) stored(ctx context.Context, c streaming.Channel, folder, name string) (*streaming.Object, error) {
	r, info, err := o.Stored.Get(ctx, key(c.ID, folder, name))
	if err != nil {
		return nil, err
	}
	return &streaming.Object{ReadSeekCloser: r, Size: info.Size, ContentType: mediaType, Tag: tagOf(name), Keep: streaming.KeepForever}, nil
}

// tagOf takes the digest out of a name that has one.
func tagOf(name string) string {
	parts := strings.Split(name, ".")
	return parts[len(parts)-2]
}

// listing brings what is known of a channel up to date.
func (o *Origin) listing(ctx context.Context, c streaming.Channel) (*listing, error) {
	o.mu.Lock()
	if o.known == nil {
		o.known = map[streaming.ChannelID]*listing{}
	}
	l := o.known[c.ID]
	if l == nil {
		l = &listing{}
		o.known[c.ID] = l
	}
	o.mu.Unlock()

	l.mu.Lock()
	defer l.mu.Unlock()
	now := o.Now()
	young := c.Clock.Every() / 10
	if c.Quick {
		young /= 4
	}
	if age := now.Sub(l.asked); age >= 0 && age < young {
		return l, nil
	}
	after := int64(-1)
	if n := len(l.records); n > 0 {
		after = l.records[n-1].Cell
	}
	fresh, err := o.Listings.Listing(ctx, c.ID, after)
	if err != nil {
		return nil, err
	}
	l.take(fresh)
	l.asked = now
	return l, nil
}

// take adds what is new and drops what is old.
func (l *listing) take(fresh streaming.Listing) {
	if fresh.First == l.first && len(fresh.Records) == 0 && fresh.Term == l.term && reflect.DeepEqual(fresh.Open, l.open) {
		return
	}
	l.first, l.term, l.open = fresh.First, fresh.Term, fresh.Open
	l.records = append(l.records, fresh.Records...)
	old := 0
	for old < len(l.records) && l.records[old].Cell < l.first-grace {
		old++
	}
	l.records = slices.Delete(l.records, 0, old)
	l.written = map[string][]byte{}
}

// listed are the records from First on.
func (l *listing) listed() []streaming.Record {
	i, _ := slices.BinarySearchFunc(l.records, l.first, func(r streaming.Record, n int64) int { return int(r.Cell - n) })
	return l.records[i:]
}

// playlist writes a playlist, or finds it written.
func (l *listing) playlist(c streaming.Channel, folder, name string) (*streaming.Object, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	records := l.listed()
	if len(records) == 0 || folder != "" && !c.HasTrack(folder) {
		return nil, streaming.ErrNoChannel
	}
	path := folder + "/" + name
	b, ok := l.written[path]
	if !ok {
		if name != longList && len(records) > shortCells {
			records = records[len(records)-shortCells:]
		}
		switch {
		case folder == "":
			b = multivariant(c, records, name)
		case name == quickList:
			b = l.quickMedia(c, slices.Index(c.Tracks(), folder))
		default:
			b = media(c, slices.Index(c.Tracks(), folder), records)
		}
		l.written[path] = b
	}
	return &streaming.Object{
		ReadSeekCloser: inMemory{bytes.NewReader(b)}, Size: int64(len(b)),
		ContentType: playlistType, Tag: digest(b), Keep: streaming.KeepShortly,
	}, nil
}

// inMemory is bytes to be read that need no closing.
type inMemory struct{ *bytes.Reader }

// Close implements io.Closer.
func (inMemory) Close() error { return nil }

// has says whether an object is public. Of one that is not it says how long that
// will hold: what is older than everything to be had does not come back.
func (l *listing) has(c streaming.Channel, folder, name string) (streaming.Keep, bool) {
	track := slices.Index(c.Tracks(), folder)
	if track < 0 {
		return streaming.KeepNot, false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if strings.HasPrefix(name, "init.") {
		return streaming.KeepNot, slices.ContainsFunc(l.records, func(r streaming.Record) bool {
			return r.Pieces[track].Init == name && !r.Pieces[track].Gap()
		}) || l.open != nil && l.open.Pieces[track].Init == name
	}
	number, _, _ := strings.Cut(name, ".")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || len(l.records) == 0 {
		return streaming.KeepNot, false
	}
	if n < l.records[0].Cell {
		return streaming.KeepAMinute, false
	}
	if l.open != nil && l.open.Cell == n && l.open.Pieces[track].Has(name) {
		return streaming.KeepNot, true
	}
	i, ok := slices.BinarySearchFunc(l.records, n, func(r streaming.Record, n int64) int { return int(r.Cell - n) })
	return streaming.KeepNot, ok && (l.records[i].Pieces[track].Name == name || l.records[i].Pieces[track].Has(name))
}
