package livekitroom

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
)

// TestReorder: packets come out in order and once; what is missing is waited for and
// then said to be lost; another numbering is taken up.
func TestReorder(t *testing.T) {
	t.Parallel()
	type in struct {
		number uint16
		at     time.Duration
	}
	tests := map[string]struct {
		in   []in
		want string
	}{
		"in order":                     {[]in{{65534, 0}, {65535, 0}, {0, 0}, {1, 0}}, "65534 65535 0 1"},
		"swapped":                      {[]in{{5, 0}, {7, 0}, {6, 0}, {8, 0}}, "5 6 7 8"},
		"twice":                        {[]in{{5, 0}, {5, 0}, {6, 0}, {5, 0}}, "5 6"},
		"missing, in time":             {[]in{{5, 0}, {7, 0}, {8, 399 * time.Millisecond}}, "5"},
		"missing, given up":            {[]in{{5, 0}, {7, 0}, {8, 400 * time.Millisecond}}, "5 7! 8"},
		"two missing":                  {[]in{{5, 0}, {7, 0}, {9, 0}, {10, time.Second}}, "5 7! 9! 10"},
		"too late":                     {[]in{{5, 0}, {7, 0}, {8, time.Second}, {6, time.Second}, {9, time.Second}}, "5 7! 8 9"},
		"another numbering":            {[]in{{5, 0}, {30000, 0}, {30001, 0}}, "5 30000! 30001"},
		"another numbering, backwards": {[]in{{30000, 0}, {5, 0}, {6, 0}}, "30000 5! 6"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, got, start := reorder{wait: waitForPacket}, "", time.Now()
			for _, p := range tt.in {
				r.push(&rtp.Packet{Header: rtp.Header{SequenceNumber: p.number}}, start.Add(p.at), func(p *rtp.Packet, lost bool) {
					got += fmt.Sprint(" ", p.SequenceNumber)
					if lost {
						got += "!"
					}
				})
			}
			if got != " "+tt.want {
				t.Errorf("got%s, want %s", got, tt.want)
			}
		})
	}
}

// pictures of a stream: an IDR with its parameter sets and then three that follow it,
// one of them in fragments.
func packets() []arrived {
	number := uint16(0)
	p := func(stamp uint32, marker bool, payload ...byte) arrived {
		number++
		return arrived{Packet: &rtp.Packet{Header: rtp.Header{SequenceNumber: number, Timestamp: stamp, Marker: marker}, Payload: payload}}
	}
	return []arrived{
		p(0, false, 24, 0, 2, 7, 1, 0, 2, 8, 1), // SPS and PPS
		p(0, false, 28, 0x80|5, 0xaa),           // an IDR in three fragments
		p(0, false, 28, 5, 0xbb),
		p(0, true, 28, 0x40|5, 0xcc),
		p(1, true, 1, 0x11),
		p(2, true, 1, 0x22),
		p(3, true, 1, 0x33),
		p(4, false, 7, 1), p(4, false, 8, 1), p(4, true, 5, 0x44),
		p(5, true, 1, 0x55),
	}
}

// TestAssemble: whatever single packet is lost, no picture comes out that is not
// whole or that follows one which was not, until one stands alone.
func TestAssemble(t *testing.T) {
	t.Parallel()
	whole := map[uint32]string{
		0: "0701 0801 05aabbcc", 1: "0111", 2: "0122", 3: "0133", 4: "0701 0801 0544", 5: "0155",
	}
	follow := map[uint32]uint32{0: 0, 1: 0, 2: 0, 3: 0, 4: 4, 5: 4} // which stands alone before it
	all := packets()
	for missing := -1; missing < len(all); missing++ {
		asked := 0
		a := assembler{ask: func() { asked++ }}
		got, lost := map[uint32]string{}, false
		for i, p := range packets() {
			if i == missing {
				lost = true
				continue
			}
			p.lost, lost = lost, false
			for nalus := range a.take(p) {
				var words [][]byte
				for _, n := range nalus {
					words = append(words, fmt.Appendf(nil, "%x", n))
				}
				got[p.Timestamp] = string(bytes.Join(words, []byte(" ")))
			}
		}
		want := map[uint32]string{}
		for stamp, w := range whole {
			hit := missing >= 0 && all[missing].Timestamp >= follow[stamp] && all[missing].Timestamp <= stamp
			if !hit {
				want[stamp] = w
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("without packet %d: %s", missing, diff)
		}
		if (asked > 0) != (missing >= 0 && missing < len(all)-1) {
			t.Errorf("without packet %d a picture was asked for %d times", missing, asked)
		}
	}
}

// TestAssembleFromTheMiddle: of a stream whose first packets were overtaken nothing comes
// out before a picture that stands alone, and one is asked for.
func TestAssembleFromTheMiddle(t *testing.T) {
	t.Parallel()
	for first := 1; first <= 7; first++ {
		asked := 0
		a, got := assembler{ask: func() { asked++ }}, []uint32(nil)
		for _, p := range packets()[first:] {
			for range a.take(p) {
				got = append(got, p.Timestamp)
			}
		}
		want := []uint32{4, 5}
		if !slices.Equal(got, want) {
			t.Errorf("from packet %d on: pictures %d, want %d", first, got, want)
		}
		if (asked == 0) != (first == 7) {
			t.Errorf("from packet %d on: asked %d times", first, asked)
		}
	}
}

func FuzzAssemble(f *testing.F) {
	for _, p := range packets() {
		f.Add(p.Payload, uint32(1), true)
	}
	f.Add([]byte{24, 0xff, 0xff, 7}, uint32(2), false)
	f.Fuzz(func(t *testing.T, payload []byte, stamp uint32, marker bool) {
		a := assembler{}
		for _, s := range []uint32{0, stamp, stamp + 1} {
			for nalus := range a.take(arrived{Packet: &rtp.Packet{Header: rtp.Header{Timestamp: s, Marker: marker}, Payload: payload}}) {
				for _, n := range nalus {
					if len(n) == 0 {
						t.Fatal("an empty unit")
					}
				}
			}
		}
	})
}

// TestTimeline: reports of other streams do not count, a clock that is hours off does
// not matter, and neither tremor nor a late report moves a moment by more than a few
// milliseconds.
func TestTimeline(t *testing.T) {
	t.Parallel()
	for _, off := range []time.Duration{0, -7 * time.Hour, 9 * time.Hour} {
		w := &wall{}
		picture, sound := timeline{wall: w, rate: 90000, ssrc: 1}, timeline{wall: w, rate: 48000, ssrc: 2}
		start := time.Now().Round(0)
		report := func(l *timeline, ssrc uint32, rate int64, at, way time.Duration) {
			theirs := start.Add(at + off)
			seconds := uint64(theirs.Unix()+2208988800)<<32 | uint64(theirs.Nanosecond())<<32/1e9
			l.report(&rtcp.SenderReport{SSRC: ssrc, NTPTime: seconds, RTPTime: 4294960000 + uint32(int64(at)*rate/1e9)}, start.Add(at+way))
		}
		report(&picture, 9, 90000, 3*time.Hour, 0)
		if _, ok := picture.moment(4294960000); ok {
			t.Fatal("it knows the time from another's report")
		}
		for i := range 60 {
			at := time.Duration(i) * time.Second
			way := time.Duration(i%7) * 11 * time.Millisecond
			report(&picture, 1, 90000, at, way)
			report(&sound, 2, 48000, at, way/2)
			report(&picture, 9, 90000, at+time.Hour, 0)
			p, ok := picture.moment(4294960000 + uint32(int64(at)*90000/1e9))
			s, ok2 := sound.moment(4294960000 + uint32(int64(at)*48000/1e9))
			if !ok || !ok2 || p.Sub(s).Abs() > time.Millisecond {
				t.Fatalf("off by %s: after %s picture %s, sound %s", off, at, p, s)
			}
			if d := p.Sub(start.Add(at)); d.Abs() > 20*time.Millisecond {
				t.Fatalf("off by %s: after %s the moment is wrong by %s", off, at, d)
			}
		}
	}
}

// TestAssembleAcrossASwitch: a server that goes over to another layer in the middle of a
// picture, or takes it up again after a pause, numbers on as if nothing were missing.
// Wherever the picture is cut off, nothing of it gets into those that follow.
func TestAssembleAcrossASwitch(t *testing.T) {
	t.Parallel()
	p := func(stamp uint32, marker bool, payload ...byte) arrived {
		return arrived{Packet: &rtp.Packet{Header: rtp.Header{Timestamp: stamp, Marker: marker}, Payload: payload}}
	}
	before := []arrived{p(10, false, 24, 0, 2, 7, 1, 0, 2, 8, 1), p(10, true, 5, 0x99), p(11, true, 1, 0x98)}
	ways := map[string][]arrived{ // a picture in packets, its last marked
		"in fragments": {p(12, false, 28, firstBit|1, 0x01), p(12, false, 28, 1, 0x02), p(12, false, 28, 1, 0x03), p(12, true, 28, lastBit|1, 0x04)},
		"in slices":    {p(12, false, 1, 0x01), p(12, false, 1, 0x02), p(12, true, 1, 0x03)},
		"in both":      {p(12, false, 1, 0x01), p(12, false, 28, firstBit|1, 0x02), p(12, false, 28, lastBit|1, 0x03), p(12, true, 1, 0x04)},
	}
	for name, picture := range ways {
		for cut := 1; cut < len(picture); cut++ {
			for _, lost := range []bool{false, true} { // and the packet behind the cut with it
				asked := 0
				a, got := assembler{ask: func() { asked++ }}, map[uint32]string{}
				after := append(slices.Clone(picture[:cut]), packets()...)
				if lost {
					after[cut].lost = true
				}
				for _, one := range append(slices.Clone(before), after...) {
					for nalus := range a.take(one) {
						got[one.Timestamp] += fmt.Sprintf("%x", nalus)
					}
				}
				want := map[uint32]string{
					10: "[0701 0801 0599]", 11: "[0198]", 0: "[0701 0801 05aabbcc]", 1: "[0111]", 2: "[0122]", 3: "[0133]", 4: "[0701 0801 0544]", 5: "[0155]",
				}
				if diff := cmp.Diff(want, got); diff != "" || asked == 0 {
					t.Errorf("%s, cut off after %d, loss %t: asked %d times, %s", name, cut, lost, asked, diff)
				}
			}
		}
	}
}

// TestAssemblePadding: what is missing before a packet that says nothing is missing before
// the next that does.
func TestAssemblePadding(t *testing.T) {
	t.Parallel()
	asked, got := 0, []uint32(nil)
	a := assembler{ask: func() { asked++ }}
	all := packets()
	for i, p := range all {
		switch i {
		case 7: // the parameter sets and the beginning of a picture that stands alone
			continue
		case 8:
			p.Payload, p.lost = nil, true
		}
		for range a.take(p) {
			got = append(got, p.Timestamp)
		}
	}
	if want := []uint32{0, 1, 2, 3}; !slices.Equal(got, want) || asked == 0 {
		t.Errorf("pictures %d, want %d; asked %d times", got, want, asked)
	}
}

// TestAssembleUnmarked: of a sender that marks no picture's end one is whole when the
// next begins.
func TestAssembleUnmarked(t *testing.T) {
	t.Parallel()
	a, got := assembler{}, 0
	for _, p := range packets() {
		p.Marker = false
		for nalus := range a.take(p) {
			got += len(nalus)
		}
	}
	if got != 3+1+1+1+3 {
		t.Errorf("%d units came out", got)
	}
}
