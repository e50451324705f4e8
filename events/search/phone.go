package search

import (
	"strconv"
	"strings"
)

// leastTail is how many digits of a telephone number say anything.
const leastTail = 4

// A telephone is kept as its digits after a 1, so that leading zeros count:
// 027-8234 is 10278234. 0 is none.

// phonesOf reads the numbers in s, of which there may be several.
func phonesOf(s string) []uint64 {
	var out []uint64
	for part := range strings.FieldsFuncSeq(cutBytes(s), func(r rune) bool { return strings.ContainsRune(",;/、，；\n", r) }) {
		digits := phoneDigits(nameKey(part))
		if len(digits) >= leastTail {
			out = append(out, phoneNumber(digits))
		}
	}
	return out
}

func phoneNumber(digits string) uint64 {
	n, err := strconv.ParseUint("1"+digits, 10, 64)
	if err != nil {
		return 0 // more digits than any number has
	}
	return n
}

// phoneDigits keeps the digits of a number, without the country's code before a
// mobile one.
func phoneDigits(s string) string {
	digits := strings.Map(func(r rune) rune {
		if isDigit(r) {
			return r
		}
		return -1
	}, s)
	for _, code := range []string{"0086", "86"} {
		if rest, ok := strings.CutPrefix(digits, code); ok && len(rest) == 11 && rest[0] == '1' {
			return rest
		}
	}
	return digits
}

// tail is the end of a number that is asked for, and its beginning if it was
// copied with the middle hidden: 138****1234.
type tail struct {
	head  string
	n     uint64 // the digits
	power uint64 // ten to how many there are
	count int
}

func newTail(head, digits string) (tail, bool) {
	digits = phoneDigits(digits)
	n, err := strconv.ParseUint(digits, 10, 64)
	if len(digits) < leastTail || len(digits) > 18 || err != nil {
		return tail{}, false
	}
	t := tail{head: head, n: n, power: 1, count: len(digits)}
	for range digits {
		t.power *= 10
	}
	return t, true
}

// What a telephone number is worth.
const (
	baseTail = 850
	perDigit = 15 // for each beyond four
)

func (t tail) fit(phone uint64) match {
	if phone < t.power || phone%t.power != t.n {
		return match{}
	}
	if t.head != "" && !strings.HasPrefix(strconv.FormatUint(phone, 10)[1:], t.head) {
		return match{}
	}
	return match{min(baseName, baseTail+perDigit*(t.count-leastTail+len(t.head))), whyPhone}
}

// ending is what signatures keep of a number: its last four digits plus one.
func ending(phone uint64) uint16 {
	if phone == 0 {
		return 0
	}
	return uint16(phone%10000) + 1
}
