package events_test

import (
	"testing"
	"time"

	"wanjia/events"
)

// The dates are those of the Chinese calendar for the community's own days:
// the banquet on 12/24, the lights on 1/14, New Year's Day 1/1.
func TestLunar(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"2026-02-11T00:00:00+08:00": "腊月廿四",
		"2027-01-31T12:00:00+08:00": "腊月廿四",
		"2027-02-06T20:00:00+08:00": "正月初一",
		"2027-02-19T19:00:00+08:00": "正月十四",
		"2027-02-20T23:59:59+08:00": "正月十五",
		"2027-02-18T16:00:00Z":      "正月十四", // already the 19th in Wuhan
		"2028-06-23T12:00:00+08:00": "闰五月初一",
		"2030-02-02T12:00:00+08:00": "腊月三十",
		"2033-12-22T12:00:00+08:00": "闰冬月初一",
	}
	for at, want := range tests {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := events.Lunar(when); got != want {
			t.Errorf("Lunar(%s) = %s, want %s", at, got, want)
		}
	}
}

func TestLunarDay(t *testing.T) {
	t.Parallel()
	tests := []struct {
		from       string
		month, day int
		want       string
	}{
		{"2026-11-23", 12, 24, "2027-01-31"},
		{"2027-01-31", 12, 24, "2027-01-31"},
		{"2027-02-01", 12, 24, "2028-01-20"},
		{"2027-12-31", 1, 14, "2028-02-08"},
		{"2033-06-01", 12, 24, "2034-02-12"}, // behind a leap eleventh month
	}
	for _, tt := range tests {
		from, err := time.ParseInLocation(time.DateOnly, tt.from, events.Zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := events.LunarDay(from, tt.month, tt.day).Format(time.DateOnly); got != tt.want {
			t.Errorf("LunarDay(%s, %d, %d) = %s, want %s", tt.from, tt.month, tt.day, got, tt.want)
		}
	}
}
