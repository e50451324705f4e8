package paper_test

import (
	"bytes"
	"testing"
	"time"

	"wanjia/events/paper"
)

// Cards and lists of seats are PDFs of as many pages as they take, with every character.
func TestTables(t *testing.T) {
	t.Parallel()
	fonts := fonts(t)
	at := time.Date(2027, 1, 21, 2, 0, 0, 0, time.UTC)
	var cards []paper.TableCard
	for n := range 3 {
		c := paper.TableCard{Hall: "主会场", Number: n + 1, Dishes: 2, Kinds: "汤、蒸菜"}
		for range n * 5 {
			c.Homes = append(c.Homes, paper.CardHome{Where: "桂香苑 12栋", People: 3, Places: []int{1, 2, 3}, Wheelchair: n == 1})
		}
		cards = append(cards, c)
	}
	body, missing, err := paper.TableCards(fonts, "万家宴", "第一席 12:00", cards, at)
	if err != nil || len(missing) > 0 || !bytes.HasPrefix(body, []byte("%PDF-")) || bytes.Count(body, []byte("/Type /Page /Parent")) != 3 {
		t.Errorf("cards: %d bytes, missing %q, %v", len(body), string(missing), err)
	}
	var rows []paper.SeatRow
	for n := range 30 {
		rows = append(rows, paper.SeatRow{Door: "2单元501", Names: "龚婆婆", Sitting: "第一席 12:00", Hall: "主会场", Table: n % 3, Places: []int{4}, People: 1})
	}
	cards[1].Names, cards[1].MayContain = []string{"年年有余（鱼糕拼盘）", "排骨藕汤"}, []string{"鸡蛋", "鱼"}
	if body, missing, err = paper.TableCards(fonts, "万家宴", "第一席 12:00", cards[1:2], at); err != nil || len(missing) > 0 || bytes.Count(body, []byte("/Type /Page /Parent")) != 1 {
		t.Errorf("a card with dishes: missing %q, %v", string(missing), err)
	}
	plan := paper.SafetyPlan{
		Event: "万家宴", Facts: [][2]string{{"时间", "2027年1月31日（腊月廿四）"}}, Meals: [][]string{{"第一席", "12:00", "14000 人"}}, Posts: []string{"总指挥"}, Hotline: "027-1", Warnings: []string{"还没有安全责任人。"},
		Halls: []paper.SafetyHall{{Name: "主会场", Doors: [][]string{{"出口 1", "宽 2.0 米"}}}, {Name: "分会场01"}},
	}
	if body, missing, err = paper.Safety(fonts, plan, at); err != nil || len(missing) > 0 || bytes.Count(body, []byte("/Type /Page /Parent")) != 3 {
		t.Errorf("safety plan: %d bytes, missing %q, %v", len(body), string(missing), err)
	}
	body, missing, err = paper.SeatList(fonts, "桂香苑 12栋", "万家宴", rows, at)
	if err != nil || len(missing) > 0 || bytes.Count(body, []byte("/Type /Page /Parent")) != 2 {
		t.Errorf("list: %d bytes, missing %q, %v", len(body), string(missing), err)
	}
}
