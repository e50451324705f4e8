package events

import (
	"sync"
	"time"
	_ "time/tzdata" // a machine without zone files still knows where the community lives

	"github.com/6tail/lunar-go/calendar"
)

// Zone is the community's: every date a person reads is of this zone.
var Zone = mustLoad("Asia/Shanghai")

// Lunar returns the day of t in the Chinese calendar, "腊月廿四".
//
// The day is taken in Asia/Shanghai: a server that keeps UTC would be a day
// behind from 16:00 on. A leap month carries its 闰.
func Lunar(t time.Time) string {
	t = t.In(Zone)
	day := t.Format(time.DateOnly)
	if known, ok := lunarDays.Load(day); ok {
		return known.(string)
	}
	l := calendar.NewSolar(t.Year(), int(t.Month()), t.Day(), 12, 0, 0).GetLunar()
	name := l.GetMonthInChinese() + "月" + l.GetDayInChinese()
	lunarDays.Store(day, name)
	return name
}

// lunarDays remembers what [Lunar] has worked out, "2027-01-31" -> "腊月廿四":
// 25 µs each time would be most of an answer. It grows by the days events are on.
var lunarDays sync.Map

// LunarDay returns the first day on or after t, at midnight in Asia/Shanghai,
// that is the given day of the given month of the Chinese calendar; month 12,
// day 24 is the day of the banquet. Leap months do not count.
func LunarDay(t time.Time, month, day int) time.Time {
	t = t.In(Zone)
	d := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, Zone)
	for {
		l := calendar.NewSolar(d.Year(), int(d.Month()), d.Day(), 12, 0, 0).GetLunar()
		if l.GetMonth() == month && l.GetDay() == day {
			return d
		}
		d = d.AddDate(0, 0, 1)
	}
}

func mustLoad(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // time/tzdata is linked into the binary
	}
	return l
}
