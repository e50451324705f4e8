package api

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// BanquetSheet is a photograph of a building's list that came back on paper.
type BanquetSheet struct {
	ID         banquet.SheetID  `json:"id"`
	Building   community.NodeID `json:"building"`
	Name       string           `json:"name" doc:"Of the building"`
	By         string           `json:"by"`
	At         time.Time        `json:"at"`
	Until      time.Time        `json:"until" doc:"When the photograph is taken away"`
	Typed      int              `json:"typed"`
	Unreadable int              `json:"unreadable"`
}

// BanquetSheets is the photographs of a building's lists, oldest first.
type BanquetSheets struct {
	Items []BanquetSheet `json:"items" nullable:"false"`
}

// BanquetSheetView is a photograph with the doors of its building.
type BanquetSheetView struct {
	BanquetSheet
	Rows []BanquetSheetRow `json:"rows" nullable:"false" doc:"In the order of a printed list; at the end those written in for doors nobody is known at"`
}

// BanquetSheetRow is a door of the building, and how far its row is.
type BanquetSheetRow struct {
	Door       string                `json:"door"`
	Household  community.HouseholdID `json:"household" doc:"Empty where nobody is known"`
	Names      []string              `json:"names" nullable:"false" doc:"Who is known to live there"`
	Person     community.PersonID    `json:"person" doc:"For whom the household is registered; empty for nobody"`
	Registered string                `json:"registered" doc:"State of its registration; empty for none"`
	State      banquet.RowState      `json:"state" enum:"todo,typed,unreadable"`
	ByHand     bool                  `json:"by_hand" doc:"Somebody changed on paper what was printed"`
	Note       string                `json:"note"`
	By         string                `json:"by"`
	At         *time.Time            `json:"at"`
}

// SheetsInput names a building.
type SheetsInput struct {
	EventInput
	Building community.NodeID `query:"building" required:"true" maxLength:"64" example:"GX-12"`
}

// SheetPath names a photograph.
type SheetPath struct {
	EventInput
	Sheet banquet.SheetID `path:"sheet" maxLength:"64"`
}

// SheetRowInput says how far a row is.
type SheetRowInput struct {
	SheetPath
	Door string `path:"door" maxLength:"64"`
	Body struct {
		State  banquet.RowState `json:"state" maxLength:"16" doc:"todo, typed or unreadable"`
		ByHand bool             `json:"by_hand,omitempty"`
		Note   string           `json:"note,omitempty" maxLength:"200" doc:"What was changed by hand"`
	}
}

func (a *API) wireSheet(e banquet.Edition, x banquet.Sheet, tree *community.Tree) BanquetSheet {
	w := BanquetSheet{ID: x.ID, Building: x.Building, Name: tree.BuildingName(x.Building), By: x.ByName, At: here(x.At)}
	for _, s := range e.Sittings {
		if until := here(s.Ends.Add(banquet.SheetKept)); until.After(w.Until) {
			w.Until = until
		}
	}
	for _, r := range x.Rows {
		switch r.State {
		case banquet.RowTyped:
			w.Typed++
		case banquet.RowUnreadable:
			w.Unreadable++
		}
	}
	return w
}

// sheetsOf is what photographs of a building need, if it is in the caller's reach.
func (a *API) sheetsOf(ctx context.Context, event events.ID, building community.NodeID) (banquet.Edition, *community.Tree, error) {
	s, err := a.feast()
	if err != nil {
		return banquet.Edition{}, nil, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return banquet.Edition{}, nil, err
	}
	if _, ok := tree.Building(building); !ok || !tree.Within(building, a.reach(ctx, identity.ActForPeople)) {
		return banquet.Edition{}, nil, community.ErrNoBuilding
	}
	e, err := s.Edition(ctx, event)
	return e, tree, err
}

// sheetIn is a photograph in the caller's reach.
func (a *API) sheetIn(ctx context.Context, event events.ID, id banquet.SheetID) (banquet.Edition, banquet.Sheet, *community.Tree, error) {
	s, err := a.feast()
	if err != nil {
		return banquet.Edition{}, banquet.Sheet{}, nil, banquet.ErrNoSheet
	}
	x, err := s.Sheet(ctx, event, id)
	if err != nil {
		return banquet.Edition{}, x, nil, err
	}
	e, tree, err := a.sheetsOf(ctx, event, x.Building)
	if err != nil {
		err = banquet.ErrNoSheet
	}
	return e, x, tree, err
}

// getSheets answers GET /v1/banquets/{event}/sheets?building=: 200 BanquetSheets | 404
// no_such_building.
func (a *API) getSheets(ctx context.Context, in *SheetsInput) (*reply[BanquetSheets], error) {
	e, tree, err := a.sheetsOf(ctx, in.Event, in.Building)
	if err != nil {
		return nil, err
	}
	list, err := a.Banquet.SheetsOf(ctx, in.Event, in.Building)
	if err != nil {
		return nil, err
	}
	out := BanquetSheets{Items: make([]BanquetSheet, len(list))}
	for i, x := range list {
		out.Items[i] = a.wireSheet(e, x, tree)
	}
	return &reply[BanquetSheets]{out}, nil
}

// postSheet answers POST /v1/banquets/{event}/sheets?building=: 201 BanquetSheet | 400
// picture, picture_size | 404 no_such_building | 409 sheet_full. The body is the picture.
func (a *API) postSheet(c *fiber.Ctx) error {
	ctx := c.UserContext()
	event, building := events.ID(c.Params("event")), community.NodeID(c.Query("building"))
	e, tree, err := a.sheetsOf(ctx, event, building)
	if err != nil {
		return err
	}
	var x banquet.Sheet
	err = a.audited(ctx, "banquet.sheet", "building/"+string(building), building, "", "", map[string]string{"event": string(event)}, func(ctx context.Context) (err error) {
		who := actor(ctx).Account
		x, err = a.Banquet.AddSheet(ctx, event, building, c.Body(), string(who.ID), who.Name)
		return err
	})
	if err != nil {
		return err
	}
	return c.Status(fiber.StatusCreated).JSON(a.wireSheet(e, x, tree))
}

// getSheet answers GET /v1/banquets/{event}/sheets/{sheet}: 200 BanquetSheetView | 404
// no_such_sheet.
func (a *API) getSheet(ctx context.Context, in *SheetPath) (*reply[BanquetSheetView], error) {
	e, x, tree, err := a.sheetIn(ctx, in.Event, in.Sheet)
	if err != nil {
		return nil, err
	}
	return a.replySheet(ctx, e, x, tree)
}

func (a *API) replySheet(ctx context.Context, e banquet.Edition, x banquet.Sheet, tree *community.Tree) (*reply[BanquetSheetView], error) {
	doors, err := a.Community.Doors(ctx, a.reach(ctx, identity.ActForPeople), x.Building)
	if err != nil {
		return nil, err
	}
	registered, err := a.Banquet.InBuilding(ctx, e.ID, x.Building)
	if err != nil {
		return nil, err
	}
	w := BanquetSheetView{a.wireSheet(e, x, tree), make([]BanquetSheetRow, len(doors))}
	for i, d := range doors {
		mark, marked := x.Rows[d.Household.Code]
		r := BanquetSheetRow{Door: d.Household.Code, Household: d.Household.ID, Names: []string{}, State: banquet.RowToDo}
		for _, p := range d.People {
			r.Names = append(r.Names, p.Name)
			if age, known := community.Age(p.Born, a.Now()); r.Person == "" && (!known || age >= 18) {
				r.Person = p.ID
			}
		}
		if j := slices.IndexFunc(registered, func(g banquet.Registration) bool { return g.Household == d.Household.ID }); j >= 0 {
			r.Registered = string(registered[j].State)
		}
		if marked {
			r.State, r.ByHand, r.Note, r.By, r.At = mark.State, mark.ByHand, mark.Note, mark.By, whenSet(mark.At)
		}
		w.Rows[i] = r
	}
	w.Rows = append(w.Rows, beyondList(x, w.Rows)...)
	return &reply[BanquetSheetView]{w}, nil
}

// beyondList are the rows of a sheet that somebody wrote in for doors nobody is known at.
func beyondList(x banquet.Sheet, listed []BanquetSheetRow) (rows []BanquetSheetRow) {
	for _, door := range slices.Sorted(maps.Keys(x.Rows)) {
		if slices.ContainsFunc(listed, func(r BanquetSheetRow) bool { return r.Door == door }) {
			continue
		}
		m := x.Rows[door]
		rows = append(rows, BanquetSheetRow{Door: door, Names: []string{}, State: m.State, ByHand: m.ByHand, Note: m.Note, By: m.By, At: whenSet(m.At)})
	}
	return rows
}

// getSheetPicture answers GET /v1/banquets/{event}/sheets/{sheet}/picture.jpg: 200
// image/jpeg | 404 no_such_sheet. No cache keeps it: it shows who lives where.
func (a *API) getSheetPicture(c *fiber.Ctx) error {
	ctx := c.UserContext()
	_, x, _, err := a.sheetIn(ctx, events.ID(c.Params("event")), banquet.SheetID(c.Params("sheet")))
	if err != nil {
		return err
	}
	if a.Banquet.Pictures == nil {
		return banquet.ErrNoSheetRoom
	}
	picture, err := a.Banquet.Pictures.Picture(ctx, x.Key)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "image/jpeg")
	return c.Send(picture)
}

// putSheetRow answers PUT /v1/banquets/{event}/sheets/{sheet}/rows/{door}: 200
// BanquetSheetView | 400 sheet_row, wish_door | 404 no_such_sheet.
func (a *API) putSheetRow(ctx context.Context, in *SheetRowInput) (*reply[BanquetSheetView], error) {
	e, x, tree, err := a.sheetIn(ctx, in.Event, in.Sheet)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(in.Door, string(x.Building)+"-") {
		return nil, errDoor.With("door", in.Door)
	}
	row := banquet.SheetRow{State: in.Body.State, ByHand: in.Body.ByHand, Note: in.Body.Note, By: actor(ctx).Account.Name}
	detail := map[string]string{"door": in.Door, "state": string(row.State)}
	err = a.audited(ctx, "banquet.sheet_row", "building/"+string(x.Building), x.Building, "", "", detail, func(ctx context.Context) (err error) {
		x, err = a.Banquet.MarkRow(ctx, x.ID, in.Door, row)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.replySheet(ctx, e, x, tree)
}

// deleteSheet answers DELETE /v1/banquets/{event}/sheets/{sheet}: 204 | 404
// no_such_sheet.
func (a *API) deleteSheet(ctx context.Context, in *SheetPath) (*struct{}, error) {
	_, x, _, err := a.sheetIn(ctx, in.Event, in.Sheet)
	if err != nil {
		return nil, err
	}
	return nil, a.audited(ctx, "banquet.sheet_gone", "building/"+string(x.Building), x.Building, "", "", nil, func(ctx context.Context) error {
		return a.Banquet.RemoveSheet(ctx, x)
	})
}
