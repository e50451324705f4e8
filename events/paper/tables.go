package paper

import (
	"fmt"
	"strings"
	"time"
)

// TableCard is what stands on the card of a table.
type TableCard struct {
	Hall   string
	Number int
	Homes  []CardHome
	Dishes int
	Kinds  string   // 汤、蒸菜
	Names  []string // of the dishes, as far as they are decided
	// MayContain is what any of the dishes may contain, in words; never that something is
	// in none of them.
	MayContain []string
}

// CardHome is a household on a card.
type CardHome struct {
	Where      string // 桂香苑 12栋
	People     int
	Places     []int
	Wheelchair bool
}

// TableCards prints cards to stand on tables, one to an A5 page. It returns also the
// characters that no font had, and [ErrNoFont].
func TableCards(fonts *Fonts, event, sitting string, cards []TableCard, printed time.Time) ([]byte, []rune, error) {
	d, err := New(fonts, event+" "+sitting+" 桌卡", printed)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range cards {
		p := d.Page(A5)
		width := A5.Width - 2*margin
		p.Fill(0, 0, A5.Width, 24, Red)
		p.Text(A5.Width/2, 16, event+" · "+sitting, Style{Size: 7, Bold: true, Color: White, Align: Center, Most: width})
		p.Text(A5.Width/2, 62, fmt.Sprintf("%d 号桌", c.Number), Style{Size: 27, Bold: true, Align: Center, Most: width})
		p.Text(A5.Width/2, 76, c.Hall, Style{Size: 7, Color: Gray, Align: Center, Most: width})
		y := 86.0
		p.Line(margin, y, A5.Width-margin, y, 0.5, Red)
		height := min(12.0, 74/float64(max(1, len(c.Homes))))
		for _, h := range c.Homes {
			y += height
			size := min(6.2, height*0.55)
			p.Text(margin, y-height*0.3, h.Where, Style{Size: size, Bold: true, Most: width * 0.5})
			p.Text(margin+width*0.53, y-height*0.3, fmt.Sprintf("%d 人", h.People), Style{Size: size, Most: width * 0.14})
			seats := numbers(h.Places) + " 号位"
			if h.Wheelchair {
				seats += " · 轮椅"
			}
			p.Text(A5.Width-margin, y-height*0.3, seats, Style{Size: size * 0.8, Color: Gray, Align: Right, Most: width * 0.32})
			p.Line(margin, y, A5.Width-margin, y, 0.15, Gray)
		}
		if c.Dishes > 0 {
			cardDishes(p, c, width)
		}
		p.Text(margin, 203, "打印于 "+printed.Format("2006年1月2日 15:04"), Style{Size: 3.6, Color: Gray})
	}
	body, err := d.Bytes()
	return body, d.Missing(), err
}

// cardDishes writes what neighbours bring to a table and what that may contain.
func cardDishes(p *Page, c TableCard, width float64) {
	y := 168.0
	p.Text(margin, y, strings.TrimSuffix(fmt.Sprintf("邻里带来 %d 道菜：%s", c.Dishes, c.Kinds), "："), Style{Size: 5, Bold: true, Most: width})
	for _, line := range wrapped(strings.Join(c.Names, "、"), 28, 2) {
		y += 6.6
		p.Text(margin, y, line, Style{Size: 4.4, Most: width})
	}
	words := "可能含：" + strings.Join(c.MayContain, "、") + "。家里做的菜，没写的也可能有。"
	if len(c.MayContain) == 0 {
		words = "这桌的菜没有标出过敏原，不等于没有。"
	}
	y = 187
	for _, line := range wrapped(words, 27, 2) {
		p.Text(margin, y, line, Style{Size: 4.6, Bold: true, Most: width})
		y += 6.4
	}
}

func numbers(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = fmt.Sprint(n)
	}
	return strings.Join(words, "、")
}

// SeatRow is a line of the list of where a building's households sit.
type SeatRow struct {
	Door    string // 2单元501
	Names   string // who lives there, for the building head
	Sitting string
	Hall    string
	Table   int // 0 for none yet
	Places  []int
	People  int
	Note    string // of the table, such as what its dishes may contain
}

// SeatList prints where the households of a building sit, with a box to tick when they
// were told: A4 upright, in the order of the doors. It returns also the characters that
// no font had, and [ErrNoFont].
func SeatList(fonts *Fonts, building, event string, rows []SeatRow, printed time.Time) ([]byte, []rune, error) {
	d, err := New(fonts, building+" "+event+" 座位名单", printed)
	if err != nil {
		return nil, nil, err
	}
	const onPage, top, height = 22, 46.0, 10.4
	pages := max(1, (len(rows)+onPage-1)/onPage)
	for n := range pages {
		p := d.Page(A4)
		p.Text(margin, 22, building+" · "+event+" · 谁坐哪里", Style{Size: 9, Bold: true, Most: A4.Width - 2*margin})
		p.Text(margin, 33, fmt.Sprintf("共 %d 户 · 第 %d 页，共 %d 页 · 打印于 %s", len(rows), n+1, pages, printed.Format("2006年1月2日 15:04")), Style{Size: 4.6, Color: Gray})
		columns := []float64{margin + 8, margin + 34, margin + 68, margin + 98, margin + 128, margin + 146, margin + 160}
		for i, title := range []string{"门户", "姓名", "哪一席", "会场", "桌", "人", "座位"} {
			p.Text(columns[i], top-3, title, Style{Size: 4.4, Color: Gray})
		}
		p.Line(margin, top, A4.Width-margin, top, 0.5, Red)
		for i, r := range rows[n*onPage : min(len(rows), (n+1)*onPage)] {
			y := top + float64(i+1)*height
			p.Line(margin, y, A4.Width-margin, y, 0.15, Gray)
			box(p, margin, y-7.4)
			table := fmt.Sprint(r.Table)
			if r.Table == 0 {
				table = "待定"
			}
			for k, cell := range []string{r.Door, r.Names, r.Sitting, r.Hall, table, fmt.Sprint(r.People), numbers(r.Places)} {
				most := A4.Width - margin - columns[k]
				if k+1 < len(columns) {
					most = columns[k+1] - columns[k] - 1.5
				}
				p.Text(columns[k], y-4, cell, Style{Size: 4.8, Bold: k == 4, Most: most})
			}
			if r.Note != "" { // under the line's own words, small
				p.Text(columns[2], y-0.7, r.Note, Style{Size: 2.6, Color: Gray, Most: A4.Width - margin - columns[2]})
			}
		}
		p.Text(margin, 288, "名单有姓名，用完请收好或撕掉", Style{Size: 4.2, Color: Gray})
	}
	body, err := d.Bytes()
	return body, d.Missing(), err
}
