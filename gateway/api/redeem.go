package api

import (
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/ticketing/checkin"
)

// redeemDirectly is [API.postRedeem] for a line as the gate's page writes it.
func (a *API) redeemDirectly(c *fiber.Ctx) (bool, error) {
	var in GateRedeemInput
	if !usualPress(&c.Request().Header) || !in.read(c.Body()) {
		return false, nil
	}
	out, err := a.postRedeem(c.UserContext(), &in)
	if err != nil {
		return true, err
	}
	body, err := encodeVerdict(&out.Body)
	if err != nil {
		return true, fmt.Errorf("encode verdict: %w", err)
	}
	c.Response().Header.SetContentType(fiber.MIMEApplicationJSON)
	c.Response().SetBodyRaw(body)
	return true, nil
}

// read takes a body of the usual form, which says nothing twice and all that must be
// said, within its bounds. It is false for any other, good or bad.
func (in *GateRedeemInput) read(body []byte) bool {
	r, b := plainJSON{rest: body, ok: true}, &in.Body
	var nows, records int
	r.object(func(name string) {
		switch name {
		case "now":
			nows++
			b.Now = r.moment()
		case "record":
			records++
			r.ok = b.Record.read(&r)
		default:
			r.ok = false
		}
	})
	return r.done() && nows == 1 && records == 1
}

// Bounds of a line, as its tags have them.
const (
	lineCount = 63
	lineText  = 32
)

func (g *GateRecord) read(r *plainJSON) bool {
	var had uint
	r.object(func(name string) {
		field := uint(0)
		switch name {
		case "seq":
			field, g.Seq = 1, r.number(1<<53)
		case "nonce":
			field, g.Nonce = 2, r.text()
		case "kind":
			field, g.Kind = 4, r.text()
		case "persons":
			field, g.Persons = 8, int(r.number(lineCount))
		case "at":
			field, g.At = 16, r.moment()
		case "prev":
			field, g.Prev = 32, r.text()
		case "seal":
			field, g.Seal = 64, r.text()
		case "serial":
			field, g.Serial = 128, r.text()
		case "children":
			field, g.Children = 256, int(r.number(lineCount))
		case "party":
			field, g.Party = 512, int(r.number(lineCount))
		case "rules":
			field, g.Rules = 1024, int(r.number(1<<31-1))
		}
		r.ok = r.ok && field != 0 && had&field == 0
		had |= field
	})
	return r.ok && had&127 == 127 && g.Kind == checkin.In && g.Seq > 0 && len(g.Serial) <= 10 && len(g.Prev) <= lineText && len(g.Seal) <= lineText &&
		plainNonce(g.Nonce)
}

// plainNonce says whether s has the form of a line's nonce.
func plainNonce(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-':
		default:
			return false
		}
	}
	return len(s) >= 8 && len(s) <= 40
}

// plainJSON is JSON of the plainest kind that is being read: objects of short words and
// whole numbers, without escapes. ok turns false with the first thing that is anything
// else, and stays so.
type plainJSON struct {
	rest []byte
	ok   bool
}

func (r *plainJSON) space() {
	for len(r.rest) > 0 && (r.rest[0] == ' ' || r.rest[0] == '\n' || r.rest[0] == '\t' || r.rest[0] == '\r') {
		r.rest = r.rest[1:]
	}
}

// take takes the next byte behind white space, if it is c.
func (r *plainJSON) take(c byte) bool {
	r.space()
	if len(r.rest) == 0 || r.rest[0] != c {
		return false
	}
	r.rest = r.rest[1:]
	return true
}

// object reads an object; member is called behind each name, and reads the value.
func (r *plainJSON) object(member func(name string)) {
	if r.ok = r.ok && r.take('{'); !r.ok {
		return
	}
	for {
		name := r.text()
		if r.ok = r.ok && r.take(':'); !r.ok {
			return
		}
		if member(name); !r.ok {
			return
		}
		if r.take(',') {
			continue
		}
		r.ok = r.take('}')
		return
	}
}

// text reads a short string of printable ASCII.
func (r *plainJSON) text() string {
	if r.ok = r.ok && r.take('"'); !r.ok {
		return ""
	}
	for i, c := range r.rest {
		if c == '"' {
			s := string(r.rest[:i])
			r.rest = r.rest[i+1:]
			return s
		}
		if c < ' ' || c > '~' || c == '\\' || i > 64 {
			break
		}
	}
	r.ok = false
	return ""
}

// number reads a whole number from 0 to most.
func (r *plainJSON) number(most int64) int64 {
	r.space()
	n, digits := int64(0), 0
	for len(r.rest) > digits && r.rest[digits] >= '0' && r.rest[digits] <= '9' && digits < 17 {
		n = 10*n + int64(r.rest[digits]-'0')
		digits++
	}
	if digits == 0 || digits > 1 && r.rest[0] == '0' || n > most {
		r.ok = false
	}
	r.rest = r.rest[digits:]
	return n
}

func (r *plainJSON) moment() time.Time {
	t, err := time.Parse(time.RFC3339, r.text())
	r.ok = r.ok && err == nil
	return t
}

// done says whether all of it was of that kind and nothing is left.
func (r *plainJSON) done() bool {
	r.space()
	return r.ok && len(r.rest) == 0
}
