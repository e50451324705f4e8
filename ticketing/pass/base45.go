package pass

import (
	"errors"
	"strings"
)

// letters are the 45 characters a QR code stores most tightly (RFC 9285).
const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

var errBase45 = errors.New("not base45")

// base45 writes bytes as RFC 9285 does: two of them as three characters, the last of
// an odd number as two.
func base45(b []byte) string {
	var out strings.Builder
	out.Grow((len(b) + 1) / 2 * 3)
	for len(b) >= 2 {
		n := int(b[0])<<8 | int(b[1])
		out.WriteByte(letters[n%45])
		out.WriteByte(letters[n/45%45])
		out.WriteByte(letters[n/45/45])
		b = b[2:]
	}
	if len(b) == 1 {
		out.WriteByte(letters[b[0]%45])
		out.WriteByte(letters[b[0]/45])
	}
	return out.String()
}

// unbase45 is the reverse. There is one text for each bytes and no other is taken.
func unbase45(text string) ([]byte, error) {
	if len(text) > 4*TextLen {
		return nil, errBase45
	}
	out := make([]byte, 0, len(text)/3*2+1)
	for len(text) > 0 {
		part := text[:min(3, len(text))]
		text = text[len(part):]
		n := 0
		for i := len(part) - 1; i >= 0; i-- {
			at := strings.IndexByte(letters, part[i])
			if at < 0 {
				return nil, errBase45
			}
			n = n*45 + at
		}
		switch {
		case len(part) == 3 && n <= 0xFFFF:
			out = append(out, byte(n>>8), byte(n))
		case len(part) == 2 && n <= 0xFF:
			out = append(out, byte(n))
		default:
			return nil, errBase45
		}
	}
	return out, nil
}
