package hls_test

import (
	"slices"
	"testing"
	"time"

	"wanjia/streaming/hls"
)

// TestLatePicture: a picture that comes with an impossible time is dropped, and with it
// all that need it, up to the next that stands alone.
func TestLatePicture(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	head := r.stage.heads[0]
	at := r.at()
	picture := func(n int, idr bool, when time.Duration) hls.Unit {
		u := hls.Unit{At: when, NALUs: [][]byte{{0x41, byte(n)}}}
		if idr {
			u.NALUs = [][]byte{head[0], head[1], {0x65, byte(n)}}
		}
		return u
	}
	const step = 40 * time.Millisecond
	shown := func() int64 { return r.live.Pulse().Bytes }
	var got []bool
	for _, u := range []hls.Unit{
		picture(0, true, at), picture(1, false, at+step),
		picture(2, false, at+step),      // no later than the one before
		picture(3, false, at+3*step),    // needs it
		picture(4, true, at+4*step),     // stands alone
		picture(5, false, at+time.Hour), // its clock has jumped
		picture(6, false, at+6*step),    // needs it
		picture(7, true, at+7*step), picture(8, false, at+8*step),
	} {
		before := shown()
		r.live.Picture(0, u)
		got = append(got, shown() > before)
	}
	if want := []bool{true, true, false, false, true, false, false, true, true}; !slices.Equal(got, want) {
		t.Errorf("let through %v, want %v", got, want)
	}
	if s := r.live.Stats(); s.Late != 2 {
		t.Errorf("%+v", s)
	}
}
