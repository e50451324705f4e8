package livekitroom

import (
	"slices"
	"testing"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
)

// TestMissing: a packet is asked for when one that was sent after it has been there for
// a while, again while no answer comes, and not once it is there: where packets only
// overtake each other nothing is asked for.
func TestMissing(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	steps := []struct {
		number uint16
		at     time.Duration
		want   []uint16
	}{
		{65533, 0, nil},
		{65535, 10 * ms, nil}, // 65534 is late
		{65534, 40 * ms, nil},
		{1, 50 * ms, nil}, // 0 is missing
		{3, 100 * ms, nil},
		{4, 109 * ms, nil},
		{5, 110 * ms, []uint16{0}},
		{6, 219 * ms, nil},
		{7, 220 * ms, []uint16{0, 2}}, // and 2, which 3 has waited for long enough
		{0, 230 * ms, nil},
		{8, 330 * ms, []uint16{2}},
		{2, 331 * ms, nil},
		{9, 900 * ms, nil},
	}
	r, start := reorder{wait: waitForPacket}, time.Now()
	var heard []uint16
	for _, s := range steps {
		now := start.Add(s.at)
		r.push(&rtp.Packet{Header: rtp.Header{SequenceNumber: s.number}}, now, func(p *rtp.Packet, _ bool) { heard = append(heard, p.SequenceNumber) })
		if got := r.missing(now); !slices.Equal(got, s.want) {
			t.Errorf("after %d at %s it asks for %d, want %d", s.number, s.at, got, s.want)
		}
	}
	if want := []uint16{65533, 65534, 65535, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9}; !slices.Equal(heard, want) {
		t.Errorf("heard %d", heard)
	}
}

// TestLines: what is asked for goes out on the connection that the stream comes on,
// until it ends.
func TestLines(t *testing.T) {
	t.Parallel()
	var all lines
	asked := map[string][]uint16{}
	var connections []interceptor.Interceptor
	for _, name := range []string{"one", "two"} {
		c, err := all.NewInterceptor("")
		if err != nil {
			t.Fatal(err)
		}
		c.BindRTCPWriter(interceptor.RTCPWriterFunc(func(packets []rtcp.Packet, _ interceptor.Attributes) (int, error) {
			n := packets[0].(*rtcp.TransportLayerNack)
			for _, pair := range n.Nacks {
				asked[name] = append(asked[name], pair.PacketList()...)
			}
			return 0, nil
		}))
		connections = append(connections, c)
	}
	stream := &interceptor.StreamInfo{SSRC: 7}
	connections[1].BindRemoteStream(stream, nil)
	all.ask(7, []uint16{3, 5, 40})
	all.ask(7, nil)
	all.ask(8, []uint16{1})
	connections[1].UnbindRemoteStream(stream)
	all.ask(7, []uint16{6})
	if len(asked) != 1 || !slices.Equal(asked["two"], []uint16{3, 5, 40}) {
		t.Errorf("asked %v", asked)
	}
}
