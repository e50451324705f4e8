package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/paper"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// getBuildingBookings answers GET /v1/buildings/{building}/bookings.pdf?event=: 200
// application/pdf, who of a building has booked an event | 404 no_such_building,
// no_such_event | 503 no_font.
func (a *API) getBuildingBookings(c *fiber.Ctx) error {
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
	rows, err := a.bookingsBehind(ctx, doors, event)
	if err != nil {
		return err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return err
	}
	var body []byte
	var missing []rune
	err = a.audited(ctx, "bookings.print", "building/"+string(building), building, "", "", map[string]string{"event": string(event.ID)}, func(context.Context) (err error) {
		body, missing, err = paper.Bookings(a.Fonts, tree.BuildingName(building), event.Title.ZH, rows, a.Now().In(events.Zone))
		return err
	})
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		a.Log.LogAttrs(ctx, slog.LevelWarn, "no font has these characters", slog.String("characters", string(missing)), slog.String("building", string(building)))
	}
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="bookings-`+string(building)+`.pdf"`)
	return c.Send(body)
}

// bookingsBehind lists what people behind the doors have booked of an event, by door.
func (a *API) bookingsBehind(ctx context.Context, doors []community.Door, event events.Event) ([]paper.BookingRow, error) {
	rows := []paper.BookingRow{}
	for _, d := range doors {
		for _, p := range d.People {
			claims, err := a.liveClaims(ctx, p.ID, event.ID)
			if err != nil {
				return nil, err
			}
			for _, claim := range claims {
				_, session, err := a.about(ctx, claim)
				if err != nil {
					return nil, err
				}
				row := paper.BookingRow{
					Door: fmt.Sprintf("%d单元%s", d.Household.Unit, d.Household.Room), Name: p.Name, When: session.Starts.In(events.Zone).Format("1月2日 15:04"),
					Party: partyWords(claim.Party, claim.Children), Code: strings.ToUpper(claim.Code),
				}
				if a.Passes != nil {
					if issued, err := a.Passes.Pass(ctx, claim); err == nil { // without gates there is none to name
						row.Gate, _ = gateNames(issued.Gate)
					}
				}
				rows = append(rows, row)
			}
		}
	}
	return rows, nil
}

// liveClaims are somebody's bookings of an event that stand, under their own record and
// the account that stands for them.
func (a *API) liveClaims(ctx context.Context, person community.PersonID, event events.ID) ([]ticketing.Claim, error) {
	holders, err := a.records(ctx, person)
	if err != nil {
		return nil, err
	}
	if account, err := a.Identity.AccountOfPerson(ctx, string(person)); err == nil {
		holders = append(holders, ticketing.HolderID(account.ID))
	} else if !errors.Is(err, identity.ErrNoAccount) {
		return nil, err
	}
	var out []ticketing.Claim
	for _, h := range holders {
		list, _, err := a.Tickets.ClaimsOf(ctx, h, events.PageQuery{Limit: 50})
		if err != nil {
			return nil, err
		}
		out = append(out, slices.DeleteFunc(list, func(c ticketing.Claim) bool { return c.Event != event || c.State != ticketing.Claimed })...)
	}
	slices.SortFunc(out, func(x, y ticketing.Claim) int { return cmp.Compare(x.Session, y.Session) })
	return out, nil
}
