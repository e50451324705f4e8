// Package checkplaylist is an independent reader of HLS playlists, for tests. It knows
// RFC 8216 and nothing of ours: it imports no package of the house and parses text. What
// breaks a rule is told in words, one for each fault.
package checkplaylist

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Segment is one of a media playlist.
type Segment struct {
	URI, Init     string
	Sequence      int64
	Discontinuity int64   // discontinuity sequence number
	Duration      float64 // seconds
	At            time.Time
	Broken, Gap   bool // a discontinuity is before it; it is not to be had
	MapChanged    bool
	Parts         []Part
}

// List is a media playlist.
type List struct {
	Target                  int // seconds
	Version                 int
	Sequence, Discontinuity int64
	Independent, Ended, VOD bool
	Segments                []Segment
	Quick                   Quick
}

var (
	attributeList = regexp.MustCompile(`([A-Z0-9-]+)=("[^"\r\n]*"|[^,"\s]+)(,|$)`)
	resolution    = regexp.MustCompile(`^[1-9][0-9]*x[1-9][0-9]*$`)
	avcCodec      = regexp.MustCompile(`^avc1\.[0-9a-f]{6}$`)
)

// attributes parses an attribute list and objects to one that is not.
func attributes(list string) (map[string]string, error) {
	out, rest := map[string]string{}, list
	for rest != "" {
		m := attributeList.FindStringSubmatchIndex(rest)
		if m == nil || m[0] != 0 {
			return nil, fmt.Errorf("attribute list %q", list)
		}
		name := rest[m[2]:m[3]]
		if _, twice := out[name]; twice {
			return nil, fmt.Errorf("attribute %s twice", name)
		}
		out[name] = rest[m[4]:m[5]]
		rest = rest[m[1]:]
	}
	return out, nil
}

// Media parses a media playlist and lists what breaks the rules.
func Media(text string) (*List, []string) {
	var faults []string
	bad := func(format string, a ...any) { faults = append(faults, fmt.Sprintf(format, a...)) }
	p := &List{Target: -1, Version: 1}
	if strings.HasPrefix(text, "\ufeff") || strings.ContainsRune(text, '\r') {
		bad("byte order mark or carriage return")
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if lines[0] != "#EXTM3U" {
		bad("first line %q", lines[0])
	}
	seen := map[string]int{}
	var next Segment
	var at time.Time
	duration, init := -1.0, ""
	dsn := int64(0)
	for i, line := range lines[1:] {
		tag, value, _ := strings.Cut(line, ":")
		if strings.HasPrefix(line, "#EXT") {
			seen[tag]++
		}
		late := len(p.Segments) > 0 || duration >= 0
		switch {
		case line == "":
			bad("line %d is empty", i)
		case tag == "#EXT-X-VERSION":
			p.Version, _ = strconv.Atoi(value)
		case tag == "#EXT-X-TARGETDURATION":
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 || late {
				bad("target duration %q", value)
			}
			p.Target = n
		case tag == "#EXT-X-MEDIA-SEQUENCE":
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil || n < 0 || late {
				bad("media sequence %q", value)
			}
			p.Sequence = n
		case tag == "#EXT-X-DISCONTINUITY-SEQUENCE":
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil || n < 0 || late || seen["#EXT-X-DISCONTINUITY"] > 0 {
				bad("discontinuity sequence %q", value)
			}
			p.Discontinuity, dsn = n, n
		case tag == "#EXT-X-INDEPENDENT-SEGMENTS":
			p.Independent = true
		case tag == "#EXT-X-ENDLIST":
			p.Ended = true
		case tag == "#EXT-X-PLAYLIST-TYPE":
			if value != "VOD" || late {
				bad("playlist type %q", value)
			}
			p.VOD = true
		case tag == "#EXT-X-DISCONTINUITY":
			if next.Broken {
				bad("two discontinuities in front of one segment")
			}
			next.Broken = true
			dsn++
		case tag == "#EXT-X-GAP":
			next.Gap = true
		case tag == "#EXT-X-MAP":
			a, err := attributes(value)
			if err != nil || a["URI"] == "" || p.Version < 6 {
				bad("map %q in version %d", value, p.Version)
			} else {
				init = strings.Trim(a["URI"], `"`)
				next.MapChanged = true
			}
		case tag == "#EXT-X-PROGRAM-DATE-TIME":
			t, err := time.Parse(time.RFC3339Nano, value)
			if err != nil {
				bad("date %q", value)
			}
			at = t
		case tag == "#EXTINF":
			d, title, comma := strings.Cut(value, ",")
			v, err := strconv.ParseFloat(d, 64)
			if err != nil || !comma || title != "" || v <= 0 {
				bad("duration %q", value)
			}
			duration = v
		case quickTag(tag):
			p.Quick.line(tag, value, bad)
		case strings.HasPrefix(line, "#"):
			bad("tag %q is not known", tag)
		default:
			if duration < 0 {
				bad("segment %q has no duration", line)
			}
			if init == "" && !next.Gap {
				bad("segment %q has no map", line)
			}
			next.URI, next.Init, next.Duration, next.At = line, init, duration, at
			next.Sequence, next.Discontinuity = p.Sequence+int64(len(p.Segments)), dsn
			next.Parts, p.Quick.Open = p.Quick.Open, nil
			p.Segments = append(p.Segments, next)
			next, duration = Segment{}, -1
		}
	}
	for tag, n := range seen {
		switch tag {
		case "#EXT-X-VERSION", "#EXT-X-TARGETDURATION", "#EXT-X-MEDIA-SEQUENCE", "#EXT-X-DISCONTINUITY-SEQUENCE", "#EXT-X-ENDLIST", "#EXT-X-INDEPENDENT-SEGMENTS":
			if n > 1 {
				bad("%s %d times", tag, n)
			}
		}
	}
	p.Quick.check(p, bad)
	if p.VOD != p.Ended {
		bad("a list of something that is over has its type and its end, and no other has")
	}
	if p.Target < 1 {
		bad("no target duration")
	}
	for i, s := range p.Segments {
		if int(math.Round(s.Duration)) > p.Target {
			bad("segment %s of %.3f s is longer than the target of %d", s.URI, s.Duration, p.Target)
		}
		if s.At.IsZero() {
			bad("segment %s has no date", s.URI)
		}
		if i > 0 && !s.Broken {
			if gap := s.At.Sub(p.Segments[i-1].At).Seconds() - p.Segments[i-1].Duration; math.Abs(gap) > 0.002 {
				bad("segment %s begins %.3f s off the end of the one before without a discontinuity", s.URI, gap)
			}
			if s.MapChanged && s.Init != p.Segments[i-1].Init {
				bad("segment %s has another map without a discontinuity", s.URI)
			}
		}
		if i > 0 && s.At.Before(p.Segments[i-1].At) {
			bad("segment %s is dated before the one in front", s.URI)
		}
	}
	return p, faults
}

// Reload compares two readings of one media playlist.
func Reload(before, after *List) []string {
	var faults []string
	bad := func(format string, a ...any) { faults = append(faults, fmt.Sprintf(format, a...)) }
	if after.Target != before.Target || after.Version != before.Version || after.Independent != before.Independent {
		bad("the head of the playlist changed")
	}
	if after.Quick.Target != before.Quick.Target || after.Quick.HoldBack != before.Quick.HoldBack {
		bad("the part target or the hold back changed")
	}
	if after.Sequence < before.Sequence {
		bad("media sequence fell from %d to %d", before.Sequence, after.Sequence)
	}
	if after.Discontinuity < before.Discontinuity {
		bad("discontinuity sequence fell from %d to %d", before.Discontinuity, after.Discontinuity)
	}
	old := map[int64]Segment{}
	for _, s := range before.Segments {
		old[s.Sequence] = s
	}
	for _, s := range after.Segments {
		o, ok := old[s.Sequence]
		if !ok {
			continue
		}
		o.MapChanged, s.MapChanged = false, false // a map is repeated for whoever is first
		o.Parts, s.Parts = nil, nil               // those of old ones are taken off
		if !reflect.DeepEqual(o, s) {
			bad("segment %d changed from %+v to %+v", s.Sequence, o, s)
		}
	}
	if n := len(after.Segments); n > 0 && len(before.Segments) > 0 && after.Segments[n-1].Sequence < before.Segments[len(before.Segments)-1].Sequence {
		bad("the end of the playlist went back")
	}
	return faults
}

// Variant is a stream of a multivariant playlist.
type Variant struct {
	URI, Audio         string // of the playlist; the group of its sound
	Bandwidth, Average int    // bits a second
	Codecs             []string
	Width, Height      int // 0 for sound alone
}

// Multivariant parses a multivariant playlist.
func Multivariant(text string) (variants []Variant, groups map[string]string, faults []string) {
	bad := func(format string, a ...any) { faults = append(faults, fmt.Sprintf(format, a...)) }
	groups = map[string]string{}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if lines[0] != "#EXTM3U" {
		bad("first line %q", lines[0])
	}
	var stream *Variant
	for _, line := range lines[1:] {
		tag, value, _ := strings.Cut(line, ":")
		switch {
		case tag == "#EXT-X-VERSION", tag == "#EXT-X-INDEPENDENT-SEGMENTS":
		case tag == "#EXT-X-MEDIA":
			a, err := attributes(value)
			if err != nil || a["TYPE"] != "AUDIO" || a["GROUP-ID"] == "" || a["NAME"] == "" || a["URI"] == "" {
				bad("media %q: %v", value, err)
				continue
			}
			groups[a["GROUP-ID"]] = strings.Trim(a["URI"], `"`)
		case tag == "#EXT-X-STREAM-INF":
			a, err := attributes(value)
			if err != nil {
				bad("stream %q: %v", value, err)
				continue
			}
			v := Variant{Audio: a["AUDIO"], Codecs: strings.Split(strings.Trim(a["CODECS"], `"`), ",")}
			v.Bandwidth, _ = strconv.Atoi(a["BANDWIDTH"])
			v.Average, _ = strconv.Atoi(a["AVERAGE-BANDWIDTH"])
			if v.Bandwidth < 1 || v.Average < 1 || v.Average > v.Bandwidth {
				bad("bandwidths of %q", value)
			}
			if r := a["RESOLUTION"]; r != "" {
				if !resolution.MatchString(r) {
					bad("resolution %q", r)
				}
				fmt.Sscanf(r, "%dx%d", &v.Width, &v.Height)
			}
			for _, c := range v.Codecs {
				if c != "mp4a.40.2" && !avcCodec.MatchString(c) {
					bad("codec %q", c)
				}
			}
			if groups[v.Audio] == "" {
				bad("stream names no audio group: %q", value)
			}
			stream = &v
		case strings.HasPrefix(line, "#"):
			bad("tag %q is not known", tag)
		default:
			if stream == nil {
				bad("address %q belongs to no stream", line)
				continue
			}
			stream.URI = line
			variants, stream = append(variants, *stream), nil
		}
	}
	if stream != nil || len(variants) == 0 {
		bad("a stream without address, or none")
	}
	return variants, groups, faults
}
