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
	asked time.Time
	count atomic.Int64
}

type held struct {
	packet *rtp.Packet
	came   time.Time
}

const (
	// maxHeld bounds the packets that wait; more are a stream that has begun anew.
	maxHeld = 2048

	// askAfter is how long a packet may be behind one that was sent after it before it
	// is asked for, and askAgain how long an answer is waited for. Where packets
	// overtake each other nothing is lost: a server that is asked again and again for
	// what is on its way takes the line for a crowded one and sends less.
	askAfter = 60 * time.Millisecond
	askAgain = 110 * time.Millisecond
)

// push takes a packet and hands on those that are next, each with whether any were
// lost before it.
func (r *reorder) push(p *rtp.Packet, now time.Time, next func(p *rtp.Packet, lost bool)) {
	if !r.began {
		r.began, r.next, r.held = true, p.SequenceNumber, map[uint16]held{}
	}
	if p.SequenceNumber == r.next && len(r.held) == 0 { // as nearly all do
		lost := r.lost
		r.next, r.lost = r.next+1, false
		next(p, lost)
		return
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

// missing are the numbers to be asked for now.
func (r *reorder) missing(now time.Time) (numbers []uint16) {
	if len(r.held) == 0 || now.Sub(r.asked) < askAgain {
		return nil
	}
	end := r.next
	for n, h := range r.held {
		if now.Sub(h.came) >= askAfter && n-r.next > end-r.next {
			end = n
		}
	}
	for n := r.next; n != end; n++ {
		if _, ok := r.held[n]; !ok {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) > 0 {
		r.asked = now
	}
	return numbers
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
