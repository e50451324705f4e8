package workers

import (
	"fmt"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// bulletinText is what the guest of a claim reads of a bulletin.
func bulletinText(b events.Bulletin, about events.Shifted, c ticketing.Claim) string {
	session := events.Session{Title: about.Title, Starts: about.Was}
	name := what(events.Event{Title: b.Title}, session)
	code := "凭码 " + strings.ToUpper(c.Code) + " 入场"
	var say string
	switch b.Turn {
	case events.PutOff:
		say = fmt.Sprintf("重要：%s延期了，这一天请不用来。%s%s，定了新日子马上告诉您。", name, because(b), kept(c))
	case events.HeldUp:
		say = fmt.Sprintf("重要：%s暂停，请先不要来。%s%s，怎么办定了就告诉您。", name, because(b), kept(c))
	case events.GoesOn:
		say = fmt.Sprintf("%s照常办，时间地点都不变。%s%s。", name, note(b), staying(c, code))
	case events.OtherDates:
		say = fmt.Sprintf("重要：%s改到%s，%s请不用来。%s%s。新的日子来不了，请提前退，让给邻居。", b.Title.ZH, hour(about.Now), hour(about.Was), note(b), staying(c, code))
	case events.CalledOff:
		say = fmt.Sprintf("重要：%s不办了，请不要来。%s让您白等了，对不起。", name, because(b))
	case events.OtherHours:
		say = fmt.Sprintf("重要：您%s的%s（%s），改到%s开始，原来的时间请不用来。%s。", booked(c), b.Title.ZH, about.Title.ZH, hour(about.Now), staying(c, code))
	case events.ElsewhereNow:
		say = fmt.Sprintf("重要：%s换地方了，改在%s，时间不变。%s。", name, b.Place.ZH, staying(c, code))
	}
	return "【万家】" + say + "咨询：" + b.Hotline
}

func hour(t time.Time) string { return day(t) + t.In(events.Zone).Format("15:04") }

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
