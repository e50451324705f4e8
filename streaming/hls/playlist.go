package hls

import (
	"fmt"
	"strconv"
	"strings"

	"wanjia/streaming"
)

// playlistVersion is what EXT-X-MAP without I-frames asks for.
const playlistVersion = 7

// media writes the media playlist of one track, the place of which in a record is
// given. records are listed as they are, oldest first; the names in it are relative
// to the track's folder.
func media(c streaming.Channel, track int, records []streaming.Record) []byte {
	var b strings.Builder
	head(&b, c, records[0])
	init := ""
	for _, r := range records {
		init = before(&b, r, track, init)
		date(&b, c, r.Pieces[track])
		writeSegment(&b, r, r.Pieces[track])
	}
	return []byte(b.String())
}

// head writes what a list of something that goes on begins with.
func head(b *strings.Builder, c streaming.Channel, first streaming.Record) {
	sequence := first.Sequence
	if first.Break {
		sequence-- // its own tag below counts it
	}
	fmt.Fprintf(b, "#EXTM3U\n#EXT-X-VERSION:%d\n#EXT-X-TARGETDURATION:%d\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-MEDIA-SEQUENCE:%d\n#EXT-X-DISCONTINUITY-SEQUENCE:%d\n",
		playlistVersion, c.Clock.Target(), first.Cell, sequence)
}

// before writes what changes with a cell, and returns the init segment in force.
func before(b *strings.Builder, r streaming.Record, track int, init string) string {
	if r.Break {
		b.WriteString("#EXT-X-DISCONTINUITY\n")
	}
	if p := r.Pieces[track]; p.Init != "" && p.Init != init {
		fmt.Fprintf(b, "#EXT-X-MAP:URI=\"%s\"\n", p.Init)
		return p.Init
	}
	return init
}

// date writes when a piece begins.
func date(b *strings.Builder, c streaming.Channel, p streaming.Piece) {
	fmt.Fprintf(b, "#EXT-X-PROGRAM-DATE-TIME:%s\n", c.Clock.Moment(p.Start).UTC().Format("2006-01-02T15:04:05.000Z"))
}

// writeSegment writes the line of a segment and what belongs to it alone.
func writeSegment(b *strings.Builder, r streaming.Record, p streaming.Piece) {
	name := p.Name
	if p.Gap() {
		b.WriteString("#EXT-X-GAP\n")
		name = strconv.FormatInt(r.Cell, 10) + ".gap.m4s"
	}
	fmt.Fprintf(b, "#EXTINF:%s,\n%s\n", secondsOf(p.Duration), name)
}

// rates are bits a second.
type rates struct{ peak, average int }

// multivariant writes the playlist that names the renditions. It states what was
// measured where that is more than what was promised.
func multivariant(c streaming.Channel, records []streaming.Record, list string) []byte {
	var b strings.Builder
	sound := measured(c, records, len(c.Ladder), rates{streaming.AudioPeak, streaming.AudioPeak * 9 / 10})
	fmt.Fprintf(&b, "#EXTM3U\n#EXT-X-VERSION:%d\n#EXT-X-INDEPENDENT-SEGMENTS\n", playlistVersion)
	fmt.Fprintf(&b, "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"sound\",NAME=\"现场声\",LANGUAGE=\"zh\",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"2\",URI=\"%s/%s\"\n", streaming.Audio, list)
	for i, r := range c.Ladder {
		m := measured(c, records, i, rates{r.Peak, r.Average})
		fmt.Fprintf(&b, "#EXT-X-STREAM-INF:BANDWIDTH=%d,AVERAGE-BANDWIDTH=%d,CODECS=\"%s,%s\",RESOLUTION=%dx%d,FRAME-RATE=30.000,AUDIO=\"sound\"\n%s/%s\n",
			m.peak+sound.peak, min(m.average+sound.average, m.peak+sound.peak), codecOf(records, i), audioCodec, r.Width, r.Height, r.Name, list)
	}
	fmt.Fprintf(&b, "#EXT-X-STREAM-INF:BANDWIDTH=%d,AVERAGE-BANDWIDTH=%d,CODECS=\"%s\",AUDIO=\"sound\"\n%s/%s\n",
		sound.peak, min(sound.average, sound.peak), audioCodec, streaming.Audio, list)
	return []byte(b.String())
}

// measured is the promised rates or, where that is higher, those of the records.
func measured(c streaming.Channel, records []streaming.Record, track int, promised rates) rates {
	var bits, over float64
	peak := 0.0
	for _, r := range records {
		p := r.Pieces[track]
		if p.Gap() {
			continue
		}
		if p.Duration > c.Clock.Every()/8 { // a shorter one says nothing by itself
			peak = max(peak, float64(p.Size*8)/p.Duration.Seconds())
		}
		bits += float64(p.Size * 8)
		over += p.Duration.Seconds()
	}
	out := promised
	out.peak = max(out.peak, int(peak)+1)
	if over > 0 {
		out.average = int(bits/over) + 1
	}
	return out
}

// defaultCodec is H.264 constrained baseline 3.1, before anything is known.
const defaultCodec = "avc1.42c01f"

// codecOf is the most demanding codec that the records have of a track.
func codecOf(records []streaming.Record, track int) string {
	best := ""
	for _, r := range records {
		if c := r.Pieces[track].Codec; c != "" && demand(c) > demand(best) {
			best = c
		}
	}
	if best == "" {
		return defaultCodec
	}
	return best
}

// demand orders H.264 codecs by profile, then by level.
func demand(codec string) int64 {
	bits, err := strconv.ParseInt(strings.TrimPrefix(codec, "avc1."), 16, 64)
	if err != nil {
		return 0
	}
	profile, level := bits>>16, bits&0xff
	if profile == 0x42 {
		profile = 0x41 // the least of them
	}
	return profile<<8 | level
}
