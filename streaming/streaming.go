// Package streaming is the gala on air: its channels, the clock of a programme,
// what is on air from when, and what has become public. It alone says what may be
// seen; streaming/hls makes pictures of it, streaming/redisstore shares it among
// processes.
package streaming

import (
	"io"
	"slices"
	"time"

	"wanjia/events/fault"
)

// ErrNoChannel is the answer for a channel or an object of one that is not there,
// not yet there, or no longer.
var ErrNoChannel = fault.New(fault.NotFound, "not_found", "there is no such thing, or it is not yours to see")

// Errors of the list with parts.
var (
	// ErrReload: a list is asked for that will not be for long, or never.
	ErrReload = fault.New(fault.Invalid, "live_reload", "the playlist asked for is too far away")
	// ErrCrowded: more wait for the list with parts than are let wait; the others are as good.
	ErrCrowded = fault.New(fault.Unavailable, "live_crowded", "too many watch with the least delay; the ordinary stream is open")
)

// Reload says what a list is to have before it is sent.
type Reload struct {
	Asked bool
	Cell  int64
	Part  int // -1 for the whole cell
}

// ChannelID names a channel: lower-case letters, digits and '-', 1 to 40 of them.
type ChannelID string

// Valid says whether the name can be one.
func (id ChannelID) Valid() bool {
	if id == "" || len(id) > 40 || id[0] == '-' {
		return false
	}
	for _, r := range id {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return true
}

// Channel is a public stream whose address never changes.
type Channel struct {
	ID     ChannelID
	Clock  Clock
	Delay  time.Duration // between a moment and its being public
	Window time.Duration // how far back a viewer may go
	Ladder []Rendition   // best first, at least one
	Test   bool          // a made-up channel; pages say so
	Quick  bool          // cells are to be had in parts too, before they are whole: low latency
}

// Rendition is one size of the pictures. Every source on the channel delivers
// exactly these sizes.
type Rendition struct {
	Name          string // of its folder: "v720"
	Width, Height int    // pixels
	Peak, Average int    // bits a second, of the pictures alone
}

// Audio is the name of the folder of the sound, which all renditions share.
const Audio = "audio"

// AudioPeak is the bit rate of the sound in bits a second, with its packing.
const AudioPeak = 160_000

// Ladder is what simulcast of a 720p camera gives: half and a quarter of the size.
func Ladder() []Rendition {
	return []Rendition{
		{Name: "v720", Width: 1280, Height: 720, Peak: 3_200_000, Average: 2_200_000},
		{Name: "v360", Width: 640, Height: 360, Peak: 1_000_000, Average: 700_000},
		{Name: "v180", Width: 320, Height: 180, Peak: 320_000, Average: 220_000},
	}
}

// Tracks are the folders of the channel, the sound's last.
func (c Channel) Tracks() []string {
	names := make([]string, 0, len(c.Ladder)+1)
	for _, r := range c.Ladder {
		names = append(names, r.Name)
	}
	return append(names, Audio)
}

// HasTrack says whether the channel has a folder of that name.
func (c Channel) HasTrack(name string) bool { return slices.Contains(c.Tracks(), name) }

// Keep says how long an object is to be had, by how fast it grows old.
type Keep uint8

// How long.
const (
	KeepNot     Keep = iota // ask again each time
	KeepShortly             // half a cell: playlists
	KeepAMinute             // what is known to be gone for good
	KeepForever             // its name says what is in it
)

// Object is a public object of a channel, open to be read.
type Object struct {
	io.ReadSeekCloser
	Size        int64
	ContentType string
	Tag         string // another for other bytes, "" for none
	Keep        Keep
}
