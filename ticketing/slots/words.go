package slots

import (
	"fmt"

	"wanjia/events"
)

// Words says in a sentence what keeps a number from growing.
func (b Binding) Words(s Site) events.Text {
	zh, en := s.title(b.Of)
	limit := fmt.Sprintf("%.0f", b.Limit)
	var out events.Text
	switch b.Kind {
	case Lanes:
		out = events.Text{ZH: zh + "的通道半小时最多过 " + limit + " 人", EN: "The lanes of " + en + " pass at most " + limit + " in half an hour"}
	case Whole:
		out = events.Text{ZH: "这一时段最多 " + limit + " 人", EN: "This window is for at most " + limit}
	case Way:
		out = events.Text{ZH: zh + "五分钟最多过 " + limit + " 人", EN: "The way " + en + " passes at most " + limit + " in five minutes"}
	case WayOut:
		out = events.Text{ZH: zh + "的出口五分钟最多出 " + limit + " 人", EN: "The way out of " + en + " passes at most " + limit + " in five minutes"}
	case Room:
		out = events.Text{ZH: zh + "最多容纳 " + limit + " 人", EN: en + " has room for at most " + limit}
	case Emergency:
		out = events.Text{ZH: zh + "超过 " + limit + " 人就不能按时疏散", EN: "With more than " + limit + ", " + en + " would not empty in time"}
	case Permit:
		out = events.Text{ZH: "批准的同时在场人数是 " + limit + " 人", EN: "The permit is for " + limit + " at the same time"}
	}
	if b.Reserve >= 0.005 {
		part := fmt.Sprintf("%.0f%%", b.Reserve*100)
		out.ZH += "，留出 " + part + " 应付早到、晚到和久留"
		out.EN += ", less " + part + " for those who come early or late or stay on"
	}
	return out
}

// title is how people call a part of the ground.
func (s Site) title(id string) (zh, en string) {
	for _, z := range s.Zones {
		if z.ID == id {
			return z.Title.ZH, z.Title.EN
		}
	}
	for _, g := range s.Gates {
		if g.ID == id {
			return g.Title.ZH, g.Title.EN
		}
	}
	for _, p := range s.Paths {
		if p.ID == id {
			fromZH, fromEN := s.title(p.From)
			toZH, toEN := s.title(p.To)
			return fromZH + "到" + toZH + "的路", "from " + fromEN + " to " + toEN
		}
	}
	return id, id
}
