package community

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// MaskName is a name as it may be shown to those who need not know it: the first
// character of a name of two, the first and the last of a longer one (domain
// conventions for personal information). "" stays "".
func MaskName(name string) string {
	runes := []rune(strings.TrimSpace(name))
	switch n := len(runes); {
	case n == 0:
		return ""
	case n <= 2:
		return string(runes[:1]) + "*"
	default:
		return string(runes[:1]) + "*" + string(runes[n-1:])
	}
}

// MaskPhone is a number as it may be shown: 154****1234. What is too short to be
// masked so shows nothing.
func MaskPhone(phone string) string {
	switch n := len(phone); {
	case n == 0:
		return ""
	case n < 8:
		return strings.Repeat("*", n)
	default:
		return phone[:3] + strings.Repeat("*", n-7) + phone[n-4:]
	}
}

// MaskBorn is a day of birth as it may be shown: its year.
func MaskBorn(born Day) string {
	year, _, _ := strings.Cut(string(born), "-")
	return year
}

// AgeBand is an age as a band that events care for: "0-2", "3-5", "6-13", "14-17",
// "18-59", "60-69", "70-79", "80+", or "" where nobody knows the year.
func AgeBand(born Day, now time.Time) string {
	age, ok := Age(born, now)
	if !ok {
		return ""
	}
	for _, band := range []struct {
		below int
		name  string
	}{{3, "0-2"}, {6, "3-5"}, {14, "6-13"}, {18, "14-17"}, {60, "18-59"}, {70, "60-69"}, {80, "70-79"}} {
		if age < band.below {
			return band.name
		}
	}
	return "80+"
}

// Age is full years at the moment; by the year alone where nobody knows the day,
// and then rounded up, so that a child is never taken for younger than it may be
// by more than a year.
func Age(born Day, now time.Time) (int, bool) {
	if day, err := time.Parse(time.DateOnly, string(born)); err == nil {
		age := now.Year() - day.Year()
		if now.Month() < day.Month() || now.Month() == day.Month() && now.Day() < day.Day() {
			age--
		}
		return max(0, age), true
	}
	year, err := strconv.Atoi(string(born))
	if err != nil || year < 1850 || year > now.Year() {
		return 0, false
	}
	return now.Year() - year, true
}

// BuildingName is how people call a building: 桂香苑 12栋. It is the code where the
// estate is unknown.
func (t *Tree) BuildingName(id NodeID) string {
	b, ok := t.buildings[id]
	if !ok {
		return string(id)
	}
	return fmt.Sprintf("%s %d栋", t.estates[b.Estate].Name, b.Number)
}

// Address is where a household lives, in full: 桂香苑 12栋 2单元 501.
func (t *Tree) Address(h Household) string {
	return fmt.Sprintf("%s %d单元 %s", t.BuildingName(h.Building), h.Unit, h.Room)
}

// NodeName is how a node is called; buildings with their estate. "*" is the whole
// community and has no name of its own here.
func (t *Tree) NodeName(id NodeID) string {
	if n, ok := t.nodes[id]; ok {
		return n.Name
	}
	return t.BuildingName(id)
}

// maxName is how many characters a name may have.
const maxName = 60

// CleanName is a name as it is stored: outer and doubled spaces gone, every form of
// the middle dot written as one. It returns [ErrName] for what is no name: empty,
// longer than 60 characters, with digits, emoji, control or punctuation characters.
func CleanName(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	name = strings.NewReplacer("•", "·", "・", "·", "‧", "·", "∙", "·", "⋅", "·", "．", "·").Replace(name)
	if name == "" || !utf8.ValidString(name) || utf8.RuneCountInString(name) > maxName {
		return "", ErrName
	}
	letters := 0
	for _, r := range name {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsMark(r), r == ' ', r == '·', r == '-', r == '\'', r == '’', r == '.':
		default:
			return "", ErrName
		}
	}
	if letters == 0 {
		return "", ErrName
	}
	return name, nil
}
