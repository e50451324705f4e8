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
	leak, seat := VenueCause("分会场04", "a leak"), Spot{Hall: "分会场02", Table: 7, Places: []int{3, 4}}
	texts := map[string]events.Text{
		"held": heldWords(e, family), "waiting": waitingWords(e, family), "registered": registeredWords(e, family), "changed": changedWords(e, family),
		"waiting, changed": waitingChangedWords(e, family), "cancelled": cancelledWords(e, family), "left the list": leftWaitingWords(e, family),
		"lapsed": lapsedWords(e, family), "moved": movedWords(e, family, leak.Words(), seat.Words()), "brought": broughtWords(e, fed, leak.Words()), "taken away": signed(leak.brought().ZH, leak.brought().EN),
		"moved by hand": movedWords(e, family, Cause{Code: "later than this program"}.Words(), Spot{Hall: "主会场", Table: 7, Places: []int{3}}.Words()),
		"seated":        seatWords(e, family, seat.Words()), "seated elsewhere": seatMovedWords(e, family, seat.Words()), "unseated": unseatedWords(e, family),
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
		for _, fact := range []string{"Fish cake", "ABC234", "DEF567", "Ann", "a leak"} {
			if strings.Contains(text.ZH, fact) != strings.Contains(en, fact) {
				t.Errorf("%s: %s is told in one language only: %+v", name, fact, text)
			}
		}
	}
}

// A place is told apart as it was when it was kept as words of one language: nobody is told
// anew of where they sit because the program has learnt another.
func TestSpotOfOldData(t *testing.T) {
	t.Parallel()
	for old, at := range map[string]Spot{
		"noon 分会场0312号桌3、4号位": {Hall: "分会场03", Table: 12, Places: []int{3, 4}},
		"noon 荷风苑会所7号桌1号位":    {Hall: "荷风苑会所", Table: 7, Places: []int{1}},
		"noon V9.t1":          {Hall: "V9.t1"},
		"":                    {},
	} {
		r := Registration{Session: "noon", Seat: old}
		if r.sits(at) {
			t.Errorf("%+v is news to who was told of %q", at, old)
		}
		if at.Places = append(at.Places, 99); !at.None() && at.Table > 0 && !r.sits(at) {
			t.Errorf("%+v is no news to who was told of %q", at, old)
		}
	}
}

// Causes are read in both languages, and those kept before there were any in the one they
// were written in.
func TestTakenWords(t *testing.T) {
	t.Parallel()
	leak := VenueCause("分会场04", "屋顶漏水")
	for name, tt := range map[string]struct {
		taken Taken
		want  events.Text
	}{
		"now":    {Taken{Why: "x", Cause: &leak}, events.Text{ZH: "分会场04停用（屋顶漏水），改为送餐到家", EN: "Branch venue 04 is closed (“屋顶漏水”); the meal is brought home instead"}},
		"before": {Taken{Why: "分会场04停用（屋顶漏水），改为送餐到家"}, events.Text{ZH: "分会场04停用（屋顶漏水），改为送餐到家"}},
		"silent": {Taken{Cause: new(VenueCause("主会场", " "))}, events.Text{ZH: "主会场停用，改为送餐到家", EN: "Main venue is closed; the meal is brought home instead"}},
	} {
		if got := tt.taken.words(); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}
