// Package portrait makes, of a picture somebody sent, the small upright one that is
// printed beside a name, or a sheet of paper to be read. It alone decodes pictures that strangers made: what it
// returns is drawn anew, so that nothing of theirs but the pixels goes on.
package portrait

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"wanjia/events/fault"
)

// Bounds of a picture.
const (
	MostBytes  = 6 << 20
	MostPixels = 12_500_000 // what most telephones take
	LeastWidth = 240        // of the part that is kept, in pixels
)

// Measures of a portrait, in pixels: three to four, as on an identity card.
const (
	Width  = 480
	Height = 640
)

// LongestPage is the longer side of a photographed sheet, in pixels: enough to read
// handwriting on A4.
const LongestPage = 1800

// quality of the JPEG: a portrait has 20 to 80 kB.
const quality = 85

// Errors of pictures.
var (
	ErrPicture     = fault.New(fault.Invalid, "picture", "send a whole picture as JPEG or PNG")
	ErrPictureSize = fault.New(fault.Invalid, "picture_size", "a picture has at most 6 MiB and 12.5 million pixels, and is at least 240 pixels wide and 320 high")
)

// decoding lets one picture of a process be decoded at a time: one of the largest
// takes 150 MB for a moment.
var decoding = make(chan struct{}, 1)

// Make returns the portrait in a picture as JPEG: turned as the camera was held, cut
// to its middle, without anything the picture said of place, time or camera. It
// returns [ErrPicture] and [ErrPictureSize], which are known before a pixel is
// decoded, or why ctx ended while it waited for its turn.
func Make(ctx context.Context, body []byte) ([]byte, error) { return redraw(ctx, body, middle) }

// Page returns a photographed sheet of paper whole, in the same way and with the same
// errors, its longer side at most [LongestPage].
func Page(ctx context.Context, body []byte) ([]byte, error) { return redraw(ctx, body, whole) }

// redraw draws the part of a picture anew that part says, in the size it says.
func redraw(ctx context.Context, body []byte, part func(width, height int) (image.Rectangle, image.Point)) ([]byte, error) {
	if len(body) > MostBytes {
		return nil, ErrPictureSize
	}
	read, turned, err := look(body)
	if err != nil {
		return nil, err
	}
	select {
	case decoding <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to decode a picture: %w", context.Cause(ctx))
	}
	defer func() { <-decoding }()
	decoded, err := read(bytes.NewReader(body))
	if err != nil {
		return nil, ErrPicture
	}
	source, ok := decoded.(image.RGBA64Image)
	if !ok {
		return nil, ErrPicture
	}
	cut, size := part(turned.size(source.Bounds().Dx(), source.Bounds().Dy()))
	var out bytes.Buffer
	if err := jpeg.Encode(&out, draw(source, turned, cut, size), &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("encode a picture: %w", err)
	}
	return out.Bytes(), nil
}

// look reads no more than the head of a picture: what decodes it, and how the camera
// was held.
func look(body []byte) (read func(*bytes.Reader) (image.Image, error), turned orientation, err error) {
	var c image.Config
	switch {
	case bytes.HasPrefix(body, []byte("\xff\xd8\xff")):
		c, err = jpeg.DecodeConfig(bytes.NewReader(body))
		read, turned = func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) }, orientationOf(body)
	case bytes.HasPrefix(body, []byte("\x89PNG\r\n\x1a\n")):
		c, err = png.DecodeConfig(bytes.NewReader(body))
		read, turned = func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) }, upright
	default:
		return nil, upright, ErrPicture
	}
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return nil, upright, ErrPicture
	}
	if int64(c.Width)*int64(c.Height) > MostPixels { // each has 31 bits at most
		return nil, upright, ErrPictureSize
	}
	if width, height := turned.size(c.Width, c.Height); width < LeastWidth || height < LeastWidth*Height/Width {
		return nil, upright, ErrPictureSize
	}
	return read, turned, nil
}

// middle is the part of a picture a portrait shows. One taken upright has the face
// above its middle, so less is cut there.
func middle(width, height int) (image.Rectangle, image.Point) {
	cut := image.Rect(0, 0, width, height)
	if width*Height > height*Width {
		keep := height * Width / Height
		cut.Min.X = (width - keep) / 2
		cut.Max.X = cut.Min.X + keep
	} else {
		keep := width * Height / Width
		cut.Min.Y = (height - keep) / 3
		cut.Max.Y = cut.Min.Y + keep
	}
	return cut, image.Pt(Width, Height)
}

// whole is all of a picture, as large as it is or made smaller.
func whole(width, height int) (image.Rectangle, image.Point) {
	cut, longer := image.Rect(0, 0, width, height), max(width, height)
	if longer <= LongestPage {
		return cut, cut.Max
	}
	return cut, image.Pt(max(1, width*LongestPage/longer), max(1, height*LongestPage/longer))
}

// draw is a part of a picture in another size, each point the mean of those it stands
// for. What shows through stands before white.
func draw(from image.RGBA64Image, turned orientation, cut image.Rectangle, size image.Point) *image.RGBA {
	to := image.NewRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		top := cut.Min.Y + y*cut.Dy()/size.Y
		bottom := max(top+1, cut.Min.Y+(y+1)*cut.Dy()/size.Y)
		for x := range size.X {
			left := cut.Min.X + x*cut.Dx()/size.X
			right := max(left+1, cut.Min.X+(x+1)*cut.Dx()/size.X)
			to.SetRGBA(x, y, mean(from, turned, image.Rect(left, top, right, bottom)))
		}
	}
	return to
}

// mean is the colour of a part of a picture.
func mean(from image.RGBA64Image, turned orientation, part image.Rectangle) color.RGBA {
	var r, g, b, n uint64
	raw := from.Bounds()
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			at := turned.raw(x, y, raw.Dx(), raw.Dy())
			c := from.RGBA64At(raw.Min.X+at.X, raw.Min.Y+at.Y)
			white := uint64(0xffff - c.A)
			r, g, b, n = r+uint64(c.R)+white, g+uint64(c.G)+white, b+uint64(c.B)+white, n+1
		}
	}
	return color.RGBA{R: uint8(r / n >> 8), G: uint8(g / n >> 8), B: uint8(b / n >> 8), A: 0xff}
}
