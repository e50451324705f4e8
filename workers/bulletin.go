package workers

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// bulletinText is what the guest of a claim reads of a bulletin.
func bulletinText(b events.Bulletin, about events.Shifted, c ticketing.Claim) events.Text {
	return bulletinOf(b, about, c, what(events.Event{Title: b.Title}, events.Session{Title: about.Title, Starts: about.Was}))
}

// bulletinOf is the same with another name for what it is about.
func bulletinOf(b events.Bulletin, about events.Shifted, c ticketing.Claim, name events.Text) events.Text {
	return signed(chineseBulletin(b, about, c, name.ZH)+"咨询："+b.Hotline, englishBulletin(b, about, c, name.EN)+" Questions: "+b.Hotline)
}

func chineseBulletin(b events.Bulletin, about events.Shifted, c ticketing.Claim, name string) string {
	code := "凭码 " + strings.ToUpper(c.Code) + " 入场"
	switch b.Turn {
	case events.PutOff:
		return fmt.Sprintf("重要：%s延期了，这一天请不用来。%s%s，定了新日子马上告诉您。", name, because(b), kept(c))
	case events.HeldUp:
		return fmt.Sprintf("重要：%s暂停，请先不要来。%s%s，怎么办定了就告诉您。", name, because(b), kept(c))
	case events.GoesOn:
		return fmt.Sprintf("%s照常办，时间地点都不变。%s%s。", name, note(b), staying(c, code))
	case events.OtherDates:
		return fmt.Sprintf("重要：%s改到%s，%s请不用来。%s%s。新的日子来不了，请提前退，让给邻居。", b.Title.ZH, hour(about.Now), hour(about.Was), note(b), staying(c, code))
	case events.CalledOff:
		return fmt.Sprintf("重要：%s不办了，请不要来。%s让您白等了，对不起。", name, because(b))
	case events.OtherHours:
		return fmt.Sprintf("重要：您%s的%s（%s），改到%s开始，原来的时间请不用来。%s。", booked(c), b.Title.ZH, about.Title.ZH, hour(about.Now), staying(c, code))
	case events.ElsewhereNow:
		return fmt.Sprintf("重要：%s换地方了，改在%s，时间不变。%s。", name, b.Place.ZH, staying(c, code))
	}
	return ""
}

func englishBulletin(b events.Bulletin, about events.Shifted, c ticketing.Claim, name string) string {
	title := in(b.Title, "en")
	switch b.Turn {
	case events.PutOff:
		return fmt.Sprintf("Important: %s is put off; please do not come that day.%s %s We tell you the new day as soon as it is set.", name, reason(b), keptEN(c, false))
	case events.HeldUp:
		return fmt.Sprintf("Important: %s is on hold; please do not come yet.%s %s We tell you as soon as it is clear how it goes on.", name, reason(b), keptEN(c, false))
	case events.GoesOn:
		return fmt.Sprintf("%s takes place as planned, at the same time and place.%s %s", name, reason(b), keptEN(c, true))
	case events.OtherDates:
		return fmt.Sprintf("Important: %s is moved to %s; please do not come on %s.%s %s If you cannot come then, please give the places back for your neighbours.",
			title, englishHour(about.Now), englishHour(about.Was), reason(b), keptEN(c, true))
	case events.CalledOff:
		return fmt.Sprintf("Important: %s does not take place; please do not come.%s We are sorry.", name, reason(b))
	case events.OtherHours:
		return fmt.Sprintf("Important: %s (%s) now begins on %s; please do not come at the time it had before. %s", title, in(about.Title, "en"), englishHour(about.Now), keptEN(c, true))
	case events.ElsewhereNow:
		return fmt.Sprintf("Important: %s is at another place: %s. The time stays. %s", name, in(b.Place, "en"), keptEN(c, true))
	}
	return ""
}

func englishHour(t time.Time) string { return englishDay(t) + " at " + clockOf(t) }

// keptEN says that nothing is lost, and with what to enter.
func keptEN(c ticketing.Claim, code bool) string {
	switch {
	case waits(c):
		return "You keep your turn on the list."
	case code:
		return fmt.Sprintf("Your places for %s are kept; enter with code %s.", persons(c.Party), strings.ToUpper(c.Code))
	}
	return fmt.Sprintf("Your places for %s are kept.", persons(c.Party))
}

// reason is what those who decided it want to be said, and on whose word.
func reason(b events.Bulletin) string {
	said := strings.TrimSpace(cmp.Or(b.Note.EN, b.Note.ZH))
	if said != "" {
		said = " " + strings.TrimRight(said, "。.") + "."
	}
	if b.Authority != "" {
		said += " By order of: " + b.Authority + "."
	}
	return said
}

func hour(t time.Time) string { return day(t) + clockOf(t) }

func waits(c ticketing.Claim) bool {
	return c.State == ticketing.OnList || c.State == ticketing.Offered
}

func booked(c ticketing.Claim) string {
	if waits(c) {
		return "在排队"
	}
	return "订"
}

// kept says that nothing is lost.
func kept(c ticketing.Claim) string {
	if waits(c) {
		return "您排的队还给您留着"
	}
	return fmt.Sprintf("您订的%d位都留着", c.Party)
}

func staying(c ticketing.Claim, code string) string {
	if waits(c) {
		return kept(c)
	}
	return kept(c) + "，" + code
}

// because gives the reason, and on whose word.
func because(b events.Bulletin) string {
	if b.Authority == "" {
		return note(b)
	}
	return strings.TrimSuffix(note(b), "。") + "（依据：" + b.Authority + "）。"
}

// note is what those who decided it want to be said, as a sentence.
func note(b events.Bulletin) string {
	text := strings.TrimSpace(b.Note.ZH)
	if text == "" || strings.HasSuffix(text, "。") || strings.HasSuffix(text, "！") {
		return text
	}
	return text + "。"
}
