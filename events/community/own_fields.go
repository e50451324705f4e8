package community

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"wanjia/events/fault"
)

// Errors of what is written down about a person.
var (
	ErrNumber = fault.New(fault.Invalid, "person_phone", "that is no telephone number: 11 digits of a mobile, or a landline")
	ErrBorn   = fault.New(fault.Invalid, "born", "give the year of birth, or the whole day, and none in the future")
	// ErrField: a field has a value that is not in its list; details.field names it.
	ErrField = fault.New(fault.Invalid, "person_field", "one of the answers is not in its list")
	ErrNeed  = fault.New(fault.Invalid, "need", "that need is not in the list")
)

// DayOf is the day of a moment as people here count it.
func DayOf(at time.Time) Day { return Day(at.In(zone).Format(time.DateOnly)) }

// needCodes are the needs that may be kept, by kind: what is asked for, never why.
var needCodes = map[string][]string{
	"access":   {"step_free", "sign_or_text", "guide", "writing", "plain_words", "quiet_place", "companion", "wheelchair_place"},
	"mobility": {"wheelchair_place", "walking_aid", "pushchair"},
	"contact":  {"call_on"},
	"diet":     {"halal", "vegetarian", "low_salt", "low_sugar", "soft_food", "no_pork", "no_beef", "no_spicy"},
	"allergen": {"G", "C", "F", "E", "P", "S", "M", "N", "ML", "SE", "MU", "MG", "AL", "BK", "OT"},
}

// lists are the answers that fields may have, besides none.
var lists = map[string][]string{
	"sex":      {"M", "F"},
	"ability":  {"daily", "chat", "feature", "none"},
	"language": {"putonghua", "wuhan", "other", "sign"},
	"channel":  {"self", "head", "family", "import", "desk"},
	"role": {
		"single", "husband", "wife", "child", "grandfather", "grandmother", "great_grandparent", "grandchild",
		"carer", "tenant", "head", "relative",
	},
}

// CleanPhone is a number as it is stored: digits alone, "" for none. A mobile has 11
// digits, with or without +86; a landline 7 or 8, or its area code before them.
// Anything else is [ErrNumber].
func CleanPhone(text string) (string, error) {
	if len(text) > 64 {
		return "", ErrNumber
	}
	text, plus := strings.CutPrefix(strings.ReplaceAll(strings.TrimSpace(text), "＋", "+"), "+")
	var b strings.Builder
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '０' && r <= '９':
			b.WriteRune('0' + r - '０')
		case unicode.IsSpace(r) || strings.ContainsRune("-－‐‑–—.·()（）", r):
		default:
			return "", ErrNumber
		}
	}
	number := b.String()
	switch {
	case number == "" && !plus:
		return "", nil
	case len(number) == 13 && strings.HasPrefix(number, "86"):
		number = number[2:]
	case len(number) == 15 && strings.HasPrefix(number, "0086") && !plus:
		number = number[4:]
	case plus:
		return "", ErrNumber
	}
	switch n := len(number); {
	case n == 11 && number[0] == '1',
		n >= 10 && n <= 12 && number[0] == '0' && number[1] != '0',
		(n == 7 || n == 8) && number[0] >= '2' && number[0] <= '8':
		return number, nil
	}
	return "", ErrNumber
}

// CleanBorn checks a day of birth: a day, or only a year, neither in the future nor
// more than 130 years ago; "" where nobody knows. Else it is [ErrBorn].
func CleanBorn(born Day, now time.Time) (Day, error) {
	text := strings.TrimSpace(string(born))
	if text == "" {
		return "", nil
	}
	oldest := now.In(zone).Year() - 130
	if day, err := time.ParseInLocation(time.DateOnly, text, zone); err == nil {
		if day.After(now) || day.Year() < oldest {
			return "", ErrBorn
		}
		return Day(text), nil
	}
	year, err := strconv.Atoi(text)
	if err != nil || len(text) != 4 || year > now.In(zone).Year() || year < oldest {
		return "", ErrBorn
	}
	return Day(text), nil
}

// CleanNeeds checks needs and drops those said twice. It returns [ErrNeed].
func CleanNeeds(needs []Need) ([]Need, error) {
	var clean []Need
	for _, n := range needs {
		if !slices.Contains(needCodes[n.Kind], n.Code) {
			return nil, ErrNeed.With("kind", n.Kind).With("code", n.Code)
		}
		if !slices.Contains(clean, n) {
			clean = append(clean, n)
		}
	}
	return clean, nil
}

// among checks an answer that comes from a list; none is right too.
func among(field, value string) error {
	if value != "" && !slices.Contains(lists[field], value) {
		return ErrField.With("field", field)
	}
	return nil
}

// clean checks all that is written down about a person and puts it into the form in
// which it is stored.
func (p *Person) clean(now time.Time) error {
	var err error
	if p.Name, err = CleanName(p.Name); err != nil {
		return err
	}
	for i, other := range p.OtherNames {
		if p.OtherNames[i], err = CleanName(other); err != nil {
			return err
		}
	}
	if p.Phone, err = CleanPhone(p.Phone); err != nil {
		return err
	}
	if p.Born, err = CleanBorn(p.Born, now); err != nil {
		return err
	}
	if p.Needs, err = CleanNeeds(p.Needs); err != nil {
		return err
	}
	for field, value := range map[string]string{
		"sex": p.Sex, "role": p.Role, "ability": p.Ability, "language": p.Language, "channel": p.Channel,
	} {
		if err := among(field, value); err != nil {
			return err
		}
	}
	return nil
}

// SameName says whether two names are the same but for spaces, dots and case.
func SameName(a, b string) bool { return foldName(a) == foldName(b) }

func foldName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// sameBirth says whether two days of birth may be of one person: the same, or one of
// them is not known or is only the year of the other.
func sameBirth(a, b Day) bool {
	return a == "" || b == "" || a == b || (len(a) == 4 || len(b) == 4) && MaskBorn(a) == MaskBorn(b)
}
