package paper

import (
	"strings"
	"time"
)

// PassSheet is a pass as it is printed: every line in the words it is to be read in.
type PassSheet struct {
	Event   string // 元宵灯展
	Session string // 亮灯夜 19:30 入场
	Day     string // 2月19日 周五 · 正月十四
	Window  string // 19:30–20:00
	Gate    string // 西1门
	Party   string // 3 大 1 小
	Place   string
	Code    string // 8 characters
	Hotline string // "" for none
	Text    string // of the QR code
}

// Pass prints a pass for those who carry paper: A4 upright, the code a hand wide and
// the words large enough to be read without glasses. It returns also the characters
// that no font had, and [ErrNoFont].
func Pass(fonts *Fonts, s PassSheet, printed time.Time) ([]byte, []rune, error) {
	d, err := New(fonts, s.Event+" 入场凭证", printed)
	if err != nil {
		return nil, nil, err
	}
	code, err := Encode(s.Text)
	if err != nil {
		return nil, nil, err
	}
	p := d.Page(A4)
	p.Fill(0, 0, A4.Width, 50, Red)
	p.Text(A4.Width/2, 25, s.Event, Style{Size: 18, Bold: true, Color: White, Align: Center, Most: A4.Width - 2*margin})
	p.Text(A4.Width/2, 41, s.Session, Style{Size: 10, Color: White, Align: Center, Most: A4.Width - 2*margin})
	const size = 98.0
	p.Code((A4.Width-size)/2, 54, size, code)
	p.Text(A4.Width/2, 168, spread(s.Code), Style{Size: 15, Bold: true, Align: Center, Most: A4.Width - 2*margin})
	p.Text(A4.Width/2, 178, "扫不出来时，把这 8 个字符念给入口的人听", Style{Size: 6, Color: Gray, Align: Center})
	y := 184.0
	p.Line(margin, y, A4.Width-margin, y, 0.6, Red)
	for _, row := range [][2]string{{"日子", s.Day}, {"入场", s.Window}, {"从哪进", s.Gate}, {"几位", s.Party}, {"地点", s.Place}} {
		p.Text(margin, y+12, row[0], Style{Size: 8, Color: Gray})
		p.Text(margin+38, y+12.5, row[1], Style{Size: 11.5, Bold: true, Most: A4.Width - 2*margin - 38})
		y += 17
		p.Line(margin, y, A4.Width-margin, y, 0.2, Gray)
	}
	foot := "这张纸不用钱，只认一次，请别转卖"
	if s.Hotline != "" {
		foot += " · 有事打 " + s.Hotline
	}
	p.Text(margin, 282, foot, Style{Size: 5.5, Color: Gray, Most: A4.Width - 2*margin - 45})
	p.Text(A4.Width-margin, 282, "打印于 "+printed.Format("2006年1月2日"), Style{Size: 5.5, Color: Gray, Align: Right})
	body, err := d.Bytes()
	return body, d.Missing(), err
}

// spread puts room between the characters of a code and a gap in its middle.
func spread(code string) string {
	half := len(code) / 2
	apart := func(s string) string { return strings.Join(strings.Split(s, ""), " ") }
	return apart(code[:half]) + "   " + apart(code[half:])
}
