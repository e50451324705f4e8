package api

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/paper"
	"wanjia/ticketing"
	"wanjia/ticketing/pass"
)

// Pass is what is shown at the gate, on the wire.
type Pass struct {
	Claim        ticketing.ClaimID `json:"claim"`
	Serial       string            `json:"serial" doc:"Ten hexadecimal digits"`
	Text         string            `json:"text" doc:"What the QR code says, scheme wj1 in base45"`
	QR           QR                `json:"qr"`
	Code         string            `json:"code" doc:"8 characters to read aloud where the code cannot be scanned"`
	From         time.Time         `json:"from" doc:"The window to come in begins"`
	Until        time.Time         `json:"until" doc:"and ends"`
	Lunar        string            `json:"lunar"`
	Party        int               `json:"party"`
	Children     int               `json:"children"`
	Wheelchair   bool              `json:"wheelchair"`
	Gates        []GateTitle       `json:"gates" nullable:"false" doc:"Where to come in"`
	Words        events.Text       `json:"words" doc:"The same in one line to read aloud"`
	EventTitle   events.Text       `json:"event_title"`
	SessionTitle events.Text       `json:"session_title"`
	Place        events.Text       `json:"place"`
	Hotline      string            `json:"hotline"`
	Issued       time.Time         `json:"issued"`
}

// QR is a QR code as modules, for a page to draw without a library.
type QR struct {
	Size int    `json:"size" doc:"Modules a side, without the white margin of four"`
	Path string `json:"path" doc:"The black ones as the path of an SVG, one unit each"`
}

// GateTitle is a gate by its name.
type GateTitle struct {
	ID       string      `json:"id" example:"w1"`
	Title    events.Text `json:"title"`
	StepFree bool        `json:"step_free"`
}

// Passes issues passes and keeps their keys.
type Passes interface {
	// Pass returns the pass of a claim, or pass.ErrNone, pass.ErrClaimOver.
	Pass(ctx context.Context, c ticketing.Claim) (pass.Issued, error)
	// Book returns what the passes of an event are made from, or pass.ErrNone.
	Book(ctx context.Context, event events.ID) (pass.Book, error)
	// SheetFor returns all passes a claim has had, or pass.ErrNone.
	SheetFor(ctx context.Context, c ticketing.Claim) (pass.Sheet, error)
	// Choose has the passes of a claim open another gate from now on: pass.ErrNone,
	// pass.ErrClaimOver, pass.ErrNoGate.
	Choose(ctx context.Context, c ticketing.Claim, gate string) error
}

// issued returns the pass of a claim the caller may see, with the claim.
func (a *API) issued(ctx context.Context, id ticketing.ClaimID) (ticketing.Claim, pass.Issued, error) {
	claim, _, err := a.claimOf(ctx, id)
	if err == nil && (claim.State == ticketing.OnList || claim.State == ticketing.Offered) {
		err = ticketing.ErrNoClaim
	}
	if err == nil && a.Passes == nil {
		err = pass.ErrNone
	}
	if err != nil {
		return claim, pass.Issued{}, err
	}
	issued, err := a.Passes.Pass(ctx, claim)
	return claim, issued, err
}

// getPass answers GET /v1/claims/{claim}/pass: 200 Pass | 404 no_such_claim, no_pass |
// 409 pass_over.
func (a *API) getPass(ctx context.Context, in *ClaimRef) (*reply[Pass], error) {
	claim, issued, err := a.issued(ctx, in.Claim)
	if err != nil {
		return nil, err
	}
	event, session, err := a.about(ctx, claim)
	if err != nil {
		return nil, err
	}
	code, err := paper.Encode(issued.Text)
	if err != nil {
		return nil, err
	}
	w := Pass{
		Claim: claim.ID, Serial: issued.Serial.String(), Text: issued.Text, QR: QR{code.Size, code.Path()}, Code: claim.Code,
		From: here(issued.From), Until: here(issued.From.Add(issued.Lasts)), Lunar: events.Lunar(issued.From.In(events.Zone)),
		Party: issued.Party, Children: issued.Children, Wheelchair: issued.Wheelchair, Gates: []GateTitle{},
		EventTitle: event.Title, SessionTitle: session.Title, Place: event.Place, Hotline: event.Hotline, Issued: here(issued.At),
	}
	for _, g := range issued.Gate {
		w.Gates = append(w.Gates, GateTitle{g.ID, g.Title, g.StepFree})
	}
	w.Words = passWords(issued)
	return &reply[Pass]{w}, nil
}

// passWords says a pass in one line.
func passWords(i pass.Issued) events.Text {
	from, until := i.From.In(events.Zone), i.From.Add(i.Lasts).In(events.Zone)
	window := from.Format("15:04") + "–" + until.Format("15:04")
	zh, en := gateNames(i.Gate)
	return events.Text{
		ZH: fmt.Sprintf("%s %s %s %s", from.Format("1月2日"), window, zh, partyWords(i.Party, i.Children)),
		EN: fmt.Sprintf("%s, %s, %s, party of %d", from.Format("2 January"), window, en, i.Party),
	}
}

func gateNames(gates []pass.Gate) (zh, en string) {
	var zhs, ens []string
	for _, g := range gates {
		zhs, ens = append(zhs, g.Title.ZH), append(ens, g.Title.EN)
	}
	if len(gates) == 0 {
		return "哪个门都行", "any gate"
	}
	return strings.Join(zhs, "、"), strings.Join(ens, ", ")
}

// partyWords is 3 大 1 小.
func partyWords(party, children int) string {
	if children == 0 {
		return fmt.Sprintf("%d 位", party)
	}
	return fmt.Sprintf("%d 大 %d 小", party-children, children)
}

// getPassPNG answers GET /v1/claims/{claim}/pass.png: 200 image/png, the code alone |
// 404 no_such_claim, no_pass | 409 pass_over.
func (a *API) getPassPNG(c *fiber.Ctx) error {
	_, issued, err := a.issued(c.UserContext(), ticketing.ClaimID(c.Params("claim")))
	if err != nil {
		return err
	}
	code, err := paper.Encode(issued.Text)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "image/png")
	return c.Send(code.PNG(16))
}

// getPassPDF answers GET /v1/claims/{claim}/pass.pdf: 200 application/pdf, A4 in large
// print | 404 no_such_claim, no_pass | 409 pass_over | 503 no_font.
func (a *API) getPassPDF(c *fiber.Ctx) error {
	ctx := c.UserContext()
	claim, issued, err := a.issued(ctx, ticketing.ClaimID(c.Params("claim")))
	if err != nil {
		return err
	}
	return a.sendPaper(c, claim, issued)
}

// sendPaper answers a pass on paper.
func (a *API) sendPaper(c *fiber.Ctx, claim ticketing.Claim, issued pass.Issued) error {
	ctx := c.UserContext()
	event, session, err := a.about(ctx, claim)
	if err != nil {
		return err
	}
	from, until := issued.From.In(events.Zone), issued.From.Add(issued.Lasts).In(events.Zone)
	gate, _ := gateNames(issued.Gate)
	body, missing, err := paper.Pass(a.Fonts, paper.PassSheet{
		Event: event.Title.ZH, Session: session.Title.ZH,
		Day:    from.Format("2006年1月2日") + " " + weekdays[from.Weekday()] + " · " + events.Lunar(from),
		Window: from.Format("15:04") + "–" + until.Format("15:04"), Gate: gate,
		Party: partyWords(issued.Party, issued.Children), Place: event.Place.ZH, Code: claim.Code, Hotline: event.Hotline, Text: issued.Text,
	}, a.Now().In(events.Zone))
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		a.Log.LogAttrs(ctx, slog.LevelWarn, "no font has these characters", slog.String("characters", string(missing)), slog.String("claim", string(claim.ID)))
	}
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="pass-`+claim.Code+`.pdf"`)
	return c.Send(body)
}

var weekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}
