package paper

import (
	"strings"
	"time"
)

// DishCard is what stands on the card beside a dish.
type DishCard struct {
	Number     string // 08-0412
	Title      string
	Story      string
	Inside     string   // main ingredients, as the cook said
	MayContain []string // in words; never that something is not in it
	Where      string   // the cook's building
}

// DishCards prints cards for dishes, four on a sheet of A4 to be cut. It returns also the
// characters that no font had, and [ErrNoFont].
func DishCards(fonts *Fonts, event string, cards []DishCard, printed time.Time) ([]byte, []rune, error) {
	d, err := New(fonts, event+" 菜牌", printed)
	if err != nil {
		return nil, nil, err
	}
	const onPage = 4
	for n := range max(1, (len(cards)+onPage-1)/onPage) {
		p := d.Page(A4)
		p.Line(A4.Width/2, 0, A4.Width/2, A4.Height, 0.15, Gray)
		p.Line(0, A4.Height/2, A4.Width, A4.Height/2, 0.15, Gray)
		for i, c := range cards[n*onPage : min(len(cards), (n+1)*onPage)] {
			dishCard(p, float64(i%2)*A4.Width/2, float64(i/2)*A4.Height/2, event, c)
		}
	}
	body, err := d.Bytes()
	return body, d.Missing(), err
}

func dishCard(p *Page, x, y float64, event string, c DishCard) {
	const left, wide = 9.0, 87.0
	p.Text(x+left, y+15, event, Style{Size: 4.2, Color: Gray, Most: wide})
	p.Text(x+left, y+27, c.Number, Style{Size: 8, Bold: true, Color: Red, Most: wide})
	p.Line(x+left, y+31, x+left+wide, y+31, 0.5, Red)
	p.Text(x+left, y+45, c.Title, Style{Size: 9, Bold: true, Most: wide})
	row := y + 56
	for _, line := range wrapped(c.Story, 20, 5) {
		p.Text(x+left, row, line, Style{Size: 4.2, Most: wide})
		row += 6.4
	}
	if c.Inside != "" {
		p.Text(x+left, y+94, "里面有："+c.Inside, Style{Size: 4.2, Most: wide})
	}
	words := "可能含：" + strings.Join(c.MayContain, "、")
	if len(c.MayContain) == 0 {
		words = "没有标出过敏原，不等于没有"
	}
	row = y + 104
	for _, line := range wrapped(words, 17, 3) {
		p.Text(x+left, row, line, Style{Size: 4.8, Bold: true, Most: wide})
		row += 7
	}
	p.Text(x+left, y+138, c.Where+" 掌勺 · 家里做的菜，过敏的请先问", Style{Size: 3.8, Color: Gray, Most: wide})
}

// wrapped cuts a text into lines of so many characters, at most so many lines.
func wrapped(text string, wide, most int) (lines []string) {
	runes := []rune(strings.TrimSpace(text))
	for len(runes) > 0 && len(lines) < most {
		n := min(wide, len(runes))
		line := string(runes[:n])
		if runes = runes[n:]; len(runes) > 0 && len(lines) == most-1 {
			line = string([]rune(line)[:n-1]) + "…"
		}
		lines = append(lines, line)
	}
	return lines
}
