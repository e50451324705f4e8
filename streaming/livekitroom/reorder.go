package livekitroom

import (
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
)

// reorder puts packets back in the order of their numbers. It waits for one that is
// missing and then goes on without it, saying so with the next: what follows a loss
// cannot be decoded until a picture that stands alone.
type reorder struct {
	wait time.Duration // for a missing packet

	began bool
	next  uint16
	held  map[uint16]held
	lost  bool // packets before the next one will not come
	count atomic.Int64
}

type held struct {
	packet *rtp.Packet
	came   time.Time
}

// maxHeld bounds the packets that wait; more are a stream that has begun anew.
const maxHeld = 2048

// push takes a packet and hands on those that are next, each with whether any were
// lost before it.
func (r *reorder) push(p *rtp.Packet, now time.Time, next func(p *rtp.Packet, lost bool)) {
	if !r.began {
		r.began, r.next, r.held = true, p.SequenceNumber, map[uint16]held{}
	}
	switch ahead := p.SequenceNumber - r.next; {
	case ahead < 1<<15 && ahead < maxHeld:
		r.held[p.SequenceNumber] = held{p, now}
	case ahead >= 1<<15 && r.next-p.SequenceNumber < maxHeld:
		return // it came twice, or too late
	default: // another numbering
		clear(r.held)
		r.next, r.lost = p.SequenceNumber, true
		r.held[p.SequenceNumber] = held{p, now}
	}
	for len(r.held) > 0 {
		h, ok := r.held[r.next]
		if !ok {
			if !r.overdue(now) {
				return
			}
			r.skip()
			h = r.held[r.next]
		}
		delete(r.held, r.next)
		r.next++
		next(h.packet, r.lost)
		r.lost = false
	}
}

// overdue says whether a packet has waited as long as one may.
func (r *reorder) overdue(now time.Time) bool {
	for _, h := range r.held {
		if now.Sub(h.came) >= r.wait {
			return true
		}
	}
	return false
}

// skip gives up what is missing before the first that is there.
func (r *reorder) skip() {
	for {
		if _, ok := r.held[r.next]; ok {
			return
		}
		r.next, r.lost = r.next+1, true
		r.count.Add(1)
	}
}
