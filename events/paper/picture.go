package paper

import (
	"bytes"
	"fmt"
	"image/color"
	"image/jpeg"
	"strings"
)

// picture is a JPEG as it stands in the file: readers of PDF decode it themselves.
type picture struct {
	bytes         []byte
	width, height int
	space         string
}

// JPEG draws a picture into a box, stretched to it. It returns an error for what is no
// JPEG of grays or of red, green and blue.
func (p *Page) JPEG(x, y, width, height float64, body []byte) error {
	c, err := jpeg.DecodeConfig(bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("read a picture: %w", err)
	}
	space := "/DeviceRGB"
	switch c.ColorModel {
	case color.YCbCrModel:
	case color.GrayModel:
		space = "/DeviceGray"
	default:
		return fmt.Errorf("a picture has colours that are not printed here")
	}
	fmt.Fprintf(&p.out, "q %.2f 0 0 %.2f %.2f %.2f cm /I%d Do Q\n", width*point, height*point, x*point, p.y(y+height), len(p.jpeg))
	p.jpeg = append(p.jpeg, picture{bytes: body, width: c.Width, height: c.Height, space: space})
	return nil
}

// pictures writes the pictures of a page and returns how its content names them.
func (w *writer) pictures(list []picture) string {
	var names strings.Builder
	for i, p := range list {
		n := w.object(fmt.Sprintf("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent 8 "+
			"/Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream", p.width, p.height, p.space, len(p.bytes), p.bytes))
		fmt.Fprintf(&names, "/I%d %d 0 R ", i, n)
	}
	return names.String()
}
