// Package seed is the synthetic dataset: a made-up community with made-up people,
// for demonstrations and tests. Nothing in it is or resembles a real person.
//
// [Edition] is the next edition of the three great events. [Generate] makes the
// community they are for, estates, households and people with the dirt of real
// lists and the answers to it, row by row; [WriteFiles] writes it as files.
package seed

import (
	"fmt"
	"time"

	"wanjia/events"
)

// Dataset is one edition of everything. The same edition is the same dataset.
type Dataset struct {
	Events   []events.Event
	Sessions []events.Session
	Quotas   []Quota
	Covers   []Cover
}

// Quota is a share of a session's places that one rule hands out. The inventory
// makes a pool of it.
type Quota struct {
	ID       string
	Session  events.SessionID
	Event    events.ID
	Title    events.Text
	Places   int
	MaxParty int
	Opens    time.Time
	Closes   time.Time

	Shares       []Share // what channels may take; none where they share all places
	PerHousehold int     // bookings a household may have of the session; 0 for one a person
	PerEdition   bool    // and then of all sessions of the event together
	Plan         []byte  // document of the seating plan that its places are the seats of; nil for places without numbers
}

// Share is what one channel may take of a quota.
type Share struct {
	Channel string
	Places  int
	// Release is when what is left of it goes to the channel Into; zero for never.
	Release time.Time
	Into    string
}

// Hotline reaches nobody: no number of a city begins with a nought.
const Hotline = "027-0000-0000"

// Edition returns the dataset of the next edition that is not over at now. In it
// the lantern show has been open for booking since openedAt, so that a
// demonstration has something to book on whatever day it is started, and the
// gala's dress rehearsal, whose seats have numbers, too. The banquet opens at nine on
// the nineteenth day before it, as announced.
func Edition(now, openedAt time.Time) Dataset {
	lights := events.LunarDay(now.AddDate(0, 0, -3), 1, 14)
	newYear := lights.AddDate(0, 0, -13)
	banquet := events.LunarDay(newYear.AddDate(0, 0, -20), 12, 24)
	year := newYear.Year()
	var d Dataset
	d.banquet(year, banquet)
	d.gala(year, newYear, openedAt)
	d.lanterns(year, lights, openedAt)
	for i := range d.Events {
		e := &d.Events[i]
		e.Synthetic, e.Hotline, e.Cover = true, Hotline, fmt.Sprintf("covers/%s.svg", e.Kind)
	}
	for i := range d.Sessions {
		d.Sessions[i].Synthetic = true
	}
	for i := range d.Quotas {
		// Who starts between two of its nights finds the first one over, not never open.
		if q := &d.Quotas[i]; !q.Closes.After(q.Opens) {
			q.Opens = q.Closes.AddDate(0, 0, -30)
		}
	}
	d.Covers = covers()
	return d
}

// at is a clock time of a day in the community's zone.
func at(day time.Time, hour, minute int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, events.Zone)
}

func (d *Dataset) banquet(year int, day time.Time) {
	id := events.ID(fmt.Sprintf("banquet-%d", year))
	d.Events = append(d.Events, events.Event{
		ID: id, Kind: events.Banquet, Edition: year - 2000,
		Title: events.Text{ZH: "万家宴", EN: "The Banquet of Ten Thousand Homes"},
		Summary: events.Text{
			ZH: "一家一道菜，邻里坐一桌。十个会场一千四百张桌，走得动的来吃，走不动的送到家。",
			EN: "One dish from every home, one table for the neighbours. Ten venues, 1,400 tables; who cannot come has the meal brought home.",
		},
		Place:  events.Text{ZH: "主会场：会所与志愿者广场", EN: "Main venue: Clubhouse and Volunteers' Square"},
		Starts: at(day, 12, 0), Ends: at(day, 18, 0),
	})
	sittings := []struct {
		name         string
		title        events.Text
		hour, minute int
		length       time.Duration
	}{
		{"noon", events.Text{ZH: "第一席 12:00", EN: "First sitting, 12:00"}, 12, 0, 90 * time.Minute},
		{"evening", events.Text{ZH: "第二席 16:30", EN: "Second sitting, 16:30"}, 16, 30, 90 * time.Minute},
	}
	for _, s := range sittings {
		session := events.SessionID(fmt.Sprintf("%s-%s", id, s.name))
		starts := at(day, s.hour, s.minute)
		d.Sessions = append(d.Sessions, events.Session{
			ID: session, Event: id, Title: s.title, Starts: starts, Ends: starts.Add(s.length), ApprovedCapacity: 3000,
		})
		d.Quotas = append(d.Quotas, Quota{
			ID: string(session) + "-online", Session: session, Event: id,
			Title:  events.Text{ZH: "网上报名", EN: "Online places"},
			Places: 2085, MaxParty: 10, // 69.5 % of 3,000 seats
			PerHousehold: 1,
			Opens:        at(day.AddDate(0, 0, -19), 9, 0), Closes: at(day.AddDate(0, 0, -1), 18, 0),
		})
	}
}

func (d *Dataset) gala(year int, day, openedAt time.Time) {
	id := events.ID(fmt.Sprintf("gala-%d", year))
	d.Events = append(d.Events, events.Event{
		ID: id, Kind: events.Gala, Edition: year - 2015,
		Title: events.Text{ZH: "全国社区网络春晚", EN: "The Communities' Online Spring Gala"},
		Summary: events.Text{
			ZH: "街坊自己的春晚：自己编、自己演、自己评。大年初一晚八点，各地会场连线直播。",
			EN: "The neighbours' own gala: they write it, play it and choose it. Live from many venues at eight on New Year's Day.",
		},
		Place:  events.Text{ZH: "网络直播，主会场与八个分会场", EN: "Online, from the main venue and eight branch venues"},
		Starts: at(day, 20, 0), Ends: at(day, 22, 0),
	})
	d.Sessions = append(d.Sessions, events.Session{
		ID: events.SessionID(id) + "-live", Event: id, Title: events.Text{ZH: "首播 20:00", EN: "Premiere, 20:00"},
		Starts: at(day, 20, 0), Ends: at(day, 22, 0),
	})
	d.rehearsal(id, day.AddDate(0, 0, -3), openedAt)
}

// rehearsal is the last one before the gala, with an audience in numbered seats.
func (d *Dataset) rehearsal(gala events.ID, day, openedAt time.Time) {
	session := events.SessionID(gala) + "-rehearsal"
	plan, seats := Hall()
	d.Sessions = append(d.Sessions, events.Session{
		ID: session, Event: gala, Title: events.Text{ZH: "带观众彩排 14:30", EN: "Dress rehearsal with an audience, 14:30"},
		Starts: at(day, 14, 30), Ends: at(day, 16, 30), ApprovedCapacity: seats + 16, // and those who work there
	})
	d.Quotas = append(d.Quotas, Quota{
		ID: string(session) + "-seats", Session: session, Event: gala,
		Title:  events.Text{ZH: "剧场座位", EN: "Seats in the theatre"},
		Places: seats, MaxParty: 6, Opens: openedAt, Closes: at(day, 14, 0), PerHousehold: 1, Plan: plan,
	})
}
