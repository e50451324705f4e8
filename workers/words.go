package workers

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// What is sent goes out in the language of the account that reads it. Whoever is told in
// person hears the Chinese words: a neighbour says them.

// signed is words as a message of the house, by whose name a network lets it through.
func signed(zh, en string) events.Text {
	return events.Text{ZH: "【万家】" + zh, EN: "【万家】" + en}
}

// in is a text in a language; the Chinese one where nobody wrote the other.
func in(t events.Text, language string) string {
	if language == "en" {
		return cmp.Or(t.EN, t.ZH)
	}
	return t.ZH
}

// forOther says to whoever reads it that it is about somebody they booked for.
func forOther(text, language string) string {
	said := "【万家】（您替别人订的）"
	if language == "en" {
		said = "【万家】(You booked this for somebody else.) "
	}
	return strings.Replace(text, "【万家】", said, 1)
}

// persons counts them in English.
func persons(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

// what names the session of a claim in a message.
func what(event events.Event, session events.Session) events.Text {
	return events.Text{
		ZH: fmt.Sprintf("%s，%s%s", event.Title.ZH, day(session.Starts), session.Title.ZH),
		EN: fmt.Sprintf("%s, %s, %s", in(event.Title, "en"), englishDay(session.Starts), in(session.Title, "en")),
	}
}

// day is a day in both calendars; the title of a session names the hour.
func day(t time.Time) string {
	return t.In(events.Zone).Format("1月2日") + "（" + events.Lunar(t) + "）"
}

func englishDay(t time.Time) string { return t.In(events.Zone).Format("Mon 2 January") }

func clockOf(t time.Time) string { return t.In(events.Zone).Format("15:04") }

// entering is what a booking is good for, in a message.
type entering struct {
	what  events.Text
	party int
	code  string
	place events.Text
	call  string // the number to ask at
}

func enteringBy(event events.Event, session events.Session, c ticketing.Claim) entering {
	return entering{what(event, session), c.Party, strings.ToUpper(c.Code), event.Place, event.Hotline}
}

func (e entering) en() string {
	return fmt.Sprintf("%s, %s. Enter with code %s.", e.what.EN, persons(e.party), e.code)
}

func (e entering) where() string {
	return fmt.Sprintf(" Place: %s. Questions: %s", in(e.place, "en"), e.call)
}

func (e entering) confirmed() events.Text {
	return signed(
		fmt.Sprintf("预约成功：%s，%d位，凭码 %s 入场。地点：%s。咨询：%s", e.what.ZH, e.party, e.code, e.place.ZH, e.call),
		"Booked: "+e.en()+e.where())
}

func (e entering) swapped() events.Text {
	return signed(
		fmt.Sprintf("换好了：%s，%d位，凭新码 %s 入场。原来的那场已经退掉，旧码不能再用。地点：%s。咨询：%s", e.what.ZH, e.party, e.code, e.place.ZH, e.call),
		"Changed over: "+e.en()+" The session you had before is given back and its code no longer works."+e.where())
}

func (e entering) reminder() events.Text {
	return signed(
		fmt.Sprintf("明天别忘了：%s，%d位，凭码 %s 入场。地点：%s。来不了请提前退，让给邻居。咨询：%s", e.what.ZH, e.party, e.code, e.place.ZH, e.call),
		"Tomorrow: "+e.en()+" If you cannot come, please give the places back for your neighbours."+e.where())
}

func (e entering) takenOver() events.Text {
	return signed(
		fmt.Sprintf("收下了：%s，%d位，凭码 %s 入场。地点：%s。咨询：%s", e.what.ZH, e.party, e.code, e.place.ZH, e.call),
		"It is yours now: "+e.en()+e.where())
}

func (e entering) changed() events.Text {
	return signed(
		fmt.Sprintf("人数已改好：%s，现在共%d位，凭码 %s 入场。咨询：%s", e.what.ZH, e.party, e.code, e.call),
		fmt.Sprintf("The number is changed: %s, now %s in all. Enter with code %s. Questions: %s", e.what.EN, persons(e.party), e.code, e.call))
}

func (e entering) recoded() events.Text {
	return signed(
		fmt.Sprintf("入场码换了新的：%s，%d位，凭新码 %s 入场，旧码和旧纸卡不能再用。不是您要换的，请打：%s", e.what.ZH, e.party, e.code, e.call),
		fmt.Sprintf("Your code is a new one: %s, %s. Enter with code %s; the old code and paper pass no longer work. If you did not ask for this, call %s", e.what.EN, persons(e.party), e.code, e.call))
}

func (e entering) revoked(why events.Text) events.Text {
	return signed(
		fmt.Sprintf("很抱歉，您订的%s，%d位，被取消了。原因：%s。有疑问请打：%s", e.what.ZH, e.party, why.ZH, e.call),
		fmt.Sprintf("We are sorry: your booking of %s, %s, was cancelled. Reason: %s. If in doubt call %s", e.what.EN, persons(e.party), why.EN, e.call))
}

func (e entering) offered(until time.Time) events.Text {
	return signed(
		fmt.Sprintf("排到您了：%s，为您留了%d位，请在%s前到“我的预订”里确认。不来了也请说一声。咨询：%s", e.what.ZH, e.party, clockOf(until), e.call),
		fmt.Sprintf("It is your turn: %s. Places for %s are kept for you until %s; please confirm under “My bookings” by then, or say that you do not come. Questions: %s", e.what.EN, persons(e.party), clockOf(until), e.call))
}

func (e entering) lapsed() events.Text {
	return signed(
		fmt.Sprintf("为您留的%s，%d位，过了时间，已让给后面的邻居。还想来，可以再排一次。", e.what.ZH, e.party),
		fmt.Sprintf("The places kept for you (%s, %s) were not confirmed in time and have gone to the next neighbours. You can join the list again.", e.what.EN, persons(e.party)))
}

func (e entering) released() events.Text {
	return signed(
		fmt.Sprintf("已退回：%s，%d位。名额已让给邻居，谢谢您提前说一声。", e.what.ZH, e.party),
		fmt.Sprintf("Given back: %s, %s. The places go to your neighbours; thank you for telling us in time.", e.what.EN, persons(e.party)))
}

func (e entering) passedOn() events.Text {
	return signed(
		fmt.Sprintf("%s，%d位，对方已经收下，现在是对方的了。您原来的入场码不能再用。", e.what.ZH, e.party),
		fmt.Sprintf("%s, %s: it was taken over and is theirs now. Your code no longer works.", e.what.EN, persons(e.party)))
}

func (e entering) notPassed() events.Text {
	return signed(
		fmt.Sprintf("您想转出的%s，%d位，对方没有收下，还是您的。不来的话，请在“我的预订”里退掉。", e.what.ZH, e.party),
		fmt.Sprintf("What you wanted to hand on (%s, %s) was not taken over; it is still yours. If you do not come, please give it back under “My bookings”.", e.what.EN, persons(e.party)))
}

func (e entering) handedOn(until time.Time) events.Text {
	return signed(
		fmt.Sprintf("有位邻居想把订好的%s，%d位，转给您。要的话，请在%s前用这个号码登录万家，到“我的预订”里收下；不要就不用理会。", e.what.ZH, e.party, until.In(events.Zone).Format("1月2日15:04")),
		fmt.Sprintf("A neighbour wants to hand a booking on to you: %s, %s. To have it, sign in to Wanjia with this number before %s and take it over under “My bookings”; otherwise do nothing.", e.what.EN, persons(e.party), until.In(events.Zone).Format("2 January 15:04")))
}
