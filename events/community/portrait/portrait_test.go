package portrait_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"wanjia/events/community/portrait"
)

// flag is a picture whose four quarters differ: red and green above, blue and black
// below.
func flag(width, height int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.NRGBA{A: 255}
			switch {
			case x < width/2 && y < height/2:
				c.R = 255
			case y < height/2:
				c.G = 255
			case x < width/2:
				c.B = 255
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// withEXIF puts an EXIF segment into a JPEG that says how the camera was held, and
// where it was.
func withEXIF(picture []byte, orientation uint16, order binary.AppendByteOrder) []byte {
	tiff := []byte("II*\x00\x08\x00\x00\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		tiff = []byte("MM\x00*\x00\x00\x00\x08")
	}
	tiff = order.AppendUint16(tiff, 2)
	for _, entry := range [][2]uint16{{0x010f, 2}, {0x0112, 3}} { // the maker, and the orientation
		tiff = order.AppendUint16(order.AppendUint16(tiff, entry[0]), entry[1])
		tiff = order.AppendUint32(tiff, 1)
		tiff = append(order.AppendUint16(tiff, orientation), 0, 0)
	}
	tiff = append(tiff, "GPS 30.6N 114.3E"...)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(segment)+2))
	return append(append(head, segment...), picture[2:]...)
}

// decode reads a portrait and the colours in the middle of its quarters, as letters.
func decode(t *testing.T, body []byte) string {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if size := m.Bounds().Size(); size != image.Pt(portrait.Width, portrait.Height) {
		t.Errorf("a portrait of %v", size)
	}
	out := ""
	for _, at := range []image.Point{{120, 160}, {360, 160}, {120, 480}, {360, 480}} {
		r, g, b, _ := m.At(at.X, at.Y).RGBA()
		switch {
		case r > 0xc000 && g > 0xc000 && b > 0xc000:
			out += "w"
		case r > 0xc000:
			out += "r"
		case g > 0xc000:
			out += "g"
		case b > 0xc000:
			out += "b"
		default:
			out += "k"
		}
	}
	return out
}

// TestMake: pictures of every shape become one upright portrait, turned as the camera
// was held, with nothing of what they said besides.
func TestMake(t *testing.T) {
	t.Parallel()
	upright, lying := asJPEG(t, flag(240, 320)), asJPEG(t, flag(320, 240))
	hole := flag(240, 320)
	for y := range 160 {
		for x := range 120 {
			hole.SetNRGBA(x, y, color.NRGBA{})
		}
	}
	tests := map[string]struct {
		picture []byte
		want    string
	}{
		"as it is":              {upright, "rgbk"},
		"larger":                {asJPEG(t, flag(480, 640)), "rgbk"},
		"wide, its sides cut":   {asJPEG(t, flag(900, 320)), "rgbk"},
		"PNG":                   {asPNG(t, flag(300, 400)), "rgbk"},
		"gray":                  {asPNG(t, image.NewGray(image.Rect(0, 0, 300, 400))), "kkkk"},
		"seen through is white": {asPNG(t, hole), "wgbk"},
		"no orientation":        {withEXIF(upright, 0, binary.LittleEndian), "rgbk"},
		"mirrored":              {withEXIF(upright, 2, binary.LittleEndian), "grkb"},
		"upside down":           {withEXIF(upright, 3, binary.BigEndian), "kbgr"},
		"upside down, mirrored": {withEXIF(upright, 4, binary.LittleEndian), "bkrg"},
		"transposed":            {withEXIF(lying, 5, binary.LittleEndian), "rbgk"},
		"to be turned right":    {withEXIF(lying, 6, binary.BigEndian), "brkg"},
		"transversed":           {withEXIF(lying, 7, binary.LittleEndian), "kgbr"},
		"to be turned left":     {withEXIF(lying, 8, binary.LittleEndian), "gkrb"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body, err := portrait.Make(t.Context(), tt.picture)
			if err != nil {
				t.Fatal(err)
			}
			if got := decode(t, body); got != tt.want {
				t.Errorf("its quarters are %s, want %s", got, tt.want)
			}
			if bytes.Contains(body, []byte("Exif")) || bytes.Contains(body, []byte("GPS")) {
				t.Error("what the camera said of itself went through")
			}
		})
	}
}

// bomb is a PNG of some kilobytes that claims to be large.
func bomb(width, height uint32) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), width), height)
	head = append(head, 8, 2, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
}

func TestMakeRefuses(t *testing.T) {
	t.Parallel()
	good := asJPEG(t, flag(240, 320))
	tests := map[string]struct {
		picture []byte
		want    error
	}{
		"nothing":             {nil, portrait.ErrPicture},
		"text":                {[]byte("=cmd|' /C calc'!A0"), portrait.ErrPicture},
		"a whole GIF":         {asGIF(t, flag(300, 400)), portrait.ErrPicture},
		"of no height":        {flat(good), portrait.ErrPicture},
		"a GIF":               {[]byte("GIF89a\x10\x00\x10\x00"), portrait.ErrPicture},
		"an SVG":              {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), portrait.ErrPicture},
		"half a JPEG":         {good[:len(good)/2], portrait.ErrPicture},
		"a head alone":        {good[:20], portrait.ErrPicture},
		"too many bytes":      {append(bytes.Clone(good), make([]byte, portrait.MostBytes)...), portrait.ErrPictureSize},
		"too many pixels":     {bomb(5000, 5000), portrait.ErrPictureSize},
		"too many to count":   {bomb(0x7fffffff, 0x7fffffff), portrait.ErrPicture},
		"too narrow":          {asJPEG(t, flag(239, 640)), portrait.ErrPictureSize},
		"too low":             {asJPEG(t, flag(640, 319)), portrait.ErrPictureSize},
		"too narrow as held":  {withEXIF(asJPEG(t, flag(640, 239)), 6, binary.LittleEndian), portrait.ErrPictureSize},
		"as large as allowed": {bomb(2500, 5000), portrait.ErrPicture}, // by its head; it has no pixels
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if body, err := portrait.Make(t.Context(), tt.picture); !errors.Is(err, tt.want) {
				t.Errorf("%d bytes, %v, want %v", len(body), err, tt.want)
			}
		})
	}
}

// asGIF also has this program know the format, which whoever imports it may do.
func asGIF(t testing.TB, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := gif.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// flat is a JPEG whose head says that it has no height.
func flat(picture []byte) []byte {
	out := bytes.Clone(picture)
	at := bytes.Index(out, []byte{0xff, 0xc0}) + len("\xff\xc0\x00\x11\x08")
	out[at], out[at+1] = 0, 0
	return out
}

// TestBrokenEXIF: what a picture says of itself and is not true, or cut short, leaves
// it upright.
func TestBrokenEXIF(t *testing.T) {
	t.Parallel()
	good := asJPEG(t, flag(240, 320))
	turned := withEXIF(good, 6, binary.LittleEndian)
	begins := bytes.Index(turned, []byte("II*"))
	for name, tiff := range map[string]string{
		"nothing": "", "a head cut short": "II*\x00\x08", "a list far away": "II*\x00\xff\xff\xff\xff", "a list at the end": "II*\x00\x08\x00\x00\x00",
		"a list in the head": "MM\x00*\x00\x00\x00\x02", "entries that are not there": "II*\x00\x08\x00\x00\x00\xff\xff", "half an entry": "II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00",
		"a value that is none": string(turned[begins:begins+30]) + "\x09\x00",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			segment := append([]byte("Exif\x00\x00"), tiff...)
			head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(segment)+2))
			body, err := portrait.Make(t.Context(), append(append(head, segment...), good[2:]...))
			if err != nil {
				t.Fatal(err)
			}
			if got := decode(t, body); got != "rgbk" {
				t.Errorf("its quarters are %s", got)
			}
		})
	}
}

// Who does not wait does not decode.
func TestMakeWaits(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	refused := 0
	picture := asJPEG(t, flag(240, 320))
	for range 8 { // a select takes either, where both are open
		if _, err := portrait.Make(ctx, picture); errors.Is(err, context.Canceled) {
			refused++
		}
	}
	if refused == 0 {
		t.Error("pictures are decoded for who has left")
	}
}

func FuzzMake(f *testing.F) {
	f.Add(asJPEG(f, flag(240, 320)))
	f.Add(withEXIF(asJPEG(f, flag(320, 240)), 6, binary.BigEndian))
	f.Add(bomb(300, 400))
	f.Fuzz(func(t *testing.T, picture []byte) {
		body, err := portrait.Make(t.Context(), picture)
		switch {
		case errors.Is(err, portrait.ErrPicture), errors.Is(err, portrait.ErrPictureSize):
		case err != nil:
			t.Errorf("a picture ends in %v", err)
		default:
			decode(t, body)
		}
	})
}
