// Package paper prints: rosters for the wall, later passes, sheets and cards. It
// makes PDF by itself, with only those characters of a font that are used, and knows
// nothing of where its text comes from.
//
// Fonts are outlines in the PDF's own drawing language (Type 3), because the Chinese
// fonts that systems have are collections of Bézier curves of the third order, which
// the PDF libraries at hand embed whole or not at all. The text stays text: it can
// be searched, copied and read aloud.
package paper

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"wanjia/events/fault"
)

// ErrNoFont: there is no font with Chinese characters to print with.
var ErrNoFont = fault.New(fault.Unavailable, "no_font", "this machine has no font to print Chinese with; install fonts-noto-cjk, or name a font file in WANJIA_FONT")

// usual is where systems have fonts with Chinese characters, best first, and after
// them some for what these lack. Every one that is there is used.
var usual = []string{
	"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", // Debian, Ubuntu
	"/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
	"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
	"/System/Library/Fonts/PingFang.ttc",
	"/System/Library/Fonts/STHeiti Light.ttc",
	"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
}

// Fonts finds a character's shape: in the first font that has it. Open it once and
// use it from everywhere.
type Fonts struct {
	// Files names font files (TTF, OTF, or the first Simplified Chinese one of a
	// TTC), by commas, in the order they are asked. "" takes what the system has.
	Files string

	once  sync.Once
	faces []*face
	err   error
}

// face is a font with its bold sister, if there is one.
type face struct {
	name    string
	regular *sfnt.Font
	bold    *sfnt.Font // regular where there is none
}

// Check opens the fonts and says which they are, best first, or returns [ErrNoFont]
// or what is wrong with a file.
func (f *Fonts) Check() ([]string, error) {
	f.once.Do(f.open)
	names := make([]string, len(f.faces))
	for i, x := range f.faces {
		names[i] = x.name
	}
	return names, f.err
}

func (f *Fonts) open() {
	files := usual
	if f.Files != "" {
		files = strings.Split(f.Files, ",")
	}
	for _, file := range files {
		file = strings.TrimSpace(file)
		x, err := openFace(file)
		if errors.Is(err, fs.ErrNotExist) && f.Files == "" {
			continue
		}
		if err != nil {
			f.err = fmt.Errorf("open font %s: %w: %w", file, err, ErrNoFont)
			return
		}
		f.faces = append(f.faces, x)
	}
	var b sfnt.Buffer
	if _, _, ok := f.find(&b, '楼', false); !ok {
		f.err = ErrNoFont
	}
}

// find returns the font that has a character, and where in it.
func (f *Fonts) find(b *sfnt.Buffer, r rune, bold bool) (*sfnt.Font, sfnt.GlyphIndex, bool) {
	for _, x := range f.faces {
		font := x.regular
		if bold {
			font = x.bold
		}
		if i, err := font.GlyphIndex(b, r); err == nil && i != 0 {
			return font, i, true
		}
	}
	return nil, 0, false
}

func openFace(file string) (*face, error) {
	regular, name, err := openFont(file)
	if err != nil {
		return nil, err
	}
	x := &face{name: name, regular: regular, bold: regular}
	if sister := strings.Replace(file, "Regular", "Bold", 1); sister != file {
		if bold, _, err := openFont(sister); err == nil {
			x.bold = bold
		}
	}
	return x, nil
}

// openFont opens a font file. It stays open, and little of it is read: the fonts
// of a page are a hundred characters of sixty thousand.
func openFont(file string) (*sfnt.Font, string, error) {
	r, err := os.Open(file)
	if err != nil {
		return nil, "", err
	}
	all, err := sfnt.ParseCollectionReaderAt(r)
	if err != nil {
		return nil, "", errors.Join(err, r.Close())
	}
	var b sfnt.Buffer
	var best *sfnt.Font
	name := ""
	for i := range all.NumFonts() {
		x, err := all.Font(i)
		if err != nil {
			return nil, "", errors.Join(err, r.Close())
		}
		called, _ := x.Name(&b, sfnt.NameIDFull)
		if best == nil || strings.HasSuffix(called, " SC") || strings.HasSuffix(called, " SC Bold") {
			best, name = x, called
		}
		if strings.Contains(name, " SC") {
			break
		}
	}
	return best, name, nil
}

// glyph is a character's shape in thousandths of its size, y upwards.
type glyph struct {
	width float64
	path  string // in PDF's words
	box   [4]int
}

func draw(b *sfnt.Buffer, f *sfnt.Font, i sfnt.GlyphIndex) (glyph, error) {
	size := fixed.I(int(f.UnitsPerEm()))
	scale := 1000 / float64(f.UnitsPerEm()) / 64
	width, err := f.GlyphAdvance(b, i, size, font.HintingNone)
	if err != nil {
		return glyph{}, err
	}
	segments, err := f.LoadGlyph(b, i, size, nil)
	if err != nil {
		return glyph{}, err
	}
	p := pen{scale: scale}
	for _, s := range segments {
		p.segment(s)
	}
	p.close()
	return glyph{width: float64(width) * scale, path: p.out.String(), box: p.box}, nil
}

// pen writes outlines in PDF's words.
type pen struct {
	scale float64
	out   strings.Builder
	at    [2]float64
	open  bool
	box   [4]int
	any   bool
}

func (p *pen) segment(s sfnt.Segment) {
	a, b, c := p.point(s.Args[0]), p.point(s.Args[1]), p.point(s.Args[2])
	switch s.Op {
	case sfnt.SegmentOpMoveTo:
		p.close()
		p.write("m", a)
		p.open = true
	case sfnt.SegmentOpLineTo:
		p.write("l", a)
	case sfnt.SegmentOpQuadTo: // the same curve with two points instead of one
		p.write("c", between(p.at, a), between(b, a), b)
	case sfnt.SegmentOpCubeTo:
		p.write("c", a, b, c)
	}
}

func between(end, control [2]float64) [2]float64 {
	return [2]float64{end[0] + (control[0]-end[0])*2/3, end[1] + (control[1]-end[1])*2/3}
}

func (p *pen) point(v fixed.Point26_6) [2]float64 {
	return [2]float64{float64(v.X) * p.scale, -float64(v.Y) * p.scale}
}

func (p *pen) close() {
	if p.open {
		p.out.WriteString("h\n")
	}
	p.open = false
}

func (p *pen) write(op string, points ...[2]float64) {
	for _, at := range points {
		x, y := round(at[0]), round(at[1])
		fmt.Fprintf(&p.out, "%d %d ", x, y)
		if !p.any {
			p.box, p.any = [4]int{x, y, x, y}, true
		}
		p.box = [4]int{min(p.box[0], x), min(p.box[1], y), max(p.box[2], x), max(p.box[3], y)}
	}
	p.out.WriteString(op + "\n")
	p.at = points[len(points)-1]
}

func round(v float64) int {
	if v < 0 {
		return -int(0.5 - v)
	}
	return int(v + 0.5)
}
