package hls

import (
	"encoding/binary"
	"io"
)

// oggWriter puts packets of Opus into an Ogg stream, one to a page, for ffmpeg to
// read as they come. RFC 3533 and RFC 7845.
type oggWriter struct {
	to       io.Writer
	sequence uint32
	samples  uint64
}

const (
	oggFirst  = 2
	oggSerial = 0x77616e6a
)

// begin writes the two pages of heads: stereo, nothing to skip.
func (w *oggWriter) begin() error {
	head := []byte("OpusHead\x01\x02\x00\x00\x80\xbb\x00\x00\x00\x00\x00")
	if err := w.page(oggFirst, head); err != nil {
		return err
	}
	return w.page(0, []byte("OpusTags\x06\x00\x00\x00wanjia\x00\x00\x00\x00"))
}

func (w *oggWriter) packet(p []byte) error {
	w.samples += uint64(opusLength(p))
	return w.page(0, p)
}

func (w *oggWriter) page(kind byte, body []byte) error {
	b := append([]byte("OggS\x00"), kind)
	b = binary.LittleEndian.AppendUint64(b, w.samples)
	b = binary.LittleEndian.AppendUint32(b, oggSerial)
	b = binary.LittleEndian.AppendUint32(b, w.sequence)
	sum := len(b)
	b = append(b, 0, 0, 0, 0, byte(len(body)/255+1))
	for n := len(body); ; n -= 255 {
		if n < 255 {
			b = append(b, byte(n))
			break
		}
		b = append(b, 255)
	}
	b = append(b, body...)
	binary.LittleEndian.PutUint32(b[sum:], oggSum(b))
	w.sequence++
	_, err := w.to.Write(b)
	return err
}

// oggTable is of the polynomial 0x04c11db7, not reflected.
var oggTable = func() (t [256]uint32) {
	for i := range t {
		r := uint32(i) << 24
		for range 8 {
			if r&0x80000000 != 0 {
				r = r<<1 ^ 0x04c11db7
			} else {
				r <<= 1
			}
		}
		t[i] = r
	}
	return t
}()

func oggSum(b []byte) (sum uint32) {
	for _, c := range b {
		sum = sum<<8 ^ oggTable[byte(sum>>24)^c]
	}
	return sum
}
