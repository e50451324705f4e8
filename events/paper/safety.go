package paper

import (
	"fmt"
	"strings"
	"time"
)

// SafetyPlan is what the authorities read of how a large event is kept safe: what the
// records say, with lines left for what only people can fill in.
type SafetyPlan struct {
	Event    string
	Facts    [][2]string // what it is about, in the order it is read
	Meals    [][]string  // title, hours, people at most
	Posts    []string    // duties, each with lines for a name and a number
	Hotline  string
	Halls    []SafetyHall
	Warnings []string // what has to be put right before it is handed in
}

// SafetyHall is a venue in a safety plan.
type SafetyHall struct {
	Name     string
	Facts    [][2]string
	Rules    [][]string // what limits the people, how many, whether it decides
	Doors    [][]string // exit or ramp, width in metres
	Wardens  [][]string // where, how many are needed, who
	Drawing  string     // the drawing it was made from
	Warnings []string
}

// ExitFlow is how many people pass a metre of level door each minute, and ClearIn how long
// leaving a hall may take.
const (
	ExitFlow = 60
	ClearIn  = 8 // minutes
)

// Safety prints a safety plan: A4 upright, a page for the event and one for each venue. It
// returns also the characters that no font had, and [ErrNoFont].
func Safety(fonts *Fonts, s SafetyPlan, printed time.Time) ([]byte, []rune, error) {
	d, err := New(fonts, s.Event+" 安全工作方案", printed)
	if err != nil {
		return nil, nil, err
	}
	of := len(s.Halls) + 1
	p := safetyPage(d, s.Event+" 安全工作方案", 1, of, printed)
	y := safetyWarnings(p, 40, s.Warnings)
	y = safetyFacts(p, y, s.Facts)
	y = safetyTable(p, y, "哪一席、什么时候、最多多少人", []float64{60, 78, 40}, s.Meals)
	posts := make([][]string, len(s.Posts))
	for i, duty := range s.Posts {
		posts[i] = []string{duty, "姓名：", "电话："}
	}
	y = safetyTable(p, y, "岗位和联系人（由责任单位填写）", []float64{58, 60, 60}, posts)
	p.Text(margin, y+6, "服务热线 "+s.Hotline+" · 报警 110 · 火警 119 · 急救 120", Style{Size: 4.6, Bold: true, Most: A4.Width - 2*margin})
	for i, h := range s.Halls {
		safetyHall(safetyPage(d, h.Name, i+2, of, printed), h)
	}
	body, err := d.Bytes()
	return body, d.Missing(), err
}

func safetyPage(d *Document, title string, n, of int, printed time.Time) *Page {
	p := d.Page(A4)
	p.Text(margin, 24, title, Style{Size: 9, Bold: true, Most: A4.Width - 2*margin})
	p.Line(margin, 30, A4.Width-margin, 30, 0.5, Red)
	p.Text(margin, 288, fmt.Sprintf("第 %d 页，共 %d 页 · 按 %s 的记录生成", n, of, printed.Format("2006年1月2日 15:04")), Style{Size: 3.8, Color: Gray})
	return p
}

func safetyHall(p *Page, h SafetyHall) {
	y := safetyWarnings(p, 40, h.Warnings)
	y = safetyFacts(p, y, h.Facts)
	y = safetyTable(p, y, "容量怎么定的", []float64{98, 40, 40}, h.Rules)
	y = safetyTable(p, y, "出口和坡道", []float64{98, 80}, h.Doors)
	y = safetyTable(p, y, "疏散引导和陪护", []float64{58, 30, 90}, h.Wardens)
	p.Text(margin, y+6, "图纸 "+h.Drawing, Style{Size: 3.8, Color: Gray, Most: A4.Width - 2*margin})
}

func safetyWarnings(p *Page, y float64, list []string) float64 {
	for _, text := range list {
		for _, line := range wrapped("！"+text, 36, 2) {
			p.Text(margin, y, line, Style{Size: 4.6, Bold: true, Color: Red, Most: A4.Width - 2*margin})
			y += 6.6
		}
	}
	return y
}

func safetyFacts(p *Page, y float64, facts [][2]string) float64 {
	rows := make([][]string, len(facts))
	for i, f := range facts {
		rows[i] = []string{f[0], strings.TrimSpace(f[1])}
	}
	return p.Table(margin, y-4, 7.2, []Column{{46, Style{Size: 4.2, Color: Gray}}, {132, Style{Size: 4.4}}}, rows) + 4
}

func safetyTable(p *Page, y float64, title string, widths []float64, rows [][]string) float64 {
	p.Text(margin, y+6, title, Style{Size: 5, Bold: true, Most: A4.Width - 2*margin})
	columns := make([]Column, len(widths))
	for i, w := range widths {
		columns[i] = Column{w, Style{Size: 4.2}}
	}
	if len(rows) == 0 {
		rows = [][]string{{"没有记录，请补上"}}
	}
	return p.Table(margin, y+8, 7, columns, rows[:min(len(rows), 14)]) + 3
}
