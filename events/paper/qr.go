package paper

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// Code is a QR code.
type Code struct {
	Size int // modules a side, without the white margin

	code *qr.Code
}

// Encode makes the QR code of a text. A seventh of it may be damaged, which keeps the
// modules of a pass large on a small screen; see [Page.QR] for what hangs on a wall.
// It returns an error for text that is too long.
func Encode(text string) (*Code, error) { return encode(text, qr.M) }

func encode(text string, level qr.Level) (*Code, error) {
	code, err := qr.Encode(text, level)
	if err != nil {
		return nil, fmt.Errorf("encode QR code: %w", err)
	}
	return &Code{code.Size, code}, nil
}

// runs calls f for each run of black modules of a row.
func (c *Code) runs(f func(col, row, n int)) {
	for row := range c.Size {
		for col := 0; col < c.Size; col++ {
			from := col
			for c.code.Black(col, row) {
				col++
			}
			if col > from {
				f(from, row, col-from)
			}
		}
	}
}

// Path is the black modules as the path of an SVG, one unit each, without a margin.
func (c *Code) Path() string {
	var b strings.Builder
	c.runs(func(col, row, n int) { fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", col, row, n, n) })
	return b.String()
}

// PNG is the code as a picture with its white margin, scale pixels to a module.
func (c *Code) PNG(scale int) []byte {
	code := *c.code
	code.Scale = scale
	return code.PNG()
}

// Code draws a QR code with its white margin; size is of the whole.
func (p *Page) Code(x, y, size float64, c *Code) {
	p.Fill(x, y, size, size, White)
	module := size / float64(c.Size+2*quiet)
	fmt.Fprintf(&p.out, "%s rg\n", Black)
	c.runs(func(col, row, n int) {
		left, top := x+float64(col+quiet)*module, y+float64(row+quiet)*module
		fmt.Fprintf(&p.out, "%.3f %.3f %.3f %.3f re\n", left*point, p.y(top+module), float64(n)*module*point, module*point)
	})
	p.out.WriteString("f\n")
}
