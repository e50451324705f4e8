package paper

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"unicode/utf16"
)

// writer writes the objects of a PDF and remembers where each begins.
type writer struct {
	bytes.Buffer
	at []int // by number, from 1
}

// object writes an object and returns its number.
func (w *writer) object(body string) int {
	w.at = append(w.at, w.Len())
	fmt.Fprintf(w, "%d 0 obj\n%s\nendobj\n", len(w.at), body)
	return len(w.at)
}

// stream writes a stream, packed where that makes it smaller.
func (w *writer) stream(content string) (int, error) {
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	if err != nil {
		return 0, err
	}
	if _, err := z.Write([]byte(content)); err != nil {
		return 0, err
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	filter := " /Filter /FlateDecode"
	if packed.Len() >= len(content) {
		packed.Reset()
		packed.WriteString(content)
		filter = ""
	}
	return w.object(fmt.Sprintf("<< /Length %d%s >>\nstream\n%s\nendstream", packed.Len(), filter, packed.String())), nil
}

// Bytes is the document as PDF. The same pages made at the same time are the same
// bytes.
func (d *Document) Bytes() ([]byte, error) {
	w := &writer{}
	w.WriteString("%PDF-1.5\n%\xe4\xb8\x87\xe5\xae\xb6\n")
	var fonts strings.Builder
	for first := 0; first < len(d.letters); first += 256 {
		n, err := w.font(d.letters[first:min(first+256, len(d.letters))])
		if err != nil {
			return nil, fmt.Errorf("write font: %w", err)
		}
		fmt.Fprintf(&fonts, "/F%d %d 0 R ", first/256, n)
	}
	// The tree of pages comes after them: its number is known beforehand.
	tree := len(w.at) + 2*len(d.pages) + 1
	for _, p := range d.pages {
		tree += len(p.jpeg)
	}
	var kids strings.Builder
	for _, p := range d.pages {
		content, err := w.stream(p.out.String())
		if err != nil {
			return nil, fmt.Errorf("write page: %w", err)
		}
		pictures := ""
		if len(p.jpeg) > 0 {
			pictures = " /XObject << " + w.pictures(p.jpeg) + ">>"
		}
		page := w.object(fmt.Sprintf(
			"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R /Resources << /Font << %s>>%s >> >>",
			tree, p.size.Width*point, p.size.Height*point, content, fonts.String(), pictures))
		fmt.Fprintf(&kids, "%d 0 R ", page)
	}
	w.object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [ %s] >>", len(d.pages), kids.String()))
	root := w.object(fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> >>", tree))
	info := w.object(fmt.Sprintf("<< /Title <FEFF%s> /Producer (Wanjia) /CreationDate (D:%sZ) >>",
		hex16(d.title), d.made.UTC().Format("20060102150405")))
	table := w.Len()
	fmt.Fprintf(w, "xref\n0 %d\n0000000000 65535 f \n", len(w.at)+1)
	for _, at := range w.at {
		fmt.Fprintf(w, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(w, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(w.at)+1, root, info, table)
	return w.Bytes(), nil
}

// font writes up to 256 letters as a font of drawings, and what each of them means.
func (w *writer) font(letters []drawn) (int, error) {
	var shapes, names, widths, means strings.Builder
	box := [4]int{0, -200, 1000, 900}
	for i, l := range letters {
		fill := ""
		if l.path != "" {
			fill = l.path + "f\n"
		}
		n, err := w.stream(fmt.Sprintf("%d 0 %d %d %d %d d1\n%s", round(l.width), l.box[0], l.box[1], l.box[2], l.box[3], fill))
		if err != nil {
			return 0, err
		}
		fmt.Fprintf(&shapes, "/g%d %d 0 R ", i, n)
		fmt.Fprintf(&names, "/g%d ", i)
		fmt.Fprintf(&widths, "%d ", round(l.width))
		fmt.Fprintf(&means, "<%02x> <%s>\n", i, hex16(string(l.r)))
		box = [4]int{min(box[0], l.box[0]), min(box[1], l.box[1]), max(box[2], l.box[2]), max(box[3], l.box[3])}
	}
	unicode, err := w.stream(toUnicode(means.String(), len(letters)))
	if err != nil {
		return 0, err
	}
	return w.object(fmt.Sprintf("<< /Type /Font /Subtype /Type3 /FontBBox [%d %d %d %d] /FontMatrix [0.001 0 0 0.001 0 0] "+
		"/CharProcs << %s>> /Encoding << /Type /Encoding /Differences [0 %s] >> /FirstChar 0 /LastChar %d /Widths [%s] "+
		"/Resources << >> /ToUnicode %d 0 R >>",
		box[0], box[1], box[2], box[3], shapes.String(), names.String(), len(letters)-1, widths.String(), unicode)), nil
}

// toUnicode says which character each code is, at most a hundred to a block.
func toUnicode(means string, n int) string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Letters def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n")
	lines := strings.SplitAfter(means, "\n")[:n]
	for len(lines) > 0 {
		block := lines[:min(100, len(lines))]
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", len(block), strings.Join(block, ""))
		lines = lines[len(block):]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.String()
}

// hex16 is text as PDF has it: UTF-16, the higher byte first, in hexadecimal.
func hex16(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}
