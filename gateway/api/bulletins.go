package api

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

var errNoBulletin = fault.New(fault.NotFound, "no_such_bulletin", "there is no such bulletin")

// Tellings is who was told of a bulletin, and who was not yet.
type Tellings interface {
	// Counts returns how many tellings of a bulletin are in each state.
	Counts(ctx context.Context, bulletin string) (map[string]int, error)
	// Of returns tellings of a bulletin in a state, "" for any, and the next cursor.
	Of(ctx context.Context, bulletin, state string, page events.PageQuery) ([]events.Telling, string, error)
	// Turn moves a telling from a state to another, for the first who asks; one that is
	// not there, or in another state, stays.
	Turn(ctx context.Context, id, from string, to events.Telling) error
}

// BulletinList is what the guests of an edition had to be told, the latest first.
type BulletinList struct {
	Items []Bulletin `json:"items" nullable:"false"`
	AsOf  time.Time  `json:"as_of" doc:"When the people were counted"`
}

// Bulletin is something all guests of an edition, or of a session, have to be told.
type Bulletin struct {
	ID        string      `json:"id"`
	Turn      events.Turn `json:"turn" enum:"postponed,stopped,goes_on,moved,cancelled,hours,place"`
	At        time.Time   `json:"at"`
	By        string      `json:"by" doc:"Who pressed"`
	Authority string      `json:"authority" doc:"On whose word"`
	Why       string      `json:"why"`
	Note      events.Text `json:"note" doc:"What the guests are told besides"`
	Sessions  []ShiftedAt `json:"sessions" nullable:"false"`
	Told      TellCounts  `json:"told"`
}

// ShiftedAt is a session a bulletin is about.
type ShiftedAt struct {
	Session events.SessionID `json:"session"`
	Title   events.Text      `json:"title"`
	Was     time.Time        `json:"was"`
	Now     time.Time        `json:"now"`
}

// TellCounts is how far a bulletin has come, in bookings.
type TellCounts struct {
	All       int `json:"all" doc:"Who had places, or waited for some"`
	Told      int `json:"told"`
	Open      int `json:"open" doc:"Not yet"`
	InPerson  int `json:"in_person" doc:"No message reaches them; they are on the list to be told in person"`
	Unreached int `json:"unreached" doc:"Nobody knows how to reach them"`
	Needless  int `json:"needless" doc:"Gave back meanwhile, or were told something later instead"`
}

// getBulletins answers GET /v1/editions/{event}/bulletins: 200 BulletinList |
// 404 no_such_event.
func (a *API) getBulletins(ctx context.Context, in *EventInput) (*reply[BulletinList], error) {
	list, err := a.bulletinsOf(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	out := BulletinList{Items: make([]Bulletin, len(list)), AsOf: here(a.Now())}
	for i, b := range list {
		w := Bulletin{ID: b.ID, Turn: b.Turn, At: here(b.At), By: b.By, Authority: b.Authority, Why: b.Why, Note: b.Note, Sessions: make([]ShiftedAt, len(b.Sessions))}
		for j, s := range b.Sessions {
			w.Sessions[j] = ShiftedAt{s.Session, s.Title, here(s.Was), here(s.Now)}
		}
		if a.Tellings != nil {
			n, err := a.Tellings.Counts(ctx, b.ID)
			if err != nil {
				return nil, err
			}
			w.Told = TellCounts{Told: n[events.WasTold], Open: n[events.NotYet], InPerson: n[events.InPerson], Unreached: n[events.Unreached], Needless: n[events.Needless]}
			w.Told.All = w.Told.Told + w.Told.Open + w.Told.InPerson + w.Told.Unreached + w.Told.Needless
		}
		out.Items[i] = w
	}
	return &reply[BulletinList]{out}, nil
}

func (a *API) bulletinsOf(ctx context.Context, id events.ID) ([]events.Bulletin, error) {
	if _, _, err := a.Events.Edition(ctx, id); err != nil {
		return nil, err
	}
	return a.Events.Drafts.Bulletins(ctx, id)
}

func (a *API) bulletin(ctx context.Context, event events.ID, id string) (events.Bulletin, error) {
	list, err := a.bulletinsOf(ctx, event)
	if err != nil {
		return events.Bulletin{}, err
	}
	i := slices.IndexFunc(list, func(b events.Bulletin) bool { return b.ID == id })
	if i < 0 || a.Tellings == nil {
		return events.Bulletin{}, errNoBulletin
	}
	return list[i], nil
}

// GuestsInput asks for a piece of whom a bulletin is for.
type GuestsInput struct {
	EventInput
	Bulletin string `path:"bulletin" maxLength:"140"`
	State    string `query:"state" enum:"open,told,in_person,unreached,needless" doc:"Only these"`
	PageInput
}

// GuestPage is a piece of whom a bulletin is for.
type GuestPage struct {
	Items []Guest `json:"items" nullable:"false"`
	Next  string  `json:"next" doc:"Cursor for ?after=; empty at the end. A page may be short of its limit and still have one"`
}

// Guest is how far a bulletin has come with one booking.
type Guest struct {
	Claim       ticketing.ClaimID  `json:"claim"`
	Session     events.SessionID   `json:"session"`
	Party       int                `json:"party"`
	Waits       bool               `json:"waits" doc:"On the waiting list"`
	Person      community.PersonID `json:"person,omitempty" doc:"Empty for an account that stands for nobody"`
	NameMasked  string             `json:"name_masked"`
	PhoneMasked string             `json:"phone_masked" doc:"Of the register"`
	Address     string             `json:"address" doc:"Down to the building"`
	State       string             `json:"state" enum:"open,told,in_person,unreached,needless"`
	Reason      string             `json:"reason" enum:",morning,trouble,no_phone,failed,unknown,gave_back,overtaken" doc:"Why not yet, why not by message, or why not at all"`
	How         string             `json:"how" enum:",sms,visit,phone,family,paper"`
	At          time.Time          `json:"at" doc:"Since when it stands like this"`
}

// getGuests answers GET /v1/editions/{event}/bulletins/{bulletin}/guests: 200 GuestPage |
// 400 cursor | 404 no_such_event, no_such_bulletin. Whoever lies outside the caller's
// reach is not in it.
func (a *API) getGuests(ctx context.Context, in *GuestsInput) (*reply[GuestPage], error) {
	b, err := a.bulletin(ctx, in.Event, in.Bulletin)
	if err != nil {
		return nil, err
	}
	list, next, err := a.Tellings.Of(ctx, b.ID, in.State, events.PageQuery{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, pageFault(err)
	}
	out := GuestPage{Items: []Guest{}, Next: next}
	for _, t := range list {
		g, err := a.guest(ctx, a.reach(ctx, identity.FindPeople), t)
		if errors.Is(err, ticketing.ErrNoClaim) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, g)
	}
	return &reply[GuestPage]{out}, nil
}

// guest is one whom a bulletin is for, or ticketing.ErrNoClaim outside the reach.
func (a *API) guest(ctx context.Context, reach community.Reach, t events.Telling) (Guest, error) {
	c, err := a.Tickets.Lookup(ctx, ticketing.ClaimID(t.Claim))
	if err != nil {
		return Guest{}, err
	}
	p, err := a.holderIn(ctx, reach, c.Holder)
	if err != nil && !errors.Is(err, errNotForThem) {
		return Guest{}, err
	}
	g := Guest{
		Claim: c.ID, Session: t.Session, Party: c.Party, Waits: c.State == ticketing.OnList || c.State == ticketing.Offered, Person: p.ID,
		NameMasked: community.MaskName(p.Name), State: t.State, Reason: t.Reason, How: t.How, At: here(t.At),
	}
	if p.Phone != "" {
		g.PhoneMasked = community.MaskPhone(p.Phone)
	}
	if p.Building != "" {
		tree, err := a.Community.Tree(ctx)
		if err != nil {
			return Guest{}, err
		}
		g.Address = tree.BuildingName(p.Building)
	}
	return g, nil
}

// getGuestList answers GET /v1/editions/{event}/bulletins/{bulletin}/guests.csv?state=:
// 200 text/csv | 404 no_such_event, no_such_bulletin. It is written as it is read, so
// what fails after the beginning ends the file early; its last line says that it is whole.
func (a *API) getGuestList(c *fiber.Ctx) error {
	ctx, state := c.UserContext(), c.Query("state")
	b, err := a.bulletin(ctx, events.ID(c.Params("event")), c.Params("bulletin"))
	if err != nil {
		return err
	}
	reach := a.reach(ctx, identity.FindPeople)
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="told-%s.csv"`, b.ID))
	if c.Method() == fiber.MethodHead {
		return nil
	}
	err = a.audited(ctx, "edition.told_list", "event/"+string(b.Event), identity.Everywhere, "", "", map[string]string{"state": state}, func(context.Context) error { return nil })
	if err != nil {
		return err
	}
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), reportFor)
		defer cancel()
		if err := a.writeGuests(bounded, w, b, reach, state); err != nil {
			a.Log.ErrorContext(bounded, "list of who was told cut short", "bulletin", b.ID, "err", err)
		}
	})
	return nil
}

func (a *API) writeGuests(ctx context.Context, w io.Writer, b events.Bulletin, reach community.Reach, state string) error {
	out := csv.NewWriter(w)
	out.Write([]string{"claim", "session", "persons", "waits", "name", "phone", "address", "state", "reason", "how", "since"}) // the writer keeps its error
	page, n := events.PageQuery{Limit: 200}, 0
	for {
		list, next, err := a.Tellings.Of(ctx, b.ID, state, page)
		if err != nil {
			return err
		}
		for _, t := range list {
			g, err := a.guest(ctx, reach, t)
			if errors.Is(err, ticketing.ErrNoClaim) {
				continue
			}
			if err != nil {
				return err
			}
			n++
			out.Write(plainCells(string(g.Claim), string(g.Session), fmt.Sprint(g.Party), fmt.Sprint(g.Waits), g.NameMasked, g.PhoneMasked, g.Address, g.State, g.Reason, g.How, g.At.Format(time.RFC3339)))
		}
		if page.After = next; next == "" {
			break
		}
	}
	out.Write([]string{"end", fmt.Sprint(n), here(a.Now()).Format(time.RFC3339)})
	out.Flush()
	return out.Error()
}

// plainCells keeps cells from being taken for formulas by the program that opens them.
func plainCells(cells ...string) []string {
	for i, c := range cells {
		if c != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(c)[0]) {
			cells[i] = "'" + c
		}
	}
	return cells
}
