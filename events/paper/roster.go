package paper

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"wanjia/events/community"
)

// Roster prints who answers for a building, to hang on its wall: A3 upright, names
// and numbers large enough for two metres. faces are the photos of those who agreed to
// it, as JPEG in the order of the duties, nil for the others. link is the building's page, for those
// who come later and want to know whether it is still so. It returns also the
// characters that no font had, and [ErrNoFont].
func Roster(fonts *Fonts, r community.Roster, faces [][]byte, link string, printed time.Time) ([]byte, []rune, error) {
	d, err := New(fonts, r.Name+" 值班公示", printed)
	if err != nil {
		return nil, nil, err
	}
	p := d.Page(A3)
	rosterHead(p, r)
	y := rosterTop
	with := slices.ContainsFunc(faces, func(f []byte) bool { return f != nil })
	for i, duty := range r.Duties {
		column := rosterColumn
		if with {
			column = rosterFaced
			if i < len(faces) && faces[i] != nil {
				if err := p.JPEG(margin+column.title+faceGap, y+(rosterRowHeight-faceHeight)/2, faceWidth, faceHeight, faces[i]); err != nil {
					return nil, nil, fmt.Errorf("print the photo of %s: %w", duty.Kind, err)
				}
			}
		}
		rosterRow(p, y, column, duty)
		y += rosterRowHeight
	}
	p.Line(margin, rosterTop, A3.Width-margin, rosterTop, 0.6, Red)
	p.Line(margin, y, A3.Width-margin, y, 0.6, Red)
	if err := rosterFoot(p, r, link, printed); err != nil {
		return nil, nil, err
	}
	body, err := d.Bytes()
	return body, d.Missing(), err
}

// The roster's measures, in millimetres. Six rows end 20 mm above the foot.
const (
	margin          = 16.0
	rosterTop       = 88.0
	rosterRowHeight = 41.0
	rosterFootTop   = 342.0
)

func rosterHead(p *Page, r community.Roster) {
	p.Fill(0, 0, A3.Width, 66, Red)
	p.Text(A3.Width/2, 32, r.Name, Style{Size: 27, Bold: true, Color: White, Align: Center, Most: A3.Width - 2*margin})
	p.Text(A3.Width/2, 55, "楼栋网格管理小组 · 值班公示", Style{Size: 13, Color: White, Align: Center, Most: A3.Width - 2*margin})
	p.Text(A3.Width/2, 79, "有事请打值班电话，随时有人应", Style{Size: 9, Color: Gray, Align: Center})
}

// columns is where a row has what: how wide the title is, where the name begins and how
// wide it may be, from the margin; and how large title and number are, so that the
// longest of them fits and all are alike. All in millimetres.
type columns struct{ title, name, most, titleSize, phoneSize float64 }

// The columns without photos and with them. Between the widest name and the longest
// number stay five millimetres.
var (
	rosterColumn = columns{title: 66, name: 72, most: 79, titleSize: 12.2, phoneSize: 15.5}
	rosterFaced  = columns{title: 50, name: 85, most: 77, titleSize: 9.2, phoneSize: 14}
)

// A photo on the wall, in millimetres.
const (
	faceWidth  = 26.25
	faceHeight = 35.0
	faceGap    = 4.0
)

// rosterRow writes one post: title, name, number, and until when.
func rosterRow(p *Page, y float64, c columns, d community.Duty) {
	width := A3.Width - 2*margin
	p.Fill(margin, y, c.title, rosterRowHeight, Pale)
	p.Text(margin+c.title/2, y+25.5, d.Title, Style{Size: c.titleSize, Bold: true, Color: Red, Align: Center, Most: c.title - 4})
	left := margin + c.name
	rosterNamed(p, left, y, c.most, d)
	if d.Until != "" {
		p.Text(left, y+33, "任期 "+rosterDay(d.From)+" 至 "+rosterDay(d.Until), Style{Size: 6, Color: Gray, Most: c.most})
	}
	phone := Style{Size: c.phoneSize, Bold: true, Align: Right, Most: width - c.name - c.most - 7}
	if d.Phone == "" {
		p.Text(margin+width-2, y+22, "请问居委会", Style{Size: 11, Color: Gray, Align: Right})
	} else {
		p.Text(margin+width-2, y+21, spaced(d.Phone), phone)
		p.Text(margin+width-2, y+33, "值班电话", Style{Size: 6, Color: Gray, Align: Right})
	}
	p.Line(margin, y, margin+width, y, 0.3, Gray)
}

// rosterNamed writes the name of who holds the post and agreed to it, in two lines
// where one would be too small to read from two metres.
func rosterNamed(p *Page, x, y, nameWidth float64, d community.Duty) {
	if d.Name == "" {
		p.Text(x, y+21, unnamed(d.State), Style{Size: 13, Color: Gray, Most: nameWidth})
		return
	}
	large := Style{Size: 17, Bold: true, Most: nameWidth}
	if p.doc.Width(d.Name, large) <= nameWidth*1.5 {
		p.Text(x, y+21, d.Name, large)
		return
	}
	runes := []rune(d.Name)
	half := (len(runes) + 1) / 2
	for i, r := range runes { // at the dot that is nearest to the middle
		if r == '·' && max(i+1-len(runes)/2, len(runes)/2-i-1) < len(runes)/4 {
			half = i + 1
		}
	}
	small := Style{Size: 11.5, Bold: true} // both lines alike
	small.Size *= min(1, nameWidth/max(p.doc.Width(string(runes[:half]), small), p.doc.Width(string(runes[half:]), small)))
	p.Text(x, y+12.5, string(runes[:half]), small)
	p.Text(x, y+25, string(runes[half:]), small)
}

// unnamed is what stands where a name would be.
func unnamed(s community.PostState) string {
	switch s {
	case community.PostVacant:
		return "暂缺"
	case community.PostEnded:
		return "待换届"
	case community.PostAhead:
		return "即将到任"
	}
	return "待公布"
}

// rosterDay is 2027-12-31 as 2027年12月31日.
func rosterDay(day community.Day) string {
	at, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return string(day)
	}
	return at.Format("2006年1月2日")
}

// spaced groups the digits of a mobile number for reading aloud.
func spaced(phone string) string {
	if len(phone) != 11 || strings.Trim(phone, "0123456789") != "" {
		return phone
	}
	return phone[:3] + " " + phone[3:7] + " " + phone[7:]
}

func rosterFoot(p *Page, r community.Roster, link string, printed time.Time) error {
	const size = 62.0
	top := rosterFootTop
	if err := p.QR(A3.Width-margin-size, top, size, link); err != nil {
		return err
	}
	committee := r.Committee
	if committee == "" {
		committee = "居委会"
	}
	text := Style{Size: 9, Most: A3.Width - 2*margin - size - 8}
	p.Text(margin, top+14, "扫右边的码，看本楼现在由谁值班", text)
	p.Text(margin, top+28, "名字待公布的，请向"+committee+"询问", text)
	p.Text(margin, top+46, committee, Style{Size: 12, Bold: true, Color: Red, Most: text.Most})
	p.Text(margin, top+58, "打印于 "+printed.Format("2006年1月2日")+" · 名字和照片经本人同意", Style{Size: 7, Color: Gray})
	return nil
}
