package seed

import (
	"fmt"
	"strings"
	"time"

	"wanjia/events"
)

// Sittings are the sittings of the banquet at a size.
func Sittings(opt Options) ([]Sitting, error) {
	opt, err := opt.Filled()
	if err != nil {
		return nil, err
	}
	t := &town{opt: opt, size: sizes[opt.Size], today: time.Date(opt.Edition, 1, 1, 0, 0, 0, 0, events.Zone)}
	t.banquet.tables = t.part(banquetTables)
	var list []Sitting
	err = t.emitSittings(func(r Row) error {
		list = append(list, r.(Sitting))
		return nil
	})
	return list, err
}

// Feast makes the banquet of the dataset one of a size, whose registration has been open
// since openedAt: its sittings, each with one pool that all channels share out.
func (d *Dataset) Feast(sittings []Sitting, openedAt time.Time) {
	k := 0
	for d.Events[k].Kind != events.Banquet {
		k++
	}
	event := d.Events[k]
	var sessions []events.Session
	for _, s := range d.Sessions {
		if s.Event != event.ID {
			sessions = append(sessions, s)
		}
	}
	var quotas []Quota
	for _, q := range d.Quotas {
		if q.Event != event.ID {
			quotas = append(quotas, q)
		}
	}
	for _, s := range sittings {
		starts := at(event.Starts, s.Starts.In(events.Zone).Hour(), s.Starts.In(events.Zone).Minute())
		id := SittingSession(event.ID, s.ID)
		sessions = append(sessions, events.Session{
			ID: id, Event: event.ID, Title: sittingTitle(s.ID, starts), Starts: starts, Ends: starts.Add(s.Ends.Sub(s.Starts)),
			ApprovedCapacity: s.Places, Synthetic: true,
		})
		q := Quota{
			ID: string(id) + "-places", Session: id, Event: event.ID, Title: events.Text{ZH: "全部座位", EN: "All seats"},
			Places: s.Places, MaxParty: 10, PerHousehold: 1, PerEdition: true, Opens: openedAt, Closes: at(event.Starts.AddDate(0, 0, -1), 18, 0),
		}
		if s.Kind == "meal" {
			// Of the offline share four fifths are the building heads', one the hotline's;
			// what is kept for tables by invitation is of the reserve.
			for i, n := range apportion(s.Places, []int{695, 200, 50, 30, 25}) {
				channel := []string{"online", "building_head", "hotline", "accessible", "reserve"}[i]
				s := Share{Channel: channel, Places: n}
				if channel == "building_head" { // on D-5 what buildings have not used is their estate's, on D-4 everybody's
					s.Release, s.Into = at(event.Starts.AddDate(0, 0, -4), 9, 0), "online"
				}
				q.Shares = append(q.Shares, s)
			}
		} else {
			q.Title = events.Text{ZH: "巡席名额", EN: "Places to walk through"}
		}
		quotas = append(quotas, q)
	}
	d.Sessions, d.Quotas = sessions, quotas
}

// SittingSession names the session of a sitting.
func SittingSession(event events.ID, sitting string) events.SessionID {
	return events.SessionID(fmt.Sprintf("%s-%s", event, sitting))
}

func sittingTitle(id string, starts time.Time) events.Text {
	clock := starts.Format("15:04")
	switch {
	case id == "noon":
		return events.Text{ZH: "第一席 " + clock, EN: "First sitting, " + clock}
	case id == "evening":
		return events.Text{ZH: "第二席 " + clock, EN: "Second sitting, " + clock}
	case strings.HasPrefix(id, "walk-"):
		return events.Text{ZH: "巡席 " + clock, EN: "Walk through, " + clock}
	}
	return events.Text{ZH: id, EN: id}
}
