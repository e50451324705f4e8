package seating

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// form is the document of a plan: the seating plan of pretix (schema 0.0.1, and the
// members newer files carry) with what it does not have under one key of our own.
type form struct {
	Name       string     `json:"name"`
	Zones      []zone     `json:"zones"`
	Categories []category `json:"categories"`
	Size       *size      `json:"size,omitempty"`
	Wanjia     *extra     `json:"wanjia,omitempty"`
}

type zone struct {
	Name      string            `json:"name,omitempty"`
	UUID      string            `json:"uuid,omitempty"`
	Displayed *bool             `json:"displayed,omitempty"`
	Position  Spot              `json:"position"`
	Rows      []row             `json:"rows"`
	Areas     []json.RawMessage `json:"areas,omitempty"` // drawn, not sat on: kept as they are
}

type row struct {
	Number         string `json:"row_number"`
	Label          string `json:"row_label,omitempty"`
	UUID           string `json:"uuid,omitempty"`
	NumberPosition string `json:"row_number_position,omitempty"`
	Position       *Spot  `json:"position,omitempty"`
	Spacing        int    `json:"seats_spacing,omitempty"`
	Seats          []seat `json:"seats"`
}

type seat struct {
	GUID     string     `json:"seat_guid"`
	Number   string     `json:"seat_number"`
	UUID     string     `json:"uuid,omitempty"`
	Position Spot       `json:"position"`
	Category string     `json:"category"`
	Radius   coordinate `json:"radius,omitempty"`
}

type category struct {
	Name  string `json:"name"`
	Color string `json:"color,omitempty"`
}

type size struct {
	Width  coordinate `json:"width"`
	Height coordinate `json:"height"`
}

// extra is what we add. What is left out of it is worked out from the drawing.
type extra struct {
	Units      string          `json:"units,omitempty"` // of the drawing: cm, px
	FocalPoint *Spot           `json:"focalPoint,omitempty"`
	Sectors    []string        `json:"sectors,omitempty"` // the zones, best first
	Rows       [][]extraRow    `json:"rows,omitempty"`    // of each zone, of each of its rows
	Seats      map[string]mark `json:"seats,omitempty"`   // by seat_guid, those that are not normal
	Tables     []Table         `json:"tables,omitempty"`
	Paths      json.RawMessage `json:"paths,omitempty"`
}

// extraRow is where a row lies.
type extraRow struct {
	Order int   `json:"order"`           // from the stage
	Axis  int   `json:"axis"`            // twice the slot of the middle of the full row
	Slots []int `json:"slots,omitempty"` // of each seat; none for 1, 2, 3, ...
}

// mark is what a seat is, when it is not a normal one.
type mark struct {
	Kind Kind   `json:"kind"`
	With string `json:"with,omitempty"` // of a companion: seat_guid of the wheelchair place
}

// coordinate is a whole number that may be written as any number.
type coordinate int

// UnmarshalJSON implements [json.Unmarshaler].
func (c *coordinate) UnmarshalJSON(b []byte) error {
	f, err := strconv.ParseFloat(string(b), 64)
	if err != nil || math.Abs(f) > 1e7 {
		return fmt.Errorf("%.40s is no place on a drawing", b)
	}
	*c = coordinate(math.Round(f))
	return nil
}
