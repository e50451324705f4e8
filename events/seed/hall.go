package seed

import (
	"encoding/json"
	"fmt"
)

// The hall of the rehearsal, on its drawing: centimetres from the left end of the
// widest row and from the stage.
const (
	seatWide   = 60
	rowDeep    = 110
	firstRow   = 320
	balconyGap = 260 // more than a row, between stalls and balcony
)

// hallRows are the rows from the stage: a letter is a seat, "." for anybody, "w" room
// for a wheelchair, "<" and ">" the seat beside it to its right and left; a blank is an aisle one seat wide.
var hallRows = []struct {
	zone  int
	name  string
	seats string
}{
	{0, "1", " ...... ...... "}, {0, "2", " ...... ...... "}, {0, "3", "....... ......."}, {0, "4", "....... ......."},
	{0, "5", "....... ......."}, {0, "6", "....... ......."}, {0, "7", "....... ......."}, {0, "8", "w<...>w w<...>w"},
	{1, "11", " ...... ...... "}, {1, "12", " ...... ...... "}, {1, "13", " ...... ...... "},
}

// Hall returns the document of the rehearsal's seating plan, in the form of pretix with
// our key, and how many seats it has. The hall does not exist.
func Hall() (document []byte, seats int) {
	type object = map[string]any
	zones := []object{
		{"name": "池座", "position": object{"x": 0, "y": 0}, "areas": []object{hallStage()}},
		{"name": "楼座", "position": object{"x": 0, "y": balconyGap}, "areas": []object{}},
	}
	rows, marks := [2][]object{}, object{}
	for i, r := range hallRows {
		var list []object
		for x, letter := range r.seats {
			if letter == ' ' {
				continue
			}
			n := len(list) + 1
			guid := seatIn(r.name, n)
			switch letter {
			case 'w':
				marks[guid] = object{"kind": "wheelchair"}
			case '<':
				marks[guid] = object{"kind": "companion", "with": seatIn(r.name, n-1)}
			case '>':
				marks[guid] = object{"kind": "companion", "with": seatIn(r.name, n+1)}
			}
			list = append(list, object{
				"seat_guid": guid, "seat_number": fmt.Sprint(n), "category": "座位",
				"position": object{"x": x * seatWide, "y": 0},
			})
		}
		seats += len(list)
		rows[r.zone] = append(rows[r.zone], object{"row_number": r.name, "position": object{"x": 0, "y": firstRow + i*rowDeep}, "seats": list})
	}
	for i := range zones {
		zones[i]["rows"] = rows[i]
	}
	wide := (len(hallRows[0].seats) - 1) * seatWide
	document, err := json.Marshal(object{
		"name": "排练剧场", "categories": []object{{"name": "座位", "color": "#b5482f"}}, "zones": zones,
		"size":   object{"width": wide, "height": firstRow + len(hallRows)*rowDeep + balconyGap},
		"wanjia": object{"units": "cm", "focalPoint": object{"x": wide / 2, "y": 0}, "seats": marks},
	})
	if err != nil { // maps of words and numbers can be written
		panic(err)
	}
	return document, seats
}

func seatIn(row string, n int) string { return fmt.Sprintf("hall-%s-%d", row, n) }

// hallStage is drawn and not sat on.
func hallStage() map[string]any {
	return map[string]any{
		"shape": "rectangle", "color": "#efe3c8", "border_color": "#b08a4a", "rotation": 0,
		"position": map[string]any{"x": 120, "y": 0}, "rectangle": map[string]any{"width": 600, "height": 180},
		"text": map[string]any{"text": "舞台 Stage", "color": "#2a201a", "position": map[string]any{"x": 300, "y": 90}},
	}
}
