package banquet

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"wanjia/events"
)

// Every message has its words in both languages: the English ones have nothing Chinese but
// the house's name, and every number that is told in one is told in the other.
func TestWordsInBothLanguages(t *testing.T) {
	t.Parallel()
	noon := time.Date(2027, 1, 31, 4, 0, 0, 0, time.UTC)
	e := Edition{
		Sittings:    []Sitting{{Session: "noon", Kind: Meal, Starts: noon}, {Session: "walk", Kind: Walk, Starts: noon}},
		ChangeUntil: noon.Add(-18 * time.Hour), DishBy: noon.Add(-66 * time.Hour),
	}
	comes, home := Coming{Way: Comes}, Coming{Way: AtHome}
	family := Registration{Session: "noon", People: []Coming{comes, comes, comes, home}, HighChairs: 2, Until: noon}
	alone := Registration{Session: "walk", People: []Coming{comes}, Until: noon}
	fed, dish := Registration{People: []Coming{home}}, Registration{}
	named := Dish{Name: "Fish cake", Code: "ABC234", State: Named, Shares: make([]Share, 3)}
	idea := Dish{Code: "ABC234", State: Idea, Shares: make([]Share, 1)}
	kin := Kin{Code: "DEF567"}
	texts := map[string]events.Text{
		"held": heldWords(e, family), "waiting": waitingWords(e, family), "registered": registeredWords(e, family), "changed": changedWords(e, family),
		"waiting, changed": waitingChangedWords(e, family), "cancelled": cancelledWords(e, family), "left the list": leftWaitingWords(e, family),
		"lapsed": lapsedWords(e, family), "moved": movedWords(e, family, "a leak", "Hall 2, table 7"), "brought": broughtWords(e, fed, "a leak"),
		"seated": seatWords(e, family, "Hall 2, table 7"), "seated elsewhere": seatMovedWords(e, family, "Hall 2, table 7"), "unseated": unseatedWords(e, family),
		"one": registeredWords(e, alone), "meals only": registeredWords(e, fed), "dish only": cancelledWords(e, dish),
		"dish begun": dishBegunWords(named), "undecided": dishBegunWords(idea), "joined": dishJoinedWords(named, "Ann"), "welcome": dishWelcomeWords(named),
		"left": dishLeftWords(named, "Ann"), "one left": dishLeftWords(idea, "Ann"), "gone": dishGoneWords(named), "withdrawn": dishWithdrawnWords(named),
		"cook": dishCookWords(named, "Ann"), "remind to answer": dishReminderWords(e, named), "remind to decide": dishReminderWords(e, idea),
		"asked": kinAskedWords(kin, "Ann"), "agreed": kinAgreedWords(kin, "Ann"), "kin left": kinLeftWords(kin, "Ann"), "refused": kinRefusedWords(kin),
	}
	figures := regexp.MustCompile(`[0-9]+`)
	for name, text := range texts {
		en, ok := strings.CutPrefix(text.EN, "【万家】")
		if !ok || !strings.HasPrefix(text.ZH, "【万家】") {
			t.Errorf("%s is not signed: %q", name, text)
		}
		if i := strings.IndexFunc(en, func(r rune) bool { return unicode.Is(unicode.Han, r) || r > 0x3000 && r < 0xfff0 }); i >= 0 || strings.Contains(en, "  ") || strings.Contains(en, "..") {
			t.Errorf("%s in English: %q", name, en)
		}
		// The month is a number in one and a word in the other.
		zh := strings.ReplaceAll(text.ZH, "1月", "")
		told := figures.FindAllString(en, -1)
		for _, n := range figures.FindAllString(zh, -1) {
			if !strings.Contains(strings.Join(told, " "), n) {
				t.Errorf("%s: %s is told in Chinese only: %q, %q", name, n, text.ZH, text.EN)
			}
		}
		if strings.Contains(en, "1 people") || strings.Contains(en, "1 meals") || strings.Contains(en, "1 households") {
			t.Errorf("%s counts one as many: %q", name, en)
		}
		for _, fact := range []string{"Fish cake", "ABC234", "DEF567", "Ann", "a leak", "Hall 2, table 7"} {
			if strings.Contains(text.ZH, fact) != strings.Contains(en, fact) {
				t.Errorf("%s: %s is told in one language only: %+v", name, fact, text)
			}
		}
	}
}
