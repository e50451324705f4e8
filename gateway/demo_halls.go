package main

import (
	"strconv"

	"wanjia/events/seed"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/tables"
)

// Where a made-up hall has its tables, in centimetres from its upper left corner.
const (
	hallLeft  = 400
	hallTop   = 900
	hallRight = 500
)

// demoHall draws a venue of the dataset: its tables where they stand, the stage before
// them, toilets by the wall the ways lead to, doors and a ramp.
func demoHall(v seed.Venue, list []seed.BanquetTable, venues []tables.Venue) floor.Hall {
	h := floor.Hall{ID: v.ID, Name: v.Name, Kind: v.Kind, X: v.X, Y: v.Y, AreaM2: v.AreaM2, Permit: v.Places}
	for _, x := range venues {
		if x.ID == v.ID {
			h.Helpers = x.Helpers
		}
	}
	for _, t := range list {
		if t.Venue != v.ID {
			continue
		}
		x := floor.Table{
			ID: t.ID, Number: t.Number, Shape: floor.Shape(t.Shape), Seats: t.Places, X: hallLeft + t.X, Y: hallTop + t.Y,
			AisleCM: t.AisleCM, StepFree: t.StepFree, ToiletM: t.ToiletM, Only: t.Only, Theme: t.Theme, Quiet: t.Quiet,
		}
		if x.Shape == floor.Long {
			x.Rotation = 90
		}
		for _, end := range t.Ends {
			if n, err := strconv.Atoi(end); err == nil {
				x.Ends = append(x.Ends, n)
			}
		}
		h.Tables = append(h.Tables, x)
		h.Width, h.Height = max(h.Width, x.X+hallRight), max(h.Height, x.Y+400)
	}
	h.Parts = hallParts(h.Width, h.Height)
	return h
}

func hallParts(width, height int) []floor.Part {
	middle := width / 2
	parts := []floor.Part{
		{Kind: "stage", Name: "舞台", X: middle - 500, Y: 80, Width: 1_000, Height: 350},
		{Kind: "kitchen", Name: "热菜间", X: width - 620, Y: 80, Width: 560, Height: 300},
		{Kind: "aisle", Name: "主通道", X: hallLeft - 180, Y: hallTop - 320, Width: width - hallLeft - 200, Height: 120},
		{Kind: "exit", Name: "出口 1", X: 0, Y: height - 260, Width: 40, Height: 200},
		{Kind: "exit", Name: "出口 2", X: width - 40, Y: height - 260, Width: 40, Height: 200},
		{Kind: "ramp", Name: "坡道", X: 40, Y: height - 240, Width: 220, Height: 160},
	}
	for y := hallTop; y < height-600; y += 2_400 {
		parts = append(parts, floor.Part{Kind: "toilet", Name: "无障碍卫生间", X: 40, Y: y, Width: 160, Height: 220})
	}
	return parts
}
