package intake

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"wanjia/events/community"
	"wanjia/events/search/hanzi"
)

// tidy takes off a cell what spreadsheets leave around it: spaces of every kind
// and the apostrophe that keeps a number a text.
func tidy(cell string) string {
	cell = strings.TrimFunc(cell, func(r rune) bool {
		return unicode.IsSpace(r) || r == '\u3000' || r == '\u200b' || r == '\ufeff'
	})
	if rest, ok := strings.CutPrefix(cell, "'"); ok {
		return strings.TrimSpace(rest)
	}
	return cell
}

// nothing says whether a cell only says that there is nothing.
func nothing(folded string) bool {
	switch folded {
	case "", "-", "--", "—", "/", "无", "没有", "暂无", "不详", "未知", "n/a", "na", "none", "null", "空":
		return true
	}
	return false
}

// sexes are how lists write it; 1 and 2 as the national standard numbers them.
var sexes = map[string]string{
	"男": "M", "男性": "M", "m": "M", "male": "M", "1": "M", "先生": "M",
	"女": "F", "女性": "F", "f": "F", "female": "F", "2": "F", "女士": "F",
}

func sexOf(cell string) (string, bool) {
	folded := hanzi.Fold(tidy(cell))
	if nothing(folded) {
		return "", true
	}
	sex, ok := sexes[folded]
	return sex, ok
}

// roles are the words for what somebody is in a household.
var roles = map[string]string{
	"户主": "head", "本人": "head", "配偶": "relative", "妻子": "wife", "妻": "wife", "丈夫": "husband", "夫": "husband",
	"子": "child", "女": "child", "儿子": "child", "女儿": "child", "子女": "child", "长子": "child", "长女": "child", "次子": "child", "次女": "child",
	"父亲": "grandfather", "母亲": "grandmother", "父": "grandfather", "母": "grandmother", "租客": "tenant", "租户": "tenant", "保姆": "carer", "护工": "carer",
	"孙子": "grandchild", "孙女": "grandchild", "外孙": "grandchild", "外孙女": "grandchild",
}

// roleOf is the role a word stands for; a word we do not know is another relative,
// which is no reason to refuse a row.
func roleOf(cell string) string {
	folded := hanzi.Fold(tidy(cell))
	if nothing(folded) {
		return ""
	}
	if r, ok := roles[folded]; ok {
		return r
	}
	return "relative"
}

// phoneOf reads a number: "" for none, or a fault's code. Numbers stored as
// fractions by a spreadsheet are read in full; one that was written out rounded,
// 1.54E+10, is lost and said to be.
func phoneOf(cell string) (phone, code string) {
	folded := hanzi.Fold(tidy(cell))
	if nothing(folded) {
		return "", ""
	}
	if strings.ContainsAny(folded, "e.") {
		whole, ok := wholeNumber(folded)
		if !ok {
			return "", "phone_cut"
		}
		folded = whole
	}
	phone, err := community.CleanPhone(folded)
	if err != nil {
		return "", "phone"
	}
	return phone, ""
}

// wholeNumber writes 1.5400000001e10 and 15400000001.0 as digits; it is not ok
// where digits are missing.
func wholeNumber(s string) (string, bool) {
	mantissa, exponent, has := strings.Cut(s, "e")
	power := 0
	if has {
		var err error
		if power, err = strconv.Atoi(strings.TrimPrefix(exponent, "+")); err != nil || power < 0 || power > 12 {
			return "", false
		}
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > power || has && len(fraction) < power-2 {
		return "", false
	}
	return whole + fraction + strings.Repeat("0", power-len(fraction)), true
}

// bornOf reads a day of birth in the forms lists have it, or the year where the
// day is not said. sheet says that a number may count days as spreadsheets do.
func bornOf(cell string, sheet bool, now time.Time) (community.Day, bool) {
	folded := hanzi.Fold(tidy(cell))
	if nothing(folded) {
		return "", true
	}
	if i := strings.IndexAny(folded, " t"); i > 0 && strings.Contains(folded[i:], ":") {
		folded = folded[:i] // the time of day that goes with a day
	}
	numbers := strings.FieldsFunc(folded, func(r rune) bool { return strings.ContainsRune("-/.年月日号生 ", r) })
	for _, n := range numbers {
		if strings.Trim(n, "0123456789") != "" {
			return "", false
		}
	}
	switch {
	case len(numbers) == 0 || len(numbers) > 3:
		return "", false
	case len(numbers) == 1 || sheet && len(numbers) == 2 && len(numbers[0]) == 5:
		return compactBorn(numbers[0], sheet, now)
	case len(numbers) == 2:
		month, err := strconv.Atoi(numbers[1])
		return yearBorn(numbers[0], now, err == nil && month >= 1 && month <= 12)
	}
	day, err := time.Parse("2006-1-2", strings.Join(numbers, "-"))
	return dayBorn(day, err == nil, now)
}

// compactBorn reads 19880504, 198805, 1988 and the days since 1900.
func compactBorn(s string, sheet bool, now time.Time) (community.Day, bool) {
	switch len(s) {
	case 4:
		return yearBorn(s, now, true)
	case 5:
		if days, err := strconv.Atoi(s); sheet && err == nil {
			return dayBorn(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days), true, now)
		}
	case 6:
		month := s[4:]
		return yearBorn(s[:4], now, month >= "01" && month <= "12")
	case 8:
		day, err := time.Parse("20060102", s)
		return dayBorn(day, err == nil, now)
	}
	return "", false
}

func yearBorn(s string, now time.Time, ok bool) (community.Day, bool) {
	born, err := community.CleanBorn(community.Day(s), now)
	return born, ok && err == nil && len(born) == 4
}

func dayBorn(day time.Time, ok bool, now time.Time) (community.Day, bool) {
	born, err := community.CleanBorn(community.Day(day.Format(time.DateOnly)), now)
	return born, ok && err == nil
}
