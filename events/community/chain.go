package community

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/width"
)

// ChainLine is one entry of a sign-up list as people make it in a group chat, each
// adding a numbered line (接龙).
type ChainLine struct {
	N        int    // the number before it
	Raw      string // as it was written
	Who      string // what is left without the number and the party: a name, an address
	Party    int    // persons
	Children int    // of them
	Said     bool   // the line says how many; else one is taken for meant
}

// What a list may have.
const (
	MostChainLines = 100
	mostChainLine  = 200 // letters
)

var (
	chainNumber   = regexp.MustCompile(`^\s*(\d{1,3})\s*(?:[.、,:)）。．]\s*|\s+|$)(.*)$`)
	chainAdults   = regexp.MustCompile(`(\d{1,2}|[一二两三四五六七八九十])\s*个?大(?:人)?\s*(?:[,，+＋和]?\s*(\d{1,2}|[一二两三四五六七八九十])\s*个?(?:小孩|孩子|小))?`)
	chainPersons  = regexp.MustCompile(`(?:共|一共|来|订|报)?\s*(\d{1,2}|[一二两三四五六七八九十])\s*(?:个人|人|位|口人|口|名|张票|张|个)`)
	chainPlus     = regexp.MustCompile(`[+＋]\s*(\d{1,2})`)
	chainChildren = regexp.MustCompile(`(?:其中|含|带)?\s*(\d{1,2}|[一二两三四五六七八九十])\s*个?(?:小孩|孩子|儿童|娃)`)
	chainMarks    = regexp.MustCompile(`[\s,，、;；:：()（）。\-—/|]+`)
)

// ReadChain reads a sign-up list that was pasted from a chat: its numbered lines, of at
// most [MostChainLines]. What has no number is a heading, an example or talk, and left
// out. It never fails; what it could not make out is for a person to look at.
func ReadChain(text string) []ChainLine {
	var out []ChainLine
	for raw := range strings.Lines(text) {
		raw = strings.TrimSpace(raw)
		if letters := []rune(raw); len(letters) > mostChainLine {
			raw = string(letters[:mostChainLine])
		}
		found := chainNumber.FindStringSubmatch(width.Fold.String(raw))
		if found == nil || strings.TrimSpace(found[2]) == "" {
			continue
		}
		line := ChainLine{Raw: raw, Party: 1}
		line.N, _ = strconv.Atoi(found[1]) // three digits at most
		line.read(found[2])
		if line.Who == "" {
			continue
		}
		if out = append(out, line); len(out) == MostChainLines {
			break
		}
	}
	return out
}

// read takes the party out of the rest of a line; what stays says who.
func (l *ChainLine) read(rest string) {
	take := func(pattern *regexp.Regexp) []string {
		at := pattern.FindStringSubmatchIndex(rest)
		if at == nil {
			return nil
		}
		found := pattern.FindStringSubmatch(rest)
		rest = rest[:at[0]] + " " + rest[at[1]:]
		return found
	}
	if f := take(chainAdults); f != nil {
		l.Children = chainCount(f[2])
		l.Party, l.Said = chainCount(f[1])+l.Children, true
	} else {
		kids := take(chainChildren)
		if f := take(chainPersons); f != nil {
			l.Party, l.Said = chainCount(f[1]), true
		} else if f := take(chainPlus); f != nil {
			l.Party, l.Said = 1+chainCount(f[1]), true
		}
		if kids != nil {
			l.Children = chainCount(kids[1])
			if !l.Said { // the grown-up who signs, and so many children
				l.Party, l.Said = 1+l.Children, true
			}
		}
	}
	if l.Party < 1 || l.Children >= l.Party {
		l.Party, l.Children, l.Said = max(l.Party, 1), 0, false
	}
	l.Who = strings.TrimSpace(chainMarks.ReplaceAllString(rest, " "))
}

// chainCount reads a number as people write it; 0 for none.
func chainCount(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return chainNumerals[s]
}

var chainNumerals = map[string]int{"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
