package hls

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
)

// maxNALU bounds one unit of an elementary stream in bytes.
const maxNALU = 8 << 20

// accessUnits reads the pictures of an H.264 elementary stream (Annex B), each with
// the parameter sets in front of it.
func accessUnits(r io.Reader) iter.Seq2[[][]byte, error] {
	return func(yield func([][]byte, error) bool) {
		scan := bufio.NewScanner(r)
		scan.Buffer(make([]byte, 0, 64<<10), maxNALU)
		scan.Split(splitNALUs)
		var unit [][]byte
		pictured := false
		for scan.Scan() {
			n := bytes.Clone(scan.Bytes())
			if len(n) == 0 {
				continue
			}
			if pictured && begins(n) {
				if !yield(unit, nil) {
					return
				}
				unit, pictured = nil, false
			}
			unit = append(unit, n)
			pictured = pictured || shows([][]byte{n})
		}
		if err := scan.Err(); err != nil {
			yield(nil, fmt.Errorf("read an elementary stream: %w", err))
			return
		}
		if pictured {
			yield(unit, nil)
		}
	}
}

// begins says whether a NALU is the first of another picture.
func begins(n []byte) bool {
	switch h264.NALUType(n[0] & 0x1f) {
	case h264.NALUTypeIDR, h264.NALUTypeNonIDR:
		return len(n) > 1 && n[1]&0x80 != 0 // its first macroblock is number 0
	case h264.NALUTypeSPS, h264.NALUTypePPS, h264.NALUTypeAccessUnitDelimiter, h264.NALUTypeSEI:
		return true
	}
	return false
}

var startCode = []byte{0, 0, 1}

// splitNALUs is a [bufio.SplitFunc] for what lies between start codes.
func splitNALUs(data []byte, atEOF bool) (advance int, token []byte, err error) {
	begin := bytes.Index(data, startCode)
	if begin < 0 {
		if atEOF {
			return len(data), nil, nil
		}
		return max(0, len(data)-2), nil, nil
	}
	begin += len(startCode)
	if end := bytes.Index(data[begin:], startCode); end >= 0 {
		return begin + end, bytes.TrimRight(data[begin:begin+end], "\x00"), nil
	}
	if atEOF {
		return len(data), bytes.TrimRight(data[begin:], "\x00"), nil
	}
	return 0, nil, nil
}
