package events

import (
	"strconv"
	"strings"

	"golang.org/x/text/width"
)

// shortLetter stands for the kind of an event in its short code.
var shortLetter = map[Kind]string{Banquet: "Y", Lantern: "D", Gala: "W"}

// Short is the short code of an event, to be read out, written on a poster and typed:
// WJD27 is the lantern show of 2027.
func (e Event) Short() string {
	return "WJ" + shortLetter[e.Kind] + strconv.Itoa(e.Starts.In(Zone).Year()%100)
}

// ShortOf is the short code of a session of the event: WJD27-N2-1930.
func (e Event) ShortOf(session SessionID) string {
	rest, _ := strings.CutPrefix(string(session), string(e.ID))
	return e.Short() + "-" + strings.ToUpper(strings.Trim(rest, "-"))
}

// SameShort says whether somebody typed a short code: capitals or not, full width or
// not, with or without the hyphens.
func SameShort(typed, code string) bool { return plainShort(typed) == plainShort(code) }

func plainShort(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(width.Narrow.String(code)))
}
