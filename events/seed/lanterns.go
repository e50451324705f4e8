package seed

import (
	"fmt"
	"time"

	"wanjia/events"
)

// The lantern show's figures. Persons are planned, not measured.
const (
	LanternNights   = 3
	LanternWindows  = 6      // of a night
	LanternApproved = 12_000 // persons at the same time
	LanternStay     = 70     // minutes on average
	LanternSpread   = 25     // minutes, the standard deviation
	LanternFactor   = 85     // percent of the flow of a free way, for lanterns and those who stop

	windowLength     = 30 * time.Minute
	lanternsOfEstate = 520
	circuits         = 64
	circuitAmps      = 16
	circuitWatts     = 2400
)

// windowPlaces is what the places of a window are for: residents, visitors of the city,
// those who come without a pass, groups and who needs help.
var windowPlaces = [4]int{2000, 1400, 400, 200}

// Ground is where the show takes place, the same in every size.
type Ground struct {
	Zones  []LanternZone
	Gates  []LanternGate
	Paths  []LanternPath
	Routes []LanternRoute
}

// LanternGround returns the ground of the made-up show. Two names of places are real,
// no size is.
func LanternGround() Ground {
	list := func(s ...string) []string { return s }
	return Ground{
		Zones: []LanternZone{
			{"Z1", "志愿者广场", "Volunteers' Square", 12_000, 200, 6000, 1400, 40, 90, 150, 80, Mark{}},
			{"Z2", "文化长廊", "Culture Gallery", 4800, 100, 4800, 900, 200, 50, 160, 30, Mark{}},
			{"Z3", "水系步道", "Waterside Walk", 3000, 100, 3000, 600, 200, 115, 200, 15, Mark{}},
			{"Z4", "亭园", "Pavilion Garden", 4000, 200, 2000, 700, 320, 150, 80, 50, Mark{}},
			{"Z5", "非遗小街", "Crafts Lane", 2400, 100, 2400, 800, 192, 185, 120, 20, Mark{}},
		},
		Gates: []LanternGate{
			{"w1", "西1门", "West gate 1", 0, 9, 400, 660, 600, false, "Z1", 26, 115, Mark{}},
			{"w2", "西2门", "West gate 2", 1, 4, 400, 660, 400, false, "Z1", 26, 150, Mark{}},
			{"s3", "南3门", "South gate 3", 2, 4, 400, 660, 400, false, "Z5", 250, 222, Mark{}},
			{"e4", "东4门", "East gate 4", 3, 3, 400, 660, 400, false, "Z4", 416, 175, Mark{}},
			{"n5", "北5门（无障碍）", "North gate 5 (step-free)", 4, 2, 400, 660, 300, true, "Z2", 280, 34, Mark{}},
		},
		Paths: []LanternPath{
			{"w1-Z1", "w1", "Z1", "level", 800, 30, false, Mark{}},
			{"w2-Z1", "w2", "Z1", "level", 400, 30, false, Mark{}},
			{"s3-Z5", "s3", "Z5", "level", 400, 40, false, Mark{}},
			{"e4-Z4", "e4", "Z4", "level", 350, 30, false, Mark{}},
			{"n5-Z2", "n5", "Z2", "level", 300, 30, false, Mark{}},
			{"Z1-Z2", "Z1", "Z2", "level", 500, 60, false, Mark{}},
			{"Z2-Z3", "Z2", "Z3", "ramp", 230, 45, true, Mark{}},
			{"Z3-Z4", "Z3", "Z4", "level", 350, 40, true, Mark{}},
			{"Z4-Z5", "Z4", "Z5", "level", 350, 50, false, Mark{}},
			{"Z5-Z1", "Z5", "Z1", "level", 500, 60, false, Mark{}},
		},
		Routes: []LanternRoute{
			{"w1", 70, list("Z1", "Z2", "Z3", "Z4", "Z5"), list("38", "22", "14", "10", "16"), "s3", Mark{}},
			{"w1", 30, list("Z1", "Z2", "Z1"), list("40", "30", "30"), "w1", Mark{}},
			{"w2", 60, list("Z1", "Z2", "Z3", "Z4"), list("40", "25", "18", "17"), "e4", Mark{}},
			{"w2", 40, list("Z1"), list("100"), "w2", Mark{}},
			{"s3", 65, list("Z5", "Z1", "Z2", "Z3", "Z4"), list("18", "40", "20", "12", "10"), "e4", Mark{}},
			{"s3", 35, list("Z5", "Z1", "Z5"), list("30", "50", "20"), "s3", Mark{}},
			{"e4", 100, list("Z4", "Z5", "Z1"), list("25", "25", "50"), "w2", Mark{}},
			{"n5", 100, list("Z2", "Z1", "Z2"), list("30", "45", "25"), "n5", Mark{}},
		},
	}
}

// lanternWindows returns the entry windows of the show whose first night is given.
func lanternWindows(firstNight time.Time) []LanternWindow {
	var out []LanternWindow
	for night := range LanternNights {
		first := at(firstNight.AddDate(0, 0, night), 18, 30)
		for w := range LanternWindows {
			starts := first.Add(time.Duration(w) * windowLength)
			p := windowPlaces
			out = append(out, LanternWindow{
				fmt.Sprintf("n%d-%s", night+1, starts.Format("1504")), night + 1, starts, starts.Add(windowLength),
				p[0], p[1], p[2], p[3], p[0] + p[1] + p[2] + p[3], Mark{},
			})
		}
	}
	return out
}

// lanterns adds the show to the catalogue.
func (d *Dataset) lanterns(year int, firstNight, openedAt time.Time) {
	id := events.ID(fmt.Sprintf("lantern-%d", year))
	d.Events = append(d.Events, events.Event{
		ID: id, Kind: events.Lantern, Edition: year - 2000,
		Title: events.Text{ZH: "元宵灯展", EN: "The Lantern Show"},
		Summary: events.Text{
			ZH: "一万多盏灯，盏盏出自居民的手。三个晚上，分时入场，全城都来看灯。",
			EN: "More than ten thousand lanterns, every one made by a resident. Three nights, timed entry, and the whole city comes.",
		},
		Place:  events.Text{ZH: "志愿者广场至文化长廊", EN: "From Volunteers' Square to the Culture Gallery"},
		Starts: at(firstNight, 18, 30), Ends: at(firstNight.AddDate(0, 0, 2), 22, 0),
	})
	nights := []events.Text{{ZH: "亮灯夜", EN: "Lighting night"}, {ZH: "元宵夜", EN: "Festival night"}, {ZH: "收灯夜", EN: "Closing night"}}
	for _, w := range lanternWindows(firstNight) {
		session, night := events.SessionID(string(id)+"-"+w.ID), nights[w.Night-1]
		d.Sessions = append(d.Sessions, events.Session{
			ID: session, Event: id, Starts: w.Starts, Ends: w.Ends, ApprovedCapacity: w.Places,
			Title: events.Text{ZH: night.ZH + w.Starts.Format(" 15:04 入场"), EN: night.EN + w.Starts.Format(", entry 15:04")},
		})
		base := Quota{Session: session, Event: id, MaxParty: 6, Opens: openedAt, Closes: w.Starts}
		residents, visitors, special, walkUp := base, base, base, base
		residents.ID, residents.Places, residents.Title = string(session)+"-residents", w.Residents, events.Text{ZH: "居民票", EN: "Residents"}
		visitors.ID, visitors.Places, visitors.Title = string(session)+"-visitors", w.Visitors, events.Text{ZH: "市民票", EN: "Visitors from the city"}
		special.ID, special.Places, special.Title = string(session)+"-special", w.Special, events.Text{ZH: "团体和需要照顾的（打热线）", EN: "Groups and who needs help (by the hotline)"}
		special.Shares = []Share{{Channel: "accessible", Places: w.Special / 2}, {Channel: "hotline", Places: w.Special - w.Special/2}}
		walkUp.ID, walkUp.Places, walkUp.Title = string(session)+"-walkup", w.WalkUp, events.Text{ZH: "现场名额（到门口领）", EN: "Without a booking, at the gates"}
		walkUp.Shares, walkUp.Opens, walkUp.Closes = []Share{{Channel: "walk_up", Places: w.WalkUp}}, w.Starts.Add(-windowLength), w.Ends.Add(windowLength)
		d.Quotas = append(d.Quotas, residents, special, visitors, walkUp)
	}
}
