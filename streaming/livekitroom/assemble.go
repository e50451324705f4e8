package livekitroom

import (
	"encoding/binary"
	"errors"
	"iter"
	"net"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
)

// arrived is a packet in order.
type arrived struct {
	*rtp.Packet
	lost bool // packets before it will not come
}

// timeout says whether nothing came in time.
func timeout(err error) bool {
	n, ok := errors.AsType[net.Error](err)
	return ok && n.Timeout()
}

// assembler makes whole pictures of packets. One that is not whole is dropped, and
// with it all that follow until one stands alone, which it asks for.
type assembler struct {
	ask func()

	begun        bool
	depacketizer codecs.H264Packet
	stamp        uint32
	nalus        [][]byte
	broken       bool // the picture being collected is not whole
	waiting      bool // for a picture that stands alone
	marks        bool // the sender marks the last packet of each picture
	open         bool // a unit in fragments has begun and not ended
	missed       bool // packets before the next one that says something will not come
	dropped      int64
}

const (
	typeIDR   = 5
	typeSPS   = 7
	typePPS   = 8
	typeStapA = 24 // several units in one packet, each with its length in front
	typeFuA   = 28 // a fragment of a unit

	firstBit, lastBit = 0x80, 0x40 // of a fragment: it is the first, or the last
	typeBits          = 0x1f

	maxUnits = 256     // of one picture
	maxBytes = 4 << 20 // of one packet's units
)

// take gives the picture that a packet completes, if it does.
func (a *assembler) take(p arrived) iter.Seq[[][]byte] {
	return func(yield func([][]byte) bool) {
		if p.lost {
			a.lose()
		}
		p.lost = p.lost || a.missed
		a.missed = p.lost && len(p.Payload) == 0 // padding says nothing of where it stood
		if len(p.Payload) == 0 {
			return
		}
		if !a.begun && !heads(p.Payload) { // it begins in the middle: its first packets were overtaken
			p.lost = true
			a.lose()
		}
		a.begun = true
		if p.Timestamp != a.stamp { // a picture whose last packet had no mark
			if !a.unmarked() && len(a.nalus) > 0 && !a.finish(yield) {
				return
			}
			a.open = false
			a.begin(p.Timestamp)
			a.broken = p.lost && !heads(p.Payload)
		}
		if !a.fits(p.Payload) && !a.broken {
			a.lose()
		}
		a.depacketizer.IsAVC = true
		b, err := a.depacketizer.Unmarshal(p.Payload)
		if err != nil {
			a.broken = true
		}
		a.collect(b)
		if p.Marker {
			if a.open && !a.broken { // its last unit has no end
				a.lose()
			}
			a.marks, a.open = true, false
			a.finish(yield)
			a.begin(p.Timestamp)
		}
	}
}

// unmarked says whether the picture being collected ends without the mark that its sender
// sets, and drops it then: a server that goes over to another layer in the middle of a
// picture numbers on as if nothing were missing.
func (a *assembler) unmarked() bool {
	if !a.open && (!a.marks || len(a.nalus) == 0) {
		return false
	}
	if !a.broken {
		a.lose()
	}
	a.dropped++
	return true
}

// fits says whether a packet can follow the one before it: fragments of a unit come from
// its first to its last, with nothing between. The depacketizer looks at their ends
// alone, and would put what is left of one unit in front of the next.
func (a *assembler) fits(payload []byte) bool {
	if payload[0]&typeBits != typeFuA || len(payload) < 2 {
		fits := !a.open
		a.open = false
		return fits
	}
	first := payload[1]&firstBit != 0
	if first {
		a.depacketizer = codecs.H264Packet{}
	}
	fits := first != a.open
	a.open = payload[1]&lastBit == 0
	return fits
}

// heads says whether a packet is the first of a picture that stands alone: senders
// put the parameter sets in front of each.
func heads(payload []byte) bool {
	switch payload[0] & typeBits {
	case typeSPS:
		return true
	case typeStapA:
		return len(payload) > 3 && payload[3]&typeBits == typeSPS
	}
	return false
}

// lose notes that something is missing before what comes next. Whether it belonged to
// the picture that is being collected nobody knows.
func (a *assembler) lose() {
	a.broken, a.waiting = true, true
	a.depacketizer = codecs.H264Packet{}
	if a.ask != nil {
		a.ask()
	}
}

func (a *assembler) begin(stamp uint32) {
	if stamp != a.stamp {
		a.broken = false
	}
	a.stamp, a.nalus = stamp, nil
}

// collect takes units with their lengths in front.
func (a *assembler) collect(b []byte) {
	for len(b) >= 4 {
		n := binary.BigEndian.Uint32(b)
		if uint64(n) > uint64(len(b)-4) || n > maxBytes || len(a.nalus) >= maxUnits {
			a.broken = true
			return
		}
		if n > 0 {
			a.nalus = append(a.nalus, b[4:4+n])
		}
		b = b[4+n:]
	}
}

// finish gives the picture that was collected if it can be decoded. It returns
// whether there may be more.
func (a *assembler) finish(yield func([][]byte) bool) bool {
	if len(a.nalus) == 0 {
		return true
	}
	alone := false
	for _, n := range a.nalus {
		alone = alone || n[0]&typeBits == typeIDR
	}
	params := !alone && only(a.nalus, typeSPS, typePPS)
	switch {
	case a.broken, a.waiting && !alone && !params:
		a.dropped++
		return true
	case alone:
		a.waiting = false
	}
	return yield(a.nalus)
}

// only says whether all units are of two types.
func only(nalus [][]byte, one, other byte) bool {
	for _, n := range nalus {
		if t := n[0] & typeBits; t != one && t != other {
			return false
		}
	}
	return true
}
