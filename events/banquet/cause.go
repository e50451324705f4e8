package banquet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"wanjia/events"
)

// Cause is why the house changed what a household has: a code, and what its sentence
// speaks of, so that everybody reads it in their own language.
type Cause struct {
	Code   string            `json:"code"`
	Params map[string]string `json:"params,omitempty"`
}

// CauseVenue is the code of a venue that is closed; it speaks of "venue" and "reason".
const CauseVenue = "venue_closed"

// VenueCause is the cause that a venue is closed for a reason.
func VenueCause(venue, reason string) Cause {
	return Cause{Code: CauseVenue, Params: map[string]string{"venue": venue, "reason": reason}}
}

// Words says a cause in a part of a sentence. What an organiser wrote stays as they wrote
// it; a code this program does not know says that the house decided.
func (c Cause) Words() events.Text {
	if c.Code != CauseVenue {
		return events.Text{ZH: "主办方调整", EN: "the organisers had to change it"}
	}
	venue, reason := VenueWords(c.Params["venue"]), strings.TrimSpace(c.Params["reason"])
	if reason == "" {
		return events.Text{ZH: venue.ZH + "停用", EN: venue.EN + " is closed"}
	}
	return events.Text{ZH: venue.ZH + "停用（" + reason + "）", EN: venue.EN + " is closed (“" + reason + "”)"}
}

// brought is why somebody has no place at a table any more, behind its cause.
func (c Cause) brought() events.Text {
	words := c.Words()
	return events.Text{ZH: words.ZH + "，改为送餐到家", EN: words.EN + "; the meal is brought home instead"}
}

// branch matches the venues that are called by their number.
var branch = regexp.MustCompile(`^分会场\s*(\d+)$`)

// VenueWords is what a venue is called in both languages: by its kind and number where its
// name says no more than that, else as it was written.
func VenueWords(name string) events.Text {
	if name == "主会场" {
		return events.Text{ZH: name, EN: "Main venue"}
	}
	if m := branch.FindStringSubmatch(name); m != nil {
		return events.Text{ZH: name, EN: "Branch venue " + m[1]}
	}
	return events.Text{ZH: name, EN: name}
}

// Spot is where a household sits.
type Spot struct {
	Hall   string // its name
	Table  int    // its number
	Places []int  // round the table
}

// None says that there is no place.
func (p Spot) None() bool { return p.Hall == "" && p.Table == 0 && len(p.Places) == 0 }

// Words says where it is.
func (p Spot) Words() events.Text {
	hall := VenueWords(p.Hall)
	if p.Table == 0 {
		return hall
	}
	zh, en := hall.ZH+" "+strconv.Itoa(p.Table)+"号桌", hall.EN+", table "+strconv.Itoa(p.Table)
	if len(p.Places) == 0 {
		return events.Text{ZH: zh, EN: en}
	}
	places := p.list("、")
	if len(p.Places) == 1 {
		return events.Text{ZH: zh + places + "号位", EN: en + ", place " + places}
	}
	return events.Text{ZH: zh + places + "号位", EN: en + ", places " + p.list(", ")}
}

func (p Spot) list(between string) string {
	list := make([]string, len(p.Places))
	for i, n := range p.Places {
		list[i] = strconv.Itoa(n)
	}
	return strings.Join(list, between)
}

// key tells one place from another, "" for none. Registrations keep it as it was written
// when places were words of one language, so that nobody is told again of where they sit.
func (p Spot) key() string {
	if p.Table == 0 {
		return p.Hall
	}
	return fmt.Sprintf("%s%d号桌%s号位", p.Hall, p.Table, p.list("、"))
}
