package hls

import (
	"bytes"
	"fmt"
	"time"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
)

// Unit is one picture, or one frame of sound, with its place in programme time.
// Pictures come in the order in which they are shown: live H.264 has no others.
type Unit struct {
	At    time.Duration
	NALUs [][]byte // of a picture; parameter sets may come along
	Frame []byte   // of sound: one raw AAC-LC frame, 48 kHz stereo
}

// picture is a unit as it waits to be packed.
type picture struct {
	at      time.Duration
	key     bool
	payload []byte // length-prefixed, parameter sets taken out
	params  *params
}

// params are the parameter sets that pictures are decoded with.
type params struct {
	sps, pps []byte
	init     *Init
}

// maxParams bounds one parameter set in bytes; real ones have a few dozen.
const maxParams = 1 << 10

// gate lets through what can be decoded in the size that is pinned, and nothing
// else. A layer of simulcast may carry pictures of another layer, or of none: what
// follows an IDR of another size is as foreign as the IDR itself.
type gate struct {
	width, height int

	params   *params // of the pictures being let through
	sps, pps []byte  // as they came last
	open     bool
	foreign  int64 // pictures kept out for their size
	broken   int64 // pictures kept out for not being decodable
}

// pass returns the picture if it may be seen.
func (g *gate) pass(u Unit) (picture, bool) {
	key, body := false, make([][]byte, 0, len(u.NALUs))
	for _, n := range u.NALUs {
		if len(n) == 0 {
			continue
		}
		switch h264.NALUType(n[0] & 0x1f) {
		case h264.NALUTypeSPS:
			g.sps = n
		case h264.NALUTypePPS:
			g.pps = n
		case h264.NALUTypeAccessUnitDelimiter, h264.NALUTypeEndOfSequence, h264.NALUTypeEndOfStream, h264.NALUTypeFillerData:
		case h264.NALUTypeIDR:
			key, body = true, append(body, n)
		default:
			body = append(body, n)
		}
	}
	if key {
		g.reopen()
	}
	if !g.open {
		return picture{}, false
	}
	payload, err := h264.AVCC(body).Marshal()
	if err != nil || !shows(body) {
		return picture{}, false
	}
	return picture{at: u.At, key: key, payload: payload, params: g.params}, true
}

// reopen looks at the size that an IDR announces.
func (g *gate) reopen() {
	g.open = false
	if g.params == nil || !bytes.Equal(g.params.sps, g.sps) || !bytes.Equal(g.params.pps, g.pps) {
		p, w, h, err := newParams(g.sps, g.pps)
		switch {
		case err != nil:
			g.broken++
			return
		case w != g.width || h != g.height:
			g.foreign++
			return
		}
		g.params = p
	}
	g.open = true
}

// shows says whether a unit holds a picture at all.
func shows(nalus [][]byte) bool {
	for _, n := range nalus {
		if len(n) == 0 {
			continue
		}
		if t := h264.NALUType(n[0] & 0x1f); t == h264.NALUTypeIDR || t == h264.NALUTypeNonIDR {
			return true
		}
	}
	return false
}

// newParams reads the size out of the parameter sets.
func newParams(sps, pps []byte) (p *params, width, height int, err error) {
	if len(sps) < 4 || len(pps) < 2 || len(sps) > maxParams || len(pps) > maxParams {
		return nil, 0, 0, fmt.Errorf("parameter sets of %d and %d bytes", len(sps), len(pps))
	}
	var s h264.SPS
	if err := s.Unmarshal(sps); err != nil {
		return nil, 0, 0, fmt.Errorf("read the SPS: %w", err)
	}
	init, err := videoInit(sps, pps)
	if err != nil {
		return nil, 0, 0, err
	}
	return &params{sps: bytes.Clone(sps), pps: bytes.Clone(pps), init: init}, s.Width(), s.Height(), nil
}
