package search

import (
	"slices"
	"strings"
	"testing"
)

// What neighbours are asked for, as a key file of a dataset would have it.
var neighbourKeys = []Key{
	{"龚海燕", everywhere, "gong", "name"}, {"单田芳", everywhere, "shan", "name"}, {"阿依古丽•买买提", everywhere, "mai", "name"},
	{"shantianfang", everywhere, "shan", "surname"}, {"zhaizhigang", everywhere, "zhai", "surname"}, {"ouyangnana", everywhere, "ouyang", "surname"}, {"yuchijd", everywhere, "yuchi", "surname"},
	{"lielan", everywhere, "nie", "n and l"}, {"censengying", everywhere, "chen", "zh and z"}, {"huangfeihong", everywhere, "huang", "h and f"}, {"fangfeihong", everywhere, "huang", "h and f"},
	{"lvlv", everywhere, "lv", "ü"}, {"lulu", everywhere, "lv", "ü"}, {"lyulyu", everywhere, "lv", "ü"}, {"吕lü", everywhere, "lv", "ü"},
	{"liuyan", everywhere, "yan", "rare"}, {"䶮", everywhere, "yan", "rare"}, {"王\U00030edd", everywhere, "new", "rare"},
	{"贵香苑12栋2单元501", everywhere, "h-GX-12-2-501", "address typo"}, {"桂香院十二栋二单元五零一", everywhere, "h-GX-12-2-501", "address typo"}, {"12-2-501", []string{"zz/GX"}, "h-GX-12-2-501", "address"},
	{"1234", everywhere, "gong", "phone"}, {"龚 桂香苑", everywhere, "gong", "combined"}, {"gong 12栋", []string{"zz/GX/12"}, "gong", "combined"},
	{"龚海燕", []string{"zz/HF"}, "", "out of scope"}, {"诸葛亮", everywhere, "", "nobody"},
}

func TestRecall(t *testing.T) {
	t.Parallel()
	table := Recall(neighbours(), slices.Values(neighbourKeys))
	for _, row := range table {
		if row.At5() < 1 {
			t.Errorf("%s: %d of %d found; missed %v", row.Kind, row.Found, row.Keys, row.Missed)
		}
	}
	if n := table.Row("ü").Keys; n != 4 {
		t.Errorf("%d keys of kind ü, want 4", n)
	}
	t.Log("\n" + table.String())
}

// A key that cannot be answered must count as missed, or the table means nothing.
func TestRecallMisses(t *testing.T) {
	t.Parallel()
	table := Recall(neighbours(), slices.Values([]Key{
		{"龚海燕", everywhere, "gong", "a"}, {"龚海燕", everywhere, "shan", "a"}, {"荷风苑", everywhere, "h-HF-3-1-2703", "b"}, {"龚海燕", everywhere, "", "c"}, {"龚海燕", []string{"zz/HF"}, "gong", "c"},
		{"龚", everywhere, "gong2", "d"},
	}))
	for kind, want := range map[string][3]int{"a": {2, 1, 1}, "b": {1, 0, 0}, "c": {2, 0, 0}, "d": {1, 1, 0}, "e": {0, 0, 0}} {
		row := table.Row(kind)
		if got := [3]int{row.Keys, row.Found, row.First}; got != want {
			t.Errorf("%s: keys, found, first = %v, want %v", kind, got, want)
		}
	}
	if got := table.String(); !strings.Contains(got, "a                               2     50.0     50.0") || !strings.Contains(got, "all                             6     16.7     33.3") {
		t.Errorf("the table reads\n%s", got)
	}
}

// On a made community of 1,500 people, mistakes made by rule: what a name or an
// address is turned into, and in which scope it must still be found. The floors
// leave room for people who really have the name that was typed by mistake.
func TestRecallOfMistakes(t *testing.T) {
	t.Parallel()
	var entries []Entry
	x := new(Index)
	newCommunity(21).each(500, func(e Entry) {
		entries = append(entries, e)
		x.Put(e)
	})
	spelt := func(name string, of func(string) string) string {
		var b strings.Builder
		units := split(nameKey(name), nil)
		for i := range units {
			b.WriteString(of(readingsAt(units, i)[0].String()))
		}
		return b.String()
	}
	whole := func(s string) string { return s }
	initial := func(s string) string { return s[:1] }
	mixed := func(old, instead string) func(string) string {
		return func(s string) string {
			if rest, ok := strings.CutPrefix(s, old); ok && !strings.HasPrefix(rest, "h") {
				return instead + rest
			}
			return s
		}
	}
	ended := func(old, instead string) func(string) string {
		return func(s string) string {
			if rest, ok := strings.CutSuffix(s, old); ok {
				return rest + instead
			}
			return s
		}
	}
	mistakes := map[string]func(string) string{
		"n for l": mixed("l", "n"), "l for n": mixed("n", "l"), "z for zh": mixed("zh", "z"), "zh for z": mixed("z", "zh"), "c for ch": mixed("ch", "c"), "s for sh": mixed("sh", "s"),
		"in for ing": ended("ing", "in"), "ing for in": ended("in", "ing"), "en for eng": ended("eng", "en"), "eng for en": ended("en", "eng"), "f for h": mixed("h", "f"), "h for f": mixed("f", "h"),
	}
	var keys []Key
	for _, e := range entries {
		if e.Kind != Person {
			continue
		}
		estate, building := e.Scope[:strings.IndexByte(e.Scope, '/')], e.Scope
		right := spelt(e.Name, whole)
		keys = append(keys,
			Key{e.Name, []string{estate}, e.ID, "name"}, Key{right, []string{building}, e.ID, "pinyin"}, Key{spelt(e.Name, initial), []string{building}, e.ID, "initials"},
			Key{e.Name[:len("王")] + " " + e.Address.String(), everywhere, e.ID, "surname, address"}, Key{e.Address.Code(), everywhere, "h-" + e.Address.Code(), "code"},
		)
		for kind, mistake := range mistakes {
			if wrong := spelt(e.Name, mistake); wrong != right {
				keys = append(keys, Key{wrong, []string{building}, e.ID, kind})
			}
		}
	}
	table := Recall(x, slices.Values(keys))
	t.Log("\n" + table.String())
	for _, row := range table {
		if row.Keys < 15 || row.At5() < 0.98 {
			t.Errorf("%s: %d of %d found; missed %v", row.Kind, row.Found, row.Keys, row.Missed)
		}
	}
}
