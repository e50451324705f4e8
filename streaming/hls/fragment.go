package hls

import "encoding/binary"

// sample is one picture or one frame of sound in a fragment.
type sample struct {
	ticks   uint32
	sync    bool
	payload []byte
}

// Flags of the boxes below, ISO/IEC 14496-12.
const (
	baseIsMoof     = 0x020000
	trunOffset     = 0x000001
	trunDuration   = 0x000100
	trunSize       = 0x000200
	trunFlags      = 0x000400
	sampleIsSync   = 0x02000000 // depends on nothing
	sampleIsNoSync = 0x01010000 // depends on others
)

// fragment packs samples as one moof and its mdat, of track 1. It is the one thing
// that is written for every cell of every rendition, hence by hand: a general
// writer of boxes takes ten times as long.
func fragment(n, base int64, samples []sample) []byte {
	const perSample = 12
	size := 0
	for _, s := range samples {
		size += len(s.payload)
	}
	trun := 12 + 8 + perSample*len(samples)
	traf := 8 + 16 + 20 + trun
	moof := 8 + 16 + traf
	b := make([]byte, 0, moof+8+size)

	b = box(b, moof, "moof")
	b = box(b, 16, "mfhd", 0, uint32(n)) // a number of 32 bits; no decoder looks at it
	b = box(b, traf, "traf")
	b = box(b, 16, "tfhd", baseIsMoof, 1)
	b = box(b, 20, "tfdt", 1<<24, uint32(base>>32), uint32(base))
	b = box(b, trun, "trun", trunOffset|trunDuration|trunSize|trunFlags, uint32(len(samples)), uint32(moof+8))
	for _, s := range samples {
		flags := uint32(sampleIsNoSync)
		if s.sync {
			flags = sampleIsSync
		}
		b = words(b, s.ticks, uint32(len(s.payload)), flags)
	}
	b = box(b, 8+size, "mdat")
	for _, s := range samples {
		b = append(b, s.payload...)
	}
	return b
}

// box begins a box of size bytes with the words given.
func box(b []byte, size int, kind string, fields ...uint32) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(size))
	return words(append(b, kind...), fields...)
}

func words(b []byte, fields ...uint32) []byte {
	for _, f := range fields {
		b = binary.BigEndian.AppendUint32(b, f)
	}
	return b
}
