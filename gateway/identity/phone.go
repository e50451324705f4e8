package identity

import (
	"strings"
	"unicode"
)

// ParsePhone reads a Chinese mobile number as people write it and returns its 11
// digits, or [ErrPhone]. Spaces, dashes, dots and brackets between digits, full-width
// digits and the prefixes +86 and 0086 are understood.
func ParsePhone(text string) (string, error) {
	if len(text) > 64 {
		return "", ErrPhone
	}
	text = strings.TrimSpace(strings.ReplaceAll(text, "＋", "+"))
	text, plus := strings.CutPrefix(text, "+")
	number, ok := digits(text)
	switch {
	case !ok:
		return "", ErrPhone
	case len(number) == 13 && strings.HasPrefix(number, "86"):
		number = number[2:]
	case len(number) == 15 && strings.HasPrefix(number, "0086") && !plus:
		number = number[4:]
	case plus:
		return "", ErrPhone
	}
	if len(number) != 11 || number[0] != '1' {
		return "", ErrPhone
	}
	return number, nil
}

// digits keeps the digits of text, full-width ones made plain, and leaves out what
// people put between them; ok is false where there is anything else.
func digits(text string) (kept string, ok bool) {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '０' && r <= '９':
			b.WriteRune('0' + r - '０')
		case unicode.IsSpace(r) || strings.ContainsRune("-－‐‑–—.·()（）", r):
		default:
			return "", false
		}
	}
	return b.String(), true
}

// Mask hides the middle of an 11-digit number: 154****1234. Anything else is
// hidden whole.
func Mask(phone string) string {
	if len(phone) != 11 {
		return "****"
	}
	return phone[:3] + "****" + phone[7:]
}
