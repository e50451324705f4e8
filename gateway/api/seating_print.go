package api

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/paper"
	"wanjia/gateway/identity"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
)

// CardKey is where the cards of a hall lie that were made in the night, as long as the
// version they are of counts.
func CardKey(version, hall string) string {
	return "seating/cards/" + strings.ReplaceAll(version, "/", "-") + "/" + hall + ".pdf"
}

// getTableCards answers GET /v1/events/{event}/seating/{session}/halls/{hall}/cards.pdf?table=:
// 200 application/pdf | 404 no_such_sitting, no_seating, no_such_hall, no_such_table | 409
// seating_unpublished | 503 no_font. Printing is noted: who sits at a printed table does not move for others.
func (a *API) getTableCards(c *fiber.Ctx) error {
	ctx := c.UserContext()
	event, sitting, hall, table := events.ID(c.Params("event")), events.SessionID(c.Params("session")), c.Params("hall"), c.Query("table")
	if _, err := a.seated(ctx, event, sitting); err != nil {
		return err
	}
	v, err := a.Seating.Public(ctx, event, sitting)
	if err != nil {
		return err
	}
	tables := CardTables(v, hall, table)
	if len(tables) == 0 {
		return floor.ErrNoTable
	}
	var body []byte
	detail := map[string]string{"hall": hall, "tables": fmt.Sprint(len(tables))}
	err = a.audited(ctx, "seating.print", "seating/"+string(event)+"/"+string(sitting), "*", "", "", detail, func(ctx context.Context) (err error) {
		if body = a.keptCards(ctx, v, hall, table); body == nil {
			if body, err = a.Cards(ctx, v, tables); err != nil {
				return err
			}
		}
		return a.Seating.NotePrinted(ctx, event, sitting, tables)
	})
	if err != nil {
		return err
	}
	return sendPDF(c, "cards-"+hall+table, body)
}

// keptCards are the cards of a whole hall that were made in the night; nil where there are
// none of this version.
func (a *API) keptCards(ctx context.Context, v *runs.Version, hall, table string) []byte {
	if table != "" || a.Objects == nil {
		return nil
	}
	body, err := a.wholeObject(ctx, CardKey(v.ID, hall))
	if err != nil {
		return nil // then they are made now
	}
	return body
}

// mostCards bounds what is read of an object with cards.
const mostCards = 32 << 20

func (a *API) wholeObject(ctx context.Context, key string) ([]byte, error) {
	r, _, err := a.Objects.Get(ctx, key)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, mostCards))
}

// CardTables are the tables of a hall that have a card, or the one asked for.
func CardTables(v *runs.Version, hall, table string) []string {
	var list []string
	for _, c := range v.TableCards() {
		if c.Venue == hall && (table == "" || c.Table == table) {
			list = append(list, c.Table)
		}
	}
	return list
}

// Cards prints the cards of tables of a version. It returns paper.ErrNoFont.
func (a *API) Cards(ctx context.Context, v *runs.Version, tables []string) ([]byte, error) {
	event, err := a.Events.Event(ctx, v.Event)
	if err != nil {
		return nil, err
	}
	sitting, err := a.Seating.Sitting(ctx, v.Event, v.Sitting)
	if err != nil {
		return nil, err
	}
	halls, err := a.Seating.Halls(ctx, v.Event)
	if err != nil {
		return nil, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	names, numbers := map[string]string{}, map[string]int{}
	for _, h := range halls {
		names[h.ID] = h.Name
		for _, t := range h.Tables {
			numbers[t.ID] = t.Number
		}
	}
	building, fills := map[string]string{}, map[string][]string{}
	for _, h := range v.Plan.Households {
		building[h.ID] = tree.BuildingName(community.NodeID(h.Building))
	}
	for _, d := range v.Plan.Dishes {
		fills[d.ID] = d.Fills
	}
	dishes, err := a.dishesOn(ctx, v, tables)
	if err != nil {
		return nil, err
	}
	var cards []paper.TableCard
	for _, c := range v.TableCards() {
		if !slices.Contains(tables, c.Table) {
			continue
		}
		card := paper.TableCard{Hall: names[c.Venue], Number: numbers[c.Table], Dishes: len(c.Dishes), Names: dishes.names(c.Table), MayContain: dishes.words(c.Table)}
		var kinds []string
		for _, d := range c.Dishes {
			for _, f := range fills[d] {
				if word := kindWords[f]; word != "" && !slices.Contains(kinds, word) {
					kinds = append(kinds, word)
				}
			}
		}
		card.Kinds = strings.Join(kinds, "、")
		for i, seat := range c.Seats {
			card.Homes = append(card.Homes, paper.CardHome{Where: building[seat.Household], People: c.People[i], Places: seat.Places, Wheelchair: len(seat.Wheelchairs) > 0})
		}
		cards = append(cards, card)
	}
	body, missing, err := paper.TableCards(a.Fonts, event.Title.ZH, sitting.Title.ZH, cards, a.Now().In(events.Zone))
	a.noteMissing(ctx, missing)
	return body, err
}

var kindWords = map[string]string{"soup": "汤", "steamed": "蒸菜", "vegetable": "素菜"}

func (a *API) noteMissing(ctx context.Context, missing []rune) {
	if len(missing) > 0 {
		a.Log.LogAttrs(ctx, slog.LevelWarn, "no font has these characters", slog.String("characters", string(missing)))
	}
}

func sendPDF(c *fiber.Ctx, name string, body []byte) error {
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="`+name+`.pdf"`)
	return c.Send(body)
}

// getBuildingSeats answers GET /v1/buildings/{building}/seats.pdf?event=: 200
// application/pdf, where the households of a building sit | 404 no_such_building,
// no_such_event | 503 no_font.
func (a *API) getBuildingSeats(c *fiber.Ctx) error {
	ctx := c.UserContext()
	building := community.NodeID(c.Params("building"))
	event, err := a.Events.Event(ctx, events.ID(c.Query("event")))
	if err != nil {
		return err
	}
	doors, err := a.Community.Doors(ctx, a.reach(ctx, identity.ActForPeople), building)
	if err != nil {
		return err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return err
	}
	rows := []paper.SeatRow{}
	for _, d := range doors {
		more, err := a.seatRows(ctx, event.ID, d)
		if err != nil {
			return err
		}
		rows = append(rows, more...)
	}
	var body []byte
	var missing []rune
	err = a.audited(ctx, "seats.print", "building/"+string(building), building, "", "", map[string]string{"event": string(event.ID)}, func(context.Context) (err error) {
		body, missing, err = paper.SeatList(a.Fonts, tree.BuildingName(building), event.Title.ZH, rows, a.Now().In(events.Zone))
		return err
	})
	if err != nil {
		return err
	}
	a.noteMissing(ctx, missing)
	return sendPDF(c, "seats-"+string(building), body)
}

// seatRows are the sittings a household comes to.
func (a *API) seatRows(ctx context.Context, event events.ID, d community.Door) ([]paper.SeatRow, error) {
	if a.Seating == nil {
		return nil, nil
	}
	seats, err := a.ownSeatsAt(ctx, event, string(d.Household.ID))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, p := range d.People {
		names = append(names, p.Name)
	}
	var rows []paper.SeatRow
	for _, s := range seats {
		rows = append(rows, paper.SeatRow{
			Door: fmt.Sprintf("%d单元%s", d.Household.Unit, d.Household.Room), Names: strings.Join(names, "、"), Sitting: s.Title.ZH,
			Hall: s.HallName.ZH, Table: s.Table, Places: s.Places, People: len(s.Places), Note: s.note,
		})
	}
	return rows, nil
}
