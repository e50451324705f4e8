package hls

import (
	"time"

	"wanjia/streaming"
)

// growing is a track of a cell of which parts are public.
type growing struct {
	scale int64
	end   int64 // ticks from the part's beginning: where the last share ends
}

// fresh is a share with its bytes.
type fresh struct {
	streaming.Share
	media []byte // nil where there is nothing
}

// more cuts what there is of a part beyond the shares it has: each as long as the
// target lets it, so that all but the last of a whole one have 85 % of it, which is what
// RFC 8216bis asks for. Of one that is not whole only what lies before until is cut.
func (g *growing) more(n int64, p Part, until, target time.Duration, whole bool) ([]fresh, error) {
	var samples []sample
	var base int64
	if p.Media != nil {
		var err error
		if samples, base, err = unpack(p.Media); err != nil {
			return nil, err
		}
	}
	length, limit, reach := ticks(p.Duration, g.scale), ticks(target, g.scale), ticks(until-p.Start, g.scale)
	least := limit * 85 / 100
	var out []fresh
	for whole && g.end < length || !whole && g.end+limit <= min(reach, length) {
		to := g.end + limit
		if whole && length <= to {
			to = length
		} else if near := nearest(samples, to); near >= g.end+least {
			to = near
		}
		f := fresh{Share: streaming.Share{Duration: duration(to-g.end, g.scale)}}
		if first, cut := samplesOf(samples, g.end, to); len(cut) > 0 {
			f.media, f.Independent = fragment(n, base+first, cut), cut[0].sync
		}
		out = append(out, f)
		g.end = to
	}
	return out, nil
}

// nearest is where the last sample begins that begins at t or before.
func nearest(samples []sample, t int64) int64 {
	at, best := int64(0), int64(0)
	for _, s := range samples {
		if at > t {
			break
		}
		best = at
		at += int64(s.ticks)
	}
	return best
}

// samplesOf are the samples that begin from one time to before another, the last of them
// no longer than that, and when the first begins.
func samplesOf(samples []sample, from, to int64) (first int64, cut []sample) {
	at := int64(0)
	for _, s := range samples {
		if at >= from && at < to {
			if len(cut) == 0 {
				first = at
			}
			s.ticks = uint32(min(int64(s.ticks), to-at))
			cut = append(cut, s)
		}
		at += int64(s.ticks)
	}
	return first, cut
}
