package hls_test

import (
	"testing"
	"time"

	"wanjia/streaming"
	"wanjia/streaming/hls"
)

// BenchmarkCell is two seconds of a channel at full rates, from pictures and sound
// handed over to objects and record: 720p, 360p and 180p at 25 pictures a second.
// Divided by two seconds it is the share of a core that a packager takes, without
// reading from the network and encoding sound.
func BenchmarkCell(b *testing.B) {
	r := newRig(b, 0)
	r.stage.silent = true
	if _, err := r.ledger.Order(b.Context(), r.channel.ID, streaming.Order{Source: "stage"}); err != nil {
		b.Fatal(err)
	}
	sizes := []int{11_000, 3_500, 1_100} // bytes of a picture
	at := r.at()
	b.ReportAllocs()
	for b.Loop() {
		for k := range 50 {
			for i, head := range r.stage.heads {
				u := hls.Unit{At: at, NALUs: [][]byte{append([]byte{0x41}, make([]byte, sizes[i])...)}}
				if k == 0 {
					u.NALUs = [][]byte{head[0], head[1], append([]byte{0x65}, make([]byte, sizes[i]*4)...)}
				}
				r.live.Picture(i, u)
			}
			r.live.Frame(hls.Unit{At: at, Frame: make([]byte, 340)})
			at += 40 * time.Millisecond
		}
		r.now = r.now.Add(2 * time.Second)
		if _, err := r.pack.Step(b.Context()); err != nil {
			b.Fatal(err)
		}
		r.shelf.ever = nil
	}
	b.ReportMetric(100*float64(b.Elapsed())/float64(b.N)/float64(2*time.Second), "%core")
}
