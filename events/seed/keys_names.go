package seed

import (
	"slices"
	"strings"
)

// questions about names and telephones.
func (k *keyring) questions() []question {
	everywhere := func(*entry) string { return "" }
	building := func(e *entry) string { return e.building }
	estate := func(e *entry) string { return e.estate }
	han := func(e *entry) bool { return e.spoken != nil }
	simple := func(e *entry) string { return strings.Map(simplified, e.text) }
	return []question{
		{"exact", han, simple, nil, func(e *entry) []string { return []string{strings.Map(simplified, e.text)} }, everywhere},
		{"traditional", func(e *entry) bool { return han(e) && traditional(e.text) != e.text }, simple, nil,
			func(e *entry) []string { return []string{traditional(e.text)} }, everywhere},
		{"pinyin", func(e *entry) bool { return han(e) && !special(e) && !strings.Contains(pinyin(e), "ü") }, pinyin, nil, k.typed, everywhere},
		{"surname_heteronym", func(e *entry) bool { return han(e) && special(e) && !strings.Contains(pinyin(e), "ü") }, pinyin, nil,
			func(e *entry) []string { return []string{pinyin(e), strings.Join(e.spoken, " ")} }, everywhere},
		{"surname_heteronym", func(e *entry) bool { return han(e) && special(e) }, mixed, nil, func(e *entry) []string { return []string{mixed(e)} }, everywhere},
		{"surname_misread", func(e *entry) bool { return misread(e) != "" && !strings.Contains(misread(e), "ü") }, misread,
			func(e *entry) string { // those really read like that
				if m := misread(e); m != "" {
					return m
				}
				return pinyin(e)
			}, func(e *entry) []string {
				surname, given := allSurnames[e.person.name.surname].misread, e.spoken[syllablesOf(e):]
				return []string{misread(e), surname + " " + strings.Join(given, " "), capital(joined(surname)) + " " + capital(strings.Join(given, ""))}
			}, everywhere},
		{"u_forms", func(e *entry) bool { return strings.Contains(pinyin(e), "ü") }, pinyin, func(e *entry) string { return strings.ReplaceAll(pinyin(e), "ü", "u") },
			func(e *entry) []string {
				var all []string
				for _, u := range []string{"ü", "v", "u", "yu"} {
					all = append(all, strings.ReplaceAll(pinyin(e), "ü", u))
				}
				return all
			}, everywhere},
		{"initials", han, func(e *entry) string { return within(building(e), initials(e)) }, nil, func(e *entry) []string { return []string{initials(e)} }, building},
		{"surname", han, func(e *entry) string { return within(e.building, surnameText(e)) }, nil, func(e *entry) []string { return []string{surnameText(e)} }, building},
		{"surname_pinyin", han, func(e *entry) string { return within(e.building, surnamePinyin(e)) }, nil, func(e *entry) []string { return []string{surnamePinyin(e)} }, building},
		{"begun", han, func(e *entry) string { return within(e.building, begun(e)) }, nil, func(e *entry) []string { return []string{begun(e)} }, building},
		{"fuzzy_sounds", han, func(e *entry) string { return within(estate(e), pinyin(e)) }, func(e *entry) string { return within(estate(e), folded(e)) },
			func(e *entry) []string { return []string{k.slur(e)} }, estate},
		{"rare_character", rare, simple, nil, func(e *entry) []string { return []string{strings.Map(simplified, e.text)} }, everywhere},
		{"rare_character_pinyin", rare, pinyin, nil, func(e *entry) []string { return []string{pinyin(e), strings.Join(e.spoken, " ")} }, everywhere},
		{"rare_character_given", rare, func(e *entry) string { return within(e.estate, givenText(e)) }, nil, func(e *entry) []string { return []string{givenText(e)} }, estate},
		{"rare_character_alone", rare, func(e *entry) string { return within(building(e), rareOf(e)) }, nil, func(e *entry) []string { return []string{rareOf(e)} }, building},
		{"middle_dot", dot, func(e *entry) string { return strings.ReplaceAll(e.text, "·", "") }, nil, func(e *entry) []string {
			var all []string
			for _, s := range []string{"·", "•", "・", ".", " ", "", "－"} {
				all = append(all, strings.ReplaceAll(e.text, "·", s))
			}
			return all
		}, everywhere},
		{"middle_dot_first", dot, func(e *entry) string { return first(e.text, "·") }, nil, func(e *entry) []string { return []string{first(e.text, "·")} }, everywhere},
		{"foreign", abroad, func(e *entry) string { return e.text }, nil, func(e *entry) []string {
			a, b, _ := strings.Cut(e.text, " ")
			return []string{e.text, strings.ToLower(e.text), strings.ToUpper(e.text), b + " " + a, b + ", " + a}
		}, everywhere},
		{"foreign_surname", abroad, func(e *entry) string { return within(estate(e), last(e)) }, nil, func(e *entry) []string { return []string{last(e), strings.ToLower(last(e))} }, estate},
		{"surname_title", func(e *entry) bool { return han(e) && e.person.age >= 50 }, func(e *entry) string {
			return within(building(e), titled(e))
		}, nil, func(e *entry) []string { return []string{titled(e)} }, building},
		{"phone_last_4", phoned, func(e *entry) string { return within(building(e), tail(e, 4)) }, nil, func(e *entry) []string { return []string{tail(e, 4)} }, building},
		{"phone_last_6", phoned, func(e *entry) string { return tail(e, 6) }, nil, func(e *entry) []string { return []string{tail(e, 6)} }, everywhere},
		{"phone_spaced", phoned, func(e *entry) string { return e.phone }, nil, func(e *entry) []string {
			return []string{e.phone[:3] + " " + e.phone[3:7] + " " + e.phone[7:], e.phone[:3] + "-" + e.phone[3:7] + "-" + e.phone[7:], "+86" + e.phone}
		}, everywhere},
	}
}

// within is a key of one scope, "" for none.
func within(scope, key string) string {
	if key == "" {
		return ""
	}
	return scope + "|" + key
}

func dot(e *entry) bool    { return e.person.name.surname == dotted && strings.Contains(e.text, "·") }
func abroad(e *entry) bool { return e.person.name.surname == foreign }
func phoned(e *entry) bool { return e.phone != "" }

// special says whether the surname is one of the heteronyms.
func special(e *entry) bool { return int(e.person.name.surname) >= len(surnames) }

func pinyin(e *entry) string { return e.pinyin }

func initials(e *entry) string {
	s := ""
	for _, x := range e.spoken {
		r := []rune(x)
		s += string(r[0])
	}
	return s
}

// typed is the pinyin in one of the ways people type it.
func (k *keyring) typed(e *entry) []string {
	spaced := strings.Join(e.spoken, " ")
	n := syllablesOf(e)
	return []string{one(k.d, []string{
		pinyin(e), spaced, capital(strings.Join(e.spoken[:n], "")) + " " + capital(strings.Join(e.spoken[n:], "")), strings.ToUpper(pinyin(e)),
	})}
}

// syllablesOf the surname.
func syllablesOf(e *entry) int {
	return len(strings.Fields(allSurnames[e.person.name.surname].reading))
}

// givenText is the given name as written.
func givenText(e *entry) string {
	if e.spoken == nil {
		return ""
	}
	return strings.TrimPrefix(strings.Map(simplified, e.text), allSurnames[e.person.name.surname].text)
}

// surnameText is the surname as written.
func surnameText(e *entry) string {
	if e.spoken == nil {
		return ""
	}
	return allSurnames[e.person.name.surname].text
}

// surnamePinyin is the surname as read, ü as v.
func surnamePinyin(e *entry) string {
	if e.spoken == nil {
		return ""
	}
	return strings.ReplaceAll(strings.Join(e.spoken[:syllablesOf(e)], ""), "ü", "v")
}

// begun is the surname and the first character of a name of two, as someone types
// who picks from a list before the end.
func begun(e *entry) string {
	given := []rune(givenText(e))
	if len(given) < 2 {
		return ""
	}
	return surnameText(e) + string(given[:1])
}

// mixed is the surname as read with the given name as written.
func mixed(e *entry) string {
	if e.spoken == nil {
		return ""
	}
	return strings.Join(e.spoken[:syllablesOf(e)], "") + givenText(e)
}

// misread is the pinyin of who does not know how the surname is read.
func misread(e *entry) string {
	if e.spoken == nil || !special(e) {
		return ""
	}
	wrong := allSurnames[e.person.name.surname].misread
	if wrong == "" {
		return ""
	}
	return joined(wrong) + strings.Join(e.spoken[syllablesOf(e):], "")
}

// simplified undoes [traditional].
func simplified(r rune) rune {
	if to, ok := simplifieds[r]; ok {
		return to
	}
	return r
}

var simplifieds = func() map[rune]rune {
	m := map[rune]rune{}
	for a, b := range traditionals {
		m[b] = a
	}
	return m
}()

func rareOf(e *entry) string {
	for _, r := range e.text {
		if slices.ContainsFunc(rareCharacters, func(c character) bool { return c.char == r }) {
			return string(r)
		}
	}
	return ""
}

func rare(e *entry) bool { return e.spoken != nil && rareOf(e) != "" }

func first(s, sep string) string {
	a, _, _ := strings.Cut(s, sep)
	return a
}

func last(e *entry) string {
	if e.person.name.surname != foreign {
		return ""
	}
	_, b, _ := strings.Cut(e.text, " ")
	return b
}

// titled is the surname with what neighbours call the person: 龚婆婆.
func titled(e *entry) string {
	if e.person.name.surname < 0 || e.person.age < 50 {
		return ""
	}
	return allSurnames[e.person.name.surname].text + title(e.person)
}

func tail(e *entry, n int) string {
	if len(e.phone) < n {
		return ""
	}
	return e.phone[len(e.phone)-n:]
}
