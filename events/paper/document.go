package paper

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/image/font/sfnt"
	"rsc.io/qr"
)

// Size is of a page, in millimetres.
type Size struct{ Width, Height float64 }

// Sizes of paper, upright.
var (
	A3 = Size{297, 420}
	A4 = Size{210, 297}
	A5 = Size{148, 210}
)

// Color is red, green and blue, 0 to 1.
type Color [3]float64

// Colors that every printer has.
var (
	Black = Color{0, 0, 0}
	White = Color{1, 1, 1}
	Gray  = Color{0.35, 0.35, 0.35}
	Pale  = Color{0.93, 0.92, 0.9}
	Red   = Color{0.65, 0.07, 0.09}
)

// Align says which of its points a text is put by.
type Align uint8

// The aligns.
const (
	Left Align = iota
	Center
	Right
)

// Style is how text looks.
type Style struct {
	Size  float64 // of a character, in millimetres
	Bold  bool
	Color Color
	Align Align
	Most  float64 // width in millimetres it may take: longer text is drawn smaller; 0 for any
}

// Document is pages being made. It is for one goroutine.
type Document struct {
	fonts   *Fonts
	title   string
	made    time.Time
	pages   []*Page
	buffer  sfnt.Buffer
	codes   map[letter]int // in the order of use; 256 to a PDF font
	letters []drawn
	missing []rune
}

// letter is a character in a weight.
type letter struct {
	r    rune
	bold bool
}

type drawn struct {
	letter
	glyph
}

// New begins a document. made is what it says of its own age. It returns
// [ErrNoFont].
func New(fonts *Fonts, title string, made time.Time) (*Document, error) {
	if _, err := fonts.Check(); err != nil {
		return nil, err
	}
	return &Document{fonts: fonts, title: title, made: made, codes: map[letter]int{}}, nil
}

// Missing lists the characters no font had; a question mark stands for each.
func (d *Document) Missing() []rune { return slices.Clone(d.missing) }

// Page is one side of paper. Places are in millimetres from its upper left corner.
type Page struct {
	doc  *Document
	size Size
	out  strings.Builder
	jpeg []picture
}

// Page adds a page.
func (d *Document) Page(size Size) *Page {
	p := &Page{doc: d, size: size}
	d.pages = append(d.pages, p)
	return p
}

// point is a millimetre in the PDF's unit.
const point = 72 / 25.4

func (p *Page) y(mm float64) float64 { return (p.size.Height - mm) * point }

// Text writes a line of text with its foot at y.
func (p *Page) Text(x, y float64, text string, s Style) {
	codes, width := p.doc.encode(text, s.Bold)
	size := s.Size
	if s.Most > 0 && width*size > s.Most {
		size = s.Most / width
	}
	switch s.Align {
	case Center:
		x -= width * size / 2
	case Right:
		x -= width * size
	}
	fmt.Fprintf(&p.out, "BT %s rg 1 0 0 1 %.2f %.2f Tm\n", s.Color, x*point, p.y(y))
	for len(codes) > 0 {
		font := codes[0] / 256
		n := slices.IndexFunc(codes, func(c int) bool { return c/256 != font })
		if n < 0 {
			n = len(codes)
		}
		fmt.Fprintf(&p.out, "/F%d %.2f Tf <", font, size*point)
		for _, c := range codes[:n] {
			fmt.Fprintf(&p.out, "%02x", c%256)
		}
		p.out.WriteString("> Tj\n")
		codes = codes[n:]
	}
	p.out.WriteString("ET\n")
}

// Width is how wide a text of that style is, in millimetres, before it is made to fit.
func (d *Document) Width(text string, s Style) float64 {
	_, width := d.encode(text, s.Bold)
	return width * s.Size
}

// encode returns the codes of a text and its width at size 1.
func (d *Document) encode(text string, bold bool) (codes []int, width float64) {
	for _, r := range text {
		if unicode.IsControl(r) || unicode.Is(unicode.Variation_Selector, r) || r == '\ufeff' || r == '\u200d' {
			continue
		}
		code := d.code(letter{r, bold})
		codes = append(codes, code)
		width += d.letters[code].width / 1000
	}
	return codes, width
}

// code is where a letter is in the document's fonts.
func (d *Document) code(l letter) int {
	if code, ok := d.codes[l]; ok {
		return code
	}
	font, i, ok := d.fonts.find(&d.buffer, l.r, l.bold)
	var g glyph
	var err error
	if ok {
		g, err = draw(&d.buffer, font, i)
	}
	if !ok || err != nil {
		if !slices.Contains(d.missing, l.r) {
			d.missing = append(d.missing, l.r)
		}
		if l.r == '?' {
			g = glyph{width: 500}
		} else {
			g = d.letters[d.code(letter{'?', l.bold})].glyph
		}
	}
	code := len(d.letters)
	d.codes[l] = code
	d.letters = append(d.letters, drawn{l, g})
	return code
}

// String is the color in PDF's words.
func (c Color) String() string { return fmt.Sprintf("%.3g %.3g %.3g", c[0], c[1], c[2]) }

// Fill fills a box.
func (p *Page) Fill(x, y, width, height float64, c Color) {
	fmt.Fprintf(&p.out, "%s rg %.2f %.2f %.2f %.2f re f\n", c, x*point, p.y(y+height), width*point, height*point)
}

// Frame draws the edges of a box, thick millimetres wide.
func (p *Page) Frame(x, y, width, height, thick float64, c Color) {
	fmt.Fprintf(&p.out, "%s RG %.2f w %.2f %.2f %.2f %.2f re S\n", c, thick*point, x*point, p.y(y+height), width*point, height*point)
}

// Line draws a line, thick millimetres wide.
func (p *Page) Line(x1, y1, x2, y2, thick float64, c Color) {
	fmt.Fprintf(&p.out, "%s RG %.2f w %.2f %.2f m %.2f %.2f l S\n", c, thick*point, x1*point, p.y(y1), x2*point, p.y(y2))
}

// quiet is how many modules around a QR code stay white.
const quiet = 4

// QR draws a QR code with its white margin; size is of the whole. A quarter of it
// may be damaged. It returns an error for text that is too long.
func (p *Page) QR(x, y, size float64, text string) error {
	code, err := encode(text, qr.Q)
	if err == nil {
		p.Code(x, y, size, code)
	}
	return err
}

// Column is one of a table.
type Column struct {
	Width float64
	Style Style
}

// Table writes rows with lines between them from y down and returns where it ends.
// Text that is wider than its column is drawn smaller.
func (p *Page) Table(x, y, rowHeight float64, columns []Column, rows [][]string) float64 {
	total := 0.0
	for _, c := range columns {
		total += c.Width
	}
	for _, row := range rows {
		at := x
		for i, c := range columns {
			if i < len(row) {
				p.cell(at, y+rowHeight/2, c, row[i])
			}
			at += c.Width
		}
		y += rowHeight
		p.Line(x, y, x+total, y, 0.2, Gray)
	}
	return y
}

func (p *Page) cell(x, middle float64, c Column, text string) {
	s, pad := c.Style, c.Style.Size/4
	s.Most = c.Width - 2*pad
	switch s.Align {
	case Center:
		x += c.Width / 2
	case Right:
		x += c.Width - pad
	default:
		x += pad
	}
	p.Text(x, middle+s.Size*0.36, text, s)
}
