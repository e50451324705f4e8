package banquet

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/community/portrait"
	"wanjia/events/fault"
)

// Errors of sheets.
var (
	ErrNoSheet     = fault.New(fault.NotFound, "no_such_sheet", "there is no such sheet, or it is not yours to see")
	ErrSheetRow    = fault.New(fault.Invalid, "sheet_row", "a row is still to do, typed, or cannot be read")
	ErrSheetFull   = fault.New(fault.Conflict, "sheet_full", "there are forty photographs of this building; take away those that are done")
	ErrNoSheetRoom = fault.New(fault.Unavailable, "sheets_closed", "no photographs can be kept here")
)

// MostSheets is how many photographs of one building's lists are kept at a time.
const MostSheets = 40

// SheetKept is how long a photograph is kept after its banquet: until whoever was
// forgotten has said so.
const SheetKept = 30 * 24 * time.Hour

// sheetComing is after how long one that was being stored counts as cut short.
const sheetComing = time.Hour

// SheetID names a photograph.
type SheetID string

// Sheet is a photograph of a building's list that came back on paper, with how far it
// is typed. The picture lies in [community.Pictures] under Key.
//
// Indexes: "building" (edition/building/at).
type Sheet struct {
	ID       SheetID             `json:"id"`
	Edition  events.ID           `json:"edition"`
	Building community.NodeID    `json:"building"`
	Key      string              `json:"key"`
	Ready    bool                `json:"ready"` // the picture is stored
	By       string              `json:"by"`    // account that sent it
	ByName   string              `json:"by_name,omitempty"`
	At       time.Time           `json:"at"`
	Rows     map[string]SheetRow `json:"rows,omitempty"` // by door; those not here are to do
}

// RowState is how far a row of a sheet is.
type RowState string

// The states of a row.
const (
	RowToDo       RowState = "todo"
	RowTyped      RowState = "typed"
	RowUnreadable RowState = "unreadable"
)

// SheetRow is a row of a sheet that somebody has looked at.
type SheetRow struct {
	State  RowState  `json:"state"`
	ByHand bool      `json:"by_hand,omitempty"` // somebody changed on paper what was printed
	Note   string    `json:"note,omitempty"`    // what was changed
	By     string    `json:"by,omitempty"`      // as people call them
	At     time.Time `json:"at"`
}

// AddSheet keeps a photograph, drawn anew: see [portrait.Page], whose errors it returns,
// [ErrNoBanquet], [ErrSheetFull] and [ErrNoSheetRoom].
func (s *Service) AddSheet(ctx context.Context, edition events.ID, building community.NodeID, picture []byte, by, name string) (Sheet, error) {
	if s.Pictures == nil {
		return Sheet{}, ErrNoSheetRoom
	}
	if _, err := s.Edition(ctx, edition); err != nil {
		return Sheet{}, err
	}
	if n, err := s.Store.Sheets.Count(ctx, "building", sheetsUnder(edition, building)); err != nil {
		return Sheet{}, err
	} else if n >= MostSheets {
		return Sheet{}, ErrSheetFull
	}
	jpeg, err := portrait.Page(ctx, picture)
	if err != nil {
		return Sheet{}, err
	}
	id := strings.ToLower(rand.Text())
	x := Sheet{ID: SheetID(id), Edition: edition, Building: building, Key: "sheets/" + id + ".jpg", By: by, ByName: name, At: s.Now()}
	// Written down before the picture is: none can be left that nobody knows.
	if err := added(s.Store.Sheets.Add(ctx, x)); err != nil {
		return Sheet{}, err
	}
	if err := s.Pictures.PutPicture(ctx, x.Key, jpeg); err != nil {
		return Sheet{}, errors.Join(fmt.Errorf("keep a photograph of a sheet: %w", err), s.RemoveSheet(context.WithoutCancel(ctx), x))
	}
	return s.Store.Sheets.Change(ctx, x.ID, func(x *Sheet) error {
		x.Ready = true
		return nil
	})
}

func sheetsUnder(edition events.ID, building community.NodeID) string {
	return string(edition) + "/" + string(building) + "/"
}

// SheetsOf returns the photographs of a building's lists, oldest first.
func (s *Service) SheetsOf(ctx context.Context, edition events.ID, building community.NodeID) ([]Sheet, error) {
	list, err := all(ctx, s.Store.Sheets, community.By{Index: "building", Prefix: sheetsUnder(edition, building)})
	return slices.DeleteFunc(list, func(x Sheet) bool { return !x.Ready }), err
}

// Sheet returns one of an edition, or [ErrNoSheet].
func (s *Service) Sheet(ctx context.Context, edition events.ID, id SheetID) (Sheet, error) {
	x, err := s.Store.Sheets.Get(ctx, id)
	if err == nil && (x.Edition != edition || !x.Ready) {
		err = ErrNoSheet
	}
	return x, err
}

// MarkRow writes down how far the row of a door is, by whom it is said. It returns
// [ErrSheetRow] and [ErrNoSheet].
func (s *Service) MarkRow(ctx context.Context, id SheetID, door string, row SheetRow) (Sheet, error) {
	if row.State != RowToDo && row.State != RowTyped && row.State != RowUnreadable {
		return Sheet{}, ErrSheetRow
	}
	row.Note, row.At = strings.TrimSpace(row.Note), s.Now()
	return s.Store.Sheets.Change(ctx, id, func(x *Sheet) error {
		x.Rows = maps.Clone(x.Rows)
		if x.Rows == nil {
			x.Rows = map[string]SheetRow{}
		}
		x.Rows[door] = row
		return nil
	})
}

// RemoveSheet takes a photograph away, the picture first. Safe to repeat.
func (s *Service) RemoveSheet(ctx context.Context, x Sheet) error {
	if s.Pictures == nil {
		return ErrNoSheetRoom
	}
	if err := s.Pictures.RemovePicture(ctx, x.Key); err != nil {
		return err
	}
	return s.Store.Sheets.Remove(ctx, x.ID)
}

// SweepSheets takes the photographs away whose banquet was over [SheetKept] before now,
// and those that were cut short while they were stored; it returns how many went. Safe to
// repeat.
func (s *Service) SweepSheets(ctx context.Context, now time.Time) (int, error) {
	n := 0
	if s.Pictures == nil {
		return n, nil
	}
	for x, err := range s.Store.Sheets.All(ctx) {
		if err != nil {
			return n, err
		}
		e, err := s.Edition(ctx, x.Edition)
		if err != nil && !errors.Is(err, ErrNoBanquet) {
			return n, err
		}
		over := err != nil || !slices.ContainsFunc(e.Sittings, func(y Sitting) bool { return y.Ends.Add(SheetKept).After(now) })
		if !over && (x.Ready || x.At.Add(sheetComing).After(now)) {
			continue
		}
		if err := s.RemoveSheet(ctx, x); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
