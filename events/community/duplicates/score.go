package duplicates

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"wanjia/events/community"
)

// Reasons why two records may be of one person.
const (
	SameName    = "same_name"
	Traditional = "traditional_form"
	LikeSound   = "like_sounding_name"
	InLetters   = "name_in_letters"
	Initials    = "initials"
	Nickname    = "nickname" // a title, or a name known beside the first
	SamePhone   = "same_phone"
	SameFlat    = "same_flat" // the same household
	SameHouse   = "same_building"
	SameBorn    = "same_born"
	YearOnly    = "year_only" // the same year, and one of them knows no more
	BornNear    = "born_near" // a year apart to the day, as slips are
)

// Proposed is the least score of a pair worth showing, and Sure that of one which a
// person may merge at a glance. Names that only sound alike, titles and letters
// never make a pair sure: twins have them.
const (
	Proposed = 0.5
	Sure     = 0.95
	unsure   = 0.9 // the highest score of names that are only alike
)

// What agreement and disagreement weigh, as logarithms of odds. They were set by
// what the words mean and tried on made-up communities other than those the test
// measures.
const (
	pPrior       = -4.0 // two records of a neighbourhood are of two people
	pName        = 3.5
	pAlike       = 3.0
	pTitle       = 1.2
	pInitials    = 0.3
	pFlat        = 3.0
	pHouse       = 1.0
	pElsewhere   = -2.5 // not even the same estate
	pPhone       = 2.5
	pOtherPhone  = -1.5
	pBorn        = 3.5
	pYear        = 1.0
	pNear        = 0.5
	pOtherBorn   = -5.0
	pSex         = 0.3
	pOtherSex    = -3.5
	pPerNamesake = -0.5 // of the estate, beside the two, for a pair of different homes
)

// Score says how likely two records are of one person, from 0 to 1, and what speaks
// for it. namesakes is how many records of the estate bear the name of a or b, the
// two included. Records without a relation between their names score 0.
func Score(a, b *Record, namesakes int) (float64, []string) {
	x, reasons, most := compareNames(a, b)
	if len(reasons) == 0 {
		return 0, nil
	}
	x += pPrior
	add := func(points float64, reason string) {
		x += points
		if reason != "" {
			reasons = append(reasons, reason)
		}
	}
	switch {
	case a.Household != "" && a.Household == b.Household:
		add(pFlat, SameFlat)
	case a.Building == b.Building:
		add(pHouse, SameHouse)
	case a.Estate != b.Estate:
		add(pElsewhere, "")
	}
	if a.Household != b.Household {
		add(pPerNamesake*float64(max(0, min(namesakes, 8)-2)), "")
	}
	switch {
	case a.Phone != "" && a.Phone == b.Phone:
		add(pPhone, SamePhone)
	case a.Phone != "" && b.Phone != "":
		add(pOtherPhone, "")
	}
	add(compareBorn(a.Born, b.Born))
	switch {
	case a.Sex == "" || b.Sex == "":
	case a.Sex == b.Sex:
		add(pSex, "")
	default:
		add(pOtherSex, "")
	}
	return math.Round(1000*min(most, 1/(1+math.Exp(-x)))) / 1000, reasons
}

// compareNames weighs the relation of two names and says how high a pair with it
// may score.
func compareNames(a, b *Record) (points float64, reasons []string, most float64) {
	if a.key == b.key && a.key != "" {
		if a.Name != b.Name && a.letters == "" && strings.ReplaceAll(a.Name, "·", "") != strings.ReplaceAll(b.Name, "·", "") {
			return pName, []string{SameName, Traditional}, 1
		}
		return pName, []string{SameName}, 1
	}
	for _, pair := range [2][2]*Record{{a, b}, {b, a}} {
		x, y := pair[0], pair[1]
		for _, other := range x.OtherNames {
			if key(other) == y.key {
				return pAlike, []string{Nickname}, unsure
			}
		}
		if x.letters != "" && y.sounds != nil {
			switch x.letters {
			case strings.Join(y.sounds, ""), backward(y):
				return pAlike, []string{InLetters}, unsure
			case initials(y.sounds):
				return pInitials, []string{Initials}, unsure
			}
		}
		if x.title != "" && y.title == "" && x.surname == y.surname && titleFits(x.title, y) {
			return pTitle, []string{Nickname}, unsure
		}
	}
	if a.sounds != nil && slices.Equal(a.sounds, b.sounds) && a.title == "" && b.title == "" {
		return pAlike, []string{LikeSound}, unsure
	}
	return 0, nil, 0
}

// backward is a name in letters with the surname last, as abroad.
func backward(r *Record) string {
	n := len([]rune(r.surname))
	if n >= len(r.sounds) {
		return ""
	}
	return strings.Join(r.sounds[n:], "") + strings.Join(r.sounds[:n], "")
}

func initials(sounds []string) string {
	var b strings.Builder
	for _, s := range sounds {
		b.WriteByte(s[0])
	}
	return b.String()
}

func titleFits(title string, r *Record) bool {
	sex := sexOfTitle(title)
	return sex == "" || r.Sex == "" || sex == r.Sex
}

// compareBorn weighs two days of birth.
func compareBorn(a, b community.Day) (float64, string) {
	switch {
	case a == "" || b == "":
		return 0, ""
	case a == b && len(a) > 4:
		return pBorn, SameBorn
	case (len(a) == 4 || len(b) == 4) && community.MaskBorn(a) == community.MaskBorn(b):
		return pYear, YearOnly
	case len(a) < 4 || len(b) < 4 || yearsApart(a, b) > 2:
		return pOtherBorn, ""
	}
	x, errX := time.Parse(time.DateOnly, string(a))
	y, errY := time.Parse(time.DateOnly, string(b))
	if errX == nil && errY == nil {
		if days := math.Abs(x.Sub(y).Hours()) / 24; days >= 364 && days <= 367 {
			return pNear, BornNear
		}
	}
	return pOtherBorn, ""
}

// yearsApart is how far apart the years of two days are; most pairs end there,
// without a calendar.
func yearsApart(a, b community.Day) int {
	x, errX := strconv.Atoi(string(a[:4]))
	y, errY := strconv.Atoi(string(b[:4]))
	if errX != nil || errY != nil {
		return 0
	}
	return max(x-y, y-x)
}
