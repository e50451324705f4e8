package streaming

import (
	"time"

	"wanjia/events"
)

// leastDelay is what the checklist wants between the stage and the public.
const leastDelay = 30 * time.Second

// CheckID names a point of the checklist.
type CheckID string

// Check is one point of the checklist before a show begins.
type Check struct {
	ID    CheckID
	Title events.Text
	Auto  bool // the house looks itself; nobody can sign it
	Note  string
	By    *Signature // nil for open
}

// The points that the house looks after itself.
const (
	CheckDelay   CheckID = "delay"
	CheckStandby CheckID = "standby"
	CheckFeeds   CheckID = "feeds"
)

// Checklist is what stands before every show.
func Checklist() []Check {
	return []Check{
		{ID: CheckDelay, Auto: true, Title: events.Text{ZH: "延时不少于 30 秒", EN: "The delay is at least 30 seconds"}},
		{ID: CheckFeeds, Auto: true, Title: events.Text{ZH: "每个节目都有信号源", EN: "Every item has a source"}},
		{ID: CheckStandby, Auto: true, Title: events.Text{ZH: "每个现场节目都有备播", EN: "Every live item has a standby"}},
		{ID: "monitor", Title: events.Text{ZH: "监看席有专人值守", EN: "Somebody sits at the monitor and may cut"}},
		{ID: "slate", Title: events.Text{ZH: "垫片看过，切得出", EN: "The slate was looked at and cut to"}},
		{ID: "licence", Title: events.Text{ZH: "播出依据（写明许可证号或“仅限内部”）", EN: "What the show is broadcast under: a licence number, or that it is internal"}},
		{ID: "branches", Title: events.Text{ZH: "各分会场画面、声音、通话都试过", EN: "Picture, sound and talkback of each branch venue were tried"}},
		{ID: "duty", Title: events.Text{ZH: "应急值班电话有人接", EN: "Somebody answers the emergency telephone"}},
	}
}

// Sign notes who stands for a point, or with open that nobody does any more. Errors:
// ErrNoCheck, ErrShowState once it is on air.
func (s *Show) Sign(id CheckID, by Signature, note string, open bool) error {
	if s.State == ShowOnAir || s.State == ShowEnded {
		return ErrShowState.With("state", string(s.State))
	}
	for i := range s.Checks {
		c := &s.Checks[i]
		if c.ID != id || c.Auto {
			continue
		}
		c.By, c.Note = &by, note
		if open {
			c.By, c.Note = nil, ""
		}
		return nil
	}
	return ErrNoCheck
}

// Holds says whether a point of the checklist is met.
func (s Show) Holds(c Check) bool {
	if !c.Auto {
		return c.By != nil
	}
	switch c.ID {
	case CheckDelay:
		return s.Delay >= leastDelay
	case CheckFeeds:
		return s.every(func(i ShowItem) bool { return i.Feed != "" })
	case CheckStandby:
		return s.every(func(i ShowItem) bool { return i.From == FromTape || i.Standby != "" })
	}
	return false
}

func (s Show) every(ok func(ShowItem) bool) bool {
	for _, i := range s.Items {
		if !i.Cut && !ok(i) {
			return false
		}
	}
	return true
}

// Open are the points of the checklist that are not met.
func (s Show) Open() []CheckID {
	var open []CheckID
	for _, c := range s.Checks {
		if !s.Holds(c) {
			open = append(open, c.ID)
		}
	}
	return open
}
