package api

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/ticketing"
)

// getCalendar answers GET /v1/claims/{claim}/booking.ics: 200 text/calendar, one entry |
// 404 no_such_claim. Of a claim that is over it is the entry's cancellation.
func (a *API) getCalendar(c *fiber.Ctx) error {
	ctx := c.UserContext()
	claim, _, err := a.claimOf(ctx, ticketing.ClaimID(c.Params("claim")))
	if err == nil && claim.State != ticketing.Claimed && claim.State != ticketing.Released && claim.State != ticketing.Revoked {
		err = ticketing.ErrNoClaim
	}
	if err != nil {
		return err
	}
	event, session, err := a.about(ctx, claim)
	if err != nil {
		return err
	}
	e := entry{
		ID: string(claim.ID) + "@wanjia", Seq: claim.Rev, Stamp: a.Now(), Starts: session.Starts, Ends: session.Ends,
		Title: event.Title.ZH + " " + session.Title.ZH, Place: event.Place.ZH, Over: claim.State != ticketing.Claimed,
		Text: fmt.Sprintf("%s，%s\n凭码 %s 入场\n咨询：%s", partyWords(claim.Party, claim.Children), events.Lunar(session.Starts), strings.ToUpper(claim.Code), event.Hotline),
	}
	if e.Over {
		e.Seq++
	}
	if a.Passes != nil && !e.Over {
		if book, err := a.Passes.Pass(ctx, claim); err == nil { // without gates there is nothing to say of them
			gate, _ := gateNames(book.Gate)
			e.Text = gate + "\n" + e.Text
		}
	}
	c.Set(fiber.HeaderContentType, "text/calendar; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="wanjia-`+claim.Code+`.ics"`)
	return c.Send(e.calendar())
}

// entry is one event of a calendar.
type entry struct {
	ID                 string
	Seq                int64 // a later one replaces an earlier one
	Stamp              time.Time
	Starts, Ends       time.Time
	Title, Place, Text string
	Over               bool // it is called off
}

// zoneLines say what Asia/Shanghai is: one offset all year, since 1992.
var zoneLines = []string{
	"BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19920101T000000",
	"TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE",
}

// calendar writes the entry as RFC 5545 has it, reminding its owner two hours before.
func (e entry) calendar() []byte {
	const local = "20060102T150405"
	method, status := "PUBLISH", "CONFIRMED"
	if e.Over {
		method, status = "CANCEL", "CANCELLED"
	}
	lines := append([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wanjia//Bookings//ZH", "CALSCALE:GREGORIAN", "METHOD:" + method}, zoneLines...)
	lines = append(lines,
		"BEGIN:VEVENT", "UID:"+e.ID, fmt.Sprintf("SEQUENCE:%d", e.Seq), "DTSTAMP:"+e.Stamp.UTC().Format(local)+"Z",
		"DTSTART;TZID=Asia/Shanghai:"+e.Starts.In(events.Zone).Format(local), "DTEND;TZID=Asia/Shanghai:"+e.Ends.In(events.Zone).Format(local),
		"SUMMARY:"+calendarText(e.Title), "LOCATION:"+calendarText(e.Place), "DESCRIPTION:"+calendarText(e.Text), "STATUS:"+status)
	if !e.Over {
		lines = append(lines, "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:"+calendarText(e.Title), "TRIGGER:-PT2H", "END:VALARM")
	}
	lines = append(lines, "END:VEVENT", "END:VCALENDAR")
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(folded(l))
	}
	return []byte(b.String())
}

// calendarText escapes a value of type TEXT.
func calendarText(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(s)
}

// folded breaks a line so that none is longer than 75 bytes, never inside a character.
func folded(line string) string {
	var b strings.Builder
	for most := 75; len(line) > most; most = 74 { // a space begins the lines that follow
		at := most
		for !utf8.RuneStart(line[at]) {
			at--
		}
		b.WriteString(line[:at] + "\r\n ")
		line = line[at:]
	}
	return b.String() + line + "\r\n"
}
