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
	body, missing, err = paper.SeatList(fonts, "桂香苑 12栋", "万家宴", rows, at)
	if err != nil || len(missing) > 0 || bytes.Count(body, []byte("/Type /Page /Parent")) != 2 {
		t.Errorf("list: %d bytes, missing %q, %v", len(body), string(missing), err)
	}
}
