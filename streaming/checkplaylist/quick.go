package checkplaylist

import (
	"math"
	"strconv"
	"strings"
)

// Part is a partial segment.
type Part struct {
	URI              string
	Duration         float64 // seconds
	Independent, Gap bool
}

// Quick is what a list of low latency has beyond others, by the draft that follows RFC
// 8216.
type Quick struct {
	Target   float64 // of parts, 0 for a list without
	HoldBack float64
	Blocks   bool // it can be asked to wait
	Open     []Part
	Hint     string         // the part that comes next
	Reports  map[string]int // of the other renditions: their newest segments
}

func quickTag(tag string) bool {
	switch tag {
	case "#EXT-X-SERVER-CONTROL", "#EXT-X-PART-INF", "#EXT-X-PART", "#EXT-X-PRELOAD-HINT", "#EXT-X-RENDITION-REPORT":
		return true
	}
	return false
}

// line reads a line of low latency.
func (q *Quick) line(tag, value string, bad func(string, ...any)) {
	a, err := attributes(value)
	if err != nil {
		bad("%s: %v", tag, err)
		return
	}
	number := func(name string) float64 {
		v, err := strconv.ParseFloat(a[name], 64)
		if err != nil || v <= 0 {
			bad("%s has %s=%q", tag, name, a[name])
		}
		return v
	}
	uri := strings.Trim(a["URI"], `"`)
	switch tag {
	case "#EXT-X-SERVER-CONTROL":
		q.Blocks, q.HoldBack = a["CAN-BLOCK-RELOAD"] == "YES", number("PART-HOLD-BACK")
	case "#EXT-X-PART-INF":
		q.Target = number("PART-TARGET")
	case "#EXT-X-PART":
		if uri == "" || q.Hint != "" {
			bad("a part without an address, or after the hint of what comes")
		}
		q.Open = append(q.Open, Part{uri, number("DURATION"), a["INDEPENDENT"] == "YES", a["GAP"] == "YES"})
	case "#EXT-X-PRELOAD-HINT":
		if a["TYPE"] != "PART" || uri == "" || q.Hint != "" {
			bad("hint %q", value)
		}
		q.Hint = uri
	case "#EXT-X-RENDITION-REPORT":
		if q.Reports == nil {
			q.Reports = map[string]int{}
		}
		n, err := strconv.Atoi(a["LAST-MSN"])
		if err != nil || uri == "" {
			bad("report %q", value)
		}
		q.Reports[uri] = n
	}
}

// check looks at what holds for the whole list.
func (q *Quick) check(p *List, bad func(string, ...any)) {
	parts := len(q.Open)
	for i, s := range p.Segments {
		parts += len(s.Parts)
		if len(s.Parts) == 0 {
			continue
		}
		if i < len(p.Segments)-4 {
			bad("segment %s is old and has parts", s.URI)
		}
		sum := 0.0
		for k, part := range s.Parts {
			sum += part.Duration
			q.part(part, k == len(s.Parts)-1, bad)
		}
		if math.Abs(sum-s.Duration) > 0.002 {
			bad("the parts of segment %s last %.5f s, it itself %.5f", s.URI, sum, s.Duration)
		}
	}
	for _, part := range q.Open {
		q.part(part, false, bad)
	}
	if q.Target == 0 {
		if parts > 0 || q.Blocks || q.Hint != "" {
			bad("parts without a target for them")
		}
		return
	}
	if !q.Blocks || q.Hint == "" || q.HoldBack < 2*q.Target {
		bad("a list with parts that cannot be waited for, without a hint, or that holds back %.3f s", q.HoldBack)
	}
}

// part checks one: all but the last of a segment have 85 hundredths of the target.
func (q *Quick) part(p Part, last bool, bad func(string, ...any)) {
	if p.Duration > q.Target+0.00001 || !last && p.Duration < q.Target*0.85 {
		bad("part %s of %.5f s, the target is %.5f", p.URI, p.Duration, q.Target)
	}
}
