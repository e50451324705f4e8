package hls_test

// An independent reader of playlists. It knows RFC 8216 and nothing of ours: it
// imports no package of the house, parses text, and fetches by address.

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

type checkedSegment struct {
	uri, init     string
	sequence      int64
	discontinuity int64 // discontinuity sequence number
	duration      float64
	at            time.Time
	broken, gap   bool
	mapChanged    bool
}

type checkedMedia struct {
	target                  int
	version                 int
	sequence, discontinuity int64
	independent, ended, vod bool
	segments                []checkedSegment
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

// checkMedia parses a media playlist and lists what breaks the rules.
func checkMedia(text string) (*checkedMedia, []string) {
	var faults []string
	bad := func(format string, a ...any) { faults = append(faults, fmt.Sprintf(format, a...)) }
	p := &checkedMedia{target: -1, sequence: 0, version: 1}
	if strings.HasPrefix(text, "\ufeff") || strings.ContainsRune(text, '\r') {
		bad("byte order mark or carriage return")
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if lines[0] != "#EXTM3U" {
		bad("first line %q", lines[0])
	}
	seen := map[string]int{}
	var next checkedSegment
	var at time.Time
	duration, init := -1.0, ""
	dsn := int64(0)
	for i, line := range lines[1:] {
		tag, value, _ := strings.Cut(line, ":")
		if strings.HasPrefix(line, "#EXT") {
			seen[tag]++
		}
		late := len(p.segments) > 0 || duration >= 0
		switch {
		case line == "":
			bad("line %d is empty", i)
		case tag == "#EXT-X-VERSION":
			p.version, _ = strconv.Atoi(value)
		case tag == "#EXT-X-TARGETDURATION":
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 || late {
				bad("target duration %q", value)
			}
			p.target = n
		case tag == "#EXT-X-MEDIA-SEQUENCE":
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil || n < 0 || late {
				bad("media sequence %q", value)
			}
			p.sequence = n
		case tag == "#EXT-X-DISCONTINUITY-SEQUENCE":
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil || n < 0 || late || seen["#EXT-X-DISCONTINUITY"] > 0 {
				bad("discontinuity sequence %q", value)
			}
			p.discontinuity, dsn = n, n
		case tag == "#EXT-X-INDEPENDENT-SEGMENTS":
			p.independent = true
		case tag == "#EXT-X-ENDLIST":
			p.ended = true
		case tag == "#EXT-X-PLAYLIST-TYPE":
			if value != "VOD" || late {
				bad("playlist type %q", value)
			}
			p.vod = true
		case tag == "#EXT-X-DISCONTINUITY":
			if next.broken {
				bad("two discontinuities in front of one segment")
			}
			next.broken = true
			dsn++
		case tag == "#EXT-X-GAP":
			next.gap = true
		case tag == "#EXT-X-MAP":
			a, err := attributes(value)
			if err != nil || a["URI"] == "" || p.version < 6 {
				bad("map %q in version %d", value, p.version)
			} else {
				init = strings.Trim(a["URI"], `"`)
				next.mapChanged = true
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
		case strings.HasPrefix(line, "#"):
			bad("tag %q is not known", tag)
		default:
			if duration < 0 {
				bad("segment %q has no duration", line)
			}
			if init == "" && !next.gap {
				bad("segment %q has no map", line)
			}
			next.uri, next.init, next.duration, next.at = line, init, duration, at
			next.sequence, next.discontinuity = p.sequence+int64(len(p.segments)), dsn
			p.segments = append(p.segments, next)
			next, duration = checkedSegment{}, -1
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
	if p.vod != p.ended {
		bad("a list of something that is over has its type and its end, and no other has")
	}
	if p.target < 1 {
		bad("no target duration")
	}
	for i, s := range p.segments {
		if int(math.Round(s.duration)) > p.target {
			bad("segment %s of %.3f s is longer than the target of %d", s.uri, s.duration, p.target)
		}
		if s.at.IsZero() {
			bad("segment %s has no date", s.uri)
		}
		if i > 0 && !s.broken {
			if gap := s.at.Sub(p.segments[i-1].at).Seconds() - p.segments[i-1].duration; math.Abs(gap) > 0.002 {
				bad("segment %s begins %.3f s off the end of the one before without a discontinuity", s.uri, gap)
			}
			if s.mapChanged && s.init != p.segments[i-1].init {
				bad("segment %s has another map without a discontinuity", s.uri)
			}
		}
		if i > 0 && s.at.Before(p.segments[i-1].at) {
			bad("segment %s is dated before the one in front", s.uri)
		}
	}
	return p, faults
}

// checkReload compares two readings of one media playlist.
func checkReload(before, after *checkedMedia) []string {
	var faults []string
	bad := func(format string, a ...any) { faults = append(faults, fmt.Sprintf(format, a...)) }
	if after.target != before.target || after.version != before.version || after.independent != before.independent {
		bad("the head of the playlist changed")
	}
	if after.sequence < before.sequence {
		bad("media sequence fell from %d to %d", before.sequence, after.sequence)
	}
	if after.discontinuity < before.discontinuity {
		bad("discontinuity sequence fell from %d to %d", before.discontinuity, after.discontinuity)
	}
	old := map[int64]checkedSegment{}
	for _, s := range before.segments {
		old[s.sequence] = s
	}
	for _, s := range after.segments {
		o, ok := old[s.sequence]
		if !ok {
			continue
		}
		o.mapChanged, s.mapChanged = false, false // a map is repeated for whoever is first
		if o != s {
			bad("segment %d changed from %+v to %+v", s.sequence, o, s)
		}
	}
	if n := len(after.segments); n > 0 && len(before.segments) > 0 && after.segments[n-1].sequence < before.segments[len(before.segments)-1].sequence {
		bad("the end of the playlist went back")
	}
	return faults
}

type checkedVariant struct {
	uri, audio         string
	bandwidth, average int
	codecs             []string
	width, height      int
}

// checkMultivariant parses a multivariant playlist.
func checkMultivariant(text string) (variants []checkedVariant, groups map[string]string, faults []string) {
	bad := func(format string, a ...any) { faults = append(faults, fmt.Sprintf(format, a...)) }
	groups = map[string]string{}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if lines[0] != "#EXTM3U" {
		bad("first line %q", lines[0])
	}
	var stream *checkedVariant
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
			v := checkedVariant{audio: a["AUDIO"], codecs: strings.Split(strings.Trim(a["CODECS"], `"`), ",")}
			v.bandwidth, _ = strconv.Atoi(a["BANDWIDTH"])
			v.average, _ = strconv.Atoi(a["AVERAGE-BANDWIDTH"])
			if v.bandwidth < 1 || v.average < 1 || v.average > v.bandwidth {
				bad("bandwidths of %q", value)
			}
			if r := a["RESOLUTION"]; r != "" {
				if !resolution.MatchString(r) {
					bad("resolution %q", r)
				}
				fmt.Sscanf(r, "%dx%d", &v.width, &v.height)
			}
			for _, c := range v.codecs {
				if c != "mp4a.40.2" && !avcCodec.MatchString(c) {
					bad("codec %q", c)
				}
			}
			if groups[v.audio] == "" {
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
			stream.uri = line
			variants, stream = append(variants, *stream), nil
		}
	}
	if stream != nil || len(variants) == 0 {
		bad("a stream without address, or none")
	}
	return variants, groups, faults
}
