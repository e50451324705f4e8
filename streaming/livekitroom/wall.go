package livekitroom

import (
	"sync"
	"time"

	"github.com/pion/rtcp"
)

// wall turns the times that one sender writes into ours. Its clock may be hours off;
// what counts is that its pictures and its sound are on the same one. The difference
// is taken from the sender report that was fastest on its way and then held: it moves
// by a few milliseconds a report, and jumps only when the sender's clock has.
type wall struct {
	mu     sync.Mutex
	known  bool
	offset time.Duration // ours minus theirs
}

const (
	slewPerReport = 5 * time.Millisecond
	clockJump     = 2 * time.Second
)

// heard takes the time that a report says and the moment at which it came. It returns
// whether the clock has jumped.
func (w *wall) heard(theirs, came time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	seen := came.Sub(theirs)
	d := seen - w.offset
	switch {
	case !w.known:
		w.known, w.offset = true, seen
	case d.Abs() > clockJump:
		w.offset = seen
		return true
	case d < 0:
		w.offset += max(d, -slewPerReport)
	default: // later than the fastest: mostly the way was longer
		w.offset += min(d/100, slewPerReport)
	}
	return false
}

// ours is the moment of one of the sender's times.
func (w *wall) ours(theirs time.Time) time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return theirs.Add(w.offset)
}

// timeline turns the time stamps of one stream of packets into moments.
type timeline struct {
	wall *wall
	rate int64  // of the stamps, a second
	ssrc uint32 // of the stream: reports of others come along with its own

	mu    sync.Mutex
	known bool
	stamp uint32
	at    time.Time // the sender's time at stamp
}

const trackJump = 200 * time.Millisecond

// report takes a sender report; those of other streams are not for it.
func (l *timeline) report(p *rtcp.SenderReport, came time.Time) {
	if p.SSRC != l.ssrc || p.NTPTime == 0 {
		return
	}
	theirs := ntp(p.NTPTime)
	jumped := l.wall.heard(theirs, came)
	l.mu.Lock()
	defer l.mu.Unlock()
	if d := theirs.Sub(l.theirs(p.RTPTime)); l.known && !jumped && d.Abs() < trackJump {
		theirs = l.theirs(p.RTPTime).Add(min(max(d, -slewPerReport), slewPerReport))
	}
	l.known, l.stamp, l.at = true, p.RTPTime, theirs
}

// moment is when a stamp was; false before the first report.
func (l *timeline) moment(stamp uint32) (time.Time, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.known {
		return time.Time{}, false
	}
	return l.wall.ours(l.theirs(stamp)), true
}

func (l *timeline) theirs(stamp uint32) time.Time {
	return l.at.Add(time.Duration(int64(int32(stamp-l.stamp)) * int64(time.Second) / l.rate))
}

// ntp reads the time of a report: seconds since 1900 in its upper half.
func ntp(t uint64) time.Time {
	const until1970 = 2208988800
	return time.Unix(int64(t>>32)-until1970, int64((t&0xffffffff)*uint64(time.Second)>>32))
}
