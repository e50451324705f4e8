package portrait

import (
	"bytes"
	"encoding/binary"
	"image"
)

// orientation is how a picture is to be turned to be seen as the camera saw it, as
// EXIF counts it: 1 not at all, 2 to 4 mirrored or upside down, 5 to 8 on its side.
type orientation uint16

const (
	upright orientation = 1
	onSide  orientation = 5 // and those after it
)

// size is that of the picture as it is seen.
func (o orientation) size(width, height int) (int, int) {
	if o >= onSide {
		return height, width
	}
	return width, height
}

// raw is where a point of the picture as it is seen lies in the picture as it is
// stored, which is width by height.
func (o orientation) raw(x, y, width, height int) image.Point {
	switch o {
	case 2:
		return image.Pt(width-1-x, y)
	case 3:
		return image.Pt(width-1-x, height-1-y)
	case 4:
		return image.Pt(x, height-1-y)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(y, height-1-x)
	case 7:
		return image.Pt(width-1-y, height-1-x)
	case 8:
		return image.Pt(width-1-y, x)
	}
	return image.Pt(x, y)
}

// Marks of a JPEG.
const (
	markExif = 0xe1 // a segment that may hold EXIF
	markScan = 0xda // where the pixels begin
)

// orientationOf reads the orientation from a JPEG; upright where it says none or
// nothing that can be read.
func orientationOf(body []byte) orientation {
	rest := body[2:]
	for len(rest) >= 4 && rest[0] == 0xff {
		if rest[1] == 0xff { // filling
			rest = rest[1:]
			continue
		}
		size := int(binary.BigEndian.Uint16(rest[2:]))
		if rest[1] == markScan || size < 2 || len(rest) < 2+size {
			break
		}
		segment := rest[4 : 2+size]
		if tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); ok && rest[1] == markExif {
			return orientationIn(tiff)
		}
		rest = rest[2+size:]
	}
	return upright
}

// orientationIn reads it from the EXIF itself: a head that says in which order bytes
// stand and where the first list of entries is, and entries of twelve bytes.
func orientationIn(tiff []byte) orientation {
	const head, entry, tag, short = 8, 12, 0x0112, 3
	if len(tiff) < head {
		return upright
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at < head || at+2 > int64(len(tiff)) {
		return upright
	}
	list := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(list) < entry {
			break
		}
		if order.Uint16(list) == tag && order.Uint16(list[2:]) == short {
			if o := orientation(order.Uint16(list[8:])); o >= upright && o <= 8 {
				return o
			}
			break
		}
		list = list[entry:]
	}
	return upright
}
