package paper

import (
	"fmt"
	"time"
)

// BookingRow is a line of the list of a building's bookings.
type BookingRow struct {
	Door  string // 2单元501
	Name  string
	When  string // 2月19日 19:30
	Gate  string
	Party string // 3 大 1 小
	Code  string
}

// Bookings prints who of a building has booked, with a box to tick: A4 upright, as many
// pages as it takes. It returns also the characters that no font had, and [ErrNoFont].
func Bookings(fonts *Fonts, building, event string, rows []BookingRow, printed time.Time) ([]byte, []rune, error) {
	d, err := New(fonts, building+" "+event+" 预订名单", printed)
	if err != nil {
		return nil, nil, err
	}
	const onPage, top, height = 22, 46.0, 10.4
	pages := max(1, (len(rows)+onPage-1)/onPage)
	for n := range pages {
		p := d.Page(A4)
		p.Text(margin, 22, building+" · "+event, Style{Size: 9, Bold: true, Most: A4.Width - 2*margin})
		p.Text(margin, 33, fmt.Sprintf("共 %d 份预订 · 第 %d 页，共 %d 页 · 打印于 %s", len(rows), n+1, pages, printed.Format("2006年1月2日 15:04")), Style{Size: 4.6, Color: Gray})
		head := Style{Size: 4.4, Color: Gray}
		columns := []float64{margin + 8, margin + 36, margin + 62, margin + 102, margin + 132, margin + 154}
		for i, title := range []string{"门户", "姓名", "什么时候", "从哪进", "几位", "入场码"} {
			p.Text(columns[i], top-3, title, head)
		}
		p.Line(margin, top, A4.Width-margin, top, 0.5, Red)
		for i, r := range rows[n*onPage : min(len(rows), (n+1)*onPage)] {
			y := top + float64(i+1)*height
			p.Line(margin, y, A4.Width-margin, y, 0.15, Gray)
			box(p, margin, y-7.4)
			for k, cell := range []string{r.Door, r.Name, r.When, r.Gate, r.Party, r.Code} {
				most := A4.Width - margin - columns[k]
				if k+1 < len(columns) {
					most = columns[k+1] - columns[k] - 1.5
				}
				p.Text(columns[k], y-3, cell, Style{Size: 4.8, Bold: k == 1 || k == 5, Most: most})
			}
		}
		p.Text(margin, 288, "名单有姓名和入场码，用完请收好或撕掉", Style{Size: 4.2, Color: Gray})
	}
	body, err := d.Bytes()
	return body, d.Missing(), err
}

// box draws an empty one to be ticked by hand.
func box(p *Page, x, y float64) {
	const side = 4.6
	for _, l := range [][4]float64{{x, y, x + side, y}, {x, y + side, x + side, y + side}, {x, y, x, y + side}, {x + side, y, x + side, y + side}} {
		p.Line(l[0], l[1], l[2], l[3], 0.3, Black)
	}
}
